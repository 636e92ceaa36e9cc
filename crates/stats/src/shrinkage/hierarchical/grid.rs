//! The pairs of parameters over which the posterior is summed.

use super::Node;
use crate::number::real;
use crate::shrinkage::empirical_bayes::likeliest_mean;
use crate::shrinkage::likelihood::Likelihood;
use crate::special::quadrature::Rule;
use crate::special::root::{Tangent, newton};
use crate::tally::Total;

/// How far below its peak, in logarithms, the posterior is followed: what is left out is below 1e-13 of it.
const DEPTH: f64 = 34.0;

/// Where the posterior is, and from where it is summed.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    likelihood: Likelihood,
    /// The pooled rate, where the search for the likeliest μ starts.
    rate: f64,
    trials: f64,
    /// The range of s that matters.
    range: (f64, f64),
    /// The highest value of the log-likelihood; weights are relative to it.
    pub(super) peak: f64,
}

impl Ground {
    pub(super) fn new(likelihood: Likelihood, total: Total) -> Option<Self> {
        let rate = total.rate()?;
        let mut ground =
            Self { likelihood, rate, trials: real(total.trials), range: (0.0, 1.0), peak: 0.0 };
        let (low, high, peak) = region(|s| ground.profile(s).1);
        (ground.range, ground.peak) = ((low, high), peak);
        Some(ground)
    }

    /// Returns the nodes for what depends on a unit's rate, which is a function of s².
    ///
    /// Where a unit's rate hardly spreads around μ, they are as close as it does.
    pub(super) fn nodes_for_units(&self) -> Vec<Node> {
        let points = points(self.range, 1.0 / self.trials.sqrt());
        self.nodes(points, Top::narrowest)
    }

    fn nodes(&self, points: Vec<(f64, f64)>, scale: fn(&Top, f64) -> f64) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (s, length) in points {
            let (mean, height) = self.profile(s);
            if height >= self.peak - DEPTH {
                let at = Slice { s, length, mean, peak: self.peak };
                slice(&self.likelihood, &mut nodes, at, scale);
            }
        }
        nodes
    }

    /// Returns the nodes for what depends on the two parameters only.
    pub(super) fn nodes_for_parameters(&self) -> Vec<Node> {
        self.nodes(panels(self.range), |top, _| top.deviation)
    }

    /// Returns the likeliest μ at one s, and the log-likelihood there.
    fn profile(&self, s: f64) -> (f64, f64) {
        let mean = likeliest_mean(&self.likelihood, s * s, self.rate);
        (mean, self.likelihood.value(mean, s * s))
    }
}

/// The range of s that matters, and the highest value of the profile.
///
/// Narrowed in rounds, because the peak may be far slimmer than the whole range.
fn region(profile: impl Fn(f64) -> f64) -> (f64, f64, f64) {
    const CELLS: u8 = 48;
    let (mut low, mut high) = (0.0, 1.0);
    let mut peak = f64::NEG_INFINITY;
    for _ in 0..20 {
        let width = (high - low) / f64::from(CELLS);
        let middles = (0..CELLS).map(|cell| low + width * (f64::from(cell) + 0.5));
        let values: Vec<(f64, f64)> = middles.map(|s| (s, profile(s))).collect();
        peak = values.iter().map(|&(_, value)| value).fold(f64::NEG_INFINITY, f64::max);
        let inside = values.iter().filter(|&&(_, value)| value > peak - DEPTH).map(|&(s, _)| s);
        let (first, last) = inside.fold((f64::INFINITY, f64::NEG_INFINITY), |(first, last), s| {
            (first.min(s), last.max(s))
        });
        let next = ((first - 1.5 * width).max(low), (last + 1.5 * width).min(high));
        let settled = next.1 - next.0 > 0.5 * (high - low);
        (low, high) = next;
        if settled {
            break;
        }
    }
    (low, high, peak)
}

/// Returns the points of s for functions of s², each with the length it stands for.
///
/// The posterior is next to nothing at the ends unless they are 0 or 1; even steps from a middle are then as good
/// as any rule. From 0 a function of s² goes on in its mirror image. There the spread of a unit's rate given μ is
/// narrower than what is known of μ (`sharpness`), so the steps are even in sinh⁻¹(s / sharpness).
fn points((low, high): (f64, f64), sharpness: f64) -> Vec<(f64, f64)> {
    if high >= 1.0 {
        return panels((low, high));
    }
    let steps: u8 = if low > 0.0 { 40 } else { 44 };
    let middles = (0..steps).map(|k| (f64::from(k) + 0.5) / f64::from(steps));
    if low > 0.0 {
        let length = (high - low) / f64::from(steps);
        return middles.map(|share| (low + (high - low) * share, length)).collect();
    }
    let end = libm::asinh(high / sharpness);
    let at = |share: f64| sharpness * libm::sinh(end * share);
    let length = |s: f64| end / f64::from(steps) * libm::hypot(s, sharpness);
    middles.map(|share| (at(share), length(at(share)))).collect()
}

/// Returns points of s for any function.
fn panels((low, high): (f64, f64)) -> Vec<(f64, f64)> {
    let rule = Rule::new(24);
    let starts = (0..4_u8).map(f64::from).map(|k| low + (high - low) * k / 4.0);
    let panel = |start: f64| rule.on(start, start + (high - low) / 4.0).collect::<Vec<_>>();
    starts.flat_map(panel).collect()
}

/// One value of s with the likeliest μ there.
#[derive(Clone, Copy)]
struct Slice {
    s: f64,
    length: f64,
    mean: f64,
    peak: f64,
}

/// Adds the nodes over μ at one s, at even steps of its log-odds.
///
/// In log-odds the posterior is one bell that falls off on both sides, so even steps are as good as any rule:
/// with three fourths of the scale on which anything changes the error is about 1e-14.
fn slice(likelihood: &Likelihood, nodes: &mut Vec<Node>, at: Slice, scale: fn(&Top, f64) -> f64) {
    const STEP: f64 = 0.75;
    let t = at.s * at.s;
    let base = likelihood.base(t);
    let top = Top::of(likelihood, at);
    let step = STEP * scale(&top, at.s);
    let value = |log_odds: f64| {
        let (mean, complement) = (expit(log_odds), expit(-log_odds));
        (mean, likelihood.value_over(base, mean, t) + libm::log(mean) + libm::log(complement))
    };
    let height = value(top.log_odds).1;
    let mut add = |direction: f64, first: u32| {
        for k in first.. {
            let (mean, value) = value(top.log_odds + direction * step * f64::from(k));
            // A likelihood beyond the numbers there are ends the march as well.
            if value.is_nan() || value <= height - DEPTH {
                break;
            }
            let weight = at.length * step * libm::exp(value - at.peak);
            nodes.push(Node { mean, s: at.s, weight });
        }
    };
    add(1.0, 0);
    add(-1.0, 1);
}

/// Where the posterior of the log-odds of μ is highest at one s, and how wide it is there.
struct Top {
    log_odds: f64,
    deviation: f64,
}

impl Top {
    fn of(likelihood: &Likelihood, at: Slice) -> Self {
        let t = at.s * at.s;
        // The derivative by the log-odds of ℓ + ln μ(1 − μ), and the derivative of that by μ.
        let slopes = |mean: f64| {
            let (first, second) = likelihood.by_mean(mean, t);
            let (room, tilt) = (mean * (1.0 - mean), 1.0 - 2.0 * mean);
            (first * room + tilt, second * room + first * tilt - 2.0)
        };
        // Only where the steps begin depends on this, so few digits are enough.
        let mean = newton((0.0, 1.0), at.mean.clamp(1e-12, 1.0 - 1e-12), 1e-3, |mean| {
            let (first, second) = slopes(mean);
            Tangent { value: -first, slope: -second }
        });
        let curvature = -slopes(mean).1 * mean * (1.0 - mean);
        Self {
            log_odds: libm::log(mean) - libm::log1p(-mean),
            // Far from a bell, the width of the logistic curve.
            deviation: if curvature > 0.25 { 1.0 / curvature.sqrt() } else { 2.0 },
        }
    }

    /// Returns the scale on which the posterior and the distribution of a unit's rate around μ change together.
    fn narrowest(&self, s: f64) -> f64 {
        let room = expit(self.log_odds) * expit(-self.log_odds);
        1.0 / (1.0 / (self.deviation * self.deviation) + room / (s * s)).sqrt()
    }
}

fn expit(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}
