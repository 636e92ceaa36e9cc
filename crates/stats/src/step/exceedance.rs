//! How often the largest of many dependent z values lies far out by chance.

use crate::number::real_len;
use crate::special::normal;
use crate::special::quadrature::Rule;

/// Neighbours with a higher squared correlation are too close for the quadrature, and for sense.
pub(super) const LARGEST_CORRELATION: f64 = 0.97;

/// Returns the squared correlation of z after the share `a` of all trials and after `b`, a < b.
pub(super) fn squared_correlation(a: f64, b: f64) -> f64 {
    a * (1.0 - b) / (b * (1.0 - a))
}

/// Returns the probability that |z| exceeds `limit` at any of the given shares of all trials.
///
/// z is a Brownian bridge divided by its standard deviation, seen at those shares. It is followed
/// from one to the next within ±`limit`; what is left at the end never went beyond.
pub(super) fn any_beyond(limit: f64, parts: &[f64]) -> f64 {
    let bound = (real_len(parts.len()) * normal::two_sided(limit)).min(1.0);
    // Far out the bound is as good as exact, and one minus the mass would lose its digits.
    if bound < 1e-6 {
        return bound;
    }
    let nodes: Vec<(f64, f64)> = Rule::new(64).on(-limit, limit).collect();
    let mut mass: Vec<f64> = nodes.iter().map(|&(z, weight)| weight * normal::density(z)).collect();
    for pair in parts.windows(2) {
        let squared = squared_correlation(pair[0], pair[1]);
        let (correlation, deviation) = (squared.sqrt(), (1.0 - squared).sqrt());
        let arrive = |&(to, weight): &(f64, f64)| {
            let from = nodes.iter().zip(&mass);
            let density = from
                .map(|(&(z, _), mass)| mass * normal::density((to - correlation * z) / deviation));
            weight * density.sum::<f64>() / deviation
        };
        mass = nodes.iter().map(arrive).collect();
    }
    (1.0 - mass.iter().sum::<f64>()).clamp(0.0, bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_is_a_plain_test() {
        assert!((any_beyond(1.96, &[0.4]) - normal::two_sided(1.96)).abs() < 1e-12);
    }

    #[test]
    fn more_places_lie_between_one_test_and_their_sum() {
        let parts: Vec<f64> = (1..20_u8).map(|k| f64::from(k) / 20.0).collect();
        let ours = any_beyond(2.5, &parts);
        let one = normal::two_sided(2.5);
        assert!(2.0 * one < ours && ours < 19.0 * one, "{ours} {one}");
    }

    #[test]
    fn two_places_agree_with_the_bivariate_normal() {
        // Shares ⅓ and ⅔ have correlation ½: P(|X| > 2 or |Y| > 2), by Simpson's rule in Python.
        assert!((any_beyond(2.0, &[1.0 / 3.0, 2.0 / 3.0]) - 0.082_888_147_380_349).abs() < 1e-12);
    }
}
