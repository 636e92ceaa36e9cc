//! Why a packed delivery cannot be unpacked. Nothing of it is kept.

use std::path::PathBuf;

/// A packed delivery that cannot be unpacked. Names the file and the limit, never what stood in it.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    /// More bytes come out than a delivery may have.
    #[error(
        "{file} unpacks to more than {limit} bytes, the limit of one delivery; import it in parts"
    )]
    TooLarge {
        /// The path as given.
        file: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// More comes out than tables ever do: a file made to fill the disk.
    #[error(
        "{file} unpacks to more than {limit} times its size, as no table does; it was not imported"
    )]
    Bomb {
        /// The path as given.
        file: String,
        /// The limit.
        limit: u64,
    },
    /// A part of the file is larger than it may be.
    #[error("{file} has {what} than {limit}; save it as CSV")]
    OverLimit {
        /// The path as given.
        file: String,
        /// What there is too much of, such as `more columns`.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// A row is longer than a line may be.
    #[error("row {row} of {file} is longer than {limit} bytes")]
    RowTooLong {
        /// The path as given.
        file: String,
        /// The row.
        row: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// The file is cut, or its parts do not fit together.
    #[error("{file} is damaged or cut: {what}; fetch the file again")]
    Damaged {
        /// The path as given.
        file: String,
        /// What does not fit.
        what: String,
    },
    /// A packed file lies within a packed file.
    #[error("{file} is itself packed; unpack the outer file first")]
    Nested {
        /// The path as given, and the member.
        file: String,
    },
    /// The archive, or a part of it, needs a password.
    #[error("{file} is encrypted; save it without a password")]
    Encrypted {
        /// The path as given.
        file: String,
    },
    /// The container that both encrypted workbooks and those of Excel 97 have.
    #[error("{file} is encrypted or an old .xls; save it as .xlsx without a password, or as CSV")]
    OldWorkbook {
        /// The path as given.
        file: String,
    },
    /// The workbook carries a program.
    #[error("{file} holds macros; save it as .xlsx, which has none")]
    Macros {
        /// The path as given.
        file: String,
    },
    /// The archive has no file in it.
    #[error("{file} holds no file")]
    NoMembers {
        /// The path as given.
        file: String,
    },
    /// A member that no delivery needs.
    #[error("member {member} of {file} {what}; pack the delivery again")]
    BadMember {
        /// The path as given.
        file: String,
        /// Its place in the archive, the first being 1.
        member: usize,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Two members have one name, so that one hides the other.
    #[error("{file} holds two members of one name; pack the delivery again")]
    MemberTwice {
        /// The path as given.
        file: String,
    },
    /// No sheet has the header of a known form.
    #[error("{file}: none of its sheets has the header of {kinds}; it has {sheets}")]
    NoSheet {
        /// The path as given.
        file: String,
        /// The forms looked for.
        kinds: String,
        /// The names of the sheets.
        sheets: String,
    },
    /// Several sheets have it: reading one would lose the others.
    #[error("{file}: several of its sheets hold rows ({sheets}); save each as a file of its own")]
    SeveralSheets {
        /// The path as given.
        file: String,
        /// The names of those sheets.
        sheets: String,
    },
    /// The portal's sheet does not look as it should.
    #[error("{file}: sheet Som tabel has no {what}; export it from the portal again")]
    NotThePortal {
        /// The path as given.
        file: String,
        /// What is missing.
        what: &'static str,
    },
    /// A column of a Parquet file is of a type that gives no cell.
    #[error("{file}: column {column} is {found}; write it as text, whole numbers or dates")]
    WrongType {
        /// The path as given.
        file: String,
        /// The column's name in our list.
        column: &'static str,
        /// Its type.
        found: String,
    },
    /// The text cannot be written beside the data.
    #[error("a packed file cannot be unpacked in {}: {error}", folder.display())]
    Spool {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
}
