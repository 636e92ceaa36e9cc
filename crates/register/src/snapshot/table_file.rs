//! Parquet files: writing row groups and reading batches, each on two threads.

use std::{
    fs::File,
    ops::Range,
    path::Path,
    sync::{Arc, mpsc},
};

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::Schema;
use parquet::{
    arrow::{
        ArrowSchemaConverter, ProjectionMask,
        arrow_reader::{
            ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
            ParquetRecordBatchReaderBuilder,
        },
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

/// Rows in a row group: small enough that two threads share a million rows evenly.
pub(super) const GROUP_ROWS: usize = 128 * 1024;
const BATCH_ROWS: usize = 16 * 1024;

pub(super) fn properties() -> WriterProperties {
    let level = ZstdLevel::try_new(3).expect("3 is a zstd level");
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        // Case numbers differ from row to row: a dictionary would only be built and thrown away.
        .set_column_dictionary_enabled("case_number".into(), false)
        .build()
}

/// Gives the columns of the next row group; `None` after the last.
pub(super) type NextGroup<'a> = &'a mut dyn FnMut() -> Result<Option<Vec<ArrayRef>>, SnapshotError>;

/// Writes row groups, which are encoded on two threads while the next is made.
pub(super) fn write_table(
    path: &Path,
    schema: &Arc<Schema>,
    next: NextGroup,
) -> Result<(), SnapshotError> {
    let file = File::create(path).map_err(SnapshotError::io(path))?;
    let failed = |error| unwritten(path, error);
    let parquet_schema = ArrowSchemaConverter::new().convert(schema).map_err(failed)?;
    let root = parquet_schema.root_schema_ptr();
    let mut writer =
        SerializedFileWriter::new(&file, root, Arc::new(properties())).map_err(failed)?;
    let factory = ArrowRowGroupWriterFactory::new(&writer, Arc::clone(schema));
    let encode = |group, arrays: Vec<ArrayRef>| encode_group(&factory, schema, group, &arrays);
    encode_in_order(next, &encode, &mut |chunks| {
        let append = |chunks: Vec<ArrowColumnChunk>| {
            let mut group = writer.next_row_group()?;
            for chunk in chunks {
                chunk.append_to_row_group(&mut group)?;
            }
            group.close().map(|_| ())
        };
        chunks.and_then(append).map_err(failed)
    })?;
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

fn encode_group(
    factory: &ArrowRowGroupWriterFactory,
    schema: &Schema,
    group: usize,
    arrays: &[ArrayRef],
) -> Encoded {
    let writers = factory.create_column_writers(group)?;
    let encoded = writers.into_iter().zip(schema.fields().iter().zip(arrays));
    encoded
        .map(|(mut writer, (field, array))| {
            for leaf in compute_leaves(field, array)? {
                writer.write(&leaf)?;
            }
            writer.close()
        })
        .collect()
}

/// Encodes groups on two threads in turn, and takes them in order.
fn encode_in_order(
    next: NextGroup,
    encode: &(dyn Fn(usize, Vec<ArrayRef>) -> Encoded + Sync),
    take: &mut dyn FnMut(Encoded) -> Result<(), SnapshotError>,
) -> Result<(), SnapshotError> {
    const THREADS: usize = 2;
    const WHY: &str = "a thread lives until its queue is dropped";
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|_| {
                let (sender, work) = mpsc::sync_channel::<(usize, Vec<ArrayRef>)>(1);
                let (done, receiver) = mpsc::sync_channel(1);
                scope.spawn(move || {
                    for (group, arrays) in work {
                        // The receiver is gone when another group failed: nothing is left to do.
                        if done.send(encode(group, arrays)).is_err() {
                            return;
                        }
                    }
                });
                (sender, receiver)
            })
            .collect();
        let mut groups = 0;
        while let Some(arrays) = next()? {
            let (sender, receiver) = &threads[groups % THREADS];
            if groups >= THREADS {
                take(receiver.recv().expect(WHY))?;
            }
            sender.send((groups, arrays)).expect(WHY);
            groups += 1;
        }
        for group in groups.saturating_sub(THREADS)..groups {
            take(threads[group % THREADS].1.recv().expect(WHY))?;
        }
        Ok(())
    })
}

/// Opens a file for reading batches of columns, all or those named.
pub(super) fn batches(
    folder: &Path,
    path: &Path,
    names: Option<&[&str]>,
) -> Result<ParquetRecordBatchReader, SnapshotError> {
    let file = File::open(path).map_err(SnapshotError::io(path))?;
    let damaged = |error: &dyn std::fmt::Display| SnapshotError::damaged(folder, error);
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(&error))?;
    let mask = match names {
        Some(names) => ProjectionMask::columns(builder.parquet_schema(), names.iter().copied()),
        None => ProjectionMask::all(),
    };
    let reader = builder.with_projection(mask).with_batch_size(BATCH_ROWS).build();
    reader.map_err(|error| damaged(&error))
}

/// Reads batches of columns, all or those named.
pub(super) fn read_batches(
    folder: &Path,
    path: &Path,
    names: Option<&[&str]>,
    take: &mut dyn FnMut(&RecordBatch) -> Result<(), SnapshotError>,
) -> Result<(), SnapshotError> {
    for batch in batches(folder, path, names)? {
        take(&batch.map_err(|error| SnapshotError::damaged(folder, error))?)?;
    }
    Ok(())
}

/// Reads the first and the second half of the row groups of a file on a thread each, and only some of
/// its columns; gives what `read` made of both, in order.
pub(super) fn read_halves<T: Send>(
    folder: &Path,
    path: &Path,
    names: &[&str],
    read: impl Fn(ParquetRecordBatchReader) -> Result<T, SnapshotError> + Sync,
) -> Result<[T; 2], SnapshotError> {
    let damaged = |error: ParquetError| SnapshotError::damaged(folder, error);
    let open = || File::open(path).map_err(SnapshotError::io(path));
    let options = ArrowReaderOptions::default();
    let metadata = ArrowReaderMetadata::load(&open()?, options).map_err(damaged)?;
    let groups = metadata.metadata().num_row_groups();
    let read_groups = |groups: Range<usize>| {
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(open()?, metadata.clone());
        let mask = ProjectionMask::columns(builder.parquet_schema(), names.iter().copied());
        let builder = builder.with_projection(mask).with_row_groups(groups.collect());
        read(builder.with_batch_size(BATCH_ROWS).build().map_err(damaged)?)
    };
    std::thread::scope(|scope| {
        let first = scope.spawn(|| read_groups(0..groups / 2));
        let second = read_groups(groups / 2..groups);
        let first = first.join().expect("reading does not panic");
        Ok([first?, second?])
    })
}

/// Returns a column of a batch as the type it was written as.
pub(super) fn column<A: Array + Clone + 'static>(
    folder: &Path,
    batch: &RecordBatch,
    name: &str,
) -> Result<A, SnapshotError> {
    let column = batch.column_by_name(name);
    let column = column
        .ok_or_else(|| SnapshotError::damaged(folder, format!("its data lack column {name}")))?;
    let typed = column.as_any().downcast_ref::<A>().cloned();
    typed.ok_or_else(|| SnapshotError::damaged(folder, "a column has another type"))
}
