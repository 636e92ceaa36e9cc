//! This year against the year before, trends, and sudden changes.

use domain::{period::Year, rule};
use stats::{
    Confidence, Proportion, Tally,
    difference::Difference,
    multiplicity::benjamini_hochberg,
    step::{self, Shape},
    trend::{Period, Trend},
};

use super::{
    Answers,
    cell::Cell,
    table::{Row, Table},
};
use crate::analysis::Steady;

/// Returns Newcombe's interval step by step, and Fisher's test for a list.
pub(super) fn change(tables: &[Table]) -> Vec<Answers> {
    let rate = |row: &Row| row.tally(1).proportion().expect("the examples have cases");
    let (before, now) = (rate(&tables[0].rows[0]), rate(&tables[0].rows[1]));
    let years = [before, now].map(|rate| {
        let interval = rate.wilson_interval(Confidence::P95);
        [rate.value(), interval.lower, interval.upper].map(|it| Cell::decimal(it, 4)).into()
    });
    vec![years.into(), newcombe(before, now), fisher(&tables[2])]
}

fn newcombe(before: Proportion, now: Proportion) -> Answers {
    let [was, is] = [before, now].map(|rate| (rate.value(), rate.wilson_interval(Confidence::P95)));
    let reach = |a: f64, b: f64| (a * a + b * b).sqrt();
    let pair = Difference { first: now, second: before };
    let interval = pair.newcombe_interval(Confidence::P95);
    [
        Cell::decimal(pair.value(), 4),
        Cell::decimal(reach(is.0 - is.1.lower, was.1.upper - was.0), 4),
        Cell::decimal(reach(is.1.upper - is.0, was.0 - was.1.lower), 4),
        points(interval.lower, 1),
        points(interval.upper, 1),
    ]
    .map(|cell| vec![cell])
    .into()
}

fn fisher(table: &Table) -> Answers {
    let pairs: Vec<Difference> = table
        .rows
        .iter()
        .map(|row| {
            let [second, first] = [1, 3].map(|place| row.tally(place).proportion());
            let share = |it: Option<Proportion>| it.expect("the examples have cases");
            Difference { first: share(first), second: share(second) }
        })
        .collect();
    let p_values: Vec<f64> = pairs.iter().map(|it| it.fisher_test().two_sided.min(1.0)).collect();
    let adjusted = benjamini_hochberg(&p_values).expect("p values are probabilities");
    let answer = |(pair, (p_value, adjusted)): (&Difference, (f64, f64))| {
        vec![
            points(pair.value(), 1),
            Cell::decimal(p_value, 4),
            Cell::decimal(adjusted, 4),
            Cell::yes(adjusted <= rule::SIGNIFICANCE),
        ]
    };
    pairs.iter().zip(p_values.into_iter().zip(adjusted)).map(answer).collect()
}

/// Returns a difference of fractions in percentage points.
pub(super) fn points(fraction: f64, decimals: usize) -> Cell {
    Cell::decimal(100.0 * fraction, decimals)
}

/// Returns rates by year in two series, and the steps of the test of each.
pub(super) fn trend(tables: &[Table]) -> Vec<Answers> {
    let [steady, uneven] = [&tables[0], &tables[1]].map(|table| {
        let periods: Vec<Period> = table.rows.iter().map(period).collect();
        steps_of_trend(&periods)
    });
    let both = steady.into_iter().zip(uneven).map(|(a, b)| vec![a, b]).collect();
    vec![rates(&tables[0]), rates(&tables[1]), both]
}

fn period(row: &Row) -> Period {
    Period { score: row.number(0), tally: row.tally(1) }
}

fn rates(table: &Table) -> Answers {
    let rate = |row: &Row| row.tally(1).proportion().map_or_else(Cell::missing, Cell::percent);
    table.rows.iter().map(|row| vec![rate(row)]).collect()
}

fn steps_of_trend(periods: &[Period]) -> Vec<Cell> {
    let trend = Trend::new(periods).expect("cases that ended both ways");
    let cases = |it: &Period| f64::from(it.tally.successes) + f64::from(it.tally.failures);
    let all: f64 = periods.iter().map(cases).sum();
    let center: f64 = periods.iter().map(|it| cases(it) * it.score).sum::<f64>() / all;
    let rise: f64 =
        periods.iter().map(|it| f64::from(it.tally.successes) * (it.score - center)).sum();
    let spread: f64 = periods.iter().map(|it| cases(it) * (it.score - center).powi(2)).sum();
    let departure = trend.departure.expect("five years are more than two");
    vec![
        Cell::fraction(trend.pooled_rate),
        Cell::decimal(center - periods[0].score, 1),
        Cell::decimal(rise, 1),
        Cell::decimal(spread, 1),
        points(trend.slope, 2),
        Cell::decimal(trend.z, 2),
        Cell::decimal(trend.p_value(), 4),
        Cell::decimal(trend.total.value, 2),
        Cell::decimal(departure.value, 2),
        Cell::decimal(departure.p_value, 4),
        said_of(periods, trend),
    ]
}

/// Returns what the rule of trends says of a single municipality.
fn said_of(periods: &[Period], trend: Trend) -> Cell {
    let year = |period: Option<&Period>| {
        let number = period.and_then(|it| format!("{}", it.score).parse().ok());
        number.and_then(Year::new).expect("the examples have years")
    };
    let (first, last) = (year(periods.first()), year(periods.last()));
    let steady = Steady { first, last, trend, p_value: trend.p_value() };
    Cell::words(match steady.rises() {
        Some(true) => ["steg", "rose"],
        Some(false) => ["faldt", "fell"],
        None if steady.is_uneven() => ["ændrede sig ujævnt", "changed unevenly"],
        None => ["intet siges", "nothing is said"],
    })
}

/// Returns rates by quarter in two series, and the most likely sudden change in each.
pub(super) fn step(tables: &[Table]) -> Vec<Answers> {
    let [sudden, quiet] = [&tables[0], &tables[1]].map(|table| {
        let tallies: Vec<Tally> = table.rows.iter().map(|row| row.tally(1)).collect();
        let change = step::Change::find(&tallies).expect("more than three quarters of cases");
        steps_of_alarm(table, change)
    });
    let both = sudden.into_iter().zip(quiet).map(|(a, b)| vec![a, b]).collect();
    vec![rates(&tables[0]), rates(&tables[1]), both]
}

fn steps_of_alarm(table: &Table, change: step::Change) -> Vec<Cell> {
    let shape = match change.shape {
        Shape::Lasting => ["varigt", "lasting"],
        Shape::OnePeriod => ["ét kvartal", "one quarter"],
    };
    vec![
        table.rows[change.period].label(),
        Cell::words(shape),
        Cell::fraction(change.before),
        Cell::fraction(change.after),
        Cell::decimal(change.dispersion, 2),
        Cell::decimal(change.z, 2),
        Cell::decimal(change.p_value, 4),
        Cell::yes(change.p_value <= rule::SIGNIFICANCE),
    ]
}
