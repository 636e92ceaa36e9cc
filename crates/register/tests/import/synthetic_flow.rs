//! The flow of the synthetic register: what is received, decided and pending, and how long it takes.

use std::sync::OnceLock;

use domain::{
    flow::{Flow, FlowFigures},
    topic::Topics,
};
use jiff::civil::{Date, date};
use register::{count::count_flow, synthetic::SyntheticOptions};

use crate::{synthetic::written, trial::Trial};

#[test]
fn as_many_cases_are_received_in_the_months_before_the_draw_as_in_the_year_before() {
    let before = received((2023, 6), (2024, 5)) / 12.0;
    for month in months((2024, 6), (2025, 5)) {
        let cases = received(month, month);
        assert!((cases / before - 1.0).abs() < 0.25, "{month:?}: {cases}, {before} before");
    }
    let last_three = received((2025, 3), (2025, 5)) / 3.0;
    assert!((last_three / before - 1.0).abs() < 0.10, "{last_three} a month, {before} before");
}

#[test]
fn no_law_has_a_jump_in_receipts_before_the_draw() {
    // Barnets lov is still taking over from serviceloven, so the two are left out.
    for law in ["Aktivloven", "Sygedagpengeloven", "Lov om aktiv beskæftigelsesindsats"] {
        let of = |from, to| sum(from, to, |flow| flow.key.area == law, received_of);
        let (before, last) = (of((2024, 6), (2024, 11)), of((2024, 12), (2025, 5)));
        assert!((last / before - 1.0).abs() < 0.25, "{law}: {last} after {before}");
    }
}

#[test]
fn cases_took_the_known_days_in_2018_and_2019_and_more_in_2024() {
    check_days(2018, 147.0);
    check_days(2019, 126.0);
    let (before, after) = (mean_days(2019, |_| true), mean_days(2024, |_| true));
    assert!(after > before + 20.0, "{after} after {before}");
}

#[test]
fn cases_with_a_deadline_are_decided_within_eight_weeks_on_average_and_stay_fast() {
    for year in 2013..=2024 {
        let with = mean_days(year, has_deadline);
        let without = mean_days(year, |flow| !has_deadline(flow));
        assert!(with < 56.0 && with < without / 2.0, "{year}: {with} and {without}");
    }
}

#[test]
fn between_one_and_two_thousand_cases_a_year_have_a_deadline() {
    // The register of the tests is a fourth of the real volume.
    for year in 2018..=2024 {
        let cases = sum((year, 1), (year, 12), has_deadline, received_of) * 4.0;
        assert!((1_000.0..2_000.0).contains(&cases), "{year}: {cases}");
    }
}

#[test]
fn received_and_pending_cases_grow_from_2020_to_2024() {
    let (before, after) = (received((2020, 1), (2020, 12)), received((2024, 1), (2024, 12)));
    assert!(after > before * 1.04, "{after} received after {before}");
    let pending = |year| sum((year, 12), (year, 12), |_| true, |figures| cases(figures.pending));
    let ends = [2020, 2021, 2022, 2023, 2024].map(pending);
    assert!(ends.is_sorted() && ends[4] > ends[0] * 1.2, "{ends:?}");
}

#[track_caller]
fn check_days(year: i16, known: f64) {
    let days = mean_days(year, |_| true);
    assert!((days - known).abs() < 4.0, "{year}: {days}");
}

type Month = (i16, i8);

fn has_deadline(flow: &Flow) -> bool {
    flow.key.has_statutory_deadline
}

fn received(from: Month, to: Month) -> f64 {
    sum(from, to, |_| true, received_of)
}

fn received_of(figures: &FlowFigures) -> f64 {
    cases(figures.received)
}

fn cases(count: Option<u32>) -> f64 {
    count.map_or(0.0, f64::from)
}

/// Returns the mean days of the cases decided in a year.
fn mean_days(year: i16, of: impl Fn(&Flow) -> bool + Copy) -> f64 {
    let (from, to) = ((year, 1), (year, 12));
    let days = |figures: &FlowFigures| cases(figures.decided) * figures.mean_days.unwrap_or(0.0);
    sum(from, to, of, days) / sum(from, to, of, |figures| cases(figures.decided))
}

/// Adds up a figure over the series and months that are asked for.
fn sum(
    first: Month,
    last: Month,
    of: impl Fn(&Flow) -> bool,
    figure: impl Fn(&FlowFigures) -> f64,
) -> f64 {
    let months = day(first)..=day(last);
    let rows = flows().iter().filter(|flow| months.contains(&flow.key.month) && of(flow));
    rows.map(|flow| figure(&flow.figures)).sum()
}

fn day((year, month): Month) -> Date {
    date(year, month, 1)
}

/// Returns the months from one to another.
fn months(first: Month, last: Month) -> impl Iterator<Item = Month> {
    let numbers = |(year, month): Month| i32::from(year) * 12 + i32::from(month) - 1;
    (numbers(first)..=numbers(last)).map(|number| {
        let part = |value| i16::try_from(value).expect("a year or a month");
        (part(number / 12), i8::try_from(number % 12 + 1).expect("a month"))
    })
}

/// Returns the flow of a register of 60,000 cases, made once for all tests.
fn flows() -> &'static [Flow] {
    static FLOWS: OnceLock<Vec<Flow>> = OnceLock::new();
    FLOWS.get_or_init(|| {
        let options = SyntheticOptions { cases: 60_000, ..Default::default() };
        let (_, snapshot) = Trial::of(written(&options)).store();
        count_flow(&snapshot, Topics::reference()).expect("the snapshot is sound")
    })
}
