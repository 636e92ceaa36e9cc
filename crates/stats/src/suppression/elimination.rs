//! Exact linear algebra on the relations between unknown cells.

use super::Sum;
use std::collections::BTreeMap;

/// A prime, 2⁶¹ − 1: all sums are kept modulo it, so nothing is rounded and nothing overflows.
const PRIME: u64 = (1 << 61) - 1;

/// One relation: coefficients of unknown cells whose combination is known.
type Row = BTreeMap<usize, u64>;

/// What the sums say of the cells that are not shown, in reduced form.
///
/// Each row has a pivot, a cell with coefficient 1 that no other row holds. A cell follows from
/// what is shown exactly when it is the only one left in a row.
pub(super) struct Relations {
    rows: Vec<(usize, Row)>,
}

impl Relations {
    /// Returns the relations while no cell is shown.
    pub(super) fn new(sums: &[Sum]) -> Self {
        let mut relations = Self { rows: Vec::new() };
        for sum in sums {
            let mut row: Row = sum.parts.iter().map(|&part| (part, PRIME - 1)).collect();
            row.insert(sum.total, 1);
            for (pivot, other) in &relations.rows {
                subtract(&mut row, *pivot, other);
            }
            if let Some(&pivot) = row.keys().next() {
                relations.rows.push((pivot, row));
                let last = relations.rows.len() - 1;
                relations.pivot_on(last, pivot);
            }
        }
        relations
    }

    /// Returns the cells that follow from what is shown.
    pub(super) fn determined(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.iter().filter(|(_, row)| row.len() == 1).map(|(pivot, _)| *pivot)
    }

    /// Shows a cell unless that would determine a secret one; tells whether it is shown.
    pub(super) fn show(&mut self, cell: usize, secret: &[bool]) -> bool {
        if let Some(place) = self.rows.iter().position(|(pivot, _)| *pivot == cell) {
            let other = self.rows[place].1.keys().find(|&&other| other != cell).copied();
            let Some(other) = other else {
                // It follows from what is shown already, so showing it tells nothing.
                self.rows.swap_remove(place);
                return true;
            };
            self.pivot_on(place, other);
        }
        let gives_away = |(pivot, row): &(usize, Row)| {
            secret[*pivot] && row.len() == 2 && row.contains_key(&cell)
        };
        if self.rows.iter().any(gives_away) {
            return false;
        }
        for (_, row) in &mut self.rows {
            row.remove(&cell);
        }
        true
    }

    /// Makes `pivot` the pivot of a row and takes it out of all others.
    fn pivot_on(&mut self, place: usize, pivot: usize) {
        let (_, mut row) = self.rows.swap_remove(place);
        let factor = inverse(row[&pivot]);
        for value in row.values_mut() {
            *value = multiply(*value, factor);
        }
        for (_, other) in &mut self.rows {
            subtract(other, pivot, &row);
        }
        self.rows.push((pivot, row));
    }
}

/// Takes `pivot` out of `row` by subtracting a multiple of the row that it is the pivot of.
fn subtract(row: &mut Row, pivot: usize, other: &Row) {
    let Some(&factor) = row.get(&pivot) else { return };
    for (&cell, &value) in other {
        let sum = row.get(&cell).copied().unwrap_or(0) + PRIME - multiply(factor, value);
        if sum.is_multiple_of(PRIME) {
            row.remove(&cell);
        } else {
            row.insert(cell, sum % PRIME);
        }
    }
}

fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).expect("below the prime")
}

/// Returns a^(PRIME − 2), the inverse by Fermat's theorem.
fn inverse(a: u64) -> u64 {
    let (mut result, mut power, mut left) = (1, a, PRIME - 2);
    while left > 0 {
        if left & 1 == 1 {
            result = multiply(result, power);
        }
        power = multiply(power, power);
        left >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_undoes_a_product() {
        for a in [1, 2, 3, 1 << 60, PRIME - 1] {
            assert_eq!(multiply(a, inverse(a)), 1);
        }
    }

    #[test]
    fn the_last_part_of_a_sum_is_not_shown() {
        let mut relations = Relations::new(&[Sum { total: 0, parts: vec![1, 2] }]);
        let secret = [false, true, false];
        assert!(relations.show(0, &secret));
        assert!(!relations.show(2, &secret));
    }
}
