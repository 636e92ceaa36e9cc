//! A release that was frozen before the layout grew can still be read.

use domain::{
    count::{Absence, Counts, SnapshotFacts},
    period::Year,
    provenance::Provenance,
    topic::Topics,
};

use super::*;
use crate::{edition::Editions, release::Release};

#[test]
fn a_release_of_layout_1_is_read_without_what_came_later() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let id = freeze(data.path(), 1, |name| {
        ![ANNOTATIONS, TOPIC_NAMES, TOPIC_SUCCESSORS, quarters::FILE, revisions::FILE]
            .contains(&name)
    });
    let release = Release::open(data.path(), &id).expect("an old release");
    assert_eq!((release.annotations().len(), release.draws().len()), (0, 1));
    assert_eq!(release.topics().successions().len(), 0);
    assert_eq!(list(data.path()).expect("a readable folder").len(), 1);
}

#[test]
fn a_file_that_layout_2_must_have_is_missed() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let id = freeze(data.path(), 2, |name| name != revisions::FILE);
    let error = Release::open(data.path(), &id).expect_err("a file is missing").to_string();
    assert!(error.contains(revisions::FILE), "{error}");
}

#[test]
fn a_layout_of_the_future_is_refused_with_what_can_be_read() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let id = freeze(data.path(), 3, |_| true);
    let error = Release::open(data.path(), &id).expect_err("a new layout").to_string();
    assert!(error.ends_with("it has layout 3; this program reads 1 to 2"), "{error}");
}

/// Writes a release of a layout with some of its files, and returns its name.
fn freeze(data: &Path, schema: u32, keep: impl Fn(&str) -> bool) -> String {
    let draft = draft();
    let annotations = Annotations::reference();
    let frozen = Reference { topics: TopicTables::REFERENCE, annotations: &annotations };
    let mut files = files_of(&draft, frozen).expect("the reference data are sound");
    files.retain(|(name, _)| keep(name));
    let entries = files.iter().map(|(name, bytes)| entry(name, bytes)).collect();
    let mut manifest = Manifest { schema, ..Manifest::nameless(&draft, "0", entries) };
    manifest.id = format!("{}-{}", manifest.drawn_on, &contents_hash(&manifest)[..8]);
    let folder = folder_of(data, &manifest.id);
    fs::create_dir_all(&folder).expect("a writable folder");
    for (name, bytes) in files {
        aside::write(&folder.join(name), &bytes).expect("a writable folder");
    }
    aside::write(&folder.join(MANIFEST), &manifest_json(&manifest)).expect("a writable folder");
    manifest.id
}

fn draft() -> Draft {
    let snapshot = SnapshotFacts {
        id: "2025-06-10-00000000".into(),
        drawn_on: jiff::civil::date(2025, 6, 10),
        provenance: Provenance::Delivered,
        pending: None,
        rejected_rows: 0,
        sources: Vec::new(),
    };
    let counts = Counts {
        snapshot,
        cases: Vec::new(),
        times: None,
        details: domain::count::Details::default(),
        dismissed_delivered: true,
        absence: Absence::NoCases,
    };
    let editions = Editions::proposed(&[Year::new(2024).expect("a year")], Provenance::Delivered);
    Draft::new(counts, editions, Topics::reference())
}
