//! Where the quantiles of a mixture of beta distributions are looked for first.

use super::{Component, Posterior};

/// The first four moments of a mixture.
pub(super) struct Guess {
    mean: f64,
    deviation: f64,
    /// The third central moment over the third power of the standard deviation.
    skewness: f64,
    /// The fourth over the fourth power, less 3.
    excess: f64,
}

impl Guess {
    pub(super) fn of(posterior: &Posterior) -> Self {
        let mean = posterior.mean();
        let [second, third, fourth] =
            posterior.components.iter().fold([0.0; 3], |sum, component| {
                let own = moments(component, mean);
                [0, 1, 2].map(|order| sum[order] + component.weight * own[order])
            });
        let skewness = third / (second * second.sqrt());
        Self { mean, deviation: second.sqrt(), skewness, excess: fourth / (second * second) - 3.0 }
    }

    /// Returns about the rate that a normal distribution would have at `z` standard deviations.
    ///
    /// Two terms of the expansion of quantiles by moments; inside 0 to 1 whatever they say.
    ///
    /// *Source*: E. A. Cornish, R. A. Fisher, Revue de l'Institut International de Statistique 5 (1938), 307–320.
    pub(super) fn quantile(&self, z: f64) -> f64 {
        let (square, skewness) = (z * z, self.skewness);
        let score = z + (square - 1.0) / 6.0 * skewness + z * (square - 3.0) / 24.0 * self.excess
            - z * (2.0 * square - 5.0) / 36.0 * skewness * skewness;
        let guess = self.mean + score * self.deviation;
        guess.clamp(0.01 * self.mean, 1.0 - 0.01 * (1.0 - self.mean))
    }
}

/// Returns the second to fourth moment of a distribution around a point.
fn moments(&Component { beta, mean, variance, .. }: &Component, around: f64) -> [f64; 3] {
    let (a, b) = (beta.alpha(), beta.beta());
    let (size, d) = (a + b, mean - around);
    let third = 2.0 * variance * (b - a) / (size * (size + 2.0));
    let tilt = (a - b) * (a - b) * (size + 1.0) / (a * b * (size + 2.0)) - 1.0;
    let fourth = variance * variance * (3.0 + 6.0 * tilt / (size + 3.0));
    let square = d * d;
    [
        variance + square,
        third + d * (3.0 * variance + square),
        fourth + d * (4.0 * third + d * (6.0 * variance + square)),
    ]
}
