//! The settings of an import. What the board or the law may change is dated.

use domain::outcome::Outcome;
use jiff::civil::{Date, date};

/// Which outcome stands for a case with several part-decisions, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The first decision day the order holds for.
    pub valid_from: Date,
    /// The outcomes, the most far-reaching first.
    pub order: [Outcome; 4],
}

/// The settings of an import.
#[derive(Clone, Debug)]
pub struct ImportRules {
    /// The share of rows that may be rejected; above it the delivery is held. A fraction.
    pub max_rejected_share: f64,
    /// The longest line in bytes. A longer one is a broken file, and memory stays bounded.
    pub max_line_bytes: usize,
    /// How many bytes of rows an import keeps in memory before it writes them to a temporary file;
    /// the import as a whole takes about twice as much. The result is the same whatever it is.
    pub memory_bytes: usize,
    /// How many bytes may come out of the packed files of one delivery, and lie on the disk.
    pub max_unpacked_bytes: u64,
    /// The orders of outcomes, the oldest first.
    pub reach: Vec<Reach>,
}

impl Default for ImportRules {
    fn default() -> Self {
        Self {
            max_rejected_share: 0.05,
            max_line_bytes: 64 * 1024,
            memory_bytes: 384 << 20,
            max_unpacked_bytes: 8 << 30,
            reach: vec![Reach { valid_from: date(2000, 1, 1), order: Outcome::BY_REACH }],
        }
    }
}

impl ImportRules {
    /// Returns the most far-reaching of a case's outcomes, by the order in force on its decision day.
    ///
    /// Before the first order the oldest one holds. `None` when there are no outcomes.
    ///
    /// *Source*: Ankestyrelsen, "Begreber fra statistikken": a case with several part-decisions is
    /// registered by the most far-reaching one.
    #[must_use]
    pub fn most_far_reaching(&self, decided_on: Date, outcomes: &[Outcome]) -> Option<Outcome> {
        let in_force = self.reach.iter().filter(|reach| reach.valid_from <= decided_on);
        let order = in_force
            .max_by_key(|reach| reach.valid_from)
            .or_else(|| self.reach.iter().min_by_key(|reach| reach.valid_from))
            .map_or(Outcome::BY_REACH, |reach| reach.order);
        order.into_iter().find(|outcome| outcomes.contains(outcome)).or(outcomes.first().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Changed, Dismissed, Remitted, Upheld};

    #[test]
    fn three_upheld_and_one_remitted_is_remitted() {
        check(&[Upheld, Upheld, Remitted, Upheld], 2020, Some(Remitted));
    }

    #[test]
    fn changed_reaches_furthest_and_dismissed_least() {
        check(&[Dismissed, Upheld], 2020, Some(Upheld));
        check(&[Remitted, Changed], 2020, Some(Changed));
        check(&[], 2020, None);
    }

    #[test]
    fn the_order_in_force_on_the_decision_day_counts() {
        check(&[Remitted, Changed], 2030, Some(Remitted));
        check(&[Remitted, Changed], 2029, Some(Changed));
    }

    /// Checks under rules that put remitted first from 2030.
    #[track_caller]
    fn check(outcomes: &[Outcome], year: i16, expected: Option<Outcome>) {
        let mut rules = ImportRules::default();
        let order = [Remitted, Changed, Upheld, Dismissed];
        rules.reach.push(Reach { valid_from: date(2030, 1, 1), order });
        assert_eq!(rules.most_far_reaching(date(year, 6, 1), outcomes), expected);
    }
}
