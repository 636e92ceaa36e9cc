//! Every figure of a release can be asked for as of each earlier draw, and quarters are no years.

use std::{fs, path::Path};

use domain::{
    annotation::Annotations,
    comparison::Standing,
    count::{Absence, CaseCount, Counts, SnapshotFacts},
    format::Language,
    map::MapKind,
    municipality::MunicipalityCode,
    period::{Period, Year},
    provenance::Provenance,
    recipients::Recipients,
    reversal::OutcomeCounts,
    topic::{TopicCode, TopicTables, Topics},
};
use jiff::civil::{Date, date};
use publication::{
    download::{self, tables},
    draft::{Draft, Notice, finished_years},
    edition::Editions,
    release::{self, Reference, Release},
    revision,
};

const NEWEST: Date = date(2025, 6, 10);
const APRIL: Date = date(2025, 4, 1);
const LAST_YEAR: Date = date(2024, 6, 6);

#[test]
fn a_figure_is_that_of_the_newest_draw_up_to_the_day() {
    let (_data, release) = release();
    let reversed = |day, year| {
        let map = release.as_of(day)?.map(MapKind::Social, self::year(year))?;
        map.municipality(place(751)).counts().map(OutcomeCounts::reversed)
    };
    assert_eq!(reversed(date(2025, 6, 9), 2023), Some(11));
    assert_eq!(reversed(APRIL, 2023), Some(11));
    assert_eq!(reversed(date(2025, 3, 31), 2023), Some(10));
    assert_eq!(reversed(NEWEST, 2023), Some(12));
    assert_eq!(reversed(date(2030, 1, 1), 2023), Some(12));
    assert!(release.as_of(date(2024, 6, 5)).is_none());
}

#[test]
fn a_year_that_was_not_over_has_no_figures_in_that_draw() {
    let (_data, release) = release();
    let draw = release.as_of(LAST_YEAR).expect("the oldest draw");
    assert!(draw.map(MapKind::Social, year(2024)).is_none());
    assert!(draw.map(MapKind::Social, year(2023)).is_some());
}

#[test]
fn only_counts_that_differ_are_kept() {
    let (data, release) = release();
    let file = data.path().join("releases").join(release.id()).join("revisions.csv");
    assert_eq!(
        fs::read_to_string(file).expect("the file is there"),
        "drawn_on,year,municipality,topic,changed,remitted,upheld,dismissed\n\
         2025-04-01,2023,751,134,0,11,20,4\n\
         2025-04-01,2024,492,134,,,,\n\
         2024-06-06,2023,751,134,0,10,20,4\n"
    );
}

#[test]
fn only_quarters_that_differ_are_kept() {
    let (data, release) = release();
    let file = data.path().join("releases").join(release.id()).join("quarter_revisions.csv");
    assert_eq!(
        fs::read_to_string(file).expect("the file is there"),
        "drawn_on,quarter,topic,changed,remitted,upheld,dismissed\n\
         2024-06-06,2023Q1,134,0,0,5,0\n"
    );
}

#[test]
fn what_moved_is_counted_by_municipality_and_ordered_by_size() {
    let (_data, release) = release();
    let rows = revision::drawn_years(&release).into_iter();
    let social = rows.filter(|row| row.map == MapKind::Social);
    let rows: Vec<_> = social.map(|row| (row.year.number(), row.drawn_on, row.moved)).collect();
    assert_eq!(
        rows,
        [
            (2024, APRIL, None),
            (2024, NEWEST, Some(1)),
            (2023, LAST_YEAR, None),
            (2023, APRIL, Some(1)),
            (2023, NEWEST, Some(1)),
        ]
    );
    let largest = revision::largest(&release, 1);
    assert_eq!(largest.len(), 1);
    let first = &largest[0];
    assert_eq!((first.municipality, first.year, first.size), (place(492), year(2024), 3));
    let merits = |(day, figure): (Date, publication::figure::Figure)| (day, figure.merits());
    assert_eq!((merits(first.first), merits(first.newest)), ((APRIL, Some(0)), (NEWEST, Some(3))));
}

#[test]
fn a_file_as_of_a_day_names_the_draw_it_used() {
    let (_data, release) = release();
    let release = release.seen_on(date(2025, 5, 1)).expect("a draw");
    let map = release.map(MapKind::Social, year(2023)).expect("the map");
    let table = tables::map_table(&release, map, Language::En).of_draw(&release.snapshot());
    let json: serde_json::Value =
        serde_json::from_slice(&download::to_json(&table, Language::En)).expect("JSON");
    assert_eq!(json["drawn_on"], "2025-04-01");
    assert_eq!(json["snapshot"], "2025-04-01-00000000");
    assert_eq!(json["provenance"], "delivered");
    assert!(json["notes"][0].as_str().expect("a note").contains("1 April 2025"));
    let rows = json["municipalities"].as_array().expect("a list");
    let aarhus = rows.iter().find(|row| row["code"] == "0751").expect("Aarhus");
    assert_eq!(aarhus["remitted"], 11);
}

#[test]
fn what_cannot_be_compared_is_no_vintage_and_says_why() {
    check(|counts| counts.snapshot.provenance = Provenance::Synthetic, "made-up");
    check(|counts| counts.absence = Absence::NotDelivered, "does not tell the same");
    check(|counts| counts.dismissed_delivered = false, "does not tell the same");
    check(|counts| counts.snapshot.drawn_on = NEWEST, "not drawn before");
}

#[test]
fn the_same_draws_give_the_same_release() {
    let (first, second) = (release(), release());
    assert_eq!(first.1.id(), second.1.id());
}

#[test]
fn quarters_are_added_up_over_municipalities_and_never_from_years() {
    let (_data, release) = release();
    let of = |text: &str| {
        let found = release.quarters(MapKind::Social);
        let found: Vec<_> = found
            .filter(|it| Period::Quarter(it.quarter).to_string() == text)
            .map(|it| it.country)
            .collect();
        found[0]
    };
    assert_eq!(release.quarters(MapKind::Social).count(), 8);
    assert_eq!((of("2023Q1").merits(), of("2023Q2").merits()), (Some(6), Some(0)));
    assert_eq!(of("2023Q2").standing(), Standing::NoCases);
}

#[test]
fn a_quarter_without_every_municipality_is_not_delivered() {
    let mut newest = counts(NEWEST, 12);
    newest.absence = Absence::NotDelivered;
    let mut quarters = quarter_counts(NEWEST, 4);
    quarters.absence = Absence::NotDelivered;
    let editions = Editions::proposed(&finished_years(&newest), Provenance::Delivered);
    let mut draft = Draft::new(newest, editions, Topics::reference());
    draft.add_quarters(&quarters);
    assert_eq!(draft.quarters, Some(Vec::new()));
    let data = tempfile::tempdir().expect("a temporary folder");
    let release = freeze(data.path(), &draft);
    let found: Vec<_> = release.quarters(MapKind::Social).collect();
    assert_eq!(found.len(), 8);
    assert!(found.iter().all(|it| it.country.standing() == Standing::NotDelivered));
}

#[test]
fn the_rest_is_what_only_the_general_map_counts() {
    let (_data, release) = release();
    let rest = &release.rest()[0];
    let map = |map| release.map(map, rest.year).expect("a map").country.merits();
    assert_eq!(map(MapKind::AdultDisability), Some(5));
    assert_eq!((map(MapKind::Social), rest.country.merits()), (Some(37), Some(32)));
}

#[track_caller]
fn check(spoil: impl Fn(&mut Counts), words: &str) {
    let newest = counts(NEWEST, 12);
    let editions = Editions::proposed(&finished_years(&newest), Provenance::Delivered);
    let mut draft = Draft::new(newest, editions, Topics::reference());
    let mut older = counts(APRIL, 11);
    spoil(&mut older);
    draft.add_vintage(&older, &quarter_counts(APRIL, 4));
    assert!(draft.vintages.is_empty());
    let Some(Notice::NotAVintage { reason, .. }) = draft.notices.last() else {
        panic!("no notice: {:?}", draft.notices);
    };
    assert!(reason.contains(words), "{reason}");
}

fn release() -> (tempfile::TempDir, Release) {
    let newest = counts(NEWEST, 12);
    let editions = Editions::proposed(&finished_years(&newest), Provenance::Delivered);
    let mut draft = Draft::new(newest, editions, Topics::reference());
    draft.add_quarters(&quarter_counts(NEWEST, 4));
    draft.add_vintage(&counts(APRIL, 11), &quarter_counts(APRIL, 4));
    draft.add_vintage(&counts(LAST_YEAR, 10), &quarter_counts(LAST_YEAR, 3));
    let data = tempfile::tempdir().expect("a temporary folder");
    let release = freeze(data.path(), &draft);
    (data, release)
}

fn freeze(data: &Path, draft: &Draft) -> Release {
    let annotations = Annotations::reference();
    let reference = Reference {
        topics: TopicTables::REFERENCE,
        annotations: &annotations,
        recipients: &Recipients::default(),
    };
    let built = release::build(data, draft, reference, "0").expect("a release");
    Release::open(data, &built.manifest().id).expect("a release")
}

/// Returns the counts of a draw: Aarhus moves in 2023, Ærø has cases of 2024 from June 2025 on.
fn counts(drawn_on: Date, remitted: u32) -> Counts {
    let row = |number, code, topic, [remitted, upheld, dismissed]: [u32; 3]| CaseCount {
        period: Period::Year(year(number)),
        municipality: place(code),
        topic: TopicCode::new(topic),
        outcomes: OutcomeCounts { changed: 0, remitted, upheld, dismissed },
    };
    let mut cases = vec![
        row(2023, 751, 114, [1, 4, 0]),
        row(2023, 751, 134, [remitted, 20, 4]),
        row(2024, 751, 134, [1, 1, 0]),
    ];
    cases[0].municipality = place(461);
    cases.sort_by_key(|count| (count.period, count.municipality, count.topic));
    if drawn_on == NEWEST {
        cases.insert(2, row(2024, 492, 134, [1, 2, 0]));
    }
    of(drawn_on, cases)
}

fn quarter_counts(drawn_on: Date, upheld: u32) -> Counts {
    let row = |code, upheld| CaseCount {
        period: Period::parse("2023Q1").expect("a quarter"),
        municipality: place(code),
        topic: TopicCode::new(134),
        outcomes: OutcomeCounts { upheld, ..OutcomeCounts::default() },
    };
    of(drawn_on, vec![row(461, 2), row(751, upheld)])
}

fn of(drawn_on: Date, cases: Vec<CaseCount>) -> Counts {
    Counts {
        snapshot: SnapshotFacts {
            id: format!("{drawn_on}-00000000"),
            drawn_on,
            provenance: Provenance::Delivered,
            pending: None,
            rejected_rows: 0,
            sources: Vec::new(),
        },
        cases,
        times: None,
        details: domain::count::Details::default(),
        dismissed_delivered: true,
        absence: Absence::NoCases,
    }
}

fn place(code: u16) -> MunicipalityCode {
    MunicipalityCode::new(code).expect("one of the 98")
}

fn year(number: i16) -> Year {
    Year::new(number).expect("a year")
}
