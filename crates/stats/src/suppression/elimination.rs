//! Exact linear algebra on the relations between unknown cells.

use super::Sum;

/// A prime, 2⁶¹ − 1: all sums are kept modulo it, so nothing is rounded and nothing overflows.
const PRIME: u64 = (1 << 61) - 1;

/// One relation: unknown cells, in order, with the coefficients that make a known combination.
type Row = Vec<(usize, u64)>;

/// What the sums say of the cells that are not shown, in reduced form.
///
/// Each row has a pivot, a cell with coefficient 1 that no other row holds. A cell follows from
/// what is shown exactly when it is the only one left in a row.
pub(super) struct Relations {
    rows: Vec<(usize, Row)>,
    /// For each cell, whether it is the pivot of a row.
    is_pivot: Vec<bool>,
}

impl Relations {
    /// Returns the relations while the cells of `hidden` are hidden and all others shown.
    pub(super) fn new(sums: &[Sum], hidden: &[bool]) -> Self {
        let mut relations = Self { rows: Vec::new(), is_pivot: vec![false; hidden.len()] };
        for sum in sums {
            let parts = sum.parts.iter().map(|&part| (part, PRIME - 1));
            let cells = parts.chain([(sum.total, 1)]).filter(|&(cell, _)| hidden[cell]);
            let mut row: Row = cells.collect();
            row.sort_unstable();
            for (pivot, other) in &relations.rows {
                subtract(&mut row, *pivot, other);
            }
            if let Some(&(pivot, _)) = row.first() {
                relations.rows.push((pivot, row));
                relations.is_pivot[pivot] = true;
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
        if self.is_pivot[cell] {
            let is_its = |(pivot, _): &(usize, Row)| *pivot == cell;
            let place = self.rows.iter().position(is_its).expect("the row of the pivot");
            let others = self.rows[place].1.iter().map(|&(other, _)| other);
            let Some(other) = others.filter(|&other| other != cell).max() else {
                // It follows from what is shown already, so showing it tells nothing.
                self.rows.swap_remove(place);
                self.is_pivot[cell] = false;
                return true;
            };
            self.pivot_on(place, other);
        }
        let gives_away = |(pivot, row): &(usize, Row)| {
            secret[*pivot] && row.len() == 2 && coefficient(row, cell).is_some()
        };
        if self.rows.iter().any(gives_away) {
            return false;
        }
        for (_, row) in &mut self.rows {
            if let Ok(place) = row.binary_search_by_key(&cell, |&(other, _)| other) {
                row.remove(place);
            }
        }
        true
    }

    /// Makes `pivot` the pivot of a row and takes it out of all others.
    fn pivot_on(&mut self, place: usize, pivot: usize) {
        let (before, mut row) = self.rows.swap_remove(place);
        let factor = inverse(coefficient(&row, pivot).expect("a cell of the row"));
        for (_, value) in &mut row {
            *value = multiply(*value, factor);
        }
        for (_, other) in &mut self.rows {
            subtract(other, pivot, &row);
        }
        self.is_pivot[before] = false;
        self.is_pivot[pivot] = true;
        self.rows.push((pivot, row));
    }
}

fn coefficient(row: &Row, cell: usize) -> Option<u64> {
    row.binary_search_by_key(&cell, |&(other, _)| other).ok().map(|place| row[place].1)
}

/// Takes `pivot` out of `row` by subtracting a multiple of the row that it is the pivot of.
fn subtract(row: &mut Row, pivot: usize, other: &Row) {
    let Some(factor) = coefficient(row, pivot) else { return };
    let factor = PRIME - factor;
    let mut merged = Row::with_capacity(row.len() + other.len());
    let mut rest = row.iter().copied().peekable();
    for &(cell, value) in other {
        while let Some(term) = rest.next_if(|&(before, _)| before < cell) {
            merged.push(term);
        }
        let own = rest.next_if(|&(same, _)| same == cell).map_or(0, |(_, value)| value);
        let sum = (own + multiply(factor, value)) % PRIME;
        if sum != 0 {
            merged.push((cell, sum));
        }
    }
    merged.extend(rest);
    *row = merged;
}

fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).expect("below the prime")
}

/// Returns a^(PRIME − 2), the inverse by Fermat's theorem.
fn inverse(a: u64) -> u64 {
    if a == 1 || a == PRIME - 1 {
        return a;
    }
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
        let mut relations = Relations::new(&[Sum { total: 0, parts: vec![1, 2] }], &[true; 3]);
        let secret = [false, true, false];
        assert!(relations.show(0, &secret));
        assert!(!relations.show(2, &secret));
    }

    #[test]
    fn a_part_alone_follows_from_its_total() {
        let sum = Sum { total: 0, parts: vec![1, 2] };
        let relations = Relations::new(&[sum], &[false, true, false]);
        assert_eq!(relations.determined().collect::<Vec<_>>(), [1]);
    }
}
