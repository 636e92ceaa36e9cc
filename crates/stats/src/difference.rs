//! Two proportions: how far apart, and whether by chance.

mod fisher;
mod score;
mod two_sample;

use crate::interval::{Confidence, Interval};
use crate::proportion::Proportion;

pub use fisher::FisherTest;

/// The difference between two independent proportions, first minus second.
///
/// "The intervals do not overlap" is not a test of a difference: it finds one in a few of a
/// thousand cases where a test at 5 % finds fifty. Use an interval of this type for one pair that
/// was chosen beforehand, and [`FisherTest`] with a correction for a list of pairs.
///
/// ```
/// use stats::{Confidence, Proportion, difference::Difference};
///
/// // 56 of 70 and 48 of 80, the first example of Newcombe's table II.
/// let first = Proportion::from_parts(56, 14).unwrap();
/// let second = Proportion::from_parts(48, 32).unwrap();
/// let interval = Difference { first, second }.newcombe_interval(Confidence::P95);
/// assert_eq!(format!("{:.4}–{:.4}", interval.lower, interval.upper), "0.0524–0.3339");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The proportion that is subtracted from.
    pub first: Proportion,
    /// The proportion that is subtracted.
    pub second: Proportion,
}

impl Difference {
    /// Returns the difference of the two shares, a fraction in `-1.0..=1.0`.
    #[must_use]
    pub fn value(self) -> f64 {
        self.first.value() - self.second.value()
    }

    /// Returns the hybrid score interval for the difference.
    ///
    /// With Wilson limits l, u of each: Δ − √((p₁−l₁)² + (u₂−p₂)²) and Δ + √((u₁−p₁)² + (p₂−l₂)²).
    /// Never leaves −1 to 1, and is defined for all counts. Regression towards the mean is not in
    /// it: a unit picked for being extreme last year is not tested by its change since.
    ///
    /// *Source*: R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, method 10,
    /// doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
    #[must_use]
    pub fn newcombe_interval(self, confidence: Confidence) -> Interval {
        let (p, q) = (self.first.value(), self.second.value());
        let (a, b) =
            (self.first.wilson_interval(confidence), self.second.wilson_interval(confidence));
        Interval {
            lower: (p - q - reach(p - a.lower, b.upper - q)).max(-1.0),
            upper: (p - q + reach(a.upper - p, q - b.lower)).min(1.0),
        }
    }

    /// Returns the same pair the other way round.
    fn swapped(self) -> Self {
        Self { first: self.second, second: self.first }
    }
}

/// Returns the length of a right-angled triangle's longest side.
fn reach(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}
