//! The hypergeometric distribution: a two-by-two table with fixed margins.

use crate::number::real;
use crate::special::root::first_whole;
use crate::special::saddle_point::ln_binomial;

/// The number of successes that fall in the first group, when all successes are dealt at random.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hypergeometric {
    first: u64,
    second: u64,
    successes: u64,
}

impl Hypergeometric {
    /// Returns the distribution for groups of the given sizes sharing `successes`.
    pub(crate) fn new(first: u64, second: u64, successes: u64) -> Self {
        Self { first, second, successes }
    }

    fn lowest(self) -> u64 {
        self.successes.saturating_sub(self.second)
    }

    fn highest(self) -> u64 {
        self.successes.min(self.first)
    }

    /// Returns the likeliest count, ⌊(n₁ + 1)(m + 1) / (N + 2)⌋.
    fn mode(self) -> u64 {
        let product = (u128::from(self.first) + 1) * (u128::from(self.successes) + 1);
        let mode = product / (u128::from(self.first) + u128::from(self.second) + 2);
        u64::try_from(mode).unwrap_or(u64::MAX).clamp(self.lowest(), self.highest())
    }

    /// Returns P(X = x), a quotient of three binomial probabilities with the pooled rate.
    pub(crate) fn probability(self, x: u64) -> f64 {
        let total = self.first + self.second;
        if x < self.lowest() || x > self.highest() {
            return 0.0;
        }
        if self.lowest() == self.highest() {
            return 1.0;
        }
        let p = real(self.successes) / real(total);
        let q = real(total - self.successes) / real(total);
        let ln = |x: u64, n: u64| ln_binomial(real(x), real(n - x), p, q);
        libm::exp(
            ln(x, self.first) + ln(self.successes - x, self.second) - ln(self.successes, total),
        )
    }

    /// Returns P(X ≤ x), summed from x downward until terms no longer count.
    pub(crate) fn at_most(self, x: u64) -> f64 {
        if x >= self.highest() { 1.0 } else { self.sum_down(x).min(1.0) }
    }

    /// Returns P(X ≥ x).
    pub(crate) fn at_least(self, x: u64) -> f64 {
        let mirror = Self { first: self.second, second: self.first, successes: self.successes };
        if x <= self.lowest() {
            1.0
        } else if x > self.successes {
            0.0
        } else {
            mirror.at_most(self.successes - x)
        }
    }

    /// Returns the probability of all tables that are no more likely than x.
    pub(crate) fn no_more_likely_than(self, x: u64) -> f64 {
        let limit = self.probability(x) * (1.0 + 1e-7);
        let (low, high) = (self.lowest(), self.highest());
        let peak = self.mode();
        if self.probability(peak) <= limit {
            return 1.0;
        }
        let left = first_whole(low, peak, |k| self.probability(k) > limit);
        let right = first_whole(peak, high, |k| self.probability(k) <= limit);
        let below = if left > low { self.at_most(left - 1) } else { 0.0 };
        let above = if self.probability(right) <= limit { self.at_least(right) } else { 0.0 };
        (below + above).min(1.0)
    }

    /// Sums P(X = k) for k = x, x − 1, … by the ratio of neighbours.
    ///
    /// Above the middle the complement is summed, so that the sum is short and keeps its digits.
    fn sum_down(self, x: u64) -> f64 {
        if x < self.lowest() {
            return 0.0;
        }
        let total = real(self.first + self.second);
        if real(x) > real(self.first) * real(self.successes) / total + 1.0 {
            return 1.0 - self.sum_up(x + 1);
        }
        let (mut term, mut sum) = (self.probability(x), 0.0);
        for k in (self.lowest()..=x).rev() {
            sum += term;
            term *= self.ratio_down(k);
            if term <= sum * 1e-18 {
                break;
            }
        }
        sum
    }

    /// Sums P(X = k) for k = x, x + 1, …, above the middle.
    fn sum_up(self, x: u64) -> f64 {
        let (mut term, mut sum) = (self.probability(x), 0.0);
        for k in x..=self.highest() {
            sum += term;
            if k < self.highest() {
                term /= self.ratio_down(k + 1);
            }
            if term <= sum * 1e-18 {
                break;
            }
        }
        sum
    }

    /// Returns P(X = k − 1) / P(X = k); zero at the lowest k.
    fn ratio_down(self, k: u64) -> f64 {
        if k <= self.lowest() {
            return 0.0;
        }
        let up = real(k) * real(self.second + k - self.successes);
        up / (real(self.first - k + 1) * real(self.successes - k + 1))
    }
}
