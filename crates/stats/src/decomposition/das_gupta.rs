//! Three factors and more: averages over all orders of change.

use super::{Category, borrowed};
use crate::number::{real, real_len};
use crate::tally::{Tally, Total};

/// A change of a rate in cells of two classifications, split into three effects that add up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThreeFactors {
    /// What changed because the rows' weights changed.
    pub rows: f64,
    /// What changed because the columns' weights changed (within rows, when nested).
    pub columns: f64,
    /// What changed because the cells' rates changed.
    pub rates: f64,
}

/// Cells of rows and columns, row by row.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    /// The number of columns.
    pub columns: usize,
    /// The size of each cell, above zero.
    pub sizes: &'a [f64],
    /// The rate of each cell.
    pub rates: &'a [f64],
}

/// Returns what each factor adds to the change of Σᵢ f₁ᵢ f₂ᵢ … from the first period to the second.
///
/// Each effect is the average over all orders in which the factors can change. They add up to the
/// difference exactly.
///
/// - *None*: no factor, more than eight, lists of unequal length, or values that are not finite.
///
/// *Source*: P. Das Gupta, Standardization and Decomposition of Rates: A User's Manual, U.S.
/// Bureau of the Census P23-186, 1993.
///
/// ```
/// use stats::decomposition::factor_effects;
///
/// let effects = factor_effects(&[vec![2.0], vec![3.0]], &[vec![4.0], vec![5.0]]).unwrap();
/// assert_eq!(effects, [8.0, 6.0]);
/// ```
#[must_use]
pub fn factor_effects(first: &[Vec<f64>], second: &[Vec<f64>]) -> Option<Vec<f64>> {
    let length = first.first()?.len();
    let fits = |factors: &[Vec<f64>]| {
        let alike = factors.iter().all(|f| f.len() == length && f.iter().all(|v| v.is_finite()));
        alike && factors.len() <= 8
    };
    if !fits(first) || !fits(second) || first.len() != second.len() {
        return None;
    }
    let effects: Vec<f64> = (0..first.len()).map(|factor| effect(first, second, factor)).collect();
    effects.iter().all(|effect| effect.is_finite()).then_some(effects)
}

/// Averages the step of one factor over all sets of factors that may have changed before it.
fn effect(first: &[Vec<f64>], second: &[Vec<f64>], factor: usize) -> f64 {
    let count = first.len();
    let mut sum = 0.0;
    for changed in (0_u32..1 << count).filter(|changed| changed & (1 << factor) == 0) {
        let step: f64 = (0..first[factor].len())
            .map(|i| {
                let others = (0..count).filter(|&other| other != factor).map(|other| {
                    if changed & (1 << other) == 0 { first[other][i] } else { second[other][i] }
                });
                (second[factor][i] - first[factor][i]) * others.product::<f64>()
            })
            .sum();
        sum += step * order_weight(changed.count_ones() as usize, count);
    }
    sum
}

/// Returns the share of all orders in which a given set of `before` factors comes first.
fn order_weight(before: usize, count: usize) -> f64 {
    let factorial = |n: usize| (1..=n).map(real_len).product::<f64>();
    factorial(before) * factorial(count - before - 1) / factorial(count)
}

/// Returns the split by share of the row, share of the column within its row, and rate of the cell.
///
/// Cells and rows that are empty in one period borrow their rate or mix from the other.
///
/// - *None*: a period without trials, or cells that do not fill the rows.
///
/// *Source*: as for [`factor_effects`], hierarchical form.
///
/// ```
/// use stats::{Tally, decomposition::{Category, nested}};
///
/// let cell = |a, b| Category { first: Tally::of(a, 10).unwrap(), second: Tally::of(b, 10).unwrap() };
/// let effects = nested(2, &[cell(1, 2), cell(3, 4), cell(5, 6), cell(7, 8)]).unwrap();
/// assert_eq!(format!("{:.2}", effects.rates), "0.10");
/// ```
#[must_use]
pub fn nested(columns: usize, cells: &[Category]) -> Option<ThreeFactors> {
    if columns == 0 || !cells.len().is_multiple_of(columns) {
        return None;
    }
    let total = |cells: &[Category], part: fn(&Category) -> Tally| {
        Total::of(&cells.iter().map(part).collect::<Vec<_>>()).trials
    };
    let parts: [fn(&Category) -> Tally; 2] = [|cell| cell.first, |cell| cell.second];
    let [first_all, second_all] = parts.map(|part| real(total(cells, part)));
    if first_all <= 0.0 || second_all <= 0.0 {
        return None;
    }
    let mut first = vec![Vec::new(); 3];
    let mut second = vec![Vec::new(); 3];
    for row in cells.chunks(columns) {
        let [first_row, second_row] = parts.map(|part| real(total(row, part)));
        for cell in row {
            let share = |size: f64, row: f64| (row > 0.0).then(|| size / row);
            let mix = borrowed(
                share(cell.first.size(), first_row),
                share(cell.second.size(), second_row),
            );
            let rates = cell.rates();
            extend(&mut first, [first_row / first_all, mix.0, rates.0]);
            extend(&mut second, [second_row / second_all, mix.1, rates.1]);
        }
    }
    match factor_effects(&first, &second)?[..] {
        [rows, columns, rates] => Some(ThreeFactors { rows, columns, rates }),
        _ => None,
    }
}

/// Returns the split of crossed classifications: weight of rows, of columns, and rate of cells.
///
/// The share of a cell is A·B with A = √((nᵣc/n.c)(nᵣ./N)) and B = √((nᵣc/nᵣ.)(n.c/N)). With bars
/// for the mean of both periods the effects are Σ r̄ B̄ ΔA, Σ r̄ Ā ΔB and Σ w̄ Δr, so the first two
/// add up to the mix effect of two factors.
///
/// - *None*: an empty cell, cells that do not fill the rows, or values that are not finite.
///
/// *Source*: as for [`factor_effects`], cross-classified form.
#[must_use]
pub fn cross_classified(first: Cells, second: Cells) -> Option<ThreeFactors> {
    if first.columns != second.columns || first.sizes.len() != second.sizes.len() {
        return None;
    }
    let (first, second) = (crossed(first)?, crossed(second)?);
    let [rows, columns, rates, weights] =
        [0, 1, 2, 3].map(|factor| Change { first: &first[factor], second: &second[factor] });
    let effects = ThreeFactors {
        rows: rows.at_means_of(rates, Some(columns)),
        columns: columns.at_means_of(rates, Some(rows)),
        rates: rates.at_means_of(weights, None),
    };
    let finite = [effects.rows, effects.columns, effects.rates].iter().all(|e| e.is_finite());
    finite.then_some(effects)
}

/// One factor in both periods.
#[derive(Clone, Copy)]
struct Change<'a> {
    first: &'a [f64],
    second: &'a [f64],
}

impl Change<'_> {
    fn mean(self, i: usize) -> f64 {
        f64::midpoint(self.first[i], self.second[i])
    }

    /// Sums the change of this factor, with the means of the others.
    fn at_means_of(self, other: Self, third: Option<Self>) -> f64 {
        let steps = self.first.iter().zip(self.second).enumerate();
        steps
            .map(|(i, (a, b))| (b - a) * other.mean(i) * third.map_or(1.0, |third| third.mean(i)))
            .sum()
    }
}

/// Returns A, B, rate and A·B of each cell.
fn crossed(cells: Cells) -> Option<Vec<Vec<f64>>> {
    let filled = cells.sizes.iter().all(|&size| size > 0.0 && size.is_finite());
    let whole = cells.columns > 0 && cells.sizes.len().is_multiple_of(cells.columns);
    if !filled || !whole || cells.rates.len() != cells.sizes.len() {
        return None;
    }
    let all: f64 = cells.sizes.iter().sum();
    let rows: Vec<f64> = cells.sizes.chunks(cells.columns).map(|row| row.iter().sum()).collect();
    let column = |c: usize| cells.sizes.iter().skip(c).step_by(cells.columns).sum();
    let columns: Vec<f64> = (0..cells.columns).map(column).collect();
    let mut factors = vec![Vec::new(); 4];
    for (i, (&size, &rate)) in cells.sizes.iter().zip(cells.rates).enumerate() {
        let (row, column) = (rows[i / cells.columns], columns[i % cells.columns]);
        let weight = |other: f64, own: f64| (size / other * (own / all)).sqrt();
        extend(&mut factors, [weight(column, row), weight(row, column), rate, size / all]);
    }
    Some(factors)
}

fn extend<const N: usize>(factors: &mut [Vec<f64>], values: [f64; N]) {
    factors.iter_mut().zip(values).for_each(|(factor, value)| factor.push(value));
}
