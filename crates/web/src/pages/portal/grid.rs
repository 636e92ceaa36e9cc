//! The chosen cells as a table: headings, and the rows of one side.

use std::cmp::Ordering;

use domain::format::Language;
use tables::cell::Cell;

use super::{
    figure::{self, Shown},
    selected::Selected,
};
use crate::address::Direction;

/// How many cells one side of a table has at most, unless a single row has more.
const SIDE_CELLS: u64 = 5_000;

/// How many rows one side of a table has at most.
const SIDE_ROWS: u64 = 100;

/// A heading over columns.
pub struct Heading {
    pub text: String,
    pub span: u64,
}

/// A row.
pub struct Row {
    /// Its number among all rows, from 1.
    pub number: u64,
    pub names: Vec<String>,
    pub cells: Vec<Shown>,
}

/// How many rows there are and which are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    /// All rows.
    pub rows: u64,
    /// The rows of one side.
    pub each: u64,
    /// How many sides there are.
    pub count: u64,
}

/// Returns how a table is divided into sides.
pub fn sides(selected: &Selected) -> Sides {
    let (rows, columns) = (selected.count(selected.rows()), selected.count(selected.columns()));
    let each = (SIDE_CELLS / columns).clamp(1, SIDE_ROWS);
    Sides { rows, each, count: rows.div_ceil(each) }
}

/// Returns the headings of each level of the columns; where nothing stands in the columns, what the numbers
/// are.
pub fn headings(selected: &Selected, language: Language) -> Vec<Vec<Heading>> {
    let columns = selected.columns();
    if columns.is_empty() {
        return vec![vec![Heading { text: measured(selected, language), span: 1 }]];
    }
    let level = |choice: usize| {
        let span = selected.count(choice + 1..columns.end);
        let names = || {
            selected
                .slice
                .values(choice)
                .map(|value| Heading { text: figure::name(value, language), span })
        };
        (0..selected.count(columns.start..choice)).flat_map(|_| names()).collect()
    };
    columns.clone().map(level).collect()
}

/// Returns what the numbers are, where that is the same for all of them.
pub fn measured(selected: &Selected, language: Language) -> String {
    figure::name(selected.slice.value(selected.of_contents(), 0), language)
}

/// Returns the rows of one side, from 1, in the order of a column or of the table.
pub fn rows(
    selected: &Selected,
    order: Option<(usize, Direction)>,
    side: u64,
    language: Language,
) -> Vec<Row> {
    let Sides { rows, each, .. } = sides(selected);
    let start = (side - 1) * each;
    let range = start..rows.min(start + each);
    let places = order.map(|order| ordered(selected, rows, order));
    let row = |number: u64| {
        let index = usize::try_from(number).expect("at most a hundred thousand rows");
        let place = places.as_ref().map_or(number, |places| places[index]);
        self::row(selected, place, number + 1, language)
    };
    range.map(row).collect()
}

fn row(selected: &Selected, place: u64, number: u64, language: Language) -> Row {
    let at = selected.combination(selected.rows(), place);
    let name = |(choice, &place): (usize, &usize)| {
        figure::name(selected.slice.value(choice, place), language)
    };
    Row {
        number,
        names: selected.rows().zip(&at).map(name).collect(),
        cells: cells(selected, &at).map(|cell| figure::shown(cell, language)).collect(),
    }
}

/// Returns the cells of a row.
fn cells<'s>(selected: &'s Selected<'_>, row: &[usize]) -> impl Iterator<Item = Cell> + use<'s> {
    let mut at = vec![0; selected.fixed];
    at.extend(row);
    let columns = selected.columns();
    (0..selected.count(columns.clone())).map(move |column| {
        at.truncate(columns.start);
        at.extend(selected.combination(columns.clone(), column));
        selected.slice.at(&at)
    })
}

/// Returns the places of all rows in the order of a column, from 1; rows without a number come last.
fn ordered(selected: &Selected, rows: u64, (column, direction): (usize, Direction)) -> Vec<u64> {
    let columns = selected.columns();
    let wanted = (column as u64 - 1).min(selected.count(columns.clone()) - 1);
    let column = selected.combination(columns, wanted);
    let number = |row: u64| {
        let mut at = vec![0; selected.fixed];
        at.extend(selected.combination(selected.rows(), row));
        at.extend(&column);
        match selected.slice.at(&at) {
            Cell::Number(number) => Some(number.value()),
            Cell::Missing(_) => None,
        }
    };
    let mut keyed: Vec<_> = (0..rows).map(|row| (number(row), row)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if direction == Direction::Up => a.total_cmp(b),
        (Some(a), Some(b)) => b.total_cmp(a),
        (None, None) => Ordering::Equal,
        (None, _) => Ordering::Greater,
        (_, None) => Ordering::Less,
    });
    keyed.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use tables::catalog::Catalog;
    use testkit::tables::catalogs;

    use super::*;
    use crate::{
        address::TableChoice,
        pages::portal::selected::{MAX_CELLS, select},
    };

    #[test]
    fn a_long_table_has_sides_and_each_row_its_number() {
        let catalog = catalog();
        let all = vec!["*".to_owned()];
        let choice = TableChoice::of("KLAGE1").with("OMRAADE", all.clone()).with("Tid", all);
        let choice = TableChoice { columns: vec!["EMNE".into()], ..choice };
        let selected = select(catalog.table("KLAGE1").expect("it"), &choice).expect("cells");
        let sides = sides(&selected);
        assert!(sides.count > 1 && selected.slice.len() <= MAX_CELLS, "{sides:?}");
        let last = rows(&selected, None, sides.count, Language::Da);
        assert_eq!(last.last().map(|row| row.number), Some(sides.rows));
        assert_eq!(last.first().map(|row| row.number), Some((sides.count - 1) * sides.each + 1));
    }

    #[test]
    fn rows_without_a_number_come_last_in_either_direction() {
        let catalog = catalog();
        let table = catalog.table("HULLER").expect("it");
        let choice = TableChoice::of("HULLER").with("GRUND", vec!["*".into()]);
        let selected = select(table, &choice).expect("cells");
        for direction in [Direction::Up, Direction::Down] {
            let rows = rows(&selected, Some((1, direction)), 1, Language::Da);
            let missing: Vec<_> = rows.iter().map(|row| row.cells[0].reason.is_some()).collect();
            assert!(missing.is_sorted(), "{missing:?}");
        }
    }

    fn catalog() -> std::sync::Arc<Catalog> {
        catalogs().pop().expect("a catalog")
    }
}
