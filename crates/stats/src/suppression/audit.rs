//! Can a reader narrow a hidden count by knowing that counts are not negative?

use super::Table;
use super::bounds::{Range, bounds};
use super::neighbors::Neighbors;
use super::reach::{Reach, Way};

/// The neighborhoods of a cell that are tried: how many of the nearest hidden cells, and how many of
/// each sum at most.
///
/// A cell that can move with few others can move with all, and few are soon tried. The last is all.
const NEIGHBORHOODS: [(usize, usize); 4] = [(60, 2), (150, 3), (400, 5), (usize::MAX, usize::MAX)];

/// What a hidden cell must be able to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Demand {
    /// Every value between the two.
    Between(u32, u32),
    /// So many values in a row, whichever they are.
    Values(u32),
}

/// The demands on the secret cells of a table, and what can be had of them.
pub(super) struct Audit<'a> {
    table: &'a Table<'a>,
    neighbors: &'a Neighbors<'a>,
    largest: u32,
    /// Where each cell can be when all that is not known is hidden.
    left: Vec<Range>,
    /// Whether that range is exact rather than an outer bound.
    is_exact: Vec<bool>,
}

impl<'a> Audit<'a> {
    pub(super) fn new(table: &'a Table<'a>, neighbors: &'a Neighbors<'a>, largest: u32) -> Self {
        let left = bounds(table);
        // Where nothing is known, all counts of a table can be as many times larger as one likes.
        let is_free = table.known.iter().all(|&known| !known);
        let is_exact = table.counts.iter().map(|&count| is_free && count > 0).collect();
        Self { table, neighbors, largest, left, is_exact }
    }

    /// Tells whether a cell follows from what is known.
    pub(super) fn is_determined(&self, cell: usize) -> bool {
        let (low, high) = self.left[cell];
        low == high
    }

    /// Returns the cells of `asked` that a reader can narrow down more than is allowed.
    pub(super) fn exposed(&mut self, hidden: &[bool], asked: &[usize]) -> Vec<usize> {
        let failing = self.failing(hidden, asked);
        if failing.iter().all(|&cell| self.is_exact[cell]) {
            return failing;
        }
        self.find_what_is_left(&failing);
        self.failing(hidden, &failing)
    }

    /// Returns the cells of `asked` that cannot move as demanded.
    fn failing(&self, hidden: &[bool], asked: &[usize]) -> Vec<usize> {
        let mut failing = asked.to_vec();
        let mut stuck = Vec::new();
        for size in NEIGHBORHOODS {
            failing = self.failing_within(hidden, &failing, size, &mut stuck);
        }
        failing.extend(stuck);
        failing.sort_unstable();
        failing
    }

    /// Returns the cells of `asked` that cannot move as demanded with so many of the nearest.
    ///
    /// Those that cannot with all are added to `stuck` instead.
    fn failing_within(
        &self,
        hidden: &[bool],
        asked: &[usize],
        size: (usize, usize),
        stuck: &mut Vec<usize>,
    ) -> Vec<usize> {
        let mut is_met = vec![false; hidden.len()];
        let mut group = None;
        for &cell in asked {
            if is_met[cell] {
                continue;
            }
            if let Some(Group { reach, is_whole }) = self.around(&mut group, hidden, cell, size) {
                self.walk(reach, cell);
                for &other in reach.cells() {
                    is_met[other] |= self.is_met(reach, other);
                }
                if *is_whole && !is_met[cell] {
                    stuck.push(cell);
                }
            }
        }
        let is_open = |cell: &usize| !is_met[*cell] && !stuck.contains(cell);
        asked.iter().copied().filter(is_open).collect()
    }

    /// Moves a cell until its demand is met or it cannot go farther.
    fn walk(&self, reach: &mut Reach, cell: usize) {
        match self.demand(cell) {
            Demand::Between(low, high) => {
                let _ = reach.goes(cell, Way::Up, high) && reach.goes(cell, Way::Down, low);
            }
            Demand::Values(values) => {
                let goal = self.table.counts[cell].saturating_add(values - 1);
                if !reach.goes(cell, Way::Up, goal) {
                    let (_, high) = reach.range(cell);
                    reach.goes(cell, Way::Down, high.saturating_sub(values - 1));
                }
            }
        }
    }

    fn is_met(&self, reach: &Reach, cell: usize) -> bool {
        let (lowest, highest) = reach.range(cell);
        match self.demand(cell) {
            Demand::Between(low, high) => lowest <= low && highest >= high,
            Demand::Values(values) => highest - lowest >= values - 1,
        }
    }

    /// Returns what is asked of a cell: the rule of [`suppress`](super::suppress).
    fn demand(&self, cell: usize) -> Demand {
        let (low, high) = self.left[cell];
        let largest = self.largest;
        if !self.table.is_small(cell, largest) || largest < 2 {
            return Demand::Values(largest.max(2).min((high - low).saturating_add(1)));
        }
        if low > 1 {
            return Demand::Between(low, high.min(low.saturating_add(largest - 1)));
        }
        if high < largest { Demand::Between(low, high) } else { Demand::Between(1, largest) }
    }

    /// Works out where cells can be when all that is not known is hidden.
    ///
    /// How far one can go beyond every demand does not matter.
    fn find_what_is_left(&mut self, cells: &[usize]) {
        let open: Vec<bool> = self.left.iter().map(|(low, high)| low < high).collect();
        for size in NEIGHBORHOODS {
            let mut group = None;
            for &cell in cells.iter().filter(|&&cell| open[cell]) {
                if self.is_exact[cell] {
                    continue;
                }
                let is_whole = size.0 == usize::MAX;
                if let Some(Group { reach, is_whole }) = self.around(&mut group, &open, cell, size)
                {
                    self.explore(reach, cell, *is_whole);
                } else if is_whole {
                    self.left[cell] = (self.table.counts[cell], self.table.counts[cell]);
                    self.is_exact[cell] = true;
                }
            }
        }
    }

    fn explore(&mut self, reach: &mut Reach, cell: usize, is_whole: bool) {
        let (count, values) = (self.table.counts[cell], self.largest.max(2));
        let (least, most) = self.left[cell];
        let is_low = reach.goes(cell, Way::Down, least.max(count.saturating_sub(values)));
        let is_high = reach.goes(cell, Way::Up, most.min(count.saturating_add(values)));
        if is_low && is_high || is_whole && !reach.has_overflowed() {
            self.left[cell] = reach.range(cell);
            self.is_exact[cell] = true;
        }
    }

    /// Returns the tables in which only a cell and so many of the nearest hidden ones may differ.
    ///
    /// If all that the cell is connected with is little more, it is taken whole, and the walk goes on
    /// from there with the next cell. Nothing is returned if the cell cannot move at all.
    fn around<'r>(
        &self,
        last: &'r mut Option<Group>,
        hidden: &[bool],
        cell: usize,
        (size, most): (usize, usize),
    ) -> Option<&'r mut Group> {
        let is_in = |cells: &[usize]| cells.binary_search(&cell).is_ok();
        let again = last.take().filter(|group| group.is_whole && is_in(group.reach.cells()));
        if again.is_some() {
            *last = again;
            return last.as_mut();
        }
        let near = |most| self.neighbors.rings(cell, most, |other| hidden[other]).flatten();
        let mut cells: Vec<usize> = near(usize::MAX).collect();
        let is_whole = cells.len() / 2 <= size;
        if !is_whole {
            cells = near(most).take(size).collect();
        }
        let cells = self.neighbors.movable(&cells);
        let sums = self.neighbors.sums_with(&cells);
        let can_move = is_in(&cells);
        *last = can_move
            .then(|| Group { reach: Reach::new(self.table.counts, &sums, cells), is_whole });
        last.as_mut()
    }
}

/// Cells that may differ together.
struct Group {
    reach: Reach,
    /// Whether they are all that any of them is connected with.
    is_whole: bool,
}
