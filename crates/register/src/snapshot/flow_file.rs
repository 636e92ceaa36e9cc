//! The columns of a snapshot that holds a flow table.

use std::{fs::File, path::Path, sync::Arc};

use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Float64Array, RecordBatch, StringArray,
    UInt16Array, UInt32Array,
};
use arrow_schema::{DataType, Field, Schema};
use domain::{
    flow::{Flow, FlowFigures, FlowKey},
    municipality::MunicipalityCode,
};
use parquet::arrow::ArrowWriter;

use super::{
    SnapshotError,
    table_file::{column, properties, read_batches, unwritten},
};
use crate::days;

/// Writes a flow table, which is sorted.
pub(crate) fn write_flow(path: &Path, flows: &[Flow]) -> Result<(), SnapshotError> {
    let failed = |error| unwritten(path, error);
    let batch = batch(flows).expect("the columns are equally long");
    let file = File::create(path).map_err(SnapshotError::io(path))?;
    let mut writer =
        ArrowWriter::try_new(&file, batch.schema(), Some(properties())).map_err(failed)?;
    writer.write(&batch).map_err(failed)?;
    writer.close().map_err(failed)?;
    file.sync_all().map_err(SnapshotError::io(path))
}

fn batch(flows: &[Flow]) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let field = |name, kind, nullable| Field::new(name, kind, nullable);
    let schema = Schema::new(vec![
        field("month", DataType::Date32, false),
        field("category", DataType::Utf8, false),
        field("area", DataType::Utf8, false),
        field("municipality", DataType::UInt16, true),
        field("has_statutory_deadline", DataType::Boolean, false),
        field("received", DataType::UInt32, true),
        field("decided", DataType::UInt32, true),
        field("pending", DataType::UInt32, true),
        field("mean_days", DataType::Float64, true),
    ]);
    let months = flows.iter().map(|flow| days::from_date(flow.key.month));
    let municipalities =
        flows.iter().map(|flow| flow.key.municipality.map(MunicipalityCode::number));
    let deadlines = flows.iter().map(|flow| Some(flow.key.has_statutory_deadline));
    let text = |text: fn(&FlowKey) -> &str| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(flows.iter().map(|flow| text(&flow.key))))
    };
    let count = |count: fn(&FlowFigures) -> Option<u32>| -> ArrayRef {
        Arc::new(flows.iter().map(|flow| count(&flow.figures)).collect::<UInt32Array>())
    };
    let means = flows.iter().map(|flow| flow.figures.mean_days);
    RecordBatch::try_new(
        Arc::new(schema),
        vec![
            Arc::new(Date32Array::from_iter_values(months)),
            text(|key| &key.category),
            text(|key| &key.area),
            Arc::new(municipalities.collect::<UInt16Array>()),
            Arc::new(deadlines.collect::<BooleanArray>()),
            count(|figures| figures.received),
            count(|figures| figures.decided),
            count(|figures| figures.pending),
            Arc::new(means.collect::<Float64Array>()),
        ],
    )
}

/// Reads a flow table.
pub(super) fn read_flow(folder: &Path, path: &Path) -> Result<Vec<Flow>, SnapshotError> {
    let mut flows = Vec::new();
    read_batches(folder, path, None, &mut |batch| {
        let months: Date32Array = column(folder, batch, "month")?;
        let categories: StringArray = column(folder, batch, "category")?;
        let areas: StringArray = column(folder, batch, "area")?;
        let municipalities: UInt16Array = column(folder, batch, "municipality")?;
        let deadlines: BooleanArray = column(folder, batch, "has_statutory_deadline")?;
        let count = |name| column::<UInt32Array>(folder, batch, name);
        let (received, decided, pending) =
            (count("received")?, count("decided")?, count("pending")?);
        let means: Float64Array = column(folder, batch, "mean_days")?;
        let known = |counts: &UInt32Array, row| (!counts.is_null(row)).then(|| counts.value(row));
        for row in 0..batch.num_rows() {
            let damaged = || SnapshotError::damaged(folder, "a row of figures has a bad key");
            let municipality = (!municipalities.is_null(row)).then(|| municipalities.value(row));
            let code = |code| MunicipalityCode::new(code).ok_or_else(damaged);
            flows.push(Flow {
                key: FlowKey {
                    category: categories.value(row).to_owned(),
                    area: areas.value(row).to_owned(),
                    municipality: municipality.map(code).transpose()?,
                    has_statutory_deadline: deadlines.value(row),
                    month: days::to_date(months.value(row)).ok_or_else(damaged)?,
                },
                figures: FlowFigures {
                    received: known(&received, row),
                    decided: known(&decided, row),
                    pending: known(&pending, row),
                    mean_days: (!means.is_null(row)).then(|| means.value(row)),
                    pending_age_days: None,
                },
            });
        }
        Ok(())
    })?;
    Ok(flows)
}
