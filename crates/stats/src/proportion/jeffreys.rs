//! The interval from Jeffreys' prior.

use super::Proportion;
use crate::distribution::Beta;
use crate::interval::{Confidence, Interval};

impl Proportion {
    /// Returns Jeffreys' interval: the middle of Beta(x + ½, n − x + ½), closed at the ends.
    ///
    /// The lower limit is 0 without successes, the upper 1 without failures; otherwise the plain
    /// quantiles of [`Self::jeffreys_posterior`]. Shorter than Clopper–Pearson's, and its coverage
    /// is right on average, not for each rate.
    ///
    /// *Source*: L. D. Brown, T. T. Cai, A. DasGupta, Statistical Science 16 (2001), 101–133,
    /// doi 10.1214/ss/1009213286.
    ///
    /// ```
    /// use stats::{Confidence, Proportion};
    ///
    /// let interval = Proportion::from_parts(1, 0).unwrap().jeffreys_interval(Confidence::P95);
    /// assert_eq!(format!("{:.3}–{:.3}", interval.lower, interval.upper), "0.147–1.000");
    /// ```
    #[must_use]
    pub fn jeffreys_interval(self, confidence: Confidence) -> Interval {
        let raw = self.jeffreys_posterior().interval(confidence);
        Interval {
            lower: if self.successes() == 0 { 0.0 } else { raw.lower },
            upper: if self.failures() == 0 { 1.0 } else { raw.upper },
        }
    }

    /// Returns what is known of the rate when nothing was known before, Beta(x + ½, n − x + ½).
    #[must_use]
    pub fn jeffreys_posterior(self) -> Beta {
        Beta::new(f64::from(self.successes()) + 0.5, f64::from(self.failures()) + 0.5)
            .expect("a 32-bit count and a half is a shape")
    }
}
