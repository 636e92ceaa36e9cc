//! Which cells to hide beside the small ones.

use super::Table;
use super::elimination::Relations;
use super::neighbors::Neighbors;
use core::cmp::Reverse;

/// Returns which cells to hide so that no secret one is a combination of shown ones.
///
/// Zeros are shown if the others can do; so the ordinary table is searched without them, which
/// gives the same answer as asking for each zero first. `free` are the cells that a reader does not
/// know from elsewhere; those that turn out to follow from what is known are taken out of it.
pub(super) fn hide(table: &Table<'_>, free: &mut [bool], secret: &mut [bool]) -> Vec<bool> {
    let counted = |cell: usize| free[cell] && (table.counts[cell] > 0 || secret[cell]);
    let counted: Vec<bool> = (0..free.len()).map(counted).collect();
    let relations = Relations::new(table.sums, &counted);
    if !relations.determined().any(|cell| secret[cell]) {
        return show(table, &counted, relations, secret);
    }
    let relations = Relations::new(table.sums, free);
    for cell in relations.determined() {
        (free[cell], secret[cell]) = (false, false);
    }
    show(table, free, relations, secret)
}

/// Shows what can be shown: zeros first, then from the largest count to the smallest.
fn show(table: &Table<'_>, open: &[bool], mut relations: Relations, secret: &[bool]) -> Vec<bool> {
    let mut order: Vec<usize> =
        (0..open.len()).filter(|&cell| open[cell] && !secret[cell]).collect();
    order.sort_by_key(|&cell| (table.counts[cell] > 0, Reverse(table.counts[cell]), cell));
    let mut hidden = open.to_vec();
    for cell in order {
        hidden[cell] = !relations.show(cell, secret);
    }
    hidden
}

/// Returns one more cell to keep secret for each exposed one, so that it has room.
///
/// It shares a sum with the exposed cell, or is as few sums away as there are such cells: the
/// smallest shown one that is at least 5, or else the largest. If `waits`, an exposed cell that stands
/// in a sum with one that is already chosen gets none, as it may be helped by that.
pub(super) fn more(
    table: &Table<'_>,
    neighbors: &Neighbors<'_>,
    (free, secret): (&[bool], &[bool]),
    hidden: &[bool],
    exposed: &[usize],
    waits: bool,
) -> Vec<usize> {
    let mut is_used = vec![false; table.sums.len()];
    let mut chosen = Vec::new();
    for &cell in exposed {
        if waits && neighbors.sums_of(cell).iter().any(|&sum| is_used[sum]) {
            continue;
        }
        let is_free = |other: usize| free[other] && !secret[other];
        let rings = neighbors.rings(cell, usize::MAX, |_| true);
        let mut best = rings.filter_map(|ring| {
            let candidates: Vec<usize> = ring.into_iter().filter(|&cell| is_free(cell)).collect();
            best_of(table.counts, hidden, &candidates)
        });
        if let Some(best) = best.next() {
            neighbors.sums_of(best).iter().for_each(|&sum| is_used[sum] = true);
            chosen.push(best);
        }
    }
    chosen
}

fn best_of(counts: &[u32], hidden: &[bool], candidates: &[usize]) -> Option<usize> {
    let roomy = candidates.iter().filter(|&&cell| !hidden[cell] && counts[cell] >= 5);
    let smallest = roomy.min_by_key(|&&cell| (counts[cell], cell));
    let largest = || candidates.iter().max_by_key(|&&cell| (counts[cell], Reverse(cell)));
    smallest.or_else(largest).copied()
}
