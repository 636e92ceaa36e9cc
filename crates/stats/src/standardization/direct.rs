//! The unit's rates, weighted as the reference's cases.

use super::{Stratum, Undefined, totals};
use crate::distribution::poisson::byar;
use crate::interval::{Confidence, Interval};
use crate::number::real;
use crate::proportion::Proportion;
use crate::special::incomplete_gamma::{lower_quantile, upper_quantile};

/// A directly standardized rate, Σ W x/n with W the reference's share of trials.
#[derive(Clone, Debug, PartialEq)]
pub struct DirectRate {
    /// The rate, a fraction.
    pub value: f64,
    /// Its binomial variance, Σ W² p(1 − p)/n.
    pub binomial_variance: f64,
    /// Its variance for rare events, Σ W² x/n²; about twice the other at rates near one half.
    pub poisson_variance: f64,
    successes: u64,
    parts: Vec<(f64, Proportion)>,
}

impl DirectRate {
    /// Returns the rate the unit would have with the reference's mix of strata.
    ///
    /// - *Undefined*: no trials, or none in a stratum that the reference has. With many strata and
    ///   few trials that is the normal case; then use [`super::OffsetRate`].
    ///
    /// *Source*: A. J. Dobson, K. Kuulasmaa, E. Eberle, J. Scherer, Statistics in Medicine 10
    /// (1991), 457–462, doi 10.1002/sim.4780100317.
    ///
    /// ```
    /// use stats::{Tally, standardization::{DirectRate, Stratum}};
    ///
    /// let stratum = |x, n, reference| Stratum {
    ///     local: Tally::of(x, n).unwrap(),
    ///     reference: Tally::of(0, reference).unwrap(),
    /// };
    /// let rate = DirectRate::new(&[stratum(1, 2, 75), stratum(1, 10, 25)]).unwrap();
    /// assert_eq!(format!("{:.3}", rate.value), "0.400");
    /// ```
    pub fn new(strata: &[Stratum]) -> Result<Self, Undefined> {
        let (local, reference) = totals(strata)?;
        let mut parts = Vec::new();
        for stratum in strata.iter().filter(|stratum| !stratum.reference.is_empty()) {
            let share = stratum.local.proportion().ok_or(Undefined::EmptyStratum)?;
            parts.push((stratum.reference.size() / real(reference.trials), share));
        }
        let sum = |term: fn(f64, Proportion) -> f64| {
            parts.iter().map(|&(weight, share)| term(weight, share)).sum::<f64>()
        };
        Ok(Self {
            value: sum(|weight, share| weight * share.value()),
            binomial_variance: sum(|weight, share| {
                weight * weight * share.value() * (1.0 - share.value()) / real(share.trials())
            }),
            poisson_variance: sum(|weight, share| {
                weight * weight * share.value() / real(share.trials())
            }),
            successes: local.successes,
            parts,
        })
    }

    /// Returns rate ∓ √Σ W²(p − limit)² with the Wilson limits of each stratum.
    ///
    /// *Source*: G. Y. Zou, A. Donner, Statistics in Medicine 27 (2008), 1693–1702.
    #[must_use]
    pub fn mover_interval(&self, confidence: Confidence) -> Interval {
        let reach = |limit: fn(Interval) -> f64| {
            let squares = self.parts.iter().map(|&(weight, share)| {
                let distance = weight * (share.value() - limit(share.wilson_interval(confidence)));
                distance * distance
            });
            squares.sum::<f64>().sqrt()
        };
        let (below, above) = (reach(|interval| interval.lower), reach(|interval| interval.upper));
        Interval { lower: self.value - below, upper: self.value + above }.within_rates()
    }

    /// Returns Dobson's interval with Byar's limits, the default of public-health tools.
    ///
    /// For rare events; near one half it is up to twice too wide. Its upper limit may exceed 1.
    ///
    /// - *None*: no successes.
    #[must_use]
    pub fn dobson_byar_interval(&self, confidence: Confidence) -> Option<Interval> {
        let events = real(self.successes);
        let limits = byar(self.successes, confidence);
        let scale = (self.poisson_variance / events).sqrt();
        (self.successes > 0).then(|| Interval {
            lower: (self.value + scale * (limits.lower - events)).max(0.0),
            upper: self.value + scale * (limits.upper - events),
        })
    }

    /// Returns the gamma interval for rare events.
    ///
    /// - *None*: no successes.
    ///
    /// *Source*: M. P. Fay, E. J. Feuer, Statistics in Medicine 16 (1997), 791–801.
    #[must_use]
    pub fn fay_feuer_interval(&self, confidence: Confidence) -> Option<Interval> {
        if self.poisson_variance <= 0.0 {
            return None;
        }
        let tail = confidence.tail();
        let weights = self.parts.iter().map(|&(weight, share)| weight / real(share.trials()));
        let largest = weights.fold(0.0, f64::max);
        let (y, v) = (self.value, self.poisson_variance);
        let (above, spread) = (y + largest, v + largest * largest);
        Some(Interval {
            lower: v / y * lower_quantile(y * y / v, tail),
            upper: spread / above * upper_quantile(above * above / spread, tail),
        })
    }
}
