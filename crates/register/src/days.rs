//! Days as whole numbers since 1970, the form in which columns hold them.

use std::ops::RangeInclusive;

use domain::period::{Period, Quarter, Year};
use jiff::{
    SignedDuration,
    civil::{Date, date},
};

const EPOCH: Date = date(1970, 1, 1);

/// The days of the years that [`Year`] knows.
pub(crate) const YEARS: RangeInclusive<i32> = -25_567..=84_005;

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

/// Returns the number a quarter has in columns, four to a year and in order of time.
pub(crate) fn quarter_number(quarter: Quarter) -> u16 {
    quarter.year().number().cast_unsigned() * 4 + u16::from(quarter.number()) - 1
}

/// Returns the quarter with a number; `None` where there is none.
pub(crate) fn numbered_quarter(number: u16) -> Option<Quarter> {
    let year = Year::new((number / 4).cast_signed())?;
    Quarter::new(year, u8::try_from(number % 4).expect("less than four") + 1)
}

/// Returns the number of the month a day lies in, twelve to a year and in order of time.
pub(crate) fn month_number(day: Date) -> u16 {
    day.year().cast_unsigned() * 12 + u16::from(day.month().cast_unsigned()) - 1
}

/// Returns the first day of the month with a number; `None` outside the calendar.
pub(crate) fn numbered_month(number: u16) -> Option<Date> {
    let month = i8::try_from(number % 12 + 1).ok()?;
    Date::new((number / 12).cast_signed(), month, 1).ok()
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
    fn the_years_we_know_have_a_first_and_a_last_day() {
        let ends = (from_date(date(1900, 1, 1)), from_date(date(2199, 12, 31)));
        assert_eq!((*YEARS.start(), *YEARS.end()), ends);
    }

    #[test]
    fn quarters_have_numbers_in_order_of_time() {
        let quarter = |text| Quarter::of(first_of(Period::parse(text).expect("a quarter")));
        let quarters = ["1900Q1", "2024Q4", "2025Q1", "2199Q4"].map(quarter);
        assert_eq!(quarters.map(quarter_number), [7600, 8099, 8100, 8799]);
        for quarter in quarters {
            assert_eq!(numbered_quarter(quarter_number(quarter)), Some(quarter));
        }
        assert_eq!([0, 7599, 8800, u16::MAX].map(numbered_quarter), [None; 4]);
    }

    #[test]
    fn months_have_numbers_in_order_of_time() {
        let days = [date(1900, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2199, 12, 1)];
        assert_eq!(days.map(month_number), [22_800, 24_299, 24_300, 26_399]);
        for day in days {
            assert_eq!(numbered_month(month_number(day)), Some(day.first_of_month()));
        }
    }

    #[test]
    fn a_number_beyond_the_calendar_is_no_day() {
        assert_eq!(to_date(i32::MAX), None);
    }
}
