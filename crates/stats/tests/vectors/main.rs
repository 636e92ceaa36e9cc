//! Every value in `data/` was computed by other software; ours must agree to the tolerance.
//!
//! A file nobody reads, a column nobody reads and a row nobody checks all fail a test.

mod cases;
mod decomposition;
mod difference;
mod distribution;
mod funnel;
mod proportion;
mod series;
mod shrinkage;
mod standardization;
mod survival;
mod table;

use std::collections::BTreeSet;
use std::path::Path;

/// The tests' own texts, searched for the names of the files they read.
const TESTS: [&str; 9] = [
    include_str!("decomposition.rs"),
    include_str!("difference.rs"),
    include_str!("distribution.rs"),
    include_str!("funnel.rs"),
    include_str!("proportion.rs"),
    include_str!("series.rs"),
    include_str!("shrinkage.rs"),
    include_str!("standardization.rs"),
    include_str!("survival.rs"),
];

#[test]
fn every_file_is_read_by_a_test_and_has_a_source() {
    for folder in ["tests/data", "tests/data/published"] {
        let names: BTreeSet<String> = names(folder);
        for name in names.iter().filter(|name| !name.ends_with(".source.toml")) {
            let read = TESTS.iter().any(|test| test.contains(name.as_str()));
            assert!(read, "no test reads {name}");
            let stem = Path::new(name).file_stem().expect("a stem").to_string_lossy();
            assert!(names.contains(&format!("{stem}.source.toml")), "{name} has no source");
        }
    }
}

fn names(folder: &str) -> BTreeSet<String> {
    std::fs::read_dir(folder)
        .expect("the vectors are here")
        .map(|entry| entry.expect("a readable entry"))
        .filter(|entry| entry.file_type().expect("a type").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// Fails unless both numbers agree, relative to their size or absolute below 1.
#[track_caller]
fn agree(what: &str, ours: f64, theirs: f64, tolerance: f64) {
    let allowed = tolerance * theirs.abs().max(1.0);
    assert!((ours - theirs).abs() <= allowed, "{what}: {ours:e} and not {theirs:e}");
}

/// Fails unless both numbers agree relative to their size, however small they are.
#[track_caller]
fn agree_in_digits(what: &str, ours: f64, theirs: f64, tolerance: f64) {
    let allowed = (tolerance * theirs.abs()).max(1e-290);
    assert!((ours - theirs).abs() <= allowed, "{what}: {ours:e} and not {theirs:e}");
}
