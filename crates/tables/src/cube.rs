//! The cells of a table, packed: counts as counts, shares worked out when they are read.

use domain::format::tenths_of_percent;
use stats::Proportion;

use crate::cell::{Cell, Missing, Number};

/// A count, or why there is none, in four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(u32);

impl Count {
    /// The largest count that can be held; more cases than there are people in the world.
    pub const MAX: u32 = u32::MAX - 6;

    /// Returns a count.
    ///
    /// # Panics
    ///
    /// When it is larger than [`Count::MAX`].
    #[must_use]
    pub const fn of(cases: u32) -> Self {
        assert!(cases <= Self::MAX, "a count leaves room for the reasons there is none");
        Self(cases)
    }

    /// Returns the absence of a count.
    #[must_use]
    pub const fn missing(reason: Missing) -> Self {
        Self(u32::MAX - reason as u32)
    }

    /// Returns the count, or why there is none.
    pub const fn get(self) -> Result<u32, Missing> {
        if self.0 <= Self::MAX {
            Ok(self.0)
        } else {
            Err(Missing::ALL[(u32::MAX - self.0) as usize])
        }
    }
}

/// Numbers of one kind, one for each cell, the last dimension running fastest.
#[derive(Clone, Debug)]
pub enum Column {
    /// Counts of cases or people.
    Counts(Vec<Count>),
    /// Any numbers; sixteen bytes and more each, for small tables.
    Cells(Vec<Cell>),
}

/// How the numbers of one value of the contents come from the columns.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Formula {
    /// They stand in a column.
    Stored(usize),
    /// The sum of counts.
    Sum(Vec<usize>),
    /// The share of some counts among others, in per cent with one decimal, rounded once.
    Percent {
        /// The columns of the part.
        part: Vec<usize>,
        /// The columns of the rest; part and rest make the whole.
        rest: Vec<usize>,
    },
    /// The same share as a fraction that is not rounded.
    Fraction {
        /// The columns of the part.
        part: Vec<usize>,
        /// The columns of the rest.
        rest: Vec<usize>,
    },
}

/// Columns and the formulas that make cells of them.
#[derive(Clone, Debug)]
pub struct Cube {
    columns: Vec<Column>,
    formulas: Vec<Formula>,
}

impl Cube {
    /// Returns a cube. A formula stands for each value of the contents, in order.
    ///
    /// # Panics
    ///
    /// When columns differ in length or a formula names one that there is not, or adds what is no count.
    #[must_use]
    pub fn new(columns: Vec<Column>, formulas: Vec<Formula>) -> Self {
        let lengths: Vec<_> = columns.iter().map(Column::len).collect();
        assert!(lengths.windows(2).all(|pair| pair[0] == pair[1]), "columns are of one length");
        for formula in &formulas {
            let is_counts = |&place: &usize| matches!(columns.get(place), Some(Column::Counts(_)));
            let is_sound = match formula {
                Formula::Stored(place) => *place < columns.len(),
                Formula::Sum(places) => places.iter().all(is_counts),
                Formula::Percent { part, rest } | Formula::Fraction { part, rest } => {
                    part.iter().chain(rest).all(is_counts)
                }
            };
            assert!(is_sound, "a formula is made of columns there are");
        }
        Self { columns, formulas }
    }

    /// Returns the columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the formulas, one for each value of the contents.
    #[must_use]
    pub fn formulas(&self) -> &[Formula] {
        &self.formulas
    }

    /// Returns how many values the contents have.
    #[must_use]
    pub fn contents(&self) -> usize {
        self.formulas.len()
    }

    /// Returns how many cells there are for each value of the contents.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// Tells whether there are no cells.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the cell of a value of the contents at a place among the other dimensions.
    #[must_use]
    pub fn cell(&self, contents: usize, place: usize) -> Cell {
        let made = match &self.formulas[contents] {
            Formula::Stored(column) => return self.columns[*column].cell(place),
            Formula::Sum(columns) => self.sum(columns, place).map(Number::count),
            Formula::Percent { part, rest } => self.share(part, rest, place).map(|share| {
                let tenths = i64::try_from(tenths_of_percent(share)).expect("at most 1000");
                Number::Decimal { digits: tenths, places: 1 }
            }),
            Formula::Fraction { part, rest } => {
                self.share(part, rest, place).map(|share| Number::Real(share.value()))
            }
        };
        made.map_or_else(Cell::Missing, Cell::Number)
    }

    fn share(&self, part: &[usize], rest: &[usize], place: usize) -> Result<Proportion, Missing> {
        let (part, rest) = (self.sum(part, place)?, self.sum(rest, place)?);
        Proportion::from_parts(part, rest).ok_or(Missing::NoCases)
    }

    fn sum(&self, columns: &[usize], place: usize) -> Result<u32, Missing> {
        columns.iter().try_fold(0, |sum, &column| match &self.columns[column] {
            Column::Counts(counts) => Ok(sum + counts[place].get()?),
            Column::Cells(_) => unreachable!("checked when the cube was made"),
        })
    }
}

impl Column {
    /// Returns how many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Counts(counts) => counts.len(),
            Self::Cells(cells) => cells.len(),
        }
    }

    /// Tells whether there are no cells.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns a cell.
    #[must_use]
    pub fn cell(&self, place: usize) -> Cell {
        match self {
            Self::Counts(counts) => {
                counts[place].get().map_or_else(Cell::Missing, |n| Cell::Number(Number::count(n)))
            }
            Self::Cells(cells) => cells[place],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_and_its_absence_are_told_apart() {
        assert_eq!(Count::of(0).get(), Ok(0));
        assert_eq!(Count::of(Count::MAX).get(), Ok(Count::MAX));
        for reason in Missing::ALL {
            assert_eq!(Count::missing(reason).get(), Err(reason));
        }
        assert_eq!(u32::MAX - Count::MAX, u32::try_from(Missing::ALL.len()).expect("six"));
    }

    #[test]
    fn a_share_is_rounded_once_from_its_counts() {
        check([24, 105], Ok("18.6"));
    }

    #[test]
    fn no_case_is_no_rate_rather_than_zero() {
        check([0, 0], Err(Missing::NoCases));
    }

    #[track_caller]
    fn check([part, rest]: [u32; 2], expected: Result<&str, Missing>) {
        let column = |count| Column::Counts(vec![Count::of(count)]);
        let formula = Formula::Percent { part: vec![0], rest: vec![1] };
        let cube = Cube::new(vec![column(part), column(rest)], vec![formula]);
        let found = match cube.cell(0, 0) {
            Cell::Number(number) => Ok(number.to_string()),
            Cell::Missing(reason) => Err(reason),
        };
        assert_eq!(found, expected.map(str::to_owned));
    }
}
