//! How long the cases received in a year lasted, and the loop that defines it.

use std::collections::BTreeMap;

use domain::{count::CohortCount, municipality::MunicipalityCode, period::Year, topic::TopicCode};
use jiff::civil::Date;

use super::{begun_on, days_between, decided_by};
use crate::{
    case::Case,
    days,
    snapshot::{Snapshot, SnapshotError, Span, span_halves},
};

/// Counts how long the cases received in each year lasted, those still pending included.
///
/// One pass over six columns; the memory it takes is that of the answer. `None` where the snapshot
/// holds no cases: nothing is delivered of receipts then. A year before the first year of decision has
/// no cohort, see [`CohortCount`].
pub fn count_cohorts(snapshot: &Snapshot) -> Result<Option<Vec<CohortCount>>, SnapshotError> {
    let manifest = snapshot.manifest();
    if manifest.cases.is_none() {
        return Ok(None);
    }
    let Some((first_year, _)) = manifest.years else { return Ok(Some(Vec::new())) };
    let (folder, path) = (snapshot.folder(), snapshot.data_file());
    let drawn_on = days::from_date(manifest.drawn_on);
    let start = || Tally { rows: Vec::new(), settle_at: MIN_ROWS };
    let [first, mut all] = span_halves((folder, &path), drawn_on, start, |tally, span| {
        let year = year_of(span.begun);
        if year >= first_year {
            tally.add(Key::of(span, year, drawn_on));
        }
    })?;
    all.rows.extend(first.rows);
    all.settle();
    let damaged = || SnapshotError::damaged(folder, "a case has a bad value");
    let counts: Option<_> = all.rows.into_iter().map(|(key, cases)| key.count(cases)).collect();
    Ok(Some(counts.ok_or_else(damaged)?))
}

/// Defines the receipt cohorts: each case received up to the day of the draw once, in the year of its
/// receipt or reopening, with the days to its decision, or to the draw while pending.
#[must_use]
pub fn define_cohorts(cases: &[Case], drawn_on: Date) -> Vec<CohortCount> {
    let decisions = cases.iter().filter_map(|case| decided_by(case, drawn_on));
    let Some(first_year) = decisions.min().map(Year::of) else { return Vec::new() };
    let mut counts: BTreeMap<_, u32> = BTreeMap::new();
    for case in cases.iter().filter(|case| begun_on(case) <= drawn_on) {
        let (begun, decided) = (begun_on(case), decided_by(case, drawn_on));
        let days = days_between(begun, decided.unwrap_or(drawn_on));
        let has_deadline = case.statutory_deadline.is_some();
        let place = (Year::of(begun), case.municipality, case.topic);
        *counts.entry((place, has_deadline, days, decided.is_some())).or_default() += 1;
    }
    counts.retain(|((year, ..), ..), _| *year >= first_year);
    let rows = counts.into_iter();
    rows.map(|((place, has_statutory_deadline, days, decided), cases)| {
        let (received_year, municipality, topic) = place;
        CohortCount {
            received_year,
            municipality,
            topic,
            has_statutory_deadline,
            days,
            decided,
            cases,
        }
    })
    .collect()
}

fn year_of(day: i32) -> i16 {
    days::to_date(day).expect("the day was checked when it was read").year()
}

/// What cases are counted by, in the order of the answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    year: i16,
    municipality: u16,
    topic: u16,
    has_deadline: bool,
    days: u32,
    decided: bool,
}

impl Key {
    fn of(span: Span, year: i16, drawn_on: i32) -> Self {
        let Span { municipality, topic, has_deadline, begun, decided } = span;
        let days = decided.unwrap_or(drawn_on).abs_diff(begun);
        Self { year, municipality, topic, has_deadline, days, decided: decided.is_some() }
    }

    /// Returns the count of the key; `None` where there is no such municipality.
    fn count(self, cases: u32) -> Option<CohortCount> {
        Some(CohortCount {
            received_year: Year::new(self.year)?,
            municipality: MunicipalityCode::new(self.municipality)?,
            topic: TopicCode::new(self.topic),
            has_statutory_deadline: self.has_deadline,
            days: self.days,
            decided: self.decided,
            cases,
        })
    }
}

/// So many rows are gathered before equal ones are added up.
const MIN_ROWS: usize = 1 << 18;

/// Counts in progress. Sorting a list now and then is quicker than a tree, as nearly every key of a
/// small register stands for one case; and it keeps the list below twice the size of the answer.
struct Tally {
    rows: Vec<(Key, u32)>,
    settle_at: usize,
}

impl Tally {
    fn add(&mut self, key: Key) {
        if self.rows.len() >= self.settle_at {
            self.settle();
            self.settle_at = MIN_ROWS.max(self.rows.len() * 2);
        }
        self.rows.push((key, 1));
    }

    /// Puts the rows in order, and makes one of those with the same key.
    fn settle(&mut self) {
        self.rows.sort_unstable_by_key(|(key, _)| *key);
        self.rows.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            kept.1 += if is_same { next.1 } else { 0 };
            is_same
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settling_now_and_then_counts_every_case() {
        let mut tally = Tally { rows: Vec::new(), settle_at: 4 };
        for days in [3, 1, 2, 3, 3, 1, 3, 9, 1] {
            let (has_deadline, decided) = (false, true);
            tally.add(Key { year: 2024, municipality: 101, topic: 1, has_deadline, days, decided });
            tally.settle_at = 4;
        }
        assert!(tally.rows.len() <= 5, "equal rows were added up on the way");
        tally.settle();
        let counted: Vec<_> = tally.rows.iter().map(|(key, cases)| (key.days, *cases)).collect();
        assert_eq!(counted, [(1, 3), (2, 1), (3, 4), (9, 1)]);
    }
}
