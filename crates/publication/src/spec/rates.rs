//! The rate, its interval, and cases beside inhabitants.

use domain::{
    population::per_1000,
    reversal::{OutcomeCounts, reversal_rate as rate_of},
};
use stats::{Confidence, Interval, Proportion};

use super::{
    Answers,
    cell::Cell,
    table::{Row, Table},
};

/// Returns merits cases, whole per cent, per cent and limits of counted outcomes.
pub(super) fn reversal_rate(tables: &[Table]) -> Vec<Answers> {
    let answer = |row: &Row| {
        let [changed, remitted, upheld, dismissed] = row.counts();
        let counts = OutcomeCounts { changed, remitted, upheld, dismissed };
        let mut cells = vec![Cell::count(counts.merits())];
        cells.push(rate_of(counts).map_or_else(Cell::missing, whole_percent));
        cells.extend(rate_and_limits(rate_of(counts)));
        cells
    };
    vec![tables[0].rows.iter().map(answer).collect()]
}

fn whole_percent(share: Proportion) -> Cell {
    let percent = domain::format::whole_percent(share);
    Cell::count(u32::try_from(percent).expect("at most 100"))
}

/// Returns per cent and the limits of the 95 % interval.
pub(super) fn rate_and_limits(rate: Option<Proportion>) -> [Cell; 3] {
    let Some(rate) = rate else { return [(); 3].map(|()| Cell::missing()) };
    let [lower, upper] = limits(rate.wilson_interval(Confidence::P95));
    [Cell::percent(rate), lower, upper]
}

/// Returns both limits of an interval in per cent.
pub(super) fn limits(interval: Interval) -> [Cell; 2] {
    [interval.lower, interval.upper].map(Cell::fraction)
}

/// Returns center and width by the formula of the page, and the limits.
pub(super) fn interval(tables: &[Table]) -> Vec<Answers> {
    let answer = |row: &Row| {
        let [x, n] = row.counts::<2>().map(f64::from);
        let z = Confidence::P95.z();
        let center = (x + z * z / 2.0) / (n + z * z);
        let width = z / (n + z * z) * (x * (n - x) / n + z * z / 4.0).sqrt();
        let mut cells = vec![Cell::decimal(center, 4), Cell::decimal(width, 4)];
        cells.extend(rate_and_limits(row.tally(1).proportion()));
        cells
    };
    vec![tables[0].rows.iter().map(answer).collect()]
}

/// Returns reversed cases for every 1,000 inhabitants.
pub(super) fn per_inhabitants(tables: &[Table]) -> Vec<Answers> {
    let answer = |row: &Row| {
        let [reversed, people] = row.counts();
        vec![per_1000(reversed, people).map_or_else(Cell::missing, |rate| Cell::decimal(rate, 2))]
    };
    vec![tables[0].rows.iter().map(answer).collect()]
}
