//! Which cells stand in sums together.

use super::Sum;
use core::cmp::Reverse;

/// For each cell, the places of the sums that it stands in.
pub(super) struct Neighbors<'a> {
    sums: &'a [Sum],
    /// For each sum, its cells from the largest count to the smallest.
    cells_of: Vec<Vec<usize>>,
    sums_of: Vec<Vec<usize>>,
}

impl<'a> Neighbors<'a> {
    pub(super) fn new(counts: &[u32], sums: &'a [Sum]) -> Self {
        let mut sums_of = vec![Vec::new(); counts.len()];
        let by_count = |sum: &Sum| {
            let mut cells: Vec<usize> = sum.cells().collect();
            cells.sort_by_key(|&cell| (Reverse(counts[cell]), cell));
            cells
        };
        for (place, sum) in sums.iter().enumerate() {
            sum.cells().for_each(|cell| sums_of[cell].push(place));
        }
        Self { sums, cells_of: sums.iter().map(by_count).collect(), sums_of }
    }

    /// Returns the places of the sums that a cell stands in.
    pub(super) fn sums_of(&self, cell: usize) -> &[usize] {
        &self.sums_of[cell]
    }

    /// Returns the sums that any of the cells stands in, once each.
    pub(super) fn sums_with(&self, cells: &[usize]) -> Vec<&'a Sum> {
        let places = cells.iter().flat_map(|&cell| &self.sums_of[cell]);
        let mut places: Vec<usize> = places.copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| &self.sums[place]).collect()
    }

    /// Leaves out cells that cannot move when only `cells` may: those alone in a sum, step by step.
    ///
    /// Returns the rest in rising order.
    pub(super) fn movable(&self, cells: &[usize]) -> Vec<usize> {
        let mut may_move = vec![false; self.sums_of.len()];
        for &cell in cells {
            may_move[cell] = true;
        }
        let mut moving = vec![0_usize; self.sums.len()];
        let sums = |cell: usize| self.sums_of[cell].iter().copied();
        cells.iter().flat_map(|&cell| sums(cell)).for_each(|sum| moving[sum] += 1);
        let mut alone: Vec<usize> = (0..moving.len()).filter(|&sum| moving[sum] == 1).collect();
        while let Some(sum) = alone.pop() {
            let last = self.sums[sum].cells().find(|&cell| may_move[cell]);
            let Some(last) = last else { continue };
            may_move[last] = false;
            for sum in sums(last) {
                moving[sum] -= 1;
                if moving[sum] == 1 {
                    alone.push(sum);
                }
            }
        }
        (0..may_move.len()).filter(|&cell| may_move[cell]).collect()
    }

    /// Returns a cell, then those that share a sum with it, then those one sum farther, and so on.
    ///
    /// Only cells of `through` are returned and lead on, and from each sum only the `most` largest.
    pub(super) fn rings(
        &self,
        cell: usize,
        most: usize,
        through: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = Vec<usize>> {
        let mut is_seen = vec![false; self.sums_of.len()];
        let mut is_used = vec![false; self.sums.len()];
        is_seen[cell] = true;
        let mut next = vec![cell];
        core::iter::from_fn(move || {
            let ring = core::mem::take(&mut next);
            for &sum in ring.iter().flat_map(|&cell| &self.sums_of[cell]) {
                if core::mem::replace(&mut is_used[sum], true) {
                    continue;
                }
                let new = |&other: &usize| through(other) && !is_seen[other];
                let new: Vec<usize> = {
                    let cells = self.cells_of[sum].iter().copied();
                    cells.filter(new).take(most).collect()
                };
                for &other in &new {
                    is_seen[other] = true;
                }
                next.extend(new);
            }
            (!ring.is_empty()).then_some(ring)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_widen_sum_by_sum() {
        check(&[true; 5], &[&[1], &[0, 2], &[3, 4]]);
    }

    #[test]
    fn a_shown_cell_leads_nowhere() {
        check(&[true, true, false, true, true], &[&[1], &[0]]);
    }

    /// Checks the rings around cell 1 of 1 + 2 = 0 and 3 + 4 = 2.
    #[track_caller]
    fn check(hidden: &[bool], expected: &[&[usize]]) {
        let sum = |total, parts: [usize; 2]| Sum { total, parts: parts.to_vec() };
        let sums = [sum(0, [1, 2]), sum(2, [3, 4])];
        let neighbors = Neighbors::new(&[4, 1, 3, 2, 1], &sums);
        let rings = neighbors.rings(1, 5, |cell| hidden[cell]).map(|mut ring| {
            ring.sort_unstable();
            ring
        });
        assert_eq!(rings.collect::<Vec<_>>(), expected);
    }
}
