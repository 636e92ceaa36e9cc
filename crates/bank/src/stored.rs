//! A table as two files: what it is in JSON, its cells in CSV.

use std::io::Write as _;

use publication::release::ReleaseError;
use tables::{
    cell::{Cell, Missing, Number},
    cube::{Column, Count, Cube, Formula},
    dimension::Dimension,
    table::{Facts, Table},
};

#[derive(serde::Serialize, serde::Deserialize)]
struct Head {
    facts: Facts,
    dimensions: Vec<Dimension>,
    formulas: Vec<Formula>,
    columns: Vec<Kind>,
}

/// What the numbers of a column are.
#[derive(Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Counts,
    Cells,
}

/// Writes a table: its head, then its cells, a line for each place, a field for each column. A missing
/// number is its symbol; a fraction that is not rounded has an exponent, which tells it from decimals.
pub(crate) fn write(table: &Table) -> [Vec<u8>; 2] {
    let cube = table.cube();
    let kind = |column: &Column| match column {
        Column::Counts(_) => Kind::Counts,
        Column::Cells(_) => Kind::Cells,
    };
    let head = Head {
        facts: table.facts().clone(),
        dimensions: table.dimensions().to_vec(),
        formulas: cube.formulas().to_vec(),
        columns: cube.columns().iter().map(kind).collect(),
    };
    let mut head = serde_json::to_vec_pretty(&head).expect("a head is plain data");
    head.push(b'\n');
    let mut cells = Vec::with_capacity(cube.len() * cube.columns().len() * 3);
    for place in 0..cube.len() {
        for (number, column) in cube.columns().iter().enumerate() {
            if number > 0 {
                cells.push(b',');
            }
            write_cell(&mut cells, column.cell(place));
        }
        cells.push(b'\n');
    }
    [head, cells]
}

fn write_cell(out: &mut Vec<u8>, cell: Cell) {
    let written = match cell {
        Cell::Number(Number::Real(value)) => write!(out, "{value:e}"),
        Cell::Number(number) => write!(out, "{number}"),
        Cell::Missing(reason) => write!(out, "{}", reason.symbol()),
    };
    written.expect("writing to memory does not fail");
}

/// Reads a table. `id` is the name of the folder it lies in.
pub(crate) fn read(name: &str, id: &str, [head, cells]: [&str; 2]) -> Result<Table, ReleaseError> {
    let damaged = |file: &str, what: String| ReleaseError::Damaged {
        path: format!("{id}/{name}.{file}").into(),
        what,
    };
    let mut head: Head =
        serde_json::from_str(head).map_err(|error| damaged("json", error.to_string()))?;
    let mut columns: Vec<Column> = head.columns.iter().copied().map(empty).collect();
    for (number, line) in cells.lines().enumerate() {
        let mut fields = line.split(',');
        let whole =
            columns.iter_mut().all(|column| fields.next().is_some_and(|field| push(column, field)));
        if !whole || fields.next().is_some() {
            return Err(damaged("csv", format!("line {} is no row of its columns", number + 1)));
        }
    }
    let lines = columns.first().map_or(0, Column::len);
    let contents = |dimension: &&Dimension| dimension.role != tables::dimension::Role::Contents;
    let spanned: usize =
        head.dimensions.iter().filter(contents).map(|dimension| dimension.values.len()).product();
    if lines != spanned {
        return Err(damaged("csv", format!("it has {lines} lines; the dimensions span {spanned}")));
    }
    head.facts.release = id.into();
    Ok(Table::new(head.facts, head.dimensions, Cube::new(columns, head.formulas)))
}

const fn empty(kind: Kind) -> Column {
    match kind {
        Kind::Counts => Column::Counts(Vec::new()),
        Kind::Cells => Column::Cells(Vec::new()),
    }
}

/// Adds a field to a column; tells whether it is a cell of it.
fn push(column: &mut Column, field: &str) -> bool {
    let missing = || Missing::ALL.into_iter().find(|reason| reason.symbol() == field);
    match column {
        Column::Counts(counts) => {
            let count = field.parse().ok().filter(|count| *count <= Count::MAX).map(Count::of);
            let count = count.or_else(|| missing().map(Count::missing));
            count.map(|count| counts.push(count)).is_some()
        }
        Column::Cells(cells) => {
            let number = if field.contains('e') { real(field) } else { decimal(field) };
            let cell = number.map(Cell::Number).or_else(|| missing().map(Cell::Missing));
            cell.map(|cell| cells.push(cell)).is_some()
        }
    }
}

fn real(field: &str) -> Option<Number> {
    field.parse().ok().filter(|value: &f64| value.is_finite()).map(Number::Real)
}

fn decimal(field: &str) -> Option<Number> {
    let (whole, part) = field.split_once('.').unwrap_or((field, ""));
    let digits = format!("{whole}{part}").parse().ok()?;
    Some(Number::Decimal { digits, places: u8::try_from(part.len()).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_cell_comes_back() {
        for cell in [
            Cell::Number(Number::Decimal { digits: -449, places: 1 }),
            Cell::Number(Number::Decimal { digits: 20_240_606, places: 0 }),
            Cell::Number(Number::Real(0.1 + 0.2)),
            Cell::Number(Number::Real(1.0)),
            Cell::Missing(Missing::NotReached),
        ] {
            let mut text = Vec::new();
            write_cell(&mut text, cell);
            let mut column = Column::Cells(Vec::new());
            assert!(push(&mut column, &String::from_utf8(text).expect("text")));
            assert_eq!(column.cell(0), cell);
        }
    }

    #[test]
    fn what_is_no_cell_is_refused() {
        for field in ["", "x", "1e", "-", "4294967295", "1.2.3", "......."] {
            assert!(!push(&mut Column::Counts(Vec::new()), field), "{field}");
        }
        assert!(!push(&mut Column::Cells(Vec::new()), "NaNe"));
    }
}
