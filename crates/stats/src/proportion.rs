//! A share of a whole, with the counts it was made from.

mod clopper_pearson;
mod jeffreys;

use crate::interval::{Confidence, Interval};
use crate::number::real;

/// A share of a whole, kept as the two counts it was made from.
///
/// Invariant: at least one trial. A share of nothing cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proportion {
    successes: u32,
    failures: u32,
}

impl Proportion {
    /// Returns the share of `successes` in `successes + failures`; `None` when both are zero.
    ///
    /// ```
    /// use stats::Proportion;
    ///
    /// assert_eq!(Proportion::from_parts(1, 3).unwrap().value(), 0.25);
    /// assert_eq!(Proportion::from_parts(0, 0), None);
    /// ```
    #[must_use]
    pub const fn from_parts(successes: u32, failures: u32) -> Option<Self> {
        if successes == 0 && failures == 0 { None } else { Some(Self { successes, failures }) }
    }

    /// Returns how many of the trials succeeded.
    #[must_use]
    pub const fn successes(self) -> u32 {
        self.successes
    }

    /// Returns how many of the trials did not succeed.
    #[must_use]
    pub const fn failures(self) -> u32 {
        self.failures
    }

    /// Returns the number of trials; 64 bits, because two full 32-bit counts may meet.
    #[must_use]
    pub const fn trials(self) -> u64 {
        self.successes as u64 + self.failures as u64
    }

    /// Returns the share as a fraction in `0.0..=1.0`, not rounded.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.successes) / real(self.trials())
    }

    /// Returns the score interval without continuity correction.
    ///
    /// With x successes in n trials and normal quantile z the centre is (x + z²/2) / (n + z²) and
    /// the half-width z / (n + z²) · √(x(n − x)/n + z²/4). The lower limit is exactly 0 at x = 0,
    /// the upper exactly 1 at x = n; the interval is never empty and never leaves 0 to 1.
    ///
    /// *Source*: E. B. Wilson, JASA 22 (1927), 209–212, doi 10.1080/01621459.1927.10502953.
    ///
    /// ```
    /// use stats::{Confidence, Proportion};
    ///
    /// let interval = Proportion::from_parts(24, 105).unwrap().wilson_interval(Confidence::P95);
    /// assert_eq!(format!("{:.3}–{:.3}", interval.lower, interval.upper), "0.128–0.262");
    /// ```
    #[must_use]
    pub fn wilson_interval(self, confidence: Confidence) -> Interval {
        let (x, y) = (f64::from(self.successes), f64::from(self.failures));
        let n = real(self.trials());
        let z2 = confidence.z() * confidence.z();
        let center = (x + z2 / 2.0) / (n + z2);
        // √ is exact to the last bit in IEEE 754, so it is the same on every machine.
        let reach = confidence.z() / (n + z2) * (x * y / n + z2 / 4.0).sqrt();
        Interval {
            lower: if self.successes == 0 { 0.0 } else { (center - reach).max(0.0) },
            upper: if self.failures == 0 { 1.0 } else { (center + reach).min(1.0) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_success_in_one_trial_reaches_one() {
        check(1, 0, 0.206_549_314_377_237_4, 1.0);
    }

    #[test]
    fn one_failure_in_one_trial_reaches_zero() {
        check(0, 1, 0.0, 0.793_450_685_622_762_7);
    }

    #[test]
    fn a_billion_trials_do_not_overflow() {
        let interval = Proportion::from_parts(u32::MAX, u32::MAX)
            .expect("there are trials")
            .wilson_interval(Confidence::P95);
        assert!(interval.contains(0.5) && interval.upper - interval.lower < 1e-4);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_and_stays_a_share(x in any::<u32>(), y in any::<u32>()) {
            if let Some(share) = Proportion::from_parts(x, y) {
                let interval = share.wilson_interval(Confidence::P95);
                prop_assert!(0.0 <= interval.lower && interval.upper <= 1.0);
                prop_assert!(interval.contains(share.value()));
            }
        }

        #[test]
        fn failures_mirror_successes(x in 0u32..5_000, y in 0u32..5_000) {
            if let (Some(a), Some(b)) = (Proportion::from_parts(x, y), Proportion::from_parts(y, x)) {
                let (a, b) = (a.wilson_interval(Confidence::P95), b.wilson_interval(Confidence::P95));
                prop_assert!((a.lower - (1.0 - b.upper)).abs() < 1e-12);
            }
        }
    }

    #[track_caller]
    fn check(successes: u32, failures: u32, lower: f64, upper: f64) {
        let share = Proportion::from_parts(successes, failures).expect("there are trials");
        let interval = share.wilson_interval(Confidence::P95);
        assert!((interval.lower - lower).abs() < 1e-12, "{interval:?}");
        assert!((interval.upper - upper).abs() < 1e-12, "{interval:?}");
    }
}
