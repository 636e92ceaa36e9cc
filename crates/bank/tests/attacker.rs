//! An attacker who has the frozen tables: a linear program over what is shown finds no hidden small count.
//!
//! The sums are worked out here from the codes and the published lists of municipalities, not taken from
//! the code that hides.

use std::collections::BTreeMap;

use bank::bank::Bank;
use domain::{municipality, provenance::Provenance, topic::Topics};
use jiff::civil::date;
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome, Variable};
use tables::{
    cell::{Cell, Missing, Number},
    table::Table,
};
use testkit::{DataFolder, bank::Figures};

/// A cell by place and own value.
type At = (String, String);

#[test]
fn no_small_count_of_a_reason_can_be_solved_for() {
    let (figures, bank) = made();
    let counts = figures.years.details.reversal_reasons.expect("reasons");
    let truth = truth(counts.iter().map(|count| {
        (
            count.municipality.municipality(),
            (law(count.topic), count.code.to_uppercase()),
            count.period.to_string(),
            count.cases,
        )
    }));
    let table = bank.table("AARSAG1").expect("a table");
    check(table, "GRUND", &truth, &[]);
}

#[test]
fn no_small_count_of_a_cohort_can_be_solved_for() {
    let (figures, bank) = made();
    let truth = truth(figures.cohorts.iter().flat_map(|count| {
        let own = if count.has_statutory_deadline { "MED" } else { "UDEN" };
        ["ALLE", own].map(|own| {
            let year = count.received_year.to_string();
            (
                count.municipality.municipality(),
                (law(count.topic), own.to_owned()),
                year,
                count.cases,
            )
        })
    }));
    let table = bank.table("TID1").expect("a table");
    check(table, "FRIST", &truth, &[("ALLE", &["MED", "UDEN"])]);
}

fn made() -> (Figures, Bank) {
    let folder = DataFolder::with_release(Provenance::Synthetic);
    let figures = Figures::newest(Provenance::Synthetic);
    let id = figures.freeze(folder.path(), None);
    let bank = Bank::open(folder.path(), &id).expect("a bank that was just frozen");
    (figures, bank)
}

fn law(topic: domain::topic::TopicCode) -> String {
    let law = &Topics::reference().get(topic).expect("a topic").law;
    municipality::slug(law).to_uppercase()
}

/// The true counts by act and year, then by place and own value.
type Truth = BTreeMap<(String, String), BTreeMap<At, u32>>;

fn truth(
    rows: impl Iterator<Item = (&'static municipality::Municipality, (String, String), String, u32)>,
) -> Truth {
    let mut truth = Truth::new();
    for (place, (law, own), year, cases) in rows {
        let counts = truth.entry((law, year)).or_default();
        for place in around(place) {
            *counts.entry((place, own.clone())).or_default() += cases;
        }
    }
    truth
}

/// Returns the codes of everything a municipality is a part of.
fn around(place: &municipality::Municipality) -> [String; 5] {
    let region = place.region_on(date(2024, 12, 31)).code.expect("a region of 2007");
    [
        "0000".into(),
        region.to_string(),
        place.landsdel_code.clone(),
        format!("G{}", place.group_code),
        place.code.to_string(),
    ]
}

/// Attacks the table of each act in its newest year.
fn check(table: &Table, own: &str, truth: &Truth, totals: &[(&str, &[&str])]) {
    let mut attacked = 0;
    for ((law, year), counts) in truth.iter().filter(|((_, year), _)| year == "2024") {
        let shown: BTreeMap<&At, Cell> =
            counts.keys().map(|at| (at, cell(table, law, (own, at), year))).collect();
        let hidden = |cell: &Cell| *cell == Cell::Missing(Missing::Confidential);
        let small: Vec<_> =
            counts.iter().filter(|(at, count)| **count <= 2 && hidden(&shown[at])).collect();
        for (at, _) in counts.iter().filter(|(_, count)| (1..=2).contains(*count)) {
            assert!(hidden(&shown[at]), "{law} {year} {at:?} is shown");
        }
        // Every seventh: a program for each of some hundred cells takes its time.
        for (at, count) in small.into_iter().step_by(7) {
            let [least, most] = [OptimizationDirection::Minimize, OptimizationDirection::Maximize]
                .map(|direction| solve(&shown, totals, at, direction));
            assert!(
                least < f64::from(*count) + 1e-6 && f64::from(*count) < most + 1e-6,
                "the truth is possible"
            );
            assert!(
                least < 1.0 + 1e-6 && most > 2.0 - 1e-6,
                "{law} {year} {at:?}: {least} to {most}"
            );
            attacked += 1;
        }
    }
    assert!(attacked > 10, "only {attacked} cells");
}

fn cell(table: &Table, law: &str, (own, at): (&str, &At), year: &str) -> Cell {
    let chosen = [("OMRAADE", &*at.0), ("LOV", law), ("EMNE", law), (own, &*at.1), ("Tid", year)];
    table.cell(table.dimensions().iter().enumerate().map(|(place, dimension)| {
        let code = chosen.iter().find(|(code, _)| *code == dimension.code).map(|(_, value)| *value);
        (place, code.map_or(0, |code| dimension.position(code).expect("a value")))
    }))
}

/// Returns the least or most a cell can be, by the shown cells, the sums, and that no count is negative.
fn solve(
    shown: &BTreeMap<&At, Cell>,
    totals: &[(&str, &[&str])],
    goal: &At,
    direction: OptimizationDirection,
) -> f64 {
    let mut problem = Problem::new(direction);
    let mut unknown: BTreeMap<At, Variable> = BTreeMap::new();
    for (at, cell) in shown {
        if matches!(cell, Cell::Missing(_)) {
            let weight = if *at == goal { 1.0 } else { 0.0 };
            unknown.insert((*at).clone(), problem.add_var(weight, (0.0, f64::INFINITY)));
        }
    }
    for (total, parts) in sums(shown, totals) {
        let mut terms = Vec::new();
        let mut known = 0.0;
        for (at, sign) in parts.iter().map(|part| (part, 1.0)).chain([(&total, -1.0)]) {
            match (unknown.get(at), shown.get(at)) {
                (Some(variable), _) => terms.push((*variable, sign)),
                (None, Some(Cell::Number(number))) => known += sign * number.value(),
                // A place without any count holds zero.
                _ => {}
            }
        }
        if !terms.is_empty() {
            problem.add_constraint(terms, ComparisonOp::Eq, -known);
        }
    }
    match problem.solve() {
        Ok(SolveOutcome::Solution(solution)) => solution[unknown[goal]],
        Ok(outcome) => panic!("{outcome:?}"),
        Err(microlp::Error::Unbounded) => f64::INFINITY,
        Err(error) => panic!("the truth is one solution: {error}"),
    }
}

/// Returns every sum a reader knows: of places, and of own values.
fn sums(shown: &BTreeMap<&At, Cell>, totals: &[(&str, &[&str])]) -> Vec<(At, Vec<At>)> {
    let mut parts: BTreeMap<(String, u8), Vec<String>> = BTreeMap::new();
    for place in municipality::all() {
        let [country, region, part, group, own] = around(place);
        for (total, kind, of) in [
            (&part, 0, &own),
            (&group, 0, &own),
            (&region, 0, &part),
            (&country, 0, &region),
            (&country, 1, &group),
        ] {
            let parts = parts.entry((total.clone(), kind)).or_default();
            if !parts.contains(of) {
                parts.push(of.clone());
            }
        }
    }
    let owns: std::collections::BTreeSet<_> = shown.keys().map(|at| &at.1).collect();
    let mut sums = Vec::new();
    for ((total, _), parts) in &parts {
        for own in &owns {
            let at = |place: &String| (place.clone(), (*own).clone());
            sums.push((at(total), parts.iter().map(at).collect()));
        }
    }
    let places: std::collections::BTreeSet<_> = shown.keys().map(|at| &at.0).collect();
    for (total, parts) in totals {
        for place in &places {
            let at = |own: &str| ((*place).clone(), own.to_owned());
            sums.push((at(total), parts.iter().map(|own| at(own)).collect()));
        }
    }
    sums
}

#[test]
fn the_attacker_solves_what_is_not_protected() {
    let cell = |count| Cell::Number(Number::count(count));
    let municipality = municipality::by_slug("bornholm").expect("a municipality");
    // Bornholm is a part of the country by itself: the one gives the other away.
    let places = around(municipality).map(|place| (place, "ALLE".to_owned()));
    let mut shown: BTreeMap<_, _> = places.iter().map(|at| (at, cell(2))).collect();
    let own = &places[4];
    shown.insert(own, Cell::Missing(Missing::Confidential));
    for direction in [OptimizationDirection::Minimize, OptimizationDirection::Maximize] {
        assert!((solve(&shown, &[], own, direction) - 2.0).abs() < 1e-6);
    }
}
