//! What changed from one snapshot to another.

use domain::{
    map::{MapDefinition, MapKind},
    period::Year,
    reversal::OutcomeCounts,
    topic::Topics,
};
use register::{
    diff::{Changes, Diff, DiffError, DiffOptions, diff},
    snapshot::Snapshot,
};

use crate::trial::{CASES, LONG, Trial};

const BEFORE: &[&str] = &[
    "1;Varde;Serviceloven;114;2023-01-02;2023-02-01;upheld;2023-02-01",
    "2;Varde;Serviceloven;114;2023-01-02;2023-02-01;upheld;2023-02-01",
    "3;Varde;Serviceloven;114;2023-01-02;;;2023-02-01",
    "4;Sorø;Serviceloven;134;2023-01-02;2023-03-01;changed;2023-03-01",
    "5;Sorø;Serviceloven;134;2023-01-02;2023-03-01;changed;2023-03-01",
];

const AFTER: &[&str] = &[
    "1;Varde;Serviceloven;114;2023-01-02;2023-02-01;upheld;2023-02-01",
    "2;Varde;Serviceloven;114;2023-01-02;2023-02-01;remitted;2023-06-01",
    "3;Varde;Serviceloven;114;2023-01-02;2024-02-01;upheld;2024-02-01",
    "5;Varde;Serviceloven;134;2023-01-02;2023-03-01;changed;2023-06-01",
    "6;Sorø;Serviceloven;134;2023-01-02;2024-03-01;changed;2024-03-01",
];

#[test]
fn cases_are_told_by_how_they_changed_and_where() {
    for memory_bytes in [0, 1 << 20] {
        let diff = compare(&cases(BEFORE), &cases(AFTER), memory_bytes).expect("comparable");
        let total = diff.by(|_| ());
        let expected = Changes { added: 1, gone: 1, decided: 1, outcome_changed: 1, otherwise: 1 };
        assert_eq!(total[&()], expected);
        let years = diff.by(|cell| cell.2);
        let [(y2023, of_2023), (y2024, of_2024)] =
            years.iter().collect::<Vec<_>>().try_into().expect("two years");
        assert_eq!((*y2023, *y2024), (Some(year(2023)), Some(year(2024))));
        let added = Changes { added: 1, decided: 1, ..Changes::default() };
        assert_eq!(*of_2024, added);
        let changed = Changes { gone: 1, outcome_changed: 1, otherwise: 1, ..Changes::default() };
        assert_eq!(*of_2023, changed);
        let places = diff.by(|(municipality, ..)| municipality.municipality().name.clone());
        assert_eq!(places["Sorø"], Changes { added: 1, gone: 1, ..Changes::default() });
    }
}

#[test]
fn the_maps_are_told_with_their_counts_before_and_after() {
    let diff = compare(&cases(BEFORE), &cases(AFTER), 1 << 20).expect("comparable");
    let of = |year: i16| {
        let mut maps = diff.maps.iter();
        let map = maps.find(|it| it.map == MapKind::Social && it.year.number() == year);
        map.map(|it| (it.before, it.after)).expect("a map of the year")
    };
    let outcomes =
        |changed, remitted, upheld| Some(OutcomeCounts { changed, remitted, upheld, dismissed: 0 });
    assert_eq!(of(2023), (outcomes(2, 0, 2), outcomes(1, 1, 1)));
    assert_eq!(of(2024), (None, outcomes(1, 0, 1)));
    let json = diff.to_json();
    let social = json["maps"].as_array().expect("a list").iter().find(|it| it["map"] == "social");
    let social = social.expect("the general map");
    assert_eq!(social["before"]["reversal_rate_percent"], 50.0);
    assert_eq!(social["after"]["reversal_rate_percent"], 66.7);
    assert_eq!(json["cases"]["outcome_changed"], 1);
    assert_eq!(json["cases_by_municipality_topic_year"][0]["municipality"], 340);
}

#[test]
fn a_snapshot_does_not_differ_from_itself() {
    let trial = cases(BEFORE);
    let diff = compare(&trial, &trial, 0).expect("comparable");
    assert_eq!(diff.cases, Some(std::collections::BTreeMap::new()));
    assert!(diff.maps.iter().all(|map| map.before == map.after && map.before.is_some()));
}

#[test]
fn counts_are_told_cell_by_cell_and_some_municipalities_are_not_the_country() {
    let counts = |rows: &str| Trial::of(format!("{LONG}\n{rows}"));
    let before =
        counts("Varde;Serviceloven;114;2017;3;1;1;1;0\nVarde;Serviceloven;114;2018;4;4;0;0;1\n");
    let after = counts(
        "Varde;Serviceloven;114;2017;3;1;1;1;0\nVarde;Serviceloven;114;2018;5;4;1;0;1\n\
         Sorø;Serviceloven;114;2018;1;1;0;0;0\n",
    );
    let diff = compare(&before, &after, 0).expect("comparable");
    let cells = diff.counts.expect("counts");
    let merits = |counts: Option<OutcomeCounts>| counts.map(OutcomeCounts::merits);
    let cells: Vec<_> = cells.iter().map(|it| (merits(it.before), merits(it.after))).collect();
    assert_eq!(cells, [(None, Some(1)), (Some(4), Some(5))]);
    assert!(diff.maps.iter().all(|map| map.before.is_none() && map.after.is_none()));
}

#[test]
fn cases_and_counts_are_not_compared() {
    let counts = Trial::of(format!("{LONG}\nVarde;Serviceloven;114;2017;3;1;1;1;0\n"));
    let error = compare(&cases(BEFORE), &counts, 0).expect_err("two kinds").to_string();
    assert!(error.ends_with("compare two of one kind"), "{error}");
}

fn cases(rows: &[&str]) -> Trial {
    Trial::of(format!("{CASES}\n{}\n", rows.join("\n")))
}

fn compare(before: &Trial, after: &Trial, memory_bytes: usize) -> Result<Diff, DiffError> {
    let open = |trial: &Trial| {
        trial.import().expect("the delivery can be read");
        let list = Snapshot::list(&trial.data).expect("a list");
        Snapshot::open(&trial.data, &list[0].id).expect("it is there")
    };
    let (before_snapshot, after_snapshot) = (open(before), open(after));
    let scratch = before.folder().join("scratch");
    let diff = diff(&DiffOptions {
        before: &before_snapshot,
        after: &after_snapshot,
        topics: Topics::reference(),
        definitions: &MapDefinition::reference(),
        scratch: &scratch,
        memory_bytes,
    });
    assert!(!scratch.exists(), "what was written meanwhile is gone");
    diff
}

fn year(number: i16) -> Year {
    Year::new(number).expect("a year")
}
