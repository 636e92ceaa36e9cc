//! Mix or level, and the rate at the national mix.

use stats::{
    Confidence, Tally,
    decomposition::{Category, Kitagawa},
    standardization::{OffsetRate, Stratum},
};

use super::{
    Answers,
    cell::Cell,
    over_time::points,
    table::{Row, Table},
};

/// Returns shares and rates by topic, what each adds, and the whole change.
///
/// The inputs are remitted, changed and all merits cases in the first year, then in the second.
pub(super) fn mix(tables: &[Table]) -> Vec<Answers> {
    let rows = &tables[0].rows;
    let account = |part: fn(&Row, usize) -> u32| {
        let tally = |row: &Row, year: usize| {
            let cases = row.count(year + 2);
            Tally::of(part(row, year), cases).expect("no more are reversed than decided")
        };
        let category = |row: &Row| Category { first: tally(row, 1), second: tally(row, 4) };
        Kitagawa::new(&rows.iter().map(category).collect::<Vec<_>>())
            .expect("both years have cases")
    };
    let all = account(|row, year| row.count(year) + row.count(year + 1));
    let remitted = account(Row::count);
    let changed = account(|row, year| row.count(year + 1));
    let whole = |place: usize| rows.iter().map(|row| f64::from(row.count(place))).sum::<f64>();
    let shares = rows.iter().map(|row| {
        let reversed = |year: usize| f64::from(row.count(year) + row.count(year + 1));
        let cases = |year: usize| f64::from(row.count(year + 2));
        [cases(1) / whole(3), cases(4) / whole(6), reversed(1) / cases(1), reversed(4) / cases(4)]
            .map(Cell::fraction)
            .into()
    });
    vec![shares.collect(), contributions([&all, &remitted, &changed]), change(&all)]
}

/// Returns what each topic adds, and the sums.
fn contributions([all, remitted, changed]: [&Kitagawa; 3]) -> Answers {
    let topic = |place: usize| {
        let (mix, within) = (all.categories[place].centered_mix, all.categories[place].rate);
        [mix, remitted.categories[place].rate, changed.categories[place].rate, mix + within]
    };
    let sum = [all.mix_effect, remitted.rate_effect, changed.rate_effect, all.difference()];
    let rows = (0..all.categories.len()).map(topic).chain([sum]);
    rows.map(|parts| parts.map(|it| points(it, 2)).into()).collect()
}

fn change(all: &Kitagawa) -> Answers {
    let (first, second) = (all.first_rate, all.second_rate);
    let cells = [
        Cell::decimal(100.0 * first, 2),
        Cell::decimal(100.0 * second, 2),
        points(all.difference(), 2),
        points(all.mix_effect, 2),
        points(all.rate_effect, 2),
    ];
    cells.map(|cell| vec![cell]).into()
}

/// Returns rates by topic before and after the shift, and the steps to the rate at the national mix.
pub(super) fn level(tables: &[Table]) -> Vec<Answers> {
    let stratum = |row: &Row| Stratum { local: row.tally(1), reference: row.tally(3) };
    let strata: Vec<Stratum> = tables[0].rows.iter().map(stratum).collect();
    let found = OffsetRate::new(&strata).expect("every topic has a national rate");
    let shift = found.shift.expect("cases that ended both ways");
    let topics: Vec<Topic> = strata.iter().map(|it| Topic::new(it, shift)).collect();
    let own: f64 = topics.iter().map(|topic| topic.own).sum();
    let sum = |value: fn(&Topic) -> f64| topics.iter().map(value).sum::<f64>();
    let interval = found.interval(Confidence::P95);
    let steps = [
        Cell::fraction(sum(|it| it.reversed) / own),
        Cell::decimal(sum(|it| it.own * it.national), 2),
        Cell::decimal(shift, 4),
        Cell::decimal(sum(|it| it.own * it.shifted), 2),
        Cell::fraction(found.value),
        Cell::fraction(interval.lower),
        Cell::fraction(interval.upper),
        Cell::fraction(sum(|it| it.weight * it.national) / sum(|it| it.weight)),
    ];
    let rates = topics.iter().map(|it| [it.national, it.shifted].map(Cell::fraction).into());
    vec![rates.collect(), steps.map(|cell| vec![cell]).into()]
}

/// A topic of one municipality beside the country's.
struct Topic {
    reversed: f64,
    own: f64,
    weight: f64,
    national: f64,
    shifted: f64,
}

impl Topic {
    /// Moves the country's odds by the factor e to the shift.
    fn new(stratum: &Stratum, shift: f64) -> Self {
        let cases = |tally: Tally| f64::from(tally.successes) + f64::from(tally.failures);
        let (x, y) = (stratum.reference.successes, stratum.reference.failures);
        let odds = f64::from(x) / f64::from(y) * libm::exp(shift);
        Self {
            reversed: f64::from(stratum.local.successes),
            own: cases(stratum.local),
            weight: cases(stratum.reference),
            national: f64::from(x) / cases(stratum.reference),
            shifted: odds / (1.0 + odds),
        }
    }
}
