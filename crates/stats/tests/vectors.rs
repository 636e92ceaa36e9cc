//! Every value in `data/` was computed by other software; ours must agree to the tolerance.

use stats::{Confidence, Proportion};

#[test]
fn wilson_intervals_agree_with_independent_software() {
    let mut reader = csv::Reader::from_path("tests/data/wilson.csv").expect("the vectors are here");
    let mut checked = 0;
    for row in reader.records() {
        let row = row.expect("a readable row");
        let number = |column: usize| row[column].parse::<f64>().expect("a number");
        let count = |column: usize| row[column].parse::<u32>().expect("a count");
        let (x, n) = (count(1), count(2));
        let share = Proportion::from_parts(x, n - x);
        if &row[4] == "undefined" {
            assert_eq!(share, None, "case {}", &row[0]);
        } else {
            let share = share.expect("a defined case has trials");
            let interval = share.wilson_interval(confidence(&row[3]));
            agree(&row[0], share.value(), number(5));
            agree(&row[0], interval.lower, number(6));
            agree(&row[0], interval.upper, number(7));
        }
        checked += 1;
    }
    assert_eq!(checked, 201);
}

fn confidence(level: &str) -> Confidence {
    match level {
        "0.8" => Confidence::with_quantile(0.8, 1.281_551_565_544_600_4),
        "0.9" => Confidence::with_quantile(0.9, 1.644_853_626_951_472_7),
        "0.95" => Confidence::P95,
        "0.99" => Confidence::with_quantile(0.99, 2.575_829_303_548_900_4),
        "0.998" => Confidence::P99_8,
        other => panic!("no quantile for level {other}"),
    }
}

#[track_caller]
fn agree(case: &str, ours: f64, theirs: f64) {
    let tolerance = 1e-12_f64.max(theirs.abs() * 1e-12);
    assert!((ours - theirs).abs() <= tolerance, "case {case}: {ours} and not {theirs}");
}
