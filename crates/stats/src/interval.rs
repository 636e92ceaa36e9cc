//! A range of values, and how confident one may be in it.

use crate::special::normal;

/// How often an interval made this way covers the true value.
///
/// Kept with the normal quantile that belongs to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    level: f64,
    z: f64,
}

impl Confidence {
    /// 95 %, the level of every interval that is shown unless something else is said.
    pub const P95: Self = Self { level: 0.95, z: 1.959_963_984_540_054 };
    /// 99.8 %, the outer limit of a control chart.
    pub const P99_8: Self = Self { level: 0.998, z: 3.090_232_306_167_813 };

    /// Returns the level as a confidence; `None` unless it is above 0 and below 1.
    ///
    /// ```
    /// let ninety = stats::Confidence::new(0.9).unwrap();
    /// assert_eq!(format!("{:.6}", ninety.z()), "1.644854");
    /// ```
    #[must_use]
    pub fn new(level: f64) -> Option<Self> {
        let tail = (1.0 - level) / 2.0;
        let inside = level > 0.0 && tail > 0.0;
        inside.then(|| Self { level, z: normal::upper_quantile(tail) })
    }

    /// Returns the level as a fraction, for example 0.95.
    #[must_use]
    pub const fn level(self) -> f64 {
        self.level
    }

    /// Returns the two-sided quantile of the standard normal distribution.
    #[must_use]
    pub const fn z(self) -> f64 {
        self.z
    }

    /// Returns the probability that is left on each side, (1 − level) / 2.
    #[must_use]
    pub const fn tail(self) -> f64 {
        (1.0 - self.level) / 2.0
    }
}

/// A closed range, `lower <= upper`, in the unit of what it is the range of.
///
/// For a rate both limits are fractions in `0.0..=1.0`, for a difference of rates in `-1.0..=1.0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

impl Interval {
    /// Tells whether a value lies within the interval, its limits included.
    ///
    /// ```
    /// let interval = stats::Interval { lower: 0.2, upper: 0.4 };
    /// assert!(interval.contains(0.4));
    /// assert!(!interval.contains(0.41));
    /// ```
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// Returns the range with both limits divided by a value above zero.
    pub(crate) fn over(self, divisor: f64) -> Self {
        Self { lower: self.lower / divisor, upper: self.upper / divisor }
    }

    /// Returns the part of the range that can be a rate.
    pub(crate) fn within_rates(self) -> Self {
        Self { lower: self.lower.clamp(0.0, 1.0), upper: self.upper.clamp(0.0, 1.0) }
    }
}
