//! Two proportions.

use crate::table::{Row, check};
use crate::{agree, agree_in_digits};
use stats::difference::Difference;
use stats::{Confidence, Interval, Proportion};

#[test]
fn hybrid_score_intervals_agree_with_independent_software() {
    check("newcombe_diff.csv", 114, |row| {
        compare(row, 1e-12, Difference::newcombe_interval);
    });
}

#[test]
fn score_intervals_agree_with_forty_digit_arithmetic() {
    check("miettinen_nurminen_diff.csv", 114, |row| {
        compare(row, 1e-10, Difference::miettinen_nurminen_interval);
    });
}

#[test]
fn tests_of_two_proportions_agree_with_independent_software() {
    check("two_proportion_tests.csv", 113, |row| {
        row.text("id");
        let pair = pair(row);
        assert_eq!(pair.is_none(), row.text("status") == "undefined", "{}", row.name("status"));
        let Some(pair) = pair else { return };
        let fisher = pair.fisher_test();
        let digits = |column: &str, ours: f64| {
            agree_in_digits(&row.name(column), ours, row.read(column), 1e-10);
        };
        digits("fisher_less", fisher.less);
        digits("fisher_greater", fisher.greater);
        digits("fisher_two_sided", fisher.two_sided);
        agree(&row.name("fisher_midp"), fisher.mid_p, row.read("fisher_midp_central"), 1e-11);
        let defined = row.text("status") == "ok";
        assert_eq!(defined, pair.pooled_test().is_some(), "{}", row.name("status"));
        let (Some(z), Some(yates)) = (pair.pooled_test(), pair.yates_test()) else { return };
        digits("z_pooled", z.statistic);
        digits("p_pooled", z.p_value);
        agree(&row.name("chi2_yates"), yates.statistic, row.read("chi2_yates"), 1e-10);
        agree(&row.name("p_yates"), yates.p_value, row.read("p_yates"), 1e-10);
    });
}

#[test]
fn newcombes_printed_table_is_met() {
    check("published/newcombe1998_table2.csv", 8, |row| {
        let pair = pair(row).expect("both groups have trials");
        let printed = |ours: Interval, method: &str| {
            for (column, ours) in [("lower", ours.lower), ("upper", ours.upper)] {
                let column = format!("{column}_{method}");
                if let Some(theirs) = row.maybe::<f64>(&column) {
                    assert!((ours - theirs).abs() < 5.1e-5, "{} {ours}", row.name(&column));
                }
            }
        };
        printed(pair.newcombe_interval(Confidence::P95), "hybrid_score");
        printed(pair.miettinen_nurminen_interval(Confidence::P95), "miettinen_nurminen");
        printed(pair.mee_interval(Confidence::P95), "mee");
    });
}

fn pair(row: &Row) -> Option<Difference> {
    let share = |x: &str, n: &str| {
        let (x, n): (u32, u32) = (row.read(x), row.read(n));
        Proportion::from_parts(x, n - x)
    };
    let (first, second) = (share("x1", "n1"), share("x2", "n2"));
    Some(Difference { first: first?, second: second? })
}

#[track_caller]
fn compare(row: &Row, tolerance: f64, method: impl Fn(Difference, Confidence) -> Interval) {
    row.text("id");
    let pair = pair(row);
    assert_eq!(pair.is_some(), row.text("status") == "ok", "{}", row.name("status"));
    let Some(pair) = pair else { return };
    let level = Confidence::new(row.read("conf")).expect("a level");
    let interval = method(pair, level);
    agree(&row.name("diff"), pair.value(), row.read("diff"), tolerance);
    agree(&row.name("lower"), interval.lower, row.read("lower"), tolerance);
    agree(&row.name("upper"), interval.upper, row.read("upper"), tolerance);
}
