//! The sizes that the pages of a Parquet file say they unpack to, before any is unpacked.
//!
//! The library makes room for a page as its header asks, up to two gigabytes, and a page of a few
//! bytes may ask for that. The headers are read here first, as far as their sizes.
//!
//! *Source*: Apache Thrift, "Compact protocol"; Apache Parquet, `parquet.thrift` (`PageHeader`).

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
};

use parquet::file::metadata::ParquetMetaData;

use super::super::{Packed, Spool, UnpackError, limit::Limit};

/// Writers make pages of about one megabyte.
const MAX_PAGE_BYTES: u64 = 16 << 20;
/// A header has two sizes and short statistics.
const MAX_HEADER_BYTES: u64 = 1 << 16;
const MAX_DEPTH: usize = 8;

/// Refuses a file with a page that is too large, or pages that are too many for its size. Only the
/// columns that will be read are looked at.
pub(super) fn check(
    packed: &Packed,
    spool: &Spool,
    file: &File,
    metadata: &ParquetMetaData,
    is_read: &dyn Fn(usize) -> bool,
) -> Result<(), UnpackError> {
    let damaged = |_: io::Error| UnpackError::Damaged {
        file: packed.shown.clone(),
        what: "the headers of its pages cannot be read".to_owned(),
    };
    let mut allowance = spool.allowance(packed.bytes);
    let mut reader = BufReader::new(file);
    let schema = metadata.file_metadata().schema_descr();
    for group in metadata.row_groups() {
        for (leaf, column) in group.columns().iter().enumerate() {
            if !is_read(schema.get_column_root_idx(leaf)) {
                continue;
            }
            let (start, length) = column.byte_range();
            let mut at = start;
            while at < start.saturating_add(length) {
                reader.seek(SeekFrom::Start(at)).map_err(damaged)?;
                let page = Page::read(&mut reader).map_err(damaged)?;
                if page.unpacked > MAX_PAGE_BYTES {
                    return Err(Limit::Other("a larger page", MAX_PAGE_BYTES).of(&packed.shown));
                }
                allowance.take(page.unpacked).map_err(|limit| limit.of(&packed.shown))?;
                at = at.saturating_add(page.header).saturating_add(page.packed);
            }
        }
    }
    Ok(())
}

/// The size of a page's header, and those in it, all in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Page {
    header: u64,
    unpacked: u64,
    packed: u64,
}

impl Page {
    fn read(reader: impl Read) -> io::Result<Self> {
        let mut header = Header { bytes: reader.take(MAX_HEADER_BYTES) };
        let mut page = Self::default();
        let mut id = 0;
        while let Some((field, kind)) = header.field(id)? {
            id = field;
            match (field, kind) {
                (2, 5) => page.unpacked = header.size()?,
                (3, 5) => page.packed = header.size()?,
                _ => header.skip(kind, MAX_DEPTH)?,
            }
        }
        page.header = MAX_HEADER_BYTES - header.bytes.limit();
        Ok(page)
    }
}

/// A header in Thrift's compact protocol.
struct Header<R> {
    bytes: io::Take<R>,
}

impl<R: Read> Header<R> {
    fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.bytes.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    fn varint(&mut self) -> io::Result<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(wrong())
    }

    /// Reads a number that may not be negative.
    fn size(&mut self) -> io::Result<u64> {
        let number = self.varint()?;
        if number % 2 == 0 { Ok(number / 2) } else { Err(wrong()) }
    }

    /// Returns the next field's number and type; `None` at the end.
    fn field(&mut self, before: u64) -> io::Result<Option<(u64, u8)>> {
        let byte = self.byte()?;
        match (byte >> 4, byte & 0x0f) {
            (_, 0) => Ok(None),
            (0, kind) => Ok(Some((self.size()?, kind))),
            (step, kind) => Ok(Some((before + u64::from(step), kind))),
        }
    }

    fn skip(&mut self, kind: u8, depth: usize) -> io::Result<()> {
        let depth = depth.checked_sub(1).ok_or_else(wrong)?;
        match kind {
            // Truth values lie in the type itself.
            1 | 2 => Ok(()),
            3 => self.skip_bytes(1),
            4..=6 => self.varint().map(drop),
            7 => self.skip_bytes(8),
            8 => {
                let length = self.varint()?;
                self.skip_bytes(length)
            }
            9 | 10 => {
                let byte = self.byte()?;
                let short = u64::from(byte >> 4);
                let length = if short == 15 { self.varint()? } else { short };
                (0..length).try_for_each(|_| match byte & 0x0f {
                    1 | 2 => self.skip_bytes(1),
                    kind => self.skip(kind, depth),
                })
            }
            12 => {
                let mut id = 0;
                while let Some((field, kind)) = self.field(id)? {
                    id = field;
                    self.skip(kind, depth)?;
                }
                Ok(())
            }
            _ => Err(wrong()),
        }
    }

    fn skip_bytes(&mut self, length: u64) -> io::Result<()> {
        let skipped = io::copy(&mut self.bytes.by_ref().take(length), &mut io::sink())?;
        if skipped == length { Ok(()) } else { Err(wrong()) }
    }
}

fn wrong() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sizes_of_a_page_are_read_and_the_rest_is_skipped() {
        // Type 0, 300 bytes unpacked, 40 packed; then a record with a number, a text and a truth
        // value, then the end.
        let header =
            [0x15, 0, 0x15, 0xd8, 0x04, 0x15, 80, 0x2c, 0x15, 2, 0x18, 2, 9, 9, 0x11, 0, 0];
        let expected = Page { header: 17, unpacked: 300, packed: 40 };
        assert_eq!(Page::read(&header[..]).expect("a header"), expected);
    }

    #[test]
    fn a_header_that_ends_early_nests_deep_or_has_negative_sizes_is_wrong() {
        let deep = [0x1c; 64];
        let endless_text = [0x18, 0xff, 0xff, 0xff, 0xff, 0x0f];
        for header in [&[0x15][..], &deep, &endless_text, &[0x15, 0, 0x15, 1, 0], &[0x1d, 0]] {
            assert!(Page::read(header).is_err(), "{header:?}");
        }
    }
}
