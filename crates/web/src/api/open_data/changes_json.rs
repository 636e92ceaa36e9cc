//! `/aendringer.json`: the cells that differ between two draws, with what they were and are.

use std::sync::Arc;

use domain::format::Language;
use serde::Serialize;
use serde_json::{Map, Number, Value as Json};
use tables::{catalog::Catalog, cell::Cell, table::Table};

use super::{
    Asked, OpenData,
    changes::{self, Change, State},
};
use crate::{
    address::Span,
    api::{
        call,
        problem::{Kind, Problem},
    },
};

/// How many cells are listed at most, over all tables; the others are counted.
pub const LIMIT: u64 = 10_000;

/// The file.
#[derive(Debug, Serialize)]
pub struct Changes {
    from: Draw,
    to: Draw,
    /// How many cells are listed at most.
    limit: u64,
    /// Whether every cell that differs is listed.
    complete: bool,
    tables: Vec<TableChanges>,
}

#[derive(Debug, Serialize)]
struct Draw {
    bank: String,
    drawn_on: String,
    provenance: domain::provenance::Provenance,
}

#[derive(Debug, Serialize)]
struct TableChanges {
    id: String,
    title: String,
    state: &'static str,
    /// Values that only the newer draw has, by dimension.
    new_values: Map<String, Json>,
    /// Values that only the older draw has, by dimension.
    gone_values: Map<String, Json>,
    /// How many of the cells that both draws have differ.
    cells_changed: u64,
    cells: Vec<CellChange>,
}

#[derive(Debug, Serialize)]
struct CellChange {
    /// The codes of the values, by dimension.
    codes: Map<String, Json>,
    before: CellJson,
    after: CellJson,
}

/// What stands in a cell: a number, or none and why.
#[derive(Debug, Serialize)]
struct CellJson {
    value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'static str>,
}

/// Returns the changes that are asked for.
pub fn answer(open: &OpenData, asked: &Asked<'_>, span: &Span) -> Result<Changes, Problem> {
    let [from, to] = draws(open, span)?;
    let (from, to) = (&*from, &*to);
    if let Some(id) = &span.table
        && from.table(id).is_none()
    {
        call::table(to, id).map_err(|problem| problem.of("tabel"))?;
    }
    let is_asked = |table: &Table| {
        span.table.as_ref().is_none_or(|id| table.facts().id.eq_ignore_ascii_case(id))
    };
    let mut room = LIMIT;
    let pairs = changes::pairs(from, to).into_iter();
    let pairs = pairs.filter(|pair| pair.1.or(pair.0).is_some_and(is_asked));
    let tables: Vec<_> =
        pairs.filter_map(|pair| of_table(pair, asked.language, &mut room)).collect();
    let complete = tables.iter().all(|table| table.cells_changed == table.cells.len() as u64);
    Ok(Changes { from: draw(from), to: draw(to), limit: LIMIT, complete, tables })
}

/// Returns the two draws that are asked for: the two newest, or the one before the one that is named.
fn draws(open: &OpenData, span: &Span) -> Result<[Arc<Catalog>; 2], Problem> {
    let names: Vec<_> = open.draws.draws().map(|(name, _)| name).collect();
    let Some(newest) = names.len().checked_sub(1) else {
        return Err(Problem::new(Kind::NoTables, "no statistics tables are published"));
    };
    let position = |field: &'static str, id: &String| {
        names.iter().position(|name| name == id).ok_or_else(|| {
            let problem = Problem::new(Kind::Release, format!("there is no bank {id:?}"));
            problem.of(field).hint(hint(open))
        })
    };
    let to = span.to.as_ref().map_or(Ok(newest), |id| position("til", id))?;
    let before = || {
        let first = Problem::new(Kind::Parameter, "there is no draw before this one");
        to.checked_sub(1).ok_or_else(|| first.of("til").hint(hint(open)))
    };
    let from = span.from.as_ref().map_or_else(before, |id| position("fra", id))?;
    if from > to {
        let problem = Problem::new(Kind::Parameter, "fra is a newer draw than til");
        return Err(problem.of("fra").hint("swap them"));
    }
    Ok([open.draw(names[from])?, open.draw(names[to])?])
}

fn hint(open: &OpenData) -> String {
    let names: Vec<_> = open.draws.draws().rev().take(5).map(|(name, _)| name).collect();
    format!("the newest banks are: {}", names.join(", "))
}

fn draw(bank: &Catalog) -> Draw {
    Draw {
        bank: bank.release().into(),
        drawn_on: bank.drawn_on().to_string(),
        provenance: bank.provenance(),
    }
}

fn of_table(
    pair: (Option<&Table>, Option<&Table>),
    language: Language,
    room: &mut u64,
) -> Option<TableChanges> {
    let (before, after) = pair;
    let facts = after.or(before)?.facts();
    let mut changes = TableChanges {
        id: facts.id.clone(),
        title: facts.title.get(language).into(),
        state: "",
        new_values: Map::new(),
        gone_values: Map::new(),
        cells_changed: 0,
        cells: Vec::new(),
    };
    let state = match pair {
        (Some(before), Some(after)) => {
            changes.new_values = by_dimension(changes::only(after, before));
            changes.gone_values = by_dimension(changes::only(before, after));
            changes::each(before, after, |change| {
                changes.cells_changed += 1;
                if *room > 0 {
                    *room -= 1;
                    changes.cells.push(cell_change(after, change));
                }
            });
            changes::state(before, after)
        }
        (None, _) => State::New,
        (_, None) => State::Gone,
    };
    changes.state = word(state);
    Some(changes)
}

/// Returns the stable word for a state.
pub const fn word(state: State) -> &'static str {
    match state {
        State::Kept => "kept",
        State::New => "new",
        State::Gone => "gone",
        State::Reshaped => "reshaped",
    }
}

fn by_dimension(values: Vec<(&str, Vec<&str>)>) -> Map<String, Json> {
    values.into_iter().map(|(dimension, codes)| (dimension.to_owned(), codes.into())).collect()
}

fn cell_change(table: &Table, change: &Change<'_>) -> CellChange {
    let codes = table.dimensions().iter().zip(change.at);
    let codes = codes.map(|(one, &at)| (one.code.clone(), one.values[at].code.as_str().into()));
    CellChange { codes: codes.collect(), before: cell(change.before), after: cell(change.after) }
}

fn cell(cell: Cell) -> CellJson {
    match cell {
        Cell::Number(number) => {
            // The digits of the number itself: 44.9, never 44.899999.
            let value =
                number.to_string().parse().expect("numbers are written as JSON writes them");
            CellJson { value: Some(value), missing: None }
        }
        Cell::Missing(reason) => CellJson { value: None, missing: Some(reason.word()) },
    }
}
