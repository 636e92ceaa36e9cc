//! What is counted beside outcomes: extended outcomes, weeks, reasons and formal errors.

use arrow_array::Array;
use domain::{
    count::{CodeCount, ExtendedCount, TimeCount},
    extended::ExtendedCounts,
    outcome::Outcome,
};

use super::{codes::CodeTally, counted::Counted, runs::Place};
use crate::snapshot::{MeasureColumns, extended_of};

/// The measures of one municipality, topic and quarter.
pub(super) struct Measures {
    extended: ExtendedCounts,
    /// Cases by weeks, and the fewest and the most weeks met.
    weeks: Vec<u32>,
    shortest: u16,
    longest: u16,
    reasons: CodeTally,
    errors: CodeTally,
}

impl Measures {
    pub fn new() -> Self {
        Self {
            extended: ExtendedCounts::default(),
            weeks: vec![0; usize::from(u16::MAX) + 1],
            shortest: u16::MAX,
            longest: 0,
            reasons: CodeTally::default(),
            errors: CodeTally::default(),
        }
    }

    pub fn add(&mut self, columns: &MeasureColumns, row: usize, outcome: Outcome) -> Option<()> {
        self.extended.add(extended_of(columns.extended.value(row))?);
        let weeks = columns.weeks.value(row);
        self.weeks[usize::from(weeks)] += 1;
        self.shortest = self.shortest.min(weeks);
        self.longest = self.longest.max(weeks);
        if columns.reasons.is_valid(row) {
            self.reasons.add(columns.reasons.value(row), outcome);
        }
        if columns.errors.is_valid(row) {
            self.errors.add(columns.errors.value(row), outcome);
        }
        Some(())
    }

    pub fn close_place(&mut self, place: Place, counted: &mut Counted) {
        let Place { period, municipality, topic } = place;
        let outcomes = std::mem::take(&mut self.extended);
        counted.extended.push(ExtendedCount { period, municipality, topic, outcomes });
        for weeks in self.shortest..=self.longest {
            let cases = std::mem::take(&mut self.weeks[usize::from(weeks)]);
            if cases > 0 {
                counted.times.push(TimeCount { period, municipality, topic, weeks, cases });
            }
        }
        (self.shortest, self.longest) = (u16::MAX, 0);
        let count = |(code, outcome, cases)| CodeCount {
            period,
            municipality,
            topic,
            code,
            outcome,
            cases,
        };
        counted.reasons.extend(self.reasons.take().map(count));
        counted.errors.extend(self.errors.take().map(count));
    }
}
