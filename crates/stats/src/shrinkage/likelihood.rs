//! The beta-binomial log-likelihood, exact and free of cancellation also without overdispersion.

use crate::number::{real, real_len};
use crate::tally::Tally;

/// How many terms of each sum are added one by one; the rest by Euler and Maclaurin's formula.
const ONE_BY_ONE: usize = 32;
/// The same as the place where the formula takes over.
const FROM: f64 = 32.0;

/// Counts of all units, arranged so that Σᵢ Σ_{j<xᵢ} f(j) takes few terms.
#[derive(Clone, Debug)]
struct Side {
    /// For each j below 32, the number of units with a count above j.
    above: Vec<f64>,
    /// The counts above 32.
    long: Vec<f64>,
}

/// A function to be summed, at c + jt.
#[derive(Clone, Copy)]
enum Summand {
    /// ln(c + jt).
    Log,
    /// 1/(c + jt), its derivative by c.
    ByStart,
    /// 1/(c + jt)².
    Square,
    /// j/(c + jt), the derivative of the logarithm by t.
    ByStep,
}

/// ℓ(μ, t) with t = 1/M: Σ [Σ_{j<x} ln(μ + jt) + Σ_{j<y} ln(1 − μ + jt) − Σ_{j<n} ln(1 + jt)].
///
/// Constant terms ln C(n, x) are left out.
///
/// *Source*: D. A. Griffiths, Biometrics 29 (1973), 637–648, doi 10.2307/2529131.
#[derive(Clone, Debug)]
pub(super) struct Likelihood {
    successes: Side,
    failures: Side,
    trials: Side,
}

impl Likelihood {
    pub(super) fn new(tallies: &[Tally]) -> Self {
        let side =
            |count: fn(&Tally) -> u64| Side::new(&tallies.iter().map(count).collect::<Vec<_>>());
        Self {
            successes: side(|tally| u64::from(tally.successes)),
            failures: side(|tally| u64::from(tally.failures)),
            trials: side(|tally| tally.trials()),
        }
    }

    /// Returns the log-likelihood.
    pub(super) fn value(&self, mean: f64, t: f64) -> f64 {
        self.value_over(self.base(t), mean, t)
    }

    /// Returns the part of the log-likelihood that does not depend on μ.
    pub(super) fn base(&self, t: f64) -> f64 {
        -self.trials.sum_of_logs(1.0, t)
    }

    /// Returns the log-likelihood with a part that is known.
    pub(super) fn value_over(&self, base: f64, mean: f64, t: f64) -> f64 {
        self.successes.sum_of_logs(mean, t) + self.failures.sum_of_logs(1.0 - mean, t) + base
    }

    /// Returns the first and second derivative by μ; in μ the function is concave.
    pub(super) fn by_mean(&self, mean: f64, t: f64) -> (f64, f64) {
        let sum = |side: &Side, summand, start| side.sum(summand, start, t);
        let first = sum(&self.successes, Summand::ByStart, mean)
            - sum(&self.failures, Summand::ByStart, 1.0 - mean);
        let second = sum(&self.successes, Summand::Square, mean)
            + sum(&self.failures, Summand::Square, 1.0 - mean);
        (first, -second)
    }

    /// Returns the derivative by t.
    pub(super) fn by_t(&self, mean: f64, t: f64) -> f64 {
        let step = Summand::ByStep;
        self.successes.sum(step, mean, t) + self.failures.sum(step, 1.0 - mean, t)
            - self.trials.sum(step, 1.0, t)
    }
}

impl Side {
    fn new(counts: &[u64]) -> Self {
        let longest = counts.iter().max().copied().unwrap_or(0).min(ONE_BY_ONE as u64);
        let above = (0..longest).map(|j| real_len(counts.iter().filter(|&&x| x > j).count()));
        let long = counts.iter().filter(|&&x| x > ONE_BY_ONE as u64).map(|&x| real(x));
        Self { above: above.collect(), long: long.collect() }
    }

    /// Returns Σᵢ Σ_{j<xᵢ} ln(c + jt): [`Self::sum`] with one logarithm for each long count.
    fn sum_of_logs(&self, c: f64, t: f64) -> f64 {
        let head = self.above.iter().enumerate();
        let head: f64 = head.map(|(j, units)| units * libm::log(c + real_len(j) * t)).sum();
        if self.long.is_empty() {
            return head;
        }
        let v = c + FROM * t;
        let log_v = libm::log(v);
        let start = Summand::Log.correction_of(FROM, c, t, log_v);
        let tail = self.long.iter().map(|&end| {
            let length = end - FROM;
            let ratio = length * t / v;
            let (l, k) = log_ratios(ratio);
            let end = Summand::Log.correction_of(end, c, t, log_v + ratio * l);
            length * (log_v + ratio * (l - k)) + start - end
        });
        head + tail.sum::<f64>()
    }

    /// Returns Σᵢ Σ_{j<xᵢ} f(j).
    fn sum(&self, summand: Summand, c: f64, t: f64) -> f64 {
        let head = self.above.iter().enumerate();
        let head: f64 = head.map(|(j, units)| units * summand.at(real_len(j), c, t)).sum();
        if self.long.is_empty() {
            return head;
        }
        let start = summand.correction(FROM, c, t);
        let tail = self
            .long
            .iter()
            .map(|&end| summand.integral(end, c, t) + start - summand.correction(end, c, t));
        head + tail.sum::<f64>()
    }
}

impl Summand {
    fn at(self, j: f64, c: f64, t: f64) -> f64 {
        let v = c + j * t;
        match self {
            Self::Log => libm::log(v),
            Self::ByStart => 1.0 / v,
            Self::Square => 1.0 / (v * v),
            Self::ByStep => j / v,
        }
    }

    /// Returns the integral over j from 32 to `end`.
    fn integral(self, end: f64, c: f64, t: f64) -> f64 {
        let (length, v) = (end - FROM, c + FROM * t);
        let ratio = length * t / v;
        let (l, k) = log_ratios(ratio);
        match self {
            Self::Log => length * (libm::log(v) + ratio * (l - k)),
            Self::ByStart => length / v * l,
            Self::Square => length / (v * (c + end * t)),
            Self::ByStep => length / v * (FROM + c * (length / v) * k),
        }
    }

    /// Returns ½f − f′/12 + f‴/720 − f⁽⁵⁾/30240 at j; the next term is below 1e-14 of f′.
    fn correction(self, j: f64, c: f64, t: f64) -> f64 {
        self.correction_of(j, c, t, self.at(j, c, t))
    }

    /// The same where f(j) is known.
    fn correction_of(self, j: f64, c: f64, t: f64, value: f64) -> f64 {
        let v = c + j * t;
        let (step, square) = (t / v, t / v * (t / v));
        // Each derivative as a multiple of the one two orders below it.
        let (first, third, fifth) = match self {
            Self::Log => (step, 2.0, 12.0),
            Self::ByStart => (-step / v, 6.0, 20.0),
            Self::Square => (-2.0 * step / (v * v), 12.0, 30.0),
            Self::ByStep => (c / (v * v), 6.0, 20.0),
        };
        let third = third * square * first;
        let fifth = fifth * square * third;
        0.5 * value - first / 12.0 + third / 720.0 - fifth / 30_240.0
    }
}

/// 1/2, 1/3, 1/4 and so on.
const INVERSES: [f64; 16] = [
    1.0 / 2.0,
    1.0 / 3.0,
    1.0 / 4.0,
    1.0 / 5.0,
    1.0 / 6.0,
    1.0 / 7.0,
    1.0 / 8.0,
    1.0 / 9.0,
    1.0 / 10.0,
    1.0 / 11.0,
    1.0 / 12.0,
    1.0 / 13.0,
    1.0 / 14.0,
    1.0 / 15.0,
    1.0 / 16.0,
    1.0 / 17.0,
];

/// Returns L = ln(1 + r)/r and K = (1 − L)/r, without cancellation next to r = 0.
fn log_ratios(r: f64) -> (f64, f64) {
    if r > 0.1 {
        let l = libm::log1p(r) / r;
        return (l, (1.0 - l) / r);
    }
    let k = INVERSES.iter().rev().fold(0.0, |k, inverse| inverse - r * k);
    (1.0 - r * k, k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sums_agree_with_adding_one_by_one() {
        for (c, t) in [(0.3, 0.02), (0.999, 0.0), (1e-3, 1e-7), (0.4, 1.0), (0.2, 50.0)] {
            for summand in [Summand::Log, Summand::ByStart, Summand::Square, Summand::ByStep] {
                let ours = Side::new(&[3, 500, 40]).sum(summand, c, t);
                let counts = [3_u32, 500, 40].into_iter();
                let each = counts.flat_map(|x| (0..x).map(|j| summand.at(f64::from(j), c, t)));
                let expected: f64 = each.sum();
                let error = (ours - expected).abs() / expected.abs().max(1.0);
                assert!(error < 1e-13, "{c} {t}: {ours} {expected}");
            }
            let side = Side::new(&[3, 500, 40]);
            let (ours, expected) = (side.sum_of_logs(c, t), side.sum(Summand::Log, c, t));
            assert!((ours - expected).abs() < 1e-13 * expected.abs().max(1.0), "{c} {t}");
        }
    }
}
