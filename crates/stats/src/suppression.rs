//! Which cells of a table to hide, so that small counts cannot be worked out from the rest.
//!
//! Hiding the small counts alone is not enough: a row total less the shown cells gives them away.
//! Extra cells are hidden until no small count follows from what is shown, and then it is checked
//! that each could have been any of the small counts.

mod audit;
mod elimination;

use elimination::Relations;

/// A relation between cells: one is the sum of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The place of the total.
    pub total: usize,
    /// The places of its parts.
    pub parts: Vec<usize>,
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
    /// Nothing, because it would give away another cell.
    Secondary,
}

/// Why a table cannot be protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unprotected {
    /// More cells than [`MAX_CELLS`].
    TooLarge,
    /// The sum at this place names a cell that there is not, or the same cell twice.
    BadSum(usize),
    /// The parts of the sum at this place do not add up to its total.
    DoesNotAddUp(usize),
    /// The cell at this place can be worked out whatever is hidden besides.
    Exposed(usize),
}

/// The largest number of cells; time grows with its square and more.
pub const MAX_CELLS: usize = 5_000;

/// Returns what to show of each cell, so that counts from 1 to `largest_hidden` stay unknown.
///
/// A count of 0 is not small. Large counts are kept before small ones, and of equal counts the first;
/// the same table always gives the same answer. All tables that share cells or totals must be given
/// as one. Every hidden small count could be any from 1 to `largest_hidden` for a reader who knows
/// the shown cells, the sums, and that counts are not negative (in the linear relaxation).
///
/// *Source*: the elimination of Ø. Langsrud, "Secondary cell suppression by Gaussian elimination",
/// Privacy in Statistical Databases 2024 (R package GaussSuppression); the audit: A. Hundepool et
/// al., Statistical Disclosure Control, Wiley 2012, chapter 4, doi 10.1002/9781118348239.
///
/// ```
/// use stats::suppression::{Display, Sum, suppress};
///
/// // Two rows of two cells and a total, and a row of totals.
/// let counts = [1, 9, 10, 20, 30, 50, 21, 39, 60];
/// let row = |first| Sum { total: first + 2, parts: vec![first, first + 1] };
/// let column = |first| Sum { total: first + 6, parts: vec![first, first + 3] };
/// let sums = [row(0), row(3), row(6), column(0), column(1), column(2)];
/// let display = suppress(&counts, &sums, 2).unwrap();
/// assert_eq!(display[0], Display::Primary);
/// assert_eq!(display[2], Display::Shown);
/// assert_eq!(display.iter().filter(|&&cell| cell == Display::Secondary).count(), 3);
/// ```
pub fn suppress(
    counts: &[u32],
    sums: &[Sum],
    largest_hidden: u32,
) -> Result<Vec<Display>, Unprotected> {
    check(counts, sums)?;
    let small: Vec<bool> = counts.iter().map(|&x| x > 0 && x <= largest_hidden).collect();
    // Cells that must not be worked out: the small ones, and those that the audit asks for.
    let mut secret = small.clone();
    loop {
        let hidden = hide(counts, sums, &secret)?;
        let open = audit::first_exposed(counts, sums, &hidden, &small, largest_hidden);
        let Some(exposed) = open else {
            return Ok(displays(&hidden, &small));
        };
        let more = slack(counts, sums, &hidden, &secret, exposed);
        secret[more.ok_or(Unprotected::Exposed(exposed))?] = true;
    }
}

fn check(counts: &[u32], sums: &[Sum]) -> Result<(), Unprotected> {
    if counts.len() > MAX_CELLS || sums.len() > MAX_CELLS {
        return Err(Unprotected::TooLarge);
    }
    for (place, sum) in sums.iter().enumerate() {
        let mut cells = sum.parts.clone();
        cells.push(sum.total);
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

/// Returns which cells to hide so that no secret one is a combination of shown ones.
fn hide(counts: &[u32], sums: &[Sum], secret: &[bool]) -> Result<Vec<bool>, Unprotected> {
    let mut relations = Relations::new(sums);
    if let Some(cell) = relations.determined().find(|&cell| secret[cell]) {
        return Err(Unprotected::Exposed(cell));
    }
    let mut order: Vec<usize> = (0..counts.len()).filter(|&cell| !secret[cell]).collect();
    order.sort_by_key(|&cell| (core::cmp::Reverse(counts[cell]), cell));
    let mut hidden = secret.to_vec();
    for cell in order {
        hidden[cell] = !relations.show(cell, secret);
    }
    Ok(hidden)
}

/// Returns a shown cell beside an exposed one that is large enough to leave room for doubt.
///
/// The smallest that is at least 5, or else the largest, among those that share a sum with it.
fn slack(
    counts: &[u32],
    sums: &[Sum],
    hidden: &[bool],
    secret: &[bool],
    exposed: usize,
) -> Option<usize> {
    let beside = sums.iter().filter(|sum| sum.total == exposed || sum.parts.contains(&exposed));
    let cells = beside.flat_map(|sum| sum.parts.iter().chain([&sum.total])).copied();
    let free: Vec<usize> = cells.filter(|&cell| !secret[cell] && counts[cell] > 0).collect();
    let roomy = free.iter().filter(|&&cell| !hidden[cell] && counts[cell] >= 5);
    let smallest = roomy.min_by_key(|&&cell| (counts[cell], cell));
    smallest.or_else(|| free.iter().max_by_key(|&&cell| (counts[cell], cell))).copied()
}

fn displays(hidden: &[bool], small: &[bool]) -> Vec<Display> {
    let display = |(&hidden, &small)| match (hidden, small) {
        (_, true) => Display::Primary,
        (true, false) => Display::Secondary,
        (false, false) => Display::Shown,
    };
    hidden.iter().zip(small).map(display).collect()
}
