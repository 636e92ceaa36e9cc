//! Tables a reader can download: the same rows as CSV and JSON, every column declared.

mod column;
mod csv_file;
mod json_file;
pub mod tables;

pub use column::{Column, Unit, Visibility};
pub use csv_file::to_csv;
pub use json_file::to_json;

use crate::vintage::Draw;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A code, name or word.
    Text(String),
    /// A whole number.
    Count(u64),
    /// An unrounded fraction.
    Fraction(f64),
    /// A share, from which the file makes per cent with one decimal.
    Share(stats::Proportion),
    /// No value. In a row the column `comparison` says why; a fact of the table is not known.
    Missing,
}

impl<T: Into<u64>> From<Option<T>> for Cell {
    fn from(count: Option<T>) -> Self {
        count.map_or(Self::Missing, |count| Self::Count(count.into()))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

/// A table with what must be said beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The table's title, with map and year.
    pub title: String,
    /// What one row is, the key of the list in JSON: `municipalities`, `years`, …
    pub rows_are: &'static str,
    /// Facts of the whole table, in order: release, draw date, provenance and so on; one that is not
    /// known is [`Cell::Missing`].
    pub about: Vec<(&'static str, Cell)>,
    /// The sentences a reader must see.
    pub notes: Vec<String>,
    /// The columns, in order.
    pub columns: Vec<&'static Column>,
    /// The rows; each has a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Names the snapshot among the facts: what a file as of a day was read from.
    #[must_use]
    pub fn of_draw(mut self, draw: &Draw) -> Self {
        self.about.push(("snapshot", draw.snapshot.into()));
        self
    }
}
