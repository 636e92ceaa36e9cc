//! Comparing the curve with a share without rounding.

use super::Step;
use super::quantile::Share;
use crate::number::real;
use core::cmp::Ordering;
use num_bigint::BigUint;

/// Compares the curve after the last of `steps` with 1 − `share`.
///
/// Rounding would put a curve that reaches one half exactly on either side of it, and move the
/// median by weeks. Only where the two are close is the product worked out in whole numbers.
pub(super) fn compare(steps: &[Step], share: Share) -> Ordering {
    let survival = steps.last().map_or(1.0, |step| step.survival);
    let left = real(u64::from(share.whole() - share.part())) / real(u64::from(share.whole()));
    if (survival - left).abs() > 1e-9 {
        return survival.total_cmp(&left);
    }
    let product = |start: u32, factor: fn(&Step) -> u64| {
        steps.iter().fold(BigUint::from(start), |product, step| product * factor(step))
    };
    let ours = product(share.whole(), |step| step.at_risk - step.events);
    ours.cmp(&product(share.whole() - share.part(), |step| step.at_risk))
}
