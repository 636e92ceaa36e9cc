//! A delivery in a folder of its own, imported with settings that a test may change.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::Arc,
};

use domain::{provenance::Provenance, topic::Topics};
use jiff::civil::{Date, date};
use register::{
    delivery::DeliveryKind,
    finding::Reason,
    import::{ImportError, ImportOptions, ImportOutcome, ImportReport, ImportRules, import},
    snapshot::Snapshot,
};
use tempfile::TempDir;

/// The required columns of our own schema.
pub const CASES: &str =
    "case_number;municipality;law;topic;received_on;decided_on;outcome;registered_on";

/// The columns of the portal's export that give all counts.
pub const LONG: &str = "Kommune;Lovgivning;Sagsemne;periode;Realitetsbehandlede sager i alt;\
    Stadfæstede sager;Ændrede/ophævede sager;Hjemviste sager;Afviste sager";

/// A snapshot whose folder lives as long as it does.
pub struct Stored {
    snapshot: Snapshot,
    _folder: Arc<TempDir>,
}

impl Deref for Stored {
    type Target = Snapshot;

    fn deref(&self) -> &Snapshot {
        &self.snapshot
    }
}

/// A delivery to be imported.
#[derive(Clone)]
pub struct Trial {
    folder: Arc<TempDir>,
    pub files: Vec<PathBuf>,
    pub data: PathBuf,
    pub onto: Option<String>,
    pub drawn_on: Option<Date>,
    pub kind: Option<DeliveryKind>,
    pub rules: ImportRules,
    pub topics: Topics,
}

impl Trial {
    /// A delivery without files; no share of rejected rows is too large.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let data = folder.path().join("data");
        let folder = Arc::new(folder);
        let rules = ImportRules { max_rejected_share: 1.0, ..ImportRules::default() };
        let topics = Topics::reference().clone();
        let (files, onto, drawn_on, kind) = (Vec::new(), None, None, None);
        Self { folder, files, data, onto, drawn_on, kind, rules, topics }
    }

    /// A delivery of one file with some bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self::new().and("delivery.csv", bytes)
    }

    /// A delivery of one file from `tests/data`.
    pub fn fixture(name: &str) -> Self {
        let path = Path::new("tests/data").join(name);
        Self::new().and(name, std::fs::read(path).expect("the fixture is here"))
    }

    /// A delivery of cases: the required columns and some rows.
    pub fn cases(rows: &[&str]) -> Self {
        Self::of(format!("{CASES}\n{}\n", rows.join("\n")))
    }

    /// A delivery of counts: the portal's columns and some rows.
    pub fn counts(rows: &[&str]) -> Self {
        Self::of(format!("{LONG}\n{}\n", rows.join("\n")))
    }

    /// Adds a file.
    pub fn and(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file is written");
        self.files.push(path);
        self
    }

    /// Returns the folder the delivery lies in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Imports the delivery on 1 September 2025.
    pub fn import(&self) -> Result<ImportReport, ImportError> {
        let options = ImportOptions {
            files: &self.files,
            data: &self.data,
            onto: self.onto.as_deref(),
            drawn_on: self.drawn_on,
            today: date(2025, 9, 1),
            kind: self.kind,
            provenance: Provenance::Delivered,
            topics: &self.topics,
            rules: self.rules.clone(),
            code_version: "test",
        };
        import(&options, &mut |_| {})
    }

    /// Imports the delivery, which must give a snapshot.
    pub fn store(&self) -> (ImportReport, Stored) {
        let report = self.import().expect("the delivery can be read");
        let ImportOutcome::Stored { snapshot } = &report.outcome else {
            panic!("{:?}", report.outcome)
        };
        let snapshot = Snapshot::open(&self.data, snapshot).expect("the snapshot is there");
        (report, Stored { snapshot, _folder: Arc::clone(&self.folder) })
    }

    /// Imports the delivery, which must fail, and returns the message without the folder's name.
    pub fn fail(&self) -> String {
        let error = self.import().expect_err("the delivery cannot be imported").to_string();
        error.replace(&format!("{}/", self.folder.path().display()), "")
    }
}

/// Returns the findings of a report as line, column and reason.
pub fn found(report: &ImportReport) -> Vec<(u64, Option<&str>, Reason)> {
    let findings = report.findings.iter();
    findings.map(|it| (it.line, it.column.as_deref(), it.reason)).collect()
}
