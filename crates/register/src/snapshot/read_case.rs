//! Whole cases and parts out of a snapshot: as streams of frames, and as values for small registers.

use std::path::Path;

use arrow_array::{
    Array, BooleanArray, Date32Array, RecordBatch, StringArray, UInt8Array, UInt16Array,
};
use domain::{municipality::MunicipalityCode, topic::TopicCode};
use jiff::civil::Date;

use super::{
    SnapshotError,
    stored::{StoredCase, StoredPart, extended_of, outcome_of},
    table_file::{batches, column},
};
use crate::{
    case::{Case, Decision, PartDecision},
    days,
    delivery::PENDING,
    spill::Frames,
};

/// Returns the cases of a file as frames, in the order of the file; those that `keep` wants, by number.
pub(crate) fn case_frames<'a>(
    folder: &Path,
    path: &Path,
    keep: impl Fn(&str) -> bool + Send + 'a,
) -> Result<Frames<'a>, SnapshotError> {
    frames(folder, path, move |folder, batch, out| {
        let columns = CaseColumns::of(folder, batch)?;
        for row in 0..batch.num_rows() {
            let damaged = || SnapshotError::damaged(folder, "a case has a bad value");
            if keep(columns.shared.number.value(row)) {
                columns.case(row).ok_or_else(damaged)?.push(out);
            }
        }
        Ok(())
    })
}

/// Returns the parts of a file as frames, in the order of the file; those that `keep` wants, by number.
pub(crate) fn part_frames<'a>(
    folder: &Path,
    path: &Path,
    keep: impl Fn(&str) -> bool + Send + 'a,
) -> Result<Frames<'a>, SnapshotError> {
    frames(folder, path, move |folder, batch, out| {
        let columns = PartColumns::of(folder, batch)?;
        for row in 0..batch.num_rows() {
            let damaged = || SnapshotError::damaged(folder, "a part has a bad value");
            if keep(columns.shared.number.value(row)) {
                columns.part(row).ok_or_else(damaged)?.push(out);
            }
        }
        Ok(())
    })
}

fn frames<'a>(
    folder: &Path,
    path: &Path,
    push: impl Fn(&Path, &RecordBatch, &mut Vec<u8>) -> Result<(), SnapshotError> + Send + 'a,
) -> Result<Frames<'a>, SnapshotError> {
    let mut batches = batches(folder, path, None)?;
    let folder = folder.to_owned();
    Ok(Frames::new(move |buffer| {
        let Some(batch) = batches.next() else { return Ok(false) };
        let batch = batch.map_err(|error| SnapshotError::damaged(&folder, error))?;
        push(&folder, &batch, buffer)?;
        Ok(true)
    }))
}

/// Reads every case, in the order of the file.
pub(super) fn read_cases(folder: &Path, path: &Path) -> Result<Vec<Case>, SnapshotError> {
    let mut frames = case_frames(folder, path, |_| true)?;
    let mut cases = Vec::new();
    frames.start()?;
    while let Some(frame) = frames.head() {
        let damaged = || SnapshotError::damaged(folder, "a case has a bad value");
        cases.push(case(&StoredCase::of(frame)).ok_or_else(damaged)?);
        frames.advance()?;
    }
    Ok(cases)
}

/// Reads every part, in the order of the file.
pub(super) fn read_parts(folder: &Path, path: &Path) -> Result<Vec<PartDecision>, SnapshotError> {
    let mut frames = part_frames(folder, path, |_| true)?;
    let mut parts = Vec::new();
    frames.start()?;
    while let Some(frame) = frames.head() {
        let stored = StoredPart::of(frame);
        parts.push(PartDecision {
            case_number: stored.number.to_owned(),
            part: (stored.part > 0).then_some(stored.part),
            stands: stored.stands,
            decision: decision(stored.decided, stored.outcome),
        });
        frames.advance()?;
    }
    Ok(parts)
}

fn case(stored: &StoredCase) -> Option<Case> {
    Some(Case {
        number: stored.number.to_owned(),
        municipality: MunicipalityCode::new(stored.municipality)?,
        topic: TopicCode::new(stored.topic),
        received_on: days::to_date(stored.received)?,
        decision: decision(stored.decided, stored.outcome),
        registered_on: days::to_date(stored.registered)?,
        reopened_on: day(stored.reopened),
        statutory_deadline: day(stored.deadline),
        parts: stored.parts.max(1),
        reversal_reasons: codes(stored.reasons),
        formal_errors: codes(stored.errors),
    })
}

fn decision(decided: i32, outcome: Option<domain::outcome::Outcome>) -> Option<Decision> {
    Some(Decision { on: day(decided)?, outcome: outcome? })
}

fn day(days: i32) -> Option<Date> {
    (days != PENDING).then(|| days::to_date(days)).flatten()
}

fn codes(list: &str) -> Vec<String> {
    if list.is_empty() {
        return Vec::new();
    }
    list.split('|').map(ToOwned::to_owned).collect()
}

/// The columns that cases and parts have in common.
struct Shared {
    decided: Date32Array,
    outcome: UInt8Array,
    municipality: UInt16Array,
    topic: UInt16Array,
    number: StringArray,
    received: Date32Array,
    reopened: Date32Array,
    registered: Date32Array,
    deadline: Date32Array,
    reasons: StringArray,
    errors: StringArray,
}

impl Shared {
    fn of(folder: &Path, batch: &RecordBatch) -> Result<Self, SnapshotError> {
        Ok(Self {
            decided: column(folder, batch, "decided_on")?,
            outcome: column(folder, batch, "outcome")?,
            municipality: column(folder, batch, "municipality")?,
            topic: column(folder, batch, "topic")?,
            number: column(folder, batch, "case_number")?,
            received: column(folder, batch, "received_on")?,
            reopened: column(folder, batch, "reopened_on")?,
            registered: column(folder, batch, "registered_on")?,
            deadline: column(folder, batch, "statutory_deadline")?,
            reasons: column(folder, batch, "reversal_reasons")?,
            errors: column(folder, batch, "formal_errors")?,
        })
    }

    /// Tells whether decision and outcome of a row go together, its day lies in a year we know,
    /// and its number is a short text.
    fn is_sound(&self, row: usize) -> bool {
        let outcome = self.outcome.is_valid(row).then(|| self.outcome.value(row));
        let decided = day_of(&self.decided, row);
        (decided != PENDING) == outcome.is_some()
            && (decided == PENDING || days::YEARS.contains(&decided))
            && outcome.is_none_or(|number| outcome_of(number).is_some())
            && u8::try_from(self.number.value(row).len()).is_ok()
    }
}

fn day_of(column: &Date32Array, row: usize) -> i32 {
    if column.is_valid(row) { column.value(row) } else { PENDING }
}

fn number_of(column: &UInt8Array, row: usize) -> u8 {
    if column.is_valid(row) { column.value(row) } else { 0 }
}

fn text_of(column: &StringArray, row: usize) -> &str {
    if column.is_valid(row) { column.value(row) } else { "" }
}

struct CaseColumns {
    shared: Shared,
    quarter: UInt16Array,
    weeks: UInt16Array,
    extended: UInt8Array,
    parts: UInt8Array,
}

impl CaseColumns {
    fn of(folder: &Path, batch: &RecordBatch) -> Result<Self, SnapshotError> {
        Ok(Self {
            shared: Shared::of(folder, batch)?,
            quarter: column(folder, batch, "quarter")?,
            weeks: column(folder, batch, "weeks")?,
            extended: column(folder, batch, "extended_outcome")?,
            parts: column(folder, batch, "parts")?,
        })
    }

    fn case(&self, row: usize) -> Option<StoredCase<'_>> {
        let shared = &self.shared;
        let case = shared.is_sound(row).then(|| StoredCase {
            number: shared.number.value(row),
            municipality: shared.municipality.value(row),
            topic: shared.topic.value(row),
            received: shared.received.value(row),
            decided: day_of(&shared.decided, row),
            outcome: outcome_of(number_of(&shared.outcome, row)),
            extended: extended_of(number_of(&self.extended, row)),
            registered: shared.registered.value(row),
            reopened: day_of(&shared.reopened, row),
            deadline: day_of(&shared.deadline, row),
            parts: self.parts.value(row),
            reasons: text_of(&shared.reasons, row),
            errors: text_of(&shared.errors, row),
        })?;
        let number = |column: &UInt16Array| column.is_valid(row).then(|| column.value(row));
        let fits = case.quarter() == number(&self.quarter) && case.weeks() == number(&self.weeks);
        fits.then_some(case)
    }
}

struct PartColumns {
    shared: Shared,
    part: UInt16Array,
    stands: BooleanArray,
}

impl PartColumns {
    fn of(folder: &Path, batch: &RecordBatch) -> Result<Self, SnapshotError> {
        Ok(Self {
            shared: Shared::of(folder, batch)?,
            part: column(folder, batch, "part_number")?,
            stands: column(folder, batch, "stands")?,
        })
    }

    fn part(&self, row: usize) -> Option<StoredPart<'_>> {
        let shared = &self.shared;
        shared.is_sound(row).then(|| StoredPart {
            number: shared.number.value(row),
            part: self.part.value(row),
            stands: self.stands.value(row),
            municipality: shared.municipality.value(row),
            topic: shared.topic.value(row),
            received: shared.received.value(row),
            decided: day_of(&shared.decided, row),
            outcome: outcome_of(number_of(&shared.outcome, row)),
            registered: shared.registered.value(row),
            reopened: day_of(&shared.reopened, row),
            deadline: day_of(&shared.deadline, row),
            reasons: text_of(&shared.reasons, row),
            errors: text_of(&shared.errors, row),
        })
    }
}
