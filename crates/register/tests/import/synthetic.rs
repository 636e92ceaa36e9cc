//! The synthetic register through the ordinary import: its mark, its soundness, its figures.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
    sync::OnceLock,
};

use domain::{
    count::Counts,
    format::{tenths_of_percent, whole_percent},
    map::{MapDefinition, MapKind},
    outcome::Outcome,
    period::{Grain, Period, Year},
    provenance::Provenance,
    published::{PublishedFigure, PublishedPercent},
    reversal::{OutcomeCounts, merits_share, reversal_rate},
    topic::Topics,
};
use jiff::civil::date;
use register::{
    case::Case,
    count::{count, count_cohorts, count_flow, define, define_cohorts, define_flow, define_times},
    finding::{Finding, Severity},
    snapshot::Snapshot,
    synthetic::{SyntheticError, SyntheticOptions, write_cases},
};

use crate::trial::{CASES, Trial};

#[test]
fn the_mark_makes_a_file_synthetic_whatever_the_importer_says() {
    let row = "1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";
    for mark in [
        "# synthetic register, seed 7: describes no real municipality",
        "\"# synthetic register, seed 7: describes no real municipality\"",
        "# Synthetic register, seed 7;;;;;;;",
        "\u{feff}# synthetic register",
    ] {
        let (report, snapshot) = Trial::of(format!("{mark}\n{CASES}\n{row}\n")).store();
        assert_eq!(report.provenance, Provenance::Synthetic, "{mark}");
        assert_eq!(snapshot.manifest().provenance, Provenance::Synthetic);
        let counts = count(&snapshot, Grain::Year).expect("the snapshot is sound");
        assert!(counts.snapshot.provenance.is_synthetic());
    }
    let (report, _) = Trial::of(format!("# a comment\n{CASES}\n{row}\n")).store();
    assert_eq!(report.provenance, Provenance::Delivered);
}

#[test]
fn a_file_that_lost_its_mark_is_known_by_its_case_numbers() {
    let text = written(&SyntheticOptions { cases: 20, ..Default::default() });
    let (_, without_mark) = text.split_once('\n').expect("the mark stands on a line of its own");
    assert_eq!(Trial::of(without_mark).store().0.provenance, Provenance::Synthetic);
}

#[test]
fn one_synthetic_file_makes_the_whole_delivery_synthetic() {
    let row = "1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";
    let trial = Trial::cases(&[row])
        .and("b.csv", format!("# synthetic register\n{CASES}\n{}\n", row.replacen('1', "2", 1)));
    assert_eq!(trial.store().0.provenance, Provenance::Synthetic);
}

#[test]
fn the_same_seed_gives_the_same_file_and_another_seed_another() {
    let make = |seed| written(&SyntheticOptions { cases: 500, seed, ..Default::default() });
    assert_eq!(make(1), make(1));
    assert_ne!(make(1), make(2));
    assert!(make(7).starts_with("# synthetic register, seed 7: describes no real municipality\n"));
}

#[test]
fn an_earlier_draw_is_the_same_register_as_it_was_seen_then() {
    let options = SyntheticOptions { cases: 20_000, ..Default::default() };
    let day = date(2025, 4, 1);
    let earlier = written(&SyntheticOptions { registered_until: Some(day), ..options });
    let mut trial = Trial::of(&earlier);
    trial.drawn_on = Some(day);
    let (report, then) = trial.store();
    assert!(!report.findings.iter().any(|it| it.severity == Severity::Error));
    let (_, now) = Trial::of(written(&options)).store();
    let (then, now) = (cases_by_number(&then), cases_by_number(&now));
    let pending = |case: &Case| case.decision.is_none();
    for (number, case) in &then {
        let later = now.get(number).expect("no case goes");
        assert!(case == later || pending(case), "{number} was decided, and changed");
    }
    let late =
        |case: &&Case| case.decision.is_some_and(|it| it.on < day) && case.registered_on > day;
    assert!(now.values().filter(late).count() > 10, "some decisions were registered late");
}

#[test]
fn any_size_imports_without_an_error() {
    for cases in [1, 2, 3, 10, 99, 1_000, 5_000] {
        check_imports(&SyntheticOptions { cases, ..Default::default() });
    }
}

#[test]
fn any_years_and_draw_date_import_without_an_error() {
    let options = |first, last, drawn_on| SyntheticOptions {
        registered_until: None,
        cases: 3_000,
        seed: 3,
        first_year: Year::new(first).expect("a year"),
        last_year: Year::new(last).expect("a year"),
        drawn_on,
    };
    check_imports(&options(2005, 2012, date(2013, 1, 1)));
    check_imports(&options(2023, 2024, date(2025, 1, 5)));
    check_imports(&options(2020, 2024, date(2022, 3, 1)));
    check_imports(&options(2016, 2016, date(2025, 6, 1)));
    check_imports(&options(2018, 2018, date(2018, 1, 1)));
}

#[test]
fn years_that_make_no_sense_are_refused() {
    let year = |number| Year::new(number).expect("a year");
    let good = SyntheticOptions::default();
    for bad in [
        SyntheticOptions { first_year: year(2020), last_year: year(2019), ..good },
        SyntheticOptions { first_year: year(2004), ..good },
        SyntheticOptions { drawn_on: date(2012, 12, 31), ..good },
    ] {
        let error = write_cases(&bad, std::io::sink(), &mut |_| {});
        assert!(matches!(error, Err(SyntheticError::Years)), "{bad:?}");
    }
    let none = SyntheticOptions { cases: 0, ..good };
    let error = write_cases(&none, std::io::sink(), &mut |_| {});
    assert!(matches!(error, Err(SyntheticError::Cases)));
}

#[test]
fn every_published_figure_is_met() {
    let mut checked = 0;
    for map in MapKind::ALL {
        for year in 2013..=2024 {
            checked += check_published(map, year);
        }
    }
    assert!(checked >= 40, "only {checked} figures were compared");
}

#[test]
fn the_general_map_has_about_its_real_volume() {
    for (year, published) in [(2016, 8_140), (2022, 8_631)] {
        let merits = counted(MapKind::Social, year).merits();
        assert!(merits.abs_diff(published) * 20 < published, "{year}: {merits}");
    }
}

#[test]
fn all_municipalities_have_cases_and_they_differ() {
    let counts = default_register();
    let municipalities: BTreeSet<_> = counts.cases.iter().map(|row| row.municipality).collect();
    assert_eq!(municipalities.len(), 98);
    let rates = municipalities.iter().filter_map(|code| {
        let rows = counts.cases.iter().filter(|row| row.municipality == *code);
        Some(reversal_rate(rows.map(|row| row.outcomes).sum())?.value())
    });
    let (low, high) =
        rates.fold((1.0_f64, 0.0_f64), |(low, high), rate| (low.min(rate), high.max(rate)));
    assert!(high - low > 0.15 && low > 0.05 && high < 0.7, "{low}–{high}");
}

#[test]
fn the_default_register_counts_as_it_is_defined() {
    let trial = Trial::of(written(&SyntheticOptions { cases: 20_000, ..Default::default() }));
    let (_, snapshot) = trial.store();
    let cases = snapshot.cases().expect("the cases can be read");
    for grain in [Grain::Year, Grain::Quarter] {
        let counts = count(&snapshot, grain).expect("the snapshot is sound");
        assert_eq!(counts.cases, define(&cases, grain));
        assert_eq!(counts.times, Some(define_times(&cases, grain)));
    }
    let (drawn_on, topics) = (snapshot.manifest().drawn_on, Topics::reference());
    let cohorts = count_cohorts(&snapshot).expect("the snapshot is sound");
    assert_eq!(cohorts, Some(define_cohorts(&cases, drawn_on)));
    let flows = count_flow(&snapshot, topics).expect("the snapshot is sound");
    assert_eq!(flows, define_flow(&cases, drawn_on, topics));
}

#[test]
fn every_year_of_receipt_has_cases_with_a_deadline_and_the_last_has_pending_ones() {
    let trial = Trial::of(written(&SyntheticOptions { cases: 20_000, ..Default::default() }));
    let cohorts = count_cohorts(&trial.store().1).expect("a sound snapshot").expect("cases");
    let mut years: BTreeMap<i16, [u32; 2]> = BTreeMap::new();
    for row in cohorts.iter().filter(|row| row.decided) {
        let cases = years.entry(row.received_year.number()).or_default();
        cases[usize::from(row.has_statutory_deadline)] += row.cases;
    }
    for year in 2013..=2024 {
        let [without, with] = years[&year];
        assert!((5..without / 10).contains(&with), "{year}: {with} with, {without} without");
    }
    let pending = |years: RangeInclusive<i16>| -> u32 {
        let is_it = |year: Year| years.contains(&year.number());
        let rows = cohorts.iter().filter(|row| !row.decided && is_it(row.received_year));
        rows.map(|row| row.cases).sum()
    };
    let (recent, older, oldest) = (pending(2024..=2025), pending(2023..=2023), pending(0..=2022));
    assert!(recent > 300, "{recent} pending");
    // At the draw a case takes half a year on average, and one in twenty takes some 450 days or more.
    assert!(older < recent / 10, "{older} of 2023");
    assert!(oldest < recent / 50, "{oldest} of long ago");
}

#[test]
fn some_months_of_cases_are_pending_at_any_time() {
    let trial = Trial::of(written(&SyntheticOptions { cases: 60_000, ..Default::default() }));
    let flows = count_flow(&trial.store().1, Topics::reference()).expect("a sound snapshot");
    let mut months: BTreeMap<_, [f64; 3]> = BTreeMap::new();
    for flow in &flows {
        let [decided, pending, days] = months.entry(flow.key.month).or_default();
        let cases = f64::from(flow.figures.pending.expect("the pending cases are known"));
        *decided += flow.figures.decided.map_or(0.0, f64::from);
        *pending += cases;
        *days += flow.figures.pending_age_days.unwrap_or(0.0) * cases;
    }
    let ([before, ..], last) = (months[&date(2012, 12, 1)], months.last_key_value());
    assert_eq!((before, last.map(|(month, _)| *month)), (0.0, Some(date(2025, 5, 1))));
    for (month, [decided, pending, days]) in months.into_iter().skip(1) {
        // From 2021 the board falls behind.
        let (months, age) =
            if month.year() <= 2020 { (3.0..7.0, 50.0..130.0) } else { (3.0..8.5, 80.0..180.0) };
        assert!(months.contains(&(pending / decided)), "{month}: {pending} of {decided}");
        assert!(age.contains(&(days / pending)), "{month}: {}", days / pending);
    }
}

#[test]
fn processing_times_and_late_registrations_are_plausible() {
    let trial = Trial::of(written(&SyntheticOptions { cases: 20_000, ..Default::default() }));
    let cases = trial.store().1.cases().expect("the cases can be read");
    let (mut days, mut decided, mut late, mut pending) = (0, 0, 0, 0);
    for case in &cases {
        let Some(decision) = case.decision else {
            pending += 1;
            continue;
        };
        let from = case.reopened_on.unwrap_or(case.received_on);
        days += decision.on.duration_since(from).as_hours() / 24;
        decided += 1;
        late += i64::from(case.registered_on.duration_since(decision.on).as_hours() > 24 * 20);
    }
    assert!((120..150).contains(&(days / decided)), "{}", days / decided);
    assert!((5..25).contains(&(late * 1_000 / decided)), "{late} of {decided}");
    assert!(pending > decided / 50, "{pending} pending");
}

#[test]
fn decisions_are_spread_over_the_working_days() {
    let trial = Trial::of(written(&SyntheticOptions { cases: 20_000, ..Default::default() }));
    let cases = trial.store().1.cases().expect("the cases can be read");
    let mut days = [0_u32; 7];
    for decision in cases.iter().filter_map(|case| case.decision) {
        days[usize::from(decision.on.weekday().to_monday_zero_offset().unsigned_abs())] += 1;
    }
    let total: u32 = days.iter().sum();
    assert!(days[..5].iter().all(|day| day.abs_diff(total / 5) * 10 < total / 5), "{days:?}");
    assert_eq!(days[5..], [0, 0]);
}

/// Checks that a register imports with no error, and that every case arrives.
#[track_caller]
fn check_imports(options: &SyntheticOptions) {
    let trial = Trial::of(written(options));
    let (report, _) = trial.store();
    let errors: Vec<_> =
        report.findings.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{options:?}: {errors:?}");
    assert_eq!(report.cases, Some(options.cases), "{options:?}");
    assert_eq!(report.drawn_on, options.drawn_on, "{options:?}");
    assert_eq!(report.provenance, Provenance::Synthetic);
}

/// Checks every figure published for a map and year, of the row that is met, and returns how many.
#[track_caller]
fn check_published(map: MapKind, year: i16) -> usize {
    let figures = PublishedFigure::reference();
    let rows = figures
        .iter()
        .filter(|it| it.map == map && it.year.number() == year && it.reversal.is_some());
    let decimals = |it: &PublishedFigure| it.reversal.map_or(0, PublishedPercent::decimals);
    let Some(figure) = rows.max_by_key(|it| (it.upheld.is_some(), decimals(it), it.published_on))
    else {
        return 0;
    };
    let counts = counted(map, year);
    let share = |outcome| merits_share(counts, outcome);
    let pairs = [
        (figure.changed, share(Outcome::Changed)),
        (figure.remitted, share(Outcome::Remitted)),
        (figure.upheld, share(Outcome::Upheld)),
        (figure.reversal, reversal_rate(counts)),
    ];
    let published = pairs
        .into_iter()
        .filter_map(|(published, share)| Some((published?, share.expect("there are cases"))));
    published
        .map(|(published, share)| {
            let rounded = match published.decimals() {
                0 => whole_percent(share) * 10,
                _ => tenths_of_percent(share),
            };
            assert_eq!(rounded, u64::from(published.tenths()), "{map:?} {year}");
        })
        .count()
}

/// Returns how the cases of a map and year ended in the register of the default size.
fn counted(map: MapKind, year: i16) -> OutcomeCounts {
    let definitions = MapDefinition::reference();
    let mut in_force = definitions.iter().rev();
    let definition =
        in_force.find(|it| it.from_decision_year <= year).expect("a definition for the year");
    let topics = definition.topics(map, Topics::reference()).expect("known topics");
    let period = Period::Year(Year::new(year).expect("a year"));
    let rows = default_register().cases.iter();
    let rows = rows.filter(|row| row.period == period && topics.contains(&row.topic));
    rows.map(|row| row.outcomes).sum()
}

/// Returns the counts of the register of the default size, made once for all tests.
fn default_register() -> &'static Counts {
    static COUNTS: OnceLock<Counts> = OnceLock::new();
    COUNTS.get_or_init(|| {
        let trial = Trial::of(written(&SyntheticOptions::default()));
        let (report, snapshot) = trial.store();
        let errors = report.findings.iter().filter(|it| it.severity == Severity::Error);
        assert_eq!(errors.collect::<Vec<_>>(), Vec::<&Finding>::new());
        count(&snapshot, Grain::Year).expect("the snapshot is sound")
    })
}

/// Returns the text of a register.
pub fn written(options: &SyntheticOptions) -> String {
    let mut bytes = Vec::new();
    let summary = write_cases(options, &mut bytes, &mut |_| {}).expect("memory takes all");
    assert_eq!(summary.cases, options.cases);
    String::from_utf8(bytes).expect("the file is text")
}

fn cases_by_number(snapshot: &Snapshot) -> BTreeMap<String, Case> {
    let cases = snapshot.cases().expect("the snapshot is sound");
    cases.into_iter().map(|case| (case.number.clone(), case)).collect()
}
