//! Tables of examples, as they are written.

use stats::Tally;

use super::{Answers, Worked, cell, cell::Cell};

/// A table as it is written. A column whose heading begins with `=` holds answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    caption: String,
    headings: Vec<String>,
    /// Its rows; the first cell says what the row is.
    pub(super) rows: Vec<Row>,
}

/// A row as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    cells: Vec<String>,
}

impl Row {
    /// Returns what the row is.
    pub fn label(&self) -> Cell {
        Cell::label(&self.cells[0])
    }

    /// Returns an input that is a count; the first stands in place 1, after the label.
    pub fn count(&self, place: usize) -> u32 {
        self.cells[place].parse().expect("the inputs compiled in are counts")
    }

    /// Returns the first inputs, which are counts.
    pub fn counts<const N: usize>(&self) -> [u32; N] {
        std::array::from_fn(|place| self.count(place + 1))
    }

    /// Returns an input that is a number.
    pub fn number(&self, place: usize) -> f64 {
        cell::number(&self.cells[place]).expect("the inputs compiled in are numbers")
    }

    /// Returns the reversed cases among the merits cases, which are the inputs in a place and the next.
    pub fn tally(&self, place: usize) -> Tally {
        let tally = Tally::of(self.count(place), self.count(place + 1));
        tally.expect("no more are reversed than decided")
    }
}

impl Table {
    /// Returns the table with answers in the columns that ask for them.
    pub(super) fn with(&self, answers: Answers) -> Worked {
        assert_eq!(self.rows.len(), answers.len(), "{}: answers for every row", self.caption);
        let rows = self.rows.iter().zip(answers).map(|(row, answers)| self.fill(row, answers));
        Worked {
            caption: Cell::label(&self.caption),
            headings: self.headings.iter().map(|it| Cell::label(name(it))).collect(),
            rows: rows.collect(),
        }
    }

    /// Returns the rows as they are written, answers included.
    #[must_use]
    pub fn cells(&self) -> Vec<Vec<Cell>> {
        let row = |row: &Row| {
            let rest = row.cells.iter().skip(1).map(|cell| Cell::read(cell));
            std::iter::once(row.label()).chain(rest).collect()
        };
        self.rows.iter().map(row).collect()
    }

    fn fill(&self, row: &Row, answers: Vec<Cell>) -> Vec<Cell> {
        let mut answers = answers.into_iter();
        let rest = self.headings.iter().zip(&row.cells).skip(1).map(|(heading, written)| {
            if is_answer(heading) {
                answers.next().expect("an answer for every column that asks for one")
            } else {
                Cell::read(written)
            }
        });
        let cells = std::iter::once(row.label()).chain(rest).collect();
        assert_eq!(answers.next(), None, "{}: an answer without a column", self.caption);
        cells
    }
}

fn is_answer(heading: &str) -> bool {
    heading.starts_with('=')
}

fn name(heading: &str) -> &str {
    heading.trim_start_matches("= ")
}

/// Reads the tables of a page, each below a heading of the second level, its caption.
pub(super) fn read(page: &str) -> Vec<Table> {
    let section = |section: &str| {
        let caption = section.lines().next().expect("a section begins with its caption").trim();
        let mut lines = section.lines().filter(|line| line.starts_with('|')).map(cells);
        let headings = lines.next().expect("every caption has a table");
        let rows = lines.skip(1).map(|cells| Row { cells }).collect();
        Table { caption: caption.into(), headings, rows }
    };
    page.split("\n## ").skip(1).map(section).collect()
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|').trim_end_matches('|');
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}
