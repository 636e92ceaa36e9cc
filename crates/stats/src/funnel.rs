//! Control limits around a reference rate, by number of trials.

pub mod heterogeneity;
pub mod overdispersion;

use crate::distribution::Binomial;
use crate::interval::{Confidence, Interval};
use crate::number::real;

/// Limits that a rate should stay within by chance alone, for each number of trials.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Funnel {
    reference: f64,
}

impl Funnel {
    /// Returns the funnel around a rate; `None` unless the rate is above 0 and below 1.
    ///
    /// ```
    /// use stats::{Confidence, funnel::Funnel};
    ///
    /// let funnel = Funnel::new(0.45).unwrap();
    /// let limits = funnel.exact_limits(20, Confidence::P95).unwrap();
    /// assert_eq!(format!("{:.3}–{:.3}", limits.lower, limits.upper), "0.208–0.695");
    /// ```
    #[must_use]
    pub fn new(reference: f64) -> Option<Self> {
        (reference > 0.0 && reference < 1.0).then_some(Self { reference })
    }

    /// Returns the exact limits, alike on both sides.
    ///
    /// The lower limit is Spiegelhalter's interpolated binomial quantile; the upper is the mirror
    /// image of the lower one around 1 − θ. His own upper limit
    /// ([`Self::interpolated_limits`]) lies one trial lower and gives up to five times too many
    /// alarms in small units.
    ///
    /// - *None*: no trials, or more than [`Binomial::MAX_TRIALS`].
    ///
    /// *Source*: D. J. Spiegelhalter, Statistics in Medicine 24 (2005), 1185–1202, A.1.1,
    /// doi 10.1002/sim.1970, made symmetric.
    #[must_use]
    pub fn exact_limits(self, trials: u64, confidence: Confidence) -> Option<Interval> {
        let limit = |reference| interpolated(trials, reference, confidence.tail());
        Some(Interval { lower: limit(self.reference)?, upper: 1.0 - limit(1.0 - self.reference)? })
    }

    /// Returns Spiegelhalter's limits as published, for comparison with other software.
    ///
    /// - *None*: as for [`Self::exact_limits`].
    #[must_use]
    pub fn interpolated_limits(self, trials: u64, confidence: Confidence) -> Option<Interval> {
        let limit = |tail| interpolated(trials, self.reference, tail);
        Some(Interval { lower: limit(confidence.tail())?, upper: limit(1.0 - confidence.tail())? })
    }

    /// Returns θ ± z√(θ(1−θ)/n), cut at 0 and 1: the form of public-health funnel tools.
    ///
    /// - *None*: no trials.
    #[must_use]
    pub fn normal_limits(self, trials: u64, confidence: Confidence) -> Option<Interval> {
        let variance = self.reference * (1.0 - self.reference) / real(trials);
        (trials > 0).then(|| self.around(variance, confidence))
    }

    fn around(self, variance: f64, confidence: Confidence) -> Interval {
        let reach = confidence.z() * variance.sqrt();
        Interval { lower: self.reference - reach, upper: self.reference + reach }.within_rates()
    }
}

/// Returns (r − a)/n with r the smallest count with F(r) ≥ `tail`, a = (F(r) − tail)/P(r).
fn interpolated(trials: u64, reference: f64, tail: f64) -> Option<f64> {
    let binomial = Binomial::new(trials, reference).filter(|_| trials > 0)?;
    let count = binomial.quantile(tail);
    let step = binomial.probability(count);
    let part = if step > 0.0 { (binomial.at_most(count) - tail) / step } else { 0.0 };
    Some(((real(count) - part) / real(trials)).clamp(0.0, 1.0))
}
