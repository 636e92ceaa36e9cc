//! Why a file could not be read as vectors.

use thiserror::Error;

/// Why a file could not be read as vectors.
///
/// The messages name file, place and field; they repeat nothing of the file's own values.
#[derive(Debug, Error)]
pub enum Malformed {
    /// The disk, or the operating system, refused it.
    #[error("{file} cannot be read")]
    Unreadable {
        /// The file's name.
        file: &'static str,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// It is a folder, a pipe or the like.
    #[error("{file} is not an ordinary file")]
    NotAFile {
        /// The file's name.
        file: &'static str,
    },
    /// It is larger than is read into memory.
    #[error("{file} is larger than {} MiB", crate::LARGEST_FILE >> 20)]
    TooLarge {
        /// The file's name.
        file: &'static str,
    },
    /// It is not CSV or not JSON.
    #[error("{file}, line {line}: {reason}")]
    Syntax {
        /// The file's name.
        file: &'static str,
        /// The line, from 1.
        line: u64,
        /// What is wrong there.
        reason: String,
    },
    /// A field is missing or holds something else than it must.
    #[error("{file}, {case}, {field}: expected {expected}")]
    Field {
        /// The file's name.
        file: &'static str,
        /// The line, or the case by its id or its number from 1.
        case: String,
        /// The field.
        field: String,
        /// What must stand there.
        expected: &'static str,
    },
}
