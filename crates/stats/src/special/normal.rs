//! The standard normal distribution.

use super::root::{Tangent, newton};
use core::f64::consts::{FRAC_1_SQRT_2, PI};

/// Returns the density at z.
pub(crate) fn density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt()
}

/// Returns P(Z ≤ z).
pub(crate) fn at_most(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// Returns P(|Z| ≥ |z|).
pub(crate) fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() * FRAC_1_SQRT_2)
}

/// Returns the z that is exceeded with probability `tail`, for `tail` in (0, 1).
///
/// Newton's method on ln P(Z ≤ z), which is concave and so cannot be overshot twice.
pub(crate) fn upper_quantile(tail: f64) -> f64 {
    if tail > 0.5 {
        return -upper_quantile(1.0 - tail);
    }
    let goal = libm::log(tail.max(1e-300));
    -newton((-38.0, 0.0), 0.0, 1e-9, |z| {
        let below = at_most(z);
        Tangent { value: libm::log(below) - goal, slope: density(z) / below }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_published_tables() {
        for (tail, z) in [
            (0.025, 1.959_963_984_540_054),
            (0.001, 3.090_232_306_167_813_5),
            (0.5, 0.0),
            (0.9, -1.281_551_565_544_600_4),
        ] {
            assert!((upper_quantile(tail) - z).abs() < 1e-14, "{tail}");
        }
    }
}
