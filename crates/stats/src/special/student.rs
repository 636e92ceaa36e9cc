//! Student's t distribution.

use super::incomplete_beta::tails;

/// Returns P(|T| ≥ |t|) with a number of degrees of freedom above 0.
pub(crate) fn two_sided(t: f64, degrees: f64) -> f64 {
    let square = t * t;
    let sum = degrees + square;
    tails(0.5 * degrees, 0.5, degrees / sum, square / sum).lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_agree_with_published_tables() {
        for (t, degrees, tail) in [(12.706_204_736, 1.0, 0.05), (3.182_446_305, 3.0, 0.05)] {
            assert!((two_sided(t, degrees) - tail).abs() < 1e-9, "{t}");
        }
    }
}
