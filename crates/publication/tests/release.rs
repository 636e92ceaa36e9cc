//! A release is frozen: the same draft gives the same bytes, and damage is found and named.

use std::{fs, path::Path};

use domain::{
    annotation::Annotations,
    comparison::Standing,
    count::{Absence, CaseCount, Counts, Details, SnapshotFacts},
    format::Language,
    map::MapKind,
    municipality::MunicipalityCode,
    period::{Period, Year},
    provenance::Provenance,
    recipients::Recipients,
    reversal::OutcomeCounts,
    topic::{TopicCode, TopicTables, Topics},
};
use publication::{
    download::{self, tables},
    draft::{Draft, MapYear, Notice, finished_years},
    edition::Editions,
    release::{self, Built, Reference, Release, ReleaseError},
};

#[test]
fn a_release_built_twice_has_the_same_bytes() {
    let (first, second) = (folder(), folder());
    let id = build(first.path(), counts(Absence::NoCases));
    assert_eq!(build(second.path(), counts(Absence::NoCases)), id);
    for file in fs::read_dir(first.path().join("releases").join(&id)).expect("it was written") {
        let name = file.expect("a file").file_name();
        let read =
            |data: &Path| fs::read(data.join("releases").join(&id).join(&name)).expect("a file");
        assert_eq!(read(first.path()), read(second.path()), "{name:?}");
    }
}

#[test]
fn building_again_changes_nothing() {
    let data = folder();
    build(data.path(), counts(Absence::NoCases));
    let again = freeze(data.path(), &draft(counts(Absence::NoCases)));
    assert!(matches!(again, Built::AlreadyThere(_)));
}

#[test]
fn the_release_built_last_is_current_also_when_it_was_there_before() {
    let data = folder();
    assert_eq!(release::current(data.path()).expect("a readable folder"), None);
    let first = build(data.path(), counts(Absence::NoCases));
    let second = build(data.path(), counts(Absence::NotDelivered));
    let current = || release::current(data.path()).expect("a readable folder");
    assert_eq!(current(), Some(second));
    build(data.path(), counts(Absence::NoCases));
    assert_eq!(current(), Some(first));
    assert_eq!(release::list(data.path()).expect("a readable folder").len(), 2);
}

#[test]
fn a_flipped_bit_is_found_and_the_file_named() {
    let data = folder();
    let id = build(data.path(), counts(Absence::NoCases));
    for name in ["outcomes.csv", "editions.toml", "population.csv", "manifest.json"] {
        let path = data.path().join("releases").join(&id).join(name);
        let whole = fs::read(&path).expect("a file");
        let mut bytes = whole.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).expect("a writable folder");
        let error = release::verify(data.path(), &id).expect_err("a damaged release");
        assert!(error.to_string().contains(name), "{error}");
        fs::write(&path, whole).expect("a writable folder");
    }
    release::verify(data.path(), &id).expect("whole again");
}

#[test]
fn a_name_from_outside_cannot_leave_the_folder() {
    let data = folder();
    build(data.path(), counts(Absence::NoCases));
    for id in ["..", "../releases", "", "x/y", "2025-01-01-00000000"] {
        let opened = Release::open(data.path(), id);
        assert!(matches!(opened, Err(ReleaseError::Unknown(_))), "{id}");
    }
}

#[test]
fn what_was_not_delivered_is_not_zero() {
    let data = folder();
    let id = build(data.path(), counts(Absence::NotDelivered));
    let release = Release::open(data.path(), &id).expect("a release");
    let map = release.map(MapKind::Social, year(2023)).expect("an edition");
    assert_eq!(map.municipality(place(751)).merits(), Some(30));
    assert_eq!(map.municipality(place(492)).merits(), None);
    assert_eq!(map.municipality(place(492)).standing(), Standing::NotDelivered);
}

#[test]
fn a_register_of_every_case_knows_that_there_were_none() {
    let data = folder();
    let id = build(data.path(), counts(Absence::NoCases));
    let release = Release::open(data.path(), &id).expect("a release");
    let map = release.map(MapKind::Social, year(2023)).expect("an edition");
    assert_eq!(map.municipality(place(492)).merits(), Some(0));
    assert_eq!(map.municipality(place(492)).rate(), None);
    assert_eq!(map.municipality(place(492)).standing(), Standing::NoCases);
}

#[test]
fn a_map_that_lacks_a_topic_is_not_delivered_and_says_which() {
    let draft = draft(counts(Absence::NotDelivered));
    let child = draft.maps.iter().find(|map| map.map == MapKind::ChildDisability).expect("a map");
    assert_eq!(child.country.merits(), None);
    let topic = TopicCode::new(101);
    let missing = Notice::TopicNotDelivered { map: "child_disability", year: year(2023), topic };
    assert!(draft.notices.contains(&missing), "{:?}", draft.notices);
}

#[test]
fn some_municipalities_are_not_the_country() {
    let map = social(&draft(counts(Absence::NotDelivered)));
    assert_eq!(map.country.merits(), None);
    assert_eq!(map.municipality(place(751)).standing(), Standing::NotCompared);
    let notice = draft(counts(Absence::NotDelivered)).notices.remove(0);
    assert_eq!(notice, Notice::MunicipalitiesNotDelivered { year: year(2023), municipalities: 97 });
}

#[test]
fn an_edition_may_state_that_the_others_had_no_cases() {
    let counts = counts(Absence::NotDelivered);
    let mut editions = Editions::proposed(&[year(2023)], Provenance::Delivered);
    editions.edition[0].every_municipality_delivered = true;
    let map = social(&Draft::new(counts, editions, Topics::reference()));
    assert_eq!(map.country.merits(), Some(30));
    assert_eq!(map.municipality(place(492)).standing(), Standing::NoCases);
}

fn social(draft: &Draft) -> MapYear {
    let map = draft.maps.iter().find(|map| map.map == MapKind::Social);
    map.expect("every edition has the general map").clone()
}

#[test]
fn quarters_make_no_year() {
    let mut counts = counts(Absence::NoCases);
    for count in &mut counts.cases {
        count.period = Period::parse("2023Q1").expect("a quarter");
    }
    assert_eq!(finished_years(&counts), []);
}

#[test]
fn a_year_that_is_not_over_has_no_edition() {
    let mut counts = counts(Absence::NoCases);
    counts.snapshot.drawn_on = jiff::civil::date(2023, 12, 31);
    let editions = Editions::proposed(&[year(2023)], Provenance::Delivered);
    let draft = Draft::new(counts, editions, Topics::reference());
    assert_eq!((draft.maps.len(), draft.notices), (0, vec![Notice::YearNotOver(year(2023))]));
}

#[test]
fn every_file_from_a_synthetic_release_says_so() {
    let data = folder();
    let mut counts = counts(Absence::NoCases);
    counts.snapshot.provenance = Provenance::Synthetic;
    let id = build(data.path(), counts);
    let release = Release::open(data.path(), &id).expect("a release");
    let map = release.map(MapKind::Social, year(2023)).expect("an edition");
    let aarhus = place(751).municipality();
    for language in Language::ALL {
        for table in [
            tables::map_table(&release, map, language),
            tables::municipality_table(&release, aarhus, language),
            tables::topic_table(&release, aarhus, language),
            tables::municipalities_table(&release, &[aarhus], year(2023), language),
        ] {
            let csv = String::from_utf8(download::to_csv(&table, language)).expect("UTF-8");
            assert!(csv.lines().skip(1).all(|row| row.contains("synthetic")), "{}", table.title);
            let json: serde_json::Value =
                serde_json::from_slice(&download::to_json(&table, language)).expect("JSON");
            assert_eq!(json["provenance"], "synthetic", "{}", table.title);
            let mark = release.provenance().mark(language).expect("it is synthetic");
            assert_eq!(json["notes"][0], mark, "{}", table.title);
        }
    }
}

#[test]
fn danish_csv_opens_in_a_spreadsheet_and_english_csv_in_a_program() {
    let data = folder();
    let id = build(data.path(), counts(Absence::NoCases));
    let release = Release::open(data.path(), &id).expect("a release");
    let csv = |language| download::to_csv(&tables::country_table(&release, language), language);
    assert!(csv(Language::Da).starts_with("\u{feff}map;decision_year;".as_bytes()));
    assert!(csv(Language::En).starts_with(b"map,decision_year,"));
}

#[test]
fn published_figures_in_a_synthetic_file_are_not_called_synthetic() {
    let data = folder();
    let mut counts = counts(Absence::NoCases);
    counts.snapshot.provenance = Provenance::Synthetic;
    let id = build(data.path(), counts);
    let release = Release::open(data.path(), &id).expect("a release");
    let table = tables::country_table(&release, Language::En);
    let json: serde_json::Value =
        serde_json::from_slice(&download::to_json(&table, Language::En)).expect("JSON");
    assert!(json["notes"][0].as_str().is_some_and(|note| note.starts_with("Synthetic")));
    let rows = json["figures"].as_array().expect("a list");
    let of = |basis: &str| rows.iter().filter(|row| row["basis"] == basis).collect::<Vec<_>>();
    assert!(of("counted").iter().all(|row| row["provenance"] == "synthetic"));
    assert!(of("published").iter().all(|row| row["provenance"] == "published"));
    assert!(of("published").iter().all(|row| row["drawn_on"].is_null()));
    assert_eq!((of("counted").len(), of("published").is_empty()), (3, false));
}

#[test]
fn the_map_table_carries_counts_and_the_unrounded_fraction() {
    let data = folder();
    let id = build(data.path(), counts(Absence::NoCases));
    let release = Release::open(data.path(), &id).expect("a release");
    let map = release.map(MapKind::Social, year(2023)).expect("an edition");
    let table = tables::map_table(&release, map, Language::Da);
    let json: serde_json::Value =
        serde_json::from_slice(&download::to_json(&table, Language::Da)).expect("JSON");
    let rows = json["municipalities"].as_array().expect("a list");
    let aarhus = rows.iter().find(|row| row["code"] == "0751").expect("Aarhus");
    assert_eq!((rows.len(), &aarhus["merits"], &aarhus["dismissed"]), (98, &30.into(), &4.into()));
    assert_eq!(aarhus["reversal_rate"], 10.0 / 30.0);
    assert_eq!(aarhus["reversal_percent"], 33.3);
    let aeroe = rows.iter().find(|row| row["code"] == "0492").expect("Ærø");
    assert!(aeroe["reversal_rate"].is_null() && aeroe["comparison"] == "no_cases");
}

fn build(data: &Path, counts: Counts) -> String {
    freeze(data, &draft(counts)).manifest().id.clone()
}

fn freeze(data: &Path, draft: &Draft) -> Built {
    let annotations = Annotations::reference();
    let reference = Reference {
        topics: TopicTables::REFERENCE,
        annotations: &annotations,
        recipients: &Recipients::default(),
    };
    release::build(data, draft, reference, "0").expect("a release")
}

fn draft(counts: Counts) -> Draft {
    let years = finished_years(&counts);
    let editions = Editions::proposed(&years, counts.snapshot.provenance);
    Draft::new(counts, editions, Topics::reference())
}

/// Returns 30 merits and 4 dismissed cases of Aarhus in 2023, all about assistive devices.
fn counts(absence: Absence) -> Counts {
    let count = CaseCount {
        period: Period::Year(year(2023)),
        municipality: place(751),
        topic: TopicCode::new(134),
        outcomes: OutcomeCounts { changed: 2, remitted: 8, upheld: 20, dismissed: 4 },
    };
    Counts {
        snapshot: SnapshotFacts {
            id: "2024-06-06-00000000".into(),
            drawn_on: jiff::civil::date(2024, 6, 6),
            provenance: Provenance::Delivered,
            pending: None,
            rejected_rows: 0,
            sources: Vec::new(),
        },
        cases: vec![count],
        times: None,
        details: Details::default(),
        dismissed_delivered: true,
        absence,
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn place(code: u16) -> MunicipalityCode {
    MunicipalityCode::new(code).expect("one of the 98")
}

fn year(number: i16) -> Year {
    Year::new(number).expect("a year")
}
