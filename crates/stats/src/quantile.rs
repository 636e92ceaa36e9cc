//! Quantiles of a list of values.

use crate::number::real_len;

/// Returns the type-7 quantile: linear between the order statistics around (n − 1) p.
///
/// - *Unit*: that of the values.
/// - *None*: no values, a value that is not finite, or `p` outside 0 to 1.
///
/// For times that are not yet complete see [`crate::survival`].
///
/// *Source*: R. J. Hyndman, Y. Fan, The American Statistician 50 (1996), 361–365,
/// doi 10.1080/00031305.1996.10473566.
///
/// ```
/// use stats::quantile::quantile;
///
/// assert_eq!(quantile(&[8.0, 1.0, 2.0, 4.0], 0.5), Some(3.0));
/// assert_eq!(quantile(&[], 0.5), None);
/// ```
#[must_use]
pub fn quantile(values: &[f64], p: f64) -> Option<f64> {
    let usable = (0.0..=1.0).contains(&p) && values.iter().all(|value| value.is_finite());
    if values.is_empty() || !usable {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = real_len(sorted.len() - 1) * p;
    let (below, part) = (whole(place), place - place.floor());
    let low = sorted[below];
    let high = sorted.get(below + 1).copied().unwrap_or(low);
    // Not low + part (high − low), which overflows where the two lie at both ends of the reals.
    Some(if part > 0.0 { (1.0 - part) * low + part * high } else { low })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an index, not negative"
)]
fn whole(place: f64) -> usize {
    place as usize
}
