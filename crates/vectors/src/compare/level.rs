//! Levels of confidence that stand in the name of a field, as `95` in `lower95`.

use crate::case::Case;
use stats::Confidence;
use std::collections::BTreeSet;

/// A level of confidence, and how it is written in a field.
pub(super) struct Level {
    /// Its digits behind the decimal mark, for example `998`.
    pub digits: String,
    /// The level.
    pub confidence: Confidence,
    /// (1 − level)/2 and (1 + level)/2, each rounded once.
    pub tails: (f64, f64),
}

/// The two levels that the reference has.
pub(super) const BOTH: &[&str] = &["95", "998"];
/// The one level that some of its files have.
pub(super) const ONE: &[&str] = &["95"];

/// Returns the levels in the names of fields `before…after`, and those that must be there anyway.
pub(super) fn levels(case: &Case, before: &str, after: &str, always: &[&str]) -> Vec<Level> {
    let named = case.between(before, after);
    let all: BTreeSet<&str> = named.into_iter().chain(always.iter().copied()).collect();
    all.into_iter().filter_map(level).collect()
}

/// Reads `95` as 0.95 and `998` as 0.998.
fn level(digits: &str) -> Option<Level> {
    let fraction = fraction(digits)?;
    let confidence = match digits {
        "95" => Confidence::P95,
        "998" => Confidence::P99_8,
        _ => Confidence::new(f64::from(fraction.0) / f64::from(fraction.1))?,
    };
    let (part, whole) = (f64::from(fraction.0), f64::from(fraction.1));
    let tails = ((whole - part) / (2.0 * whole), (whole + part) / (2.0 * whole));
    Some(Level { digits: digits.to_owned(), confidence, tails })
}

/// Reads digits behind a decimal mark as a fraction of whole numbers; at most nine of them.
pub(super) fn fraction(digits: &str) -> Option<(u32, u32)> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let length = u32::try_from(digits.len()).ok().filter(|&length| is_number && length <= 9)?;
    Some((digits.parse().ok()?, 10_u32.pow(length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_behind_the_decimal_mark() {
        let tails = |digits| level(digits).map(|level| level.tails);
        assert_eq!(tails("95"), Some((0.025, 0.975)));
        assert_eq!(tails("998"), Some((0.001, 0.999)));
        assert_eq!(tails("9"), Some((0.05, 0.95)));
        assert_eq!(fraction("375"), Some((375, 1000)));
    }

    #[test]
    fn what_is_no_level_is_none() {
        for digits in ["", "0", "_byar95", "1234567890", "+5"] {
            assert!(level(digits).is_none(), "{digits}");
        }
    }
}
