//! One shift of the log-odds, common to all strata.

use super::{Stratum, Undefined, check_reference, totals};
use crate::distribution::poisson_binomial::{EXACT_UP_TO, Part, Probabilities, tails};
use crate::interval::{Confidence, Interval};
use crate::number::real;
use crate::special::root::{Tangent, newton, turning_point};

/// A rate at the reference's mix, by a logistic model with the reference's log-odds as offset.
///
/// The unit's odds are those of the reference times one factor in all strata. Works with empty
/// strata, stays within 0 to 1 and has exact limits for few trials. The one to use.
#[derive(Clone, Debug, PartialEq)]
pub struct OffsetRate {
    /// The log-odds shift δ; `None` where it is infinite, because the free strata had no success
    /// or nothing but successes.
    pub shift: Option<f64>,
    /// The rate at the reference's mix, a fraction.
    pub value: f64,
    free: Vec<Free>,
    fixed: f64,
    observed: u64,
    trials: u64,
}

/// A stratum whose reference rate is neither 0 nor 1; the others stay as they are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Free {
    trials: u64,
    odds: (f64, f64),
    weight: f64,
}

impl Free {
    /// Returns the rate and its complement after a shift of the log-odds by δ.
    fn rates(&self, shift: f64) -> (f64, f64) {
        let (success, failure) = self.odds;
        let (up, down) = (success * libm::exp(0.5 * shift), failure * libm::exp(-0.5 * shift));
        (up / (up + down), down / (up + down))
    }

    fn part(&self, shift: f64) -> Part {
        Part { trials: self.trials, rate: self.rates(shift).0 }
    }
}

/// A shift beyond which every rate made of 32-bit counts is 0 or 1 to all digits.
const FARTHEST: f64 = 200.0;

impl OffsetRate {
    /// Returns the rate that solves Σ n expit(logit R + δ) = O, as Σ N expit(logit R + δ) / Σ N.
    ///
    /// - *Undefined*: no trials, or a stratum without a reference rate.
    ///
    /// *Source*: N. E. Breslow, N. E. Day, Statistical Methods in Cancer Research II, IARC 1987,
    /// section 4.3, with a logistic link.
    ///
    /// ```
    /// use stats::{Confidence, Tally, standardization::{OffsetRate, Stratum}};
    ///
    /// let local = Tally::of(22, 40).unwrap();
    /// let reference = Tally::of(1540, 4000).unwrap();
    /// let rate = OffsetRate::new(&[Stratum { local, reference }]).unwrap();
    /// let limits = rate.interval(Confidence::P95);
    /// assert_eq!(format!("{:.2} {:.3}–{:.3}", rate.value, limits.lower, limits.upper), "0.55 0.385–0.707");
    /// ```
    pub fn new(strata: &[Stratum]) -> Result<Self, Undefined> {
        let (local, reference) = totals(strata)?;
        check_reference(strata)?;
        let (mut free, mut fixed, mut certain) = (Vec::new(), 0.0, 0);
        for stratum in strata.iter().filter(|stratum| !stratum.reference.is_empty()) {
            let trials = stratum.local.trials();
            let weight = stratum.reference.size() / real(reference.trials);
            match (stratum.reference.successes, stratum.reference.failures) {
                (0, _) => {}
                (_, 0) => (fixed, certain) = (fixed + weight, certain + trials),
                (x, y) => free.push(Free { trials, odds: (f64::from(x), f64::from(y)), weight }),
            }
        }
        let trials: u64 = free.iter().map(|stratum| stratum.trials).sum();
        // Successes in strata that never have any cannot be laid on the free ones beyond their
        // trials, nor fewer than none.
        let observed = local.successes.saturating_sub(certain).min(trials);
        let mut rate = Self { shift: None, value: 0.0, free, fixed, observed, trials };
        rate.shift = rate.solve();
        rate.value = match rate.shift {
            Some(shift) => rate.at(shift),
            None if observed == 0 => rate.at(-f64::INFINITY),
            None => rate.at(f64::INFINITY),
        };
        Ok(rate)
    }

    /// Returns the rates at which the exact tails of the successes are (1 − level) / 2.
    ///
    /// One-sided where there was no success, or nothing but successes. Exact up to 20 000 trials;
    /// above by normal tails with continuity correction.
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Interval {
        let tail = confidence.tail();
        let exact = (self.trials <= EXACT_UP_TO).then(|| Tilted::new(self));
        let lower = if self.observed == 0 {
            -f64::INFINITY
        } else {
            exact.as_ref().map_or_else(
                || turning_point(-FARTHEST, FARTHEST, |shift| self.tails(shift).1 > tail),
                |exact| exact.shift(self.observed, tail),
            )
        };
        let upper = if self.observed == self.trials {
            f64::INFINITY
        } else {
            exact.as_ref().map_or_else(
                || turning_point(-FARTHEST, FARTHEST, |shift| self.tails(shift).0 < tail),
                |exact| exact.shift(self.observed + 1, 1.0 - tail),
            )
        };
        Interval { lower: self.at(lower), upper: self.at(upper) }
    }

    /// Returns P(O ≤ observed) and P(O ≥ observed) at a shift.
    fn tails(&self, shift: f64) -> (f64, f64) {
        let parts: Vec<Part> = self.free.iter().map(|stratum| stratum.part(shift)).collect();
        let tails = tails(&parts, self.observed);
        (tails.lower, tails.upper)
    }

    /// Returns the rate at the reference's mix after a shift.
    fn at(&self, shift: f64) -> f64 {
        let rate = |stratum: &Free| match shift {
            s if s.is_infinite() => {
                if s > 0.0 {
                    1.0
                } else {
                    0.0
                }
            }
            s => stratum.rates(s).0,
        };
        let free: f64 = self.free.iter().map(|stratum| stratum.weight * rate(stratum)).sum();
        (self.fixed + free).min(1.0)
    }

    fn solve(&self) -> Option<f64> {
        let open = self.observed > 0 && self.observed < self.trials;
        open.then(|| self.shift_expecting(real(self.observed)))
    }

    /// Returns the shift at which so many successes are expected.
    fn shift_expecting(&self, successes: f64) -> f64 {
        newton((-FARTHEST, FARTHEST), 0.0, 1e-9, |shift| {
            let start = Tangent { value: -successes, slope: 0.0 };
            self.free.iter().fold(start, |sum, stratum| {
                let (rate, complement) = stratum.rates(shift);
                let expected = real(stratum.trials) * rate;
                Tangent { value: sum.value + expected, slope: sum.slope + expected * complement }
            })
        })
    }
}

/// The distribution of the successes at one shift, from which that at any other follows.
#[derive(Debug)]
struct Tilted {
    from: f64,
    probabilities: Probabilities,
}

impl Tilted {
    /// Returns the distribution at a shift where what was observed is in the middle of it.
    fn new(rate: &OffsetRate) -> Self {
        let (observed, trials) = (real(rate.observed), real(rate.trials));
        let from = if rate.trials == 0 {
            0.0
        } else {
            rate.shift_expecting(observed.clamp(0.5, trials - 0.5))
        };
        let parts: Vec<Part> = rate.free.iter().map(|stratum| stratum.part(from)).collect();
        Self { from, probabilities: Probabilities::of(&parts) }
    }

    /// Returns the shift at which at least `x` successes have the probability `p`.
    fn shift(&self, x: u64, p: f64) -> f64 {
        let farthest = self.probabilities.farthest_shift();
        // On the side of the smaller tail the logarithm is close to a straight line.
        let step = newton((-farthest, farthest), 0.0, 1e-7, |step| {
            let (tail, slope) = self.probabilities.at_least(x, step);
            if p < 0.5 {
                Tangent { value: libm::log(tail / p), slope: slope / tail }
            } else {
                let (other, q) = (1.0 - tail, 1.0 - p);
                Tangent { value: -libm::log(other / q), slope: slope / other }
            }
        });
        self.from + step
    }
}
