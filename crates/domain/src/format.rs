//! How figures, dates and counts are written. The only place where a figure loses digits.
//!
//! A share is rounded once, from its two counts, half away from zero and in whole numbers, so that
//! no binary fraction can tip it. Parts that are rounded on their own need not add up to a rounded
//! total; the total is always rounded from its own counts.

mod fixed;
mod points;

use jiff::civil::Date;
use stats::Proportion;

use crate::period::Period;
pub use fixed::{fixed, p_value};
pub use points::{percentage_points, percentage_points_number};

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Danish.
    Da,
    /// English.
    En,
}

impl Language {
    /// Both, Danish first.
    pub const ALL: [Self; 2] = [Self::Da, Self::En];

    /// Returns the language tag, `da` or `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::En => "en",
        }
    }

    const fn decimal_mark(self) -> char {
        match self {
            Self::Da => ',',
            Self::En => '.',
        }
    }

    const fn thousands_mark(self) -> char {
        match self {
            Self::Da => '.',
            Self::En => ',',
        }
    }
}

/// Returns a share in tenths of a per cent, rounded half up: 24 of 129 gives 186.
#[must_use]
pub fn tenths_of_percent(share: Proportion) -> u64 {
    (2_000 * u64::from(share.successes()) + share.trials()) / (2 * share.trials())
}

/// Returns a share in whole per cent, rounded half up from the counts (never from the decimal).
#[must_use]
pub fn whole_percent(share: Proportion) -> u64 {
    (200 * u64::from(share.successes()) + share.trials()) / (2 * share.trials())
}

/// Writes a share in per cent with one decimal: `18,6 pct.`, `18.6%`; the number and its unit stay on
/// one line.
///
/// ```
/// use domain::format::{Language, percent};
///
/// let share = stats::Proportion::from_parts(24, 105).unwrap();
/// assert_eq!(percent(share, Language::Da), "18,6\u{a0}pct."); // a no-break space
/// assert_eq!(percent(share, Language::En), "18.6%");
/// ```
#[must_use]
pub fn percent(share: Proportion, language: Language) -> String {
    with_unit(&percent_number(share, language), language)
}

/// Writes a share in per cent without the unit, for a table whose heading carries it: `18,6`.
#[must_use]
pub fn percent_number(share: Proportion, language: Language) -> String {
    tenths(tenths_of_percent(share), language)
}

/// Returns a fraction that is not made from two counts, such as an estimate, in tenths of a per cent.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0 to 1000 after the clamp"
)]
pub const fn tenths_of_fraction(fraction: f64) -> u64 {
    (fraction.clamp(0.0, 1.0) * 1_000.0 + 0.5) as u64
}

/// Writes a fraction, such as a limit of an interval, in per cent without the unit: `12,8`.
#[must_use]
pub fn fraction_number(fraction: f64, language: Language) -> String {
    tenths(tenths_of_fraction(fraction), language)
}

/// Adds the unit of per cent to a number: `44,9 pct.`, `44.9%`.
#[must_use]
pub fn with_unit(number: &str, language: Language) -> String {
    match language {
        Language::Da => format!("{number}\u{a0}pct."),
        Language::En => format!("{number}%"),
    }
}

/// Writes a count with marks between thousands: `8.631`, `8,631`.
#[must_use]
pub fn count(number: impl Into<u64>, language: Language) -> String {
    let digits = number.into().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(language.thousands_mark());
        }
        text.push(digit);
    }
    text
}

/// Writes a number of cases: `1 sag`, `8.631 sager`; `1 case`, `8,631 cases`.
#[must_use]
pub fn cases(number: u32, language: Language) -> String {
    let word = match (number, language) {
        (1, Language::Da) => "sag",
        (_, Language::Da) => "sager",
        (1, Language::En) => "case",
        (_, Language::En) => "cases",
    };
    format!("{}\u{a0}{word}", count(number, language))
}

/// Writes a date: `6. juni 2024`, `6 June 2024`.
///
/// ```
/// use domain::format::{Language, date};
///
/// assert_eq!(date(jiff::civil::date(2024, 6, 6), Language::Da), "6. juni 2024");
/// assert_eq!(date(jiff::civil::date(2024, 6, 6), Language::En), "6 June 2024");
/// ```
#[must_use]
pub fn date(day: Date, language: Language) -> String {
    let mark = if language == Language::Da { "." } else { "" };
    format!("{}{mark} {}", day.day(), month(day, language))
}

/// Writes the month of a day: `marts 2018`, `March 2018`.
#[must_use]
pub fn month(day: Date, language: Language) -> String {
    const DANISH: [&str; 12] = [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::from(day.month().unsigned_abs()) - 1;
    let name = if language == Language::Da { DANISH[month] } else { ENGLISH[month] };
    format!("{name} {}", day.year())
}

/// Writes a period: `2022`, `4. kvartal 2022`, `4th quarter 2022`.
#[must_use]
pub fn period(period: Period, language: Language) -> String {
    match (period, language) {
        (Period::Year(year), _) => year.to_string(),
        (Period::Quarter(quarter), Language::Da) => {
            format!("{}. kvartal {}", quarter.number(), quarter.year())
        }
        (Period::Quarter(quarter), Language::En) => {
            let ending = ["st", "nd", "rd", "th"][usize::from(quarter.number()) - 1];
            format!("{}{ending} quarter {}", quarter.number(), quarter.year())
        }
    }
}

fn tenths(tenths: u64, language: Language) -> String {
    format!("{}{}{}", tenths / 10, language.decimal_mark(), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_rounds_up_however_the_machine_divides() {
        check(1, 2_000, "0,1");
        check(21, 2_000, "1,1");
        check(2_999, 6_000, "50,0");
    }

    #[test]
    fn none_and_all_are_exact() {
        check(0, 7, "0,0");
        check(7, 7, "100,0");
    }

    #[test]
    fn thousands_are_marked() {
        assert_eq!(count(1_234_567_u32, Language::Da), "1.234.567");
        assert_eq!(count(999_u32, Language::Da), "999");
        assert_eq!(count(10_500_u32, Language::En), "10,500");
    }

    #[test]
    fn limits_of_intervals_never_leave_the_scale() {
        assert_eq!(fraction_number(1.0 + 1e-9, Language::En), "100.0");
        assert_eq!(fraction_number(0.186_04, Language::Da), "18,6");
    }

    #[track_caller]
    fn check(part: u32, whole: u32, expected: &str) {
        let share = Proportion::from_parts(part, whole - part).expect("there is a whole");
        assert_eq!(percent_number(share, Language::Da), expected);
    }
}
