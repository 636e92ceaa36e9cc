//! How many case rows a second an import reads, checks and stores; and the counts count.
//!
//! `cargo bench -p register [-- ROWS]`, one million rows unless told. It needs twice the file's size
//! in the folder for temporary files.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark prints times")]

use std::{
    fs::File,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use domain::{period::Grain, provenance::Provenance, topic::Topics};
use register::{
    count::{count, count_cohorts, count_flow},
    import::{ImportOptions, ImportOutcome, ImportRules, ImportStep, import},
    snapshot::Snapshot,
    synthetic::{SyntheticOptions, write_cases},
};

fn main() {
    // `cargo test --all-targets` starts benchmarks too; only `cargo bench` says so.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let rows = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let file = folder.path().join("cases.csv");
    let options = SyntheticOptions { cases: rows.unwrap_or(1_000_000), ..Default::default() };
    let start = Instant::now();
    let out = File::create(&file).expect("a file");
    let written = write_cases(&options, out, &mut |_| {}).expect("the register is written");
    print("write", written.rows, start.elapsed());
    let bytes = std::fs::metadata(&file).expect("the file is there").len();
    println!("file: {} rows, {} MB", written.rows, bytes / 1_000_000);
    let mut last = None;
    for round in 0..5 {
        let data = folder.path().join(format!("data-{round}"));
        last = Some(run_import(&file, &data, written.rows, options.drawn_on));
    }
    let (data, id) = last.expect("there were rounds");
    let snapshot = Snapshot::open(&data, &id).expect("the snapshot is there");
    println!("snapshot: {} MB", snapshot.manifest().data[0].bytes / 1_000_000);
    for grain in [Grain::Year, Grain::Quarter] {
        let start = Instant::now();
        let counts = count(&snapshot, grain).expect("the snapshot is sound");
        print("count", written.cases, start.elapsed());
        println!("  {} counts by {grain:?}", counts.cases.len());
    }
    time_spans(&snapshot, written.cases);
}

/// Times the counts that look at cases from their receipt.
fn time_spans(snapshot: &Snapshot, cases: u64) {
    let start = Instant::now();
    let cohorts = count_cohorts(snapshot).expect("the snapshot is sound").expect("cases");
    print("cohorts", cases, start.elapsed());
    println!("  {} counts", cohorts.len());
    let start = Instant::now();
    let flows = count_flow(snapshot, Topics::reference()).expect("the snapshot is sound");
    print("flow", cases, start.elapsed());
    println!("  {} months", flows.len());
}

fn run_import(file: &Path, data: &Path, rows: u64, today: jiff::civil::Date) -> (PathBuf, String) {
    let start = Instant::now();
    let mut steps: Vec<(&str, Duration)> = Vec::new();
    let mut on_step = |step| {
        let name = match step {
            ImportStep::Scanning { .. } => "scan",
            ImportStep::Reading { .. } => "read",
            ImportStep::Comparing => "compare",
            ImportStep::Writing => "write",
        };
        if steps.last().is_none_or(|(last, _)| *last != name) {
            steps.push((name, start.elapsed()));
        }
    };
    let report = import(
        &ImportOptions {
            files: &[file.to_owned()],
            data,
            onto: None,
            drawn_on: None,
            today,
            kind: None,
            provenance: Provenance::Delivered,
            topics: Topics::reference(),
            rules: ImportRules::default(),
            code_version: "bench",
        },
        &mut on_step,
    )
    .expect("the import succeeds");
    print("import", rows, start.elapsed());
    println!("  begun at {steps:?}");
    let ImportOutcome::Stored { snapshot } = report.outcome else { panic!("nothing was stored") };
    (data.to_owned(), snapshot)
}

fn print(what: &str, rows: u64, time: Duration) {
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = rows as f64 / time.as_secs_f64();
    println!("{what}: {:.3} s, {rate:.0} rows/s", time.as_secs_f64());
}
