//! Why a delivery cannot be read at all. Nothing of it is kept.

use super::{DeliveryKind, UnpackError};

/// A delivery that cannot be read. Names the file, the line and the limit; never what stood there.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// No file was named.
    #[error("no file to import; name at least one")]
    NoFiles,
    /// More files than one delivery may have.
    #[error("a delivery has at most {limit} files; import them in parts")]
    TooManyFiles {
        /// The limit.
        limit: usize,
    },
    /// The file does not exist.
    #[error("{file}: there is no such file")]
    Missing {
        /// The path as given.
        file: String,
    },
    /// The path is a folder.
    #[error("{file} is a folder; name the files in it")]
    Folder {
        /// The path as given.
        file: String,
    },
    /// The path is a pipe, a device or the like, which cannot be read twice.
    #[error("{file} is not an ordinary file; save the delivery to a file first")]
    NotAFile {
        /// The path as given.
        file: String,
    },
    /// The disk failed.
    #[error("{file} cannot be read: {error}")]
    Unreadable {
        /// The path as given.
        file: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file has no bytes.
    #[error("{file} is empty (0 bytes)")]
    Empty {
        /// The path as given.
        file: String,
    },
    /// Nothing but a header.
    #[error("{file} has a header but no rows")]
    NoRows {
        /// The path as given.
        file: String,
    },
    /// Two of the files hold the same bytes: each of their rows would stand twice.
    #[error("{file} holds the same bytes as {first}; name only one of them")]
    FileTwice {
        /// The path as given.
        file: String,
        /// The path of the other file.
        first: String,
    },
    /// The file is in an encoding of two bytes a letter.
    #[error("{file} is in UTF-16; save it as CSV in UTF-8 or latin1")]
    Utf16 {
        /// The path as given.
        file: String,
    },
    /// The file is not text.
    #[error("{file} is not a text file: line {line} holds a zero byte; save it as CSV")]
    Binary {
        /// The path as given.
        file: String,
        /// The line of the first zero byte.
        line: u64,
    },
    /// A packed file cannot be unpacked.
    #[error(transparent)]
    Unpack(#[from] UnpackError),
    /// A line is longer than the limit.
    #[error(
        "line {line} of {file} is longer than {limit} bytes; a line break or a quote is missing"
    )]
    LineTooLong {
        /// The path as given.
        file: String,
        /// The line.
        line: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// A quote is opened and not closed before the line ends.
    #[error(
        "line {line} of {file}: a quote is not closed before the line ends (a line may have \
         {limit} bytes, and a cell may not hold a line break)"
    )]
    UnclosedQuote {
        /// The path as given.
        file: String,
        /// The line.
        line: u64,
        /// The limit of a line in bytes.
        limit: usize,
    },
    /// The last row is broken off.
    #[error("{file} is cut: line {line}, the last, is broken off; fetch the file again")]
    Cut {
        /// The path as given.
        file: String,
        /// The last line.
        line: u64,
    },
    /// The header is that of no known form.
    #[error(
        "{file}: the header on line {line} is none of the known forms; nearest is {}, which also \
         needs {missing}", nearest.id()
    )]
    UnknownForm {
        /// The path as given.
        file: String,
        /// The header's line.
        line: u64,
        /// The form that lacks the fewest columns.
        nearest: DeliveryKind,
        /// Those columns.
        missing: String,
    },
    /// The form was forced and columns are missing.
    #[error("{file}: the header on line {line} is not {}: it lacks {missing}", kind.id())]
    MissingColumns {
        /// The path as given.
        file: String,
        /// The header's line.
        line: u64,
        /// The form asked for.
        kind: DeliveryKind,
        /// The missing columns.
        missing: String,
    },
    /// A column stands twice.
    #[error("{file}: two columns of the header on line {line} mean {column}")]
    ColumnTwice {
        /// The path as given.
        file: String,
        /// The header's line.
        line: u64,
        /// The column's name in our list.
        column: &'static str,
    },
    /// The columns present do not give the counts.
    #[error(
        "{file}: the counts cannot be made from its columns; rates alone are not enough: export \
         {missing} as well"
    )]
    NotEnoughCounts {
        /// The path as given.
        file: String,
        /// The columns that would do.
        missing: String,
    },
    /// The files of one delivery have different forms.
    #[error("{file} is {}, but the first file is {}; import them one by one", kind.id(), first.id())]
    MixedForms {
        /// The path as given.
        file: String,
        /// Its form.
        kind: DeliveryKind,
        /// The form of the first file.
        first: DeliveryKind,
    },
    /// Nothing but totals, which are never counted.
    #[error(
        "the delivery holds only control totals; export the municipalities and their topics as well"
    )]
    OnlyTotals,
    /// Some files of one delivery tell of dismissed cases and some do not.
    #[error(
        "{file} and the first file differ in whether they count dismissed cases; import them one \
         by one"
    )]
    MixedMeasures {
        /// The path as given.
        file: String,
    },
    /// The file changed between the two readings.
    #[error("{file} changed while it was read; import it again when it is complete")]
    Changed {
        /// The path as given.
        file: String,
    },
}
