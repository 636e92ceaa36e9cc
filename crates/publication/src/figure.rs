//! A figure that never travels alone: counts, rate, interval and what may be said of them.

use domain::{
    comparison::Standing,
    outcome::Outcome,
    reversal::{OutcomeCounts, merits_share, reversal_rate},
};
use stats::{Confidence, Interval, Proportion};

/// The cases of one municipality, or the country, on one map in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    counts: Option<OutcomeCounts>,
    dismissed_delivered: bool,
    standing: Standing,
}

impl Figure {
    /// Returns the figure of a municipality; `None` for the counts means *not delivered*.
    #[must_use]
    pub fn of_municipality(
        counts: Option<OutcomeCounts>,
        dismissed_delivered: bool,
        country: Option<Proportion>,
        few_cases_below: u32,
    ) -> Self {
        let standing = Standing::of(counts, country, few_cases_below);
        Self { counts, dismissed_delivered, standing }
    }

    /// Returns the figure of the country, which is compared with nothing.
    #[must_use]
    pub fn of_country(counts: Option<OutcomeCounts>, dismissed_delivered: bool) -> Self {
        let country = counts.and_then(reversal_rate);
        Self::of_municipality(counts, dismissed_delivered, country, 0)
    }

    /// Returns the counts; `None` when they were not delivered.
    ///
    /// The number of dismissed cases in them means nothing unless it was delivered: ask
    /// [`Figure::count`] for it.
    #[must_use]
    pub const fn counts(&self) -> Option<OutcomeCounts> {
        self.counts
    }

    /// Returns how many cases had an outcome; `None` when that was not delivered.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> Option<u32> {
        if outcome == Outcome::Dismissed && !self.dismissed_delivered {
            return None;
        }
        self.counts.map(|counts| counts.of(outcome))
    }

    /// Returns the cases decided on their merits; `None` when they were not delivered.
    #[must_use]
    pub fn merits(&self) -> Option<u32> {
        self.counts.map(OutcomeCounts::merits)
    }

    /// Returns the reversal rate; `None` without a case decided on its merits.
    #[must_use]
    pub fn rate(&self) -> Option<Proportion> {
        self.counts.and_then(reversal_rate)
    }

    /// Returns the share of the merits cases that had one outcome.
    #[must_use]
    pub fn share(&self, outcome: Outcome) -> Option<Proportion> {
        self.counts.and_then(|counts| merits_share(counts, outcome))
    }

    /// Returns the 95 % interval of the rate; `None` where there is no rate.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.rate().map(|rate| rate.wilson_interval(Confidence::P95))
    }

    /// Returns how the figure stands beside the country.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// Tells whether a rate may be coloured and ordered: there are cases, and not too few.
    #[must_use]
    pub const fn is_readable(&self) -> bool {
        !matches!(self.standing, Standing::NotDelivered | Standing::NoCases | Standing::FewCases)
    }

    /// Tells whether the rate was compared with the country's.
    #[must_use]
    pub const fn is_compared(&self) -> bool {
        matches!(self.standing, Standing::ChanceMayExplain | Standing::Lower | Standing::Higher)
    }
}
