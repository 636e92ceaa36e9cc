//! The exact interval.

use super::Proportion;
use crate::distribution::Beta;
use crate::interval::{Confidence, Interval};

impl Proportion {
    /// Returns the exact interval: the rates at which neither tail is below (1 − level) / 2.
    ///
    /// The quantiles of Beta(x, n − x + 1) and Beta(x + 1, n − x); 0 without successes and 1
    /// without failures. It covers at least as often as it says, for most rates much more often:
    /// it is for claims that need a guarantee.
    ///
    /// *Source*: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934), 404–413,
    /// doi 10.1093/biomet/26.4.404.
    ///
    /// ```
    /// use stats::{Confidence, Proportion};
    ///
    /// let never = Proportion::from_parts(0, 5).unwrap();
    /// let interval = never.clopper_pearson_interval(Confidence::P95);
    /// // 1 − 0.025^(1/5)
    /// assert_eq!(format!("{:.3}–{:.3}", interval.lower, interval.upper), "0.000–0.522");
    /// ```
    #[must_use]
    pub fn clopper_pearson_interval(self, confidence: Confidence) -> Interval {
        let (x, y) = (f64::from(self.successes()), f64::from(self.failures()));
        let limit = |a, b| Beta::new(a, b).map(|beta| beta.interval(confidence));
        Interval {
            lower: limit(x, y + 1.0).map_or(0.0, |interval| interval.lower),
            upper: limit(x + 1.0, y).map_or(1.0, |interval| interval.upper),
        }
    }
}
