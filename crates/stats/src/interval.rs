//! A range of values, and how confident one may be in it.

/// How often an interval made this way covers the true value.
///
/// Kept with the normal quantile that belongs to it, so that no quantile function is needed (and
/// no platform can compute another one).
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

    /// Returns a level with the quantile of the standard normal distribution at `(1 + level) / 2`.
    ///
    /// ```
    /// let ninety = stats::Confidence::with_quantile(0.9, 1.644_853_626_951_472_7);
    /// assert_eq!(ninety.level(), 0.9);
    /// ```
    #[must_use]
    pub const fn with_quantile(level: f64, z: f64) -> Self {
        Self { level, z }
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
}

/// A closed range of fractions, `0.0 <= lower <= upper <= 1.0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower limit, a fraction.
    pub lower: f64,
    /// The upper limit, a fraction.
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
}
