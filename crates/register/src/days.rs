//! Days as whole numbers since 1970, the form in which columns hold them.

use domain::period::Period;
use jiff::{
    SignedDuration,
    civil::{Date, date},
};

const EPOCH: Date = date(1970, 1, 1);

/// Returns the days from 1 January 1970 to a day.
#[expect(clippy::cast_possible_truncation, reason = "a civil date is within ten thousand years")]
pub(crate) fn from_date(day: Date) -> i32 {
    day.duration_since(EPOCH).as_hours().div_euclid(24) as i32
}

/// Returns the day that lies a number of days from 1 January 1970; `None` outside jiff's calendar.
pub(crate) fn to_date(days: i32) -> Option<Date> {
    EPOCH.checked_add(SignedDuration::from_hours(i64::from(days) * 24)).ok()
}

/// Returns the first day of a period.
pub(crate) fn first_of(period: Period) -> Date {
    match period {
        Period::Year(year) => date(year.number(), 1, 1),
        Period::Quarter(quarter) => {
            date(quarter.year().number(), quarter.number().cast_signed() * 3 - 2, 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_the_same_thing() {
        for day in [date(1969, 12, 31), date(2000, 2, 29), date(2024, 6, 6), date(2199, 12, 31)] {
            assert_eq!(to_date(from_date(day)), Some(day));
        }
        assert_eq!(from_date(date(1970, 1, 2)), 1);
        assert_eq!(from_date(date(1969, 12, 31)), -1);
    }

    #[test]
    fn a_quarter_begins_with_its_first_month() {
        let period = Period::parse("2024Q2").expect("a quarter");
        assert_eq!(first_of(period), date(2024, 4, 1));
    }

    #[test]
    fn a_number_beyond_the_calendar_is_no_day() {
        assert_eq!(to_date(i32::MAX), None);
    }
}
