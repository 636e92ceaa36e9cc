//! Whole cases out of a snapshot, for checks and small registers.

use std::path::Path;

use arrow_array::{Array, Date32Array, RecordBatch, UInt8Array, UInt16Array};
use domain::{municipality::MunicipalityCode, topic::TopicCode};
use jiff::civil::Date;

use super::{
    SnapshotError,
    case_file::{Strings, cast, column, outcome_of, read_batches},
};
use crate::{
    case::{Case, Decision},
    days,
};

/// Reads every case, in the order of the file.
pub(super) fn read_cases(folder: &Path, path: &Path) -> Result<Vec<Case>, SnapshotError> {
    let mut cases = Vec::new();
    read_batches(folder, path, None, &mut |batch| {
        let columns = Columns::of(folder, batch)?;
        for row in 0..batch.num_rows() {
            let case = columns.case(row);
            cases.push(
                case.ok_or_else(|| SnapshotError::damaged(folder, "a case has a bad value"))?,
            );
        }
        Ok(())
    })?;
    Ok(cases)
}

struct Columns {
    decided: Date32Array,
    outcome: UInt8Array,
    municipality: UInt16Array,
    topic: UInt16Array,
    number: Strings,
    received: Date32Array,
    reopened: Date32Array,
    registered: Date32Array,
    deadline: Date32Array,
    parts: UInt8Array,
    reasons: Strings,
    errors: Strings,
}

impl Columns {
    fn of(folder: &Path, batch: &RecordBatch) -> Result<Self, SnapshotError> {
        let dates = |name| cast::<Date32Array>(folder, &column(folder, batch, name)?);
        let bytes = |name| cast::<UInt8Array>(folder, &column(folder, batch, name)?);
        let codes = |name| cast::<UInt16Array>(folder, &column(folder, batch, name)?);
        let texts = |name| cast::<Strings>(folder, &column(folder, batch, name)?);
        Ok(Self {
            decided: dates("decided_on")?,
            outcome: bytes("outcome")?,
            municipality: codes("municipality")?,
            topic: codes("topic")?,
            number: texts("case_number")?,
            received: dates("received_on")?,
            reopened: dates("reopened_on")?,
            registered: dates("registered_on")?,
            deadline: dates("statutory_deadline")?,
            parts: bytes("parts")?,
            reasons: texts("reversal_reasons")?,
            errors: texts("formal_errors")?,
        })
    }

    fn case(&self, row: usize) -> Option<Case> {
        let decision = match (day(&self.decided, row), self.outcome.is_valid(row)) {
            (Some(on), true) => {
                Some(Decision { on, outcome: outcome_of(self.outcome.value(row))? })
            }
            (None, false) => None,
            _ => return None,
        };
        Some(Case {
            number: self.number.value(row).to_owned(),
            municipality: MunicipalityCode::new(self.municipality.value(row))?,
            topic: TopicCode::new(self.topic.value(row)),
            received_on: day(&self.received, row)?,
            decision,
            registered_on: day(&self.registered, row)?,
            reopened_on: day(&self.reopened, row),
            statutory_deadline: day(&self.deadline, row),
            parts: self.parts.value(row),
            reversal_reasons: list(&self.reasons, row),
            formal_errors: list(&self.errors, row),
        })
    }
}

fn day(column: &Date32Array, row: usize) -> Option<Date> {
    column.is_valid(row).then(|| days::to_date(column.value(row))).flatten()
}

fn list(column: &Strings, row: usize) -> Vec<String> {
    if column.is_null(row) {
        return Vec::new();
    }
    column.value(row).split('|').map(ToOwned::to_owned).collect()
}
