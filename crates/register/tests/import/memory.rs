//! What an import keeps in memory makes no difference to what comes out.

use std::{fmt::Write, fs};

use register::{
    finding::Reason,
    import::ImportReport,
    snapshot::Snapshot,
    synthetic::{SyntheticOptions, write_cases},
};

use crate::trial::{CASES, Trial};

#[test]
fn a_register_that_does_not_fit_the_budget_gives_the_same_bytes() {
    let options = SyntheticOptions { cases: 60_000, ..SyntheticOptions::default() };
    let mut text = Vec::new();
    write_cases(&options, &mut text, &mut |_| {}).expect("memory takes all");
    let mut text = String::from_utf8(text).expect("the file is text");
    for line in 0..1_500 {
        writeln!(text, "X-{line};Atlantis;Serviceloven;114;2024-01-01;;;2024-02-01;;;;;")
            .expect("a string takes all");
    }
    let (_trial, report) = check_budgets(&text);
    assert_eq!((report.cases, report.rejected_rows), (Some(60_000), 1_500));
}

#[test]
fn one_case_registered_over_and_over_fills_no_memory() {
    let mut text = format!("{CASES};part_number\n");
    for row in 0..4_000 {
        let (day, part) = (row % 28 + 1, row % 3 + 1);
        writeln!(text, "1;Varde;Serviceloven;114;2024-01-01;;;2024-02-{day:02};{part}")
            .expect("a string takes all");
    }
    let (_trial, report) = check_budgets(&text);
    assert_eq!((report.cases, report.pending), (Some(1), Some(1)));
    let superseded = report.by_reason.iter().find(|(it, ..)| *it == Reason::CaseSuperseded);
    assert_eq!(superseded.map(|(.., rows)| *rows), Some(3_997));
    assert_eq!(report.findings.len(), 1_000, "the first of them are listed");
    assert!(report.findings.is_sorted_by_key(|finding| finding.line));
}

#[test]
fn rows_after_a_draw_that_follows_from_the_delivery_are_rejected_in_their_order() {
    let row = |number, decided| {
        format!("{number};Varde;Serviceloven;114;2024-01-01;{decided};upheld;2024-02-05\n")
    };
    let text = format!(
        "{CASES}\n{}{}{}{}",
        row(1, "2024-02-06"),
        row(2, "2024-02-01").replace("Varde", "Atlantis"),
        row(3, "2024-02-01"),
        row(4, "2024-02-07"),
    );
    let (_trial, report) = check_budgets(&text);
    assert_eq!((report.cases, report.rejected_rows), (Some(1), 3));
    let file = report.rejected_file.as_ref().expect("rows were rejected");
    let rejected = fs::read_to_string(file).expect("the file is there");
    let lines: Vec<_> = rejected.lines().skip(1).map(|line| line.split(',').nth(1)).collect();
    assert_eq!(lines, [Some("2"), Some("3"), Some("5")]);
}

/// Imports a delivery with a large, a small and no budget of memory: everything must be the same.
/// The trial keeps the folder of the report.
#[track_caller]
fn check_budgets(text: &str) -> (Trial, ImportReport) {
    let whole = Trial::of(text);
    let (report, expected) = whole.store();
    for memory_bytes in [100_000, 0] {
        let mut trial = Trial::of(text);
        trial.rules.memory_bytes = memory_bytes;
        let (other, snapshot) = trial.store();
        let mut json = other.to_json();
        json["rejected_file"] = report.to_json()["rejected_file"].clone();
        assert_eq!(json, report.to_json(), "{memory_bytes}");
        assert_eq!(files(&snapshot), files(&expected), "{memory_bytes}");
        let rejected = |report: &ImportReport| {
            report.rejected_file.as_ref().map(|file| fs::read(file).expect("the rows are there"))
        };
        assert_eq!(rejected(&other), rejected(&report));
    }
    (whole, report)
}

fn files(snapshot: &Snapshot) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(snapshot.folder()).expect("the folder is there");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("the file is there"))
        })
        .collect();
    files.sort();
    files
}
