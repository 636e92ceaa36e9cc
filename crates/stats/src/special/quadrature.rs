//! Gauss–Legendre quadrature.

use crate::number::real_len;
use core::f64::consts::PI;

/// Points and weights of a quadrature rule on (−1, 1); exact for polynomials up to degree 2n − 1.
///
/// *Source*: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 1964, 25.4.29.
pub(crate) struct Rule(Vec<(f64, f64)>);

impl Rule {
    /// Returns the rule with `n` points, found as roots of the Legendre polynomial.
    pub(crate) fn new(n: usize) -> Self {
        let point = |i: usize| {
            let mut x = libm::cos(PI * (real_len(i) + 0.75) / (real_len(n) + 0.5));
            let mut slope = 1.0;
            for _ in 0..8 {
                let (value, before) = legendre(n, x);
                slope = real_len(n) * (x * value - before) / (x * x - 1.0);
                x -= value / slope;
            }
            (x, 2.0 / ((1.0 - x * x) * slope * slope))
        };
        Self((0..n).map(point).collect())
    }

    /// Returns the points and weights for the interval from `low` to `high`.
    pub(crate) fn on(&self, low: f64, high: f64) -> impl Iterator<Item = (f64, f64)> + '_ {
        let (middle, half) = (f64::midpoint(low, high), 0.5 * (high - low));
        self.0.iter().map(move |&(x, weight)| (middle - half * x, half * weight))
    }
}

/// Returns the Legendre polynomials of degree `n` and n − 1 at x.
fn legendre(n: usize, x: f64) -> (f64, f64) {
    let (mut value, mut before) = (1.0, 0.0);
    for degree in 0..n {
        let k = real_len(degree);
        (value, before) = (((2.0 * k + 1.0) * x * value - k * before) / (k + 1.0), value);
    }
    (value, before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_polynomial_of_degree_nineteen_is_exact() {
        let integral: f64 =
            Rule::new(10).on(0.0, 2.0).map(|(x, weight)| weight * libm::pow(x, 19.0)).sum();
        assert!((integral / (libm::pow(2.0, 20.0) / 20.0) - 1.0).abs() < 1e-14);
    }
}
