//! Parquet files: each row becomes a line. Columns that mean nothing to us are not read.

mod cell;
mod pages;

use std::{
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use arrow_array::ArrayRef;
use arrow_schema::{DataType, Field, Schema};
use parquet::{
    arrow::{
        ProjectionMask,
        arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder},
    },
    errors::ParquetError,
};

use self::cell::push_cell;
use super::{
    Packed, Spool, Text, UnpackError,
    limit::Limit,
    spool::{DELIMITER, Lines},
};
use crate::{
    delivery::{DeliveryError, DeliveryKind, column::known_name, origin::Origin, source},
    rules::ImportRules,
};

const BATCH_ROWS: usize = 1_024;
/// The description of the columns and row groups is kept in memory.
const MAX_FOOTER_BYTES: u32 = 16 << 20;
const MAX_COLUMNS: usize = 1 << 14;

/// Turns a Parquet file into text.
pub(super) fn unpack(
    packed: &Packed,
    spool: &mut Spool,
    rules: &ImportRules,
    forced: Option<DeliveryKind>,
) -> Result<Text, DeliveryError> {
    // The library panics at some columns that do not fit together. Nothing of what it was doing is
    // kept, so it is safe to go on and say that the file is damaged.
    let unpacked = catch_unwind(AssertUnwindSafe(|| read(packed, spool, rules, forced)));
    unpacked.unwrap_or_else(|_| {
        let (file, what) = (packed.shown.clone(), "its columns cannot be read".to_owned());
        Err(UnpackError::Damaged { file, what }.into())
    })
}

fn read(
    packed: &Packed,
    spool: &mut Spool,
    rules: &ImportRules,
    forced: Option<DeliveryKind>,
) -> Result<Text, DeliveryError> {
    let mut file = source::open(&packed.path)?;
    check_footer(packed, &mut file)?;
    let (metadata, names) = columns(packed, &file, forced)?;
    let is_read = |root: usize| names.get(root).is_some_and(|name| name.known.is_some());
    pages::check(packed, spool, &file, metadata.metadata(), &is_read)?;
    let mut lines = spool.lines(&packed.shown, packed.bytes)?;
    lines.row(names.iter().map(|name| name.name.as_str()))?;
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
    let known = (0..names.len()).filter(|at| names[*at].known.is_some());
    let mask = ProjectionMask::roots(builder.parquet_schema(), known);
    let reader = builder.with_projection(mask).with_batch_size(BATCH_ROWS).build();
    for batch in reader.map_err(|error| damaged(packed, &error))? {
        let batch = batch.map_err(|error| damaged(packed, &error))?;
        let mut read = batch.columns().iter();
        let cells: Vec<_> = names.iter().map(|name| name.known.and_then(|_| read.next())).collect();
        write(packed, &mut lines, rules, &cells, batch.num_rows())?;
    }
    let path = lines.finish()?;
    Ok(Text { origin: Origin::TABLE, delimiter: Some(DELIMITER), ..packed.text(&path) })
}

/// A column of the file.
struct Column {
    name: String,
    /// Its name in our list; `None` when it means nothing to us.
    known: Option<&'static str>,
}

/// Refuses a file without its end, or with a description that is too long to be kept.
fn check_footer(packed: &Packed, file: &mut File) -> Result<(), UnpackError> {
    let cut = || UnpackError::Damaged {
        file: packed.shown.clone(),
        what: "its end is missing".to_owned(),
    };
    let mut end = [0; 8];
    let read = file.seek(SeekFrom::End(-8)).and_then(|_| file.read_exact(&mut end));
    read.map_err(|_| cut())?;
    let (length, magic) = end.split_at(4);
    match magic {
        b"PAR1" => {}
        b"PARE" => return Err(UnpackError::Encrypted { file: packed.shown.clone() }),
        _ => return Err(cut()),
    }
    let length = u32::from_le_bytes(length.try_into().expect("four bytes"));
    if length > MAX_FOOTER_BYTES {
        let limit = Limit::Other("more bytes that describe columns", u64::from(MAX_FOOTER_BYTES));
        return Err(limit.of(&packed.shown));
    }
    Ok(())
}

/// Reads what the columns are, and refuses types that give no cell.
fn columns(
    packed: &Packed,
    file: &File,
    forced: Option<DeliveryKind>,
) -> Result<(ArrowReaderMetadata, Vec<Column>), UnpackError> {
    // What a writer says of its own types is not needed, and not believed.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let metadata = ArrowReaderMetadata::load(file, options);
    let metadata = metadata.map_err(|error| damaged(packed, &error))?;
    let mut names = Vec::new();
    let mut fields = Vec::new();
    for field in metadata.schema().fields() {
        let known = known_name(field.name(), forced);
        if let Some(column) = known.filter(|_| !cell::is_cell(field.data_type())) {
            let (file, found) = (packed.shown.clone(), cell::type_name(field.data_type()));
            return Err(UnpackError::WrongType { file, column, found });
        }
        names.push(Column { name: field.name().clone(), known });
        fields.push(if known.is_some() { once(field) } else { Arc::clone(field) });
    }
    if names.len() > MAX_COLUMNS {
        return Err(Limit::Other("more columns", MAX_COLUMNS as u64).of(&packed.shown));
    }
    let options = ArrowReaderOptions::new().with_schema(Arc::new(Schema::new(fields)));
    let metadata = ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), options);
    Ok((metadata.map_err(|error| damaged(packed, &error))?, names))
}

/// Reads texts as numbers in a list of texts, so that one long text in every row stands there once.
fn once(field: &Arc<Field>) -> Arc<Field> {
    if *field.data_type() != DataType::Utf8 {
        return Arc::clone(field);
    }
    let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    Arc::new(field.as_ref().clone().with_data_type(kind))
}

fn write(
    packed: &Packed,
    lines: &mut Lines,
    rules: &ImportRules,
    columns: &[Option<&ArrayRef>],
    rows: usize,
) -> Result<(), UnpackError> {
    let mut texts = vec![String::new(); columns.len()];
    for row in 0..rows {
        let mut bytes = 0;
        for (text, column) in texts.iter_mut().zip(columns) {
            text.clear();
            let Some(column) = column else { continue };
            push_cell(text, column, row, rules.max_line_bytes);
            bytes += text.len();
        }
        if bytes > rules.max_line_bytes {
            return Err(UnpackError::RowTooLong {
                file: packed.shown.clone(),
                row: lines.next() - Origin::TABLE.first_line + 1,
                limit: rules.max_line_bytes,
            });
        }
        lines.row(texts.iter().map(String::as_str))?;
    }
    Ok(())
}

/// Hides what the library says: it may repeat what stood in the file.
fn damaged(packed: &Packed, error: &(dyn std::error::Error + 'static)) -> UnpackError {
    let cut = error.downcast_ref::<ParquetError>();
    let what = match cut {
        Some(ParquetError::EOF(_)) => "it ends too early",
        Some(ParquetError::NYI(_)) => "it is packed in a way other than snappy, gzip or zstd",
        _ => "its columns cannot be read",
    };
    UnpackError::Damaged { file: packed.shown.clone(), what: what.to_owned() }
}
