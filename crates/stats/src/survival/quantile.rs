//! The day by which a given share of cases has ended.

use super::exact::compare;
use super::{Step, Survival};
use crate::interval::{Confidence, Interval};
use core::cmp::Ordering;

/// A share as a fraction of whole numbers, so that it can be compared without rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    part: u32,
    whole: u32,
}

impl Share {
    /// One of two: the median.
    pub const HALF: Self = Self { part: 1, whole: 2 };
    /// One of four.
    pub const QUARTER: Self = Self { part: 1, whole: 4 };
    /// Three of four.
    pub const THREE_QUARTERS: Self = Self { part: 3, whole: 4 };
    /// Nine of ten.
    pub const NINE_TENTHS: Self = Self { part: 9, whole: 10 };

    /// Returns the share `part` of `whole`; `None` unless it is above 0 and at most 1.
    #[must_use]
    pub const fn new(part: u32, whole: u32) -> Option<Self> {
        if part == 0 || part > whole { None } else { Some(Self { part, whole }) }
    }

    pub(super) const fn part(self) -> u32 {
        self.part
    }

    pub(super) const fn whole(self) -> u32 {
        self.whole
    }
}

/// The days between which the median lies; an end that was not reached is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MedianLimits {
    /// The first day on which the lower limit of the curve is at most one half.
    pub lower: Option<u32>,
    /// The first day on which the upper limit is.
    pub upper: Option<u32>,
}

impl Survival {
    /// Returns the first day by which at least `share` of the cases had ended, S(t) ≤ 1 − share.
    ///
    /// - *Unit*: days.
    /// - *None*: the curve does not come down that far; say "more than" [`Survival::longest`].
    #[must_use]
    pub fn quantile(&self, share: Share) -> Option<u32> {
        self.reached(share).map(|place| self.steps()[place].time)
    }

    /// Returns the same day by the rule of R's `survfit`.
    ///
    /// Where the curve lies flat at 1 − share exactly, the middle of the flat stretch.
    #[must_use]
    pub fn middle_quantile(&self, share: Share) -> Option<f64> {
        let place = self.reached(share)?;
        let here = self.steps()[place].time;
        let flat = compare(&self.steps()[..=place], share) == Ordering::Equal;
        let next = self.steps().get(place + 1).filter(|_| flat).map_or(here, |step| step.time);
        Some(f64::midpoint(f64::from(here), f64::from(next)))
    }

    /// Returns the log–log limits of the median.
    ///
    /// *Source*: R. Brookmeyer, J. Crowley, Biometrics 38 (1982), 29–41.
    #[must_use]
    pub fn median_limits(&self, confidence: Confidence) -> MedianLimits {
        let first = |limit: fn(Interval) -> f64| {
            let below = |step: &&Step| {
                step.interval(confidence).is_some_and(|interval| limit(interval) <= 0.5)
            };
            self.steps().iter().find(below).map(|step| step.time)
        };
        MedianLimits { lower: first(|i| i.lower), upper: first(|i| i.upper) }
    }

    /// Returns the place of the first step at which the curve is at most 1 − share.
    fn reached(&self, share: Share) -> Option<usize> {
        let steps = self.steps();
        let above = |place: usize| compare(&steps[..=place], share) == Ordering::Greater;
        (0..steps.len()).find(|&place| !above(place))
    }
}
