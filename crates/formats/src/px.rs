//! The PC-Axis file format.
//!
//! Texts stand between quotation marks that cannot be escaped, so those inside become typographic ones.
//! Keywords name values by their labels; where two of a dimension share one, their codes stand behind.
//! A missing number is its symbol, one to six dots. Of a layout the file takes language and code page.
//!
//! *Source*: Statistics Sweden, *PC-Axis file format*, version 2013.

mod head;
mod names;
mod records;
mod text;

use std::io::{BufWriter, Write};

use tables::{
    cell::{Cell, Number},
    slice::Slice,
};

use crate::{
    error::WriteError,
    layout::Layout,
    number::{self, DecimalMark},
    places::Places,
};
pub(crate) use head::{decimals, shown_decimals};

/// How long a line may be.
///
/// *Source*: PC-Axis file format, "line length".
const LINE: usize = 256;

/// How many bytes are gathered before the stream gets them.
const CHUNK: usize = 1 << 16;

/// Writes a slice as a PX file. Whether its texts fit the code page is known before the first byte.
pub(crate) fn write(
    slice: &Slice<'_>,
    layout: &Layout,
    out: &mut impl Write,
) -> Result<(), WriteError> {
    let head = head::head(slice, layout)?;
    let mut out = BufWriter::with_capacity(CHUNK, out);
    out.write_all(&text::encoded(&head, layout.code_page))?;
    out.write_all(b"DATA=\r\n")?;
    let mut rows = Places::rows(slice);
    let columns = Places::columns(slice).len();
    let mut cells = slice.cells();
    let mut line = Line::default();
    while rows.advance().is_some() {
        for _ in 0..columns {
            line.add(cells.next().expect("as many cells as rows times columns"), &mut out)?;
        }
        line.end(&mut out)?;
    }
    out.write_all(b";\r\n")?;
    Ok(out.flush()?)
}

/// A line of numbers with a space behind each. A row that is too long for one goes on in the next.
///
/// *Source*: PC-Axis file format, "data in the px-file".
#[derive(Default)]
struct Line {
    text: Vec<u8>,
    field: Vec<u8>,
}

impl Line {
    fn add(&mut self, cell: Cell, out: &mut impl Write) -> Result<(), WriteError> {
        self.field.clear();
        match cell {
            Cell::Number(Number::Real(value)) => {
                number::push_to_fifteen_decimals(&mut self.field, value);
            }
            Cell::Number(number) => number::push(&mut self.field, number, DecimalMark::Point),
            Cell::Missing(reason) => {
                self.field.push(b'"');
                self.field.extend(reason.symbol().as_bytes());
                self.field.push(b'"');
            }
        }
        if self.text.len() + self.field.len() + 1 > LINE {
            self.end(out)?;
        }
        self.text.extend(&self.field);
        self.text.push(b' ');
        Ok(())
    }

    fn end(&mut self, out: &mut impl Write) -> Result<(), WriteError> {
        self.text.extend(b"\r\n");
        out.write_all(&self.text)?;
        self.text.clear();
        Ok(())
    }
}
