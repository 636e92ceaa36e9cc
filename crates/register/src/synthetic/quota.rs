//! Whole numbers of cases that round to a published figure.

use domain::reversal::OutcomeCounts;

use super::target::Target;

/// With fewer cases than this no whole number may round to the figure; the nearest is taken.
const ENOUGH: u32 = 200;

/// Returns how `merits` cases end, or a few more or fewer of them where that number cannot round to
/// the published figure.
pub(super) fn quota(merits: u32, target: &Target) -> OutcomeCounts {
    if merits < ENOUGH {
        return nearest(merits, target, 0, 0);
    }
    let reach = 20 + merits / 50;
    // merits, merits + 1, merits - 1, merits + 2 …
    for step in 0..=reach {
        for number in [merits + step, merits - step] {
            if let Some(counts) = exact(number, target) {
                return counts;
            }
        }
    }
    nearest(merits, target, 0, 0)
}

fn exact(merits: u32, target: &Target) -> Option<OutcomeCounts> {
    for changed in [0, 1, -1] {
        for remitted in [0, 1, -1] {
            let counts = nearest(merits, target, changed, remitted);
            if target.is_met_by(counts) {
                return Some(counts);
            }
        }
    }
    None
}

/// Returns the nearest whole numbers, moved by some cases.
fn nearest(merits: u32, target: &Target, more_changed: i32, more_remitted: i32) -> OutcomeCounts {
    let part =
        |share: f64, more: i32| rounded(f64::from(merits) * share).saturating_add_signed(more);
    let reversed = rounded(f64::from(merits) * (target.changed + target.remitted)).min(merits);
    let changed = part(target.changed, more_changed).min(reversed);
    let remitted = (reversed - changed).saturating_add_signed(more_remitted).min(merits - changed);
    OutcomeCounts { changed, remitted, upheld: merits - changed - remitted, dismissed: 0 }
}

/// Rounds a number of cases.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of cases is positive and below four thousand million"
)]
pub(super) fn rounded(number: f64) -> u32 {
    (number + 0.5) as u32
}
