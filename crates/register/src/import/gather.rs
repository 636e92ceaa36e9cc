//! What the checks of a delivery leave: what was stored, and findings.

use std::collections::{BTreeMap, BTreeSet};

use domain::{period::Year, provenance::Provenance};
use jiff::civil::Date;

use super::{ControlTotal, Delivery, ImportOptions};
use crate::{
    delivery::{Column, Opened},
    finding::{FindingLog, Reason},
    snapshot::{DrawnOnBasis, Measure, Snapshot, Stage},
};

/// A delivery being imported, and where to.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub options: &'a ImportOptions<'a>,
    pub delivery: &'a Delivery,
    /// The state it is laid on.
    pub base: Option<&'a Snapshot>,
    pub stage: &'a Stage,
}

impl Job<'_> {
    /// Returns what the delivery and the state it is laid on are together.
    pub fn provenance(&self, delivered: Provenance) -> Provenance {
        self.base.map_or(delivered, |base| delivered.with(base.manifest().provenance))
    }
}

/// What the data files hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    /// The names of the data files.
    pub files: Vec<&'static str>,
    pub cases: Option<u64>,
    pub pending: Option<u64>,
    pub count_rows: Option<u64>,
    pub delivered: BTreeSet<Measure>,
    /// The first and the last year with a decision.
    pub years: Option<(Year, Year)>,
}

impl Contents {
    /// Widens the years to one more.
    pub fn add_year(&mut self, year: Year) {
        let (first, last) = self.years.unwrap_or((year, year));
        self.years = Some((first.min(year), last.max(year)));
    }
}

/// A delivery after all checks; its data files lie in the stage.
#[derive(Debug)]
pub(super) struct Gathered {
    pub contents: Contents,
    pub drawn_on: Date,
    pub basis: DrawnOnBasis,
    pub provenance: Provenance,
    pub notes: Notes,
    pub control_totals: ControlTotals,
}

/// The control totals of a delivery: the first ones kept, all of them counted.
#[derive(Debug, Default)]
pub(super) struct ControlTotals {
    pub kept: Vec<ControlTotal>,
    pub compared: u64,
    pub differing: u64,
}

/// The notes taken while rows are read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub log: FindingLog,
    pub rows_read: u64,
    pub rejected_rows: u64,
    /// Those that count when it is decided whether to hold the delivery. Every export of the portal
    /// has rows of joint bodies; they are left out, and blame nobody.
    pub rows_at_fault: u64,
}

impl Notes {
    /// Rejects a row.
    pub fn reject(
        &mut self,
        files: &[Opened],
        file: u16,
        line: u64,
        (reason, column): (Reason, Option<Column>),
    ) {
        self.rejected_rows += 1;
        self.rows_at_fault += u64::from(reason != Reason::NotAMunicipality);
        self.warn(files, file, line, (reason, column));
    }

    /// Notes something that does not keep a row out.
    pub fn warn(
        &mut self,
        files: &[Opened],
        file: u16,
        line: u64,
        (reason, column): (Reason, Option<Column>),
    ) {
        let opened = &files[usize::from(file)];
        let column = column.and_then(|column| opened.name(column));
        self.log.add(opened.source.name(), opened.source.row(line), column, reason);
    }

    /// Notes the columns of a file that mean nothing to us, and the rows left out when it was unpacked.
    pub fn unknown_columns(&mut self, file: &Opened) {
        for name in file.unknown_columns().filter(|name| !name.is_empty()) {
            // A terminal might obey what is no letter.
            let plain = name.chars().filter(|letter| !letter.is_control());
            let short: String = plain.take(60).collect();
            let row = file.source.row(file.header_line);
            self.log.add(file.source.name(), row, Some(&short), Reason::UnknownColumn);
        }
        if file.source.text.left_out > 0 {
            let rows = file.source.text.left_out;
            self.log.add_rows(file.source.name(), 0, None, Reason::ZerosLeftOut, rows);
        }
    }

    /// Notes each other spelling of a file once.
    pub fn variants(&mut self, file: &Opened, variants: &Variants) {
        let column = file.name(Column::Municipality);
        for (first_line, rows) in variants.0.values() {
            let (name, row) = (file.source.name(), file.source.row(*first_line));
            self.log.add_rows(name, row, column, Reason::SpellingVariant, *rows);
        }
    }
}

/// Spellings other than those of Danmarks Statistik: first line and number of rows of each.
///
/// A hostile file may hold a new one in each row, so those beyond the first are one.
#[derive(Debug, Default)]
pub(super) struct Variants(BTreeMap<String, (u64, u64)>);

/// How many spellings are told apart.
const MAX_SPELLINGS: usize = 1_000;

impl Variants {
    /// Notes a spelling.
    pub fn add(&mut self, spelling: &str, line: u64) {
        self.add_rows(spelling, line, 1);
    }

    /// Adds what another part of the file holds.
    pub fn merge(&mut self, other: Self) {
        for (spelling, (line, rows)) in other.0 {
            self.add_rows(&spelling, line, rows);
        }
    }

    fn add_rows(&mut self, spelling: &str, line: u64, more: u64) {
        let has_room = self.0.len() < MAX_SPELLINGS;
        // An empty cell is no spelling.
        let spelling = if has_room || self.0.contains_key(spelling) { spelling } else { "" };
        match self.0.get_mut(spelling) {
            Some((first, rows)) => {
                *first = (*first).min(line);
                *rows += more;
            }
            None => {
                self.0.insert(spelling.to_owned(), (line, more));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_without_end_are_counted_in_bounded_memory() {
        let mut variants = Variants::default();
        for line in 0..3_000 {
            let mut part = Variants::default();
            part.add(&format!("Århus {line}"), line);
            variants.merge(part);
        }
        assert_eq!(variants.0.len(), MAX_SPELLINGS + 1);
        assert_eq!(variants.0.values().map(|(_, rows)| rows).sum::<u64>(), 3_000);
    }
}
