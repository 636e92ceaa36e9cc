//! The version to publish: both parameters integrated out.

use super::empirical_bayes::likeliest_mean;
use super::likelihood::Likelihood;
use crate::distribution::Beta;
use crate::interval::{Confidence, Interval};
use crate::special::quadrature::Rule;
use crate::special::root::{Tangent, newton};
use crate::tally::{Tally, Total};

/// All common distributions of rates, each with its posterior probability.
///
/// Before the data μ is uniform on 0 to 1, and so is s = 1/√M. The posterior of a unit's rate is a
/// mixture of beta distributions; its intervals cover 94 % to 99.9 % at a nominal 95 %.
#[derive(Clone, Debug)]
pub struct Hierarchical {
    nodes: Vec<Node>,
    log_marginal: f64,
}

/// One pair of parameters.
#[derive(Clone, Copy, Debug)]
struct Node {
    mean: f64,
    s: f64,
    weight: f64,
}

/// How far below its peak, in logarithms, the posterior is followed.
const DEPTH: f64 = 42.0;
/// Below this s the common rate outweighs every number of trials there can be.
const LEAST_S: f64 = 3e-5;

impl Hierarchical {
    /// Returns the posterior over all units that have trials.
    ///
    /// Deterministic: two-dimensional Gauss–Legendre quadrature, good to about 1e-10.
    ///
    /// - *None*: no trials.
    ///
    /// *Source*: A. Gelman et al., Bayesian Data Analysis, 3rd ed. 2013, section 5.3, with the same
    /// family of priors cut at M > 1.
    ///
    /// ```
    /// use stats::{Confidence, Tally, shrinkage::Hierarchical};
    ///
    /// let units = [(30, 70), (45, 55), (3, 1)];
    /// let units = units.map(|(successes, failures)| Tally { successes, failures });
    /// let posterior = Hierarchical::fit(&units).unwrap().posterior(units[2]);
    /// // Three of four is drawn towards the others.
    /// assert!(posterior.mean() < 0.6);
    /// assert!(posterior.interval(Confidence::P95).contains(0.4));
    /// ```
    #[must_use]
    pub fn fit(tallies: &[Tally]) -> Option<Self> {
        let rate = Total::of(tallies).rate()?;
        let likelihood = Likelihood::new(tallies);
        let profile = |s: f64| {
            let mean = likeliest_mean(&likelihood, s * s, rate);
            (mean, likelihood.value(mean, s * s))
        };
        let (low, high, peak) = region(|s| profile(s).1);
        let rule = Rule::new(24);
        let mut nodes = Vec::new();
        let panels = (0..4_u8).map(f64::from).map(|k| low + (high - low) * k / 4.0);
        for (s, length) in panels.flat_map(|start| rule.on(start, start + (high - low) / 4.0)) {
            let (mean, height) = profile(s);
            slice(&likelihood, &mut nodes, Slice { s, length, mean, height, peak });
        }
        let sum: f64 = nodes.iter().map(|node| node.weight).sum();
        for node in &mut nodes {
            node.weight /= sum;
        }
        // What is dropped adds up to less than the last digits.
        nodes.retain(|node| node.weight > 1e-16);
        Some(Self { nodes, log_marginal: peak + libm::log(sum) })
    }

    /// Returns the logarithm of the likelihood's mean over both parameters, constants left out.
    #[must_use]
    pub const fn log_marginal(&self) -> f64 {
        self.log_marginal
    }

    /// Returns the posterior mean of a function of μ and M.
    ///
    /// ```
    /// use stats::{Tally, shrinkage::Hierarchical};
    ///
    /// let units = [Tally { successes: 30, failures: 70 }, Tally { successes: 45, failures: 55 }];
    /// let correlation = Hierarchical::fit(&units).unwrap().expectation(|_, m| 1.0 / (m + 1.0));
    /// assert!(correlation > 0.0 && correlation < 0.5);
    /// ```
    #[must_use]
    pub fn expectation(&self, function: impl Fn(f64, f64) -> f64) -> f64 {
        let value = |node: &Node| node.weight * function(node.mean, 1.0 / (node.s * node.s));
        self.nodes.iter().map(value).sum()
    }

    /// Returns what is known of a unit's rate; without trials, what is known of any unit's.
    #[must_use]
    pub fn posterior(&self, tally: Tally) -> Posterior {
        let (x, y) = (f64::from(tally.successes), f64::from(tally.failures));
        let component = |node: &Node| {
            let size = 1.0 / (node.s.max(LEAST_S) * node.s.max(LEAST_S));
            let shape = |share: f64, count: f64| (share * size + count).max(Beta::MIN_SHAPE);
            let beta = Beta::new(shape(node.mean, x), shape(1.0 - node.mean, y))?;
            Some((node.weight, beta))
        };
        Posterior { components: self.nodes.iter().filter_map(component).collect() }
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

/// One value of s with the peak of the likelihood there.
#[derive(Clone, Copy)]
struct Slice {
    s: f64,
    length: f64,
    mean: f64,
    height: f64,
    peak: f64,
}

/// Adds the nodes over μ at one s; in μ the log-likelihood is concave.
fn slice(likelihood: &Likelihood, nodes: &mut Vec<Node>, at: Slice) {
    if at.height < at.peak - DEPTH {
        return;
    }
    let rule = Rule::new(20);
    let value = |mean: f64| likelihood.value(mean, at.s * at.s);
    let edge = |outside: f64| {
        let (mut near, mut far) = (at.mean, outside);
        // Only the region that is integrated over depends on this, so few digits are enough.
        for _ in 0..30 {
            let middle = f64::midpoint(near, far);
            let seen = value(middle) > at.height - DEPTH;
            (near, far) = if seen { (middle, far) } else { (near, middle) };
        }
        far
    };
    for end in [edge(0.0), edge(1.0)] {
        let (start, end) = if end < at.mean { (end, at.mean) } else { (at.mean, end) };
        nodes.extend(rule.on(start, end).map(|(mean, width)| {
            let weight = at.length * width * libm::exp(value(mean) - at.peak);
            Node { mean, s: at.s, weight }
        }));
    }
}

/// What is known of one unit's rate: a mixture of beta distributions.
#[derive(Clone, Debug)]
pub struct Posterior {
    components: Vec<(f64, Beta)>,
}

impl Posterior {
    /// Returns the best estimate of the rate, a fraction.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.sum(Beta::mean)
    }

    /// Returns the standard deviation of the rate.
    #[must_use]
    pub fn standard_deviation(&self) -> f64 {
        let mean = self.mean();
        let variance = self.sum(|beta| {
            let (distance, deviation) = (beta.mean() - mean, beta.standard_deviation());
            distance * distance + deviation * deviation
        });
        variance.sqrt()
    }

    /// Returns the probability that the rate is above `rate`.
    #[must_use]
    pub fn above(&self, rate: f64) -> f64 {
        self.sum(|beta| beta.above(rate)).min(1.0)
    }

    /// Returns the interval that leaves the same probability on both sides.
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Interval {
        Interval {
            lower: self.quantile(confidence.tail()),
            upper: self.quantile(1.0 - confidence.tail()),
        }
    }

    /// Returns one beta distribution with the same mean and variance, for example for ranks.
    ///
    /// - *None*: no beta distribution has them; it is then narrower than a 32-bit count can make.
    #[must_use]
    pub fn matching_beta(&self) -> Option<Beta> {
        let (mean, deviation) = (self.mean(), self.standard_deviation());
        let size = mean * (1.0 - mean) / (deviation * deviation) - 1.0;
        Beta::new(mean * size, (1.0 - mean) * size)
    }

    /// Returns the rate with probability `p` below it, by Newton's method on the log-odds.
    fn quantile(&self, p: f64) -> f64 {
        let guess = self.matching_beta().map_or(self.mean(), |beta| beta.quantile(p));
        let start = libm::log(guess.max(1e-300)) - libm::log1p(-guess);
        let rates = |log_odds: f64| (expit(log_odds), expit(-log_odds));
        let log_odds = newton((-700.0, 700.0), start, 1e-7, |log_odds| {
            let (rate, complement) = rates(log_odds);
            let below = self.sum(|beta| beta.tails_at(rate, complement).lower);
            let slope = self.sum(|beta| beta.log_odds_density(rate, complement));
            Tangent { value: below - p, slope }
        });
        rates(log_odds).0
    }

    fn sum(&self, function: impl Fn(Beta) -> f64) -> f64 {
        self.components.iter().map(|&(weight, beta)| weight * function(beta)).sum()
    }
}

fn expit(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}
