//! Packed deliveries become plain text before the first reading, in bounded memory.
//!
//! What a file is, is told by its first bytes, never by its name.

mod archive;
mod columns;
mod error;
mod limit;
mod spool;
mod workbook;

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use self::archive::Archive;
pub(crate) use self::spool::Spool;
pub use error::UnpackError;

use super::{
    DeliveryError, DeliveryKind,
    source::{self, Delivered, Source, Text, file_name, hex, scan, unreadable},
};
use crate::rules::ImportRules;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Gzip,
    Zip,
    Parquet,
    /// The container of encrypted workbooks and of those of Excel 97.
    Ole,
}

impl Form {
    /// Recognizes a file by its first bytes.
    fn of(start: &[u8]) -> Self {
        match start {
            [0x1f, 0x8b, ..] => Self::Gzip,
            // An archive without a member consists of its end record only.
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            [b'P', b'A', b'R', b'1' | b'E', ..] => Self::Parquet,
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] => Self::Ole,
            _ => Self::Text,
        }
    }
}

/// A file to unpack: where it lies and what it is called.
#[derive(Clone, Debug)]
struct Packed {
    path: PathBuf,
    /// The delivered file's path as the user gave it, with the member of an archive after it.
    shown: String,
    /// The same without the folder.
    name: String,
    bytes: u64,
}

impl Packed {
    /// Plain text that was made of this file.
    fn text(&self, path: &Path) -> Text {
        let (shown, name) = (self.shown.clone(), self.name.clone());
        Text { shown, name, ..Text::plain(path) }
    }
}

/// Unpacks the files of one delivery.
#[derive(Debug)]
pub(crate) struct Unpacker<'a> {
    spool: Spool,
    rules: &'a ImportRules,
    forced: Option<DeliveryKind>,
}

impl<'a> Unpacker<'a> {
    /// Makes an unpacker that works in a data folder, which must be locked.
    pub fn new(data: &Path, rules: &'a ImportRules, forced: Option<DeliveryKind>) -> Self {
        let spool = Spool::new(spool::folder(data), rules.max_unpacked_bytes);
        Self { spool, rules, forced }
    }

    /// Reads a delivered file once and returns the texts in it; plain text is its own.
    ///
    /// `on_bytes` hears how many bytes of the delivered file were read.
    pub fn sources(
        &mut self,
        path: &Path,
        on_bytes: &mut dyn FnMut(u64),
    ) -> Result<Vec<Source>, DeliveryError> {
        let form = form(path)?;
        if form == Form::Text {
            let source = scan(Text::plain(path), None, self.rules.max_line_bytes, on_bytes)?;
            return Ok(vec![source]);
        }
        let delivered = delivered(path, on_bytes)?;
        let packed = Packed {
            path: path.to_owned(),
            shown: path.display().to_string(),
            name: delivered.name.clone(),
            bytes: delivered.bytes,
        };
        let texts = match form {
            Form::Gzip => vec![self.gzip(&packed)?],
            Form::Zip => self.zip(&packed)?,
            _ => vec![self.table(&packed, form)?],
        };
        let limit = self.rules.max_line_bytes;
        texts
            .into_iter()
            .map(|text| scan(text, Some(delivered.clone()), limit, &mut |_| {}))
            .collect()
    }

    /// Returns the spool, which must be kept as long as the texts are read.
    pub fn into_spool(self) -> Spool {
        self.spool
    }

    fn gzip(&mut self, packed: &Packed) -> Result<Text, DeliveryError> {
        let reader = MultiGzDecoder::new(source::open(&packed.path)?);
        let path = self.spool.copy(&packed.shown, packed.bytes, reader)?;
        if form(&path)? != Form::Text {
            return Err(UnpackError::Nested { file: packed.shown.clone() }.into());
        }
        Ok(packed.text(&path))
    }

    /// A workbook is an archive as well; any other holds the files of a delivery.
    fn zip(&mut self, packed: &Packed) -> Result<Vec<Text>, DeliveryError> {
        let mut archive = Archive::open(packed)?;
        if archive.is_workbook() {
            return Ok(vec![self.workbook(packed, &mut archive)?]);
        }
        let mut texts = Vec::new();
        for member in archive.members()? {
            let path = archive.extract(&member, &mut self.spool)?;
            let packed = Packed {
                shown: format!("{}/{}", packed.shown, member.name),
                name: format!("{}/{}", packed.name, member.name),
                bytes: member.packed_bytes,
                path,
            };
            texts.push(self.table(&packed, form(&packed.path)?)?);
        }
        Ok(texts)
    }

    /// Returns the one text in a file that is no archive of files.
    fn table(&mut self, packed: &Packed, form: Form) -> Result<Text, DeliveryError> {
        match form {
            Form::Text => Ok(packed.text(&packed.path)),
            Form::Parquet => Ok(columns::unpack(packed, &mut self.spool, self.rules, self.forced)?),
            Form::Ole => Err(UnpackError::OldWorkbook { file: packed.shown.clone() }.into()),
            Form::Gzip => Err(UnpackError::Nested { file: packed.shown.clone() }.into()),
            Form::Zip => {
                let mut archive = Archive::open(packed)?;
                if !archive.is_workbook() {
                    return Err(UnpackError::Nested { file: packed.shown.clone() }.into());
                }
                self.workbook(packed, &mut archive)
            }
        }
    }

    fn workbook(&mut self, packed: &Packed, archive: &mut Archive) -> Result<Text, DeliveryError> {
        Ok(workbook::unpack(packed, archive, &mut self.spool, self.rules, self.forced)?)
    }
}

fn form(path: &Path) -> Result<Form, DeliveryError> {
    let mut start = Vec::new();
    let file = source::open(path)?;
    file.take(8).read_to_end(&mut start).map_err(|error| unreadable(path, error))?;
    Ok(Form::of(&start))
}

/// Hashes a delivered file.
fn delivered(path: &Path, on_bytes: &mut dyn FnMut(u64)) -> Result<Delivered, DeliveryError> {
    let mut file: File = source::open(path)?;
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let filled = file.read(&mut buffer).map_err(|error| unreadable(path, error))?;
        if filled == 0 {
            break;
        }
        hash.update(&buffer[..filled]);
        bytes += filled as u64;
        on_bytes(filled as u64);
    }
    Ok(Delivered { name: file_name(path), sha256: hex(&hash.finalize()), bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        check(b"\x1f\x8b\x08\0\0\0\0\0", Form::Gzip);
        check(b"PK\x03\x04\x14\0\0\0", Form::Zip);
        check(b"PK\x05\x06\0\0\0\0", Form::Zip);
        check(b"PAR1\x15\x04\x15\x10", Form::Parquet);
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Form::Ole);
        check(b"sagsnumm", Form::Text);
        check(b"PK;lov", Form::Text);
        check(b"", Form::Text);
    }

    #[track_caller]
    fn check(start: &[u8], expected: Form) {
        assert_eq!(Form::of(start), expected);
    }
}
