//! When the cases of a snapshot began and ended, for counting how long they lasted.

use std::path::Path;

use arrow_array::{Array, Date32Array, RecordBatch, UInt16Array};

use super::{
    SnapshotError,
    table_file::{column, read_halves},
};
use crate::days;

/// The time a case was at the board, as it stood on the day of the draw. Days count from 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub municipality: u16,
    pub topic: u16,
    pub has_deadline: bool,
    /// The day of receipt, or of the reopening of a reopened case.
    pub begun: i32,
    /// `None` while the case is pending.
    pub decided: Option<i32>,
}

const COLUMNS: [&str; 6] =
    ["municipality", "topic", "received_on", "reopened_on", "decided_on", "statutory_deadline"];

/// Reads the cases of each half of a file on a thread of its own, and only the columns above; gives
/// what `add` made of the halves, in order. A case that began after the day of the draw is left out.
pub(crate) fn span_halves<T: Send>(
    (folder, path): (&Path, &Path),
    drawn_on: i32,
    start: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, Span) + Sync,
) -> Result<[T; 2], SnapshotError> {
    read_halves(folder, path, &COLUMNS, |batches| {
        let mut tally = start();
        for batch in batches {
            let batch = batch.map_err(|error| SnapshotError::damaged(folder, error))?;
            let columns = Columns::of(folder, &batch)?;
            for row in 0..batch.num_rows() {
                let damaged = || SnapshotError::damaged(folder, "a case has a bad value");
                let span = columns.span(row, drawn_on).ok_or_else(damaged)?;
                if span.begun <= drawn_on {
                    add(&mut tally, span);
                }
            }
        }
        Ok(tally)
    })
}

struct Columns {
    municipality: UInt16Array,
    topic: UInt16Array,
    received: Date32Array,
    reopened: Date32Array,
    decided: Date32Array,
    deadline: Date32Array,
}

impl Columns {
    fn of(folder: &Path, batch: &RecordBatch) -> Result<Self, SnapshotError> {
        Ok(Self {
            municipality: column(folder, batch, "municipality")?,
            topic: column(folder, batch, "topic")?,
            received: column(folder, batch, "received_on")?,
            reopened: column(folder, batch, "reopened_on")?,
            decided: column(folder, batch, "decided_on")?,
            deadline: column(folder, batch, "statutory_deadline")?,
        })
    }

    /// Returns the span of a case; `None` where a day is none of ours, or the case ended before it
    /// began.
    fn span(&self, row: usize, drawn_on: i32) -> Option<Span> {
        let begun = day(&self.reopened, row).or(day(&self.received, row))?;
        let decided = day(&self.decided, row);
        let is_sound = days::YEARS.contains(&begun)
            && decided.is_none_or(|day| begun <= day && days::YEARS.contains(&day));
        is_sound.then(|| Span {
            municipality: self.municipality.value(row),
            topic: self.topic.value(row),
            has_deadline: self.deadline.is_valid(row),
            begun,
            decided: decided.filter(|day| *day <= drawn_on),
        })
    }
}

fn day(column: &Date32Array, row: usize) -> Option<i32> {
    column.is_valid(row).then(|| column.value(row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        delivery::PENDING,
        snapshot::{StoredCase, write_cases},
        spill::{Frames, Merge},
    };

    #[test]
    fn a_case_that_ended_before_it_began_is_refused() {
        check((15_000, PENDING, 15_000), Some((15_000, Some(15_000))));
        check((15_000, 15_010, 15_010), Some((15_010, Some(15_010))));
        check((15_000, PENDING, 14_999), None);
        check((15_000, 15_010, 15_009), None);
    }

    #[test]
    fn a_day_outside_the_calendar_of_the_register_is_refused() {
        check((days::YEARS.end() + 1, PENDING, PENDING), None);
        check((-30_000, PENDING, 15_000), None);
    }

    /// Checks the first and last day of a case with this day of receipt, reopening and decision.
    #[track_caller]
    fn check(days: (i32, i32, i32), expected: Option<(i32, Option<i32>)>) {
        let (received, reopened, decided) = days;
        let mut frames = Vec::new();
        let is_decided = decided != PENDING;
        StoredCase {
            number: "1",
            municipality: 101,
            topic: 114,
            received,
            decided,
            outcome: is_decided.then_some(domain::outcome::Outcome::Upheld),
            extended: None,
            registered: 20_000,
            reopened,
            deadline: PENDING,
            parts: 0,
            reasons: "",
            errors: "",
        }
        .push(&mut frames);
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let path = folder.path().join("cases.parquet");
        let stream = Merge::start(vec![Frames::of(frames)]).expect("memory");
        write_cases(&path, stream, &mut |_| {}).expect("a file is written");
        let add = |spans: &mut Vec<_>, span: Span| spans.push((span.begun, span.decided));
        let spans = span_halves((folder.path(), &path), 20_000, Vec::new, add);
        match spans {
            Ok(spans) => assert_eq!(spans.concat(), Vec::from_iter(expected)),
            Err(error) => {
                assert!(expected.is_none() && error.to_string().contains("bad value"), "{error}");
            }
        }
    }
}
