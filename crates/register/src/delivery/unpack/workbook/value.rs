//! What a cell of a sheet says, as text.

use std::borrow::Cow;

use jiff::{
    ToSpan,
    civil::{Date, date},
};

/// What kind of value a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The number of a shared text.
    Shared,
    /// Text of the cell's own.
    Text,
    /// A truth value.
    Truth,
    /// A formula that failed.
    Failed,
    /// A number, or a day as a number.
    Number,
}

impl Kind {
    /// Returns the kind by the cell's attribute `t`.
    pub fn of(code: Option<&str>) -> Self {
        match code {
            Some("s") => Self::Shared,
            // "d" is a day in words, as text.
            Some("str" | "inlineStr" | "d") => Self::Text,
            Some("b") => Self::Truth,
            Some("e") => Self::Failed,
            _ => Self::Number,
        }
    }
}

/// Writes a truth value as a spreadsheet shows it.
pub(super) fn truth(raw: &str) -> &'static str {
    if matches!(raw.trim(), "1" | "true") { "TRUE" } else { "FALSE" }
}

/// Writes a failed formula so that the checks know it.
pub(super) fn failed(raw: &str) -> &str {
    if raw.starts_with('#') { raw } else { "#VALUE!" }
}

/// Writes a number: whole ones without decimals, others with the fewest that name them.
pub(in super::super) fn number(raw: &str) -> Cow<'_, str> {
    if !raw.is_empty() && raw.bytes().all(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(raw);
    }
    match raw.trim().parse::<f64>() {
        Ok(value) if value.is_finite() => Cow::Owned(float(value)),
        _ => Cow::Borrowed(raw),
    }
}

/// Writes a number: whole ones without decimals, others with the fewest that name them.
pub(in super::super) fn float(value: f64) -> String {
    // Beyond this a number with a fraction of 64 bits is no longer exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value == 0.0 {
        return "0".to_owned();
    }
    if value.fract() == 0.0 && value.abs() < EXACT {
        return format!("{value:.0}");
    }
    value.to_string()
}

/// Writes a day that stands as a number; the time of day is left out. `None` outside the calendar.
///
/// The program that counts from 1900 takes that for a leap year, so that the days before March 1900
/// are one off; no delivery has them.
///
/// *Source*: ECMA-376, part 1, 18.17.4.1 (dates as serial values).
pub(super) fn day(raw: &str, from_1904: bool) -> Option<String> {
    const LAST: f64 = 2_958_465.0;
    let serial: f64 = raw.trim().parse().ok()?;
    if !(1.0..=LAST).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked; time is left out")]
    let days = serial as i64;
    let start: Date = if from_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
    start.checked_add(days.days()).ok().map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1900_or_from_1904() {
        check("45449", false, Some("2024-06-06"));
        check("45449.4375", false, Some("2024-06-06"));
        check("43987", true, Some("2024-06-06"));
        check("61", false, Some("1900-03-01"));
        check("0.5", false, None);
        check("-1", false, None);
        check("1e12", false, None);
        check("x", false, None);
    }

    #[test]
    fn numbers_are_written_as_people_wrote_them() {
        for (raw, expected) in [
            ("0101", "0101"),
            ("114", "114"),
            ("114.0", "114"),
            ("1.14E2", "114"),
            ("35.700000000000003", "35.7"),
            ("-0", "0"),
            ("-3", "-3"),
            ("1e999", "1e999"),
        ] {
            assert_eq!(number(raw), expected);
        }
    }

    #[track_caller]
    fn check(raw: &str, from_1904: bool, expected: Option<&str>) {
        assert_eq!(day(raw, from_1904).as_deref(), expected, "{raw}");
    }
}
