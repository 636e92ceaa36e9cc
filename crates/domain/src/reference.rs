//! The reference data that are compiled in, as text, and how such tables are read.
//!
//! A release carries copies of them, so that it says the same when the program has newer data.

use csv::StringRecord;
use serde::de::DeserializeOwned;

/// `data/topics.csv`: the topics of the board's statistics.
pub const TOPICS: &str = include_str!("../../../data/topics.csv");
/// `data/topic_names.csv`: names the topics had, with dates.
pub const TOPIC_NAMES: &str = include_str!("../../../data/topic_names.csv");
/// `data/topic_successors.csv`: which topic took over from which, and what is announced.
pub const TOPIC_SUCCESSORS: &str = include_str!("../../../data/topic_successors.csv");
/// `data/regions.csv`: the regions with the days they exist.
pub const REGIONS: &str = include_str!("../../../data/regions.csv");
/// `data/annotations.toml`: dated events a reader of a series must know.
pub const ANNOTATIONS: &str = include_str!("../../../data/annotations.toml");
/// `data/map_definitions.toml`: what the maps count.
pub const MAP_DEFINITIONS: &str = include_str!("../../../data/map_definitions.toml");
/// `data/map_sections.csv`: the groups of provisions that belong to a map.
pub const MAP_SECTIONS: &str = include_str!("../../../data/map_sections.csv");
/// `data/section_crosswalk_2024.csv`: from serviceloven to barnets lov.
pub const SECTION_CROSSWALK: &str = include_str!("../../../data/section_crosswalk_2024.csv");
/// `data/municipalities.csv`: the 98 municipalities.
pub const MUNICIPALITIES: &str = include_str!("../../../data/municipalities.csv");
/// `data/municipality_aliases.csv`: other spellings of them.
pub const ALIASES: &str = include_str!("../../../data/municipality_aliases.csv");
/// `data/published_editions.csv`: when, and by whom, maps were published.
pub const PUBLISHED_EDITIONS: &str = include_str!("../../../data/published_editions.csv");
/// `data/population.csv`: the population of the municipalities on 1 January.
pub const POPULATION: &str = include_str!("../../../data/population.csv");
/// `data/published_national.csv`: national figures as published at the time.
pub const PUBLISHED_NATIONAL: &str = include_str!("../../../data/published_national.csv");
/// `data/geometry/municipalities.topojson`: the boundaries (DAGI 1:500.000, CC BY 4.0).
pub const GEOMETRY: &str = include_str!("../../../data/geometry/municipalities.topojson");

/// A mistake in a reference table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The table cannot be read, or a column is missing.
    #[error("{table} cannot be read: {error}")]
    Csv {
        /// What the table holds.
        table: &'static str,
        /// What the CSV reader says, with the line.
        error: csv::Error,
    },
    /// A column is not there.
    #[error("line 1 of {table}: there is no column {column}")]
    Column {
        /// What the table holds.
        table: &'static str,
        /// The column's name.
        column: &'static str,
    },
    /// A row has more or fewer cells than the header.
    #[error("line {line} of {table}: the row has {has} cells, the header {needs}")]
    Cells {
        /// What the table holds.
        table: &'static str,
        /// The line, the header being line 1.
        line: usize,
        /// How many cells the row has.
        has: usize,
        /// How many the header has.
        needs: usize,
    },
    /// A cell does not hold what its column needs.
    #[error("line {line} of {table}: {column} is not {expected}")]
    Cell {
        /// What the table holds.
        table: &'static str,
        /// The line, the header being line 1.
        line: usize,
        /// The column's name.
        column: &'static str,
        /// What the cell should hold.
        expected: &'static str,
    },
    /// Two rows have one key.
    #[error("line {line} of {table}: the {what} is used twice")]
    Twice {
        /// What the table holds.
        table: &'static str,
        /// The line of the second.
        line: usize,
        /// Code or name.
        what: &'static str,
    },
}

/// Where in a table a row stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    table: &'static str,
    number: usize,
}

impl Line {
    pub(crate) const fn cell(self, column: &'static str, expected: &'static str) -> TableError {
        TableError::Cell { table: self.table, line: self.number, column, expected }
    }

    pub(crate) const fn twice(self, what: &'static str) -> TableError {
        TableError::Twice { table: self.table, line: self.number, what }
    }

    /// Reads a cell that may be empty.
    pub(crate) fn optional<T: std::str::FromStr>(
        self,
        column: &'static str,
        expected: &'static str,
        text: &str,
    ) -> Result<Option<T>, TableError> {
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.cell(column, expected))
    }
}

/// Tells on which line of a text each of its CSV records begins.
///
/// The CSV reader itself is a line early after `\r\n`, which is how spreadsheets end lines, and after a
/// blank line.
pub(crate) struct Lines<'a> {
    text: &'a [u8],
    /// How far the lines are counted.
    byte: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(crate) const fn of(text: &'a str) -> Self {
        Self { text: text.as_bytes(), byte: 0, line: 1 }
    }

    /// Returns the line of a record, the first being 1; the records come in their order.
    pub(crate) fn line(&mut self, record: &StringRecord) -> usize {
        let start = record.position().expect("the record was read from the text").byte();
        let start = usize::try_from(start).expect("the text is in memory");
        let blank = self.text[start..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
        let passed = &self.text[self.byte..start + blank];
        self.line += passed.split(|byte| *byte == b'\n').count() - 1;
        self.byte = start + blank;
        self.line
    }
}

/// Reads the rows of a CSV table with their lines.
pub(crate) fn rows<Row: DeserializeOwned>(
    name: &'static str,
    table: &str,
) -> Result<Vec<(Line, Row)>, TableError> {
    let unreadable = |error| TableError::Csv { table: name, error };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
    let header = reader.headers().map_err(unreadable)?.clone();
    let mut lines = Lines::of(table);
    let mut rows = Vec::new();
    for record in reader.records() {
        let mut record = record.map_err(unreadable)?;
        let line = lines.line(&record);
        let (has, needs) = (record.len(), header.len());
        if has != needs {
            return Err(TableError::Cells { table: name, line, has, needs });
        }
        record.set_position(record.position().cloned().map(|mut position| {
            position.set_line(line as u64);
            position
        }));
        let row = record.deserialize(Some(&header)).map_err(unreadable)?;
        rows.push((Line { table: name, number: line }, row));
    }
    Ok(rows)
}

/// Returns an error for the first of some columns that a CSV table does not have.
pub(crate) fn need_columns(
    name: &'static str,
    table: &str,
    columns: &[&'static str],
) -> Result<(), TableError> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().map_err(|error| TableError::Csv { table: name, error })?;
    let is_missing = |column: &&&str| header.iter().all(|known| known != **column);
    let missing = columns.iter().find(is_missing);
    missing.map_or(Ok(()), |column| Err(TableError::Column { table: name, column }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_named_by_its_line_however_lines_end() {
        check("a,b\n1,2\n3\n", "line 3 of the letters: the row has 1 cells, the header 2");
        check("a,b\r\n1,2\r\n3\r\n", "line 3 of the letters: the row has 1 cells, the header 2");
        check("a,b\n\n\n1,2\n\n3\n", "line 6 of the letters: the row has 1 cells, the header 2");
        check(
            "\u{feff}a,b\r\n1,\"x\r\ny\"\r\n3",
            "line 4 of the letters: the row has 1 cells, the header 2",
        );
        check("a,b\r\n1,2\r\nx,2\r\n", "line: 3");
    }

    #[track_caller]
    fn check(table: &str, expected: &str) {
        #[derive(serde::Deserialize)]
        struct Row {
            #[serde(rename = "a")]
            _a: u8,
        }
        let error = rows::<Row>("the letters", table).err().expect("a mistake").to_string();
        assert!(error.contains(expected), "{error}");
    }
}
