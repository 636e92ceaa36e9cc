//! The rows of a sheet, one after another, as text.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::{
    super::{UnpackError, limit::Limit},
    parts::Book,
    strings::Strings,
    value::{Kind, day, failed, number, truth},
    xml::{Xml, attribute, damaged, push_text},
};

/// The size of a sheet.
///
/// *Source*: Microsoft, "Excel specifications and limits".
const MAX_ROWS: u64 = 1 << 20;
const MAX_COLUMNS: usize = 1 << 14;

/// A row with something in it. Its last cell is not empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Its number in the sheet, the first being 1.
    pub number: u64,
    /// The cells from column A on; those without a value are empty.
    pub cells: Vec<String>,
}

/// A sheet being read.
pub(super) struct Sheet<'b, R> {
    xml: Xml<R>,
    book: &'b Book,
    strings: &'b Strings,
    max_row_bytes: usize,
    /// The number of the row that was read last.
    last_row: u64,
    row_bytes: usize,
    next_column: usize,
    cell: Cell,
}

/// The cell being read.
#[derive(Debug)]
struct Cell {
    column: usize,
    kind: Kind,
    is_day: bool,
    raw: String,
    in_text: bool,
    in_reading: bool,
}

/// What an event means for the rows.
enum Step {
    /// A row begins; its number, where it is stated.
    Row(Option<u64>),
    /// A cell begins: its column, where it is stated, its kind and its style.
    Cell(Option<usize>, Kind, Option<usize>),
    /// A text begins or ends.
    Text(bool),
    /// A note on pronunciation begins or ends.
    Reading(bool),
    EndCell,
    EndRow,
    EndSheet,
    Cut,
    UnknownEntity,
    Nothing,
}

impl<'b, R: Read> Sheet<'b, R> {
    pub fn new(xml: Xml<R>, book: &'b Book, strings: &'b Strings, max_row_bytes: usize) -> Self {
        let cell = Cell {
            column: 0,
            kind: Kind::Number,
            is_day: false,
            raw: String::new(),
            in_text: false,
            in_reading: false,
        };
        let (last_row, row_bytes, next_column) = (0, 0, 0);
        Self { xml, book, strings, max_row_bytes, last_row, row_bytes, next_column, cell }
    }

    /// Reads the next row with something in it; false at the end of the sheet.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, UnpackError> {
        row.cells.clear();
        loop {
            match step(&self.xml.next()?, &mut self.cell) {
                Step::Row(number) => self.start_row(number, row)?,
                Step::Cell(column, kind, style) => self.start_cell(column, kind, style)?,
                Step::Text(begins) => self.cell.in_text = begins && !self.cell.in_reading,
                Step::Reading(begins) => self.cell.in_reading = begins,
                Step::EndCell => self.end_cell(row)?,
                Step::EndRow if row.cells.is_empty() => {}
                Step::EndRow => return Ok(true),
                Step::EndSheet => return Ok(false),
                Step::Cut => return Err(self.damaged("a sheet is cut")),
                Step::UnknownEntity => return Err(self.damaged("a cell has an unknown entity")),
                Step::Nothing if self.cell.raw.len() > self.max_row_bytes => {
                    return Err(self.row_too_long());
                }
                Step::Nothing => {}
            }
        }
    }

    fn start_row(&mut self, number: Option<u64>, row: &mut Row) -> Result<(), UnpackError> {
        row.number = number.unwrap_or(self.last_row + 1);
        if row.number <= self.last_row {
            return Err(self.damaged("the rows of a sheet are not in order"));
        }
        if row.number > MAX_ROWS {
            return Err(Limit::Other("more rows", MAX_ROWS).of(self.xml.shown()));
        }
        self.last_row = row.number;
        self.row_bytes = 0;
        self.next_column = 0;
        row.cells.clear();
        Ok(())
    }

    fn start_cell(
        &mut self,
        column: Option<usize>,
        kind: Kind,
        style: Option<usize>,
    ) -> Result<(), UnpackError> {
        let column = column.unwrap_or(self.next_column);
        if column >= MAX_COLUMNS {
            return Err(Limit::Other("more columns", MAX_COLUMNS as u64).of(self.xml.shown()));
        }
        let is_day = style.is_some_and(|style| self.book.dates.get(style) == Some(&true));
        self.cell.raw.clear();
        self.cell = Cell {
            column,
            kind,
            is_day,
            raw: std::mem::take(&mut self.cell.raw),
            in_text: false,
            in_reading: false,
        };
        self.next_column = column + 1;
        Ok(())
    }

    fn end_cell(&mut self, row: &mut Row) -> Result<(), UnpackError> {
        if self.cell.raw.is_empty() {
            return Ok(());
        }
        let raw = self.cell.raw.as_str();
        let text = match self.cell.kind {
            Kind::Text => raw.to_owned(),
            Kind::Truth => truth(raw).to_owned(),
            Kind::Failed => failed(raw).to_owned(),
            Kind::Shared => {
                let text = raw.trim().parse().ok().and_then(|number| self.strings.get(number));
                let missing = || self.damaged("a cell names a text that is not there");
                text.ok_or_else(missing)?.to_owned()
            }
            Kind::Number if self.cell.is_day => {
                day(raw, self.book.from_1904).unwrap_or_else(|| number(raw).into_owned())
            }
            Kind::Number => number(raw).into_owned(),
        };
        if text.trim().is_empty() {
            return Ok(());
        }
        self.row_bytes += text.len();
        if self.row_bytes > self.max_row_bytes {
            return Err(self.row_too_long());
        }
        if row.cells.len() <= self.cell.column {
            row.cells.resize(self.cell.column + 1, String::new());
        }
        row.cells[self.cell.column] = text;
        Ok(())
    }

    fn damaged(&self, what: &str) -> UnpackError {
        damaged(self.xml.shown(), what)
    }

    fn row_too_long(&self) -> UnpackError {
        let file = self.xml.shown().to_owned();
        UnpackError::RowTooLong { file, row: self.last_row, limit: self.max_row_bytes }
    }
}

/// Understands an event, and takes the text in it where the cell's text stands.
fn step(event: &Event, cell: &mut Cell) -> Step {
    match event {
        Event::Start(it) => match it.local_name().as_ref() {
            "row" => Step::Row(attribute(it, "r").and_then(|number| number.parse().ok())),
            "c" => start_cell(it),
            "v" | "t" => Step::Text(true),
            "rPh" => Step::Reading(true),
            _ => Step::Nothing,
        },
        Event::Empty(it) => match it.local_name().as_ref() {
            "row" => Step::Row(attribute(it, "r").and_then(|number| number.parse().ok())),
            "c" => start_cell(it),
            "sheetData" => Step::EndSheet,
            _ => Step::Nothing,
        },
        Event::End(it) => match it.local_name().as_ref() {
            "v" | "t" => Step::Text(false),
            "rPh" => Step::Reading(false),
            "c" => Step::EndCell,
            "row" => Step::EndRow,
            "sheetData" => Step::EndSheet,
            _ => Step::Nothing,
        },
        Event::Eof => Step::Cut,
        text if cell.in_text && !push_text(&mut cell.raw, text) => Step::UnknownEntity,
        _ => Step::Nothing,
    }
}

fn start_cell(element: &BytesStart) -> Step {
    // A reference that is none counts as one that lies outside the sheet.
    let column = attribute(element, "r").map(|place| column(&place).unwrap_or(usize::MAX));
    let style = attribute(element, "s").and_then(|style| style.parse().ok());
    Step::Cell(column, Kind::of(attribute(element, "t").as_deref()), style)
}

/// Returns the column of a reference such as `AB12`, the first being 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.into_iter().try_fold(0_usize, |number, letter| {
        number.checked_mul(26)?.checked_add(usize::from(letter - b'A') + 1)
    })?;
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_names_its_column() {
        for (place, expected) in [("A1", 0), ("Z9", 25), ("AA1", 26), ("XFD1048576", 16_383)] {
            assert_eq!(column(place), Some(expected), "{place}");
        }
        for place in ["", "1", "a1", "ZZZZZZZZZZZZZZZZZZZZZZ1"] {
            assert_eq!(column(place), None, "{place}");
        }
    }
}
