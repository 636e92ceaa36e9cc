//! The rows behind the cases that came in parts, so that later deliveries can be laid on them.

use std::{path::Path, sync::Arc};

use arrow_array::{
    ArrayRef,
    builder::{BooleanBuilder, Date32Builder, StringBuilder, UInt8Builder, UInt16Builder},
};
use arrow_schema::{DataType, Field, Schema};

use super::{
    SnapshotError,
    stored::{StoredPart, list, optional, outcome_number},
    table_file::{GROUP_ROWS, write_table},
};
use crate::spill::Merge;

fn schema() -> Arc<Schema> {
    let field = |name, kind, nullable| Field::new(name, kind, nullable);
    Arc::new(Schema::new(vec![
        field("case_number", DataType::Utf8, false),
        // 0 is the case as a whole.
        field("part_number", DataType::UInt16, false),
        field("stands", DataType::Boolean, false),
        field("decided_on", DataType::Date32, true),
        field("outcome", DataType::UInt8, true),
        field("municipality", DataType::UInt16, false),
        field("topic", DataType::UInt16, false),
        field("received_on", DataType::Date32, false),
        field("reopened_on", DataType::Date32, true),
        field("registered_on", DataType::Date32, false),
        field("statutory_deadline", DataType::Date32, true),
        field("reversal_reasons", DataType::Utf8, true),
        field("formal_errors", DataType::Utf8, true),
    ]))
}

/// The columns of some rows being gathered, in the order of [`schema`].
#[derive(Debug, Default)]
struct Columns {
    number: StringBuilder,
    part: UInt16Builder,
    stands: BooleanBuilder,
    decided: Date32Builder,
    outcome: UInt8Builder,
    municipality: UInt16Builder,
    topic: UInt16Builder,
    received: Date32Builder,
    reopened: Date32Builder,
    registered: Date32Builder,
    deadline: Date32Builder,
    reasons: StringBuilder,
    errors: StringBuilder,
}

impl Columns {
    fn push(&mut self, part: &StoredPart) {
        let outcome = outcome_number(part.outcome);
        self.number.append_value(part.number);
        self.part.append_value(part.part);
        self.stands.append_value(part.stands);
        self.decided.append_option(optional(part.decided));
        self.outcome.append_option((outcome > 0).then_some(outcome));
        self.municipality.append_value(part.municipality);
        self.topic.append_value(part.topic);
        self.received.append_value(part.received);
        self.reopened.append_option(optional(part.reopened));
        self.registered.append_value(part.registered);
        self.deadline.append_option(optional(part.deadline));
        self.reasons.append_option(list(part.reasons));
        self.errors.append_option(list(part.errors));
    }

    fn finish(mut self) -> Vec<ArrayRef> {
        vec![
            Arc::new(self.number.finish()),
            Arc::new(self.part.finish()),
            Arc::new(self.stands.finish()),
            Arc::new(self.decided.finish()),
            Arc::new(self.outcome.finish()),
            Arc::new(self.municipality.finish()),
            Arc::new(self.topic.finish()),
            Arc::new(self.received.finish()),
            Arc::new(self.reopened.finish()),
            Arc::new(self.registered.finish()),
            Arc::new(self.deadline.finish()),
            Arc::new(self.reasons.finish()),
            Arc::new(self.errors.finish()),
        ]
    }
}

/// Writes the parts of sorted streams.
pub(crate) fn write_parts(path: &Path, mut parts: Merge) -> Result<(), SnapshotError> {
    write_table(path, &schema(), &mut || {
        let mut columns = Columns::default();
        let mut rows = 0;
        while let Some(frame) = parts.head().filter(|_| rows < GROUP_ROWS) {
            columns.push(&StoredPart::of(frame));
            rows += 1;
            parts.advance()?;
        }
        Ok((rows > 0).then(|| columns.finish()))
    })
}
