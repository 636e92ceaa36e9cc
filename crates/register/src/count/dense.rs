//! The count as it is run: one period at a time in arrays, because the file is in order of decision.

use std::{collections::BTreeMap, path::Path};

use arrow_array::Array;
use domain::{
    count::{CaseCount, CodeCount, ExtendedCount, TimeCount},
    extended::ExtendedCounts,
    municipality::{self, MunicipalityCode},
    outcome::Outcome,
    period::{Grain, Period},
    reversal::OutcomeCounts,
    topic::TopicCode,
};

use super::codes::CodeTally;
use crate::{
    days,
    snapshot::{DecidedBatch, SnapshotError, extended_of, outcome_of},
};

/// Weeks kept in an array; the few longer times go into a map.
const WEEKS: usize = 256;
const MUNICIPALITIES: usize = 98;

/// A count in progress.
pub(super) struct DenseCount {
    grain: Grain,
    /// The period being counted, with its first and last day.
    period: Option<(Period, i32, i32)>,
    topics: Slots,
    /// The place of each municipality code among the 98.
    municipalities: Vec<Option<u8>>,
    /// By topic slot and municipality.
    outcomes: Vec<OutcomeCounts>,
    extended: Vec<ExtendedCounts>,
    weeks: Vec<u32>,
    long: BTreeMap<(usize, u16), u32>,
    reasons: CodeTally,
    errors: CodeTally,
    counted: Counted,
}

/// What was counted, in order.
#[derive(Default)]
pub(super) struct Counted {
    pub cases: Vec<CaseCount>,
    pub extended: Vec<ExtendedCount>,
    pub times: Vec<TimeCount>,
    pub reasons: Vec<CodeCount>,
    pub errors: Vec<CodeCount>,
}

/// Topics by number, each with a slot of its own in the arrays.
#[derive(Default)]
struct Slots {
    by_number: Vec<Option<u16>>,
    numbers: Vec<u16>,
}

impl Slots {
    /// Returns the slot of a topic, and whether it is new.
    fn slot(&mut self, number: u16) -> (usize, bool) {
        if self.by_number.is_empty() {
            self.by_number.resize(usize::from(u16::MAX) + 1, None);
        }
        if let Some(slot) = self.by_number[usize::from(number)] {
            return (usize::from(slot), false);
        }
        let slot = self.numbers.len();
        self.by_number[usize::from(number)] =
            Some(u16::try_from(slot).expect("there are no more slots than numbers"));
        self.numbers.push(number);
        (slot, true)
    }
}

impl DenseCount {
    pub fn new(grain: Grain) -> Self {
        let mut municipalities = vec![None; 1_000];
        for (place, row) in (0..).zip(municipality::all()) {
            municipalities[usize::from(row.code.number())] = Some(place);
        }
        Self {
            grain,
            period: None,
            topics: Slots::default(),
            municipalities,
            outcomes: Vec::new(),
            extended: Vec::new(),
            weeks: Vec::new(),
            long: BTreeMap::new(),
            reasons: CodeTally::default(),
            errors: CodeTally::default(),
            counted: Counted::default(),
        }
    }

    /// Counts some cases.
    pub fn add(&mut self, folder: &Path, batch: &DecidedBatch) -> Result<(), SnapshotError> {
        let damaged =
            || SnapshotError::damaged(folder, "a case has a bad value or is out of order");
        for row in 0..batch.decided.len() {
            let decided = batch.decided.value(row);
            self.turn_to(decided).ok_or_else(damaged)?;
            let cell = self
                .cell(batch.municipality.value(row), batch.topic.value(row))
                .ok_or_else(damaged)?;
            let outcome = outcome_of(batch.outcome.value(row)).ok_or_else(damaged)?;
            self.outcomes[cell].add(outcome);
            let extended = extended_of(batch.extended.value(row)).ok_or_else(damaged)?;
            self.extended[cell].add(extended);
            if batch.reasons.is_valid(row) {
                self.reasons.add(cell, batch.reasons.value(row), outcome);
            }
            if batch.errors.is_valid(row) {
                self.errors.add(cell, batch.errors.value(row), outcome);
            }
            let is_reopened = batch.reopened.is_valid(row);
            let from =
                if is_reopened { batch.reopened.value(row) } else { batch.received.value(row) };
            let days = decided.checked_sub(from).filter(|days| *days >= 0).ok_or_else(damaged)?;
            self.add_time(cell, u16::try_from(days / 7).unwrap_or(u16::MAX));
        }
        Ok(())
    }

    /// Makes the period of a day the current one; `None` when the day lies before it.
    fn turn_to(&mut self, day: i32) -> Option<()> {
        match self.period {
            Some((_, first, last)) if day <= last => return (day >= first).then_some(()),
            Some(_) => self.close_period(),
            None => {}
        }
        let period = Period::containing(days::to_date(day)?, self.grain);
        let (first, last) = (days::first_of(period), period.last_day());
        self.period = Some((period, days::from_date(first), days::from_date(last)));
        Some(())
    }

    fn cell(&mut self, municipality: u16, topic: u16) -> Option<usize> {
        let place = (*self.municipalities.get(usize::from(municipality))?)?;
        let (slot, is_new) = self.topics.slot(topic);
        if is_new {
            let cells = (slot + 1) * MUNICIPALITIES;
            self.outcomes.resize(cells, OutcomeCounts::default());
            self.extended.resize(cells, ExtendedCounts::default());
            self.weeks.resize(cells * WEEKS, 0);
        }
        Some(slot * MUNICIPALITIES + usize::from(place))
    }

    fn add_time(&mut self, cell: usize, weeks: u16) {
        if usize::from(weeks) < WEEKS {
            self.weeks[cell * WEEKS + usize::from(weeks)] += 1;
        } else {
            *self.long.entry((cell, weeks)).or_default() += 1;
        }
    }

    /// Moves the arrays into the result and empties them.
    fn close_period(&mut self) {
        let Some((period, ..)) = self.period else { return };
        let mut slots: Vec<(u16, usize)> = self.topics.numbers.iter().copied().zip(0..).collect();
        slots.sort_unstable();
        for (place, row) in municipality::all().iter().enumerate() {
            for (number, slot) in &slots {
                let cell = slot * MUNICIPALITIES + place;
                self.close_cell(period, row.code, TopicCode::new(*number), cell);
            }
        }
        self.long.clear();
        let reasons = self.reasons.take();
        let mut reasons = self.named(period, reasons);
        self.counted.reasons.append(&mut reasons);
        let errors = self.errors.take();
        let mut errors = self.named(period, errors);
        self.counted.errors.append(&mut errors);
    }

    /// Returns the counts of codes with the names of their places, in order.
    fn named(&self, period: Period, counts: Vec<(usize, String, Outcome, u32)>) -> Vec<CodeCount> {
        let count = |(cell, code, outcome, cases): (usize, String, Outcome, u32)| CodeCount {
            period,
            municipality: municipality::all()[cell % MUNICIPALITIES].code,
            topic: TopicCode::new(self.topics.numbers[cell / MUNICIPALITIES]),
            code,
            outcome,
            cases,
        };
        let mut named: Vec<_> = counts.into_iter().map(count).collect();
        named.sort_by(|a, b| {
            (a.municipality, a.topic, &a.code, a.outcome).cmp(&(
                b.municipality,
                b.topic,
                &b.code,
                b.outcome,
            ))
        });
        named
    }

    fn close_cell(
        &mut self,
        period: Period,
        municipality: MunicipalityCode,
        topic: TopicCode,
        cell: usize,
    ) {
        let outcomes = std::mem::take(&mut self.outcomes[cell]);
        if outcomes == OutcomeCounts::default() {
            return;
        }
        self.counted.cases.push(CaseCount { period, municipality, topic, outcomes });
        let outcomes = std::mem::take(&mut self.extended[cell]);
        self.counted.extended.push(ExtendedCount { period, municipality, topic, outcomes });
        let time = |weeks, cases| TimeCount { period, municipality, topic, weeks, cases };
        let counts = &mut self.weeks[cell * WEEKS..(cell + 1) * WEEKS];
        for (weeks, cases) in (0..).zip(counts).filter(|(_, cases)| **cases > 0) {
            self.counted.times.push(time(weeks, std::mem::take(cases)));
        }
        for ((_, weeks), cases) in self.long.range((cell, 0)..=(cell, u16::MAX)) {
            self.counted.times.push(time(*weeks, *cases));
        }
    }

    /// Returns what was counted.
    pub fn finish(mut self) -> Counted {
        self.close_period();
        self.counted
    }
}
