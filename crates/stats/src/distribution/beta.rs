//! The beta distribution: what is known of a rate.

use crate::interval::{Confidence, Interval};
use crate::special::incomplete_beta::{
    Shapes, Tails, ln_front, many_tails_and_fronts, quantile, tails,
};

/// A distribution of a rate between 0 and 1.
///
/// The posterior of a rate after x successes and y failures, with prior Beta(a, b), is
/// Beta(a + x, b + y).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    alpha: f64,
    beta: f64,
}

impl Beta {
    /// The smallest shape; below it nearly all mass lies beyond the smallest numbers there are.
    pub const MIN_SHAPE: f64 = 1e-6;
    /// The largest shape; above it the tails could not be worked out in bounded time.
    pub const MAX_SHAPE: f64 = 1e10;

    /// Returns the distribution with the given shapes.
    ///
    /// `None` unless both are between [`Self::MIN_SHAPE`] and [`Self::MAX_SHAPE`].
    ///
    /// ```
    /// use stats::{Confidence, distribution::Beta};
    ///
    /// let uniform = Beta::new(1.0, 1.0).unwrap();
    /// assert_eq!(format!("{:.3}", uniform.interval(Confidence::P95).lower), "0.025");
    /// ```
    #[must_use]
    pub fn new(alpha: f64, beta: f64) -> Option<Self> {
        let is_shape = |value: f64| (Self::MIN_SHAPE..=Self::MAX_SHAPE).contains(&value);
        (is_shape(alpha) && is_shape(beta)).then_some(Self { alpha, beta })
    }

    /// Returns the shape that belongs to successes.
    #[must_use]
    pub const fn alpha(self) -> f64 {
        self.alpha
    }

    /// Returns the shape that belongs to failures.
    #[must_use]
    pub const fn beta(self) -> f64 {
        self.beta
    }

    /// Returns the expected rate, α / (α + β).
    #[must_use]
    pub fn mean(self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// Returns the standard deviation, √(αβ / (α + β + 1)) / (α + β).
    #[must_use]
    pub fn standard_deviation(self) -> f64 {
        self.variance().sqrt()
    }

    /// Returns the square of the standard deviation.
    pub(crate) fn variance(self) -> f64 {
        let size = self.alpha + self.beta;
        self.alpha / size * (self.beta / size) / (size + 1.0)
    }

    /// Returns the probability that the rate is at most `rate`.
    ///
    /// Outside 0 to 1 it is 0 or 1; a value that is no number is treated as 1.
    #[must_use]
    pub fn at_most(self, rate: f64) -> f64 {
        self.tails(rate).lower
    }

    /// Returns the probability that the rate is above `rate`; small values keep their digits.
    #[must_use]
    pub fn above(self, rate: f64) -> f64 {
        self.tails(rate).upper
    }

    /// Returns the rate with probability `p` below it; `p` outside 0 to 1 counts as 0 or 1.
    #[must_use]
    pub fn quantile(self, p: f64) -> f64 {
        quantile(self.alpha, self.beta, p.clamp(0.0, 1.0))
    }

    /// Returns the interval that leaves the same probability on both sides.
    #[must_use]
    pub fn interval(self, confidence: Confidence) -> Interval {
        let tail = confidence.tail();
        let upper = 1.0 - quantile(self.beta, self.alpha, tail);
        Interval { lower: quantile(self.alpha, self.beta, tail).min(upper), upper }
    }

    fn tails(self, rate: f64) -> Tails {
        let rate = if rate.is_nan() { 1.0 } else { rate.clamp(0.0, 1.0) };
        tails(self.alpha, self.beta, rate, 1.0 - rate)
    }

    /// Returns the tails at `rate` = 1 − `complement`.
    pub(crate) fn tails_at(self, rate: f64, complement: f64) -> Tails {
        tails(self.alpha, self.beta, rate, complement)
    }

    /// Returns the density of the log-odds where the rate is `rate` = 1 − `complement`.
    pub(crate) fn log_odds_density(self, rate: f64, complement: f64) -> f64 {
        libm::exp(ln_front(self.alpha, self.beta, rate, complement))
    }
}

/// A distribution with what can be worked out of its tails before a point is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PreparedBeta {
    shapes: Shapes,
}

impl PreparedBeta {
    pub(crate) fn new(beta: Beta) -> Self {
        Self { shapes: Shapes::new(beta.alpha, beta.beta) }
    }

    /// Calls `found` with the tails and the density of the log-odds of each distribution at
    /// `rate` = 1 − `complement`, in their order.
    ///
    /// Each comes with the weight its tail is to be added with: one of little weight needs few digits.
    pub(crate) fn each_at<'a>(
        distributions: impl Iterator<Item = (&'a Self, f64)>,
        (rate, complement): (f64, f64),
        found: impl FnMut(Tails, f64),
    ) {
        let shapes = distributions.map(|(prepared, weight)| (&prepared.shapes, weight));
        many_tails_and_fronts(shapes, (rate, complement), found);
    }
}
