//! Several comparisons at once.
//!
//! Report the number of comparisons and how many would be expected outside the limits by chance.
//! A family is fixed beforehand: all units of one measure and period, not those a reader opens.

use crate::number::{real, real_len};

/// Returns p values adjusted so that those at most q hold at most a share q of false ones.
///
/// Sorted ascending, p₍ₖ₎ m/k, made monotone from the top, at most 1; in the order given. Exact
/// tests of counts make it conservative.
///
/// - *None*: a value is not a probability. An empty list has an empty answer.
///
/// *Source*: Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995),
/// 289–300, doi 10.1111/j.2517-6161.1995.tb02031.x.
///
/// ```
/// use stats::multiplicity::benjamini_hochberg;
///
/// assert_eq!(benjamini_hochberg(&[0.01, 0.5, 0.02]), Some(vec![0.03, 0.5, 0.03]));
/// ```
#[must_use]
pub fn benjamini_hochberg(p_values: &[f64]) -> Option<Vec<f64>> {
    step_up(p_values, 1.0)
}

/// Returns p values adjusted as by Benjamini and Hochberg, for any dependence between the tests.
///
/// - *None*: a value is not a probability.
///
/// *Source*: Y. Benjamini, D. Yekutieli, Annals of Statistics 29 (2001), 1165–1188.
#[must_use]
pub fn benjamini_yekutieli(p_values: &[f64]) -> Option<Vec<f64>> {
    step_up(p_values, (1..=p_values.len()).map(|k| 1.0 / real_len(k)).sum())
}

/// Returns p values adjusted so that those at most q hold a false one with probability at most q.
///
/// - *None*: a value is not a probability.
///
/// *Source*: S. Holm, Scandinavian Journal of Statistics 6 (1979), 65–70.
#[must_use]
pub fn holm(p_values: &[f64]) -> Option<Vec<f64>> {
    let order = ascending(p_values)?;
    let mut adjusted = vec![0.0; p_values.len()];
    let mut largest = 0.0_f64;
    for (left, &place) in (1..=order.len()).rev().zip(&order) {
        largest = largest.max(p_values[place] * real_len(left)).min(1.0);
        adjusted[place] = largest;
    }
    Some(adjusted)
}

/// Returns how many of `comparisons` lie outside limits that leave `tail` on each side, by chance.
///
/// ```
/// assert_eq!(format!("{:.1}", stats::multiplicity::expected_outside(98, 0.025)), "4.9");
/// ```
#[must_use]
pub fn expected_outside(comparisons: u64, tail: f64) -> f64 {
    real(comparisons) * (2.0 * tail).clamp(0.0, 1.0)
}

fn step_up(p_values: &[f64], factor: f64) -> Option<Vec<f64>> {
    let order = ascending(p_values)?;
    let mut adjusted = vec![0.0; p_values.len()];
    let mut least = 1.0_f64;
    for (rank, &place) in order.iter().enumerate().rev() {
        let value = p_values[place] * factor * real_len(order.len()) / real_len(rank + 1);
        least = least.min(value);
        adjusted[place] = least;
    }
    Some(adjusted)
}

/// Returns the places of the values from small to large; `None` if one is no probability.
fn ascending(p_values: &[f64]) -> Option<Vec<usize>> {
    if !p_values.iter().all(|p| (0.0..=1.0).contains(p)) {
        return None;
    }
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    Some(order)
}
