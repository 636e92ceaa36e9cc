//! Binomial and Poisson densities without the cancellation of large log-gamma terms.
//!
//! *Source*: C. Loader, "Fast and accurate computation of binomial probabilities", 2000; the
//! method behind R's `dbinom` and `dpois`.

use core::f64::consts::PI;

/// ln √(2π).
const LN_SQRT_2_PI: f64 = 0.918_938_533_204_672_8;
/// ln 2π.
const LN_2_PI: f64 = 1.837_877_066_409_345_3;

/// 1/3, 1/5, 1/7 and so on.
const INVERSE_ODD: [f64; 8] =
    [1.0 / 3.0, 1.0 / 5.0, 1.0 / 7.0, 1.0 / 9.0, 1.0 / 11.0, 1.0 / 13.0, 1.0 / 15.0, 1.0 / 17.0];

/// Returns ln Γ(n + 1) − (n + ½) ln n + n − ln √(2π), the error of Stirling's formula.
fn stirling_error(n: f64) -> f64 {
    if n <= 15.0 {
        return libm::lgamma(n + 1.0) - (n + 0.5) * libm::log(n) + n - LN_SQRT_2_PI;
    }
    let inverse = 1.0 / n;
    let square = inverse * inverse;
    let inner = 1.0 / 1680.0 - 1.0 / 1188.0 * square;
    let middle = 1.0 / 1260.0 - inner * square;
    (1.0 / 12.0 - (1.0 / 360.0 - middle * square) * square) * inverse
}

/// Returns x ln(x / mean) + mean − x, the deviance of one observation, for `mean` above zero.
fn deviance(x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    if difference.abs() >= 0.1 * (x + mean) {
        return x * libm::log(x / mean) - difference;
    }
    let ratio = difference / (x + mean);
    // Each term is at most a hundredth of the one before, so the next would be below the last digit.
    let square = ratio * ratio;
    let sum = INVERSE_ODD.iter().rev().fold(0.0, |sum, inverse| (sum + inverse) * square);
    difference * ratio + 2.0 * x * ratio * sum
}

/// Returns ln of Γ(x+y+1) / (Γ(x+1) Γ(y+1)) · pˣ qʸ for real x, y ≥ 0 and q = 1 − p.
///
/// With whole x and y it is the log-probability of x successes and y failures. Both p and q are
/// taken, so that the smaller one keeps its digits.
pub(crate) fn ln_binomial(x: f64, y: f64, p: f64, q: f64) -> f64 {
    if x <= 0.0 {
        return power_of_complement(y, p, q);
    }
    if y <= 0.0 {
        return power_of_complement(x, q, p);
    }
    if p <= 0.0 || q <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let n = x + y;
    let spread = LN_2_PI + libm::log(x) + libm::log(y) - libm::log(n);
    corrections(x, y) - deviance(x, n * p) - deviance(y, n * q) - 0.5 * spread
}

/// pˣ qʸ / B(x, y) as a function of p and q = 1 − p, for x and y above zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BetaFront {
    x: f64,
    y: f64,
    correction: f64,
    /// √(xy / (2π(x+y))): the root of Stirling's formula with what Γ(x+y+1) / (Γ(x+1) Γ(y+1)) has too few of.
    height: f64,
}

impl BetaFront {
    /// Works out what does not depend on p.
    pub(crate) fn new(x: f64, y: f64) -> Self {
        let height = (x / (x + y) * y / (2.0 * PI)).sqrt();
        Self { x, y, correction: corrections(x, y), height }
    }

    /// Returns the value for p and q above zero.
    pub(crate) fn at(self, p: f64, q: f64) -> f64 {
        self.height * libm::exp(self.exponent(p, q))
    }

    /// Returns the logarithm of the value, which goes on where the value is below the smallest number.
    pub(crate) fn ln_at(self, p: f64, q: f64) -> f64 {
        libm::log(self.height) + self.exponent(p, q)
    }

    fn exponent(self, p: f64, q: f64) -> f64 {
        let n = self.x + self.y;
        self.correction - deviance(self.x, n * p) - deviance(self.y, n * q)
    }
}

/// Returns the errors of Stirling's formula in Γ(x+y+1) / (Γ(x+1) Γ(y+1)).
fn corrections(x: f64, y: f64) -> f64 {
    stirling_error(x + y) - stirling_error(x) - stirling_error(y)
}

/// Returns y ln q, where q = 1 − p.
fn power_of_complement(y: f64, p: f64, q: f64) -> f64 {
    if y <= 0.0 {
        0.0
    } else if p < 0.1 {
        y * libm::log1p(-p)
    } else {
        y * libm::log(q)
    }
}

/// Returns ln of meanᵃ e^(−mean) / Γ(a + 1) for real a ≥ 0 and `mean` above zero.
pub(crate) fn ln_poisson(a: f64, mean: f64) -> f64 {
    if a <= 0.0 {
        return -mean;
    }
    -stirling_error(a) - deviance(a, mean) - 0.5 * (LN_2_PI + libm::log(a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fair_coin_shows_heads_once_in_two() {
        assert!((libm::exp(ln_binomial(1.0, 1.0, 0.5, 0.5)) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn a_billion_tosses_keep_twelve_digits() {
        // √(2 / (π n)) (1 − 1/(4n)), the probability of exactly n/2 heads.
        let expected = (2.0 / (core::f64::consts::PI * 1e9)).sqrt() * (1.0 - 0.25e-9);
        let ours = libm::exp(ln_binomial(5e8, 5e8, 0.5, 0.5));
        assert!((ours / expected - 1.0).abs() < 1e-12, "{ours} {expected}");
    }

    #[test]
    fn impossible_counts_have_no_probability() {
        assert!(ln_binomial(1.0, 1.0, 0.0, 1.0) < -1e300);
        assert!(ln_binomial(2.0, 0.0, 0.0, 1.0) < -1e300);
        assert!(ln_binomial(0.0, 7.0, 0.0, 1.0).abs() < 1e-300);
    }
}
