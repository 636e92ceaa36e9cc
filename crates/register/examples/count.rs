//! Counts the outcomes of a snapshot's cases again and again, or just decodes and sums the columns that
//! the count reads, with the reader it uses. For benches/count.sh.
//!
//! `count PATH count|sum|time|cohorts|flow ROUNDS` prints the counts or the sum of the last round (`time`:
//! neither; `cohorts` and `flow`: how many counts there are) and the peak memory as JSON.
#![expect(clippy::print_stdout, reason = "it prints what it measured")]

use std::{fs::File, path::Path};

use arrow_array::{
    RecordBatch,
    cast::AsArray,
    types::{UInt8Type, UInt16Type},
};
use domain::{count::CaseCount, outcome::Outcome, period::Grain, topic::Topics};
use parquet::arrow::{
    ProjectionMask,
    arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder},
};
use register::{
    count::{count_cohorts, count_flow, count_outcomes},
    snapshot::Snapshot,
};
use serde_json::{Value, json};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, path, what, rounds] = arguments.as_slice() else {
        panic!("count PATH count|sum|time|cohorts|flow ROUNDS");
    };
    let path = Path::new(path);
    let others = 1..rounds.parse().expect("rounds are a number");
    // Before the answer is made into text.
    let peak;
    let rows: Value = match what.as_str() {
        "time" | "count" => {
            others.for_each(|_: u32| drop(count(path)));
            let counts = count(path);
            peak = peak_mb();
            let is_printed = what == "count";
            counts.iter().filter(|_| is_printed).flat_map(rows_of).collect()
        }
        "sum" => {
            others.for_each(|_: u32| assert!(sum(path) > 0, "there is something to add up"));
            let sum = sum(path);
            peak = peak_mb();
            json!(sum)
        }
        "cohorts" | "flow" => {
            let rows = || if what == "flow" { flows(path) } else { cohorts(path) };
            others.for_each(|_: u32| assert!(rows() > 0, "there is something to count"));
            let rows = rows();
            peak = peak_mb();
            json!(rows)
        }
        other => panic!("count, time, sum, cohorts or flow, not {other}"),
    };
    println!("{}", json!({"rows": rows, "peak_mb": peak}));
}

/// Opens the snapshot of a file of cases.
fn snapshot(path: &Path) -> Snapshot {
    let folder = path.parent().expect("a snapshot's folder");
    let id = folder.file_name().and_then(|name| name.to_str()).expect("a snapshot's name");
    let data = folder.ancestors().nth(2).expect("a data folder");
    Snapshot::open(data, id).expect("a snapshot")
}

/// Counts as a release does.
fn count(path: &Path) -> Vec<CaseCount> {
    count_outcomes(&snapshot(path), Grain::Year).expect("a sound snapshot").cases
}

/// Counts how long the cases received in a year lasted.
fn cohorts(path: &Path) -> usize {
    count_cohorts(&snapshot(path)).expect("a sound snapshot").expect("cases").len()
}

/// Works out the flow of cases by month.
fn flows(path: &Path) -> usize {
    count_flow(&snapshot(path), Topics::reference()).expect("a sound snapshot").len()
}

/// The rows of one municipality, topic and year: outcomes by their numbers in the file.
fn rows_of(count: &CaseCount) -> impl Iterator<Item = Value> {
    let CaseCount { period, municipality, topic, outcomes } = *count;
    let numbers = [Outcome::Changed, Outcome::Remitted, Outcome::Upheld, Outcome::Dismissed];
    let counts = (1..).zip(numbers).map(move |(number, outcome)| (number, outcomes.of(outcome)));
    counts.filter(|(_, cases)| *cases > 0).map(move |(number, cases): (u8, u32)| {
        json!([period.year().number(), municipality.number(), topic.number(), number, cases])
    })
}

/// Decodes the same columns in the same batches on two threads, and adds up what stands in them.
fn sum(path: &Path) -> u64 {
    let open = || File::open(path).expect("a file");
    let metadata = ArrowReaderMetadata::load(&open(), ArrowReaderOptions::default());
    let metadata = metadata.expect("a Parquet file");
    let groups = metadata.metadata().num_row_groups();
    let sum_groups = |groups: Vec<usize>| -> u64 {
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(open(), metadata.clone());
        let names = ["quarter", "municipality", "topic", "outcome"];
        let mask = ProjectionMask::columns(builder.parquet_schema(), names);
        let builder = builder.with_projection(mask).with_row_groups(groups);
        let batches = builder.with_batch_size(16 * 1024).build().expect("a reader");
        batches.map(|batch| sum_batch(&batch.expect("a batch"))).sum()
    };
    std::thread::scope(|scope| {
        let first = scope.spawn(|| sum_groups((0..groups / 2).collect()));
        let second = sum_groups((groups / 2..groups).collect());
        first.join().expect("a sum") + second
    })
}

fn sum_batch(batch: &RecordBatch) -> u64 {
    let column = |name| batch.column_by_name(name).expect("a column");
    let codes = ["quarter", "municipality", "topic"].map(|name| {
        let values = column(name).as_primitive::<UInt16Type>().values();
        values.iter().map(|value| u64::from(*value)).sum::<u64>()
    });
    let outcomes = column("outcome").as_primitive::<UInt8Type>().values();
    codes.iter().sum::<u64>() + outcomes.iter().map(|value| u64::from(*value)).sum::<u64>()
}

/// Reads the peak memory of this process, in millions of bytes; 0 where the system does not say.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kib.unwrap_or(0) * 1024 / 1_000_000
}
