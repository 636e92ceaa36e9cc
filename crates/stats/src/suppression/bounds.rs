//! Bounds on cells from one sum at a time: cheap, and never narrower than the truth.

use super::{Sum, Table, reach::UNBOUNDED};

/// Rounds of passing bounds on; more could only narrow them further.
const ROUNDS: usize = 10;

/// The lowest and the highest value of a cell; [`UNBOUNDED`] if there is no highest.
pub(super) type Range = (u32, u32);

/// Returns bounds on each cell for a reader who sees the known cells and nothing else.
pub(super) fn bounds(table: &Table<'_>) -> Vec<Range> {
    let range = |(cell, &count): (usize, &u32)| {
        if table.is_known(cell) { (count, count) } else { (0, UNBOUNDED) }
    };
    let mut ranges: Vec<Range> = table.counts.iter().enumerate().map(range).collect();
    for _ in 0..ROUNDS {
        let before = ranges.clone();
        table.sums.iter().for_each(|sum| narrow(&mut ranges, sum));
        if ranges == before {
            break;
        }
    }
    ranges
}

/// Narrows the total by its parts and each part by the total less the other parts.
fn narrow(ranges: &mut [Range], sum: &Sum) {
    let low: u64 = sum.parts.iter().map(|&part| u64::from(ranges[part].0)).sum();
    let high: u64 = sum.parts.iter().map(|&part| u64::from(ranges[part].1)).sum();
    let open = sum.parts.iter().filter(|&&part| ranges[part].1 == UNBOUNDED).count();
    let total = &mut ranges[sum.total];
    total.0 = total.0.max(clamp(low));
    if open == 0 {
        total.1 = total.1.min(clamp(high));
    }
    let (least, most) = *total;
    for &part in &sum.parts {
        let (own_low, own_high) = ranges[part];
        if most != UNBOUNDED {
            ranges[part].1 = own_high.min(clamp(u64::from(most) + u64::from(own_low) - low));
        }
        let others_are_bounded = open == usize::from(own_high == UNBOUNDED);
        if others_are_bounded {
            let others = high - u64::from(own_high);
            ranges[part].0 = own_low.max(clamp(u64::from(least).saturating_sub(others)));
        }
    }
}

fn clamp(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(UNBOUNDED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_total_bounds_its_parts() {
        check(&[3, 1, 2], &[true, false, false], &[(3, 3), (0, 3), (0, 3)]);
    }

    #[test]
    fn a_known_total_and_part_determine_the_other() {
        check(&[3, 1, 2], &[true, true, false], &[(3, 3), (1, 1), (2, 2)]);
    }

    #[test]
    fn nothing_known_bounds_nothing() {
        check(&[3, 1, 2], &[], &[(0, UNBOUNDED); 3]);
    }

    /// Checks the bounds on a total and its two parts.
    #[track_caller]
    fn check(counts: &[u32], known: &[bool], expected: &[Range]) {
        let sums = [Sum { total: 0, parts: vec![1, 2] }];
        let table = Table { known, ..Table::new(counts, &sums) };
        assert_eq!(bounds(&table), expected);
    }
}
