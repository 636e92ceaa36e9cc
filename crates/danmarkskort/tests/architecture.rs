//! The house as ARCHITECTURE.md draws it: who may import whom, and how large a file may grow.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Which crates of ours each crate may import.
const ALLOWED: [(&str, &[&str]); 12] = [
    ("stats", &[]),
    ("vectors", &["stats"]),
    ("domain", &["stats"]),
    ("register", &["domain", "stats"]),
    ("publication", &["domain", "stats"]),
    ("tables", &["domain", "stats"]),
    ("formats", &["tables", "domain"]),
    ("bank", &["tables", "publication", "domain", "stats"]),
    ("charts", &["domain", "stats"]),
    ("web", &["bank", "formats", "tables", "publication", "charts", "domain", "stats"]),
    ("testkit", &["bank", "tables", "publication", "domain"]),
    (
        "danmarkskort",
        &["web", "bank", "publication", "register", "charts", "domain", "stats", "vectors"],
    ),
];

#[test]
fn no_crate_imports_what_the_architecture_forbids() {
    let allowed: BTreeMap<_, _> = ALLOWED.into_iter().collect();
    let metadata = MetadataCommand::new().no_deps().exec().expect("cargo describes the workspace");
    let ours: BTreeSet<_> =
        metadata.packages.iter().map(|package| package.name.to_string()).collect();
    assert_eq!(ours, allowed.keys().map(ToString::to_string).collect(), "a crate without a rule");
    for package in &metadata.packages {
        let imports = package.dependencies.iter().filter(|import| ours.contains(&import.name));
        for import in imports.filter(|import| import.kind != DependencyKind::Development) {
            let name = package.name.to_string();
            assert!(
                allowed[name.as_str()].contains(&&*import.name),
                "{name} imports {}",
                import.name
            );
        }
    }
}

#[test]
fn only_tests_use_the_testkit() {
    let metadata = MetadataCommand::new().no_deps().exec().expect("cargo describes the workspace");
    for package in &metadata.packages {
        let mut imports = package.dependencies.iter().filter(|import| import.name == "testkit");
        assert!(
            imports.all(|import| import.kind == DependencyKind::Development),
            "{}",
            package.name
        );
    }
}

#[test]
fn every_source_file_says_first_what_it_holds() {
    for path in sources() {
        let text = fs::read_to_string(&path).expect("a readable source file");
        assert!(text.starts_with("//! "), "{} does not begin with //!", path.display());
    }
}

#[test]
fn no_source_file_is_longer_than_600_lines() {
    for path in sources() {
        let lines = fs::read_to_string(&path).expect("a readable source file").lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_command_stands_in_the_manual() {
    let manual = fs::read_to_string(root().join("docs/operations/README.md")).expect("the manual");
    for word in ["bank", "demo", "import", "snapshot", "release", "serve", "stats verify", "synth"]
    {
        assert!(manual.contains(&format!("danmarkskort {word}")), "{word}");
    }
    for option in [
        "--data",
        "--base",
        "--calls",
        "--listen",
        "--cases",
        "--seed",
        "--drawn-on",
        "--kind",
        "--report",
        "--snapshot",
        "--out",
        "--format",
    ] {
        assert!(manual.contains(option), "{option}");
    }
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for krate in fs::read_dir(root().join("crates")).expect("the crates") {
        collect(&krate.expect("a folder").path().join("src"), &mut found);
    }
    assert!(found.len() > 50, "only {} files", found.len());
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
