//! Plain numbers: of steps of a calculation, p values, people.

use super::Language;

/// Writes a number with a fixed number of decimals and marks between thousands: `1.234,50`, `−0.3095`.
///
/// Rounded once, from the number as the machine holds it; what rounds to zero has no sign.
///
/// ```
/// use domain::format::{Language, fixed};
///
/// assert_eq!(fixed(-1_234.5, 2, Language::Da), "−1.234,50");
/// assert_eq!(fixed(-0.000_01, 2, Language::En), "0.00");
/// ```
#[must_use]
pub fn fixed(number: f64, decimals: usize, language: Language) -> String {
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
