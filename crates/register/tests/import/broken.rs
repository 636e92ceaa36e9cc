//! Deliveries that cannot be read: a clear error, and nothing written.

use register::{delivery::DeliveryKind, finding::Reason};

use crate::trial::{CASES, LONG, Trial, found};

const GOOD: &str = "24-1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";

#[test]
fn no_file_at_all() {
    assert_eq!(Trial::new().fail(), "no file to import; name at least one");
}

#[test]
fn a_missing_file_is_named() {
    let mut trial = Trial::new();
    trial.files.push(trial.folder().join("lost.csv"));
    assert_eq!(trial.fail(), "lost.csv: there is no such file");
}

#[test]
fn a_folder_is_named() {
    let mut trial = Trial::new();
    std::fs::create_dir(trial.folder().join("all")).expect("a folder is made");
    trial.files.push(trial.folder().join("all"));
    assert_eq!(trial.fail(), "all is a folder; name the files in it");
}

#[test]
fn nothing_in_the_file() {
    check("", "delivery.csv is empty (0 bytes)");
}

#[test]
fn a_header_without_rows() {
    check(CASES, "delivery.csv has a header but no rows");
    check(format!("{CASES}\r\n"), "delivery.csv has a header but no rows");
    check("# only a comment\n", "delivery.csv has a header but no rows");
    for header in [CASES, LONG] {
        check(format!("{header}\n\n \r\n"), "delivery.csv has a header but no rows");
    }
}

#[test]
fn nothing_but_control_totals() {
    check(
        format!("{LONG}\nI alt;;I alt;2017;5;3;1;1;0\n"),
        "the delivery holds only control totals; export the municipalities and their topics as well",
    );
}

#[test]
fn the_same_bytes_twice_in_one_delivery() {
    let mut trial = Trial::cases(&[GOOD]).and("copy.csv", format!("{CASES}\n{GOOD}\n"));
    let same = |file| format!("{file} holds the same bytes as delivery.csv; name only one of them");
    assert_eq!(trial.fail(), same("copy.csv"));
    trial.files[1] = trial.files[0].clone();
    assert_eq!(trial.fail(), same("delivery.csv"));
}

#[test]
fn a_file_in_utf16() {
    let bytes: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("a;b".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    check(bytes, "delivery.csv is in UTF-16; save it as CSV in UTF-8 or latin1");
}

#[test]
fn a_file_that_is_no_text() {
    check(
        b"\x89PNG\n\n\x00\x00",
        "delivery.csv is not a text file: line 3 holds a zero byte; save it as CSV",
    );
}

#[test]
fn a_line_longer_than_the_limit() {
    let text = format!("{CASES}\n{GOOD}\n{}\n", "9".repeat(70_000));
    check(
        text,
        "line 3 of delivery.csv is longer than 65536 bytes; a line break or a quote is missing",
    );
}

#[test]
fn a_line_without_end_is_not_read_into_memory() {
    let mut trial = Trial::new();
    let path = trial.folder().join("endless.csv");
    let file = std::fs::File::create(&path).expect("a file is made");
    std::io::Write::write_all(&mut &file, &vec![b'a'; 3 << 20]).expect("it is written");
    // A hole in the file: 100 GB that take no room, and would not fit into memory.
    file.set_len(100_000_000_000).expect("the file system has holes");
    trial.files.push(path);
    assert_eq!(
        trial.fail(),
        "line 1 of endless.csv is longer than 65536 bytes; a line break or a quote is missing"
    );
}

#[test]
fn a_quote_that_is_not_closed() {
    check(
        format!("{CASES}\n{GOOD}\n24-2;\"Varde;Serviceloven\n{GOOD}\n"),
        "line 3 of delivery.csv: a quote is not closed before the line ends (a line may have 65536 \
         bytes, and a cell may not hold a line break)",
    );
}

#[test]
fn the_first_of_several_open_quotes_is_named() {
    // Two threads read chunks of four megabytes; the later of these quotes may be met first.
    let mut rows = vec![GOOD; 150_000];
    (rows[60_000], rows[120_000]) = ("24-2;\"Varde", "24-3;\"Varde");
    let message = Trial::cases(&rows).fail();
    assert!(message.starts_with("line 60002 of delivery.csv: a quote is not closed"), "{message}");
}

#[test]
fn a_file_cut_within_its_last_row() {
    let message = "cases-cut.csv is cut: line 4, the last, is broken off; fetch the file again";
    assert_eq!(Trial::fixture("cases-cut.csv").fail(), message);
    for end in [10, 40, GOOD.len() - 1] {
        let text = format!("{CASES}\n{GOOD}\n{}", &GOOD[..end]);
        check(text, "delivery.csv is cut: line 3, the last, is broken off; fetch the file again");
    }
}

#[test]
fn counts_cut_within_the_last_row() {
    check(
        format!("{LONG}\nVarde;Serviceloven;114;2017;3;1;1;1;0\nVarde;Serviceloven;113;2017;3"),
        "delivery.csv is cut: line 3, the last, is broken off; fetch the file again",
    );
}

#[test]
fn utf8_cut_within_a_letter() {
    let mut bytes = format!("{CASES}\n{GOOD}\n24-2;Sor").into_bytes();
    bytes.extend(b"\xc3");
    let mut both = format!("# ø\n{CASES}\n{GOOD}\n24-2;Sor").into_bytes();
    both.extend(b"\xc3");
    let cut = |line| {
        format!("delivery.csv is cut: line {line}, the last, is broken off; fetch the file again")
    };
    check(bytes, &cut(3));
    check(both, &cut(4));
}

#[test]
fn a_cut_within_quotes_is_a_cut() {
    check(
        format!("{CASES}\n{GOOD}\n24-2;\"Var"),
        "delivery.csv is cut: line 3, the last, is broken off; fetch the file again",
    );
}

#[test]
fn a_whole_last_row_without_a_line_break_is_kept_and_reported() {
    // It may have lost the end of its last cell all the same, which nobody can see.
    let (report, _) = Trial::of(format!("{CASES};formal_errors\n{GOOD};hea")).store();
    assert_eq!((report.cases, report.rejected_rows), (Some(1), 0));
    assert_eq!(found(&report), [(2, None, Reason::LastLineOpen)]);
    let (report, _) = Trial::of(format!("{CASES}\n{GOOD}\n  ")).store();
    assert_eq!(found(&report), []);
}

#[test]
fn a_bad_last_row_that_is_whole_is_no_cut() {
    let (report, _) =
        Trial::of(format!("{CASES}\n{GOOD}\n{}", GOOD.replace("Varde", "Christiansø"))).store();
    let expected =
        [(3, Some("municipality"), Reason::NotAMunicipality), (3, None, Reason::LastLineOpen)];
    assert_eq!(found(&report), expected);
    let joint = "Kommunale fællesskaber;Serviceloven;114;2017;3;1;1;1;0";
    let good = "Varde;Serviceloven;114;2017;3;1;1;1;0";
    let (report, _) = Trial::of(format!("{LONG}\n{good}\n{joint}")).store();
    assert_eq!(report.rejected_rows, 1);
}

#[test]
fn an_unknown_header_names_the_nearest_form_and_what_it_lacks() {
    check(
        format!("{}\n{GOOD}\n", CASES.replace("outcome", "what")),
        "delivery.csv: the header on line 1 is none of the known forms; nearest is cases, which also \
         needs outcome",
    );
}

#[test]
fn a_forced_form_names_the_columns_that_are_missing() {
    let mut trial = Trial::of(format!("{CASES}\n{GOOD}\n"));
    trial.kind = Some(DeliveryKind::PortalLong);
    assert_eq!(
        trial.fail(),
        "delivery.csv: the header on line 1 is not portal-long: it lacks Kommune, Lovgivning, \
         Sagsemne, periode"
    );
}

#[test]
fn a_column_that_stands_twice() {
    check(
        format!("{CASES};sagsnummer\n{GOOD};2\n"),
        "delivery.csv: two columns of the header on line 1 mean case_number",
    );
}

#[test]
fn files_of_different_forms() {
    let trial = Trial::cases(&[GOOD]).and("counts.csv", format!("{LONG}\nx\n"));
    assert_eq!(
        trial.fail(),
        "counts.csv is portal-long, but the first file is cases; import them one by one"
    );
}

#[test]
fn a_draw_in_the_future() {
    let mut trial = Trial::cases(&[GOOD]);
    trial.drawn_on = Some(jiff::civil::date(2025, 9, 2));
    assert_eq!(
        trial.fail(),
        "the delivery cannot have been drawn on 2025-09-02: today is 2025-09-01"
    );
}

#[test]
fn a_data_folder_that_is_a_file() {
    let mut trial = Trial::cases(&[GOOD]);
    trial.data = trial.folder().join("data");
    std::fs::write(&trial.data, "in the way").expect("a file is written");
    assert!(trial.fail().starts_with("data"), "{}", trial.fail());
    assert_eq!(std::fs::read(&trial.data).expect("it is still there"), b"in the way");
}

/// Checks the error of a file, and that there is no snapshot after it.
#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    let trial = Trial::of(bytes);
    assert_eq!(trial.fail(), expected);
    let snapshots = register::snapshot::Snapshot::list(&trial.data).expect("a list");
    assert!(snapshots.is_empty());
    for folder in ["snapshots", "held", "rejected"] {
        let left = std::fs::read_dir(trial.data.join(folder)).map_or(0, Iterator::count);
        assert_eq!(left, 0, "{folder}");
    }
}
