//! A part of a table: some values of each dimension, laid out in rows and columns.

use crate::{cell::Cell, dimension::Dimension, dimension::Value, table::Table};

/// The chosen values of one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The place of the dimension in the table.
    pub dimension: usize,
    /// The places of the values, in the order they are shown.
    pub values: Vec<usize>,
}

/// A part of a table.
#[derive(Clone, Debug)]
pub struct Slice<'a> {
    table: &'a Table,
    choices: Vec<Choice>,
    stub: usize,
}

impl<'a> Slice<'a> {
    /// Returns a part of a table: a choice for each dimension, in the order cells run, the last one
    /// fastest. The first `stub` of them make the rows, the others the columns.
    ///
    /// # Panics
    ///
    /// When a dimension has no choice or two, a choice is empty, or names a value there is not.
    #[must_use]
    pub fn new(table: &'a Table, choices: Vec<Choice>, stub: usize) -> Self {
        let mut places: Vec<_> = choices.iter().map(|choice| choice.dimension).collect();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..table.dimensions().len()), "a choice for each dimension");
        for choice in &choices {
            let values = table.dimensions()[choice.dimension].values.len();
            assert!(!choice.values.is_empty(), "some value is chosen");
            assert!(choice.values.iter().all(|&value| value < values), "values there are");
        }
        assert!(stub <= choices.len(), "no more rows than dimensions");
        Self { table, choices, stub }
    }

    /// Returns the whole table, in its own order, time in the columns.
    #[must_use]
    pub fn whole(table: &'a Table) -> Self {
        let all = table.dimensions().iter().enumerate();
        let choices =
            all.map(|(dimension, of)| Choice { dimension, values: (0..of.values.len()).collect() });
        let choices: Vec<_> = choices.collect();
        let stub = choices.len() - 1;
        Self::new(table, choices, stub)
    }

    /// Returns the table.
    #[must_use]
    pub const fn table(&self) -> &'a Table {
        self.table
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

    /// Returns the dimension of a choice.
    #[must_use]
    pub fn dimension(&self, choice: usize) -> &'a Dimension {
        &self.table.dimensions()[self.choices[choice].dimension]
    }

    /// Returns the chosen values of a choice, in order.
    #[must_use]
    pub fn values(&self, choice: usize) -> impl ExactSizeIterator<Item = &'a Value> {
        let dimension = self.dimension(choice);
        self.choices[choice].values.iter().map(move |&value| &dimension.values[value])
    }

    /// Returns the value at a place in a choice.
    #[must_use]
    pub fn value(&self, choice: usize, place: usize) -> &'a Value {
        &self.dimension(choice).values[self.choices[choice].values[place]]
    }

    /// Returns how many cells there are. It cannot overflow while each dimension has fewer than 2^12
    /// values and there are at most five; larger products saturate.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.choices
            .iter()
            .fold(1, |cells, choice| cells.saturating_mul(choice.values.len() as u64))
    }

    /// Tells whether there are no cells, which is never.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the cells in order. Nothing is held but the place of the next one.
    #[must_use]
    pub fn cells(&self) -> Cells<'_, 'a> {
        let mut cells = Cells {
            slice: self,
            at: vec![0; self.choices.len()],
            left: self.len(),
            place: 0,
            contents: 0,
        };
        for choice in 0..self.choices.len() {
            cells.choose(choice, 0);
        }
        cells
    }
}

/// The cells of a slice, in order.
#[derive(Clone, Debug)]
pub struct Cells<'s, 'a> {
    slice: &'s Slice<'a>,
    at: Vec<usize>,
    left: u64,
    /// The place of the next cell in the cube. It is moved from cell to cell: to work it out anew from all
    /// dimensions took half the time of a large text file.
    place: usize,
    /// The value of the contents of the next cell.
    contents: usize,
}

impl Cells<'_, '_> {
    /// Goes to a place in a choice that adds nothing to the place of the cell yet.
    fn choose(&mut self, choice: usize, at: usize) {
        let Choice { dimension, values } = &self.slice.choices[choice];
        self.at[choice] = at;
        if *dimension == self.slice.table.contents() {
            self.contents = values[at];
        } else {
            self.place += values[at] * self.slice.table.strides()[*dimension];
        }
    }

    /// Takes back what a choice adds to the place.
    fn leave(&mut self, choice: usize) {
        let Choice { dimension, values } = &self.slice.choices[choice];
        self.place -= values[self.at[choice]] * self.slice.table.strides()[*dimension];
    }

    /// Goes to the next cell, or after the last one to the first.
    fn advance(&mut self) {
        for choice in (0..self.at.len()).rev() {
            self.leave(choice);
            let next = self.at[choice] + 1;
            if next < self.slice.choices[choice].values.len() {
                return self.choose(choice, next);
            }
            self.choose(choice, 0);
        }
    }
}

impl Iterator for Cells<'_, '_> {
    type Item = Cell;

    fn next(&mut self) -> Option<Cell> {
        self.left = self.left.checked_sub(1)?;
        let cell = self.slice.table.cube().cell(self.contents, self.place);
        self.advance();
        Some(cell)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.left);
        (left.unwrap_or(usize::MAX), left.ok())
    }
}

impl Slice<'_> {
    /// Returns the cell at a place in each choice, in the order of the choices.
    #[must_use]
    pub fn at(&self, places: &[usize]) -> Cell {
        let chosen = self.choices.iter().zip(places);
        self.table.cell(chosen.map(|(choice, &place)| (choice.dimension, choice.values[place])))
    }
}

#[cfg(test)]
mod tests {
    use domain::provenance::Provenance;
    use jiff::civil::date;

    use super::*;
    use crate::{
        cell::Number,
        cube::{Column, Count, Cube, Formula},
        dimension::{Measured, Role, Unit},
        table::{Facts, TimeUnit},
        text::Text,
    };

    #[test]
    fn cells_run_in_the_order_of_the_choices() {
        check(&[vec![0], vec![0, 1], vec![0, 1]], [0, 1, 2], &[1, 2, 1, 2]);
        check(&[vec![1], vec![0], vec![1, 0]], [0, 1, 2], &[4, 3]);
        check(&[vec![0, 1], vec![0], vec![0, 1]], [2, 1, 0], &[1, 3, 2, 4]);
    }

    /// Checks the cells of two places in two years, told twice, when dimensions run in an order.
    #[track_caller]
    fn check(values: &[Vec<usize>; 3], order: [usize; 3], expected: &[u32]) {
        let table = table();
        let choices =
            order.map(|dimension| Choice { dimension, values: values[dimension].clone() });
        let slice = Slice::new(&table, choices.to_vec(), 2);
        let expected: Vec<_> =
            expected.iter().map(|&count| Cell::Number(Number::count(count))).collect();
        assert_eq!(slice.cells().collect::<Vec<_>>(), expected);
        assert_eq!(slice.len(), expected.len() as u64);
    }

    fn table() -> Table {
        let unit = Unit {
            name: Text::new("antal", "number"),
            decimals: Some(0),
            measured: Measured::Flow,
        };
        let value = |code: &str| Value::new(code, Text::same(code));
        let dimension = |code: &str, role, values| Dimension {
            code: code.into(),
            label: Text::same(code),
            role,
            values,
            total: None,
            subsets: Vec::new(),
            notes: Vec::new(),
        };
        let dimensions = vec![
            dimension("OMRAADE", Role::Geography, vec![value("101"), value("147")]),
            dimension(
                "INDHOLD",
                Role::Contents,
                ["a", "b"].map(|code| value(code).in_unit(unit.clone())).into(),
            ),
            dimension("TID", Role::Time, vec![value("2023"), value("2024")]),
        ];
        let counts = Column::Counts([1, 2, 3, 4].map(Count::of).into());
        Table::new(
            facts(),
            dimensions,
            Cube::new(vec![counts], vec![Formula::Stored(0), Formula::Stored(0)]),
        )
    }

    fn facts() -> Facts {
        Facts {
            id: "T1".into(),
            title: Text::new("Sager", "Cases"),
            description: Text::same(""),
            subject: "s".into(),
            subject_label: Text::same("s"),
            time_unit: TimeUnit::Year,
            drawn_on: date(2025, 3, 1),
            next_update: None,
            provenance: Provenance::Synthetic,
            release: "r".into(),
            source: Text::same(""),
            contact: Text::same(""),
            quality: Text::same(""),
            disclosure: Text::same(""),
            notes: Vec::new(),
        }
    }
}
