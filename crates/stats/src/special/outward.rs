//! A tail of a distribution with large shapes, by integrating its density outward.

use super::quadrature::Rule;
use std::sync::LazyLock;

/// Above this shape continued fractions and series are slower than integrating.
pub(super) const LARGE: f64 = 1000.0;

/// Returns the integral of a density from a point away from its mode.
///
/// `slope` and `curvature` are those of the log-density at the point, the curvature with its sign
/// changed; `density` takes the step from the point. With large shapes the density is nearly
/// normal and its logarithm concave, so a fourth of the curvature is enough not to stop short.
pub(super) fn tail(slope: f64, curvature: f64, density: impl Fn(f64) -> f64) -> f64 {
    static RULE: LazyLock<Rule> = LazyLock::new(|| Rule::new(20));
    let depth = 160.0;
    let length = depth / (slope.abs() + (slope * slope + depth * 0.25 * curvature).sqrt());
    let outward = if slope > 0.0 { -length } else { length };
    let panels = [(0.0, 0.125), (0.125, 0.25), (0.25, 0.5)];
    let nodes = panels.iter().flat_map(|&(from, to)| RULE.on(from * outward, to * outward));
    nodes.map(|(step, weight)| weight.abs() * density(step)).sum::<f64>().min(1.0)
}
