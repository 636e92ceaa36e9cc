//! Can a reader narrow a hidden count by knowing that counts are not negative?

use super::Sum;

/// Values closer to zero than this are rounding.
const ZERO: f64 = 1e-9;

/// Returns the first small cell that a reader can tell not to be some of 1 to `largest`.
pub(super) fn first_exposed(
    counts: &[u32],
    sums: &[Sum],
    hidden: &[bool],
    small: &[bool],
    largest: u32,
) -> Option<usize> {
    let cells: Vec<usize> = (0..counts.len()).filter(|&cell| hidden[cell]).collect();
    let is_exposed = |cell: usize| {
        let room = |goal: u32, sign: f64| {
            let goal = f64::from(goal);
            goal <= 0.0 || Program::new(counts, sums, &cells, cell, sign).reaches(goal)
        };
        !(room(largest - counts[cell], 1.0) && room(counts[cell] - 1, -1.0))
    };
    cells.iter().copied().find(|&cell| small[cell] && is_exposed(cell))
}

/// A linear program: how far can one hidden cell move when the others may follow.
///
/// The variables are the moves up and down of all hidden cells; not moving at all is allowed, so
/// the search starts there. Bland's rule keeps it from going in circles.
struct Program {
    /// Coefficients of each row: row · moves ≤ bound.
    rows: Vec<Vec<f64>>,
    bounds: Vec<f64>,
    objective: Vec<f64>,
    value: f64,
    /// The numbers of the variables that are zero, by column, and of the others, by row.
    columns: Vec<usize>,
    basis: Vec<usize>,
}

impl Program {
    fn new(counts: &[u32], sums: &[Sum], cells: &[usize], cell: usize, sign: f64) -> Self {
        let width = 2 * cells.len();
        let unit = |place: usize, up: f64| {
            let mut row = vec![0.0; width];
            (row[2 * place], row[2 * place + 1]) = (up, -up);
            row
        };
        let place = |cell: usize| cells.binary_search(&cell).ok();
        let mut rows = Vec::new();
        let mut bounds = Vec::new();
        for (place, &cell) in cells.iter().enumerate() {
            rows.push(unit(place, -1.0));
            bounds.push(f64::from(counts[cell]));
        }
        for sum in sums {
            let terms = sum.parts.iter().map(|&part| (part, -1.0)).chain([(sum.total, 1.0)]);
            let terms: Vec<_> =
                terms.filter_map(|(cell, sign)| Some((place(cell)?, sign))).collect();
            for side in [1.0, -1.0] {
                let mut row = vec![0.0; width];
                for &(place, sign) in &terms {
                    (row[2 * place], row[2 * place + 1]) = (side * sign, -side * sign);
                }
                if !terms.is_empty() {
                    rows.push(row);
                    bounds.push(0.0);
                }
            }
        }
        let basis = (width..width + rows.len()).collect();
        let objective = place(cell).map_or_else(|| vec![0.0; width], |place| unit(place, sign));
        Self { rows, bounds, objective, value: 0.0, columns: (0..width).collect(), basis }
    }

    /// Tells whether the objective can be at least `goal`.
    fn reaches(mut self, goal: f64) -> bool {
        while self.value < goal - ZERO {
            let better = (0..self.columns.len()).filter(|&column| self.objective[column] > ZERO);
            let Some(column) = better.min_by_key(|&column| self.columns[column]) else {
                return false;
            };
            let Some(row) = self.leaving(column) else {
                return true;
            };
            self.pivot(row, column);
        }
        true
    }

    /// Returns the row that stops the column first; of several the one with the lowest number.
    fn leaving(&self, column: usize) -> Option<usize> {
        let stops = (0..self.rows.len()).filter(|&row| self.rows[row][column] > ZERO);
        let ratio = |row: usize| self.bounds[row] / self.rows[row][column];
        stops.min_by(|&a, &b| {
            let (first, second) = (ratio(a), ratio(b));
            if (first - second).abs() <= ZERO {
                self.basis[a].cmp(&self.basis[b])
            } else {
                first.total_cmp(&second)
            }
        })
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let pivot = self.rows[row][column];
        self.rows[row][column] = 1.0;
        for value in &mut self.rows[row] {
            *value /= pivot;
        }
        self.bounds[row] /= pivot;
        let (lead, bound) = (self.rows[row].clone(), self.bounds[row]);
        for (other, values) in self.rows.iter_mut().enumerate().filter(|(other, _)| *other != row) {
            let factor = core::mem::take(&mut values[column]);
            if factor.abs() > 0.0 {
                values.iter_mut().zip(&lead).for_each(|(value, lead)| *value -= factor * lead);
                self.bounds[other] = (self.bounds[other] - factor * bound).max(0.0);
            }
        }
        let factor = core::mem::take(&mut self.objective[column]);
        self.objective.iter_mut().zip(&lead).for_each(|(value, lead)| *value -= factor * lead);
        self.value += factor * bound;
        core::mem::swap(&mut self.basis[row], &mut self.columns[column]);
    }
}
