//! What the checks of a delivery leave: rows to store, rows rejected, findings.

use std::collections::BTreeMap;

use domain::{count::CaseCount, provenance::Provenance};
use jiff::civil::Date;

use super::{ControlTotal, reduce::Cases};
use crate::{
    delivery::{Column, Opened},
    finding::{FindingLog, Reason},
    snapshot::DrawnOnBasis,
};

/// A rejected row: where it stands and why it was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rejected {
    pub file: u16,
    pub line: u64,
    pub reason: Reason,
}

/// What is to be stored.
#[derive(Debug)]
pub(super) enum Content {
    Cases(Cases),
    Counts { counts: Vec<CaseCount>, dismissed_delivered: bool },
}

/// A delivery after all checks.
#[derive(Debug)]
pub(super) struct Gathered {
    pub content: Content,
    pub drawn_on: Date,
    pub basis: DrawnOnBasis,
    pub provenance: Provenance,
    pub rows_read: u64,
    pub rejected: Vec<Rejected>,
    pub log: FindingLog,
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
    pub rejected: Vec<Rejected>,
    pub rows_read: u64,
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
        self.rejected.push(Rejected { file, line, reason });
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
        self.log.add(&opened.source.name, line, column, reason);
    }

    /// Notes the columns of a file that mean nothing to us.
    pub fn unknown_columns(&mut self, file: &Opened) {
        for name in file.unknown_columns().filter(|name| !name.is_empty()) {
            // A terminal might obey what is no letter.
            let plain = name.chars().filter(|letter| !letter.is_control());
            let short: String = plain.take(60).collect();
            let line = file.header_line;
            self.log.add(&file.source.name, line, Some(&short), Reason::UnknownColumn);
        }
    }

    /// Notes each other spelling of a file once.
    pub fn variants(&mut self, file: &Opened, variants: &Variants) {
        let column = file.name(Column::Municipality);
        for (first_line, rows) in variants.0.values() {
            let name = &file.source.name;
            self.log.add_rows(name, *first_line, column, Reason::SpellingVariant, *rows);
        }
    }
}

/// Spellings other than those of Danmarks Statistik: first line and number of rows of each.
#[derive(Debug, Default)]
pub(super) struct Variants(BTreeMap<String, (u64, u64)>);

impl Variants {
    /// Notes a spelling.
    pub fn add(&mut self, spelling: &str, line: u64) {
        match self.0.get_mut(spelling) {
            Some((_, rows)) => *rows += 1,
            None => {
                self.0.insert(spelling.to_owned(), (line, 1));
            }
        }
    }

    /// Adds what another part of the file holds.
    pub fn merge(&mut self, other: Self) {
        for (spelling, (line, rows)) in other.0 {
            let (first, sum) = self.0.entry(spelling).or_insert((line, 0));
            *first = (*first).min(line);
            *sum += rows;
        }
    }
}
