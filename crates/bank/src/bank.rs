//! A bank: the tables of one draw, frozen.

use std::path::Path;

use domain::period::Grain;
use jiff::civil::Date;
use tables::table::Table;

pub use crate::folder::{BankError, Manifest, current, list, names};
use crate::{
    details, flow, folder, maps, outcomes, people, protect::Unhidden, source::Source, times,
};

/// The tables of one draw.
///
/// There is one way to get a value: [`Bank::open`] on a folder that [`freeze`] wrote.
#[derive(Debug)]
pub struct Bank {
    manifest: Manifest,
    tables: Vec<Table>,
}

impl Bank {
    /// Reads the bank with a name from the data folder, every file checked against its hash.
    pub fn open(data: &Path, id: &str) -> Result<Self, BankError> {
        let (manifest, tables) = folder::read(data, id)?;
        Ok(Self { manifest, tables })
    }

    /// Returns the name of the bank.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.manifest.id
    }

    /// Returns the manifest.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns the day the figures were drawn.
    #[must_use]
    pub const fn drawn_on(&self) -> Date {
        self.manifest.drawn_on
    }

    /// Returns the tables, in the order of [`tables()`].
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Returns a table by its id.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.facts().id == id)
    }

    /// Returns the tables.
    #[must_use]
    pub fn into_tables(self) -> Vec<Table> {
        self.tables
    }
}

/// Makes every table there are figures for.
///
/// `earlier` is the bank before; what it hides of a period stays hidden.
pub fn tables(source: &Source, earlier: Option<&Bank>) -> Result<Vec<Table>, Unhidden> {
    let before = |id: &str| earlier?.table(id);
    let tables = [
        Some(outcomes::table(source, Grain::Year)),
        Some(outcomes::table(source, Grain::Quarter)),
        maps::table(source),
        maps::published(source),
        details::reasons::table(source, before("AARSAG1"))?,
        details::errors::table(source, before("FEJL1"))?,
        details::parts::table(source, before("DEL1"))?,
        times::table(source, before("TID1"))?,
        flow::table(source),
        Some(people::table(source)),
        maps::revisions(source),
    ];
    Ok(tables.into_iter().flatten().collect())
}

/// Freezes the tables of a source as a bank in the data folder. The same source gives the same bytes.
///
/// `code` is the version of the program.
pub fn freeze(data: &Path, source: &Source, code: &str) -> Result<Manifest, BankError> {
    let earlier = folder::before(data, source.years)?;
    let earlier = earlier.map(|id| Bank::open(data, &id)).transpose()?;
    let tables = tables(source, earlier.as_ref())?;
    folder::write(data, source, &tables, code)
}
