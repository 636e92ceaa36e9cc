//! The same cases in every form a delivery may have, most of them as other programs write it.

use domain::topic::{TopicTables, Topics};
use std::path::Path;

use domain::provenance::Provenance;
use register::finding::Reason;

use crate::{
    craft::{archive, sheet, workbook, workbook_of},
    trial::{CASES, LONG, Stored, Trial, found},
};

const GOOD: &str = "24-1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";

#[test]
fn every_form_of_the_same_cases_gives_the_same_bytes() {
    let (_, plain) = Trial::fixture("cases-en.csv").store();
    let expected = data(&plain, "cases.parquet");
    for name in [
        "cases-da-latin1.csv",
        "cases-en.csv.gz",
        "cases-infozip.zip",
        "cases-openpyxl.xlsx",
        "cases-libreoffice.xlsx",
        "cases-libreoffice-1904.xlsx",
        "cases-da-libreoffice.xlsx",
        "cases-pyarrow.parquet",
        "cases-duckdb.parquet",
    ] {
        let trial = Trial::fixture(name);
        let (report, stored) = trial.store();
        assert_eq!((report.cases, report.rejected_rows), (Some(3), 0), "{name}");
        assert!(data(&stored, "cases.parquet") == expected, "{name}");
        assert_nothing_left(&trial);
    }
}

#[test]
fn the_manifest_names_the_delivered_file_and_its_hash() {
    let trial = Trial::fixture("cases-infozip.zip");
    let (_, stored) = trial.store();
    let [source] = stored.manifest().sources.as_slice() else { panic!("one file was delivered") };
    assert_eq!((source.name.as_str(), source.bytes), ("cases-infozip.zip", 499));
    // sha256sum of the fixture.
    assert_eq!(source.sha256, ZIP_SHA256);
}

const ZIP_SHA256: &str = "477287454b5e4152768af6a02581d5b59048fb0fa5d753523920b2fe2f0e2b0d";

#[test]
fn what_a_killed_import_had_unpacked_is_cleared() {
    let trial = Trial::fixture("cases-en.csv");
    let left = trial.data.join(".unfinished-unpacked");
    std::fs::create_dir_all(&left).expect("a folder is made");
    std::fs::write(left.join("1"), "rows of a delivery").expect("a file is written");
    trial.store();
    assert_nothing_left(&trial);
}

#[test]
fn a_file_is_known_by_its_content_whatever_its_name() {
    let bytes = std::fs::read("tests/data/cases-libreoffice.xlsx").expect("the fixture is here");
    let (report, _) = Trial::of(bytes).store();
    assert_eq!(report.cases, Some(3));
}

#[test]
fn several_members_are_one_delivery_and_each_is_named() {
    let first = format!("{CASES}\n{GOOD}\n");
    let second =
        format!("{CASES}\n\n{}\n", GOOD.replace("24-1", "24-2").replace("Varde", "Atlantis"));
    let book = workbook(&sheet(&[CASES, &GOOD.replace("24-1", "24-3")]), &[]);
    let members: [(&str, &[u8]); 4] = [
        ("2024/b.csv", second.as_bytes()),
        ("a.csv", first.as_bytes()),
        ("c.xlsx", &book),
        ("__MACOSX/._a.csv", b"\x00\x05\x16\x07"),
    ];
    let trial = Trial::new().and("all.zip", archive(&members));
    let (report, _) = trial.store();
    assert_eq!((report.cases, report.rejected_rows, report.sources.len()), (Some(2), 1, 1));
    assert_eq!(report.findings[0].file, "all.zip/2024/b.csv");
    assert_eq!(found(&report), [(3, Some("municipality"), Reason::MunicipalityUnknown)]);
}

#[test]
fn the_same_file_twice_in_an_archive_or_beside_it_is_refused() {
    let text = format!("{CASES}\n{GOOD}\n");
    let packed = archive(&[("a.csv", text.as_bytes()), ("b.csv", text.as_bytes())]);
    assert_eq!(
        Trial::new().and("all.zip", packed).fail(),
        "all.zip/b.csv holds the same bytes as all.zip/a.csv; name only one of them"
    );
    let packed = archive(&[("a.csv", text.as_bytes())]);
    assert_eq!(
        Trial::of(&text).and("all.zip", packed).fail(),
        "all.zip/a.csv holds the same bytes as delivery.csv; name only one of them"
    );
}

#[test]
fn a_finding_names_the_row_of_the_sheet() {
    let bad = GOOD.replace("Varde", "Atlantis");
    let rows = ["Sager 2024", "", CASES, "", GOOD, "", "", &bad];
    let trial = Trial::of(workbook(&sheet(&rows), &[]));
    let (report, _) = trial.store();
    assert_eq!(found(&report), [(8, Some("municipality"), Reason::MunicipalityUnknown)]);
    assert_eq!(report.rows_read, 2);
    let id = report.to_json()["snapshot"].as_str().expect("a snapshot").to_owned();
    let rejected = std::fs::read_to_string(trial.data.join(format!("rejected/{id}.csv")));
    let rejected = rejected.expect("the rejected rows are there");
    assert!(rejected.contains("delivery.csv,8,municipality_unknown,24-1;Atlantis;"), "{rejected}");
}

#[test]
fn failed_formulas_and_truth_values_are_findings() {
    let failed = GOOD.replace("24-1", "<c t=\"e\"><v>#N/A</v></c>");
    let truth = GOOD.replace("2024-01-01", "<c t=\"b\"><v>1</v></c>");
    let number = GOOD.replace("Serviceloven", "<c><v>12.5</v></c>");
    let trial = Trial::of(workbook(&sheet(&[CASES, &failed, &truth, &number]), &[]));
    let (report, _) = trial.store();
    let expected = [
        (2, Some("case_number"), Reason::CellIsNoValue),
        (3, Some("received_on"), Reason::DateUnreadable),
        (4, Some("topic"), Reason::TopicUnknown),
    ];
    assert_eq!(found(&report), expected);
}

#[test]
fn a_row_wider_than_the_header_is_rejected() {
    let wide = format!("{GOOD};;x");
    let trial = Trial::of(workbook(&sheet(&[CASES, GOOD, &wide]), &[]));
    assert_eq!(found(&trial.store().0), [(3, None, Reason::TooManyCells)]);
}

#[test]
fn the_synthetic_mark_goes_with_the_workbook() {
    // A spreadsheet may have cut the comment at its semicolons.
    for mark in ["# synthetic register, seed 1", "# synthetic register;seed 1"] {
        let (report, _) = Trial::of(workbook(&sheet(&[mark, CASES, GOOD]), &[])).store();
        assert_eq!(report.provenance, Provenance::Synthetic, "{mark}");
        let measures = LONG.split(';').skip(4).collect::<Vec<_>>().join(";");
        let below = format!(";;;{measures}");
        let row = "Atlantis;Serviceloven;114;3;1;1;1;0";
        let rows = sheet(&[mark, "Kommune;Lovgivning;Sagsemne;2017", &below, row]);
        let (report, _) = Trial::of(workbook_of(&[("Som tabel", &rows)], &[])).store();
        assert_eq!(report.provenance, Provenance::Synthetic, "{mark}");
        assert_eq!(report.findings[1].line, 4, "the row of the sheet");
    }
}

#[test]
fn the_one_sheet_with_the_header_is_read() {
    let rows = sheet(&[CASES, GOOD]);
    let notes = sheet(&["Kommune;Sagsemne", "1;2"]);
    let (report, _) = Trial::of(workbook_of(&[("Noter", &notes), ("Sager", &rows)], &[])).store();
    assert_eq!(report.cases, Some(1));
    assert_eq!(
        Trial::of(workbook_of(&[("2023", &rows), ("2024", &rows)], &[])).fail(),
        "delivery.csv: several of its sheets hold rows (2023, 2024); save each as a file of its own"
    );
    assert_eq!(
        Trial::of(workbook_of(&[("Noter", &notes), ("Mere", &notes)], &[])).fail(),
        "delivery.csv: none of its sheets has the header of cases, portal-long, portal-wide, flow; \
         it has Noter, Mere"
    );
    assert_eq!(
        Trial::of(workbook(&sheet(&[&CASES.replace("outcome", "what"), GOOD]), &[])).fail(),
        "delivery.csv: the header on line 1 is none of the known forms; nearest is cases, which also \
         needs outcome"
    );
}

#[test]
fn a_parquet_row_is_named_by_its_number() {
    let mut trial = Trial::fixture("cases-pyarrow.parquet");
    // The topic of the last row is not in the list that this import knows.
    let topics = TopicTables::REFERENCE.topics.replace("Sygedagpenge,", "Dagpenge,");
    let tables = TopicTables { topics: &topics, ..TopicTables::REFERENCE };
    trial.topics = Topics::parse(tables).expect("a list of topics");
    let (report, _) = trial.store();
    assert_eq!(found(&report), [(4, Some("topic"), Reason::TopicUnknown)]);
}

#[test]
fn the_sheet_of_the_portal_gives_what_its_csv_gives() {
    let (_, plain) = Trial::fixture("portal-long-latin1.csv").store();
    let (report, stored) = Trial::fixture("portal-libreoffice.xlsx").store();
    let counts = |stored: &Stored| {
        let counted = register::count::count(stored, domain::period::Grain::Year);
        let mut counts = counted.expect("the snapshot can be counted").cases;
        counts.retain(|count| count.period.to_string() == "2017");
        counts
    };
    let varde = counts(&stored);
    assert_eq!(varde.len(), 3);
    assert_eq!(varde, counts(&plain)[..3]);
    let total: u32 = varde.iter().map(|count| count.outcomes.upheld).sum();
    assert_eq!(total, 74, "Varde 2017, the board's worked example");
    assert_eq!((report.rows_read, report.rejected_rows), (7, 1), "a joint body is rejected");
}

#[test]
fn a_period_of_zeros_is_left_out_and_counted() {
    let (report, _) = Trial::fixture("portal-libreoffice.xlsx").store();
    let left_out = report.by_reason.iter().find(|(reason, ..)| *reason == Reason::ZerosLeftOut);
    assert_eq!(left_out.map(|(_, _, rows)| *rows), Some(5));
    assert!(found(&report).contains(&(7, Some("Kommune"), Reason::NotAMunicipality)));
    assert!(found(&report).contains(&(8, Some("Kommune"), Reason::SpellingVariant)));
}

#[test]
fn a_flat_export_of_the_portal_may_be_a_workbook_as_well() {
    let rows = sheet(&[LONG, "Varde;Serviceloven;114;2017;3;1;1;1;0"]);
    let (report, _) = Trial::of(workbook(&rows, &[])).store();
    assert_eq!((report.count_rows, report.rejected_rows), (Some(1), 0));
}

#[test]
fn the_leading_columns_may_stand_in_either_header_row() {
    let measures = LONG.split(';').skip(4).collect::<Vec<_>>().join(";");
    for (above, below) in [
        ("Kommune;Lovgivning;Sagsemne;2017", format!(";;;{measures}")),
        (";;;2017", format!("Kommune;Lovgivning;Sagsemne;{measures}")),
    ] {
        let rows =
            sheet(&["Udtræk", above, &below, "Varde;Serviceloven;114;3;1;1;1;0", "Kilde: x"]);
        let trial = Trial::of(workbook_of(&[("Som tabel", &rows)], &[]));
        let (report, _) = trial.store();
        assert_eq!((report.count_rows, report.rows_read), (Some(1), 1), "{above}");
    }
}

#[test]
fn a_sheet_of_the_portal_without_its_headers_is_refused() {
    let rows = sheet(&["Kommune;Lovgivning;Sagsemne", "Varde;Serviceloven;114"]);
    assert_eq!(
        Trial::of(workbook_of(&[("Som tabel", &rows)], &[])).fail(),
        "delivery.csv: sheet Som tabel has no two header rows: periods, and below them Kommune, \
         Lovgivning, Sagsemne and the measures; export it from the portal again"
    );
}

fn data(stored: &Stored, name: &str) -> Vec<u8> {
    std::fs::read(stored.folder().join(name)).expect("the data are there")
}

/// Checks that no unpacked text is left.
#[track_caller]
fn assert_nothing_left(trial: &Trial) {
    let left = std::fs::read_dir(&trial.data).expect("the data folder is there");
    let mut names = left.map(|entry| entry.expect("an entry").file_name());
    assert!(!names.any(|name| name.to_string_lossy().starts_with(".unfinished")));
    assert!(Path::new(&trial.data).join("snapshots").is_dir());
}
