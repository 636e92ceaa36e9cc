//! What a release says of itself.

use domain::{
    count::{Absence, SnapshotFacts, Source},
    provenance::Provenance,
};
use jiff::civil::Date;

use crate::{
    draft::Draft,
    vault::{self, FileEntry},
    vintage::Vintage,
};

/// The manifest of a release, written as `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    /// The release's name: draw date and the beginning of the hash of its contents.
    pub id: String,
    /// The version of this folder's layout.
    pub schema: u32,
    /// The version of the methods the figures were made with.
    pub method: u32,
    /// The version of the program that built it.
    pub code: String,
    /// The snapshot the figures were counted from.
    pub snapshot: String,
    /// The day the figures were drawn.
    pub drawn_on: Date,
    /// Delivered or synthetic.
    pub provenance: Provenance,
    /// Cases undecided on the day of the draw; absent where the delivery cannot tell.
    pub pending: Option<u64>,
    /// Rows of the delivery that were left out because of an error.
    pub rejected_rows: u64,
    /// Whether the delivery tells of dismissed cases.
    pub dismissed_delivered: bool,
    /// Whether the delivery holds every case, so that an absent count is zero.
    pub every_case_delivered: bool,
    /// The delivered files.
    pub sources: Vec<Source>,
    /// The earlier draws whose differing counts the release keeps, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vintages: Vec<Vintage>,
    /// The files of the release, by name.
    pub files: Vec<FileEntry>,
}

impl Manifest {
    /// Layout 2 added the names and successors of topics, events, quarters and vintages. Layout 3 added
    /// the quarters and the delivery of each vintage. A release of an earlier layout is still read; it
    /// has none of what came later. What a release of any layout may lack has a file where the manifest
    /// lists it: `quarters.csv`, `recipients.csv`.
    pub(super) const SCHEMA: u32 = 3;

    /// Returns what the manifest says of the snapshot.
    pub(super) fn facts(&self) -> SnapshotFacts {
        SnapshotFacts {
            id: self.snapshot.clone(),
            drawn_on: self.drawn_on,
            provenance: self.provenance,
            pending: self.pending,
            rejected_rows: self.rejected_rows,
            sources: self.sources.clone(),
        }
    }

    /// Returns the manifest of a release that has no name yet.
    pub(super) fn nameless(draft: &Draft, code: &str, files: Vec<FileEntry>) -> Self {
        let (counts, facts) = (&draft.counts, &draft.counts.snapshot);
        Self {
            id: String::new(),
            schema: Self::SCHEMA,
            method: super::METHOD_VERSION,
            code: code.into(),
            snapshot: facts.id.clone(),
            drawn_on: facts.drawn_on,
            provenance: facts.provenance,
            pending: facts.pending,
            rejected_rows: facts.rejected_rows,
            dismissed_delivered: counts.dismissed_delivered,
            every_case_delivered: counts.absence == Absence::NoCases,
            sources: facts.sources.clone(),
            vintages: draft.vintages.clone(),
            files,
        }
    }
}

impl vault::Manifest for Manifest {
    fn id(&self) -> &str {
        &self.id
    }

    fn name(&mut self, id: String) {
        self.id = id;
    }

    fn day(&self) -> String {
        self.drawn_on.to_string()
    }

    fn files(&self) -> &[FileEntry] {
        &self.files
    }
}
