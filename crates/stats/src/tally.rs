//! How many trials of a unit succeeded and failed.

use crate::number::real;
use crate::proportion::Proportion;

/// How many trials of one unit succeeded and failed; both may be zero.
///
/// The counts are kept, not their quotient, so an empty unit is an ordinary value here. A
/// [`Proportion`] is a tally that is known not to be empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Trials that succeeded.
    pub successes: u32,
    /// Trials that did not.
    pub failures: u32,
}

impl Tally {
    /// Returns the tally of `successes` among `trials`; `None` when there are more successes.
    ///
    /// ```
    /// use stats::Tally;
    ///
    /// assert_eq!(Tally::of(24, 129), Some(Tally { successes: 24, failures: 105 }));
    /// assert_eq!(Tally::of(2, 1), None);
    /// ```
    #[must_use]
    pub const fn of(successes: u32, trials: u32) -> Option<Self> {
        match trials.checked_sub(successes) {
            Some(failures) => Some(Self { successes, failures }),
            None => None,
        }
    }

    /// Returns the number of trials.
    #[must_use]
    pub const fn trials(self) -> u64 {
        self.successes as u64 + self.failures as u64
    }

    /// Tells whether there was no trial at all.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.successes == 0 && self.failures == 0
    }

    /// Returns the share of successes; `None` without trials.
    #[must_use]
    pub const fn proportion(self) -> Option<Proportion> {
        Proportion::from_parts(self.successes, self.failures)
    }

    /// Returns the share of successes as a fraction; `None` without trials.
    pub(crate) fn rate(self) -> Option<f64> {
        self.proportion().map(Proportion::value)
    }

    /// Returns the number of trials as a real number.
    pub(crate) const fn size(self) -> f64 {
        real(self.trials())
    }
}

impl From<Proportion> for Tally {
    fn from(share: Proportion) -> Self {
        Self { successes: share.successes(), failures: share.failures() }
    }
}

/// The sum of many tallies; 64 bits, so that four billion full tallies fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Total {
    /// Trials that succeeded.
    pub successes: u64,
    /// All trials.
    pub trials: u64,
}

impl Total {
    /// Returns the sum of the tallies.
    pub(crate) fn of(tallies: &[Tally]) -> Self {
        tallies.iter().fold(Self::default(), |sum, tally| {
            sum.plus(Self { successes: u64::from(tally.successes), trials: tally.trials() })
        })
    }

    /// Returns the sum of both.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self { successes: self.successes + other.successes, trials: self.trials + other.trials }
    }

    /// Returns what is left without a part of this total.
    pub(crate) const fn less(self, part: Self) -> Self {
        Self { successes: self.successes - part.successes, trials: self.trials - part.trials }
    }

    /// Returns the pooled share of successes; `None` without trials.
    pub(crate) fn rate(self) -> Option<f64> {
        (self.trials > 0).then(|| real(self.successes) / real(self.trials))
    }

    /// Returns the pooled share when there are both successes and failures.
    ///
    /// Where all trials ended alike there is no variation to compare with.
    pub(crate) fn open_rate(self) -> Option<f64> {
        if self.successes == 0 || self.successes == self.trials { None } else { self.rate() }
    }
}
