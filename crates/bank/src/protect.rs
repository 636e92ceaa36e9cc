//! Disclosure control (*diskretionering*): which counts of a table are hidden.
//!
//! Applied to counts before anything is worked out of them. What is hidden here is hidden in the frozen
//! folder too: nobody who has the folder can read it.

use stats::suppression::{self, Display, Table, Unprotected};

use tables::cell::{Cell, Missing};

use crate::sum::Sum;

/// A dimension of a block of cells.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    pub size: usize,
    pub sums: Vec<Sum>,
}

impl Axis {
    /// Returns an axis whose values are not added up.
    pub const fn free(size: usize) -> Self {
        Self { size, sums: Vec::new() }
    }
}

/// A table as it was published before: what it hid stays hidden.
pub(crate) struct Earlier<'a>(Option<&'a tables::table::Table>);

impl<'a> Earlier<'a> {
    /// Returns the earlier table; `None` where there was none.
    pub const fn of(table: Option<&'a tables::table::Table>) -> Self {
        Self(table)
    }

    /// Tells whether a cell was hidden, by the codes of its values, one for each dimension but the contents,
    /// and the place among the contents.
    pub fn hid(&self, codes: &[&str], contents: usize) -> bool {
        let Some(table) = self.0 else { return false };
        let mut codes = codes.iter();
        let chosen = table.dimensions().iter().enumerate().map(|(place, dimension)| {
            let value = if place == table.contents() {
                Some(contents)
            } else {
                dimension.position(codes.next()?)
            };
            Some((place, value?))
        });
        let chosen: Option<Vec<_>> = chosen.collect();
        chosen.is_some_and(|chosen| table.cell(chosen) == Cell::Missing(Missing::Confidential))
    }
}

/// The cells of one year and act, the last axis running fastest.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    pub axes: &'a [Axis],
    /// The counts; `None` where there is no cell.
    pub counts: &'a [Option<u32>],
    /// Which cells were hidden when the period was first published; they stay hidden.
    pub keep: &'a [bool],
    /// Which cells a reader knows from another table; they are shown.
    pub known: &'a [bool],
}

/// Why a table cannot be published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the small counts of {table}, {period}, {law} cannot be hidden: {reason:?}")]
pub struct Unhidden {
    /// The table.
    pub table: &'static str,
    /// The period.
    pub period: String,
    /// The act.
    pub law: String,
    /// What stands in the way.
    pub reason: Unprotected,
}

impl Block<'_> {
    /// Returns which cells to hide, so that counts of 1 to `largest` cannot be worked out.
    ///
    /// A cell that follows from what is public elsewhere, whatever is hidden here, is hidden all the same:
    /// that it is small need not be said twice.
    ///
    /// *Source*: the rule of three of Danmarks Statistik, Datafortrolighedspolitik; the method's own in
    /// [`suppression::suppress`].
    pub fn hidden(&self, largest: u32) -> Result<Vec<bool>, Unprotected> {
        let live: Vec<usize> = (0..self.counts.len()).filter(|&it| self.is_live(it)).collect();
        let counts: Vec<u32> = live.iter().filter_map(|&it| self.counts[it]).collect();
        let of = |marks: &[bool]| -> Vec<bool> { live.iter().map(|&it| marks[it]).collect() };
        let (sums, known, keep) = (self.sums(&live), of(self.known), of(self.keep));
        let table = Table { counts: &counts, sums: &sums, known: &known, keep: &keep };
        let pattern = suppression::suppress(&table, largest)?;
        let mut hidden = vec![false; self.counts.len()];
        for (&place, shown) in live.iter().zip(pattern.display) {
            hidden[place] = shown != Display::Shown;
        }
        Ok(hidden)
    }

    /// Tells whether a cell takes part. A zero is shown and tells its part of every sum, so that nothing is
    /// left to solve for; but one that was hidden before stays so, and where totals are public a zero may
    /// have to cover the only other part.
    fn is_live(&self, cell: usize) -> bool {
        let line = self.counts.len() / self.axes[0].size;
        let beside = || cell / line * line..(cell / line + 1) * line;
        match self.counts[cell] {
            None => false,
            Some(0) if self.keep[cell] => true,
            Some(0) if self.known.contains(&true) => beside().any(|it| self.counts[it] > Some(0)),
            Some(count) => count > 0,
        }
    }

    /// Returns the sums between live cells: those of each axis at every place of the others. Where a part is
    /// no cell, nobody can add the parts up.
    fn sums(&self, live: &[usize]) -> Vec<suppression::Sum> {
        let mut sums = Vec::new();
        let mut stride = self.counts.len();
        for axis in self.axes {
            let block = stride;
            stride /= axis.size;
            for sum in &axis.sums {
                let lines =
                    (0..self.counts.len()).step_by(block).flat_map(|outer| outer..outer + stride);
                sums.extend(lines.filter_map(|line| {
                    let of = |value: usize| line + value * stride;
                    let is_told = sum.parts.iter().all(|&part| self.counts[of(part)].is_some());
                    let at = |value: usize| live.binary_search(&of(value)).ok().filter(|_| is_told);
                    let parts: Vec<_> = sum.parts.iter().filter_map(|&part| at(part)).collect();
                    Some(suppression::Sum { total: at(sum.total)?, parts })
                }));
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_count_is_hidden_with_others_that_would_give_it_away() {
        let hidden = check([[1, 9, 10], [20, 30, 50], [21, 39, 60]], 2);
        assert!(hidden[0]);
        assert_eq!(hidden.iter().filter(|&&hidden| hidden).count(), 4);
    }

    #[test]
    fn a_zero_is_shown() {
        let hidden = check([[0, 9, 9], [20, 30, 50], [20, 39, 59]], 2);
        assert!(hidden.iter().all(|&hidden| !hidden));
    }

    fn check(rows: [[u32; 3]; 3], largest: u32) -> Vec<bool> {
        let counts: Vec<_> = rows.as_flattened().iter().copied().map(Some).collect();
        let axis = Axis { size: 3, sums: vec![Sum { total: 2, parts: vec![0, 1] }] };
        let none = vec![false; counts.len()];
        let both = [axis.clone(), axis];
        let block = Block { axes: &both, counts: &counts, keep: &none, known: &none };
        block.hidden(largest).expect("a table that can be protected")
    }
}
