//! The beta-binomial distribution: counts whose rate varies between units.

use super::{Beta, log_odds_grid};
use crate::number::real;
use crate::special::incomplete_beta::ln_front;
use crate::special::saddle_point::ln_binomial;

/// The number of successes of a unit whose rate is drawn from a beta distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetaBinomial {
    trials: u64,
    rate: Beta,
}

impl BetaBinomial {
    /// The largest number of trials; above it the tails could not be worked out in bounded time.
    pub const MAX_TRIALS: u64 = 4_000_000_000;

    /// Returns the distribution of successes in `trials` trials of a unit with an unknown rate.
    ///
    /// `None` above [`Self::MAX_TRIALS`] trials.
    ///
    /// *Source*: J. G. Skellam, Journal of the Royal Statistical Society B 10 (1948), 257–261.
    ///
    /// ```
    /// use stats::distribution::{Beta, BetaBinomial};
    ///
    /// let unit = BetaBinomial::new(2, Beta::new(4.5, 5.5).unwrap()).unwrap();
    /// assert_eq!(format!("{:.3}", unit.probability(0)), "0.325");
    /// ```
    #[must_use]
    pub fn new(trials: u64, rate: Beta) -> Option<Self> {
        (trials <= Self::MAX_TRIALS).then_some(Self { trials, rate })
    }

    /// Returns the correlation between two trials of one unit, 1 / (α + β + 1).
    #[must_use]
    pub fn intraclass_correlation(self) -> f64 {
        1.0 / (self.rate.alpha() + self.rate.beta() + 1.0)
    }

    /// Returns P(X = x) = C(n, x) B(x + α, n − x + β) / B(α, β).
    #[must_use]
    pub fn probability(self, x: u64) -> f64 {
        let Some(y) = self.trials.checked_sub(x) else {
            return 0.0;
        };
        let (a, b, x, y) = (self.rate.alpha(), self.rate.beta(), real(x), real(y));
        // Any p gives the same value; at the posterior mean no term is large.
        let size = a + b + x + y;
        let (p, q) = ((a + x) / size, (b + y) / size);
        libm::exp(ln_binomial(x, y, p, q) + ln_front(a, b, p, q) - ln_front(a + x, b + y, p, q))
            .min(1.0)
    }

    /// Returns P(X ≤ x).
    ///
    /// Up to 100 000 trials a sum with relative precision; above, an integral good to 1e-11.
    #[must_use]
    pub fn at_most(self, x: u64) -> f64 {
        if x >= self.trials {
            1.0
        } else if self.trials <= 100_000 {
            self.sum_down(x).min(1.0)
        } else {
            self.integral(x)
        }
    }

    /// Returns P(X ≥ x).
    #[must_use]
    pub fn at_least(self, x: u64) -> f64 {
        if x == 0 {
            return 1.0;
        }
        match (self.trials.checked_sub(x), Beta::new(self.rate.beta(), self.rate.alpha())) {
            (Some(failures), Some(rate)) => Self { trials: self.trials, rate }.at_most(failures),
            _ => 0.0,
        }
    }

    /// Sums P(X = k) for k = x, x − 1, …, 0 by the ratio of neighbours.
    fn sum_down(self, x: u64) -> f64 {
        let (a, b, n) = (self.rate.alpha(), self.rate.beta(), real(self.trials));
        let (mut term, mut sum) = (self.probability(x), 0.0);
        for k in (0..=x).rev() {
            let k = real(k);
            sum += term;
            term *= k * (n - k + b) / ((n - k + 1.0) * (k - 1.0 + a));
        }
        sum
    }

    /// Returns P(X ≤ x) as the chance that Beta(x + 1, n − x) exceeds the unit's rate.
    fn integral(self, x: u64) -> f64 {
        let Some(point) = Beta::new(real(x) + 1.0, real(self.trials - x)) else {
            return 1.0;
        };
        log_odds_grid::covering(&[point, self.rate])
            .iter()
            .map(|node| {
                let density = point.log_odds_density(node.rate, node.complement);
                node.weight * density * self.rate.tails_at(node.rate, node.complement).lower
            })
            .sum::<f64>()
            .clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_and_the_integral_agree() {
        let rate = Beta::new(0.7, 12.0).expect("shapes");
        let unit = BetaBinomial::new(90_000, rate).expect("few enough");
        for x in [0, 1, 500, 5_000, 40_000, 89_999] {
            let (sum, integral) = (unit.sum_down(x), unit.integral(x));
            assert!((sum - integral).abs() < 1e-11, "{x}: {sum} {integral}");
        }
    }

    #[test]
    fn four_billion_trials_end_in_time() {
        let rate = Beta::new(45.0, 55.0).expect("shapes");
        let unit = BetaBinomial::new(4_000_000_000, rate).expect("few enough");
        // So many trials show the rate itself.
        assert!((unit.at_most(1_800_000_000) - rate.at_most(0.45)).abs() < 1e-7);
    }
}
