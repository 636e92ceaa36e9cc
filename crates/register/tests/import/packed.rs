//! Packed deliveries made to do harm, or broken: a clear error, and nothing left.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::{
    craft::{archive, sheet, workbook},
    trial::{CASES, Trial},
};

const GOOD: &str = "24-1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";

#[test]
fn a_file_of_zeros_packed_small() {
    let zeros = vec![0; 20 << 20];
    let bomb = "unpacks to more than 200 times its size, as no table does; it was not imported";
    check(gzip(&zeros), &format!("delivery.csv {bomb}"));
    check(archive(&[("a.csv", &zeros)]), &format!("delivery.csv/a.csv {bomb}"));
    let xml = "<worksheet>".to_owned() + &"<hidden/>".repeat(3 << 20);
    check(workbook(&xml, &[]), &format!("delivery.csv {bomb}"));
}

#[test]
fn more_bytes_than_a_delivery_may_have() {
    let text = format!("{CASES}\n{}", format!("{GOOD}\n").repeat(100));
    let mut trial = Trial::of(gzip(text.as_bytes()));
    trial.rules.max_unpacked_bytes = 5_000;
    let message = "delivery.csv unpacks to more than 5000 bytes, the limit of one delivery; import it \
                   in parts";
    assert_eq!(trial.fail(), message);
    assert_nothing_left(&trial);
    let many =
        archive(&[("a.csv", &text.as_bytes()[..4_000]), ("b.csv", &text.as_bytes()[..4_001])]);
    let mut trial = Trial::of(many);
    trial.rules.max_unpacked_bytes = 5_000;
    assert_eq!(trial.fail(), message.replace("delivery.csv", "delivery.csv/b.csv"));
    assert_nothing_left(&trial);
}

#[test]
fn packed_files_within_packed_files() {
    let inner = archive(&[("a.csv", CASES.as_bytes())]);
    let nested = |name: &str| format!("{name} is itself packed; unpack the outer file first");
    check(archive(&[("b.zip", &inner)]), &nested("delivery.csv/b.zip"));
    check(archive(&[("b.gz", &gzip(b"x"))]), &nested("delivery.csv/b.gz"));
    check(gzip(&gzip(b"x")), &nested("delivery.csv"));
    check(gzip(&inner), &nested("delivery.csv"));
}

#[test]
fn archives_and_workbooks_with_a_password() {
    assert_eq!(
        Trial::fixture("cases-encrypted.zip").fail(),
        "cases-encrypted.zip is encrypted; save it without a password"
    );
    assert_eq!(
        Trial::fixture("cases-libreoffice.xls").fail(),
        "cases-libreoffice.xls is encrypted or an old .xls; save it as .xlsx without a password, or as \
         CSV"
    );
    // Also inside an archive.
    let xls = std::fs::read("tests/data/cases-libreoffice.xls").expect("the fixture is here");
    let message = Trial::of(archive(&[("a.xls", &xls)])).fail();
    assert!(message.starts_with("delivery.csv/a.xls is encrypted or an old .xls"), "{message}");
}

#[test]
fn a_workbook_with_macros() {
    check(
        workbook(&sheet(&[CASES, GOOD]), &[("xl/vbaProject.bin", b"x")]),
        "delivery.csv holds macros; save it as .xlsx, which has none",
    );
}

#[test]
fn names_that_lead_out_of_the_archive() {
    let away = "has a name that leads out of it; pack the delivery again";
    for name in
        ["../a.csv", "/etc/a.csv", "b/../../a.csv", "..\\a.csv", "a\u{1b}[2J.csv", "C:\\a.csv"]
    {
        let text = format!("{CASES}\n{GOOD}\n");
        check(archive(&[(name, text.as_bytes())]), &format!("member 1 of delivery.csv {away}"));
    }
}

#[test]
fn a_link_in_an_archive() {
    let message = Trial::fixture("cases-link.zip").fail();
    let tail = "of cases-link.zip is a link; pack the delivery again";
    assert!(message.starts_with("member ") && message.ends_with(tail), "{message}");
}

#[test]
fn two_members_of_one_name() {
    let text = format!("{CASES}\n{GOOD}\n");
    let other = text.replace("24-1", "24-2");
    let mut bytes = archive(&[("a.csv", text.as_bytes()), ("b.csv", other.as_bytes())]);
    // No packer writes this, so the second name is changed where it stands.
    for at in 0..bytes.len() - 5 {
        if &bytes[at..at + 5] == b"b.csv" {
            bytes[at] = b'a';
        }
    }
    check(bytes, "delivery.csv holds two members of one name; pack the delivery again");
}

#[test]
fn an_archive_without_files() {
    check(archive(&[]), "delivery.csv holds no file");
    check(archive(&[("folder/", b"")]), "delivery.csv holds no file");
}

#[test]
fn cut_files_of_every_form() {
    for name in [
        "cases-en.csv.gz",
        "cases-infozip.zip",
        "cases-libreoffice.xlsx",
        "cases-pyarrow.parquet",
        "cases-duckdb.parquet",
    ] {
        let bytes = std::fs::read(format!("tests/data/{name}")).expect("the fixture is here");
        for end in (8..bytes.len()).step_by(61).chain([bytes.len() - 1]) {
            let trial = Trial::of(&bytes[..end]);
            let message = trial.fail();
            assert!(
                message.starts_with("delivery.csv is damaged or cut: "),
                "{name} {end}: {message}"
            );
            assert_nothing_left(&trial);
        }
    }
}

#[test]
fn changed_bytes_are_an_error_or_other_rows_and_never_a_crash() {
    for name in ["cases-libreoffice.xlsx", "cases-pyarrow.parquet", "cases-duckdb.parquet"] {
        let bytes = std::fs::read(format!("tests/data/{name}")).expect("the fixture is here");
        for at in (0..bytes.len()).step_by(29) {
            let mut changed = bytes.clone();
            changed[at] ^= 0xff;
            let trial = Trial::of(changed);
            let _report_or_error = trial.import();
            assert_nothing_left(&trial);
        }
    }
}

#[test]
fn a_sheet_with_a_million_columns() {
    let far =
        "<worksheet><sheetData><row><c r=\"BDWGN1\"><v>1</v></c></row></sheetData></worksheet>";
    let message = "delivery.csv has more columns than 16384; save it as CSV";
    check(workbook(far, &[]), message);
    let beyond = far.replace("BDWGN1", &"Z".repeat(200));
    check(workbook(&beyond, &[]), message);
}

#[test]
fn rows_beyond_a_sheet_or_out_of_order() {
    let row = |number: &str| format!("<row r=\"{number}\"><c><v>1</v></c></row>");
    let of = |rows: String| {
        workbook(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"), &[])
    };
    check(of(row("1048577")), "delivery.csv has more rows than 1048576; save it as CSV");
    check(
        of(row("2") + &row("2")),
        "delivery.csv is damaged or cut: the rows of a sheet are not in order; fetch the file again",
    );
}

#[test]
fn what_a_workbook_says_of_its_own_size_is_not_believed() {
    let xml = sheet(&[CASES, GOOD]).replace("ref=\"A1\"", "ref=\"A1:XFD1048576\"");
    let strings: &[u8] = b"<sst count=\"4000000000\" uniqueCount=\"18446744073709551615\"></sst>";
    let (report, _) = Trial::of(workbook(&xml, &[("xl/sharedStrings.xml", strings)])).store();
    assert_eq!(report.cases, Some(1));
}

#[test]
fn a_text_longer_than_a_row_may_be() {
    let long = sheet(&[CASES, &GOOD.replace("24-1", &"9".repeat(70_000))]);
    check(workbook(&long, &[]), "row 2 of delivery.csv is longer than 65536 bytes");
    let longer = sheet(&[CASES, &GOOD.replace("24-1", &"97531".repeat(300_000))]);
    check(
        workbook(&longer, &[]),
        "delivery.csv has a longer tag or text than 1048576; save it as CSV",
    );
}

#[test]
fn one_long_shared_text_in_every_cell() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "9".repeat(30_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(10_000);
    let xml = format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>");
    check(
        workbook(&xml, &[("xl/sharedStrings.xml", strings.as_bytes())]),
        "row 1 of delivery.csv is longer than 65536 bytes",
    );
}

#[test]
fn markup_that_is_not_a_workbook() {
    let damaged =
        |what: &str| format!("delivery.csv is damaged or cut: {what}; fetch the file again");
    let entity = "<!DOCTYPE x [<!ENTITY a \"ha\">]><worksheet><sheetData/></worksheet>";
    check(workbook(entity, &[]), &damaged("a part of it defines entities"));
    check(workbook("<worksheet><sheetData><row><c", &[]), &damaged("a part of it is not XML"));
    check(workbook("<worksheet><sheetData><row>", &[]), &damaged("a sheet is cut"));
    let text = "<c t=\"s\"><v>7</v></c>";
    let xml = format!("<worksheet><sheetData><row>{text}</row></sheetData></worksheet>");
    check(workbook(&xml, &[]), &damaged("a cell names a text that is not there"));
    let deep = "<worksheet><sheetData>".to_owned() + &"<a>".repeat(100);
    check(workbook(&deep, &[]), "delivery.csv has deeper elements than 64; save it as CSV");
}

#[test]
fn columns_of_a_type_that_gives_no_cell() {
    assert_eq!(
        Trial::fixture("cases-nested-pyarrow.parquet").fail(),
        "cases-nested-pyarrow.parquet: column case_number is a list or a record; write it as text, \
         whole numbers or dates"
    );
    assert_eq!(
        Trial::fixture("flow-zone-pyarrow.parquet").fail(),
        "flow-zone-pyarrow.parquet: column month is a time with a time zone; write it as text, whole \
         numbers or dates"
    );
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).expect("memory takes everything");
    writer.finish().expect("memory takes everything")
}

/// Checks the error of a file, and that nothing is left of it.
#[track_caller]
fn check(bytes: Vec<u8>, expected: &str) {
    let trial = Trial::of(bytes);
    assert_eq!(trial.fail(), expected);
    assert_nothing_left(&trial);
}

/// Checks that a failed import left no unpacked text and no part of a snapshot.
#[track_caller]
fn assert_nothing_left(trial: &Trial) {
    let names = |folder: &std::path::Path| -> Vec<_> {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.expect("an entry").file_name()).collect()
    };
    for folder in [trial.data.clone(), trial.data.join("snapshots"), trial.data.join("held")] {
        let left = names(&folder);
        assert!(
            !left.iter().any(|name| name.to_string_lossy().starts_with(".unfinished")),
            "{left:?}"
        );
    }
}
