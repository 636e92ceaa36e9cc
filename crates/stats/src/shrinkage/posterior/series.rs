//! The Taylor series of the tail of a mixture of beta distributions, in log-odds.

use crate::distribution::Beta;
use crate::number::real_len;

/// How many terms of the series of a probability are used.
const TERMS: usize = 8;

/// A probability at a point, with the derivatives of the density there, the k-th divided by k!.
#[derive(Default)]
pub(super) struct Series {
    /// The probability.
    pub(super) below: f64,
    terms: [f64; TERMS],
}

impl Series {
    /// Adds a distribution of which `below` lies below the point `at`, with its density there.
    pub(super) fn add(&mut self, beta: Beta, at: (f64, f64), [below, density]: [f64; 2]) {
        self.below += below;
        if density > 0.0 {
            for (sum, own) in self.terms.iter_mut().zip(derivatives(beta, at, density)) {
                *sum += own;
            }
        }
    }

    /// Returns the step to where the probability is `p`; `None` where the series does not lead there.
    pub(super) fn reach(&self, p: f64) -> Option<f64> {
        let mut step = (p - self.below) / self.terms[0];
        for _ in 0..8 {
            let (mut value, mut slope) = (0.0, 0.0);
            for (order, term) in self.terms.iter().enumerate().rev() {
                value = value * step + term / real_len(order + 1);
                slope = slope * step + term;
            }
            step -= (self.below + value * step - p) / slope;
        }
        (step.is_finite() && step.abs() < 1.0).then_some(step)
    }

    /// Returns the last term, which bounds what the series leaves out.
    pub(super) fn last_term(&self, step: f64) -> f64 {
        let term = self.terms[TERMS - 1] / real_len(TERMS);
        (0..TERMS).fold(term, |term, _| term * step)
    }
}

/// Returns the density of the log-odds with its derivatives, the k-th divided by k!.
///
/// They follow from those of the log-density, αy − βx and onward, by Leibniz' rule; with each divided by
/// its factorial the rule has no binomial coefficients.
fn derivatives(beta: Beta, (x, y): (f64, f64), density: f64) -> [f64; TERMS] {
    const INVERSES: [f64; TERMS - 1] =
        [1.0, 1.0 / 2.0, 1.0 / 3.0, 1.0 / 4.0, 1.0 / 5.0, 1.0 / 6.0, 1.0 / 7.0];
    let (tilt, v) = (y - x, x * y);
    let size = -(beta.alpha() + beta.beta()) * v;
    let logs = [
        beta.alpha() * y - beta.beta() * x,
        size,
        size * tilt * (1.0 / 2.0),
        size * (1.0 - 6.0 * v) * (1.0 / 6.0),
        size * tilt * (1.0 - 12.0 * v) * (1.0 / 24.0),
        size * (1.0 - v * (30.0 - 120.0 * v)) * (1.0 / 120.0),
        size * tilt * (1.0 - v * (60.0 - 360.0 * v)) * (1.0 / 720.0),
    ];
    let mut terms = [density; TERMS];
    for order in 1..TERMS {
        let mut sum = 0.0;
        for k in 0..order {
            sum += logs[k] * terms[order - 1 - k];
        }
        terms[order] = sum * INVERSES[order - 1];
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_of_one_distribution_leads_to_its_quantile() {
        for (alpha, beta, p) in [(30.0, 50.0, 0.025), (3.0, 90.0, 0.975), (4e3, 9e3, 0.5)] {
            let beta = Beta::new(alpha, beta).expect("shapes");
            let expected = beta.quantile(p);
            let start = beta.quantile(p * 0.995);
            let mut series = Series::default();
            let density = beta.log_odds_density(start, 1.0 - start);
            series.add(beta, (start, 1.0 - start), [beta.at_most(start), density]);
            let step = series.reach(p).expect("close by");
            let odds = start / (1.0 - start) * libm::exp(step);
            assert!((odds / (1.0 + odds) - expected).abs() < 1e-12, "{beta:?} {p}");
            assert!(series.last_term(step).abs() < 1e-11 && step > 0.0, "{beta:?} {p}");
        }
    }
}
