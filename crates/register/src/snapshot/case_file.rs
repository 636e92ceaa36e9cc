//! The columns of a snapshot that holds cases: writing them, and reading those a count needs.

use std::{
    fs::File,
    ops::Range,
    path::Path,
    sync::{Arc, mpsc},
};

use arrow_array::{
    Array, ArrayRef, Date32Array, RecordBatch, StringArray, UInt8Array, UInt16Array,
    builder::{Date32Builder, StringBuilder, UInt8Builder, UInt16Builder},
};
use arrow_schema::{DataType, Field, Schema};
use domain::outcome::Outcome;
use parquet::{
    arrow::{
        ArrowSchemaConverter, ProjectionMask,
        arrow_reader::ParquetRecordBatchReaderBuilder,
        arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves},
    },
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::{
        properties::{EnabledStatistics, WriterProperties},
        writer::SerializedFileWriter,
    },
};

use super::SnapshotError;
use crate::delivery::PENDING;

/// Rows in a row group: small enough that two threads share a million rows evenly.
const GROUP_ROWS: usize = 128 * 1024;
const BATCH_ROWS: usize = 16 * 1024;

/// One case on its way into the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StoredCase<'a> {
    pub number: &'a str,
    pub municipality: u16,
    pub topic: u16,
    pub received: i32,
    pub decided: i32,
    pub outcome: Option<Outcome>,
    pub registered: i32,
    pub reopened: i32,
    pub deadline: i32,
    pub parts: u8,
    pub reasons: &'a str,
    pub errors: &'a str,
}

/// Returns the number an outcome has in the file; it never changes.
pub(super) const fn outcome_number(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Changed => 1,
        Outcome::Remitted => 2,
        Outcome::Upheld => 3,
        Outcome::Dismissed => 4,
    }
}

pub(crate) const fn outcome_of(number: u8) -> Option<Outcome> {
    match number {
        1 => Some(Outcome::Changed),
        2 => Some(Outcome::Remitted),
        3 => Some(Outcome::Upheld),
        4 => Some(Outcome::Dismissed),
        _ => None,
    }
}

fn schema() -> Arc<Schema> {
    let field = |name, kind, nullable| Field::new(name, kind, nullable);
    Arc::new(Schema::new(vec![
        field("decided_on", DataType::Date32, true),
        field("outcome", DataType::UInt8, true),
        field("municipality", DataType::UInt16, false),
        field("topic", DataType::UInt16, false),
        field("case_number", DataType::Utf8, false),
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
    decided: Date32Builder,
    outcome: UInt8Builder,
    municipality: UInt16Builder,
    topic: UInt16Builder,
    number: StringBuilder,
    received: Date32Builder,
    reopened: Date32Builder,
    registered: Date32Builder,
    deadline: Date32Builder,
    parts: UInt8Builder,
    reasons: StringBuilder,
    errors: StringBuilder,
}

impl Columns {
    fn push(&mut self, case: StoredCase) {
        let day = |days: i32| (days != PENDING).then_some(days);
        let list = |text: &'_ str| (!text.is_empty()).then(|| text.to_owned());
        self.decided.append_option(day(case.decided));
        self.outcome.append_option(case.outcome.map(outcome_number));
        self.municipality.append_value(case.municipality);
        self.topic.append_value(case.topic);
        self.number.append_value(case.number);
        self.received.append_value(case.received);
        self.reopened.append_option(day(case.reopened));
        self.registered.append_value(case.registered);
        self.deadline.append_option(day(case.deadline));
        self.parts.append_value(case.parts);
        self.reasons.append_option(list(case.reasons));
        self.errors.append_option(list(case.errors));
    }

    fn finish(mut self) -> Vec<ArrayRef> {
        vec![
            Arc::new(self.decided.finish()),
            Arc::new(self.outcome.finish()),
            Arc::new(self.municipality.finish()),
            Arc::new(self.topic.finish()),
            Arc::new(self.number.finish()),
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

pub(super) fn properties() -> WriterProperties {
    let level = ZstdLevel::try_new(3).expect("3 is a zstd level");
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        // Case numbers differ from row to row: a dictionary would only be built and thrown away.
        .set_column_dictionary_enabled("case_number".into(), false)
        .build()
}

/// Writes `rows` cases, in the order `case` gives them; two threads encode row groups.
pub(crate) fn write_cases<'a>(
    path: &Path,
    rows: usize,
    case: &(dyn Fn(usize) -> StoredCase<'a> + Sync),
) -> Result<(), SnapshotError> {
    let file = File::create(path).map_err(SnapshotError::io(path))?;
    let failed = |error| unwritten(path, error);
    let schema = schema();
    let parquet_schema = ArrowSchemaConverter::new().convert(&schema).map_err(failed)?;
    let root = parquet_schema.root_schema_ptr();
    let mut writer =
        SerializedFileWriter::new(&file, root, Arc::new(properties())).map_err(failed)?;
    let factory = ArrowRowGroupWriterFactory::new(&writer, Arc::clone(&schema));
    let encode = |group| encode_group(&factory, &schema, group, rows, case);
    encode_in_order(rows.div_ceil(GROUP_ROWS), &encode, &mut |chunks| {
        let mut group = writer.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close().map(|_| ())
    })
    .map_err(failed)?;
    writer.close().map_err(failed)?;
    file.sync_all().map_err(SnapshotError::io(path))
}

/// Makes a disk error of what the writer says; what the system said goes before what it made of it.
pub(super) fn unwritten(path: &Path, error: ParquetError) -> SnapshotError {
    SnapshotError::io(path)(match error {
        ParquetError::External(cause) => std::io::Error::other(cause),
        other => std::io::Error::other(other),
    })
}

type Encoded = Result<Vec<ArrowColumnChunk>, ParquetError>;

fn encode_group<'a>(
    factory: &ArrowRowGroupWriterFactory,
    schema: &Schema,
    group: usize,
    rows: usize,
    case: &(dyn Fn(usize) -> StoredCase<'a> + Sync),
) -> Encoded {
    let range: Range<usize> = group * GROUP_ROWS..rows.min((group + 1) * GROUP_ROWS);
    let mut columns = Columns::default();
    for row in range {
        columns.push(case(row));
    }
    let writers = factory.create_column_writers(group)?;
    let arrays = columns.finish();
    let encoded = writers.into_iter().zip(schema.fields().iter().zip(&arrays));
    encoded
        .map(|(mut writer, (field, array))| {
            for leaf in compute_leaves(field, array)? {
                writer.write(&leaf)?;
            }
            writer.close()
        })
        .collect()
}

/// Encodes groups on two threads, and takes them in order.
fn encode_in_order(
    groups: usize,
    encode: &(dyn Fn(usize) -> Encoded + Sync),
    take: &mut dyn FnMut(Vec<ArrowColumnChunk>) -> Result<(), ParquetError>,
) -> Result<(), ParquetError> {
    const THREADS: usize = 2;
    std::thread::scope(|scope| {
        // Thread k encodes the groups k, k + 2, k + 4 …, and waits when one lies unread.
        let receivers: Vec<_> = (0..THREADS.min(groups))
            .map(|first| {
                let (sender, receiver) = mpsc::sync_channel(1);
                scope.spawn(move || {
                    for group in (first..groups).step_by(THREADS) {
                        // The receiver is gone when another group failed: nothing is left to do.
                        if sender.send(encode(group)).is_err() {
                            return;
                        }
                    }
                });
                receiver
            })
            .collect();
        for group in 0..groups {
            take(receivers[group % THREADS].recv().expect("a thread sends each of its groups")?)?;
        }
        Ok(())
    })
}

/// The columns of some decided cases that a count needs.
#[derive(Debug)]
pub(crate) struct DecidedBatch {
    pub decided: Date32Array,
    pub outcome: UInt8Array,
    pub municipality: UInt16Array,
    pub topic: UInt16Array,
    pub received: Date32Array,
    pub reopened: Date32Array,
}

/// Reads the decided cases, in the order of their decisions, and only the columns a count needs.
pub(crate) fn read_decided(
    folder: &Path,
    path: &Path,
    take: &mut dyn FnMut(&DecidedBatch) -> Result<(), SnapshotError>,
) -> Result<(), SnapshotError> {
    const NEEDED: [&str; 6] =
        ["decided_on", "outcome", "municipality", "topic", "received_on", "reopened_on"];
    read_batches(folder, path, Some(&NEEDED), &mut |batch| {
        let column = |name| column(folder, batch, name);
        // Pending cases stand last.
        let decided: Date32Array = cast(folder, &column("decided_on")?)?;
        let rows = decided.len() - decided.null_count();
        let cut = |name| Ok::<_, SnapshotError>(column(name)?.slice(0, rows));
        take(&DecidedBatch {
            decided: decided.slice(0, rows),
            outcome: cast(folder, &cut("outcome")?)?,
            municipality: cast(folder, &cut("municipality")?)?,
            topic: cast(folder, &cut("topic")?)?,
            received: cast(folder, &cut("received_on")?)?,
            reopened: cast(folder, &cut("reopened_on")?)?,
        })
    })
}

/// Reads batches of columns, all or those named.
pub(super) fn read_batches(
    folder: &Path,
    path: &Path,
    names: Option<&[&str]>,
    take: &mut dyn FnMut(&RecordBatch) -> Result<(), SnapshotError>,
) -> Result<(), SnapshotError> {
    let file = File::open(path).map_err(SnapshotError::io(path))?;
    let damaged = |error: &dyn std::fmt::Display| SnapshotError::damaged(folder, error);
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(&error))?;
    let mask = match names {
        Some(names) => ProjectionMask::columns(builder.parquet_schema(), names.iter().copied()),
        None => ProjectionMask::all(),
    };
    let reader = builder.with_projection(mask).with_batch_size(BATCH_ROWS).build();
    for batch in reader.map_err(|error| damaged(&error))? {
        take(&batch.map_err(|error| damaged(&error))?)?;
    }
    Ok(())
}

/// Returns a column of a batch.
pub(super) fn column(
    folder: &Path,
    batch: &RecordBatch,
    name: &str,
) -> Result<ArrayRef, SnapshotError> {
    let column = batch.column_by_name(name).cloned();
    column.ok_or_else(|| SnapshotError::damaged(folder, format!("its data lack column {name}")))
}

/// Returns a column as the type it was written as.
pub(super) fn cast<A: Array + Clone + 'static>(
    folder: &Path,
    column: &ArrayRef,
) -> Result<A, SnapshotError> {
    let typed = column.as_any().downcast_ref::<A>().cloned();
    typed.ok_or_else(|| SnapshotError::damaged(folder, "a column has another type"))
}

pub(super) type Strings = StringArray;
