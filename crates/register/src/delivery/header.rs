//! The top of a file: comment lines, the header, and which form it is.

use std::io::{BufRead, BufReader, Read};

use super::{
    Column, DeliveryError, DeliveryKind, Fault, Line,
    chunk::latin1,
    column::{Places, find_columns, missing},
    source::{Encoding, Source, open as open_file, unreadable},
    table::{Splitter, delimiter},
};
use crate::finding::Reason;

/// How the comment line begins that marks a file as made by our generator.
pub(crate) const SYNTHETIC_MARK: &str = "# synthetic register";
/// How the case numbers of our generator begin. Programs that drop comment lines keep them.
pub(crate) const SYNTHETIC_NUMBER: &str = "SYN-";

/// A file whose header was understood.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    pub source: Source,
    pub kind: DeliveryKind,
    /// A comment line says that our generator made the file.
    pub synthetic: bool,
    pub delimiter: u8,
    pub header_line: u64,
    /// The byte and the line where the rows begin.
    pub body_at: u64,
    pub body_line: u64,
    /// The header's cells as they stand in the file.
    pub header: Vec<String>,
    /// Where each known column stands.
    places: Vec<(Column, usize)>,
}

impl Opened {
    /// Returns where a column stands in the rows.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == column).map(|(_, place)| *place)
    }

    /// Returns a column's name as it stands in the file.
    pub fn name(&self, column: Column) -> Option<&str> {
        self.place(column).map(|place| self.header[place].as_str())
    }

    /// Returns the error of a row whose line is broken off.
    pub fn cut(&self, line: u64) -> DeliveryError {
        DeliveryError::Cut { file: self.source.shown(), line: self.source.row(line) }
    }

    /// Returns the error of a line with an open quote.
    pub fn unclosed_quote(&self, line: Line) -> DeliveryError {
        if line.is_open {
            return self.cut(line.number);
        }
        let (file, limit) = (self.source.shown(), self.source.max_line_bytes);
        DeliveryError::UnclosedQuote { file, line: self.source.row(line.number), limit }
    }

    /// Tells whether a row with this fault may be the rest of a row that was broken off: it lacks
    /// cells, or its last cell is wrong, or it is wrong as a whole.
    pub fn may_be_cut(&self, (reason, column): Fault) -> bool {
        let is_last = |column| self.place(column) == self.header.len().checked_sub(1);
        reason != Reason::TooManyCells && column.is_none_or(is_last)
    }

    /// Returns the names of the columns that mean nothing to us.
    pub fn unknown_columns(&self) -> impl Iterator<Item = &str> {
        let known = |place: usize| self.places.iter().any(|(_, other)| *other == place);
        let cells = self.header.iter().enumerate();
        cells.filter(move |(place, _)| !known(*place)).map(|(_, name)| name.as_str())
    }
}

/// Reads the top of a scanned file and recognizes its form, or takes the forced one.
pub(crate) fn open(source: Source, forced: Option<DeliveryKind>) -> Result<Opened, DeliveryError> {
    let top = Top::read(&source)?;
    let delimiter = source.text.delimiter.unwrap_or_else(|| delimiter(&top.header));
    let mut splitter = Splitter::new(delimiter);
    let cells = splitter.split(&top.header).map_err(|_| DeliveryError::UnclosedQuote {
        file: source.shown(),
        line: source.row(top.header_line),
        limit: source.max_line_bytes,
    })?;
    let header: Vec<String> = cells.iter().map(ToOwned::to_owned).collect();
    let (kind, places) = recognize(&source, source.row(top.header_line), &header, forced)?;
    if top.body_at >= source.bytes {
        return Err(DeliveryError::NoRows { file: source.shown() });
    }
    Ok(Opened {
        kind,
        synthetic: top.synthetic,
        delimiter,
        header_line: top.header_line,
        body_at: top.body_at,
        body_line: top.header_line + 1,
        header,
        places,
        source,
    })
}

/// The lines before the rows.
struct Top {
    synthetic: bool,
    header: String,
    header_line: u64,
    body_at: u64,
}

impl Top {
    fn read(source: &Source) -> Result<Self, DeliveryError> {
        let mut reader = BufReader::new(open_file(&source.text.path)?);
        let mut top = Self { synthetic: false, header: String::new(), header_line: 0, body_at: 0 };
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            // The first reading held every line to the limit; the file may have changed since.
            let mut line = reader.by_ref().take(source.max_line_bytes as u64 + 2);
            let read = line.read_until(b'\n', &mut bytes);
            let read = read.map_err(|error| unreadable(&source.text.path, error))?;
            top.body_at += read as u64;
            top.header_line += 1;
            if read == 0 {
                return Err(DeliveryError::NoRows { file: source.shown() });
            }
            let text = decode(source, &bytes)?;
            let line = text.trim_start_matches('\u{feff}').trim();
            if let Some(comment) = comment(line) {
                top.synthetic |= comment.to_lowercase().starts_with(SYNTHETIC_MARK);
            } else if !line.is_empty() {
                line.clone_into(&mut top.header);
                return Ok(top);
            }
        }
    }
}

/// Returns a comment line; a spreadsheet may have put it in quotes.
fn comment(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches('"');
    bare.starts_with('#').then_some(bare)
}

fn decode(source: &Source, bytes: &[u8]) -> Result<String, DeliveryError> {
    match source.encoding {
        Encoding::Latin1 => Ok(latin1(bytes)),
        Encoding::Utf8 => String::from_utf8(bytes.to_vec())
            .map_err(|_| DeliveryError::Changed { file: source.shown() }),
    }
}

fn recognize(
    source: &Source,
    line: u64,
    header: &[String],
    forced: Option<DeliveryKind>,
) -> Result<(DeliveryKind, Places), DeliveryError> {
    let file = source.shown();
    let kinds = forced.map_or(DeliveryKind::ALL.to_vec(), |kind| vec![kind]);
    let mut best: Option<(DeliveryKind, Places, Vec<&str>)> = None;
    for kind in kinds {
        let places = find_columns(kind, header).map_err(|column| DeliveryError::ColumnTwice {
            file: file.clone(),
            line,
            column,
        })?;
        let missing = missing(kind, &places);
        let better = best.as_ref().is_none_or(|(_, other_places, other_missing)| {
            // Fewest missing; of equals the form that explains most columns.
            (other_missing.len(), places.len()) > (missing.len(), other_places.len())
        });
        if better {
            best = Some((kind, places, missing));
        }
    }
    let (kind, places, missing) = best.expect("at least one form was tried");
    if missing.is_empty() {
        return Ok((kind, places));
    }
    let missing = missing.join(", ");
    Err(match forced {
        Some(kind) => DeliveryError::MissingColumns { file, line, kind, missing },
        None => DeliveryError::UnknownForm { file, line, nearest: kind, missing },
    })
}
