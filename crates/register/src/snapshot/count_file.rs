//! The columns of a snapshot that holds counts.

use std::{fs::File, path::Path, sync::Arc};

use arrow_array::{Array, ArrayRef, RecordBatch, UInt8Array, UInt16Array, UInt32Array};
use arrow_schema::{DataType, Field, Schema};
use domain::{
    count::CaseCount,
    municipality::MunicipalityCode,
    period::{Grain, Period, Quarter, Year},
    reversal::OutcomeCounts,
    topic::TopicCode,
};
use parquet::arrow::ArrowWriter;

use super::{
    SnapshotError,
    table_file::{column, properties, read_batches, unwritten},
};

/// Writes counts, which are sorted; without dismissed cases where they were not delivered.
pub(crate) fn write_counts(
    path: &Path,
    counts: &[CaseCount],
    dismissed_delivered: bool,
) -> Result<(), SnapshotError> {
    let failed = |error| unwritten(path, error);
    let batch = batch(counts, dismissed_delivered).expect("the columns are equally long");
    let file = File::create(path).map_err(SnapshotError::io(path))?;
    let mut writer =
        ArrowWriter::try_new(&file, batch.schema(), Some(properties())).map_err(failed)?;
    writer.write(&batch).map_err(failed)?;
    writer.close().map_err(failed)?;
    file.sync_all().map_err(SnapshotError::io(path))
}

fn batch(
    counts: &[CaseCount],
    dismissed_delivered: bool,
) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let field = |name, kind, nullable| Field::new(name, kind, nullable);
    let schema = Schema::new(vec![
        field("year", DataType::UInt16, false),
        // 1 to 4; 0 is the whole year, which is not the sum of its quarters.
        field("quarter", DataType::UInt8, false),
        field("municipality", DataType::UInt16, false),
        field("topic", DataType::UInt16, false),
        field("changed", DataType::UInt32, false),
        field("remitted", DataType::UInt32, false),
        field("upheld", DataType::UInt32, false),
        field("dismissed", DataType::UInt32, true),
    ]);
    let of = |count: fn(&OutcomeCounts) -> u32| -> ArrayRef {
        Arc::new(UInt32Array::from_iter_values(counts.iter().map(|row| count(&row.outcomes))))
    };
    let dismissed = counts.iter().map(|row| dismissed_delivered.then_some(row.outcomes.dismissed));
    let codes = |code: fn(&CaseCount) -> u16| -> ArrayRef {
        Arc::new(UInt16Array::from_iter_values(counts.iter().map(code)))
    };
    RecordBatch::try_new(
        Arc::new(schema),
        vec![
            codes(|row| row.period.year().number().unsigned_abs()),
            Arc::new(UInt8Array::from_iter_values(counts.iter().map(|row| quarter(row.period)))),
            codes(|row| row.municipality.number()),
            codes(|row| row.topic.number()),
            of(|outcomes| outcomes.changed),
            of(|outcomes| outcomes.remitted),
            of(|outcomes| outcomes.upheld),
            Arc::new(dismissed.collect::<UInt32Array>()),
        ],
    )
}

const fn quarter(period: Period) -> u8 {
    match period {
        Period::Year(_) => 0,
        Period::Quarter(quarter) => quarter.number(),
    }
}

/// Reads the counts of one grain. Quarters are never added up to a year.
pub(crate) fn read_counts(
    folder: &Path,
    path: &Path,
    grain: Grain,
) -> Result<Vec<CaseCount>, SnapshotError> {
    let mut counts = Vec::new();
    read_batches(folder, path, None, &mut |batch| {
        let codes = |name| column::<UInt16Array>(folder, batch, name);
        let numbers = |name| column::<UInt32Array>(folder, batch, name);
        let (years, municipalities, topics) =
            (codes("year")?, codes("municipality")?, codes("topic")?);
        let quarters: UInt8Array = column(folder, batch, "quarter")?;
        let outcomes = ["changed", "remitted", "upheld", "dismissed"].map(numbers);
        let [changed, remitted, upheld, dismissed] = outcomes;
        let (changed, remitted, upheld, dismissed) = (changed?, remitted?, upheld?, dismissed?);
        for row in 0..batch.num_rows() {
            let damaged = || SnapshotError::damaged(folder, "a count has a bad key");
            let period = period(years.value(row), quarters.value(row)).ok_or_else(damaged)?;
            if period.grain() != grain {
                continue;
            }
            counts.push(CaseCount {
                period,
                municipality: MunicipalityCode::new(municipalities.value(row))
                    .ok_or_else(damaged)?,
                topic: TopicCode::new(topics.value(row)),
                outcomes: OutcomeCounts {
                    changed: changed.value(row),
                    remitted: remitted.value(row),
                    upheld: upheld.value(row),
                    dismissed: if dismissed.is_null(row) { 0 } else { dismissed.value(row) },
                },
            });
        }
        Ok(())
    })?;
    Ok(counts)
}

fn period(year: u16, quarter: u8) -> Option<Period> {
    let year = Year::new(i16::try_from(year).ok()?)?;
    if quarter == 0 {
        return Some(Period::Year(year));
    }
    Quarter::new(year, quarter).map(Period::Quarter)
}
