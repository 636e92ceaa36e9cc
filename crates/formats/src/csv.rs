//! CSV as a table: the rows of a slice down, its columns across, as PxWebApi 2 gives it.
//!
//! A missing number is its symbol. Of a layout the file takes everything but code page and addresses.
//! Synthetic figures carry a last column that says so in each row.

use std::io::Write;

use tables::{
    cell::{Cell, Missing},
    slice::{Cells, Slice},
};

use crate::{
    error::WriteError,
    layout::{Layout, Separator},
    number,
    places::Places,
    words,
};

/// How many bytes are gathered before the stream gets them.
const CHUNK: usize = 1 << 16;

/// The byte order mark of UTF-8.
const MARK: &str = "\u{feff}";

/// Writes a slice as a table in CSV.
pub(crate) fn write(
    slice: &Slice<'_>,
    layout: &Layout,
    out: &mut impl Write,
) -> Result<(), WriteError> {
    let mut lines = Lines::new(layout, out)?;
    if layout.title {
        lines.text(&words::title(slice, layout.language));
        lines.end()?;
        lines.end()?;
    }
    header(slice, layout, &mut lines)?;
    let mut rows = Places::rows(slice);
    let columns = Places::columns(slice).len();
    let mut cells = slice.cells();
    let names = Names::new(slice, layout, slice.stub());
    while rows.advance().is_some() {
        for (choice, &place) in rows.at().iter().enumerate() {
            lines.ready(names.get(choice, place));
        }
        row(&mut cells, columns, &mut lines)?;
        if words::synthetic_mark(slice, layout.language).is_some() {
            lines.text(words::provenance(slice));
        }
        lines.end()?;
    }
    lines.finish()
}

/// Writes the names of the rows' dimensions and of each column.
fn header<W: Write>(
    slice: &Slice<'_>,
    layout: &Layout,
    lines: &mut Lines<'_, W>,
) -> Result<(), WriteError> {
    for choice in 0..slice.stub() {
        let dimension = slice.dimension(choice);
        lines.text(&layout.pair(&dimension.code, dimension.label.get(layout.language)));
    }
    let mut columns = Places::columns(slice);
    while columns.advance().is_some() {
        let parts = columns.at().iter().enumerate();
        let parts: Vec<_> = parts
            .map(|(choice, &place)| layout.name(slice.value(slice.stub() + choice, place)))
            .collect();
        let name = if parts.is_empty() { "value".to_owned() } else { parts.join(" ") };
        lines.text(&name);
        lines.spill()?;
    }
    if words::synthetic_mark(slice, layout.language).is_some() {
        lines.text("provenance");
    }
    lines.end()
}

/// Writes the numbers of a row.
fn row<W: Write>(
    cells: &mut Cells<'_, '_>,
    columns: u64,
    lines: &mut Lines<'_, W>,
) -> Result<(), WriteError> {
    for _ in 0..columns {
        match cells.next().expect("as many cells as rows times columns") {
            Cell::Number(number) => lines.number(number),
            // No symbol needs quotation marks.
            Cell::Missing(reason) => lines.ready(Missing::symbol(reason).as_bytes()),
        }
        lines.spill()?;
    }
    Ok(())
}

/// What stands for each value of the first choices, ready to be written.
#[derive(Debug)]
pub(crate) struct Names(Vec<Vec<Vec<u8>>>);

impl Names {
    fn new(slice: &Slice<'_>, layout: &Layout, choices: usize) -> Self {
        let of = |choice| {
            slice
                .values(choice)
                .map(|value| quoted(&layout.name(value), layout.separator))
                .collect()
        };
        Self((0..choices).map(of).collect())
    }

    fn get(&self, choice: usize, place: usize) -> &[u8] {
        &self.0[choice][place]
    }
}

/// Lines of fields on their way to a stream.
#[derive(Debug)]
pub(crate) struct Lines<'o, W> {
    layout: Layout,
    out: &'o mut W,
    buffer: Vec<u8>,
    is_in_line: bool,
}

impl<'o, W: Write> Lines<'o, W> {
    /// Returns the lines of a file, of which there is nothing yet but the byte order mark.
    pub(crate) fn new(layout: &Layout, out: &'o mut W) -> Result<Self, WriteError> {
        let mut buffer = Vec::with_capacity(CHUNK + CHUNK / 4);
        if layout.byte_order_mark {
            buffer.write_all(MARK.as_bytes())?;
        }
        Ok(Self { layout: layout.clone(), out, buffer, is_in_line: false })
    }

    /// Adds a field of any text.
    pub(crate) fn text(&mut self, text: &str) {
        let field = quoted(text, self.layout.separator);
        self.ready(&field);
    }

    /// Adds fields that are quoted already.
    pub(crate) fn ready(&mut self, fields: &[u8]) {
        self.separate();
        self.buffer.extend(fields);
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, number: tables::cell::Number) {
        self.separate();
        let mark = self.layout.decimal_mark;
        if self.layout.separator == Separator::Comma && mark == number::DecimalMark::Comma {
            self.buffer.push(b'"');
            number::push(&mut self.buffer, number, mark);
            self.buffer.push(b'"');
        } else {
            number::push(&mut self.buffer, number, mark);
        }
    }

    /// Ends the line.
    pub(crate) fn end(&mut self) -> Result<(), WriteError> {
        self.buffer.extend(b"\r\n");
        self.is_in_line = false;
        self.spill()
    }

    /// Hands over what was gathered, once it is much. A row may be long.
    pub(crate) fn spill(&mut self) -> Result<(), WriteError> {
        if self.buffer.len() >= CHUNK {
            self.out.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }

    /// Hands over the rest.
    pub(crate) fn finish(self) -> Result<(), WriteError> {
        self.out.write_all(&self.buffer)?;
        Ok(self.out.flush()?)
    }

    fn separate(&mut self) {
        if self.is_in_line {
            self.buffer.push(self.layout.separator.byte());
        }
        self.is_in_line = true;
    }
}

/// Returns a text as a field: in quotation marks where it needs them, those inside doubled.
///
/// *Source*: RFC 4180, section 2.
pub(crate) fn quoted(text: &str, separator: Separator) -> Vec<u8> {
    let needs = |byte: u8| byte == separator.byte() || matches!(byte, b'"' | b'\r' | b'\n');
    if text.is_empty() || !text.bytes().any(needs) {
        return text.into();
    }
    format!("\"{}\"", text.replace('"', "\"\"")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_separator_is_quoted() {
        check("hjælp; råd", Separator::Semicolon, "\"hjælp; råd\"");
        check("hjælp; råd", Separator::Comma, "hjælp; råd");
        check("hjælp; råd", Separator::Space, "\"hjælp; råd\"");
    }

    #[test]
    fn quotation_marks_are_doubled() {
        check("\"hjælp\"", Separator::Tab, "\"\"\"hjælp\"\"\"");
    }

    #[track_caller]
    fn check(text: &str, separator: Separator, expected: &str) {
        assert_eq!(String::from_utf8_lossy(&quoted(text, separator)), expected);
    }
}
