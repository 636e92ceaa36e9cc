//! CSV with a row for each cell, for programs: a column for each dimension, `value`, `missing` and
//! `provenance`.
//!
//! A missing number is an empty field with its reason beside it, as a word that never changes. With codes
//! and texts, each dimension has two columns: `EMNE` and `EMNE_label`. Of a layout the file takes
//! everything but title, code page and addresses.

use std::io::Write;

use tables::{cell::Cell, slice::Slice};

use crate::{
    csv::{Lines, quoted},
    error::WriteError,
    layout::{Layout, Texts},
    places::Places,
    words,
};

/// Writes a slice as CSV with a row for each cell.
pub(crate) fn write(
    slice: &Slice<'_>,
    layout: &Layout,
    out: &mut impl Write,
) -> Result<(), WriteError> {
    let mut lines = Lines::new(layout, out)?;
    header(slice, layout, &mut lines)?;
    let mut start = Start::new(slice, layout);
    let mut places = Places::new(slice, 0..slice.choices().len());
    let provenance = words::provenance(slice).as_bytes();
    for cell in slice.cells() {
        let changed = places.advance().expect("as many cells as combinations");
        start.update(changed, places.at());
        lines.ready(&start.text);
        match cell {
            Cell::Number(number) => {
                lines.number(number);
                lines.ready(b"");
            }
            Cell::Missing(reason) => {
                lines.ready(b"");
                lines.ready(reason.word().as_bytes());
            }
        }
        lines.ready(provenance);
        lines.end()?;
    }
    lines.finish()
}

fn header<W: Write>(
    slice: &Slice<'_>,
    layout: &Layout,
    lines: &mut Lines<'_, W>,
) -> Result<(), WriteError> {
    for choice in 0..slice.choices().len() {
        let dimension = slice.dimension(choice);
        match layout.texts {
            Texts::Codes => lines.text(&dimension.code),
            Texts::Texts => lines.text(dimension.label.get(layout.language)),
            Texts::Both => {
                lines.text(&dimension.code);
                lines.text(&format!("{}_label", dimension.code));
            }
        }
    }
    for column in ["value", "missing", "provenance"] {
        lines.text(column);
    }
    lines.end()
}

/// The start of a line: the fields of the dimensions. From line to line mostly the last of them changes,
/// so the others are kept.
struct Start {
    fields: Vec<Vec<Vec<u8>>>,
    /// Where the fields of each choice start.
    starts: Vec<usize>,
    separator: u8,
    text: Vec<u8>,
}

impl Start {
    fn new(slice: &Slice<'_>, layout: &Layout) -> Self {
        let fields = |choice| slice.values(choice).map(|value| fields(value, layout)).collect();
        Self {
            fields: (0..slice.choices().len()).map(fields).collect(),
            starts: vec![0; slice.choices().len()],
            separator: layout.separator.byte(),
            text: Vec::new(),
        }
    }

    /// Writes the fields from a choice on again.
    fn update(&mut self, changed: usize, places: &[usize]) {
        self.text.truncate(self.starts[changed]);
        for (choice, &place) in places.iter().enumerate().skip(changed) {
            self.starts[choice] = self.text.len();
            if choice > 0 {
                self.text.push(self.separator);
            }
            self.text.extend(&self.fields[choice][place]);
        }
    }
}

/// Returns the field or the two fields of a value.
fn fields(value: &tables::dimension::Value, layout: &Layout) -> Vec<u8> {
    let code = quoted(&value.code, layout.separator);
    let text = quoted(value.label.get(layout.language), layout.separator);
    match layout.texts {
        Texts::Codes => code,
        Texts::Texts => text,
        Texts::Both => [code, vec![layout.separator.byte()], text].concat(),
    }
}
