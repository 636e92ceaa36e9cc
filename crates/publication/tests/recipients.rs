//! Recipients that an administrator brought are frozen with a release; nothing is said where there are none.

use std::{fs, path::PathBuf};

use domain::{
    count::Absence, format::Language, map::MapKind, municipality::MunicipalityCode, period::Year,
    provenance::Provenance, recipients::Recipients,
};
use jiff::civil::date;
use publication::{
    analysis::Analyses,
    denominator::PerThousand,
    download::{tables, to_json},
    release::{Release, ReleaseError},
};
use serde_json::Value;
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

#[test]
fn cases_stand_beside_inhabitants_and_recipients_with_the_year_of_each() {
    let (_data, release) = freeze(TABLE);
    let odense = row(&release, 2023, "0461");
    let number = |name: &str| odense[name].as_f64().expect("a number");
    // The JSON reader may be off by the last bit.
    let is = |name: &str, expected: f64| (number(name) - expected).abs() < 1e-12;
    assert_eq!((&odense["recipients"], &odense["recipients_year"]), (&20_000.into(), &2023.into()));
    assert!(is("appeals_per_1000_recipients", number("merits") / 20.0));
    let reversed = number("changed") + number("remitted");
    assert!(is("reversed_per_1000_recipients", reversed / 20.0));
    assert_eq!(
        (&odense["population"], &odense["population_year"]),
        (&207_762.into(), &2023.into())
    );
    assert!(is("appeals_per_1000", number("merits") * 1_000.0 / 207_762.0));
    assert!(is("reversed_per_1000", reversed * 1_000.0 / 207_762.0));
}

#[test]
fn the_newest_year_up_to_the_decision_year_stands_beside_the_figure() {
    let (_data, release) = freeze(TABLE);
    let of = |year| {
        let row = row(&release, year, "0461");
        (row["recipients"].clone(), row["recipients_year"].clone())
    };
    assert_eq!(of(2022), (10_000.into(), 2022.into()));
    assert_eq!(of(2024), (20_000.into(), 2023.into()));
}

#[test]
fn nobody_gives_no_rate_and_no_cases_gives_a_rate_of_zero() {
    let (_data, release) = freeze(&TABLE.replace("social,2024,0825", "social,2022,0492"));
    let aarhus = row(&release, 2023, "0751");
    assert_eq!((&aarhus["recipients"], &aarhus["recipients_year"]), (&0.into(), &2022.into()));
    assert!(aarhus["merits"].as_u64() > Some(0));
    assert!(aarhus["appeals_per_1000_recipients"].is_null());
    assert!(aarhus["reversed_per_1000_recipients"].is_null());
    let aeroe = row(&release, 2023, "0492");
    assert_eq!((&aeroe["merits"], &aeroe["recipients"]), (&0.into(), &50.into()));
    assert_eq!(aeroe["appeals_per_1000_recipients"], 0.0);
}

#[test]
fn what_was_not_delivered_is_empty_and_the_file_says_so() {
    const OWN: [&str; 4] = [
        "recipients",
        "recipients_year",
        "appeals_per_1000_recipients",
        "reversed_per_1000_recipients",
    ];
    let is_empty = |row: &Value| OWN.iter().all(|name| row[name].is_null());
    let (_data, release) = freeze(TABLE);
    // Læsø has recipients of a later year only, Aalborg none at all.
    assert!(is_empty(&row(&release, 2023, "0825")) && !is_empty(&row(&release, 2024, "0825")));
    assert!(is_empty(&row(&release, 2024, "0851")));
    let notes = |map| file_of(&release, map, 2024)["notes"].to_string();
    let missing = "The number of recipients was not delivered for this map.";
    assert!(notes(MapKind::ChildDisability).contains(missing));
    assert!(!notes(MapKind::Social).contains(missing));
    assert!(notes(MapKind::Social).contains("cases per 1,000 recipients are not a share"));
}

#[test]
fn cases_that_were_not_delivered_give_no_rate_beside_known_people() {
    let mut counts = testkit::counts(Provenance::Delivered);
    counts.absence = Absence::NotDelivered;
    let aarhus = MunicipalityCode::new(751).expect("one of the 98");
    counts.cases.retain(|count| count.municipality != aarhus);
    let data = tempfile::tempdir().expect("a temporary folder");
    let id = testkit::build(data.path(), counts);
    let release = Release::open(data.path(), &id).expect("it was just built");
    let year = Year::new(2023).expect("a year");
    let map = release.map(MapKind::Social, year).expect("an edition");
    let beside = PerThousand::of(&release, map, aarhus);
    let inhabitants = beside.inhabitants.expect("the population is known");
    assert_eq!((inhabitants.year, inhabitants.cases), (year, None));
    assert_eq!(beside.recipients, None);
}

/// Returns the row of a municipality in the file of the general map.
fn row(release: &Release, year: i16, code: &str) -> Value {
    let file = file_of(release, MapKind::Social, year);
    let rows = file["municipalities"].as_array().expect("a list");
    rows.iter().find(|row| row["code"] == code).expect("one of the 98").clone()
}

/// Returns the file with all that is worked out beside the figures of a map.
fn file_of(release: &Release, map: MapKind, year: i16) -> Value {
    let year = Year::new(year).expect("a year");
    let all = Analyses::new(release);
    let analysis = all.of(release, map, year).expect("the map was delivered");
    let map = release.map(map, year).expect("an edition");
    let table = tables::explanation_table(release, map, analysis, Language::En);
    serde_json::from_slice(&to_json(&table, Language::En)).expect("JSON")
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
