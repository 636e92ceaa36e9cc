//! Plain numbers: of steps of a calculation, p values, people.

use super::Language;

/// Writes a number with a fixed number of decimals and marks between thousands: `1.234,50`, `−0.3095`.
///
/// Rounded once, from the number as the machine holds it; what rounds to zero has no sign.
///
/// # Panics
///
/// When it is not a number: that is a missing figure, never nothing.
///
/// ```
/// use domain::format::{Language, fixed};
///
/// assert_eq!(fixed(-1_234.5, 2, Language::Da), "−1.234,50");
/// assert_eq!(fixed(-0.000_01, 2, Language::En), "0.00");
/// ```
#[must_use]
pub fn fixed(number: f64, decimals: usize, language: Language) -> String {
    assert!(number.is_finite(), "a number, or it is absent");
    let digits = format!("{:.decimals$}", number.abs());
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let is_zero = digits.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let mut text = String::from(if number < 0.0 && !is_zero { "−" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(language.thousands_mark());
        }
        text.push(digit);
    }
    if !part.is_empty() {
        text.push(language.decimal_mark());
        text.push_str(part);
    }
    text
}

/// Writes the p value of a test: `p = 0,0312`, `p < 0.0001`.
///
/// - *Rule*: four decimals, rounded once, so that a value beside a threshold of 0.05 is told from it;
///   below the last of them only that it is below.
///
/// ```
/// use domain::format::{Language, p_value};
///
/// assert_eq!(p_value(0.031_24, Language::Da), "p\u{a0}=\u{a0}0,0312");
/// assert_eq!(p_value(3e-9, Language::En), "p\u{a0}<\u{a0}0.0001");
/// ```
#[must_use]
pub fn p_value(probability: f64, language: Language) -> String {
    const LEAST: f64 = 1e-4;
    let below = probability < LEAST;
    let number = fixed(if below { LEAST } else { probability }, 4, language);
    format!("p\u{a0}{}\u{a0}{number}", if below { '<' } else { '=' })
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_p_value_beside_the_threshold_is_told_from_it() {
        assert_eq!(p_value(0.050_2, Language::En), "p\u{a0}=\u{a0}0.0502");
        assert_eq!(p_value(1.0, Language::Da), "p\u{a0}=\u{a0}1,0000");
        assert_eq!(p_value(0.0, Language::Da), "p\u{a0}<\u{a0}0,0001");
    }

    #[test]
    #[should_panic(expected = "or it is absent")]
    fn a_missing_number_is_never_written_as_nothing() {
        let _ = fixed(f64::NAN, 2, Language::Da);
    }
}
