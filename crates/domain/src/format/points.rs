//! Differences of rates, in percentage points.

use super::{Language, tenths};

/// Writes a difference of two rates in percentage points (*procentpoint*) with its sign and one
/// decimal: `+1,2 procentpoint`, `−0.4 percentage points`.
///
/// - *Unit*: `difference` is a fraction in `-1.0..=1.0`, as the methods of `stats` return it.
/// - *Rule*: rounded once, half away from zero; what rounds to nothing has no sign. The minus is
///   U+2212, as wide as the plus. Differences that are rounded on their own need not add up.
///
/// # Panics
///
/// When the difference is not a number: that is a missing figure, never nothing.
///
/// ```
/// use domain::format::{Language, percentage_points};
///
/// // No-break spaces; the minus is U+2212.
/// assert_eq!(percentage_points(0.012, Language::Da), "+1,2\u{a0}procentpoint");
/// assert_eq!(percentage_points(-0.004, Language::En), "\u{2212}0.4\u{a0}percentage\u{a0}points");
/// ```
#[must_use]
pub fn percentage_points(difference: f64, language: Language) -> String {
    let unit = match language {
        Language::Da => "procentpoint",
        Language::En => "percentage\u{a0}points",
    };
    format!("{}\u{a0}{unit}", percentage_points_number(difference, language))
}

/// Writes a difference of two rates as [`percentage_points`] does, without the unit, for a column
/// whose heading carries it: `+1,2`, `−0,4`.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "-1000 to 1000 after the clamp")]
pub fn percentage_points_number(difference: f64, language: Language) -> String {
    assert!(difference.is_finite(), "a difference of two rates is a number, or it is absent");
    let rounded = (difference.clamp(-1.0, 1.0) * 1_000.0).round() as i64;
    let sign = match rounded.signum() {
        1 => "+",
        -1 => "\u{2212}",
        _ => "",
    };
    format!("{sign}{}", tenths(rounded.unsigned_abs(), language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_has_a_sign_in_both_languages_and_is_rounded_once() {
        check_points(0.012, "+1,2", "+1.2");
        check_points(-0.004, "\u{2212}0,4", "\u{2212}0.4");
        check_points(0.012_499_9, "+1,2", "+1.2");
        check_points(0.012_5, "+1,3", "+1.3");
        check_points(-0.012_5, "\u{2212}1,3", "\u{2212}1.3");
        check_points(-1.0 - 1e-12, "\u{2212}100,0", "\u{2212}100.0");
    }

    #[test]
    fn a_difference_that_rounds_to_nothing_has_no_sign() {
        check_points(0.0, "0,0", "0.0");
        check_points(-0.0, "0,0", "0.0");
        check_points(-0.000_49, "0,0", "0.0");
        check_points(0.000_49, "0,0", "0.0");
    }

    #[test]
    #[should_panic(expected = "a difference of two rates is a number")]
    fn a_missing_difference_is_never_written_as_nothing() {
        let _ = percentage_points(f64::NAN, Language::Da);
    }

    /// Checks a difference in Danish and English.
    #[track_caller]
    fn check_points(difference: f64, danish: &str, english: &str) {
        let written = Language::ALL.map(|it| percentage_points_number(difference, it));
        assert_eq!(written, [danish, english]);
    }
}
