//! The formats by name.

use std::io::{self, Write};

use tables::slice::Slice;

use crate::{
    csv, error::WriteError, html, json_stat, json_stat1, layout::Layout, long_csv, parquet, px,
    xlsx,
};

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// JSON-stat 2.0, a dataset.
    JsonStat2,
    /// JSON-stat 1.x, as Danmarks Statistik's older API sends it.
    JsonStat1,
    /// The PC-Axis file format.
    Px,
    /// CSV as a table: a row for each row of the slice.
    Csv,
    /// CSV with a row for each cell.
    LongCsv,
    /// A workbook.
    Xlsx,
    /// Apache Parquet with a row for each cell.
    Parquet,
    /// A web page that holds the table.
    Html,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 8] = [
        Self::JsonStat2,
        Self::JsonStat1,
        Self::Px,
        Self::Csv,
        Self::LongCsv,
        Self::Xlsx,
        Self::Parquet,
        Self::Html,
    ];

    /// Returns the stable name; where PxWebApi 2 has the format, its name there.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::JsonStat2 => "json-stat2",
            Self::JsonStat1 => "json-stat",
            Self::Px => "px",
            Self::Csv => "csv",
            Self::LongCsv => "bulk",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::Html => "html",
        }
    }

    /// Returns the format of a name, in upper or lower case.
    ///
    /// ```
    /// use formats::format::Format;
    ///
    /// assert_eq!(Format::named("PX"), Some(Format::Px));
    /// assert_eq!(Format::named("doc"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// Returns the media type, with the character set where one must be told. A PX file says itself in
    /// which code page it is.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::JsonStat2 | Self::JsonStat1 => "application/json",
            Self::Px => "application/octet-stream",
            Self::Csv | Self::LongCsv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// Returns the ending of file names, without the point.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::JsonStat2 | Self::JsonStat1 => "json",
            Self::Px => "px",
            Self::Csv | Self::LongCsv => "csv",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::Html => "html",
        }
    }

    /// Writes a slice. After an error the file is cut short and must not be taken for whole.
    pub fn write(
        self,
        slice: &Slice<'_>,
        layout: &Layout,
        out: &mut (impl Write + Send),
    ) -> Result<(), WriteError> {
        let out = &mut Fused { out, has_failed: false };
        match self {
            Self::JsonStat2 => json_stat::write(slice, layout, out),
            Self::JsonStat1 => json_stat1::write(slice, layout, out),
            Self::Px => px::write(slice, layout, out),
            Self::Csv => csv::write(slice, layout, out),
            Self::LongCsv => long_csv::write(slice, layout, out),
            Self::Xlsx => xlsx::write(slice, layout, out),
            Self::Parquet => parquet::write(slice, layout, out),
            Self::Html => html::write(slice, layout, out),
        }
    }
}

/// A stream that takes nothing more once it has refused something. Buffers and archives that are given up
/// try once more to end, and what comes of it could look whole.
struct Fused<W> {
    out: W,
    has_failed: bool,
}

impl<W: Write> Write for Fused<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.has_failed {
            return Err(io::Error::other("the stream refused what came before"));
        }
        let written = self.out.write(bytes);
        self.has_failed = written.is_err();
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
