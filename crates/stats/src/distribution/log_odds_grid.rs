//! Points at which several distributions of rates can be compared exactly.

use super::Beta;
use crate::special::incomplete_beta::quantile;
use crate::special::quadrature::Rule;
use core::f64::consts::SQRT_2;

/// One point of a grid of log-odds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// The rate at the point.
    pub rate: f64,
    /// One minus the rate, with its own digits.
    pub complement: f64,
    /// The length of log-odds that the point stands for.
    pub weight: f64,
}

/// Where one distribution has its mass, in log-odds.
struct Reach {
    low: f64,
    high: f64,
    scale: f64,
}

/// The probability that is left out at each end.
const LEFT_OUT: f64 = 1e-18;
/// Log-odds beyond which a rate cannot be told from 0 or 1.
const FARTHEST: f64 = 700.0;

impl Reach {
    fn of(beta: Beta) -> Self {
        let (a, b) = (beta.alpha(), beta.beta());
        let log_odds = |rate: f64| libm::log(rate.max(1e-304)) - libm::log1p(-rate);
        Self {
            low: log_odds(quantile(a, b, LEFT_OUT)).max(-FARTHEST),
            high: (-log_odds(quantile(b, a, LEFT_OUT))).min(FARTHEST),
            // However flat the distribution is, it breaks off within about one unit at its steep end.
            scale: ((1.0 / a) + (1.0 / b)).sqrt().min(SQRT_2),
        }
    }

    /// Returns how far one may step from `place` without losing sight of the distribution.
    fn step(&self, place: f64) -> f64 {
        if place >= self.high {
            f64::INFINITY
        } else {
            // Two standard deviations and sixteen points leave an error near 1e-12.
            (2.0 * self.scale).max(self.low - place)
        }
    }
}

/// Returns points fine enough to integrate the densities and tails of all distributions.
///
/// In log-odds every beta density is smooth, also where its shapes are below 1. Panels are as
/// wide as the narrowest distribution that has mass there allows.
pub(crate) fn covering(distributions: &[Beta]) -> Vec<Node> {
    let reaches: Vec<Reach> = distributions.iter().map(|&beta| Reach::of(beta)).collect();
    let end = reaches.iter().map(|reach| reach.high).fold(f64::NEG_INFINITY, f64::max);
    let mut place = reaches.iter().map(|reach| reach.low).fold(f64::INFINITY, f64::min);
    let rule = Rule::new(16);
    let mut nodes = Vec::new();
    while place < end {
        let step = reaches.iter().map(|reach| reach.step(place)).fold(end - place, f64::min);
        nodes.extend(rule.on(place, place + step).map(|(u, weight)| node(u, weight)));
        // A step too small to move is the last digit before the end.
        place = (place + step).max(place + place.abs() * f64::EPSILON);
    }
    nodes
}

fn node(log_odds: f64, weight: f64) -> Node {
    let small = libm::exp(-log_odds.abs());
    let (minor, major) = (small / (1.0 + small), 1.0 / (1.0 + small));
    let (rate, complement) = if log_odds > 0.0 { (major, minor) } else { (minor, major) };
    Node { rate, complement, weight }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_distribution_has_all_its_mass_on_the_grid() {
        check(&[(0.1, 90.0), (0.5, 0.5), (1.0, 3.0), (4.5e8, 5.5e8), (30.0, 40.0)]);
    }

    #[test]
    fn a_flat_distribution_keeps_its_mass_where_it_breaks_off() {
        check(&[(0.12, 6662.0), (85.7, 1.0)]);
    }

    #[track_caller]
    fn check(shapes: &[(f64, f64)]) {
        let betas: Vec<Beta> = shapes.iter().filter_map(|&(a, b)| Beta::new(a, b)).collect();
        let grid = covering(&betas);
        for beta in betas {
            let mass: f64 = grid
                .iter()
                .map(|node| node.weight * beta.log_odds_density(node.rate, node.complement))
                .sum();
            assert!((mass - 1.0).abs() < 1e-11, "{beta:?}: {mass}");
        }
    }
}
