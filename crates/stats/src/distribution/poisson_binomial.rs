//! The sum of binomial counts with different rates.

use crate::number::{real, whole};
use crate::special::incomplete_beta::Tails;
use crate::special::normal;
use crate::special::saddle_point::ln_binomial;

/// Trials that share one rate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// The number of trials.
    pub trials: u64,
    /// The rate of each, a fraction.
    pub rate: f64,
}

impl Part {
    fn mean(self) -> f64 {
        real(self.trials) * self.rate
    }

    fn variance(self) -> f64 {
        self.mean() * (1.0 - self.rate)
    }
}

/// Up to this many trials the tails are exact; above, they are normal with continuity correction.
pub(crate) const EXACT_UP_TO: u64 = 20_000;
/// Probabilities below this share of the largest are left out.
const NEGLIGIBLE: f64 = 1e-100;

/// Probabilities of `first`, `first + 1`, … successes; all others are negligible.
#[derive(Debug)]
pub(crate) struct Probabilities {
    first: u64,
    values: Vec<f64>,
}

impl Probabilities {
    /// Returns those of the number of successes in all parts.
    pub(crate) fn of(parts: &[Part]) -> Self {
        let start = Self { first: 0, values: vec![1.0] };
        parts.iter().fold(start, |sum, &part| convolve(&sum, &binomial(part)))
    }

    /// Returns the farthest shift of the log-odds for which the tails can be told.
    pub(crate) fn farthest_shift(&self) -> f64 {
        600.0 / real(self.values.len() as u64)
    }

    /// Returns the probability of at least `x` successes after a shift of all log-odds, with its derivative
    /// by the shift.
    ///
    /// The number of successes is sufficient for the shift: each probability is multiplied by
    /// e^(shift · successes), and all are divided by their sum. The derivative is the sum of
    /// (successes − mean) over the tail.
    pub(crate) fn at_least(&self, x: u64, shift: f64) -> (f64, f64) {
        let at = |place: usize| real(self.first + place as u64) - real(x);
        let (mut inside, mut outside) = ((0.0, 0.0), (0.0, 0.0));
        for (place, probability) in self.values.iter().enumerate() {
            let distance = at(place);
            let weight = probability * libm::exp(shift * distance);
            let sum = if distance >= 0.0 { &mut inside } else { &mut outside };
            *sum = (sum.0 + weight, sum.1 + weight * distance);
        }
        let all = inside.0 + outside.0;
        let mean = (inside.1 + outside.1) / all;
        (inside.0 / all, (inside.1 - mean * inside.0) / all)
    }
}

/// Returns P(X ≤ x) and P(X ≥ x) for the number of successes in all parts.
///
/// *Source*: convolution of the parts' binomials; for the definition Y. H. Wang, Statistica
/// Sinica 3 (1993), 295–312.
pub(crate) fn tails(parts: &[Part], x: u64) -> Tails {
    let trials: u64 = parts.iter().map(|part| part.trials).sum();
    if trials > EXACT_UP_TO {
        return normal_tails(parts, x);
    }
    let sum = Probabilities::of(parts);
    let split = |at: u64| {
        let length = at.saturating_sub(sum.first).min(sum.values.len() as u64);
        usize::try_from(length).map_or((&sum.values[..], &[][..]), |l| sum.values.split_at(l))
    };
    Tails { lower: total(split(x + 1).0), upper: total(split(x).1) }
}

/// Adds from the small end, and cuts what rounding adds above 1.
fn total(values: &[f64]) -> f64 {
    let rising = values.first() < values.last();
    let sum: f64 = if rising { values.iter().sum() } else { values.iter().rev().sum() };
    sum.min(1.0)
}

fn normal_tails(parts: &[Part], x: u64) -> Tails {
    let mean: f64 = parts.iter().map(|part| part.mean()).sum();
    let deviation = parts.iter().map(|part| part.variance()).sum::<f64>().sqrt();
    let below = |bound: f64| match (bound - mean) / deviation {
        z if z.is_nan() => 0.5,
        z => normal::at_most(z),
    };
    Tails { lower: below(real(x) + 0.5), upper: 1.0 - below(real(x) - 0.5) }
}

/// Returns the binomial probabilities of one part, by the ratio of neighbours from the mode.
fn binomial(part: Part) -> Probabilities {
    let (p, q) = (part.rate, 1.0 - part.rate);
    if part.trials == 0 || p <= 0.0 {
        return Probabilities { first: 0, values: vec![1.0] };
    }
    if q <= 0.0 {
        return Probabilities { first: part.trials, values: vec![1.0] };
    }
    let mode = whole(real(part.trials + 1) * p).min(part.trials);
    let peak = libm::exp(ln_binomial(real(mode), real(part.trials - mode), p, q));
    let up = |k: u64| real(part.trials - k) * p / (real(k + 1) * q);
    let mut values = Vec::new();
    let (mut first, mut value) = (mode, peak);
    while first > 0 && value > peak * NEGLIGIBLE {
        first -= 1;
        value /= up(first);
        values.push(value);
    }
    values.reverse();
    let (mut k, mut value) = (mode, peak);
    while value > peak * NEGLIGIBLE {
        values.push(value);
        value *= up(k);
        k += 1;
        if k > part.trials {
            break;
        }
    }
    Probabilities { first, values }
}

fn convolve(a: &Probabilities, b: &Probabilities) -> Probabilities {
    let mut values = vec![0.0; a.values.len() + b.values.len() - 1];
    for (i, x) in a.values.iter().enumerate() {
        for (sum, y) in values[i..].iter_mut().zip(&b.values) {
            *sum += x * y;
        }
    }
    trimmed(Probabilities { first: a.first + b.first, values })
}

/// Drops what is negligible at both ends.
fn trimmed(mut sum: Probabilities) -> Probabilities {
    let least = sum.values.iter().fold(0.0, |a: f64, &b| a.max(b)) * NEGLIGIBLE;
    while sum.values.last().is_some_and(|&value| value < least) {
        sum.values.pop();
    }
    let low = sum.values.iter().take_while(|&&value| value < least).count();
    sum.values.drain(..low);
    Probabilities { first: sum.first + low as u64, values: sum.values }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_with_one_rate_are_one_binomial() {
        let parts = [Part { trials: 3, rate: 0.4 }, Part { trials: 7, rate: 0.4 }];
        let whole = [Part { trials: 10, rate: 0.4 }];
        for x in 0..=10 {
            let (a, b) = (tails(&parts, x), tails(&whole, x));
            assert!((a.lower - b.lower).abs() < 1e-14 && (a.upper - b.upper).abs() < 1e-14);
        }
    }

    #[test]
    fn certain_parts_only_move_the_count() {
        let parts = [Part { trials: 4, rate: 1.0 }, Part { trials: 9, rate: 0.0 }];
        let sum = tails(&parts, 4);
        assert!(sum.lower > 0.999_999 && sum.upper > 0.999_999);
        assert!(tails(&parts, 3).lower < 1e-300 && tails(&parts, 5).upper < 1e-300);
    }

    #[test]
    fn the_normal_tail_meets_the_exact_one_where_it_takes_over() {
        let parts = [Part { trials: 9_000, rate: 0.42 }, Part { trials: 11_000, rate: 0.47 }];
        let (exact, normal) = (tails(&parts, 9_090), normal_tails(&parts, 9_090));
        assert!((exact.upper - normal.upper).abs() < 1e-4, "{exact:?} {normal:?}");
    }
}
