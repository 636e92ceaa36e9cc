//! The draws whose tables can be asked for. The newest is ready; an older one is read when it is first asked
//! for, and some of those are kept.

use std::{path::PathBuf, sync::Arc};

use bank::bank::{self as frozen, Bank, BankError};
use jiff::civil::Date;
use quick_cache::sync::Cache;
use tables::catalog::Catalog;

use super::problem::{Kind, Problem};

/// How many older draws are kept ready. Each takes some fifty megabytes.
const READY_DRAWS: usize = 4;

/// The draws there are, the newest last.
#[derive(Debug)]
pub struct Catalogs {
    draws: Vec<Draw>,
    /// The data folder that draws are read from.
    data: PathBuf,
    older: Cache<String, Arc<Catalog>>,
}

#[derive(Clone, Debug)]
struct Draw {
    release: String,
    drawn_on: Date,
    /// The ids of its tables.
    ids: Vec<String>,
    /// The tables; `None` where they are still in the data folder.
    ready: Option<Arc<Catalog>>,
}

impl Catalogs {
    /// Returns catalogs that are all ready, given in any order.
    pub fn ready(catalogs: Vec<Arc<Catalog>>) -> Self {
        let draw = |catalog: Arc<Catalog>| Draw {
            release: catalog.release().to_owned(),
            drawn_on: catalog.drawn_on(),
            ids: ids(&catalog),
            ready: Some(catalog),
        };
        let mut draws: Vec<_> = catalogs.into_iter().map(draw).collect();
        draws.sort_by_key(|draw| draw.drawn_on);
        Self { draws, data: PathBuf::new(), older: Cache::new(READY_DRAWS) }
    }

    /// Returns the draws of a data folder up to the bank that was frozen last, and of its provenance: made-up
    /// figures never stand among delivered ones. Of one day, the last name in order counts.
    pub fn of_folder(data: PathBuf) -> Result<Self, BankError> {
        let mut draws = Vec::new();
        if let Some(current) = frozen::current(&data)? {
            let newest = catalog(Bank::open(&data, &current)?);
            let mut banks = frozen::list(&data)?;
            banks.retain(|bank| {
                bank.drawn_on < newest.drawn_on() && bank.provenance == newest.provenance()
            });
            let older = |bank: frozen::Manifest| Draw {
                release: bank.id,
                drawn_on: bank.drawn_on,
                ids: bank.tables,
                ready: None,
            };
            draws.extend(banks.into_iter().map(older));
            draws.push(Draw {
                release: current,
                drawn_on: newest.drawn_on(),
                ids: ids(&newest),
                ready: Some(Arc::new(newest)),
            });
        }
        Ok(Self { draws, data, older: Cache::new(READY_DRAWS) })
    }

    /// Returns the name of the newest draw's frozen folder; `None` where there are no tables.
    pub fn newest(&self) -> Option<&str> {
        self.draws.last().map(|draw| &*draw.release)
    }

    /// Returns the names of the draws' frozen folders and their days, the newest last.
    pub fn draws(&self) -> impl DoubleEndedIterator<Item = (&str, Date)> {
        self.draws.iter().map(|draw| (&*draw.release, draw.drawn_on))
    }

    /// Returns the day of the oldest draw that has a table; `None` where none has.
    pub fn first_with(&self, id: &str) -> Option<Date> {
        let has = |draw: &&Draw| draw.ids.iter().any(|known| known == id);
        self.draws.iter().find(has).map(|draw| draw.drawn_on)
    }

    /// Returns the tables of the newest draw, which is always ready; `None` where there are none.
    pub fn newest_ready(&self) -> Option<&Catalog> {
        self.draws.last()?.ready.as_deref()
    }

    /// Returns the catalog of a release and a day: the newest draw up to it. `None` stands for any
    /// release and for today.
    pub fn find(&self, release: Option<&str>, day: Option<Date>) -> Result<Arc<Catalog>, Problem> {
        let of_release = |draw: &&Draw| release.is_none_or(|release| release == draw.release);
        let draws: Vec<_> = self.draws.iter().filter(of_release).collect();
        let Some(oldest) = draws.first() else { return Err(self.none(release)) };
        let is_drawn = |draw: &&&Draw| day.is_none_or(|day| draw.drawn_on <= day);
        let newest = draws.iter().rev().find(is_drawn).ok_or_else(|| {
            let oldest = oldest.drawn_on;
            Problem::new(Kind::Parameter, format!("there are no figures before {oldest}"))
                .of("asOf")
                .hint(format!("the oldest day is {oldest}"))
        })?;
        self.open(newest)
    }

    fn open(&self, draw: &Draw) -> Result<Arc<Catalog>, Problem> {
        if let Some(catalog) = &draw.ready {
            return Ok(Arc::clone(catalog));
        }
        let read = || Bank::open(&self.data, &draw.release).map(|bank| Arc::new(catalog(bank)));
        self.older.get_or_insert_with(&draw.release, read).map_err(|error| {
            tracing::error!(%error, "a bank cannot be shown");
            Problem::new(Kind::Ours, "the tables of that draw cannot be read")
        })
    }

    fn none(&self, release: Option<&str>) -> Problem {
        match release {
            Some(release) if !self.draws.is_empty() => {
                let names: Vec<_> =
                    self.draws.iter().rev().take(5).map(|draw| &*draw.release).collect();
                Problem::new(Kind::Release, format!("there is no release {release:?}"))
                    .hint(format!("the newest releases are: {}", names.join(", ")))
            }
            _ => Problem::new(Kind::NoTables, "no statistics tables are published"),
        }
    }
}

fn ids(catalog: &Catalog) -> Vec<String> {
    catalog.tables().iter().map(|table| table.facts().id.clone()).collect()
}

fn catalog(bank: Bank) -> Catalog {
    let (id, drawn_on) = (bank.id().to_owned(), bank.drawn_on());
    Catalog::new(id, drawn_on, bank.manifest().provenance, bank.into_tables())
}
