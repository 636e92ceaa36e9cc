//! A table as JSON, with its columns and notes.

use domain::format::{self, Language};
use serde_json::{Map, Value, json};

use super::{Cell, Table};

/// Writes a table as JSON: facts, notes, columns, and the rows as objects. A missing value is
/// `null`, and the row's `comparison` says why.
#[must_use]
pub fn to_json(table: &Table, language: Language) -> Vec<u8> {
    let mut object = Map::new();
    object.insert("title".into(), table.title.clone().into());
    for (name, fact) in &table.about {
        object.insert((*name).into(), value(fact));
    }
    object.insert("notes".into(), table.notes.clone().into());
    let columns = table.columns.iter().map(|column| {
        json!({ "id": column.id, "unit": column.unit.id(), "label": column.label(language) })
    });
    object.insert("columns".into(), columns.collect());
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(row);
        Value::Object(cells.map(|(column, cell)| (column.id.into(), value(cell))).collect())
    });
    object.insert(table.rows_are.into(), rows.collect());
    let mut bytes = serde_json::to_vec(&object).expect("a table is plain data");
    bytes.push(b'\n');
    bytes
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => text.clone().into(),
        Cell::Count(count) => (*count).into(),
        Cell::Fraction(fraction) => (*fraction).into(),
        // One decimal, written from the rounded digits, so that it reads 44.9 and not 44.900000000000006.
        Cell::Share(share) => format::percent_number(*share, Language::En)
            .parse::<f64>()
            .map_or(Value::Null, Value::from),
        Cell::Missing => Value::Null,
    }
}
