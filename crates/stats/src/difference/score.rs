//! Score intervals for a difference.

use super::Difference;
use crate::interval::{Confidence, Interval};
use crate::number::real;
use crate::proportion::Proportion;
use crate::special::root::turning_point;

impl Difference {
    /// Returns the score interval with the factor N / (N − 1) on the variance.
    ///
    /// All differences δ for which (Δ − δ)² is at most z² times the variance at the most likely
    /// pair of rates that lie δ apart.
    ///
    /// *Source*: O. Miettinen, M. Nurminen, Statistics in Medicine 4 (1985), 213–226,
    /// doi 10.1002/sim.4780040211.
    ///
    /// ```
    /// use stats::{Confidence, Proportion, difference::Difference};
    ///
    /// let first = Proportion::from_parts(56, 14).unwrap();
    /// let second = Proportion::from_parts(48, 32).unwrap();
    /// let interval = Difference { first, second }.miettinen_nurminen_interval(Confidence::P95);
    /// assert_eq!(format!("{:.4}–{:.4}", interval.lower, interval.upper), "0.0528–0.3382");
    /// ```
    #[must_use]
    pub fn miettinen_nurminen_interval(self, confidence: Confidence) -> Interval {
        let trials = real(self.first.trials() + self.second.trials());
        self.score_interval(confidence, trials / (trials - 1.0))
    }

    /// Returns the score interval without that factor.
    ///
    /// *Source*: R. W. Mee, Biometrics 40 (1984), 1175–1176; method 6 in Newcombe's comparison.
    #[must_use]
    pub fn mee_interval(self, confidence: Confidence) -> Interval {
        self.score_interval(confidence, 1.0)
    }

    fn score_interval(self, confidence: Confidence, factor: f64) -> Interval {
        Interval {
            lower: self.score_lower(confidence, factor),
            upper: -self.swapped().score_lower(confidence, factor),
        }
    }

    fn score_lower(self, confidence: Confidence, factor: f64) -> f64 {
        let observed = self.value();
        let z2 = confidence.z() * confidence.z();
        let is_near = |difference: f64| {
            let distance = observed - difference;
            distance * distance <= z2 * factor * self.variance_at(difference)
        };
        if is_near(-1.0) { -1.0 } else { turning_point(-1.0, observed, is_near) }
    }

    /// Returns the variance of Δ at the most likely rates that lie `difference` apart.
    fn variance_at(self, difference: f64) -> f64 {
        let second = self.likeliest_second(difference);
        let first = (second + difference).clamp(0.0, 1.0);
        first * (1.0 - first) / real(self.first.trials())
            + second * (1.0 - second) / real(self.second.trials())
    }

    /// Returns the most likely second rate when the first lies `difference` above it.
    ///
    /// The log-likelihood is concave, so its slope changes sign once.
    fn likeliest_second(self, difference: f64) -> f64 {
        let (low, high) = ((-difference).max(0.0), (1.0 - difference).min(1.0));
        turning_point(low, high, |rate| {
            slope(self.first, rate + difference) + slope(self.second, rate) < 0.0
        })
    }
}

/// Returns the slope of the log-likelihood of one proportion.
fn slope(share: Proportion, rate: f64) -> f64 {
    let part = |count: u32, rate: f64| if count == 0 { 0.0 } else { f64::from(count) / rate };
    part(share.successes(), rate.max(0.0)) - part(share.failures(), (1.0 - rate).max(0.0))
}
