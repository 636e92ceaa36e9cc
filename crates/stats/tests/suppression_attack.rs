//! A reader with a linear solver, and one who tries every table, learn no more than is promised.
//!
//! Both are written from the promises of `suppress` and share no code with its audit.

#[path = "suppression/published.rs"]
mod published;

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome};
use proptest::prelude::*;
use published::Published;
use stats::suppression::{Display, Pattern, Sum, Table, suppress};

/// A value that nothing bounds.
const ENDLESS: f64 = 1e9;

/// A table of three columns with totals both ways, and two groups across its four rows.
fn grouped(inner: &[u32]) -> (Vec<u32>, Vec<Sum>) {
    let parts_of: [(usize, &[usize]); 4] =
        [(4, &[0, 1]), (5, &[2, 3]), (6, &[0, 2, 3]), (7, &[4, 5])];
    let mut counts = vec![0; 8 * 4];
    for row in 0..4 {
        for column in 0..3 {
            counts[row * 4 + column] = inner[row * 3 + column];
            counts[row * 4 + 3] += inner[row * 3 + column];
        }
    }
    let mut sums = Vec::new();
    for (total, parts) in parts_of {
        for column in 0..4 {
            let parts: Vec<usize> = parts.iter().map(|&row| row * 4 + column).collect();
            counts[total * 4 + column] = parts.iter().map(|&cell| counts[cell]).sum();
            sums.push(Sum { total: total * 4 + column, parts });
        }
    }
    sums.extend((0..8).map(|row| Sum {
        total: row * 4 + 3,
        parts: (0..3).map(|column| row * 4 + column).collect(),
    }));
    (counts, sums)
}

/// Returns the whole numbers between which a cell must lie, by linear programs.
fn between(table: &Table<'_>, hidden: &[bool], cell: usize) -> (f64, f64) {
    let end = |direction| {
        let mut problem = Problem::new(direction);
        let variable = |(other, &is_hidden): (usize, &bool)| {
            let count = f64::from(table.counts[other]);
            let bounds = if is_hidden { (0.0, f64::INFINITY) } else { (count, count) };
            problem.add_var(f64::from(u8::from(other == cell)), bounds)
        };
        let variables: Vec<_> = hidden.iter().enumerate().map(variable).collect();
        for sum in table.sums.iter().filter(|sum| !sum.parts.is_empty()) {
            let mut terms: Vec<_> = sum.parts.iter().map(|&part| (variables[part], 1.0)).collect();
            terms.push((variables[sum.total], -1.0));
            problem.add_constraint(&terms, ComparisonOp::Eq, 0.0);
        }
        match problem.solve() {
            Ok(SolveOutcome::Solution(solution)) => solution.objective(),
            Ok(outcome) => panic!("{outcome:?}"),
            Err(Error::Unbounded) => ENDLESS,
            Err(error) => panic!("{error}"),
        }
    };
    let low = end(OptimizationDirection::Minimize);
    let high = end(OptimizationDirection::Maximize);
    ((low - 1e-6).ceil(), (high + 1e-6).floor())
}

/// Attacks every small and every kept cell; the largest small count is 2.
fn attack(table: &Table<'_>, pattern: &Pattern) -> Result<(), TestCaseError> {
    let is_set = |list: &[bool], cell: usize| list.get(cell).copied().unwrap_or(false);
    let hidden: Vec<bool> = pattern.display.iter().map(|&cell| cell != Display::Shown).collect();
    let unknown: Vec<bool> = (0..hidden.len()).map(|cell| !is_set(table.known, cell)).collect();
    for cell in 0..hidden.len() {
        let is_small = unknown[cell] && (1..=2).contains(&table.counts[cell]);
        let is_kept = unknown[cell] && is_set(table.keep, cell);
        prop_assert_eq!(is_small, pattern.display[cell] == Display::Primary);
        prop_assert!(unknown[cell] || !hidden[cell], "a known cell is hidden");
        prop_assert!(!is_kept || hidden[cell], "a cell is shown that was hidden");
        if !(is_small || is_kept) {
            continue;
        }
        let (least, most) = between(table, &unknown, cell);
        let (low, high) = between(table, &hidden, cell);
        prop_assert_eq!(least >= most, pattern.exposed.contains(&cell), "{} {:?}", cell, table);
        let is_kept_promise = if !is_small {
            high - low >= 1.0_f64.min(most - least)
        } else if least > 1.0 {
            low <= least && high >= most.min(least + 1.0)
        } else if most < 2.0 {
            low <= least && high >= most
        } else {
            low <= 1.0 && high >= 2.0
        };
        prop_assert!(
            is_kept_promise,
            "{} is from {} to {}, {:?} {:?}",
            cell,
            low,
            high,
            table,
            pattern
        );
    }
    Ok(())
}

/// Returns every value of each cell in tables of [`grouped`] that look the same, up to a limit.
fn enumerated(counts: &[u32], hidden: &[bool]) -> Vec<Vec<u32>> {
    let inner: Vec<usize> = (0..16).filter(|cell| cell % 4 < 3).collect();
    let mut values = vec![Vec::new(); counts.len()];
    let mut guess: Vec<u32> = Vec::new();
    extend(&inner, counts, hidden, &mut guess, &mut values);
    values
}

fn extend(
    inner: &[usize],
    counts: &[u32],
    hidden: &[bool],
    guess: &mut Vec<u32>,
    values: &mut [Vec<u32>],
) {
    let Some(&cell) = inner.get(guess.len()) else {
        let (all, _) = grouped(guess);
        if (0..all.len()).all(|cell| hidden[cell] || all[cell] == counts[cell]) {
            all.iter().zip(values).for_each(|(&count, values)| values.push(count));
        }
        return;
    };
    // A small count has to move by one only, and then no other need move by more than two.
    let own = counts[cell];
    let range = if hidden[cell] { own.saturating_sub(1)..=own + 1 } else { own..=own };
    for value in range {
        guess.push(value);
        extend(inner, counts, hidden, guess, values);
        guess.pop();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_linear_solver_learns_no_more_than_is_promised(
        inner in prop::collection::vec(prop_oneof![3 => Just(0_u32), 3 => 1_u32..4, 1 => 4_u32..30], 12),
        known in prop::collection::vec(prop::bool::weighted(0.15), 32),
        keep in prop::collection::vec(prop::bool::weighted(0.1), 32),
    ) {
        let (counts, sums) = grouped(&inner);
        for known in [&[], &known[..]] {
            let table = Table { known, keep: &keep, ..Table::new(&counts, &sums) };
            attack(&table, &suppress(&table, 2).expect("a sound table"))?;
        }
    }

    #[test]
    fn known_row_totals_give_no_more_away_than_is_promised(
        inner in prop::collection::vec(prop_oneof![4 => Just(0_u32), 3 => 1_u32..4, 1 => 4_u32..30], 12),
    ) {
        let (counts, sums) = grouped(&inner);
        let known: Vec<bool> = (0..32).map(|cell| cell % 4 == 3).collect();
        let table = Table { known: &known, ..Table::new(&counts, &sums) };
        attack(&table, &suppress(&table, 2).expect("a sound table"))?;
    }

    #[test]
    fn whoever_tries_every_table_finds_both_one_and_two(
        inner in prop::collection::vec(prop_oneof![2 => Just(0_u32), 3 => 1_u32..4, 2 => 4_u32..30], 12),
    ) {
        let (counts, sums) = grouped(&inner);
        let pattern = suppress(&Table::new(&counts, &sums), 2).expect("a sound table");
        let hidden: Vec<bool> = pattern.display.iter().map(|&cell| cell != Display::Shown).collect();
        prop_assume!((0..16).filter(|&cell| cell % 4 < 3 && hidden[cell]).count() <= 9);
        let values = enumerated(&counts, &hidden);
        for cell in (0..counts.len()).filter(|&cell| pattern.display[cell] == Display::Primary) {
            prop_assert!(values[cell].contains(&1) && values[cell].contains(&2), "{}: {:?} {:?}", cell, counts, pattern);
        }
    }
}

#[test]
fn a_linear_solver_learns_no_more_of_a_published_table() {
    check(11, 4, true, 150, false);
}

#[test]
fn a_linear_solver_learns_no_more_of_a_published_table_with_known_totals() {
    check(12, 3, true, 120, true);
}

#[test]
fn a_linear_solver_learns_no_more_of_a_published_table_without_totals() {
    check(13, 3, false, 400, false);
}

#[track_caller]
fn check(seed: u64, codes: usize, has_total: bool, cases: u32, totals_are_known: bool) {
    let published = Published::new(seed, codes, has_total, cases);
    let totals = published.totals();
    let known: &[bool] = if totals_are_known { &totals } else { &[] };
    let table = Table { known, ..Table::new(&published.counts, &published.sums) };
    attack(&table, &suppress(&table, 2).expect("a sound table")).expect("a kept promise");
}
