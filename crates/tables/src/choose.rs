//! Choosing cells: what a reader asks for, dimension by dimension, becomes places in a table.
//!
//! Nothing here knows a protocol. Chosen values keep the order of the table, whatever the order of the
//! request, so that one choice has one form. Everything is counted before anything is made.

pub mod expression;
mod refusal;
mod values;

use crate::{
    cell::Cell,
    dimension::{Dimension, Role},
    slice::{Choice, Slice},
    table::Table,
};
use expression::Dialect;
pub use refusal::Refusal;

/// How many cells an answer may hold that is made as a whole.
pub const MAX_CELLS: u64 = 1_000_000;

/// How many cells a default selection has at most, unless one period alone has more kinds of numbers.
pub const DEFAULT_CELLS: u64 = 10_000;

/// What a reader asks for in one dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The code of the dimension, upper or lower case.
    pub dimension: String,
    /// The code list the dimension is narrowed to first; `None` for all its values.
    pub code_list: Option<String>,
    /// Codes and expressions; `None` for every value of the code list, and without one as if the
    /// dimension were left out.
    pub values: Option<Vec<String>>,
}

/// In what order dimensions run, and which of them make the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// Codes of the dimensions in the rows.
    pub stub: Vec<String>,
    /// Codes of the dimensions in the columns.
    pub heading: Vec<String>,
}

/// Chosen cells, apart from the table they are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    choices: Vec<Choice>,
    stub: usize,
}

impl Selection {
    /// Returns the chosen cells of the table the selection was made for.
    ///
    /// # Panics
    ///
    /// When it was made for a table of another shape.
    #[must_use]
    pub fn slice<'a>(&self, table: &'a Table) -> Slice<'a> {
        Slice::new(table, self.choices.clone(), self.stub)
    }

    /// Returns the same cells with the values of one dimension in the opposite order.
    #[must_use]
    pub fn reversed(mut self, dimension: usize) -> Self {
        for choice in self.choices.iter_mut().filter(|choice| choice.dimension == dimension) {
            choice.values.reverse();
        }
        self
    }

    /// Returns the choices in the order cells run.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// Returns how many of the choices make the rows.
    #[must_use]
    pub const fn stub(&self) -> usize {
        self.stub
    }

    /// Returns how many cells there are; too large a number saturates.
    #[must_use]
    pub fn cells(&self) -> u64 {
        cells(&self.choices)
    }
}

fn cells(choices: &[Choice]) -> u64 {
    choices.iter().fold(1, |cells, choice| cells.saturating_mul(choice.values.len() as u64))
}

/// Chooses cells of a table.
///
/// A dimension without a wish is taken to its total. Without one, time takes its newest period and the
/// contents all their values; any other must be wished for. Dimensions run in the order of the table
/// with time last, in the columns, unless they are placed.
pub fn choose(
    table: &Table,
    wishes: &[Wish],
    dialect: Dialect,
    placement: &Placement,
    limit: u64,
) -> Result<Selection, Refusal> {
    let asked = by_dimension(table, wishes)?;
    let mut choices = Vec::with_capacity(asked.len());
    for (place, (dimension, wish)) in table.dimensions().iter().zip(asked).enumerate() {
        let values = match wish {
            Some(wish) if wish.values.is_some() || wish.code_list.is_some() => {
                values::chosen(dimension, wish, dialect)?
            }
            _ => left_out(dimension)?,
        };
        choices.push(Choice { dimension: place, values });
    }
    let cells = cells(&choices);
    if cells > limit {
        return Err(Refusal::TooManyCells { cells, limit });
    }
    arrange(table, choices, placement)
}

fn by_dimension<'w>(table: &Table, wishes: &'w [Wish]) -> Result<Vec<Option<&'w Wish>>, Refusal> {
    let mut asked = vec![None; table.dimensions().len()];
    for wish in wishes {
        let place = table.position(&wish.dimension).ok_or_else(|| Refusal::UnknownDimension {
            code: wish.dimension.clone(),
            known: codes(table),
        })?;
        if asked[place].replace(wish).is_some() {
            let dimension = table.dimensions()[place].code.clone();
            return Err(Refusal::DimensionTwice { dimension });
        }
    }
    Ok(asked)
}

fn codes(table: &Table) -> Vec<String> {
    table.dimensions().iter().map(|dimension| dimension.code.clone()).collect()
}

fn left_out(dimension: &Dimension) -> Result<Vec<usize>, Refusal> {
    let all = 0..dimension.values.len();
    match (dimension.total, dimension.role) {
        (Some(total), _) => Ok(vec![total]),
        (None, Role::Time) => Ok(all.last().into_iter().collect()),
        (None, Role::Contents) => Ok(all.collect()),
        (None, _) => Err(Refusal::LeftOut { dimension: dimension.code.clone() }),
    }
}

/// Returns the cells that are shown to whoever asks for none in particular: all kinds of numbers, all places,
/// of anything else the total, or all its values where it has none, and one period: the newest in which at
/// least half of the cells are numbers, or else the one with most numbers.
/// Where that is more than [`DEFAULT_CELLS`], what has no total goes to its first value, and then places to
/// their total or first value.
#[must_use]
pub fn default_selection(table: &Table) -> Selection {
    let mut choices = default_choices(table, |_| true);
    for wide in [&[Role::Geography][..], &[]] {
        if cells(&choices) > DEFAULT_CELLS {
            choices = default_choices(table, |role| wide.contains(&role));
        }
    }
    choices[table.time()].values = vec![default_period(table, &choices)];
    arrange(table, choices, &Placement::default()).expect("nothing is placed by name")
}

/// Returns the choices of a default selection, with the newest period. `is_wide` tells of which dimensions
/// all values are taken.
fn default_choices(table: &Table, is_wide: impl Fn(Role) -> bool) -> Vec<Choice> {
    let choice = |(place, dimension): (usize, &Dimension)| {
        let all = 0..dimension.values.len();
        let values = match (dimension.role, dimension.total) {
            (Role::Contents, _) => all.collect(),
            (Role::Time, _) => vec![dimension.values.len() - 1],
            (Role::Geography, _) if is_wide(Role::Geography) => all.collect(),
            (_, Some(total)) => vec![total],
            (_, None) if is_wide(Role::Classification) => all.collect(),
            (_, None) => vec![0],
        };
        Choice { dimension: place, values }
    };
    table.dimensions().iter().enumerate().map(choice).collect()
}

/// Returns the period that a default selection shows: the newest may hardly have begun.
fn default_period(table: &Table, choices: &[Choice]) -> usize {
    let time = table.time();
    let numbers = |period: usize| {
        let mut choices = choices.to_vec();
        choices[time].values = vec![period];
        let slice = Slice::new(table, choices, 0);
        slice.cells().filter(|cell| matches!(cell, Cell::Number(_))).count() as u64
    };
    let all = cells(choices);
    let (mut period, mut most) = (table.dimensions()[time].values.len() - 1, 0);
    for earlier in (0..table.dimensions()[time].values.len()).rev() {
        let found = numbers(earlier);
        if found > most {
            (period, most) = (earlier, found);
        }
        if found * 2 >= all {
            break;
        }
    }
    period
}

/// Puts choices in order. Dimensions that are named nowhere come in the rows after those that are, and
/// in the columns where only rows are named.
fn arrange(
    table: &Table,
    choices: Vec<Choice>,
    placement: &Placement,
) -> Result<Selection, Refusal> {
    let mut left: Vec<Option<Choice>> = choices.into_iter().map(Some).collect();
    let mut take = |named: &[String]| {
        let taken = named.iter().map(|code| {
            let place = table.position(code).and_then(|place| left[place].take());
            place.ok_or_else(|| Refusal::Placement { code: code.clone(), known: codes(table) })
        });
        taken.collect::<Result<Vec<_>, _>>()
    };
    let mut rows = take(&placement.stub)?;
    let mut columns = take(&placement.heading)?;
    let is_placed = !rows.is_empty() || !columns.is_empty();
    let time = if is_placed { None } else { left[table.time()].take() };
    let rest = left.into_iter().flatten();
    if !rows.is_empty() && columns.is_empty() {
        columns.extend(rest);
    } else {
        rows.extend(rest);
    }
    columns.extend(time);
    let stub = rows.len();
    rows.append(&mut columns);
    Ok(Selection { choices: rows, stub })
}

#[cfg(test)]
mod tests;
