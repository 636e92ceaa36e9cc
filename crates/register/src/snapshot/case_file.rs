//! Writing the columns of a snapshot that holds cases.

use std::{path::Path, sync::Arc};

use arrow_array::{
    ArrayRef,
    builder::{Date32Builder, StringBuilder, UInt8Builder, UInt16Builder},
};
use arrow_schema::{DataType, Field, Schema};

use super::{
    SnapshotError,
    stored::{StoredCase, extended_number, list, optional, outcome_number},
    table_file::{GROUP_ROWS, write_table},
};
use crate::spill::Merge;

fn schema() -> Arc<Schema> {
    let field = |name, kind, nullable| Field::new(name, kind, nullable);
    Arc::new(Schema::new(vec![
        field("quarter", DataType::UInt16, true),
        field("decided_on", DataType::Date32, true),
        field("outcome", DataType::UInt8, true),
        field("extended_outcome", DataType::UInt8, true),
        field("municipality", DataType::UInt16, false),
        field("topic", DataType::UInt16, false),
        field("case_number", DataType::Utf8, false),
        field("weeks", DataType::UInt16, true),
        field("received_on", DataType::Date32, false),
        field("reopened_on", DataType::Date32, true),
        field("registered_on", DataType::Date32, false),
        field("statutory_deadline", DataType::Date32, true),
        field("parts", DataType::UInt8, false),
        field("reversal_reasons", DataType::Utf8, true),
        field("formal_errors", DataType::Utf8, true),
    ]))
}

/// The columns of some rows being gathered, in the order of [`schema`].
#[derive(Debug, Default)]
struct Columns {
    quarter: UInt16Builder,
    decided: Date32Builder,
    outcome: UInt8Builder,
    extended: UInt8Builder,
    municipality: UInt16Builder,
    topic: UInt16Builder,
    number: StringBuilder,
    weeks: UInt16Builder,
    received: Date32Builder,
    reopened: Date32Builder,
    registered: Date32Builder,
    deadline: Date32Builder,
    parts: UInt8Builder,
    reasons: StringBuilder,
    errors: StringBuilder,
}

impl Columns {
    fn push(&mut self, case: &StoredCase) {
        let number = |number: u8| (number > 0).then_some(number);
        self.quarter.append_option(case.quarter());
        self.decided.append_option(optional(case.decided));
        self.outcome.append_option(number(outcome_number(case.outcome)));
        self.extended.append_option(number(extended_number(case.extended)));
        self.municipality.append_value(case.municipality);
        self.topic.append_value(case.topic);
        self.number.append_value(case.number);
        self.weeks.append_option(case.weeks());
        self.received.append_value(case.received);
        self.reopened.append_option(optional(case.reopened));
        self.registered.append_value(case.registered);
        self.deadline.append_option(optional(case.deadline));
        self.parts.append_value(case.parts);
        self.reasons.append_option(list(case.reasons));
        self.errors.append_option(list(case.errors));
    }

    fn finish(mut self) -> Vec<ArrayRef> {
        vec![
            Arc::new(self.quarter.finish()),
            Arc::new(self.decided.finish()),
            Arc::new(self.outcome.finish()),
            Arc::new(self.extended.finish()),
            Arc::new(self.municipality.finish()),
            Arc::new(self.topic.finish()),
            Arc::new(self.number.finish()),
            Arc::new(self.weeks.finish()),
            Arc::new(self.received.finish()),
            Arc::new(self.reopened.finish()),
            Arc::new(self.registered.finish()),
            Arc::new(self.deadline.finish()),
            Arc::new(self.parts.finish()),
            Arc::new(self.reasons.finish()),
            Arc::new(self.errors.finish()),
        ]
    }
}

/// Writes the cases of sorted streams; `on_case` hears each.
pub(crate) fn write_cases(
    path: &Path,
    mut cases: Merge,
    on_case: &mut dyn FnMut(&StoredCase),
) -> Result<(), SnapshotError> {
    write_table(path, &schema(), &mut || {
        let mut columns = Columns::default();
        let mut rows = 0;
        while let Some(frame) = cases.head().filter(|_| rows < GROUP_ROWS) {
            let case = StoredCase::of(frame);
            on_case(&case);
            columns.push(&case);
            rows += 1;
            cases.advance()?;
        }
        Ok((rows > 0).then(|| columns.finish()))
    })
}
