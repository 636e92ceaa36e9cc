//! Packed deliveries made to fill the memory are refused before they do.
//!
//! The test is alone in its program, because the peak is that of the whole process.
#![cfg(target_os = "linux")]

#[path = "import/craft.rs"]
mod craft;

use std::{fs, path::Path, sync::Arc};

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use domain::{provenance::Provenance, topic::Topics};
use jiff::civil::date;
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    file::properties::WriterProperties,
};
use register::import::{ImportOptions, ImportRules, import};

#[test]
fn hostile_deliveries_are_refused_within_bounded_memory() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let check = |bytes: Vec<u8>, mebibytes, expected| check(&folder, &bytes, mebibytes, expected);
    // The list of texts itself may take so much, and grows by doubling.
    check(texts(1_000, 70_000), 160, "more bytes of text than");
    check(texts(5, (2 << 20) + 1), 160, "more different texts than");
    let long = format!("<worksheet><sheetData><row><c><v>{}", digits(1, 1 << 20).repeat(64));
    check(craft::workbook(&long, &[]), 32, "a longer tag or text than");
    check(wide_sheet(), 32, "is longer than 65536 bytes");
    check(parquet(&"a".repeat(64 << 20), 1), 32, "a larger page than");
    check(parquet(&"0123456789".repeat(100_000), 640), 32, "is longer than 65536 bytes");
    let names: Vec<String> = (0..160).map(|at| format!("{at:0>60000}")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|it| (it.as_str(), &b""[..])).collect();
    check(craft::archive(&members), 32, "a longer list of members than");
}

/// Digits that look random, because a packer makes nothing of others.
fn digits(seed: u64, length: usize) -> String {
    let next = |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
    let states = std::iter::successors(Some(seed), next).skip(1);
    states.take(length).map(|state| char::from(b'0' + (state >> 60) as u8 % 10)).collect()
}

/// A workbook with many shared texts.
fn texts(length: usize, number: usize) -> Vec<u8> {
    let all = digits(7, length * 1_000);
    let mut strings = String::from("<sst>");
    for at in 0..number {
        let start = at % 1_000 * length;
        strings.push_str("<si><t>");
        strings.push_str(&all[start..start + length]);
        strings.push_str("</t></si>");
    }
    strings.push_str("</sst>");
    craft::workbook(&craft::sheet(&["a;b"]), &[("xl/sharedStrings.xml", strings.as_bytes())])
}

/// A row of a shared text of 30,000 letters in each cell: 480 megabytes in 400 kilobytes.
fn wide_sheet() -> Vec<u8> {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "9".repeat(30_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(16_000);
    let xml = format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>");
    craft::workbook(&xml, &[("xl/sharedStrings.xml", strings.as_bytes())])
}

/// A Parquet file of cases with one text in every row of every column.
fn parquet(text: &str, rows: usize) -> Vec<u8> {
    let names = [
        "case_number",
        "municipality",
        "law",
        "topic",
        "received_on",
        "decided_on",
        "outcome",
        "registered_on",
    ];
    let texts: ArrayRef =
        Arc::new(StringArray::from_iter_values(std::iter::repeat_n(text, rows.min(64))));
    let short: ArrayRef = Arc::new(StringArray::from_iter_values(vec!["x"; rows.min(64)]));
    let column = |name: &'static str| {
        (name, if name == "law" { Arc::clone(&texts) } else { Arc::clone(&short) })
    };
    let batch = RecordBatch::try_from_iter(names.map(column)).expect("equally long columns");
    let zstd = Compression::ZSTD(ZstdLevel::try_new(3).expect("a level"));
    let properties = WriterProperties::builder()
        .set_compression(zstd)
        .set_dictionary_page_size_limit(8 << 20)
        .build();
    let mut bytes = Vec::new();
    let mut writer =
        ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).expect("a writer");
    for _ in 0..rows.div_ceil(64) {
        writer.write(&batch).expect("rows are written");
    }
    writer.close().expect("the file is whole");
    bytes
}

/// Checks that a delivery is refused, and that it takes less than so much memory.
#[track_caller]
fn check(folder: &tempfile::TempDir, bytes: &[u8], mebibytes: u64, expected: &str) {
    let file = folder.path().join("delivery");
    fs::write(&file, bytes).expect("a file is written");
    let before = status("VmRSS:");
    // Forgets the peak so far.
    fs::write("/proc/self/clear_refs", "5").expect("a process may clear its own peak");
    let error = import(
        &ImportOptions {
            files: &[file],
            data: &folder.path().join("data"),
            drawn_on: None,
            today: date(2025, 9, 1),
            kind: None,
            provenance: Provenance::Delivered,
            topics: Topics::reference(),
            rules: ImportRules::default(),
            code_version: "test",
            onto: None,
        },
        &mut |_| {},
    )
    .expect_err("the delivery is refused");
    assert!(error.to_string().contains(expected), "{error}");
    let taken = status("VmHWM:").saturating_sub(before);
    assert!(taken < mebibytes << 20, "{expected}: {} MiB", taken >> 20);
    assert!(!Path::new(&folder.path().join("data/.unfinished-unpacked")).exists());
}

/// Reads a number of bytes from the status of this process.
fn status(name: &str) -> u64 {
    let text = fs::read_to_string("/proc/self/status").expect("Linux says");
    let line = text.lines().find(|line| line.starts_with(name)).expect("the line is there");
    let kib: u64 = line.split_whitespace().nth(1).and_then(|it| it.parse().ok()).expect("a number");
    kib << 10
}
