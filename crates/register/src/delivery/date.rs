//! Dates as deliveries write them.

use jiff::civil::{Date, date};

/// Reads `2024-06-06`, `06-06-2024`, `06.06.2024` or `6/6/2024`; the day stands before the month.
pub(super) fn parse(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if !(8..=10).contains(&bytes.len()) {
        return None;
    }
    if bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' {
        return civil(number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..])?);
    }
    let mark = *bytes.iter().find(|byte| !byte.is_ascii_digit())?;
    if !matches!(mark, b'-' | b'.' | b'/') {
        return None;
    }
    let mut parts = bytes.split(|byte| *byte == mark);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    civil(number(year)?, number(month)?, number(day)?)
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads one to four digits.
fn number(digits: &[u8]) -> Option<i16> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0, |number: i16, digit| {
        digit.is_ascii_digit().then(|| number * 10 + i16::from(digit - b'0'))
    })
}

/// The first day a case may have been received on: older cases predate the register.
pub(super) const FIRST_DAY: Date = date(2000, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_and_danish_dates_are_read() {
        for text in ["2024-06-07", "07-06-2024", "07.06.2024", "7/6/2024", "07/6/2024"] {
            check(text, Some(date(2024, 6, 7)));
        }
        check("2024-02-29", Some(date(2024, 2, 29)));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2024",
            "2023-02-29",
            "2024-13-01",
            "2024-6-7",
            "07-06/2024",
            "07.06.24",
            "7/6/24x",
            "20240607",
            "2024-06-0",
            "١٢-06-2024",
            "--------",
            "1.1.20244",
            "2024-06-+7",
        ] {
            check(text, None);
        }
    }

    #[track_caller]
    fn check(text: &str, expected: Option<Date>) {
        assert_eq!(parse(text), expected, "{text}");
    }
}
