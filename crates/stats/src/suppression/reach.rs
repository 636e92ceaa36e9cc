//! How far hidden cells can move when the others may follow: linear programs in whole numbers.

use super::Sum;

/// A value that nothing bounds.
pub(super) const UNBOUNDED: u32 = u32::MAX;

/// A direction in which a cell is asked to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Down,
    Up,
}

/// One equation between the cells: its terms add up to the constant.
#[derive(Clone, Debug)]
struct Row {
    terms: Vec<i64>,
    constant: i64,
    /// The cell whose value this row gives; its term is positive and no other row holds it.
    basic: usize,
}

/// All tables that a reader cannot tell from the true one, walked from corner to corner.
///
/// A simplex tableau without an objective: the row of a cell says which other cells push it up or
/// down. The walk goes on from where it is when the next cell is asked for, and every corner on the
/// way tells how far each cell has come, so most cells need no step of their own.
///
/// The rows are whole numbers with a common factor taken out: nothing is rounded. If a number
/// outgrows 64 bits, the walk stops and nothing more counts as reached, which hides too much rather
/// than too little.
pub(super) struct Reach {
    cells: Vec<usize>,
    rows: Vec<Row>,
    /// For each cell, the row that it is basic in.
    row_of: Vec<Option<usize>>,
    lowest: Vec<u32>,
    highest: Vec<u32>,
    overflowed: bool,
}

impl Reach {
    /// Returns the tables in which only `cells`, in rising order, may differ from `counts`.
    pub(super) fn new(counts: &[u32], sums: &[&Sum], cells: Vec<usize>) -> Self {
        let start: Vec<u32> = cells.iter().map(|&cell| counts[cell]).collect();
        let mut reach = Self {
            rows: Vec::new(),
            row_of: vec![None; cells.len()],
            lowest: start.clone(),
            highest: start.clone(),
            overflowed: false,
            cells,
        };
        for sum in sums {
            reach.add(sum, &start);
        }
        for row in &mut reach.rows {
            row.constant = row.terms[row.basic].saturating_mul(i64::from(start[row.basic]));
        }
        for (place, &count) in start.iter().enumerate() {
            if reach.row_of[place].is_none() && count > 0 {
                reach.push_down(place, i64::from(count));
            }
        }
        reach.record();
        reach
    }

    /// Goes in one direction until a cell is at `goal` or beyond; tells whether it can get there.
    ///
    /// If it cannot, [`range`](Self::range) afterwards holds how far it can.
    pub(super) fn goes(&mut self, cell: usize, way: Way, goal: u32) -> bool {
        let place = self.place(cell);
        let mut is_stuck = false;
        while !self.has_been(place, way, goal) && !self.overflowed {
            let Some(column) = self.entering(place, way, is_stuck) else {
                return false;
            };
            let Some(row) = self.leaving(column) else {
                self.leap(column);
                continue;
            };
            is_stuck = self.rows[row].constant == 0;
            self.pivot(row, column);
            self.record();
        }
        self.has_been(place, way, goal)
    }

    /// Returns the cells that may differ, in rising order.
    pub(super) fn cells(&self) -> &[usize] {
        &self.cells
    }

    /// Returns the lowest and the highest whole number that one of the cells is known to reach.
    pub(super) fn range(&self, cell: usize) -> (u32, u32) {
        let place = self.place(cell);
        (self.lowest[place], self.highest[place])
    }

    fn place(&self, cell: usize) -> usize {
        self.cells.binary_search(&cell).expect("one of the cells that may differ")
    }

    /// Tells whether a number grew too large, so that a cell may go farther than it did.
    pub(super) fn has_overflowed(&self) -> bool {
        self.overflowed
    }

    fn has_been(&self, place: usize, way: Way, goal: u32) -> bool {
        match way {
            Way::Down => self.lowest[place] <= goal,
            Way::Up => self.highest[place] >= goal,
        }
    }

    /// Adds a relation to the tableau, unless it follows from those that are there.
    fn add(&mut self, sum: &Sum, start: &[u32]) {
        let mut row = Row { terms: vec![0; self.cells.len()], constant: 0, basic: 0 };
        let signed = sum.parts.iter().map(|&part| (part, -1)).chain([(sum.total, 1)]);
        for (cell, sign) in signed {
            if let Ok(place) = self.cells.binary_search(&cell) {
                row.terms[place] = sign;
            }
        }
        for other in &self.rows {
            self.overflowed |= row.eliminate(other, &other.places()).is_none();
        }
        // Large cells make room for the others, so they come into the basis first.
        let basic = row.places().into_iter().max_by_key(|&place| (start[place], place));
        if let Some(basic) = basic {
            row.basic = basic;
            self.rows.push(row);
            self.pivot(self.rows.len() - 1, basic);
        }
    }

    /// Lowers a cell outside the basis from its count to 0, or into the basis if it must stay above.
    ///
    /// The constants leave out what cells outside the basis hold; this cell's share is put back.
    fn push_down(&mut self, place: usize, count: i64) {
        for row in &mut self.rows {
            let share = row.terms[place].checked_mul(count);
            let constant = share.and_then(|share| row.constant.checked_add(share));
            self.overflowed |= constant.is_none();
            row.constant = constant.unwrap_or(0);
        }
        let short = (0..self.rows.len()).filter(|&row| self.rows[row].constant < 0);
        let need = |&row: &usize| self.rows[row].ratio(place);
        if let Some(row) = short.max_by(|a, b| need(a).compare(need(b)).then(b.cmp(a))) {
            self.pivot(row, place);
        }
    }

    /// Returns a cell at 0 that moves the asked one by rising.
    ///
    /// After a step that led nowhere it is the first, so that the walk does not go in circles
    /// (R. G. Bland, Mathematics of Operations Research 2 (1977), 103–107).
    fn entering(&self, place: usize, way: Way, is_stuck: bool) -> Option<usize> {
        let Some(row) = self.row_of[place] else {
            return (way == Way::Up).then_some(place);
        };
        let terms = &self.rows[row].terms;
        let gain = |column: usize| if way == Way::Up { -terms[column] } else { terms[column] };
        let mut helps = (0..terms.len()).filter(|&column| column != place && gain(column) > 0);
        if is_stuck { helps.next() } else { helps.max_by_key(|&column| gain(column)) }
    }

    /// Returns the row whose cell first comes to 0 when the cell of the column rises.
    fn leaving(&self, column: usize) -> Option<usize> {
        let stops = (0..self.rows.len()).filter(|&row| self.rows[row].terms[column] > 0);
        let stop = |&row: &usize| self.rows[row].ratio(column);
        let first = |a: &usize, b: &usize| self.rows[*a].basic.cmp(&self.rows[*b].basic);
        stops.min_by(|a, b| stop(a).compare(stop(b)).then(first(a, b)))
    }

    /// Notes that nothing stops a cell, nor those that rise with it.
    fn leap(&mut self, column: usize) {
        self.highest[column] = UNBOUNDED;
        for row in self.rows.iter().filter(|row| row.terms[column] < 0) {
            self.highest[row.basic] = UNBOUNDED;
        }
    }

    /// Makes the cell of a column basic in a row in place of the one that was.
    fn pivot(&mut self, row: usize, column: usize) {
        let empty = Row { terms: Vec::new(), constant: 0, basic: 0 };
        let mut lead = core::mem::replace(&mut self.rows[row], empty);
        self.row_of[lead.basic] = None;
        self.row_of[column] = Some(row);
        lead.basic = column;
        if lead.terms[column] < 0 {
            lead.terms.iter_mut().for_each(|term| *term = -*term);
            lead.constant = -lead.constant;
        }
        let places = lead.places();
        for (other, values) in self.rows.iter_mut().enumerate() {
            if other != row {
                self.overflowed |= values.eliminate(&lead, &places).is_none();
            }
        }
        self.rows[row] = lead;
    }

    /// Notes where the cells are.
    fn record(&mut self) {
        if self.overflowed {
            return;
        }
        for row in &self.rows {
            let Fraction(above, below) = row.ratio(row.basic);
            let low = u32::try_from(above / below + i64::from(above % below != 0));
            let high = u32::try_from(above / below).unwrap_or(UNBOUNDED);
            let (lowest, highest) = (&mut self.lowest[row.basic], &mut self.highest[row.basic]);
            *lowest = (*lowest).min(low.unwrap_or(UNBOUNDED));
            *highest = (*highest).max(high);
        }
        for (lowest, row) in self.lowest.iter_mut().zip(&self.row_of) {
            if row.is_none() {
                *lowest = 0;
            }
        }
    }
}

impl Row {
    /// Takes the basic cell of another row out of this one; nothing if a number grows too large.
    ///
    /// `places` are those that the other row holds.
    fn eliminate(&mut self, other: &Row, places: &[usize]) -> Option<()> {
        let (own, pivot) = (self.terms[other.basic], other.terms[other.basic]);
        if own == 0 {
            return Some(());
        }
        let shared = gcd(own, pivot);
        let (factor, scale) = (own / shared, pivot / shared);
        if scale != 1 {
            for term in &mut self.terms {
                *term = term.checked_mul(scale)?;
            }
            self.constant = self.constant.checked_mul(scale)?;
        }
        for &place in places {
            let less = other.terms[place].checked_mul(factor)?;
            self.terms[place] = self.terms[place].checked_sub(less)?;
        }
        self.constant = self.constant.checked_sub(other.constant.checked_mul(factor)?)?;
        if scale != 1 || factor.abs() != 1 {
            self.reduce();
        }
        Some(())
    }

    /// Divides by the largest common factor.
    fn reduce(&mut self) {
        let mut common = self.constant;
        for &term in self.terms.iter().filter(|&&term| term != 0) {
            common = gcd(common, term);
            if common == 1 {
                return;
            }
        }
        if common > 1 {
            self.terms.iter_mut().for_each(|term| *term /= common);
            self.constant /= common;
        }
    }

    fn places(&self) -> Vec<usize> {
        (0..self.terms.len()).filter(|&place| self.terms[place] != 0).collect()
    }

    /// Returns where the cell of a column stands when only it and the basic cell are not 0.
    fn ratio(&self, column: usize) -> Fraction {
        let (above, below) = (self.constant, self.terms[column]);
        if below < 0 { Fraction(-above, -below) } else { Fraction(above, below) }
    }
}

/// A whole number divided by a positive one.
#[derive(Clone, Copy)]
struct Fraction(i64, i64);

impl Fraction {
    fn compare(self, other: Self) -> core::cmp::Ordering {
        let product = |a: i64, b: i64| i128::from(a) * i128::from(b);
        product(self.0, other.1).cmp(&product(other.0, self.1))
    }
}

/// Returns the largest common factor, 0 only of two zeros.
fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i64::try_from(a).unwrap_or(1)
}
