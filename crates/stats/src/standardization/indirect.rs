//! The unit's successes against those expected at the reference's rates.

use super::{Stratum, Undefined, check_reference, totals};
use crate::distribution::poisson::{byar_interval, poisson_interval};
use crate::distribution::poisson_binomial::{EXACT_UP_TO, Part, tails};
use crate::interval::{Confidence, Interval};
use crate::number::real;

/// An indirectly standardized rate: observed over expected successes, times the reference rate.
///
/// Two such rates are each compared with the reference, not with each other.
#[derive(Clone, Debug, PartialEq)]
pub struct IndirectRate {
    /// The successes that were seen.
    pub observed: u64,
    /// The successes that the reference's rates give, Σ n R.
    pub expected: f64,
    /// Their variance under the reference's rates, Σ n R(1 − R).
    pub variance: f64,
    /// The reference's pooled rate.
    pub reference_rate: f64,
    /// P(O ≤ observed) under the reference's rates; exact up to 20 000 trials, above normal.
    pub at_most: f64,
    /// P(O ≥ observed), likewise.
    pub at_least: f64,
}

impl IndirectRate {
    /// The number of trials up to which the tails are exact.
    pub const EXACT_UP_TO: u64 = EXACT_UP_TO;

    /// Returns the comparison of a unit with its reference.
    ///
    /// - *Undefined*: no trials, a stratum without a reference rate, or nothing expected.
    ///
    /// *Source*: N. E. Breslow, N. E. Day, Statistical Methods in Cancer Research II, IARC 1987,
    /// chapter 2.
    ///
    /// ```
    /// use stats::{Tally, standardization::{IndirectRate, Stratum}};
    ///
    /// let local = Tally::of(22, 40).unwrap();
    /// let reference = Tally::of(1540, 4000).unwrap();
    /// let rate = IndirectRate::new(&[Stratum { local, reference }]).unwrap();
    /// assert_eq!(format!("{:.1} {:.3}", rate.expected, rate.ratio()), "15.4 1.429");
    /// ```
    pub fn new(strata: &[Stratum]) -> Result<Self, Undefined> {
        let (local, reference) = totals(strata)?;
        check_reference(strata)?;
        let parts: Vec<Part> = strata.iter().filter_map(part).collect();
        let expected: f64 = parts.iter().map(|part| real(part.trials) * part.rate).sum();
        if expected <= 0.0 {
            return Err(Undefined::NothingExpected);
        }
        let tails = tails(&parts, local.successes);
        let variance = parts.iter().map(|p| real(p.trials) * p.rate * (1.0 - p.rate)).sum();
        Ok(Self {
            observed: local.successes,
            expected,
            variance,
            reference_rate: reference.rate().ok_or(Undefined::NoTrials)?,
            at_most: tails.lower,
            at_least: tails.upper,
        })
    }

    /// Returns observed over expected; 1 is as the reference.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        real(self.observed) / self.expected
    }

    /// Returns the ratio times the reference rate; it can exceed 1.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.ratio() * self.reference_rate
    }

    /// Returns the two-sided exact p value, twice the smaller tail and at most 1.
    #[must_use]
    pub fn p_value(&self) -> f64 {
        (2.0 * self.at_most.min(self.at_least)).min(1.0)
    }

    /// Returns (O − E)/√V; `None` when the reference leaves nothing to chance.
    #[must_use]
    pub fn z(&self) -> Option<f64> {
        (self.variance > 0.0).then(|| (real(self.observed) - self.expected) / self.variance.sqrt())
    }

    /// Returns Byar's limits of the ratio, exact below 10 successes; for rare events.
    #[must_use]
    pub fn byar_interval(&self, confidence: Confidence) -> Interval {
        byar_interval(self.observed, confidence).over(self.expected)
    }

    /// Returns the exact Poisson limits of the ratio; for rare events.
    #[must_use]
    pub fn poisson_interval(&self, confidence: Confidence) -> Interval {
        poisson_interval(self.observed, confidence).over(self.expected)
    }
}

fn part(stratum: &Stratum) -> Option<Part> {
    let rate = stratum.reference.rate()?;
    Some(Part { trials: stratum.local.trials(), rate })
}
