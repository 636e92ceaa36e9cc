//! The cells of a column of a Parquet file, as text.

use std::fmt::Write;

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{
        Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
        Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
        TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{DataType, TimeUnit};

use super::super::workbook::float;
use crate::days;

/// Tells whether values of a type can be cells.
pub(super) fn is_cell(kind: &DataType) -> bool {
    kind.is_integer()
        || matches!(
            kind,
            DataType::Utf8
                | DataType::Boolean
                | DataType::Float32
                | DataType::Float64
                | DataType::Decimal128(..)
                | DataType::Date32
                | DataType::Timestamp(_, None)
        )
}

/// Names a type in an error.
pub(super) fn type_name(kind: &DataType) -> String {
    match kind {
        DataType::Timestamp(..) => "a time with a time zone".to_owned(),
        DataType::Binary | DataType::FixedSizeBinary(_) => {
            "bytes that are not marked as text".to_owned()
        }
        kind if kind.is_nested() => "a list or a record".to_owned(),
        _ => "of a type that is not read".to_owned(),
    }
}

/// Writes a cell; nothing where there is no value. Of a text no more than `limit` bytes and one letter
/// are written, which is enough to show that it is too long.
pub(super) fn push_cell(text: &mut String, column: &ArrayRef, row: usize, limit: usize) {
    if column.is_null(row) {
        return;
    }
    match column.data_type() {
        DataType::Dictionary(..) => {
            let keys = column.as_dictionary::<Int32Type>();
            // An empty list of texts has no text for any number.
            if let Some(place) = keys.key(row).filter(|place| !keys.values().is_null(*place)) {
                push_start(text, keys.values().as_string::<i32>().value(place), limit);
            }
        }
        DataType::Boolean => {
            text.push_str(if column.as_boolean().value(row) { "TRUE" } else { "FALSE" });
        }
        DataType::Float32 => {
            text.push_str(&column.as_primitive::<Float32Type>().value(row).to_string());
        }
        DataType::Float64 => text.push_str(&float(column.as_primitive::<Float64Type>().value(row))),
        DataType::Decimal128(..) => {
            let value = column.as_primitive::<Decimal128Type>().value_as_string(row);
            text.push_str(without_zeros(&value));
        }
        DataType::Date32 => {
            push_day(text, i64::from(column.as_primitive::<Date32Type>().value(row)));
        }
        DataType::Timestamp(unit, _) => push_day(text, day_of_time(column, row, *unit)),
        _ => push_whole(text, column, row),
    }
}

fn push_whole(text: &mut String, column: &ArrayRef, row: usize) {
    macro_rules! push {
        ($($kind:ident => $values:ty),*) => {
            match column.data_type() {
                $(DataType::$kind => write!(text, "{}", column.as_primitive::<$values>().value(row)),)*
                _ => unreachable!("other types were refused"),
            }
        };
    }
    let written = push!(
        Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type,
        UInt8 => UInt8Type, UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type
    );
    written.expect("writing to a string cannot fail");
}

/// Returns the day of a time without a time zone, counted from 1970.
fn day_of_time(column: &ArrayRef, row: usize, unit: TimeUnit) -> i64 {
    const SECONDS: i64 = 24 * 60 * 60;
    let (time, per_second) = match unit {
        TimeUnit::Second => (column.as_primitive::<TimestampSecondType>().value(row), 1),
        TimeUnit::Millisecond => {
            (column.as_primitive::<TimestampMillisecondType>().value(row), 1_000)
        }
        TimeUnit::Microsecond => {
            (column.as_primitive::<TimestampMicrosecondType>().value(row), 1_000_000)
        }
        TimeUnit::Nanosecond => {
            (column.as_primitive::<TimestampNanosecondType>().value(row), 1_000_000_000)
        }
    };
    time.div_euclid(SECONDS * per_second)
}

fn push_start(text: &mut String, value: &str, limit: usize) {
    if value.len() <= limit {
        return text.push_str(value);
    }
    let end = (limit..value.len()).find(|end| value.is_char_boundary(end + 1));
    text.push_str(&value[..=end.unwrap_or(value.len() - 1)]);
}

/// Writes a day; its number where it lies outside the calendar.
fn push_day(text: &mut String, days: i64) {
    let day = i32::try_from(days).ok().and_then(days::to_date);
    match day {
        Some(day) => write!(text, "{day}").expect("writing to a string cannot fail"),
        None => write!(text, "{days}").expect("writing to a string cannot fail"),
    }
}

fn without_zeros(decimal: &str) -> &str {
    if decimal.contains('.') {
        decimal.trim_end_matches('0').trim_end_matches('.')
    } else {
        decimal
    }
}
