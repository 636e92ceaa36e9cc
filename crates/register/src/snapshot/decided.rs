//! The decided cases of a snapshot as columns, for counting.

use std::path::Path;

use arrow_array::{Array, RecordBatch, StringArray, UInt8Array, UInt16Array};

use super::{
    SnapshotError,
    table_file::{column, read_halves},
};

/// The columns of some decided cases, in the order of the file.
#[derive(Debug)]
pub(crate) struct DecidedBatch {
    pub quarter: UInt16Array,
    pub municipality: UInt16Array,
    pub topic: UInt16Array,
    pub outcome: UInt8Array,
    /// `None` where only outcomes are counted.
    pub measures: Option<MeasureColumns>,
    /// Whether pending cases follow, after which there may be no decided ones.
    pub pending_follow: bool,
}

/// The columns of what is counted beside outcomes.
#[derive(Debug)]
pub(crate) struct MeasureColumns {
    pub extended: UInt8Array,
    pub weeks: UInt16Array,
    pub reasons: StringArray,
    pub errors: StringArray,
}

const OUTCOMES: [&str; 4] = ["quarter", "municipality", "topic", "outcome"];
const MEASURES: [&str; 4] = ["extended_outcome", "weeks", "reversal_reasons", "formal_errors"];

/// Reads the decided cases of each half of a file on a thread of its own, and only the columns that are
/// counted; gives what `count` made of the halves, in order.
pub(crate) fn count_halves<T: Send>(
    (folder, path): (&Path, &Path),
    with_measures: bool,
    start: impl Fn() -> T + Sync,
    count: impl Fn(&mut T, &DecidedBatch) -> Result<(), SnapshotError> + Sync,
) -> Result<[T; 2], SnapshotError> {
    let measures = if with_measures { &MEASURES[..] } else { &[] };
    let names = [&OUTCOMES, measures].concat();
    read_halves(folder, path, &names, |batches| {
        let mut counted = start();
        for batch in batches {
            let batch = batch.map_err(|error| SnapshotError::damaged(folder, error))?;
            count(&mut counted, &decided(folder, &batch, with_measures)?)?;
        }
        Ok(counted)
    })
}

/// Returns the decided cases of a batch; the pending ones stand last.
fn decided(
    folder: &Path,
    batch: &RecordBatch,
    with_measures: bool,
) -> Result<DecidedBatch, SnapshotError> {
    let quarter: UInt16Array = column(folder, batch, "quarter")?;
    let rows = quarter.len() - quarter.null_count();
    let decided = batch.slice(0, rows);
    let columns = DecidedBatch {
        quarter: column(folder, &decided, "quarter")?,
        municipality: column(folder, &decided, "municipality")?,
        topic: column(folder, &decided, "topic")?,
        outcome: column(folder, &decided, "outcome")?,
        measures: with_measures.then(|| measures(folder, &decided)).transpose()?,
        pending_follow: rows < batch.num_rows(),
    };
    if columns.quarter.null_count() + columns.outcome.null_count() > 0 {
        return Err(SnapshotError::damaged(folder, "a case has a bad value or is out of order"));
    }
    Ok(columns)
}

fn measures(folder: &Path, decided: &RecordBatch) -> Result<MeasureColumns, SnapshotError> {
    let columns = MeasureColumns {
        extended: column(folder, decided, "extended_outcome")?,
        weeks: column(folder, decided, "weeks")?,
        reasons: column(folder, decided, "reversal_reasons")?,
        errors: column(folder, decided, "formal_errors")?,
    };
    if columns.extended.null_count() + columns.weeks.null_count() > 0 {
        return Err(SnapshotError::damaged(folder, "a decided case lacks a value"));
    }
    Ok(columns)
}
