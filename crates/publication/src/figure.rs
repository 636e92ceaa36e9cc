//! A figure that never travels alone: counts, rate, interval and what may be said of them.

use domain::{
    comparison::{self, Comparison, Standing},
    format::{self, Language},
    outcome::Outcome,
    reversal::{OutcomeCounts, merits_share, reversal_rate},
};
use stats::{Confidence, Interval, Proportion};

/// The cases of one municipality, or the country, on one map in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    counts: Option<OutcomeCounts>,
    dismissed_delivered: bool,
    comparison: Comparison,
}

impl Figure {
    /// Returns the figures of municipalities of one map and year, in their order; `None` for the counts
    /// means *not delivered*. They are compared with the country together, see [`comparison::compare`].
    #[must_use]
    pub fn of_municipalities(
        counts: &[Option<OutcomeCounts>],
        country: Option<OutcomeCounts>,
        dismissed_delivered: bool,
        few_cases_below: u32,
    ) -> Vec<Self> {
        let compared = comparison::compare(counts, country, few_cases_below);
        let figure = |(counts, comparison): (&Option<OutcomeCounts>, Comparison)| Self {
            counts: *counts,
            dismissed_delivered,
            comparison,
        };
        counts.iter().zip(compared).map(figure).collect()
    }

    /// Returns a figure that is compared with nothing.
    #[must_use]
    pub fn uncompared(
        counts: Option<OutcomeCounts>,
        dismissed_delivered: bool,
        few_cases_below: u32,
    ) -> Self {
        Self::of_municipalities(&[counts], None, dismissed_delivered, few_cases_below)[0]
    }

    /// Returns the figure of the country, which is compared with nothing and never of few cases.
    #[must_use]
    pub fn of_country(counts: Option<OutcomeCounts>, dismissed_delivered: bool) -> Self {
        Self::uncompared(counts, dismissed_delivered, 0)
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
        self.comparison.standing
    }

    /// Returns the test behind it; `None` where the figure was not compared.
    #[must_use]
    pub const fn test(&self) -> Option<comparison::Test> {
        self.comparison.test
    }

    /// Tells whether a rate may be coloured and ordered: there are cases, and not too few.
    #[must_use]
    pub const fn is_readable(&self) -> bool {
        !matches!(
            self.comparison.standing,
            Standing::NotDelivered | Standing::NoCases | Standing::FewCases
        )
    }

    /// Tells whether the rate was compared with the country's.
    #[must_use]
    pub const fn is_compared(&self) -> bool {
        self.comparison.test.is_some()
    }
}

/// Writes a figure within a line: `44,9 pct. af 340 sager`, `1 af 3 sager omgjort (få sager)`, or why
/// there is no rate.
#[must_use]
pub fn in_line(figure: &Figure, language: Language) -> String {
    let standing = figure.standing();
    let Some((rate, counts)) = figure.rate().zip(figure.counts()) else {
        return standing.label(language).into();
    };
    let percent = format::percent(rate, language);
    let reversed = format::count(counts.reversed(), language);
    let cases = format::cases(counts.merits(), language);
    match (standing, language) {
        (Standing::FewCases, Language::Da) => format!("{reversed} af {cases} omgjort (få sager)"),
        (Standing::FewCases, Language::En) => {
            format!("{reversed} of {cases} reversed (few cases)")
        }
        (_, Language::Da) => format!("{percent} af {cases}"),
        (_, Language::En) => format!("{percent} of {cases}"),
    }
}
