//! The cells of a JSON-stat file.

use std::io::{BufWriter, Write};

use tables::{cell::Cell, slice::Slice};

use crate::{
    error::WriteError,
    number::{self, DecimalMark},
};

/// How many bytes are gathered before the stream gets them.
const CHUNK: usize = 1 << 16;

/// Writes an open object, `value` and `status` into it, and what closes it. The cells are gone through
/// twice, so that none has to be kept.
pub fn write(
    slice: &Slice<'_>,
    open: &str,
    close: &str,
    out: &mut impl Write,
) -> Result<(), WriteError> {
    let mut out = BufWriter::with_capacity(CHUNK, out);
    out.write_all(open.as_bytes())?;
    out.write_all(b",\"value\":[")?;
    let mut field = Vec::new();
    for (place, cell) in slice.cells().enumerate() {
        field.clear();
        if place > 0 {
            field.push(b',');
        }
        match cell {
            Cell::Number(number) => number::push(&mut field, number, DecimalMark::Point),
            Cell::Missing(_) => field.extend(b"null"),
        }
        out.write_all(&field)?;
    }
    out.write_all(b"]")?;
    status(slice, &mut out)?;
    out.write_all(close.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes the symbols of the cells without a number by their places; nothing where all have one.
fn status(slice: &Slice<'_>, out: &mut impl Write) -> Result<(), WriteError> {
    let mut is_first = true;
    for (place, cell) in slice.cells().enumerate() {
        if let Cell::Missing(reason) = cell {
            let before = if is_first { ",\"status\":{" } else { "," };
            write!(out, "{before}\"{place}\":\"{}\"", reason.symbol())?;
            is_first = false;
        }
    }
    if !is_first {
        out.write_all(b"}")?;
    }
    Ok(())
}
