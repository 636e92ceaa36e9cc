//! Intervals for one proportion.

use crate::table::{Row, check};
use crate::{agree, agree_in_digits};
use stats::{Confidence, Interval, Proportion};

#[test]
fn wilson_intervals_agree_with_independent_software() {
    check("wilson.csv", 201, |row| {
        let Some(share) = share(row) else { return };
        let interval = share.wilson_interval(confidence(row));
        agree_in_digits(&row.name("estimate"), share.value(), row.read("estimate"), 1e-12);
        compare(row, interval, "lower", "upper", 1e-12);
    });
}

#[test]
fn jeffreys_intervals_agree_with_independent_software() {
    check("jeffreys.csv", 201, |row| {
        let Some(share) = share(row) else { return };
        let raw = share.jeffreys_posterior().interval(confidence(row));
        compare(row, raw, "lower_raw", "upper_raw", 1e-11);
        let closed = share.jeffreys_interval(confidence(row));
        compare(row, closed, "lower_bcd", "upper_bcd", 1e-11);
    });
}

#[test]
fn exact_intervals_agree_with_independent_software() {
    check("clopper_pearson.csv", 201, |row| {
        let Some(share) = share(row) else { return };
        let interval = share.clopper_pearson_interval(confidence(row));
        compare(row, interval, "lower", "upper", 1e-11);
    });
}

/// Returns the row's share; an undefined row must have none.
fn share(row: &Row) -> Option<Proportion> {
    let (x, n): (u32, u32) = (row.read("x"), row.read("n"));
    let share = Proportion::from_parts(x, n - x);
    assert_eq!(share.is_some(), row.text("status") == "ok", "{}", row.name("status"));
    row.text("id");
    share
}

fn confidence(row: &Row) -> Confidence {
    Confidence::new(row.read("conf")).expect("a level")
}

#[track_caller]
fn compare(row: &Row, ours: Interval, lower: &str, upper: &str, tolerance: f64) {
    agree_in_digits(&row.name(lower), ours.lower, row.read(lower), tolerance);
    agree(&row.name(upper), ours.upper, row.read(upper), tolerance);
}
