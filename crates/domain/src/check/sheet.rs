//! A CSV file with its lines, read so that one bad row does not hide the next.

use super::{At, DataFile, Findings};
use crate::reference::Lines;

/// A file that has the columns it must have.
pub(super) struct Sheet<'a> {
    pub(super) file: &'a str,
    pub(super) rows: Vec<Row<'a>>,
    /// How many columns there are beside those asked for.
    pub(super) other_columns: usize,
}

/// A row with as many cells as there are columns.
pub(super) struct Row<'a> {
    file: &'a str,
    pub(super) line: usize,
    /// In the order of the columns asked for.
    cells: Vec<(&'static str, String)>,
}

impl<'a> Sheet<'a> {
    /// Reads a file; `None` when it lacks a column, which is then found.
    pub(super) fn read(
        file: DataFile<'a>,
        columns: &[&'static str],
        findings: &mut Findings,
    ) -> Option<Self> {
        let top = |column| At { file: file.name, line: 1, column };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.text.as_bytes());
        let Ok(header) = reader.headers().cloned() else {
            findings.error(top(None), "the header cannot be read");
            return None;
        };
        let mut places = Vec::with_capacity(columns.len());
        for column in columns {
            match header.iter().position(|name| name == *column) {
                Some(place) => places.push((*column, place)),
                None => findings.error(top(Some(column)), "the column is missing"),
            }
        }
        if places.len() < columns.len() {
            return None;
        }
        let (mut rows, mut lines) = (Vec::new(), Lines::of(file.text));
        for record in reader.records() {
            let Ok(record) = record else {
                findings.error(At { file: file.name, line: 0, column: None }, "it is not UTF-8");
                return None;
            };
            let line = lines.line(&record);
            if record.len() != header.len() {
                let at = At { file: file.name, line, column: None };
                let (has, needs) = (record.len(), header.len());
                findings.error(at, format!("the row has {has} cells, the header {needs}"));
                continue;
            }
            let cells = places.iter().map(|(name, place)| (*name, record[*place].to_owned()));
            rows.push(Row { file: file.name, line, cells: cells.collect() });
        }
        let other_columns = header.len() - columns.len();
        Some(Self { file: file.name, rows, other_columns })
    }

    /// Finds cells that must not be empty, and values of a column that stand twice.
    pub(super) fn need(&self, columns: &[&'static str], findings: &mut Findings) {
        for row in &self.rows {
            for column in columns.iter().filter(|column| row.cell(column).trim().is_empty()) {
                findings.error(row.at(column), "the cell is empty");
            }
        }
    }

    pub(super) fn unique(&self, column: &'static str, findings: &mut Findings) {
        let mut seen = std::collections::BTreeMap::new();
        for row in &self.rows {
            if let Some(first) = seen.insert(row.cell(column).trim(), row.line) {
                findings.error(row.at(column), format!("the value stands on line {first} already"));
            }
        }
    }
}

impl<'a> Row<'a> {
    pub(super) fn cell(&self, column: &str) -> &str {
        let cell = self.cells.iter().find(|(name, _)| *name == column);
        cell.map_or("", |(_, text)| text.as_str())
    }

    pub(super) const fn at(&self, column: &'static str) -> At<'a> {
        At { file: self.file, line: self.line, column: Some(column) }
    }

    /// Reads a cell that may be empty; a value that cannot be read is found.
    pub(super) fn optional<T: std::str::FromStr>(
        &self,
        column: &'static str,
        expected: &str,
        findings: &mut Findings,
    ) -> Option<T> {
        let text = self.cell(column);
        if text.is_empty() {
            return None;
        }
        let read = text.parse().ok();
        if read.is_none() {
            findings.error(self.at(column), format!("the cell is not {expected}"));
        }
        read
    }

    /// Reads a cell that must hold a value.
    pub(super) fn needed<T: std::str::FromStr>(
        &self,
        column: &'static str,
        expected: &str,
        findings: &mut Findings,
    ) -> Option<T> {
        if self.cell(column).is_empty() {
            findings.error(self.at(column), format!("the cell is empty; it must be {expected}"));
        }
        self.optional(column, expected, findings)
    }
}
