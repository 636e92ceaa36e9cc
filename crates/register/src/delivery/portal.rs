//! Rows of the board's statistics portal, long or wide: counts by municipality, topic and period.

mod count;
mod rate;

pub(super) use self::count::whole_number;

use std::collections::{BTreeSet, HashMap};

use domain::{
    municipality::MunicipalityCode,
    period::Period,
    place::Place,
    region,
    reversal::OutcomeCounts,
    topic::{TopicCode, TopicMatch, Topics},
};
use jiff::civil::Date;

use super::{Column, DeliveryError, DeliveryKind, Opened, cases::Fault, column, table::Cells};
use crate::{days, finding::Reason};

/// Whom a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scope {
    Municipality(MunicipalityCode),
    /// A region by its place in [`Names::regions`]; a control total.
    Region(u8),
    /// All municipalities; a control total.
    Country,
}

/// What a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum CountTopic {
    Topic(TopicCode),
    /// All topics of a law, by its place in [`Names::laws`]; a control total.
    Law(u16),
    /// Everything; a control total.
    Total,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CountRow {
    pub scope: Scope,
    pub topic: CountTopic,
    pub period: Period,
    pub counts: OutcomeCounts,
    pub line: u64,
    pub file: u16,
}

/// The names behind the numbers in [`Scope`] and [`CountTopic`].
#[derive(Clone, Debug)]
pub(crate) struct Names {
    pub regions: Vec<String>,
    pub laws: Vec<String>,
}

impl Names {
    /// Returns the names of a list of topics.
    pub fn new(topics: &Topics) -> Self {
        let regions: BTreeSet<_> = region::all().iter().map(|it| it.name.clone()).collect();
        let laws: BTreeSet<_> = topics.all().iter().map(|topic| topic.law.clone()).collect();
        Self { regions: regions.into_iter().collect(), laws: laws.into_iter().collect() }
    }

    /// Returns the number of a law, whatever its capitals.
    pub fn law(&self, name: &str) -> Option<u16> {
        let name = name.trim().to_lowercase();
        let at = self.laws.iter().position(|law| law.to_lowercase() == name)?;
        u16::try_from(at).ok()
    }

    /// Returns the number of a region, whatever its capitals.
    pub fn region(&self, name: &str) -> Option<u8> {
        let name = name.trim().to_lowercase();
        let at = self.regions.iter().position(|region| region.to_lowercase() == name)?;
        u8::try_from(at).ok()
    }
}

/// Where the columns of a portal file stand.
#[derive(Clone, Debug)]
pub(crate) struct PortalColumns {
    municipality: usize,
    law: Option<usize>,
    topic: usize,
    period: usize,
    counts: count::CountColumns,
    rates: rate::RateColumns,
    width: usize,
}

impl PortalColumns {
    /// Returns where the columns stand; an error when the counts do not follow from them.
    pub fn of(file: &Opened) -> Result<Self, DeliveryError> {
        let needed = |column| file.place(column).expect("a form has its required columns");
        Ok(Self {
            municipality: needed(Column::Municipality),
            law: file.place(Column::Law),
            topic: needed(Column::Topic),
            period: needed(Column::Period),
            counts: count::CountColumns::of(file)?,
            rates: rate::RateColumns::of(file),
            width: file.header.len(),
        })
    }

    /// Tells whether the file says how many cases were dismissed.
    pub const fn gives_dismissed(&self) -> bool {
        self.counts.gives_dismissed()
    }
}

/// What a row says.
#[derive(Debug)]
pub(crate) struct ReadCount {
    pub row: CountRow,
    /// Things that do not keep the row out.
    pub warnings: Vec<Fault>,
    /// The municipality is spelled otherwise than by Danmarks Statistik.
    pub variant: bool,
}

/// Reads and checks rows of the portal.
#[derive(Debug)]
pub(crate) struct CountReader<'t> {
    columns: PortalColumns,
    topics: &'t Topics,
    names: &'t Names,
    drawn_on: Date,
    topic_matches: HashMap<(String, String), Option<CountTopic>>,
}

/// How many different topics are remembered; a hostile file may hold a new one in each row.
const MEMORY: usize = 10_000;

impl<'t> CountReader<'t> {
    /// Makes a reader; no period may begin after the day of the draw.
    pub fn new(
        columns: PortalColumns,
        topics: &'t Topics,
        names: &'t Names,
        drawn_on: Date,
    ) -> Self {
        Self { columns, topics, names, drawn_on, topic_matches: HashMap::new() }
    }

    /// Reads a row, or says what is wrong with it; the first fault decides.
    pub fn read(&mut self, cells: Cells, line: u64) -> Result<ReadCount, Fault> {
        if cells.len() != self.columns.width {
            let few = cells.len() < self.columns.width;
            let reason = if few { Reason::TooFewCells } else { Reason::TooManyCells };
            return Err((reason, None));
        }
        let (scope, variant) = self.scope(cells.get(self.columns.municipality))?;
        let law = self.columns.law.map_or("", |at| cells.get(at));
        let topic = self.topic(law, cells.get(self.columns.topic))?;
        let period = self.period(cells.get(self.columns.period))?;
        self.check_topic(topic, period)?;
        let counts = self.columns.counts.read(cells)?;
        let warnings = self.columns.rates.check(cells, counts);
        let row = CountRow { scope, topic, period, counts, line, file: 0 };
        Ok(ReadCount { row, warnings, variant })
    }

    fn scope(&self, text: &str) -> Result<(Scope, bool), Fault> {
        let unknown = (Reason::MunicipalityUnknown, Some(Column::Municipality));
        match Place::parse(text) {
            Some(Place::Municipality(code)) => Ok((Scope::Municipality(code), false)),
            Some(Place::Variant(code)) => Ok((Scope::Municipality(code), true)),
            Some(Place::Country) => Ok((Scope::Country, false)),
            Some(Place::Region) => {
                Ok((Scope::Region(self.names.region(text).ok_or(unknown)?), false))
            }
            Some(Place::Other) => Err((Reason::NotAMunicipality, Some(Column::Municipality))),
            None => Err(unknown),
        }
    }

    fn topic(&mut self, law: &str, name: &str) -> Result<CountTopic, Fault> {
        let key = (law.to_owned(), name.to_owned());
        let found = if let Some(known) = self.topic_matches.get(&key) {
            *known
        } else {
            let found = self.find_topic(law, name);
            if self.topic_matches.len() < MEMORY {
                self.topic_matches.insert(key, found);
            }
            found
        };
        found.ok_or((Reason::TopicUnknown, Some(Column::Topic)))
    }

    fn find_topic(&self, law: &str, name: &str) -> Option<CountTopic> {
        match self.topics.find(law, name)? {
            TopicMatch::Topic(code) => Some(CountTopic::Topic(code)),
            TopicMatch::Total if self.is_total(law) => Some(CountTopic::Total),
            // "I alt" under a law is the law's total.
            TopicMatch::Total => self.names.law(law).map(CountTopic::Law),
            TopicMatch::LawTotal => {
                // "Alle paragraffer - serviceloven" names its law itself where no column does.
                let named = name.split_once(['-', '–']).map_or("", |(_, law)| law);
                self.names.law(if law.is_empty() { named } else { law }).map(CountTopic::Law)
            }
        }
    }

    /// Tells whether a law column says nothing, or itself "I alt".
    fn is_total(&self, law: &str) -> bool {
        law.is_empty() || self.topics.find("", law) == Some(TopicMatch::Total)
    }

    fn period(&self, text: &str) -> Result<Period, Fault> {
        let column = Some(Column::Period);
        let period = Period::parse(text).ok_or((Reason::PeriodUnreadable, column))?;
        if days::first_of(period) > self.drawn_on || period.last_day() < super::date::FIRST_DAY {
            return Err((Reason::DateOutOfRange, column));
        }
        Ok(period)
    }

    fn check_topic(&self, topic: CountTopic, period: Period) -> Result<(), Fault> {
        let CountTopic::Topic(code) = topic else { return Ok(()) };
        let topic = self.topics.get(code).expect("a topic that was found is in the list");
        if topic.is_valid_within(days::first_of(period), period.last_day()) {
            return Ok(());
        }
        Err((Reason::TopicNotValid, Some(Column::Topic)))
    }
}

/// Returns the name of a column as the portal writes it.
fn name_in(kind: DeliveryKind, column: Column) -> &'static str {
    column::first_name(kind, column)
}
