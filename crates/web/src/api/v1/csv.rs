//! CSV as Statistics Denmark's API sends it: a row for each cell, columns named by codes in upper case,
//! `INDHOLD` for the number.
//!
//! A missing number is its symbol, one to six dots. The decimal mark is a comma in Danish, a point in
//! English.

use std::io::Write;

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
    /// Writes a slice; nothing is held but the labels of its values.
    pub fn write(self, slice: &Slice<'_>, out: &mut impl Write) -> Result<(), csv::Error> {
        let mut file = csv::WriterBuilder::new()
            .delimiter(self.delimiter)
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let all = 0..slice.choices().len();
        for choice in all.clone() {
            file.write_field(heading(slice.dimension(choice)))?;
        }
        file.write_record(["INDHOLD"])?;
        let labels = |choice| slice.values(choice).map(|value| self.label(value)).collect();
        let labels: Vec<Vec<String>> = all.map(labels).collect();
        let mut at = vec![0; labels.len()];
        for cell in slice.cells() {
            for (labels, &place) in labels.iter().zip(&at) {
                file.write_field(&labels[place])?;
            }
            file.write_record([self.cell(cell)])?;
            advance(&mut at, &labels);
        }
        file.flush()?;
        Ok(())
    }

    fn label(self, value: &Value) -> String {
        let (code, text) = (&value.code, value.label.get(self.language));
        match self.presentation {
            Presentation::Code => code.clone(),
            Presentation::Value => text.into(),
            _ if code == text => text.into(),
            Presentation::CodeAndValue => format!("{code} {text}"),
            Presentation::ValueAndCode => format!("{text} {code}"),
        }
    }

    fn cell(self, cell: Cell) -> String {
        match cell {
            Cell::Number(number) if self.language == Language::Da => {
                number.to_string().replace('.', ",")
            }
            Cell::Number(number) => number.to_string(),
            Cell::Missing(reason) => reason.symbol().into(),
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

fn advance(at: &mut [usize], labels: &[Vec<String>]) {
    for (place, labels) in at.iter_mut().zip(labels).rev() {
        *place += 1;
        if *place < labels.len() {
            return;
        }
        *place = 0;
    }
}
