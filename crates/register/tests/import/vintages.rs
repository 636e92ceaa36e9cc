//! Deliveries laid on earlier states: the end is the same as if all had come at once.

use std::collections::BTreeMap;

use domain::{outcome::Outcome, period::Grain};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use register::{count::count, finding::Reason, import::ImportOutcome, snapshot::Snapshot};

use crate::trial::{CASES, LONG, Stored, Trial, found};

#[test]
fn the_same_delivery_on_the_same_state_twice_makes_one_snapshot() {
    let (trial, base) = first(&[&row("1", "2024-02-01", "upheld", "2024-02-01")]);
    let month = next(&trial, &base, &[&row("2", "2024-03-01", "changed", "2024-03-02")]);
    let (report, laid) = month.store();
    assert_eq!((report.cases, report.onto.as_deref()), (Some(2), Some(id(&base))));
    let again = month.import().expect("the delivery can be read").outcome;
    assert_eq!(again, ImportOutcome::AlreadyStored { snapshot: id(&laid).to_owned() });
    let mut alone = month;
    alone.onto = None;
    assert_ne!(id(&alone.store().1), id(&laid), "the name covers what it is laid on");
}

#[test]
fn the_manifest_names_the_state_and_every_file_below() {
    let (trial, base) = first(&[&row("1", "2024-02-01", "upheld", "2024-02-01"), "bad"]);
    let (_, second) =
        next(&trial, &base, &[&row("2", "2024-03-01", "changed", "2024-03-02")]).store();
    let (_, third) =
        next(&trial, &second, &[&row("3", "2024-04-01", "changed", "2024-04-02")]).store();
    let onto = third.manifest().onto.clone().expect("it was laid on something");
    assert_eq!((onto.snapshot.as_str(), onto.rejected_rows), (id(&second), 1));
    let facts = third.manifest().facts();
    let names: Vec<_> = facts.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["delivery.csv", "next.csv", "next.csv"]);
    assert_eq!((facts.rejected_rows, third.manifest().rejected_rows), (1, 0));
}

#[test]
fn a_registration_older_than_the_known_one_is_reported_and_left_out() {
    let (trial, base) = first(&[&row("1", "2024-02-01", "upheld", "2024-03-01")]);
    let older = next(&trial, &base, &[&row("1", "2024-02-01", "changed", "2024-02-20")]);
    let (report, laid) = older.store();
    assert_eq!(found(&report), [(2, Some("case_number"), Reason::CaseSuperseded)]);
    assert_eq!(outcomes(&laid), [Some(Outcome::Upheld)]);
    assert_eq!(laid.manifest().drawn_on, date(2024, 3, 1), "no state is older than that below it");

    let same_day = next(&trial, &base, &[&row("1", "2024-02-01", "changed", "2024-03-01")]);
    let (report, laid) = same_day.store();
    assert_eq!((found(&report), outcomes(&laid)), (vec![], vec![Some(Outcome::Changed)]));
}

#[test]
fn a_part_is_joined_with_the_parts_known_earlier() {
    let head = format!("{CASES};part_number\n");
    let part = |day: u8, outcome: &str, part: u8| {
        format!("{};{part}\n", row("1", &format!("2024-02-0{day}"), outcome, "2024-03-01"))
    };
    let trial = Trial::of(format!("{head}{}", part(1, "upheld", 1)));
    let (_, base) = trial.store();
    assert_eq!(base.parts().expect("parts can be read").len(), 1, "one part is no whole case");
    let month = onto(&trial, &base, format!("{head}{}", part(5, "remitted", 2)));
    let (_, laid) = month.store();
    let cases = laid.cases().expect("the cases can be read");
    assert_eq!((cases.len(), cases[0].parts), (1, 2));
    assert_eq!(outcomes(&laid), [Some(Outcome::Remitted)]);
    let counts = count(&laid, Grain::Year).expect("the snapshot is sound");
    let extended = counts.details.extended.expect("parts were delivered");
    assert_eq!(extended[0].outcomes.partly_reversed, 1);
}

#[test]
fn counts_replace_those_of_the_same_municipality_topic_and_period() {
    let trial = Trial::counts(&[
        "Varde;Serviceloven;114;2017;3;1;1;1;0",
        "Varde;Serviceloven;114;2018;4;4;0;0;1",
    ]);
    let (_, base) = trial.store();
    let rows = "Varde;Serviceloven;114;2018;5;4;1;0;1\nSorø;Serviceloven;114;2018;1;1;0;0;0\n";
    let (report, laid) = onto(&trial, &base, format!("{LONG}\n{rows}")).store();
    assert_eq!(report.count_rows, Some(3));
    let counts = count(&laid, Grain::Year).expect("the snapshot is sound").cases;
    let merits: Vec<_> = counts.iter().map(|it| it.outcomes.merits()).collect();
    assert_eq!(merits, [3, 1, 5]);

    let case = row("1", "2024-02-01", "upheld", "2024-02-01");
    let message = onto(&trial, &base, format!("{CASES}\n{case}\n")).fail();
    let words = "holds counts; a delivery of another form cannot be laid on it";
    assert_eq!(message, format!("{} {words}", id(&base)));
    let without = LONG.replace(";Afviste sager", "");
    let message =
        onto(&trial, &base, format!("{without}\nVarde;Serviceloven;114;2019;3;1;1;1\n")).fail();
    assert!(message.contains("export both with the same columns"), "{message}");
}

#[test]
fn a_draw_before_that_of_the_state_below_is_refused() {
    let (trial, base) = first(&[&row("1", "2024-02-01", "upheld", "2024-03-01")]);
    let mut older = next(&trial, &base, &[&row("2", "2024-02-01", "upheld", "2024-02-02")]);
    older.drawn_on = Some(date(2024, 2, 29));
    assert!(older.fail().ends_with("on 2024-03-01; lay the older one first"), "{}", older.fail());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// A year of monthly deliveries, with late registrations, corrections, parts that come months
    /// apart, and rows delivered again: laid on each other, and imported all at once.
    #[test]
    fn a_year_month_by_month_ends_where_the_whole_year_does(
        rows in prop::collection::vec(registration(), 1..120)
    ) {
        let mut months: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (delivered, row) in rows {
            months.entry(format!("2024-{delivered:02}.csv")).or_default().push(row);
        }
        let head = format!("{CASES};part_number;reversal_reasons;formal_errors");
        let text = |rows: &[String]| format!("{head}\n{}\n", rows.join("\n"));
        let mut all = Trial::new();
        let mut step = Trial::new();
        let mut last: Option<Stored> = None;
        for (name, rows) in &months {
            all = all.and(name, text(rows));
            step.files.clear();
            step.onto = last.as_ref().map(|state| id(state).to_owned());
            step.rules.memory_bytes = if rows.len() % 2 == 0 { 200 } else { 1 << 20 };
            step = step.and(name, text(rows));
            last = Some(step.store().1);
        }
        let (_, whole) = all.store();
        let laid = last.expect("there is a month");
        prop_assert_eq!(laid.cases().expect("cases"), whole.cases().expect("cases"));
        prop_assert_eq!(laid.parts().expect("parts"), whole.parts().expect("parts"));
        prop_assert_eq!(&laid.manifest().data, &whole.manifest().data, "byte for byte");
        prop_assert_eq!(laid.manifest().drawn_on, whole.manifest().drawn_on);
    }
}

/// Returns the month of a delivery and a row: one of few cases, registered in that month or, late,
/// before it; sometimes pending, sometimes a part.
fn registration() -> impl Strategy<Value = (i8, String)> {
    let outcome = prop::sample::select(vec!["", "changed", "remitted", "upheld", "dismissed"]);
    let codes = prop::sample::select(vec!["", "law", "information|law"]);
    let fields = (0..15_u8, 1..=12_i8, 0..120_i64, outcome, 0..4_u8, codes, 0..3_usize);
    fields.prop_map(|(case, month, late, outcome, part, codes, topic)| {
        let registered = Date::new(2024, month, 20).expect("a day") - late.days();
        let topic = ["114", "134", "111"][topic];
        let decided = (!outcome.is_empty()).then(|| (registered - 3.days()).to_string());
        let decided = decided.unwrap_or_default();
        let part = if part == 0 { String::new() } else { part.to_string() };
        let row = format!(
            "C-{case};Varde;Serviceloven;{topic};2023-01-02;{decided};{outcome};{registered};{part};\
             {codes};{codes}"
        );
        (month, row)
    })
}

fn row(number: &str, decided: &str, outcome: &str, registered: &str) -> String {
    format!("{number};Varde;Serviceloven;114;2024-01-01;{decided};{outcome};{registered}")
}

fn id(snapshot: &Snapshot) -> &str {
    &snapshot.manifest().id
}

fn outcomes(snapshot: &Snapshot) -> Vec<Option<Outcome>> {
    let cases = snapshot.cases().expect("the cases can be read");
    cases.iter().map(|case| case.decision.map(|it| it.outcome)).collect()
}

fn first(rows: &[&str]) -> (Trial, Stored) {
    let trial = Trial::cases(rows);
    let (_, base) = trial.store();
    (trial, base)
}

/// Returns a trial in the same data folder, with some rows that are laid on a state.
fn next(trial: &Trial, base: &Snapshot, rows: &[&str]) -> Trial {
    onto(trial, base, format!("{CASES}\n{}\n", rows.join("\n")))
}

/// The same with the text of the delivery.
fn onto(trial: &Trial, base: &Snapshot, text: String) -> Trial {
    let mut next = trial.clone();
    next.files.clear();
    next.onto = Some(id(base).to_owned());
    next.and("next.csv", text)
}
