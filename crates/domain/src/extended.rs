//! The extended statistics: reversed cases split in those reversed partly and those reversed fully.

use crate::outcome::Outcome;

/// How a case ended, with its part-decisions looked at (*udvidet statistik*).
///
/// *Source*: Ankestyrelsen, extended statistics of serviceloven, since 1 April 2018.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExtendedOutcome {
    /// Every part decided on its merits was changed, annulled or remitted (*helt omgjort*).
    FullyReversed,
    /// Some parts were changed, annulled or remitted, and others upheld (*delvist omgjort*).
    PartlyReversed,
    /// Upheld (*stadfæstet*).
    Upheld,
    /// Dismissed (*afvist, henvist, bortfaldet*).
    Dismissed,
}

impl ExtendedOutcome {
    /// The four, the most far-reaching first.
    pub const BY_REACH: [Self; 4] =
        [Self::FullyReversed, Self::PartlyReversed, Self::Upheld, Self::Dismissed];

    /// Returns the extended outcome of a case with an ordinary outcome and some part-decisions; a
    /// case that was not decided in parts has none.
    ///
    /// The ordinary outcome leads: a case is reversed here exactly when it is reversed there. Parts
    /// that were dismissed say nothing of it, as they are outside every rate.
    ///
    /// ```
    /// use domain::{extended::ExtendedOutcome, outcome::Outcome};
    ///
    /// let parts = [Outcome::Upheld, Outcome::Remitted];
    /// let partly = ExtendedOutcome::of(Outcome::Remitted, &parts);
    /// assert_eq!(partly, ExtendedOutcome::PartlyReversed);
    /// let fully = ExtendedOutcome::of(Outcome::Remitted, &[Outcome::Dismissed, Outcome::Remitted]);
    /// assert_eq!(fully, ExtendedOutcome::FullyReversed);
    /// ```
    #[must_use]
    pub fn of(ordinary: Outcome, parts: &[Outcome]) -> Self {
        match ordinary {
            Outcome::Upheld => Self::Upheld,
            Outcome::Dismissed => Self::Dismissed,
            Outcome::Changed | Outcome::Remitted if parts.contains(&Outcome::Upheld) => {
                Self::PartlyReversed
            }
            Outcome::Changed | Outcome::Remitted => Self::FullyReversed,
        }
    }
}

/// How many cases ended each way in the extended statistics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExtendedCounts {
    /// Reversed in every part decided on its merits.
    pub fully_reversed: u32,
    /// Reversed in some parts, upheld in others.
    pub partly_reversed: u32,
    /// Upheld.
    pub upheld: u32,
    /// Dismissed; outside every rate.
    pub dismissed: u32,
}

impl ExtendedCounts {
    /// Counts one case more.
    pub fn add(&mut self, outcome: ExtendedOutcome) {
        match outcome {
            ExtendedOutcome::FullyReversed => self.fully_reversed += 1,
            ExtendedOutcome::PartlyReversed => self.partly_reversed += 1,
            ExtendedOutcome::Upheld => self.upheld += 1,
            ExtendedOutcome::Dismissed => self.dismissed += 1,
        }
    }

    /// Returns the reversed cases: as many as in the ordinary statistics.
    #[must_use]
    pub const fn reversed(self) -> u32 {
        self.fully_reversed + self.partly_reversed
    }
}

impl std::ops::AddAssign for ExtendedCounts {
    fn add_assign(&mut self, other: Self) {
        self.fully_reversed += other.fully_reversed;
        self.partly_reversed += other.partly_reversed;
        self.upheld += other.upheld;
        self.dismissed += other.dismissed;
    }
}
