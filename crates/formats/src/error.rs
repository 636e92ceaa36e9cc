//! Why a file could not be written.

/// Why a slice could not be written as a file.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The stream refused; what was written so far is cut short.
    #[error("the output could not be written: {0}")]
    Io(#[from] std::io::Error),
    /// The format has no room for the slice. Nothing was written.
    #[error("a workbook holds at most {limit} {what}, not {found}")]
    TooLarge {
        /// What there is too much of: rows or columns.
        what: &'static str,
        /// How much there is room for.
        limit: u64,
        /// How much there is.
        found: u64,
    },
    /// A text has a character that the code page lacks, and no letters that may stand for it. Nothing was
    /// written; the same file in UTF-8 can be.
    #[error("the character {0:?} cannot be written in windows-1252; in utf-8 it can")]
    Character(char),
    /// The workbook could not be made or sent.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The Parquet file could not be made or sent.
    #[error("the Parquet file could not be written: {0}")]
    Columns(#[from] ::parquet::errors::ParquetError),
}
