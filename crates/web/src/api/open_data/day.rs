//! Days as feeds and calendars write them: a draw or an update is of a day, which begins in Denmark.

use std::sync::LazyLock;

use jiff::{Zoned, civil::Date, tz::TimeZone};

/// Danish time by its rule, so that no list of time zones is needed.
///
/// *Source*: directive 2000/84/EC; lov nr. 1089 af 29. december 1997 om sommertid.
static DENMARK: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a rule as POSIX writes it")
});

fn midnight(day: Date) -> Zoned {
    // Summer time neither begins nor ends at midnight, so that every day has one.
    day.to_zoned(DENMARK.clone()).expect("draws are of years that calendars know")
}

/// Returns the beginning of a day: `2025-06-10T00:00:00+02:00`.
///
/// *Source*: RFC 3339.
pub(crate) fn start(day: Date) -> String {
    midnight(day).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Returns the beginning of a day in UTC: `20250609T220000Z`.
///
/// *Source*: RFC 5545, section 3.3.5.
pub(crate) fn stamp(day: Date) -> String {
    midnight(day).timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_begins_by_danish_time_in_summer_and_winter() {
        check(date(2025, 6, 10), "2025-06-10T00:00:00+02:00", "20250609T220000Z");
        check(date(2025, 1, 10), "2025-01-10T00:00:00+01:00", "20250109T230000Z");
    }

    #[test]
    fn the_day_on_which_the_clock_changes_begins_before_it_does() {
        check(date(2025, 3, 30), "2025-03-30T00:00:00+01:00", "20250329T230000Z");
        check(date(2025, 10, 26), "2025-10-26T00:00:00+02:00", "20251025T220000Z");
    }

    #[track_caller]
    fn check(day: Date, expected_start: &str, expected_stamp: &str) {
        assert_eq!(start(day), expected_start);
        assert_eq!(stamp(day), expected_stamp);
    }
}
