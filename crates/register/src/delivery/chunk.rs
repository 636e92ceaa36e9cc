//! The second reading of a file: chunks of whole lines, as text.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

use memchr::{memchr_iter, memrchr};

use super::{
    DeliveryError,
    source::{Encoding, Source, open, unreadable},
};

const CHUNK_BYTES: usize = 4 << 20;

/// Some whole lines of a file.
#[derive(Debug)]
pub(crate) struct Chunk {
    /// The number of its first line.
    pub first_line: u64,
    bytes: Vec<u8>,
    /// The number of the file's last line, if it is in the chunk and has no line break after it.
    pub open_line: Option<u64>,
}

impl Chunk {
    /// Returns the text; `None` when the file is no longer in the encoding it was scanned as.
    pub fn into_text(self, encoding: Encoding) -> Option<String> {
        match encoding {
            Encoding::Utf8 => String::from_utf8(self.bytes).ok(),
            Encoding::Latin1 => Some(latin1(&self.bytes)),
        }
    }
}

/// Decodes latin1, read as Windows-1252.
pub(crate) fn latin1(bytes: &[u8]) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

/// A line of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    pub number: u64,
    /// The line without its line break.
    pub text: &'t str,
    /// It is the last one and has no line break after it, so it may be broken off.
    pub is_open: bool,
}

/// Returns the lines of a chunk's text; blank ones are left out.
pub(crate) fn lines(
    text: &str,
    first_line: u64,
    open_line: Option<u64>,
) -> impl Iterator<Item = Line<'_>> {
    let texts = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let lines = (first_line..).zip(texts).filter(|(_, text)| !text.trim().is_empty());
    lines.map(move |(number, text)| Line { number, text, is_open: open_line == Some(number) })
}

/// Reads a file in chunks of whole lines.
#[derive(Debug)]
pub(crate) struct Chunks<'a> {
    source: &'a Source,
    file: File,
    read: u64,
    next_line: u64,
    carry: Vec<u8>,
}

impl<'a> Chunks<'a> {
    /// Starts at a byte of the file, which is where line `first_line` begins.
    pub fn start(source: &'a Source, at: u64, first_line: u64) -> Result<Self, DeliveryError> {
        let mut file = open(&source.text.path)?;
        file.seek(SeekFrom::Start(at)).map_err(|error| unreadable(&source.text.path, error))?;
        Ok(Self { source, file, read: at, next_line: first_line, carry: Vec::new() })
    }

    /// Returns how many bytes of the file were read.
    pub const fn read(&self) -> u64 {
        self.read
    }

    /// Returns the next lines; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Chunk>, DeliveryError> {
        let mut bytes = std::mem::take(&mut self.carry);
        bytes.reserve(CHUNK_BYTES);
        let limit = CHUNK_BYTES as u64;
        let filled = (&mut self.file).take(limit).read_to_end(&mut bytes);
        let filled = filled.map_err(|error| unreadable(&self.source.text.path, error))?;
        self.read += filled as u64;
        if filled < CHUNK_BYTES {
            return self.last(bytes);
        }
        let Some(newline) = memrchr(b'\n', &bytes) else { return Err(self.changed()) };
        if bytes.len() - newline > self.source.max_line_bytes + 1 {
            return Err(self.changed());
        }
        self.carry = bytes.split_off(newline + 1);
        Ok(Some(self.chunk(bytes, false)))
    }

    fn last(&mut self, bytes: Vec<u8>) -> Result<Option<Chunk>, DeliveryError> {
        if self.read != self.source.bytes {
            return Err(self.changed());
        }
        let ends_open = !self.source.ends_with_newline;
        Ok((!bytes.is_empty()).then(|| self.chunk(bytes, ends_open)))
    }

    fn chunk(&mut self, bytes: Vec<u8>, ends_open: bool) -> Chunk {
        let first_line = self.next_line;
        self.next_line += memchr_iter(b'\n', &bytes).count() as u64;
        Chunk { first_line, bytes, open_line: ends_open.then_some(self.next_line) }
    }

    fn changed(&self) -> DeliveryError {
        DeliveryError::Changed { file: self.source.shown() }
    }
}
