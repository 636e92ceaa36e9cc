//! Deliveries: stored, held or refused, and never anything between.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
    sync::LazyLock,
};

use domain::{period::Grain, provenance::Provenance, topic::Topics};
use jiff::civil::date;
use register::{
    count::{count, define, define_extended, define_times},
    delivery::DeliveryKind,
    held,
    import::{ImportError, ImportOptions, ImportOutcome, ImportReport, ImportRules, import},
    snapshot::{Measure, Snapshot},
};
use tempfile::TempDir;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// In memory where there is such a folder: thousands of deliveries a second are no good to a disk.
static FOLDER: LazyLock<TempDir> = LazyLock::new(folder);

pub(crate) fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a temporary folder can be made")
}

/// Imports a file of this name with these bytes into an empty data folder.
pub fn delivery(name: &str, bytes: &[u8]) {
    let data = FOLDER.path().join("data");
    if data.exists() {
        fs::remove_dir_all(&data).expect("our own folder can be removed");
    }
    let file = FOLDER.path().join(name);
    fs::write(&file, bytes).expect("there is room for it");
    match store(&data, &file) {
        Ok(report) => check_stored(&data, &file, &report),
        Err(error) => {
            let message = error.to_string();
            assert!(!message.is_empty() && !message.contains('\n'), "{message:?}");
            assert_eq!(left(&data), Vec::<PathBuf>::new(), "a refused delivery leaves nothing");
        }
    }
    check_nothing_unfinished(&data);
}

/// Imports a delivery as it would be on a day of 2025.
pub(crate) fn store(data: &Path, file: &Path) -> Result<ImportReport, ImportError> {
    let files = [file.to_owned()];
    let options = ImportOptions {
        files: &files,
        data,
        onto: None,
        drawn_on: None,
        today: date(2025, 9, 1),
        kind: None,
        provenance: Provenance::Delivered,
        topics: Topics::reference(),
        rules: ImportRules {
            memory_bytes: 1 << 20,
            max_unpacked_bytes: 1 << 24,
            max_rejected_share: 0.5,
            ..ImportRules::default()
        },
        code_version: "fuzz",
    };
    import(&options, &mut |_| {})
}

fn check_stored(data: &Path, file: &Path, report: &ImportReport) {
    let id = match &report.outcome {
        ImportOutcome::Stored { snapshot } => snapshot,
        ImportOutcome::Held { folder, .. } => {
            assert!(Snapshot::list(data).expect("a list").is_empty());
            let held = held::list(data).expect("a list");
            assert!(held.len() == 1 && held[0].1.is_ok() && folder.ends_with(&held[0].0));
            return;
        }
        ImportOutcome::AlreadyStored { .. } => panic!("the data folder was empty"),
    };
    let snapshot = Snapshot::open(data, id).expect("it was just stored");
    snapshot.verify().expect("it is as it was written");
    check_counts(&snapshot);
    let again = store(data, file).expect("it could be imported before").outcome;
    assert_eq!(again, ImportOutcome::AlreadyStored { snapshot: id.clone() });
}

/// Checks that the fast count of a snapshot is what its definition says.
pub(crate) fn check_counts(snapshot: &Snapshot) {
    let manifest = snapshot.manifest();
    if manifest.kind == DeliveryKind::Flow {
        let rows = snapshot.flow().expect("it can be read").len() as u64;
        assert_eq!(Some(rows), manifest.count_rows);
        return;
    }
    let cases = snapshot.cases().expect("it can be read");
    let parts = snapshot.parts().expect("it can be read");
    for grain in [Grain::Year, Grain::Quarter] {
        let counts = count(snapshot, grain).expect("it can be counted");
        if manifest.kind != DeliveryKind::Cases {
            continue;
        }
        assert_eq!(manifest.cases, Some(cases.len() as u64));
        assert_eq!(counts.cases, define(&cases, grain));
        assert_eq!(counts.times, Some(define_times(&cases, grain)));
        let extended =
            manifest.tells(Measure::Parts).then(|| define_extended(&cases, &parts, grain));
        assert_eq!(counts.details.extended, extended);
    }
}

/// Returns every snapshot, held delivery and file of rejected rows in a data folder.
fn left(data: &Path) -> Vec<PathBuf> {
    let folders = ["snapshots", "held", "rejected"].map(|name| data.join(name));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).into_iter().flatten());
    entries.map(|entry| entry.expect("a readable folder").path()).collect()
}

fn check_nothing_unfinished(data: &Path) {
    let mut all = left(data);
    all.extend(fs::read_dir(data).into_iter().flatten().map(|entry| entry.expect("one").path()));
    let unfinished = |path: &&PathBuf| path.to_string_lossy().contains("/.unfinished");
    assert_eq!(all.iter().find(unfinished), None);
}

const PARTS: [(&str, &str); 3] = [
    ("[Content_Types].xml", include_str!("workbook/content_types.xml")),
    ("_rels/.rels", include_str!("workbook/rels.xml")),
    ("xl/_rels/workbook.xml.rels", include_str!("workbook/workbook_rels.xml")),
];

/// Packs four parts of a workbook, with a zero byte between them, and imports it: the list of sheets,
/// the formats, the shared texts and the sheet.
pub fn sheet(bytes: &[u8]) {
    let own =
        ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"];
    let fixed = PARTS.map(|(name, text)| (name, text.as_bytes()));
    let parts = own.into_iter().zip(bytes.splitn(4, |byte| *byte == 0));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in fixed.into_iter().chain(parts) {
        archive.start_file(name, options).expect("an archive in memory");
        archive.write_all(part).expect("an archive in memory");
    }
    let packed = archive.finish().expect("an archive in memory").into_inner();
    delivery("delivery.xlsx", &packed);
}
