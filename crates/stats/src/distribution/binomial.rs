//! The binomial distribution: counts under one common rate.

use crate::number::{real, whole};
use crate::special::incomplete_beta::tails;
use crate::special::root::first_whole;
use crate::special::saddle_point::ln_binomial;

/// The number of successes in independent trials with one rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Binomial {
    trials: u64,
    rate: f64,
}

impl Binomial {
    /// The largest number of trials; above it the tails could not be worked out in bounded time.
    pub const MAX_TRIALS: u64 = 10_000_000_000;

    /// Returns the distribution of successes in `trials` trials that succeed with `rate`.
    ///
    /// `None` when `rate` is not between 0 and 1, or above [`Self::MAX_TRIALS`] trials.
    ///
    /// ```
    /// let coin = stats::distribution::Binomial::new(2, 0.5).unwrap();
    /// assert_eq!(format!("{:.3}", coin.probability(1)), "0.500");
    /// assert_eq!(format!("{:.3}", coin.at_most(1)), "0.750");
    /// ```
    #[must_use]
    pub fn new(trials: u64, rate: f64) -> Option<Self> {
        let possible = (0.0..=1.0).contains(&rate) && trials <= Self::MAX_TRIALS;
        possible.then_some(Self { trials, rate })
    }

    /// Returns P(X = x), n! / (x! (n−x)!) · θˣ (1−θ)ⁿ⁻ˣ.
    #[must_use]
    pub fn probability(self, x: u64) -> f64 {
        match self.trials.checked_sub(x) {
            None => 0.0,
            Some(y) => libm::exp(ln_binomial(real(x), real(y), self.rate, 1.0 - self.rate)),
        }
    }

    /// Returns P(X ≤ x); small values keep their digits.
    #[must_use]
    pub fn at_most(self, x: u64) -> f64 {
        if x >= self.trials {
            return 1.0;
        }
        tails(real(self.trials - x), real(x) + 1.0, 1.0 - self.rate, self.rate).lower
    }

    /// Returns P(X ≥ x); small values keep their digits.
    #[must_use]
    pub fn at_least(self, x: u64) -> f64 {
        if x == 0 {
            return 1.0;
        }
        if x > self.trials {
            return 0.0;
        }
        tails(real(x), real(self.trials - x) + 1.0, self.rate, 1.0 - self.rate).lower
    }

    /// Returns the smallest x with P(X ≤ x) ≥ `p`; all trials when `p` is above 1.
    #[must_use]
    pub fn quantile(self, p: f64) -> u64 {
        first_whole(0, self.trials, |x| self.at_most(x) >= p)
    }

    /// Returns the likeliest count, ⌊(n + 1) θ⌋.
    pub(crate) fn mode(self) -> u64 {
        whole((real(self.trials) + 1.0) * self.rate).min(self.trials)
    }

    /// Returns the probability of all counts that are no more likely than x.
    ///
    /// Counts within a relative 1e-7 are equally likely, as in R's `binom.test`.
    pub(crate) fn no_more_likely_than(self, x: u64) -> f64 {
        let limit = self.probability(x) * (1.0 + 1e-7);
        let peak = self.mode();
        if self.probability(peak) <= limit {
            return 1.0;
        }
        // Left of the peak the probabilities rise, right of it they fall.
        let left = first_whole(0, peak, |k| self.probability(k) > limit);
        let right = first_whole(peak, self.trials, |k| self.probability(k) <= limit);
        let below = if left == 0 { 0.0 } else { self.at_most(left - 1) };
        let above = if self.probability(right) <= limit { self.at_least(right) } else { 0.0 };
        (below + above).min(1.0)
    }
}
