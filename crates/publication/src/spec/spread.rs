//! Control limits, more spread than chance gives, and why municipalities differ.

use stats::{
    Confidence, Proportion, Tally,
    funnel::{
        Funnel,
        overdispersion::{Overdispersion, Scale, Scores, consistency_factor, mean_square},
    },
    spread::Spread,
};

use super::{
    Answers,
    cell::Cell,
    rates::limits,
    table::{Row, Table},
};

/// How much of the scores is pulled in at each end.
const WINSORIZED: f64 = 0.1;

/// Returns the limits of 95 % and 99.8 % around a rate, by number of cases.
pub(super) fn funnel(tables: &[Table]) -> Vec<Answers> {
    let answer = |row: &Row| {
        let funnel = Funnel::new(row.number(1) / 100.0).expect("a rate between 0 and 100");
        let cases = row.count(2).into();
        let exact = |confidence| funnel.exact_limits(cases, confidence).expect("there are cases");
        [Confidence::P95, Confidence::P99_8].into_iter().flat_map(|it| limits(exact(it))).collect()
    };
    vec![tables[0].rows.iter().map(answer).collect()]
}

/// Returns scores and trimmed scores; the steps to φ and τ; and limits with and without the spread.
pub(super) fn overdispersion(tables: &[Table]) -> Vec<Answers> {
    let tallies: Vec<Tally> = tables[0].rows.iter().map(|row| row.tally(1)).collect();
    let scores = Scores::of(&tallies, Scale::Score).expect("cases that ended both ways");
    let trimmed = scores.winsorized(WINSORIZED).expect("a tenth is less than a half");
    let found = Overdispersion::estimate(&tallies).expect("cases that ended both ways");
    let shares =
        tallies.iter().map(|tally| tally.proportion().map_or_else(Cell::missing, Cell::percent));
    let list = shares
        .zip(scores.z())
        .zip(&trimmed.z)
        .map(|((share, z), trimmed)| vec![share, Cell::decimal(z, 2), Cell::decimal(*trimmed, 2)]);
    let factor = consistency_factor(WINSORIZED).expect("a tenth is less than a half");
    let steps = [
        Cell::fraction(found.reference),
        Cell::decimal(mean_square(&trimmed.z), 4),
        Cell::decimal(factor, 4),
        Cell::decimal(found.phi, 4),
        Cell::decimal(100.0 * found.tau_squared.sqrt(), 2),
    ];
    let funnel = Funnel::new(found.reference).expect("cases that ended both ways");
    let around = |row: &Row| {
        let cases = row.count(1).into();
        let chance = funnel.normal_limits(cases, Confidence::P95).expect("there are cases");
        let both = found.additive_limits(cases, Confidence::P95).expect("there are cases");
        [chance, both].into_iter().flat_map(limits).collect()
    };
    vec![
        list.collect(),
        steps.into_iter().map(|cell| vec![cell]).collect(),
        tables[2].rows.iter().map(around).collect(),
    ]
}

/// Returns rates by topic, expected rates by municipality, and the parts of the spread.
///
/// A municipality has one row for each topic, in the same order.
pub(super) fn spread(tables: &[Table]) -> Vec<Answers> {
    let topics = tables[0].rows.len() / tables[1].rows.len();
    let tallies: Vec<Tally> = tables[0].rows.iter().map(|row| row.tally(1)).collect();
    let units: Vec<Vec<Tally>> = tallies.chunks(topics).map(<[Tally]>::to_vec).collect();
    let whole: Vec<Proportion> =
        (0..topics).map(|topic| sum(units.iter().map(|it| it[topic]))).collect();
    let percent = |tally: &Tally| tally.proportion().map_or_else(Cell::missing, Cell::percent);
    let by_topic = tallies
        .iter()
        .enumerate()
        .map(|(row, tally)| vec![percent(tally), Cell::percent(whole[row % topics])]);
    let by_unit = units.iter().map(|unit| {
        let own = sum(unit.iter().copied());
        let expected: f64 = unit.iter().zip(&whole).map(|(it, all)| cases(*it) * all.value()).sum();
        let cases: f64 = unit.iter().map(|it| cases(*it)).sum();
        vec![Cell::decimal(cases, 0), Cell::percent(own), Cell::fraction(expected / cases)]
    });
    vec![by_topic.collect(), by_unit.collect(), parts(&units)]
}

/// Returns the parts in squared percentage points and in per cent of the whole.
fn parts(units: &[Vec<Tally>]) -> Answers {
    let spread = Spread::new(units).expect("cases that ended both ways");
    let shares = spread.shares().expect("the rates differ");
    let part = |(variance, share): (f64, f64)| {
        vec![Cell::decimal(10_000.0 * variance, 1), Cell::fraction(share)]
    };
    let parts = [
        (spread.mix, shares.mix),
        (spread.chance, shares.chance),
        (spread.rest, shares.rest),
        (spread.total, 1.0),
    ];
    parts.into_iter().map(part).collect()
}

fn sum(tallies: impl Iterator<Item = Tally>) -> Proportion {
    let (x, y) = tallies.fold((0, 0), |(x, y), it| (x + it.successes, y + it.failures));
    Proportion::from_parts(x, y).expect("the examples have cases")
}

fn cases(tally: Tally) -> f64 {
    f64::from(tally.successes) + f64::from(tally.failures)
}
