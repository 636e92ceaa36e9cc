//! The regularized incomplete gamma function, both tails, and its inverse.
//!
//! *Source*: series 6.5.29 and continued fraction 6.5.31 of M. Abramowitz, I. Stegun, Handbook of
//! Mathematical Functions, 1964.

use super::incomplete_beta::Tails;
use super::outward::{self, LARGE};
use super::root::{Tangent, newton};
use super::saddle_point::ln_poisson;

/// Returns the tails of the gamma distribution with shape `a` and scale 1 at x, for a above zero.
pub(crate) fn tails(a: f64, x: f64) -> Tails {
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    if a > LARGE {
        return large(a, x);
    }
    let front = libm::exp(ln_poisson(a, x));
    if x < a + 1.0 {
        let lower = (front * series(a, x)).clamp(0.0, 1.0);
        Tails { lower, upper: 1.0 - lower }
    } else {
        let upper = (front * a * continued_fraction(a, x)).clamp(0.0, 1.0);
        Tails { lower: 1.0 - upper, upper }
    }
}

/// Returns the tails by integrating the density of the logarithm from x outward.
fn large(a: f64, x: f64) -> Tails {
    let density = |step: f64| a * libm::exp(ln_poisson(a, x * libm::exp(step)));
    Tails::from_outward(a - x, outward::tail(a - x, x, density))
}

/// Returns the probability that a chi-square variable with `degrees` of freedom exceeds x.
///
/// Without degrees of freedom there is nothing to exceed: 1.
pub(crate) fn chi_square_above(degrees: u64, x: f64) -> f64 {
    if degrees == 0 { 1.0 } else { tails(0.5 * crate::number::real(degrees), 0.5 * x).upper }
}

/// Returns the point of the gamma distribution with probability `p` below it.
pub(crate) fn lower_quantile(a: f64, p: f64) -> f64 {
    solve(a, p, |tails| tails.lower, 1.0)
}

/// Returns the point of the gamma distribution with probability `p` above it.
pub(crate) fn upper_quantile(a: f64, p: f64) -> f64 {
    solve(a, p, |tails| tails.upper, -1.0)
}

/// Newton's method on the logarithms of point and tail; `sign` is −1 for a falling tail.
fn solve(a: f64, p: f64, tail: impl Fn(Tails) -> f64, sign: f64) -> f64 {
    let goal = libm::log(p.clamp(1e-300, 1.0));
    libm::exp(newton((-745.0, 709.0), libm::log(a), 1e-8, |u| {
        let x = libm::exp(u);
        let probability = tail(tails(a, x));
        let slope = a * libm::exp(ln_poisson(a, x)) / probability;
        Tangent { value: sign * (libm::log(probability) - goal), slope }
    }))
}

/// Returns 1 + x/(a+1) + x²/((a+1)(a+2)) + …
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut shape) = (1.0, 1.0, a);
    for _ in 0..2_000_000 {
        shape += 1.0;
        term *= x / shape;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// Returns the continued fraction of the upper tail, without its front.
fn continued_fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / away_from_zero(b);
    let mut fraction = d;
    let mut i = 0.0;
    for _ in 0..2_000_000 {
        i += 1.0;
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / away_from_zero(numerator * d + b);
        c = away_from_zero(b + numerator / c);
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
    fn one_degree_of_freedom_is_a_squared_normal() {
        for z in [0.1, 1.0, 1.96, 5.0, 20.0] {
            let expected = super::super::normal::two_sided(z);
            assert!((chi_square_above(1, z * z) / expected - 1.0).abs() < 1e-12, "{z}");
        }
    }

    #[test]
    fn both_methods_agree_where_one_takes_over() {
        let a = 1500.0;
        for x in [900.0, 1300.0, 1490.0] {
            let below = libm::exp(ln_poisson(a, x)) * series(a, x);
            assert!((large(a, x).lower - below).abs() <= 1e-11 * below, "{x}");
        }
        for x in [1510.0, 1700.0, 2500.0] {
            let above = libm::exp(ln_poisson(a, x)) * a * continued_fraction(a, x);
            assert!((large(a, x).upper - above).abs() <= 1e-11 * above, "{x}");
        }
    }

    #[test]
    fn quantiles_undo_both_tails() {
        for a in [0.5, 3.0, 40.0, 1e6] {
            assert!((tails(a, lower_quantile(a, 0.01)).lower - 0.01).abs() < 1e-13, "{a}");
            assert!((tails(a, upper_quantile(a, 0.01)).upper - 0.01).abs() < 1e-13, "{a}");
        }
    }
}
