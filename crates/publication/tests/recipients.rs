//! Recipients that an administrator brought are frozen with a release; nothing is said where there are none.

use std::{fs, path::PathBuf};

use domain::{provenance::Provenance, recipients::Recipients};
use jiff::civil::date;
use publication::release::{Release, ReleaseError};
use testkit::DataFolder;

const FILE: &str = "recipients.csv";

const TABLE: &str = "map,year,code,recipients,source\n\
                     social,2023,0461,20000,made up\n\
                     social,2022,0461,10000,made up\n\
                     social,2022,0751,0,made up\n\
                     social,2024,0825,50,made up\n";

#[test]
fn recipients_are_frozen_and_read_again() {
    let (data, release) = freeze(TABLE);
    assert_eq!(*release.recipients(), Recipients::parse(TABLE).expect("a sound table"));
    let frozen = fs::read_to_string(file(&data)).expect("the release has the file");
    assert!(
        frozen.starts_with("map,year,code,recipients,source\nsocial,2022,0461,10000,made up\n")
    );
}

#[test]
fn the_order_of_the_rows_makes_no_other_release() {
    let mut rows: Vec<_> = TABLE.lines().collect();
    rows[1..].reverse();
    let id = |table: &str| freeze(table).0.release;
    assert_eq!(id(TABLE), id(&rows.join("\r\n")));
    assert_ne!(id(TABLE), id(&TABLE.replace("20000", "20001")));
}

#[test]
fn a_release_without_recipients_is_as_it_was_before_there_were_any() {
    let (data, release) = freeze("map,year,code,recipients,source\n");
    assert!(release.recipients().is_empty());
    assert!(release.manifest().files.iter().all(|file| file.name != FILE));
    assert_eq!(data.release, DataFolder::with_release(Provenance::Delivered).release);
}

#[test]
fn an_earlier_draw_keeps_the_recipients_of_the_release() {
    let (_data, release) = freeze(TABLE);
    let earlier = release.seen_on(date(2025, 5, 1)).expect("the draw of April");
    assert_ne!(earlier.snapshot().drawn_on, release.snapshot().drawn_on);
    assert_eq!(earlier.recipients(), release.recipients());
    assert!(!earlier.recipients().is_empty());
}

#[test]
fn a_changed_or_missing_file_of_recipients_is_damage() {
    let (data, _) = freeze(TABLE);
    let frozen = file(&data);
    let open = || Release::open(data.path(), &data.release).map(|release| release.id().to_owned());
    fs::write(&frozen, TABLE.replace("20000", "20001")).expect("a writable folder");
    let error = open().expect_err("a changed file");
    assert!(matches!(&error, ReleaseError::Damaged { path, .. } if *path == frozen), "{error}");
    fs::remove_file(&frozen).expect("a writable folder");
    let error = open().expect_err("a missing file");
    assert!(matches!(&error, ReleaseError::Io { path, .. } if *path == frozen), "{error}");
}

/// Freezes the release of the testkit with recipients.
fn freeze(table: &str) -> (DataFolder, Release) {
    let data = DataFolder::with_recipients(Provenance::Delivered, table);
    let release = Release::open(data.path(), &data.release).expect("it was just built");
    (data, release)
}

fn file(data: &DataFolder) -> PathBuf {
    data.path().join("releases").join(&data.release).join(FILE)
}
