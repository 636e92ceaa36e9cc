//! CSV as Statistics Denmark's API sends it: a row for each cell, columns named by codes in upper case,
//! `INDHOLD` for the number.
//!
//! A missing number is its symbol, one to six dots. The decimal mark is a comma in Danish, a point in
//! English.

use std::io::{self, Write};

use domain::format::Language;
use tables::{
    cell::Cell,
    dimension::{Dimension, Role, Value},
    slice::Slice,
};

/// How the file is laid out.
#[derive(Clone, Copy, Debug)]
pub struct StatbankCsv {
    pub language: Language,
    pub presentation: Presentation,
    pub delimiter: u8,
}

/// What stands for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presentation {
    /// Its code.
    Code,
    /// Its label.
    Value,
    /// `101 København`.
    CodeAndValue,
    /// `København 101`.
    ValueAndCode,
}

impl StatbankCsv {
    /// Writes a slice; nothing is held but the labels of its values and one line.
    pub fn write(self, slice: &Slice<'_>, out: &mut impl Write) -> io::Result<()> {
        let all = 0..slice.choices().len();
        let headings = all.clone().map(|choice| self.field(&heading(slice.dimension(choice))));
        out.write_all(&headings.collect::<Vec<_>>().concat())?;
        out.write_all(b"INDHOLD\r\n")?;
        let labels = |choice| slice.values(choice).map(|value| self.label(value)).collect();
        let mut line = Line::new(all.map(labels).collect());
        for cell in slice.cells() {
            self.cell(cell, &mut line.text)?;
            out.write_all(&line.text)?;
            line.advance();
        }
        out.flush()
    }

    /// Returns a field with the delimiter after it.
    fn field(self, text: &str) -> Vec<u8> {
        let is_special = |letter: char| {
            matches!(letter, '"' | '\r' | '\n') || letter == char::from(self.delimiter)
        };
        let mut field = if text.contains(is_special) {
            format!("\"{}\"", text.replace('"', "\"\"")).into_bytes()
        } else {
            text.as_bytes().to_vec()
        };
        field.push(self.delimiter);
        field
    }

    fn label(self, value: &Value) -> Vec<u8> {
        let (code, text) = (&value.code, value.label.get(self.language));
        match self.presentation {
            Presentation::Code => self.field(code),
            Presentation::Value => self.field(text),
            _ if code == text => self.field(text),
            Presentation::CodeAndValue => self.field(&format!("{code} {text}")),
            Presentation::ValueAndCode => self.field(&format!("{text} {code}")),
        }
    }

    /// Adds a cell to a line, and ends the line.
    fn cell(self, cell: Cell, line: &mut Vec<u8>) -> io::Result<()> {
        let start = line.len();
        match cell {
            Cell::Number(number) => write!(line, "{number}")?,
            Cell::Missing(reason) => line.extend_from_slice(reason.symbol().as_bytes()),
        }
        let has_comma = matches!(cell, Cell::Number(_)) && self.language == Language::Da;
        if has_comma && let Some(point) = line[start..].iter().position(|&byte| byte == b'.') {
            line[start + point] = b',';
            if self.delimiter == b',' {
                line.insert(start, b'"');
                line.push(b'"');
            }
        }
        line.extend_from_slice(b"\r\n");
        Ok(())
    }
}

/// The line that is written next: what stays from one to the next is not made again.
struct Line {
    /// The fields of each dimension's values.
    labels: Vec<Vec<Vec<u8>>>,
    /// Which value of each dimension stands in the line.
    at: Vec<usize>,
    /// Where the field of each dimension ends.
    ends: Vec<usize>,
    text: Vec<u8>,
}

impl Line {
    fn new(labels: Vec<Vec<Vec<u8>>>) -> Self {
        let at = vec![0; labels.len()];
        let ends = vec![0; labels.len()];
        let mut line = Self { labels, at, ends, text: Vec::new() };
        line.fill(0);
        line
    }

    /// Writes the fields from a dimension on.
    fn fill(&mut self, from: usize) {
        self.text.truncate(from.checked_sub(1).map_or(0, |before| self.ends[before]));
        for dimension in from..self.labels.len() {
            self.text.extend_from_slice(&self.labels[dimension][self.at[dimension]]);
            self.ends[dimension] = self.text.len();
        }
    }

    /// Goes on to the next cell, the last dimension running fastest.
    fn advance(&mut self) {
        for dimension in (0..self.labels.len()).rev() {
            self.at[dimension] += 1;
            if self.at[dimension] < self.labels[dimension].len() {
                return self.fill(dimension);
            }
            self.at[dimension] = 0;
        }
    }
}

/// Programs look for `TID` and must not mistake the contents for the number.
fn heading(dimension: &Dimension) -> String {
    match dimension.role {
        Role::Time => "TID".into(),
        Role::Contents => "CONTENTSCODE".into(),
        Role::Geography | Role::Classification => dimension.code.to_uppercase(),
    }
}
