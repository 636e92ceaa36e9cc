//! The version to publish: both parameters integrated out.

mod grid;

use grid::Ground;

use super::likelihood::Likelihood;
use super::posterior::Posterior;
use crate::distribution::Beta;
use crate::tally::{Tally, Total};

/// All common distributions of rates, each with its posterior probability.
///
/// Before the data μ is uniform on 0 to 1, and so is s = 1/√M. The posterior of a unit's rate is a
/// mixture of beta distributions; its intervals cover 94 % to 99.9 % at a nominal 95 %.
#[derive(Clone, Debug)]
pub struct Hierarchical {
    ground: Ground,
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

/// Below this s the common rate outweighs every number of trials there can be.
const LEAST_S: f64 = 3e-5;

impl Hierarchical {
    /// Returns the posterior over all units that have trials.
    ///
    /// Deterministic: two-dimensional quadrature at even steps, good to about 1e-10.
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
        let ground = Ground::new(Likelihood::new(tallies), Total::of(tallies))?;
        let (nodes, sum) = normalized(ground.nodes_for_units());
        let log_marginal = ground.peak + libm::log(sum);
        Some(Self { ground, nodes, log_marginal })
    }

    /// Returns the logarithm of the likelihood's mean over both parameters, constants left out.
    #[must_use]
    pub const fn log_marginal(&self) -> f64 {
        self.log_marginal
    }

    /// Returns the posterior mean of a function of μ and M. Each call sums over the whole posterior.
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
        normalized(self.ground.nodes_for_parameters()).0.iter().map(value).sum()
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
        Posterior::new(self.nodes.iter().filter_map(component).collect())
    }
}

/// Returns nodes whose weights add up to one, and what they added up to.
fn normalized(mut nodes: Vec<Node>) -> (Vec<Node>, f64) {
    let sum: f64 = nodes.iter().map(|node| node.weight).sum();
    for node in &mut nodes {
        node.weight /= sum;
    }
    // What is dropped adds up to less than a hundredth of what the quadrature is good to.
    let mut weights: Vec<f64> = nodes.iter().map(|node| node.weight).collect();
    weights.sort_by(f64::total_cmp);
    let mut dropped = 0.0;
    let kept = weights.into_iter().find(|weight| {
        dropped += weight;
        dropped > 1e-12
    });
    nodes.retain(|node| kept.is_some_and(|least| node.weight >= least));
    (nodes, sum)
}
