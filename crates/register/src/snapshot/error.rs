//! Why a snapshot cannot be read or written.

use std::path::{Path, PathBuf};

/// A snapshot that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// There is none of this name.
    #[error("there is no snapshot {id}; `snapshot list` shows those there are")]
    NoSuchSnapshot {
        /// The name asked for.
        id: String,
    },
    /// A later version of the program wrote it.
    #[error("snapshot {id} has schema version {version}; this program reads up to {known}")]
    TooNew {
        /// The snapshot.
        id: String,
        /// Its schema version.
        version: u32,
        /// The newest version this program reads.
        known: u32,
    },
    /// An earlier version of the program wrote it.
    #[error("the snapshot in {} was written before schema version {known}; remove it and import the delivery again", folder.display())]
    TooOld {
        /// The snapshot's folder.
        folder: PathBuf,
        /// The version this program reads.
        known: u32,
    },
    /// It holds no outcomes of cases.
    #[error(
        "snapshot {id} holds a flow table, which has no outcomes to count; name one of cases or of \
         the portal's counts"
    )]
    NoOutcomes {
        /// The snapshot.
        id: String,
    },
    /// Its files do not fit together.
    #[error("the snapshot in {} is damaged: {what}; remove it and import the delivery again", folder.display())]
    Damaged {
        /// The snapshot's folder.
        folder: PathBuf,
        /// What does not fit.
        what: String,
    },
    /// The disk failed, or the folder may not be written.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// Another import works on the folder.
    #[error("another import is running on {}; try again when it is done", data.display())]
    Busy {
        /// The data folder.
        data: PathBuf,
    },
}

impl SnapshotError {
    pub(crate) fn damaged(folder: &Path, what: impl std::fmt::Display) -> Self {
        Self::Damaged { folder: folder.to_owned(), what: what.to_string() }
    }

    /// Makes a disk error of a path.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        |error| Self::Io { path, error }
    }
}
