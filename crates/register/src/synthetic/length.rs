//! How long a case takes, and which cases have a statutory deadline.

use domain::topic::TopicCode;

use super::{line::on_line, quota::rounded};

/// The statutory deadline, in days.
///
/// *Source*: 8 weeks (ast.dk).
pub(super) const DEADLINE_DAYS: i32 = 56;

/// The part of all cases that has a deadline; [`deadline_percent`] comes to it.
const DEADLINE_SHARE: f64 = 0.061;
/// Mean days of a case with a deadline; [`DEADLINE_POINTS`] come to it.
const DEADLINE_MEAN: f64 = 43.0;
/// Mean days of [`POINTS`], and of the longer tail in them.
const MEAN: f64 = 139.7;
const TAIL_MEAN: f64 = 14.2;
/// The part of the days beyond [`MEAN`] that lies in the tail.
const IN_TAIL: f64 = 0.2;

/// Mean days of all cases decided in the middle of a year, on a line between the middles.
///
/// Each year's mean is that of the line, so that 2018 comes to 147 and 2019 to 126 days. The rise
/// after 2020 is chosen. What is known is that received cases rose by 10,500 from 2020 to 2024, over
/// all case categories. The municipal cases are about two in five of all (18,420 of 47,000 decided in
/// 2022), but their decided cases are tied to the published figures and hardly rise. Two fifths of the
/// 10,500, which is 4,200 more a year, would more than double the pending cases. At these means some
/// 1,300 more are received in 2024 than in 2020.
///
/// *Source*: 147 and 126 days (ast.dk); 10,500 (the minister's speaking notes, 3 April 2025).
const MEANS: [(i16, f64); 10] = [
    (2017, 137.0),
    (2018, 153.0),
    (2019, 122.0),
    (2020, 124.0),
    (2021, 127.0),
    (2022, 134.0),
    (2023, 145.0),
    (2024, 162.0),
    (2025, 183.0),
    (2027, 231.0),
];

/// Days of a case without a deadline, at these parts of ten thousand: a log-normal distribution with a
/// median of 118 days and a spread of 0.55; and the days that a longer tail adds.
const POINTS: [(i32, i32, i32); 14] = [
    (0, 14, 0),
    (100, 33, 0),
    (500, 48, 0),
    (1_000, 58, 0),
    (2_000, 74, 0),
    (3_000, 88, 0),
    (4_000, 103, 0),
    (5_000, 118, 0),
    (6_000, 136, 0),
    (7_000, 157, 0),
    (8_000, 187, 8),
    (9_000, 239, 45),
    (9_500, 292, 90),
    (10_000, 560, 220),
];

/// Days of a case with a deadline; about 85 in a hundred are decided within it.
const DEADLINE_POINTS: [(i32, i32, i32); 8] = [
    (0, 7, 0),
    (1_000, 25, 0),
    (3_000, 36, 0),
    (5_000, 43, 0),
    (7_000, 49, 0),
    (8_500, 57, 0),
    (9_500, 70, 0),
    (10_000, 112, 0),
];

/// No case takes longer, in days.
pub(super) const LONGEST: i32 = 1_250;

/// Returns the days from receipt to a decision on a day; `part` of ten thousand cases are faster.
///
/// Cases with a deadline are decided as fast in every year, so what the board falls behind lies in the
/// others, and most of all in those that wait longest.
///
/// *Source*: cases with a statutory deadline squeeze the rest (the minister's speaking notes, 3 April
/// 2025).
pub(super) fn processing_days(part: i32, decided: i32, has_deadline: bool) -> i32 {
    if has_deadline {
        return rounded(at(&DEADLINE_POINTS, part).0).cast_signed();
    }
    let mean = (mean_days(decided) - DEADLINE_SHARE * DEADLINE_MEAN) / (1.0 - DEADLINE_SHARE);
    let tail = (mean - MEAN).max(0.0) * IN_TAIL;
    let (days, more) = at(&POINTS, part);
    let days = days * (mean - tail) / MEAN + more * tail / TAIL_MEAN;
    rounded(days).cast_signed().min(LONGEST)
}

/// Returns how many days' decisions are pending on a day.
///
/// They are the cases that are decided later and were received by then, in as many parts of each later
/// day's decisions as are that long.
pub(super) fn pending_days(day: i32) -> f64 {
    const STEP: u16 = 100;
    let (mut with, mut without) = (0, 0);
    for after in 1..=LONGEST {
        for part in (STEP / 2..10_000).step_by(STEP.into()) {
            let waits = |has| processing_days(part.into(), day + after, has) >= after;
            with += u32::from(waits(true));
            without += u32::from(waits(false));
        }
    }
    let sum = f64::from(with) * DEADLINE_SHARE + f64::from(without) * (1.0 - DEADLINE_SHARE);
    sum * f64::from(STEP) / 10_000.0
}

/// Returns the mean days of the cases decided on a day.
fn mean_days(day: i32) -> f64 {
    const MIDDLE: f64 = 0.5;
    on_line(&MEANS, 1970.0 + f64::from(day) / 365.2425 - MIDDLE)
}

/// Returns the days, and those of the tail, at a part of ten thousand.
fn at(points: &[(i32, i32, i32)], part: i32) -> (f64, f64) {
    let upper = points.partition_point(|(known, ..)| *known <= part);
    let ((from, low, less), (to, high, more)) = (points[upper - 1], points[upper]);
    let way = f64::from(part - from) / f64::from(to - from);
    let between = |low: i32, high: i32| f64::from(low) + f64::from(high - low) * way;
    (between(low, high), between(less, more))
}

/// Tells whether the board must decide a case within eight weeks.
pub(super) const fn has_deadline(topic: TopicCode, fate: u64) -> bool {
    // Digits of the fate that decide nothing else.
    fate / 100_000_000_000 % 100 < deadline_percent(topic)
}

/// Returns how many in a hundred cases of a topic have a deadline.
///
/// Which of the municipal cases have one is not known. Chosen are topics in which a child or a
/// livelihood cannot wait, so that a thousand or more of the board's 3,200 cases a year with a
/// deadline are municipal.
///
/// *Source*: about 3,200 cases a year, with 8 weeks (ast.dk).
const fn deadline_percent(topic: TopicCode) -> u64 {
    match topic.number() {
        122 => 90,
        211 => 80,
        121 | 132 => 50,
        123 => 30,
        301 | 311 => 8,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::days;

    #[test]
    fn the_means_of_2018_and_2019_are_the_known_ones() {
        check(2018, 147.0);
        check(2019, 126.0);
    }

    #[test]
    fn most_cases_with_a_deadline_are_decided_within_it() {
        let within =
            (0..10_000).filter(|part| processing_days(*part, 20_000, true) <= DEADLINE_DAYS);
        assert!((8_000..9_000).contains(&within.count()));
    }

    #[test]
    fn no_case_of_any_year_takes_the_longest_time() {
        let last = days::from_date(date(2040, 1, 1));
        assert!((0..last).step_by(90).all(|day| processing_days(9_999, day, false) < LONGEST));
    }

    /// Checks the mean days of the cases decided in a year.
    #[track_caller]
    fn check(year: i16, expected: f64) {
        let (mut days, mut cases) = (0.0, 0.0);
        for month in 1..=12 {
            let decided = days::from_date(date(year, month, 15));
            for part in (0..10_000).step_by(10) {
                let length = |has_deadline| f64::from(processing_days(part, decided, has_deadline));
                days += length(true) * DEADLINE_SHARE + length(false) * (1.0 - DEADLINE_SHARE);
                cases += 1.0;
            }
        }
        assert!((days / cases - expected).abs() < 1.0, "{year}: {}", days / cases);
    }
}
