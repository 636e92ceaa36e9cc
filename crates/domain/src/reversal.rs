//! How many cases ended each way, and the shares made of them.

use stats::{Proportion, Tally};

use crate::outcome::Outcome;

/// How many appeal cases ended each way.
///
/// One case counts once, by its most far-reaching outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutcomeCounts {
    /// The board changed or annulled the decision (*ændring/ophævelse*).
    pub changed: u32,
    /// The municipality must decide again (*hjemvisning*).
    pub remitted: u32,
    /// The board agreed with the municipality (*stadfæstelse*).
    pub upheld: u32,
    /// The board did not decide on the merits (*afvisning, henvisning, bortfald*).
    pub dismissed: u32,
}

impl OutcomeCounts {
    /// Counts one case more.
    pub fn add(&mut self, outcome: Outcome) {
        self.add_cases(outcome, 1);
    }

    /// Counts some cases with one outcome.
    pub fn add_cases(&mut self, outcome: Outcome, cases: u32) {
        match outcome {
            Outcome::Changed => self.changed += cases,
            Outcome::Remitted => self.remitted += cases,
            Outcome::Upheld => self.upheld += cases,
            Outcome::Dismissed => self.dismissed += cases,
        }
    }

    /// Returns how many cases had an outcome.
    #[must_use]
    pub const fn of(self, outcome: Outcome) -> u32 {
        match outcome {
            Outcome::Changed => self.changed,
            Outcome::Remitted => self.remitted,
            Outcome::Upheld => self.upheld,
            Outcome::Dismissed => self.dismissed,
        }
    }

    /// Returns the cases decided on their merits (*realitetsbehandlede sager*): all but the dismissed.
    #[must_use]
    pub const fn merits(self) -> u32 {
        self.changed + self.remitted + self.upheld
    }

    /// Returns the cases that did not stand: changed, annulled or remitted (*omgjorte sager*).
    #[must_use]
    pub const fn reversed(self) -> u32 {
        self.changed + self.remitted
    }
}

impl From<OutcomeCounts> for Tally {
    /// Returns the merits cases as trials: reversed ones are successes, upheld ones failures.
    fn from(counts: OutcomeCounts) -> Self {
        Self { successes: counts.reversed(), failures: counts.upheld }
    }
}

impl std::ops::AddAssign for OutcomeCounts {
    fn add_assign(&mut self, other: Self) {
        self.changed += other.changed;
        self.remitted += other.remitted;
        self.upheld += other.upheld;
        self.dismissed += other.dismissed;
    }
}

impl std::iter::Sum for OutcomeCounts {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), |mut sum, part| {
            sum += part;
            sum
        })
    }
}

/// Returns the share of cases decided on their merits that did not stand (*omgørelsesprocent*).
///
/// - *Unit*: a fraction in `0.0..=1.0`; only the display layer turns it into per cent.
/// - *Population*: upheld, changed and remitted cases; dismissed cases are left out.
/// - *None*: no case was decided on its merits. That is "no rate", never 0 %.
/// - *Uncertainty*: [`Proportion::wilson_interval`]. It covers chance among the cases that were
///   appealed; it says nothing of the decisions nobody appealed.
/// - *Source*: Ankestyrelsen, "Afgørelsestyper og omgørelsesprocent", 20 August 2021.
///
/// The board's own worked example, which it rounds to 19 per cent:
///
/// ```
/// use domain::reversal::{OutcomeCounts, reversal_rate};
///
/// let counts = OutcomeCounts { upheld: 105, changed: 5, remitted: 19, dismissed: 0 };
/// let rate = reversal_rate(counts).unwrap();
/// assert_eq!(format!("{:.3}", rate.value()), "0.186");
///
/// let interval = rate.wilson_interval(stats::Confidence::P95);
/// assert_eq!(format!("{:.3}–{:.3}", interval.lower, interval.upper), "0.128–0.262");
/// ```
#[must_use]
pub const fn reversal_rate(counts: OutcomeCounts) -> Option<Proportion> {
    Proportion::from_parts(counts.reversed(), counts.upheld)
}

/// Returns the share of the cases decided on their merits that had one outcome, for example the
/// remitted share (*hjemvisningsprocent*).
///
/// - *Unit*: a fraction; the three shares add up to one before they are rounded.
/// - *None*: no case was decided on its merits, or the outcome is `Dismissed`, which has no such
///   share.
///
/// ```
/// use domain::{outcome::Outcome, reversal::{OutcomeCounts, merits_share}};
///
/// let counts = OutcomeCounts { upheld: 2, changed: 1, remitted: 1, dismissed: 9 };
/// assert_eq!(merits_share(counts, Outcome::Remitted).unwrap().value(), 0.25);
/// ```
#[must_use]
pub const fn merits_share(counts: OutcomeCounts, outcome: Outcome) -> Option<Proportion> {
    if matches!(outcome, Outcome::Dismissed) {
        return None;
    }
    let part = counts.of(outcome);
    Proportion::from_parts(part, counts.merits() - part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remitted_cases_count_as_reversed() {
        check([3, 0, 1, 0], Some(0.25));
    }

    #[test]
    fn dismissed_cases_leave_the_rate_alone() {
        check([1, 1, 0, 7], Some(0.5));
    }

    #[test]
    fn no_merits_case_means_no_rate_rather_than_zero() {
        check([0, 0, 0, 4], None);
    }

    /// Checks the rate of `[upheld, changed, remitted, dismissed]` cases.
    #[track_caller]
    fn check([upheld, changed, remitted, dismissed]: [u32; 4], expected: Option<f64>) {
        let counts = OutcomeCounts { upheld, changed, remitted, dismissed };
        assert_eq!(reversal_rate(counts).map(Proportion::value), expected);
    }
}
