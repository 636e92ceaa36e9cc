//! The regularized incomplete beta function, both tails, and its inverse.
//!
//! *Source*: continued fraction 26.5.8 of M. Abramowitz, I. Stegun, Handbook of Mathematical
//! Functions, 1964, by the method of W. J. Lentz, Applied Optics 15 (1976), 668–671.

use super::outward::{self, LARGE};
use super::root::{Tangent, newton};
use super::saddle_point::ln_binomial;

/// ln of the smallest number there is.
const SMALLEST_LOG: f64 = -745.0;

/// Both tails of a distribution at one point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tails {
    /// The probability below the point.
    pub lower: f64,
    /// The probability above the point.
    pub upper: f64,
}

impl Tails {
    /// Returns both tails from the one that was integrated where the log-density has this slope.
    pub(super) fn from_outward(slope: f64, tail: f64) -> Self {
        if slope > 0.0 {
            Self { lower: tail, upper: 1.0 - tail }
        } else {
            Self { lower: 1.0 - tail, upper: tail }
        }
    }
}

/// Returns the tails of Beta(a, b) at x = 1 − y, for a and b above zero.
///
/// The smaller tail keeps its relative precision; x and y are both taken for the same reason.
pub(crate) fn tails(a: f64, b: f64, x: f64, y: f64) -> Tails {
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    if y <= 0.0 {
        return Tails { lower: 1.0, upper: 0.0 };
    }
    let front = libm::exp(ln_front(a, b, x, y));
    if front <= 0.0 {
        // So far out that the density itself is below the smallest number.
        let lower = if x * b < y * a { 0.0 } else { 1.0 };
        return Tails { lower, upper: 1.0 - lower };
    }
    if a.min(b) > LARGE {
        return large(a, b, x, y);
    }
    if x * (a + b + 2.0) < a + 1.0 {
        let lower = (front * continued_fraction(a, b, x) / a).clamp(0.0, 1.0);
        Tails { lower, upper: 1.0 - lower }
    } else {
        let upper = (front * continued_fraction(b, a, y) / b).clamp(0.0, 1.0);
        Tails { lower: 1.0 - upper, upper }
    }
}

/// Returns the tails by integrating the density of the log-odds from x outward.
fn large(a: f64, b: f64, x: f64, y: f64) -> Tails {
    let slope = a * y - b * x;
    let tail = outward::tail(slope, (a + b) * x * y, |step| {
        let odds = x * libm::exp(step);
        libm::exp(ln_front(a, b, odds / (odds + y), y / (odds + y)))
    });
    Tails::from_outward(slope, tail)
}

/// Returns ln of xᵃ yᵇ / B(a, b), which is x (1 − x) times the density of Beta(a, b).
pub(crate) fn ln_front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    ln_binomial(a, b, x, y) + libm::log(a) + libm::log(b) - libm::log(a + b)
}

/// Returns the point of Beta(a, b) with probability `p` below it.
///
/// Relative precision near 0; near 1 what `1 − x` can hold. Newton's method on the logarithms of
/// point and probability, which makes the far tail a straight line.
pub(crate) fn quantile(a: f64, b: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p > 0.5 {
        return 1.0 - quantile(b, a, 1.0 - p);
    }
    let goal = libm::log(p);
    let start = libm::log(a / (a + b));
    let log = newton((SMALLEST_LOG, 0.0), start, 1e-8, |u| {
        let (x, y) = (libm::exp(u), -libm::expm1(u));
        let below = tails(a, b, x, y).lower;
        let slope = libm::exp(ln_front(a, b, x, y)) / (y * below);
        Tangent { value: libm::log(below) - goal, slope }
    });
    // Where the answer is below the smallest number, the search ends at the edge.
    if log < SMALLEST_LOG + 1.0 { 0.0 } else { libm::exp(log) }
}

/// Returns the continued fraction of I(x; a, b), which converges fast below the mean.
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    let mut m = 0.0;
    // About √max(a, b) terms are needed next to the mean; shapes end at 1e10.
    for _ in 0..2_000_000 {
        m += 1.0;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let change = d * c;
        fraction *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_uniform_distribution_is_its_own_point() {
        assert!((tails(1.0, 1.0, 0.3, 0.7).lower - 0.3).abs() < 1e-15);
        assert!((quantile(1.0, 1.0, 0.3) - 0.3).abs() < 1e-15);
    }

    #[test]
    fn a_quantile_far_out_keeps_its_digits() {
        // Beta(1, b): 1 − (1 − p)^(1/b).
        let expected = -libm::expm1(libm::log1p(-1e-12) / 1e9);
        assert!((quantile(1.0, 1e9, 1e-12) / expected - 1.0).abs() < 1e-12);
    }

    #[test]
    fn huge_shapes_end_in_time() {
        let middle = tails(5e9, 5e9, 0.5, 0.5);
        assert!((middle.lower - 0.5).abs() < 1e-9, "{middle:?}");
    }

    #[test]
    fn both_methods_agree_where_one_takes_over() {
        for (x, a, b) in [(0.2, 1001.0, 4000.0), (0.24, 1001.0, 3000.0), (0.3, 2000.0, 5000.0)] {
            let front = libm::exp(ln_front(a, b, x, 1.0 - x));
            let below = front * continued_fraction(a, b, x) / a;
            let ours = large(a, b, x, 1.0 - x).lower;
            assert!((ours / below - 1.0).abs() < 1e-11 || below > 0.5, "{x}: {ours} {below}");
        }
    }

    #[test]
    fn far_tails_of_large_shapes_keep_their_digits() {
        let (a, b) = (2000.0, 3000.0);
        for x in [0.3, 0.2, 0.1, 0.01] {
            let y: f64 = 1.0 - x;
            let below = libm::exp(ln_front(a, b, x, y)) * continued_fraction(a, b, x) / a;
            let ours = large(a, b, x, y).lower;
            assert!((ours - below).abs() <= 1e-11 * below, "{x}: {ours:e} {below:e}");
        }
    }
}
