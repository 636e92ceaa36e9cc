//! Snapshots: a delivery that passed the checks, frozen in a folder that is never edited.

mod case_file;
mod count_file;
mod decided;
mod disk;
mod error;
mod flow_file;
mod manifest;
mod part_file;
mod read_case;
mod span;
mod store;
mod stored;
mod table_file;
mod verify;

use std::path::{Path, PathBuf};

use domain::flow::Flow;

pub(crate) use self::{
    case_file::write_cases,
    count_file::{read_counts, write_counts},
    decided::{DecidedBatch, MeasureColumns, count_halves},
    disk::{append_line, remove, write_file},
    flow_file::write_flow,
    part_file::write_parts,
    read_case::{case_frames, part_frames},
    span::{Span, span_halves},
    store::{CASES, COUNTS, FLOW, PARTS, REJECTED, SNAPSHOT, Stage, Store},
    stored::{StoredCase, StoredPart, extended_of, outcome_number, outcome_of},
    verify::hash_file,
};
use crate::{
    case::{Case, PartDecision},
    delivery::DeliveryKind,
};
pub use error::SnapshotError;
pub(crate) use manifest::MANIFEST;
pub use manifest::{DataFile, DrawnOnBasis, Manifest, Measure, Onto, SourceFile};

/// The layout of the data files. A program refuses a snapshot of another one.
pub const SCHEMA_VERSION: u32 = 3;

/// A snapshot's id, with its manifest or why that cannot be read.
pub type Listed = (String, Result<Manifest, SnapshotError>);

/// A frozen delivery.
#[derive(Clone, Debug)]
pub struct Snapshot {
    folder: PathBuf,
    manifest: Manifest,
}

impl Snapshot {
    /// Opens the snapshot with this id in a data folder.
    pub fn open(data: &Path, id: &str) -> Result<Self, SnapshotError> {
        if !Manifest::is_id(id) {
            return Err(SnapshotError::NoSuchSnapshot { id: id.to_owned() });
        }
        let folder = Store::new(data).snapshot(id);
        if !folder.is_dir() {
            return Err(SnapshotError::NoSuchSnapshot { id: id.to_owned() });
        }
        Self::in_folder(&folder, id)
    }

    /// Opens the snapshot in a folder; its manifest must have this id.
    pub(crate) fn in_folder(folder: &Path, id: &str) -> Result<Self, SnapshotError> {
        let manifest = Manifest::read(folder)?;
        if manifest.id != id {
            return Err(SnapshotError::damaged(folder, "its manifest has another id"));
        }
        Ok(Self { folder: folder.to_owned(), manifest })
    }

    /// Returns the manifests of all snapshots in a data folder, by id; the oldest draw stands first.
    ///
    /// A data folder that does not exist yet has none. What a killed import left is not one.
    pub fn list(data: &Path) -> Result<Vec<Manifest>, SnapshotError> {
        Self::list_all(data)?.into_iter().map(|(_, manifest)| manifest).collect()
    }

    /// Returns the ids of all snapshots, each with its manifest or why that cannot be read.
    pub fn list_all(data: &Path) -> Result<Vec<Listed>, SnapshotError> {
        let ids = Store::new(data).snapshot_ids()?.into_iter();
        let open = |id: String| (Self::open(data, &id).map(|snapshot| snapshot.manifest), id);
        Ok(ids.map(open).map(|(manifest, id)| (id, manifest)).collect())
    }

    /// Returns what is known of the snapshot.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns the snapshot's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Checks that the data are the bytes the manifest names.
    pub fn verify(&self) -> Result<(), SnapshotError> {
        for file in &self.manifest.data {
            let (sha256, bytes) = hash_file(&self.folder.join(&file.name))?;
            if sha256 != file.sha256 || bytes != file.bytes {
                let what = format!("{} is not the file the manifest names", file.name);
                return Err(SnapshotError::damaged(&self.folder, what));
            }
        }
        Ok(())
    }

    /// Reads every case, for checks and small registers; none where the snapshot holds counts.
    pub fn cases(&self) -> Result<Vec<Case>, SnapshotError> {
        if self.manifest.cases.is_none() {
            return Ok(Vec::new());
        }
        read_case::read_cases(&self.folder, &self.data_file())
    }

    /// Reads the rows behind the cases that came in parts, by case number and part; none where the
    /// snapshot has no such cases, or holds counts.
    pub fn parts(&self) -> Result<Vec<PartDecision>, SnapshotError> {
        match self.part_file() {
            Some(path) => read_case::read_parts(&self.folder, &path),
            None => Ok(Vec::new()),
        }
    }

    /// Reads the rows of a flow table, in order; none where the snapshot holds something else.
    pub fn flow(&self) -> Result<Vec<Flow>, SnapshotError> {
        if self.manifest.kind != DeliveryKind::Flow {
            return Ok(Vec::new());
        }
        flow_file::read_flow(&self.folder, &self.data_file())
    }

    /// Returns the path of the cases, counts or flows.
    pub(crate) fn data_file(&self) -> PathBuf {
        self.folder.join(&self.manifest.data[0].name)
    }

    /// Returns the path of the parts, if there are any.
    pub(crate) fn part_file(&self) -> Option<PathBuf> {
        let file = self.manifest.data.iter().find(|file| file.name == PARTS);
        file.map(|file| self.folder.join(&file.name))
    }
}
