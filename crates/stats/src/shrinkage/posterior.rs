//! What is known of one unit's rate.

mod guess;
mod series;

use std::cell::OnceCell;

use guess::Guess;
use series::Series;

use crate::distribution::{Beta, PreparedBeta};
use crate::interval::{Confidence, Interval};
use crate::special::root::{Tangent, newton};

/// What is known of one unit's rate: a mixture of beta distributions.
#[derive(Clone, Debug)]
pub struct Posterior {
    components: Vec<Component>,
    mean: f64,
    deviation: f64,
}

/// One distribution of the mixture, with its weight.
#[derive(Clone, Copy, Debug)]
struct Component {
    weight: f64,
    beta: Beta,
    mean: f64,
    variance: f64,
}

impl Posterior {
    pub(super) fn new(components: Vec<(f64, Beta)>) -> Self {
        let component = |(weight, beta): (f64, Beta)| Component {
            weight,
            beta,
            mean: beta.mean(),
            variance: beta.variance(),
        };
        let components: Vec<Component> = components.into_iter().map(component).collect();
        let mean = components.iter().map(|it| it.weight * it.mean).sum();
        let spread = |it: &Component| {
            let distance = it.mean - mean;
            it.weight * (distance * distance + it.variance)
        };
        let variance: f64 = components.iter().map(spread).sum();
        Self { components, mean, deviation: variance.sqrt() }
    }

    /// Returns the best estimate of the rate, a fraction.
    #[must_use]
    pub const fn mean(&self) -> f64 {
        self.mean
    }

    /// Returns the standard deviation of the rate.
    #[must_use]
    pub const fn standard_deviation(&self) -> f64 {
        self.deviation
    }

    /// Returns the probability that the rate is above `rate`.
    #[must_use]
    pub fn above(&self, rate: f64) -> f64 {
        let above = self.components.iter().map(|it| it.weight * it.beta.above(rate));
        above.sum::<f64>().min(1.0)
    }

    /// Returns the interval that leaves the same probability on both sides.
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Interval {
        let (guess, mixture) = (Guess::of(self), Mixture::of(self));
        Interval {
            lower: mixture.quantile(confidence.tail(), guess.quantile(-confidence.z())),
            upper: mixture.quantile(1.0 - confidence.tail(), guess.quantile(confidence.z())),
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
}

/// The mixture made ready for many questions about its tails.
struct Mixture<'a>(Vec<Part<'a>>);

/// One distribution of the mixture, made ready when its tail is first asked for.
struct Part<'a> {
    component: &'a Component,
    prepared: OnceCell<PreparedBeta>,
    /// The square of the distance from its mean beyond which a point has all or none of it below.
    far: f64,
}

impl<'a> Part<'a> {
    fn of(component: &'a Component) -> Self {
        const NARROW: f64 = 1_000.0;
        const FAR: f64 = 7.5;
        let beta = component.beta;
        let is_narrow = beta.alpha().min(beta.beta()) > NARROW;
        let far = if is_narrow { FAR * FAR * component.variance } else { f64::INFINITY };
        Self { component, prepared: OnceCell::new(), far }
    }

    /// Returns 0 or 1 where a narrow distribution lies wholly on one side of a rate, to within 1e-13.
    fn certain(&self, rate: f64) -> Option<f64> {
        let distance = rate - self.component.mean;
        let is_far = distance * distance > self.far;
        is_far.then_some(if distance > 0.0 { 1.0 } else { 0.0 })
    }

    fn prepared(&self) -> &PreparedBeta {
        self.prepared.get_or_init(|| PreparedBeta::new(self.component.beta))
    }
}

impl<'a> Mixture<'a> {
    fn of(posterior: &'a Posterior) -> Self {
        Self(posterior.components.iter().map(Part::of).collect())
    }

    /// Returns the rate with probability `p` below it, close to a guess.
    ///
    /// The mixture's tail is worked out at a few points; from the last of them its Taylor series in
    /// the log-odds leads to the answer. Where that does not settle, by Newton's method.
    fn quantile(&self, p: f64, guess: f64) -> f64 {
        let mut log_odds = libm::log(guess) - libm::log1p(-guess);
        for _ in 0..4 {
            let series = self.series(log_odds);
            let Some(step) = series.reach(p) else { break };
            log_odds += step;
            if series.last_term(step).abs() < 1e-13 {
                return expit(log_odds);
            }
        }
        self.searched_quantile(p, log_odds)
    }

    fn searched_quantile(&self, p: f64, start: f64) -> f64 {
        let rates = |log_odds: f64| (expit(log_odds), expit(-log_odds));
        let log_odds = newton((-700.0, 700.0), start, 1e-7, |log_odds| {
            let (rate, complement) = rates(log_odds);
            let (mut below, mut slope) = (0.0, 0.0);
            self.each_at((rate, complement), |weight, _, lower, density| {
                (below, slope) = (below + weight * lower, slope + weight * density);
            });
            Tangent { value: below - p, slope }
        });
        rates(log_odds).0
    }

    /// Returns the probability below a point, with its derivatives by the log-odds.
    fn series(&self, log_odds: f64) -> Series {
        let at = (expit(log_odds), expit(-log_odds));
        let mut series = Series::default();
        self.each_at(at, |weight, beta, lower, density| {
            series.add(beta, at, [weight * lower, weight * density]);
        });
        series
    }

    /// Calls `found` with the weight, the distribution, the probability below a point and the density of its
    /// log-odds, of each distribution of the mixture.
    fn each_at(&self, at: (f64, f64), mut found: impl FnMut(f64, Beta, f64, f64)) {
        let mut open = Vec::new();
        for part in &self.0 {
            match part.certain(at.0) {
                Some(below) => found(part.component.weight, part.component.beta, below, 0.0),
                None => open.push(part),
            }
        }
        let prepared = open.iter().map(|part| (part.prepared(), part.component.weight));
        let mut components = open.iter().map(|part| part.component);
        PreparedBeta::each_at(prepared, at, |tails, density| {
            let component = components.next().expect("one for each distribution");
            found(component.weight, component.beta, tails.lower, density);
        });
    }
}

fn expit(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}
