//! The cells of a table that differ between two draws.

use tables::{catalog::Catalog, cell::Cell, cube::Column, dimension::Dimension, table::Table};

/// How a table of the newer draw stands to that of the older.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was there, with the same dimensions.
    Kept,
    /// It is new.
    New,
    /// It is gone.
    Gone,
    /// It has other dimensions, so that its cells cannot be compared.
    Reshaped,
}

/// What moved in a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The bank of the newer draw.
    pub to: String,
    /// The newer draw's tables in its order, then those that are gone.
    pub tables: Vec<MovedTable>,
}

/// What moved in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedTable {
    /// The id.
    pub id: String,
    /// How it stands to the table of the draw before.
    pub state: State,
    /// How many of the cells of both draws differ.
    pub changed: u64,
    /// How many cells only the newer draw has: those of a new period, say.
    pub added: u64,
}

/// A cell that differs: where it is in the newer table, and what it was and is.
pub struct Change<'a> {
    /// The places of its values, one for each dimension of the newer table.
    pub at: &'a [usize],
    /// What it was.
    pub before: Cell,
    /// What it is.
    pub after: Cell,
}

/// Returns how many cells of each table moved from one draw to the next.
pub fn moved(from: &Catalog, to: &Catalog) -> Moved {
    let tables = pairs(from, to).into_iter().map(|pair| match pair {
        (Some(before), Some(after)) => of_table(before, after),
        (None, Some(table)) => whole(table, State::New),
        (Some(table), None) => whole(table, State::Gone),
        (None, None) => unreachable!("a table stands in one of the draws"),
    });
    Moved { to: to.release().into(), tables: tables.collect() }
}

fn of_table(before: &Table, after: &Table) -> MovedTable {
    let state = state(before, after);
    if state == State::Reshaped {
        return whole(after, state);
    }
    let mut changed = 0;
    each(before, after, |_| changed += 1);
    let shared = (0..after.dimensions().len()).filter_map(|at| Shared::new(before, after, at));
    let shared: u64 = shared.map(|shared| shared.values.len() as u64).product();
    MovedTable { id: after.facts().id.clone(), state, changed, added: after.len() - shared }
}

/// Returns what is said of a table whose cells cannot be compared.
fn whole(table: &Table, state: State) -> MovedTable {
    MovedTable { id: table.facts().id.clone(), state, changed: 0, added: 0 }
}

/// Returns the tables of two draws beside each other: the newer draw's in its order, then those that are gone.
pub fn pairs<'a>(
    from: &'a Catalog,
    to: &'a Catalog,
) -> Vec<(Option<&'a Table>, Option<&'a Table>)> {
    let newer = to.tables().iter().map(|table| (from.table(&table.facts().id), Some(table)));
    let gone = from.tables().iter().filter(|table| to.table(&table.facts().id).is_none());
    newer.chain(gone.map(|table| (Some(table), None))).collect()
}

/// Returns whether two tables can be compared.
pub fn state(before: &Table, after: &Table) -> State {
    let codes = |table: &Table| {
        let mut codes: Vec<_> =
            table.dimensions().iter().map(|one| one.code.to_ascii_uppercase()).collect();
        codes.sort_unstable();
        codes
    };
    if codes(before) == codes(after) { State::Kept } else { State::Reshaped }
}

/// Returns the codes of a dimension that only one of two tables has, for each dimension with such codes.
pub fn only<'a>(one: &'a Table, other: &Table) -> Vec<(&'a str, Vec<&'a str>)> {
    let only = |dimension: &'a Dimension| {
        let same = &other.dimensions()[other.position(&dimension.code)?];
        let codes = dimension.values.iter().map(|value| &*value.code);
        let codes: Vec<_> = codes.filter(|code| same.position(code).is_none()).collect();
        (!codes.is_empty()).then_some((&*dimension.code, codes))
    };
    one.dimensions().iter().filter_map(only).collect()
}

/// Calls a function with each cell that both tables have and that differs, in the newer table's order, the
/// contents running fastest. Tables with other dimensions have no cells in common.
pub fn each(before: &Table, after: &Table, mut visit: impl FnMut(&Change<'_>)) {
    if state(before, after) != State::Kept {
        return;
    }
    let shared: Vec<Shared> = (0..after.dimensions().len())
        .filter_map(|place| Shared::new(before, after, place))
        .collect();
    if shared.iter().any(|shared| shared.values.is_empty()) {
        return;
    }
    let contents = after.contents();
    let may_be_skipped = before.cube().formulas() == after.cube().formulas()
        && before.dimensions()[before.contents()] == after.dimensions()[contents];
    let mut at = vec![0; shared.len()];
    loop {
        let [old, new] = places(&shared, &at);
        let is_same = may_be_skipped && columns_agree(before, old, after, new);
        if !is_same {
            for &(was, is) in &shared[contents].values {
                let (was, now) = (before.cube().cell(was, old), after.cube().cell(is, new));
                if was != now {
                    let mut cell: Vec<_> =
                        shared.iter().zip(&at).map(|(shared, &at)| shared.values[at].1).collect();
                    cell[contents] = is;
                    visit(&Change { at: &cell, before: was, after: now });
                }
            }
        }
        if !advance(&mut at, &shared, contents) {
            return;
        }
    }
}

/// The values of a dimension that two tables share.
struct Shared {
    /// The places of each in the older and the newer table.
    values: Vec<(usize, usize)>,
    /// How far apart neighbors are in the cubes; 0 for the contents.
    strides: [usize; 2],
}

impl Shared {
    fn new(before: &Table, after: &Table, place: usize) -> Option<Self> {
        let dimension = &after.dimensions()[place];
        let other = before.position(&dimension.code)?;
        let same = &before.dimensions()[other];
        let values = dimension.values.iter().enumerate();
        let values = values.filter_map(|(is, value)| Some((same.position(&value.code)?, is)));
        let strides = [before.strides()[other], after.strides()[place]];
        Some(Self { values: values.collect(), strides })
    }
}

fn places(shared: &[Shared], at: &[usize]) -> [usize; 2] {
    let mut places = [0, 0];
    for (shared, &at) in shared.iter().zip(at) {
        places[0] += shared.values[at].0 * shared.strides[0];
        places[1] += shared.values[at].1 * shared.strides[1];
    }
    places
}

/// Tells whether all numbers that cells are made of agree at a place, so that every cell there does.
fn columns_agree(before: &Table, old: usize, after: &Table, new: usize) -> bool {
    let columns = before.cube().columns().iter().zip(after.cube().columns());
    before.cube().columns().len() == after.cube().columns().len()
        && columns.into_iter().all(|(was, is)| agree(was, old, is, new))
}

fn agree(was: &Column, old: usize, is: &Column, new: usize) -> bool {
    match (was, is) {
        (Column::Counts(was), Column::Counts(is)) => was[old] == is[new],
        _ => was.cell(old) == is.cell(new),
    }
}

/// Goes to the next place, the last dimension running fastest; tells whether there is one.
fn advance(at: &mut [usize], shared: &[Shared], contents: usize) -> bool {
    for place in (0..at.len()).rev().filter(|&place| place != contents) {
        at[place] += 1;
        if at[place] < shared[place].values.len() {
            return true;
        }
        at[place] = 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use testkit::tables::catalogs;

    use super::*;

    #[test]
    fn the_fast_comparison_finds_what_comparing_every_cell_finds() {
        let catalogs = catalogs();
        let [before, after] = [0, 1].map(|draw| catalogs[draw].table("KLAGE1").expect("a table"));
        let mut found = Vec::new();
        each(before, after, |change| found.push((change.at.to_vec(), change.before, change.after)));
        assert!(!found.is_empty());
        assert_eq!(found, slow(before, after));
    }

    #[test]
    fn a_draw_does_not_differ_from_itself() {
        let catalogs = catalogs();
        let moved = moved(&catalogs[1], &catalogs[1]);
        assert_eq!(moved.tables.len(), 3);
        for table in moved.tables {
            assert_eq!((table.state, table.changed, table.added), (State::Kept, 0, 0));
        }
    }

    #[test]
    fn tables_of_other_dimensions_are_not_compared() {
        let catalogs = catalogs();
        let [one, other] = ["KLAGE1", "HULLER"].map(|id| catalogs[0].table(id).expect("a table"));
        assert_eq!(state(one, other), State::Reshaped);
        each(one, other, |_| panic!("no cell is in both"));
    }

    /// Compares every cell of two tables with the same values.
    fn slow(before: &Table, after: &Table) -> Vec<(Vec<usize>, Cell, Cell)> {
        let contents = after.contents();
        let sizes: Vec<_> = after.dimensions().iter().map(|one| one.values.len()).collect();
        let mut found = Vec::new();
        for place in 0..after.cube().len() {
            let mut rest = place;
            let mut at = vec![0; sizes.len()];
            for dimension in (0..sizes.len()).rev().filter(|&one| one != contents) {
                at[dimension] = rest % sizes[dimension];
                rest /= sizes[dimension];
            }
            for value in 0..sizes[contents] {
                at[contents] = value;
                let [was, is] =
                    [before, after].map(|table| table.cell(at.iter().copied().enumerate()));
                if was != is {
                    found.push((at.clone(), was, is));
                }
            }
        }
        found
    }
}
