//! The data folder: what lies where, and how a state of it follows another in one step.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use super::{
    Manifest, SnapshotError,
    disk::{link, move_file, move_folder, names, remove, remove_whole},
};

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

    /// Returns where the next state of that file is written.
    pub fn held_log_aside(&self) -> PathBuf {
        self.data.join(format!("{UNFINISHED}held.log"))
    }

    /// Returns where the rejected rows of a snapshot lie.
    pub fn rejected(&self, id: &str) -> PathBuf {
        self.data.join("rejected").join(format!("{id}.csv"))
    }

    /// Returns where they wait for the snapshot to appear.
    fn rejected_aside(&self, id: &str) -> PathBuf {
        self.data.join("rejected").join(format!("{UNFINISHED}{id}.csv"))
    }

    /// Returns where a held delivery waits while another takes its place.
    fn held_aside(&self, id: &str) -> PathBuf {
        self.data.join("held").join(format!("{UNFINISHED}{id}"))
    }

    /// Returns the names of the snapshots in order; nothing unfinished is among them.
    pub fn snapshot_ids(&self) -> Result<Vec<String>, SnapshotError> {
        self.ids("snapshots")
    }

    /// Returns the names of the held deliveries in order, without those that were let in.
    pub fn held_ids(&self) -> Result<Vec<String>, SnapshotError> {
        let mut ids = self.ids("held")?;
        ids.retain(|id| !self.was_let_in(id));
        Ok(ids)
    }

    /// Tells whether a snapshot was made of the held delivery of its name.
    fn was_let_in(&self, id: &str) -> bool {
        Manifest::read(&self.snapshot(id)).is_ok_and(|it| it.released_because.is_some())
    }

    fn ids(&self, folder: &str) -> Result<Vec<String>, SnapshotError> {
        let mut ids: Vec<_> = names(&self.data.join(folder))?;
        ids.retain(|name| Manifest::is_id(name));
        ids.sort();
        Ok(ids)
    }

    /// Takes the folder for one import, and ends what a killed one began: what it had stored is made
    /// whole, and the rest is cleared away.
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
        self.settle()?;
        Ok(lock)
    }

    fn settle(&self) -> Result<(), SnapshotError> {
        for id in self.unfinished("rejected")?.iter().filter_map(|name| name.strip_suffix(".csv")) {
            self.settle_rejected(id)?;
        }
        for id in self.unfinished("held")?.iter().filter(|name| Manifest::is_id(name)) {
            if !self.held(id).exists() {
                move_folder(&self.held_aside(id), &self.held(id))?;
            }
        }
        for id in self.ids("held")?.iter().filter(|id| self.was_let_in(id)) {
            self.remove_held(id)?;
        }
        for folder in [".", "snapshots", "held", "rejected"] {
            for name in self.unfinished(folder)? {
                remove(&self.data.join(folder).join(format!("{UNFINISHED}{name}")))?;
            }
        }
        Ok(())
    }

    /// Returns what is unfinished in a folder, without the beginning of its name.
    fn unfinished(&self, folder: &str) -> Result<Vec<String>, SnapshotError> {
        let names = names(&self.data.join(folder))?;
        Ok(names.iter().filter_map(|it| it.strip_prefix(UNFINISHED)).map(str::to_owned).collect())
    }

    /// Moves rejected rows to their place when the snapshot they belong to has appeared.
    fn settle_rejected(&self, id: &str) -> Result<(), SnapshotError> {
        let aside = self.rejected_aside(id);
        if self.snapshot(id).is_dir() && aside.exists() {
            move_file(&aside, &self.rejected(id))?;
        }
        Ok(())
    }

    /// Removes a held delivery.
    pub fn remove_held(&self, id: &str) -> Result<(), SnapshotError> {
        remove_whole(&self.held(id), &self.data.join("held").join(format!("{UNFINISHED}removed")))
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
/// The rejected rows beside it.
pub(crate) const REJECTED: &str = "rejected.csv";

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

    /// Takes over a file of a held delivery.
    pub fn take_over(&self, held: &Path, name: &str) -> Result<(), SnapshotError> {
        link(&held.join(name), &self.folder.join(name))
    }

    /// Makes the snapshot appear at its place, where nothing may stand, and its rejected rows at theirs.
    ///
    /// That the snapshot appears is the step that counts. The rows lie ready before it, and whoever
    /// takes the folder next moves them when the program is killed between the two.
    pub fn finish_snapshot(&self, store: &Store, id: &str) -> Result<(), SnapshotError> {
        let rejected = self.path(REJECTED);
        if rejected.exists() {
            move_file(&rejected, &store.rejected_aside(id))?;
        }
        move_folder(&self.folder.join(SNAPSHOT), &store.snapshot(id))?;
        store.settle_rejected(id)
    }

    /// Makes the stage as a whole appear as a held delivery. One of the same name is replaced.
    pub fn finish_held(&self, store: &Store, id: &str) -> Result<(), SnapshotError> {
        let (place, aside) = (store.held(id), store.held_aside(id));
        if place.exists() {
            move_folder(&place, &aside)?;
        }
        move_folder(&self.folder, &place)?;
        remove(&aside)
    }

    /// Removes what is left of the stage.
    pub fn clear(self) -> Result<(), SnapshotError> {
        remove(&self.folder)
    }
}
