//! A release that was frozen before the layout grew can still be read.

use domain::{
    count::{Absence, Counts, SnapshotFacts},
    period::Year,
    provenance::Provenance,
    topic::Topics,
};
use jiff::civil::{Date, date};

use super::*;
use crate::{edition::Editions, release::Release};

#[test]
fn a_release_of_layout_1_is_read_without_what_came_later() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let id = freeze(data.path(), 1, |name| {
        ![ANNOTATIONS, TOPIC_NAMES, TOPIC_SUCCESSORS].contains(&name)
            && !["quarters.csv", "revisions.csv", "quarter_revisions.csv"].contains(&name)
    });
    let release = Release::open(data.path(), &id).expect("an old release");
    assert_eq!((release.annotations().len(), release.draws().len()), (0, 1));
    assert_eq!(release.topics().successions().len(), 0);
    assert_eq!(list(data.path()).expect("a readable folder").len(), 1);
}

#[test]
fn a_release_of_layout_2_is_read_without_quarters_and_delivery_of_earlier_draws() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let id = freeze(data.path(), 2, |name| name != quarter_revisions::FILE);
    let release = Release::open(data.path(), &id).expect("an old release");
    assert!(release.quarter_counts().is_some() && release.snapshot().delivery.is_some());
    let earlier = release.seen_on(APRIL).expect("the earlier draw");
    assert_eq!(earlier.snapshot().snapshot, "2025-04-01-00000000");
    assert_eq!((earlier.quarter_counts(), earlier.snapshot().delivery), (None, None));
}

#[test]
fn a_file_that_a_layout_must_have_is_missed() {
    for (layout, missing) in [(2, revisions::FILE), (3, quarter_revisions::FILE)] {
        let data = tempfile::tempdir().expect("a temporary folder");
        let id = freeze(data.path(), layout, |name| name != missing);
        let error = Release::open(data.path(), &id).expect_err("a file is missing").to_string();
        assert!(error.contains(missing), "{error}");
    }
}

#[test]
fn a_layout_of_the_future_is_refused_with_what_can_be_read() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let id = freeze(data.path(), 4, |_| true);
    let error = Release::open(data.path(), &id).expect_err("a new layout").to_string();
    assert!(error.ends_with("it has layout 4; this program reads 1 to 3"), "{error}");
}

/// The day of the earlier draw.
const APRIL: Date = date(2025, 4, 1);

/// Writes a release of a layout with some of its files, and returns its name.
fn freeze(data: &Path, schema: u32, keep: impl Fn(&str) -> bool) -> String {
    let draft = draft();
    let annotations = Annotations::reference();
    let frozen = Reference {
        topics: TopicTables::REFERENCE,
        annotations: &annotations,
        recipients: &Recipients::default(),
    };
    let mut files = files_of(&draft, frozen).expect("the reference data are sound");
    files.retain(|(name, _)| keep(name));
    let entries = files.iter().map(|(name, bytes)| FileEntry::of(name, bytes)).collect();
    let mut manifest = Manifest { schema, ..Manifest::nameless(&draft, "0", entries) };
    if schema == 1 {
        manifest.vintages.clear();
    }
    for vintage in manifest.vintages.iter_mut().filter(|_| schema < 3) {
        vintage.delivery = None;
    }
    let manifest = vault::named(manifest);
    vault::freeze(&vault(data), &manifest, &files).expect("a writable folder");
    manifest.id
}

fn draft() -> Draft {
    let newest = counts(date(2025, 6, 10));
    let editions = Editions::proposed(&[Year::new(2024).expect("a year")], Provenance::Delivered);
    let mut draft = Draft::new(newest.clone(), editions, Topics::reference());
    draft.add_quarters(&newest);
    let earlier = counts(APRIL);
    draft.add_vintage(&earlier, &earlier);
    draft
}

fn counts(drawn_on: Date) -> Counts {
    let snapshot = SnapshotFacts {
        id: format!("{drawn_on}-00000000"),
        drawn_on,
        provenance: Provenance::Delivered,
        pending: None,
        rejected_rows: 0,
        sources: Vec::new(),
    };
    Counts {
        snapshot,
        cases: Vec::new(),
        times: None,
        details: domain::count::Details::default(),
        dismissed_delivered: true,
        absence: Absence::NoCases,
    }
}
