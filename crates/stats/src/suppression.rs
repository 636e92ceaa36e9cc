//! Which cells of a table to hide, so that small counts cannot be worked out from the rest.
//!
//! Hiding the small counts alone is not enough: a row total less the shown cells gives them away.
//! Extra cells are hidden until no small count follows from what is shown, and then it is checked
//! that each could have been any of the small counts.

mod audit;
mod bounds;
mod cover;
mod elimination;
mod neighbors;
mod reach;

use audit::Audit;
use neighbors::Neighbors;

/// A relation between cells: one is the sum of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The place of the total.
    pub total: usize,
    /// The places of its parts.
    pub parts: Vec<usize>,
}

impl Sum {
    fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.iter().copied().chain([self.total])
    }
}

/// The cells that are published together, and what a reader has besides.
///
/// All tables that share cells or totals must be given as one.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// The count of each cell.
    pub counts: &'a [u32],
    /// How the cells add up.
    pub sums: &'a [Sum],
    /// For each cell, whether a reader knows it from elsewhere: another table, or because it cannot
    /// be anything but 0. Such a cell is always shown and covers no other. Empty: none is known.
    pub known: &'a [bool],
    /// For each cell, whether an earlier publication of the same period hid it. It stays hidden
    /// unless it is known. Empty: none was hidden.
    pub keep: &'a [bool],
}

impl<'a> Table<'a> {
    /// Returns a table of which nothing is known from elsewhere and nothing was published before.
    #[must_use]
    pub fn new(counts: &'a [u32], sums: &'a [Sum]) -> Self {
        Self { counts, sums, known: &[], keep: &[] }
    }

    fn is_known(&self, cell: usize) -> bool {
        self.known.get(cell).copied().unwrap_or(false)
    }

    fn is_kept(&self, cell: usize) -> bool {
        self.keep.get(cell).copied().unwrap_or(false) && !self.is_known(cell)
    }

    /// Tells whether a count is to be hidden for its own sake.
    fn is_small(&self, cell: usize, largest: u32) -> bool {
        (1..=largest).contains(&self.counts[cell]) && !self.is_known(cell)
    }
}

/// What a table may show of a cell.
///
/// A reader must not see which of the two kinds of hidden cell it is: print both alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// The count.
    Shown,
    /// Nothing, because the count is small itself.
    Primary,
    /// Nothing, because it would give away another cell, or because it was hidden before.
    Secondary,
}

/// What to show of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What to show of each cell.
    pub display: Vec<Display>,
    /// The hidden cells, small or kept, that a reader can work out whatever else is hidden, because
    /// of what is known from elsewhere; in rising order. Empty if nothing is known.
    ///
    /// The caller decides: to take the cell's code out of the table, or to publish what is public.
    pub exposed: Vec<usize>,
}

/// Why a table cannot be protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unprotected {
    /// More cells than [`MAX_CELLS`].
    TooLarge,
    /// `known` or `keep` has neither no entry nor one for each cell.
    BadLength,
    /// The sum at this place names a cell that there is not, or the same cell twice.
    BadSum(usize),
    /// The parts of the sum at this place do not add up to its total.
    DoesNotAddUp(usize),
}

/// The largest number of cells; time grows with its square and more.
pub const MAX_CELLS: usize = 5_000;

/// Rounds in which as few cells as possible are added; after them, haste hides some more.
const PATIENT_ROUNDS: usize = 4;

/// Returns what to show of each cell, so that counts from 1 to `largest_hidden` stay unknown.
///
/// A count of 0 is not small: it is shown unless no other cell can cover a small one. Large counts
/// are kept before small ones, and of equal counts the first; the same table always gives the same
/// answer.
///
/// # What is promised
///
/// For a reader who knows the shown cells, the known cells, the sums, and that counts are not
/// negative (in the linear relaxation, rounded inwards to whole numbers):
///
/// - Every hidden small count could be any from 1 to `largest_hidden`. With a `largest_hidden` of 1
///   it could be one more or one less.
/// - What is known may forbid that: of a known total of 1 no part can be 2. Let the cell range from
///   a to b when everything that is not known is hidden. If b is below `largest_hidden`, the cell
///   could be any from a to b. If a is above 1, it could be any of the `largest_hidden` values from
///   a upwards, or up to b if that is lower. If a equals b, the cell is among
///   [`Pattern::exposed`].
/// - A kept cell that is not small could be `largest_hidden` values in a row, at least two, its
///   count among them, or as many as there are from a to b.
///
/// Cells hidden as cover may become known, but then they give nothing away.
///
/// # Several publications of a period
///
/// With `keep`, no cell that was hidden once is shown later, so a late registration does not give
/// away what it was added to. Not covered is a reader who compares the shown cells of two publications
/// and reckons that counts only grow: a cell that is hidden now but was shown before is about what
/// it was. If it cannot have changed, it is known from elsewhere.
///
/// *Source*: the elimination of Ø. Langsrud, "Secondary cell suppression by Gaussian elimination",
/// Privacy in Statistical Databases 2024 (R package GaussSuppression); the audit: A. Hundepool et
/// al., Statistical Disclosure Control, Wiley 2012, chapter 4, doi 10.1002/9781118348239.
///
/// ```
/// use stats::suppression::{Display, Sum, Table, suppress};
///
/// // Two rows of two cells and a total, and a row of totals.
/// let counts = [1, 9, 10, 20, 30, 50, 21, 39, 60];
/// let row = |first| Sum { total: first + 2, parts: vec![first, first + 1] };
/// let column = |first| Sum { total: first + 6, parts: vec![first, first + 3] };
/// let sums = [row(0), row(3), row(6), column(0), column(1), column(2)];
/// let pattern = suppress(&Table::new(&counts, &sums), 2).unwrap();
/// assert_eq!(pattern.display[0], Display::Primary);
/// assert_eq!(pattern.display[2], Display::Shown);
/// assert_eq!(pattern.display.iter().filter(|&&cell| cell == Display::Secondary).count(), 3);
///
/// // Who knows the whole first row but its first cell knows that too.
/// let known = [false, true, true, false, false, false, false, false, false];
/// let table = Table { known: &known, ..Table::new(&counts, &sums) };
/// assert_eq!(suppress(&table, 2).unwrap().exposed, [0]);
/// ```
pub fn suppress(table: &Table<'_>, largest_hidden: u32) -> Result<Pattern, Unprotected> {
    check(table)?;
    let cells = 0..table.counts.len();
    let neighbors = Neighbors::new(table.counts, table.sums);
    let mut audit = Audit::new(table, &neighbors, largest_hidden);
    let is_own = |cell| table.is_small(cell, largest_hidden) || table.is_kept(cell);
    let own: Vec<usize> = cells.clone().filter(|&cell| is_own(cell)).collect();
    let mut free: Vec<bool> = cells.map(|cell| !audit.is_determined(cell)).collect();
    // Cells that must not be worked out: our own, and those that the audit asks for.
    let mut secret = vec![false; free.len()];
    for &cell in &own {
        secret[cell] = free[cell];
    }
    let mut round = 0;
    loop {
        let hidden = cover::hide(table, &mut free, &mut secret);
        let asked: Vec<usize> = own.iter().copied().filter(|&cell| free[cell]).collect();
        let narrow = audit.exposed(&hidden, &asked);
        let waits = round < PATIENT_ROUNDS;
        let more = cover::more(table, &neighbors, (&free, &secret), &hidden, &narrow, waits);
        if more.is_empty() {
            let is_exposed =
                |cell: usize| !free[cell] || audit.is_determined(cell) || narrow.contains(&cell);
            let exposed = own.into_iter().filter(|&cell| is_exposed(cell)).collect();
            return Ok(Pattern { display: display(table, largest_hidden, &hidden), exposed });
        }
        for cell in more {
            secret[cell] = true;
        }
        round += 1;
    }
}

fn check(table: &Table<'_>) -> Result<(), Unprotected> {
    let Table { counts, sums, known, keep } = table;
    if counts.len() > MAX_CELLS || sums.len() > MAX_CELLS {
        return Err(Unprotected::TooLarge);
    }
    if [known, keep].iter().any(|list| !list.is_empty() && list.len() != counts.len()) {
        return Err(Unprotected::BadLength);
    }
    for (place, sum) in sums.iter().enumerate() {
        let mut cells: Vec<usize> = sum.cells().collect();
        cells.sort_unstable();
        let distinct = cells.windows(2).all(|pair| pair[0] < pair[1]);
        if !distinct || cells.last().is_some_and(|&last| last >= counts.len()) {
            return Err(Unprotected::BadSum(place));
        }
        let parts: u64 = sum.parts.iter().map(|&part| u64::from(counts[part])).sum();
        if parts != u64::from(counts[sum.total]) {
            return Err(Unprotected::DoesNotAddUp(place));
        }
    }
    Ok(())
}

fn display(table: &Table<'_>, largest_hidden: u32, hidden: &[bool]) -> Vec<Display> {
    let display = |(cell, &hidden): (usize, &bool)| {
        if table.is_small(cell, largest_hidden) {
            Display::Primary
        } else if hidden || table.is_kept(cell) {
            Display::Secondary
        } else {
            Display::Shown
        }
    };
    hidden.iter().enumerate().map(display).collect()
}
