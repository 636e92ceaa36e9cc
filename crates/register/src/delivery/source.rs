//! The first reading of a file: its hash, its encoding, and whether its lines are lines.
//!
//! It reads a chunk at a time and trusts nothing, so that the second reading may trust lines to be
//! short, free of zero bytes and of one encoding.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use memchr::{memchr, memchr_iter};
use sha2::{Digest, Sha256};

use super::{DeliveryError, origin::Origin};

const CHUNK_BYTES: usize = 1 << 20;

/// How the letters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    /// Windows-1252, the superset of latin1 that Danish programs write.
    Latin1,
}

/// Plain text to be read: a delivered file, or what was unpacked from one.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// Where the text lies.
    pub path: PathBuf,
    /// The delivered file's path as the user gave it, with the member of an archive after it.
    pub shown: String,
    /// The same without the folder.
    pub name: String,
    /// Where its lines stood in the delivered file.
    pub origin: Origin,
    /// The delimiter, where we wrote the text ourselves.
    pub delimiter: Option<u8>,
    /// Rows that say nothing and were left out when the text was written.
    pub left_out: u64,
}

impl Text {
    /// A delivered file that is plain text itself.
    pub fn plain(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            shown: path.display().to_string(),
            name: file_name(path),
            origin: Origin::PLAIN,
            delimiter: None,
            left_out: 0,
        }
    }
}

/// A delivered file as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delivered {
    /// Its name without the folder.
    pub name: String,
    /// 64 hexadecimal digits.
    pub sha256: String,
    pub bytes: u64,
}

/// Text that passed the first reading.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub text: Text,
    pub delivered: Delivered,
    /// The size of the text.
    pub bytes: u64,
    /// The hash of the text, 64 hexadecimal digits.
    pub sha256: String,
    pub encoding: Encoding,
    pub ends_with_newline: bool,
    /// The longest a line may be; already checked.
    pub max_line_bytes: usize,
}

impl Source {
    /// Returns the path as the user gave it, for messages.
    pub fn shown(&self) -> String {
        self.text.shown.clone()
    }

    /// Returns the file's name without its folder.
    pub fn name(&self) -> &str {
        &self.text.name
    }

    /// Returns what a person sees at a line of the text: that line, or the row of a sheet or table.
    pub const fn row(&self, line: u64) -> u64 {
        self.text.origin.row(line)
    }
}

/// Returns a file's name without its folder.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads a text once and returns what is known of it; `on_bytes` hears how many bytes were read.
///
/// A text without `delivered` is the delivered file itself.
pub(crate) fn scan(
    text: Text,
    delivered: Option<Delivered>,
    max_line_bytes: usize,
    on_bytes: &mut dyn FnMut(u64),
) -> Result<Source, DeliveryError> {
    let path = text.path.clone();
    let mut file = open(&path)?;
    let mut scan = Scan::new(text, max_line_bytes);
    let mut buffer = vec![0; CHUNK_BYTES];
    loop {
        let filled = file.read(&mut buffer).map_err(|error| unreadable(&path, error))?;
        if filled == 0 {
            return scan.finish(delivered);
        }
        scan.take(&buffer[..filled])?;
        on_bytes(filled as u64);
    }
}

/// Opens an ordinary file.
pub(crate) fn open(path: &Path) -> Result<File, DeliveryError> {
    let file = path.display().to_string();
    let kind = match std::fs::metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(DeliveryError::Missing { file });
        }
        Err(error) => return Err(unreadable(path, error)),
    };
    if kind.is_dir() {
        return Err(DeliveryError::Folder { file });
    }
    if !kind.is_file() {
        return Err(DeliveryError::NotAFile { file });
    }
    File::open(path).map_err(|error| unreadable(path, error))
}

pub(crate) fn unreadable(path: &Path, error: std::io::Error) -> DeliveryError {
    DeliveryError::Unreadable { file: path.display().to_string(), error }
}

/// The state of a first reading.
struct Scan {
    text: Text,
    hash: Sha256,
    bytes: u64,
    line: u64,
    line_bytes: usize,
    max_line_bytes: usize,
    last_byte: u8,
    utf8: Utf8,
}

impl Scan {
    fn new(text: Text, max_line_bytes: usize) -> Self {
        Self {
            text,
            hash: Sha256::new(),
            bytes: 0,
            line: 1,
            line_bytes: 0,
            max_line_bytes,
            last_byte: b'\n',
            utf8: Utf8::default(),
        }
    }

    fn take(&mut self, chunk: &[u8]) -> Result<(), DeliveryError> {
        let file = || self.text.shown.clone();
        if self.bytes == 0 && (chunk.starts_with(&[0xff, 0xfe]) || chunk.starts_with(&[0xfe, 0xff]))
        {
            return Err(DeliveryError::Utf16 { file: file() });
        }
        if let Some(zero) = memchr(0, chunk) {
            let before = memchr_iter(b'\n', &chunk[..zero]).count() as u64;
            return Err(DeliveryError::Binary { file: file(), line: self.line + before });
        }
        self.lines(chunk)?;
        self.hash.update(chunk);
        self.utf8.take(chunk);
        self.bytes += chunk.len() as u64;
        self.last_byte = *chunk.last().expect("a chunk that was read has bytes");
        Ok(())
    }

    /// Counts the lines and refuses one that is too long.
    fn lines(&mut self, chunk: &[u8]) -> Result<(), DeliveryError> {
        let mut start = 0;
        for newline in memchr_iter(b'\n', chunk) {
            self.line_bytes += newline - start;
            self.refuse_long_line()?;
            self.line += 1;
            self.line_bytes = 0;
            start = newline + 1;
        }
        self.line_bytes += chunk.len() - start;
        self.refuse_long_line()
    }

    fn refuse_long_line(&self) -> Result<(), DeliveryError> {
        if self.line_bytes <= self.max_line_bytes {
            return Ok(());
        }
        Err(DeliveryError::LineTooLong {
            file: self.text.shown.clone(),
            line: self.text.origin.row(self.line),
            limit: self.max_line_bytes,
        })
    }

    fn finish(self, delivered: Option<Delivered>) -> Result<Source, DeliveryError> {
        let file = self.text.shown.clone();
        if self.bytes == 0 {
            return Err(DeliveryError::Empty { file });
        }
        let encoding = self.utf8.finish().ok_or(DeliveryError::Cut { file, line: self.line })?;
        let sha256 = hex(&self.hash.finalize());
        let itself = || Delivered {
            name: self.text.name.clone(),
            sha256: sha256.clone(),
            bytes: self.bytes,
        };
        Ok(Source {
            delivered: delivered.unwrap_or_else(itself),
            text: self.text,
            bytes: self.bytes,
            sha256,
            encoding,
            ends_with_newline: self.last_byte == b'\n',
            max_line_bytes: self.max_line_bytes,
        })
    }
}

/// Writes bytes as small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;

    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    })
}

/// Whether a stream of chunks is UTF-8.
#[derive(Default)]
struct Utf8 {
    invalid: bool,
    /// A letter was seen that takes more than one byte, and was whole.
    letters_seen: bool,
    /// The bytes of a letter that the last chunk broke off.
    open: Vec<u8>,
}

impl Utf8 {
    fn take(&mut self, chunk: &[u8]) {
        if self.invalid {
            return;
        }
        let rest = self.close_letter(chunk);
        if self.invalid {
            return;
        }
        self.letters_seen = self.letters_seen || !rest.is_ascii();
        if let Err(error) = std::str::from_utf8(rest) {
            self.letters_seen = !rest[..error.valid_up_to()].is_ascii() || self.letters_seen;
            self.invalid = error.error_len().is_some();
            self.open = rest[error.valid_up_to()..].to_vec();
        }
    }

    /// Completes the letter the last chunk broke off, and returns what follows it.
    fn close_letter<'c>(&mut self, chunk: &'c [u8]) -> &'c [u8] {
        let mut taken = 0;
        while !self.open.is_empty() && taken < chunk.len() {
            self.open.push(chunk[taken]);
            taken += 1;
            match std::str::from_utf8(&self.open) {
                Ok(_) => {
                    self.letters_seen = true;
                    self.open.clear();
                }
                Err(error) => {
                    self.invalid = error.error_len().is_some();
                    if self.invalid {
                        break;
                    }
                }
            }
        }
        &chunk[taken..]
    }

    /// Returns the encoding; `None` when a UTF-8 file ends in the middle of a letter.
    ///
    /// One lonely byte at the end of an otherwise plain file may be a latin1 letter.
    fn finish(self) -> Option<Encoding> {
        match (self.invalid, self.open.is_empty(), self.letters_seen) {
            (false, true, _) => Some(Encoding::Utf8),
            (false, false, true) => None,
            _ => Some(Encoding::Latin1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_broken_by_a_chunk_is_still_utf8() {
        check(&[b"K\xc3", b"\xb8ge\n"], Some(Encoding::Utf8));
        check(&[b"\xe2", b"\x80", b"\x93\n"], Some(Encoding::Utf8));
    }

    #[test]
    fn a_danish_letter_in_one_byte_is_latin1() {
        check(&[b"K\xf8ge\n"], Some(Encoding::Latin1));
        check(&[b"Rinds\xf8"], Some(Encoding::Latin1));
    }

    #[test]
    fn utf8_that_ends_within_a_letter_is_cut() {
        check(&["Køge\nR".as_bytes(), b"\xc3"], None);
    }

    #[track_caller]
    fn check(chunks: &[&[u8]], expected: Option<Encoding>) {
        let mut utf8 = Utf8::default();
        for chunk in chunks {
            utf8.take(chunk);
        }
        assert_eq!(utf8.finish(), expected);
    }
}
