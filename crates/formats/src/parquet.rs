//! Apache Parquet with a row for each cell, for programs that read columns.
//!
//! Each dimension is a column of codes, as a dictionary; with texts, a column of labels stands beside it.
//! `value` is a double, null where there is no number; `missing` then has the reason as a word. Title,
//! units, day of the draw, provenance and release stand in the key-value metadata. Of a layout the file
//! takes language and texts. Rows go out in groups, one of which is held at a time.

use std::{io::Write, sync::Arc};

use ::parquet::{
    arrow::ArrowWriter,
    basic::Compression,
    errors::ParquetError,
    file::{metadata::KeyValue, properties::WriterProperties},
};
use arrow_array::{
    ArrayRef, DictionaryArray, Float64Array, Int32Array, RecordBatch, StringArray, types::Int32Type,
};
use arrow_schema::{DataType, Field, Metadata, Schema, SchemaRef};
use tables::{
    cell::{Cell, Missing},
    dimension::Role,
    slice::Slice,
};

use crate::{
    error::WriteError,
    layout::{Layout, Texts},
    places::Places,
    words,
};

/// How many rows stand in a group.
const GROUP: usize = 1 << 17;

/// How many rows are made at a time.
const BATCH: usize = 1 << 14;

/// Writes a slice as a Parquet file.
pub(crate) fn write(
    slice: &Slice<'_>,
    layout: &Layout,
    out: &mut (impl Write + Send),
) -> Result<(), WriteError> {
    let columns = columns(slice, layout);
    let metadata = metadata(slice, layout);
    let schema = schema(&columns, &metadata);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP))
        .set_key_value_metadata(Some(metadata))
        .build();
    let mut writer = ArrowWriter::try_new(&mut *out, Arc::clone(&schema), Some(properties))?;
    let mut places = Places::new(slice, 0..slice.choices().len());
    let mut cells = slice.cells();
    loop {
        let batch = Batch::next(&mut places, &mut cells);
        if batch.values.is_empty() {
            break;
        }
        writer.write(&batch.records(&columns, &schema)?)?;
    }
    writer.close()?;
    Ok(out.flush()?)
}

/// A column of a dimension: codes or labels.
struct Column {
    name: String,
    choice: usize,
    names: ArrayRef,
}

fn columns(slice: &Slice<'_>, layout: &Layout) -> Vec<Column> {
    let mut columns = Vec::new();
    for choice in 0..slice.choices().len() {
        let code = &slice.dimension(choice).code;
        let codes = slice.values(choice).map(|value| Some(value.code.as_str()));
        columns.push(Column {
            name: code.clone(),
            choice,
            names: Arc::new(codes.collect::<StringArray>()),
        });
        if layout.texts != Texts::Codes {
            let labels = slice.values(choice).map(|of| Some(of.label.get(layout.language)));
            columns.push(Column {
                name: format!("{code}_label"),
                choice,
                names: Arc::new(labels.collect::<StringArray>()),
            });
        }
    }
    columns
}

/// Returns the schema. What is said of the file stands in it too: where a schema of Arrow is, its programs
/// look nowhere else.
fn schema(columns: &[Column], metadata: &[KeyValue]) -> SchemaRef {
    let said = metadata.iter().map(|of| (of.key.clone(), of.value.clone().unwrap_or_default()));
    let words = || DataType::Dictionary(DataType::Int32.into(), DataType::Utf8.into());
    let fields = columns.iter().map(|column| Field::new(&column.name, words(), false));
    let rest = [Field::new("value", DataType::Float64, true), Field::new("missing", words(), true)];
    let schema = Schema::new(fields.chain(rest).collect::<Vec<_>>());
    Arc::new(schema.with_metadata(said.collect::<Metadata>()))
}

/// Some rows on their way to columns.
#[derive(Default)]
struct Batch {
    /// The places in each choice.
    places: Vec<Vec<i32>>,
    values: Vec<Option<f64>>,
    /// The places among all reasons.
    missing: Vec<Option<i32>>,
}

impl Batch {
    /// Returns the next rows, none at the end.
    fn next(places: &mut Places, cells: &mut impl Iterator<Item = Cell>) -> Self {
        let mut batch = Self { places: vec![Vec::new(); places.at().len()], ..Self::default() };
        for cell in cells.take(BATCH) {
            places.advance().expect("as many cells as combinations");
            for (column, &place) in batch.places.iter_mut().zip(places.at()) {
                column.push(i32::try_from(place).expect("fewer than 2^31 values"));
            }
            let (value, missing) = match cell {
                Cell::Number(number) => (Some(number.value()), None),
                Cell::Missing(reason) => (None, Some(reason as i32)),
            };
            batch.values.push(value);
            batch.missing.push(missing);
        }
        batch
    }

    fn records(self, columns: &[Column], schema: &SchemaRef) -> Result<RecordBatch, ParquetError> {
        let reasons = Missing::ALL.iter().map(|reason| Some(reason.word()));
        let reasons: ArrayRef = Arc::new(reasons.collect::<StringArray>());
        let mut arrays = Vec::with_capacity(columns.len() + 2);
        for column in columns {
            let places = Int32Array::from(self.places[column.choice].clone());
            arrays.push(dictionary(places, &column.names)?);
        }
        arrays.push(Arc::new(Float64Array::from(self.values)));
        arrays.push(dictionary(Int32Array::from(self.missing), &reasons)?);
        Ok(RecordBatch::try_new(Arc::clone(schema), arrays)?)
    }
}

fn dictionary(places: Int32Array, names: &ArrayRef) -> Result<ArrayRef, ParquetError> {
    Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(places, Arc::clone(names))?))
}

/// Returns what is said of the file as a whole; `units` and `notes` are JSON.
fn metadata(slice: &Slice<'_>, layout: &Layout) -> Vec<KeyValue> {
    let (facts, language) = (slice.table().facts(), layout.language);
    let contents =
        (0..slice.choices().len()).filter(|&of| slice.dimension(of).role == Role::Contents);
    let units: serde_json::Map<_, _> = contents
        .flat_map(|choice| slice.values(choice))
        .filter_map(|of| Some((of.code.clone(), of.unit.as_ref()?.name.get(language).into())))
        .collect();
    let notes = words::notes(slice, language).into_iter().map(|note| note.text);
    let parts = words::part_notes(slice, language).into_iter().map(|note| note.sentence());
    let notes: serde_json::Value = notes.chain(parts).collect();
    [
        ("table", facts.id.clone()),
        ("language", language.tag().into()),
        ("title", words::title(slice, language)),
        ("units", serde_json::Value::from(units).to_string()),
        ("drawn_on", facts.drawn_on.to_string()),
        ("provenance", words::provenance(slice).into()),
        ("release", facts.release.clone()),
        ("source", facts.source.get(language).into()),
        ("notes", notes.to_string()),
    ]
    .map(|(key, value)| KeyValue::new(key.into(), value))
    .into()
}
