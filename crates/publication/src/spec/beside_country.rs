//! Municipalities beside the country, and those that are reliably lower.

use domain::{
    comparison::{Comparison, Standing, Test, compare},
    format::Language,
    reversal::{OutcomeCounts, reversal_rate},
};
use stats::Tally;

use super::{Answers, cell::Cell, rates::rate_and_limits, table::Table};
use crate::analysis::reliable::is_above;

/// The limit of few cases in the examples, that of most editions.
const FEW_CASES_BELOW: u32 = 5;

/// Returns p values, their order, adjusted p values and words; the last row is the country.
pub(super) fn comparison(tables: &[Table]) -> Vec<Answers> {
    let (counts, compared) = beside(&tables[0], 1);
    let mut ordered: Vec<f64> = compared.iter().filter_map(|it| Some(it.test?.p_value)).collect();
    ordered.sort_by(f64::total_cmp);
    let mut answers: Answers = counts
        .iter()
        .zip(&compared)
        .map(|(counts, comparison)| {
            let mut cells = vec![rate_and_limits(reversal_rate(*counts))[0].clone()];
            cells.extend(test(comparison.test, &ordered));
            cells.push(words(comparison.standing));
            cells
        })
        .collect();
    answers.push(country(&tables[0], 5));
    vec![answers]
}

/// Returns p, its place k among all, p·m/k and the adjusted p.
fn test(test: Option<Test>, ordered: &[f64]) -> [Cell; 4] {
    let Some(test) = test else { return [(); 4].map(|()| Cell::missing()) };
    let place = 1 + ordered.iter().filter(|p| **p < test.p_value).count();
    let [k, m] = [place, ordered.len()].map(|it| u32::try_from(it).expect("a short list"));
    [
        Cell::decimal(test.p_value, 4),
        Cell::count(k),
        Cell::decimal(test.p_value * f64::from(m) / f64::from(k), 4),
        Cell::decimal(test.adjusted, 4),
    ]
}

/// Returns rates, limits and words of very few cases; the last row is the country.
pub(super) fn few_cases(tables: &[Table]) -> Vec<Answers> {
    let (counts, compared) = beside(&tables[0], 1);
    let answer = |(counts, comparison): (&OutcomeCounts, &Comparison)| {
        let mut cells = Vec::from(rate_and_limits(reversal_rate(*counts)));
        cells.push(words(comparison.standing));
        cells
    };
    let mut answers: Answers = counts.iter().zip(&compared).map(answer).collect();
    answers.push(country(&tables[0], 3));
    vec![answers]
}

/// Returns three years together beside the country, and whether a municipality is reliably lower; the last
/// row is the country.
pub(super) fn reliable(tables: &[Table]) -> Vec<Answers> {
    let table = &tables[0];
    let years = [1, 3, 5];
    let of = |row: usize| years.map(|place| counts(table.rows[row].tally(place)));
    let all = table.rows.len() - 1;
    let sums: Vec<Option<OutcomeCounts>> =
        (0..all).map(|row| Some(of(row).into_iter().sum())).collect();
    let whole: OutcomeCounts = of(all).into_iter().sum();
    let compared = compare(&sums, Some(whole), FEW_CASES_BELOW);
    let answer = |row: usize| {
        let above = of(row).map(reversal_rate).into_iter().zip(of(all).map(reversal_rate));
        let is_once_above = above.into_iter().any(|(own, country)| is_above(own, country));
        let is_lower = compared[row].standing == Standing::Lower;
        vec![
            rate_and_limits(sums[row].and_then(reversal_rate))[0].clone(),
            compared[row].test.map_or_else(Cell::missing, |it| Cell::decimal(it.adjusted, 4)),
            Cell::yes(is_once_above),
            Cell::yes(is_lower && !is_once_above),
        ]
    };
    let mut answers: Answers = (0..all).map(answer).collect();
    let mut country = vec![rate_and_limits(reversal_rate(whole))[0].clone()];
    country.extend([(); 3].map(|()| Cell::missing()));
    answers.push(country);
    vec![answers]
}

/// Compares all rows but the last with the last one.
fn beside(table: &Table, place: usize) -> (Vec<OutcomeCounts>, Vec<Comparison>) {
    let mut all: Vec<_> = table.rows.iter().map(|row| counts(row.tally(place))).collect();
    let country = all.pop();
    let some: Vec<_> = all.iter().copied().map(Some).collect();
    let compared = compare(&some, country, FEW_CASES_BELOW);
    (all, compared)
}

/// Returns the answers of the last row, the country: its rate, and nothing it is compared with.
fn country(table: &Table, others: usize) -> Vec<Cell> {
    let row = table.rows.last().expect("the country stands last");
    let mut cells = vec![rate_and_limits(row.tally(1).proportion())[0].clone()];
    cells.resize_with(1 + others, Cell::missing);
    cells
}

/// Returns a tally as counts; how the reversed cases were reversed does not matter here.
fn counts(tally: Tally) -> OutcomeCounts {
    OutcomeCounts { changed: tally.successes, upheld: tally.failures, ..OutcomeCounts::default() }
}

fn words(standing: Standing) -> Cell {
    Cell::words(Language::ALL.map(|language| standing.label(language)))
}
