//! What our core says to each kind of case.

pub(crate) mod decomposition;
pub(crate) mod difference;
pub(crate) mod distribution;
pub(crate) mod funnel;
pub(crate) mod hierarchical;
mod level;
pub(crate) mod overdispersion;
pub(crate) mod printed;
pub(crate) mod proportion;
pub(crate) mod rank;
pub(crate) mod series;
pub(crate) mod shrinkage;
pub(crate) mod standardization;
pub(crate) mod survival;

use crate::case::{Case, Outcome};
use crate::tolerance::Tolerance;
use stats::{Interval, Tally};

/// Compares the two limits of an interval.
fn limits(
    case: &Case,
    ours: Option<Interval>,
    [lower, upper]: [&str; 2],
    [low, high]: [Tolerance; 2],
) -> Outcome {
    case.close(lower, ours.map(|interval| interval.lower), low)?;
    case.close(upper, ours.map(|interval| interval.upper), high)
}

/// Returns how many tallies have trials.
fn used(tallies: &[Tally]) -> u64 {
    tallies.iter().filter(|tally| !tally.is_empty()).count() as u64
}

/// Returns all successes and all trials.
fn total(tallies: &[Tally]) -> (u64, u64) {
    tallies
        .iter()
        .fold((0, 0), |(x, n), tally| (x + u64::from(tally.successes), n + tally.trials()))
}

/// Returns the pooled rate; `None` without trials.
fn pooled(tallies: &[Tally]) -> Option<f64> {
    let (x, n) = total(tallies);
    (n > 0).then(|| real(x) / real(n))
}

/// Returns a sum of 32-bit counts as a real number.
#[expect(clippy::cast_precision_loss, reason = "sums of counts stay far below 2^53")]
const fn real(count: u64) -> f64 {
    count as f64
}
