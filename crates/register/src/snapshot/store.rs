//! The data folder: what lies where, and how a folder appears in one step or not at all.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use super::{Manifest, SnapshotError};

/// The data file of a snapshot that holds cases.
pub(crate) const CASES: &str = "cases.parquet";
/// The rows behind those of its cases that came in parts.
pub(crate) const PARTS: &str = "parts.parquet";
/// The data file of a snapshot that holds counts.
pub(crate) const COUNTS: &str = "counts.parquet";

/// The data file of a snapshot that holds a flow table.
pub(crate) const FLOW: &str = "flow.parquet";

/// How the names of unfinished files and folders begin.
const UNFINISHED: &str = ".unfinished-";
const LOCK: &str = ".import.lock";

/// A data folder.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    data: PathBuf,
}

impl Store {
    pub fn new(data: &Path) -> Self {
        Self { data: data.to_owned() }
    }

    /// Returns where a snapshot lies.
    pub fn snapshot(&self, id: &str) -> PathBuf {
        self.data.join("snapshots").join(id)
    }

    /// Returns where a held delivery lies.
    pub fn held(&self, id: &str) -> PathBuf {
        self.data.join("held").join(id)
    }

    /// Returns where it is written down what became of held deliveries.
    pub fn held_log(&self) -> PathBuf {
        self.data.join("held.log")
    }

    /// Returns where the rejected rows of a snapshot lie.
    pub fn rejected(&self, id: &str) -> PathBuf {
        self.data.join("rejected").join(format!("{id}.csv"))
    }

    /// Returns the names of the snapshots in order; nothing unfinished is among them.
    pub fn snapshot_ids(&self) -> Result<Vec<String>, SnapshotError> {
        self.ids("snapshots")
    }

    /// Returns the names of the held deliveries in order.
    pub fn held_ids(&self) -> Result<Vec<String>, SnapshotError> {
        self.ids("held")
    }

    fn ids(&self, folder: &str) -> Result<Vec<String>, SnapshotError> {
        let mut ids: Vec<_> = names(&self.data.join(folder))?;
        ids.retain(|name| Manifest::is_id(name));
        ids.sort();
        Ok(ids)
    }

    /// Takes the folder for one import, and clears what a killed one left.
    ///
    /// The lock belongs to the open file: the system releases it also when the program is killed.
    pub fn lock(&self) -> Result<File, SnapshotError> {
        fs::create_dir_all(&self.data).map_err(SnapshotError::io(&self.data))?;
        let path = self.data.join(LOCK);
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(SnapshotError::io(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(SnapshotError::Busy { data: self.data.clone() });
            }
            Err(fs::TryLockError::Error(error)) => return Err(SnapshotError::Io { path, error }),
        }
        self.clear_unfinished()?;
        Ok(lock)
    }

    fn clear_unfinished(&self) -> Result<(), SnapshotError> {
        for folder in [".", "snapshots", "held", "rejected"] {
            let folder = self.data.join(folder);
            for name in names(&folder)?.into_iter().filter(|name| name.starts_with(UNFINISHED)) {
                remove(&folder.join(name))?;
            }
        }
        Ok(())
    }
}

/// A folder for what an import makes, until it is moved to its place in one step.
///
/// It holds the folder of the snapshot, and beside it the rejected rows and whatever is temporary.
#[derive(Debug)]
pub(crate) struct Stage {
    folder: PathBuf,
}

/// The folder of the snapshot in a stage, and in a held delivery.
pub(crate) const SNAPSHOT: &str = "snapshot";

impl Stage {
    /// Starts an empty stage.
    pub fn start(store: &Store, name: &str) -> Result<Self, SnapshotError> {
        let folder = store.data.join("snapshots").join(format!("{UNFINISHED}{name}"));
        remove(&folder)?;
        let snapshot = folder.join(SNAPSHOT);
        fs::create_dir_all(&snapshot).map_err(SnapshotError::io(&snapshot))?;
        Ok(Self { folder })
    }

    /// Returns the path of a file beside the snapshot.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Returns the path of a file of the snapshot.
    pub fn data(&self, name: &str) -> PathBuf {
        self.folder.join(SNAPSHOT).join(name)
    }

    /// Makes the snapshot appear at its place, where nothing may stand.
    pub fn finish_snapshot(&self, place: &Path) -> Result<(), SnapshotError> {
        move_folder(&self.folder.join(SNAPSHOT), place)
    }

    /// Makes the stage as a whole appear at a place. What stood there before is replaced.
    pub fn finish_whole(&self, place: &Path) -> Result<(), SnapshotError> {
        let parent = place.parent().expect("a place lies in the data folder");
        fs::create_dir_all(parent).map_err(SnapshotError::io(parent))?;
        let old = parent.join(format!("{UNFINISHED}old"));
        remove(&old)?;
        if place.exists() {
            fs::rename(place, &old).map_err(SnapshotError::io(place))?;
        }
        move_folder(&self.folder, place)?;
        remove(&old)
    }

    /// Moves a file beside the snapshot to a place of its own.
    pub fn release(&self, name: &str, place: &Path) -> Result<(), SnapshotError> {
        move_file(&self.path(name), place)
    }

    /// Removes what is left of the stage.
    pub fn clear(self) -> Result<(), SnapshotError> {
        remove(&self.folder)
    }
}

/// Writes a small file, and makes sure that it is on the disk.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), SnapshotError> {
    let mut file = File::create(path).map_err(SnapshotError::io(path))?;
    file.write_all(text.as_bytes()).map_err(SnapshotError::io(path))?;
    file.sync_all().map_err(SnapshotError::io(path))
}

/// Adds a line to a file, and makes sure that it is on the disk.
pub(crate) fn append_line(path: &Path, line: &str) -> Result<(), SnapshotError> {
    let file = File::options().create(true).append(true).open(path);
    let mut file = file.map_err(SnapshotError::io(path))?;
    file.write_all(format!("{line}\n").as_bytes()).map_err(SnapshotError::io(path))?;
    file.sync_all().map_err(SnapshotError::io(path))
}

/// Moves a file to its place.
pub(crate) fn move_file(path: &Path, place: &Path) -> Result<(), SnapshotError> {
    let parent = place.parent().expect("a place lies in the data folder");
    fs::create_dir_all(parent).map_err(SnapshotError::io(parent))?;
    fs::rename(path, place).map_err(SnapshotError::io(place))?;
    sync_folder(parent)
}

/// Moves a whole folder to its place.
pub(crate) fn move_folder(folder: &Path, place: &Path) -> Result<(), SnapshotError> {
    let parent = place.parent().expect("a place lies in the data folder");
    fs::create_dir_all(parent).map_err(SnapshotError::io(parent))?;
    sync_folder(folder)?;
    fs::rename(folder, place).map_err(SnapshotError::io(place))?;
    sync_folder(parent)
}

/// A rename is only safe on disk when the folder that holds the name is.
fn sync_folder(folder: &Path) -> Result<(), SnapshotError> {
    File::open(folder).and_then(|it| it.sync_all()).map_err(SnapshotError::io(folder))
}

/// Removes a file or folder, if there is one.
pub(crate) fn remove(path: &Path) -> Result<(), SnapshotError> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(SnapshotError::Io { path: path.to_owned(), error })
        }
        _ => Ok(()),
    }
}

/// Returns the names in a folder; none when there is no such folder.
fn names(folder: &Path) -> Result<Vec<String>, SnapshotError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(SnapshotError::Io { path: folder.to_owned(), error }),
    };
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    names.collect::<std::io::Result<_>>().map_err(SnapshotError::io(folder))
}
