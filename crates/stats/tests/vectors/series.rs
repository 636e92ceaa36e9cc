//! Trends, quantiles and lists of p values.

use crate::{agree, agree_in_digits, cases};
use stats::multiplicity::{benjamini_hochberg, benjamini_yekutieli, holm};
use stats::quantile::quantile;
use stats::trend::{ChiSquare, Period, Trend};

#[test]
fn trends_agree_with_independent_software() {
    cases::check("cochran_armitage.json", 49, |case| {
        let scores = case.numbers("score").into_iter();
        let tallies = case.tallies("x", "n");
        let used = tallies.iter().filter(|tally| !tally.is_empty()).count();
        assert_eq!(used as u64, case.count("periods_used"));
        let periods: Vec<Period> =
            scores.zip(tallies).map(|(score, tally)| Period { score, tally }).collect();
        let trend = Trend::new(&periods);
        assert_eq!(trend.is_some(), case.text("status") == "ok", "{}", case.name("status"));
        let Some(trend) = trend else { return };
        assert_eq!(trend.periods, used);
        let close =
            |field: &str, ours: f64| agree(&case.name(field), ours, case.number(field), 1e-10);
        close("pooled_rate", trend.pooled_rate);
        close("slope", trend.slope);
        close("z", trend.z);
        close("chi2_trend", trend.z * trend.z);
        close("z_n_minus_1", trend.z_n_minus_1);
        let digits = |field: &str, ours: f64| {
            agree_in_digits(&case.name(field), ours, case.number(field), 1e-9);
        };
        digits("p_trend", trend.p_value());
        digits("p_trend_n_minus_1", trend.p_value_n_minus_1());
        chi_square(case, "total", Some(trend.total));
        chi_square(case, "departure", trend.departure);
    });
}

fn chi_square(case: &cases::Case, name: &str, ours: Option<ChiSquare>) {
    let (value, p) = (case.maybe(&format!("chi2_{name}")), case.maybe(&format!("p_{name}")));
    let degrees = case.count(&format!("df_{name}"));
    assert_eq!(ours.map_or(0, |test| test.degrees_of_freedom), degrees, "{}", case.name(name));
    assert_eq!(ours.is_some(), value.is_some(), "{}", case.name(name));
    if let (Some(ours), Some(value), Some(p)) = (ours, value, p) {
        agree(&case.name(name), ours.value, value, 1e-10);
        agree(&case.name(name), ours.p_value, p, 1e-10);
    }
}

#[test]
fn adjusted_p_values_agree_with_independent_software() {
    cases::check("benjamini_hochberg.json", 31, |case| {
        let p = case.numbers("p");
        let adjusted = benjamini_hochberg(&p).expect("probabilities");
        for (field, ours) in
            [("bh", Some(adjusted.clone())), ("by", benjamini_yekutieli(&p)), ("holm", holm(&p))]
        {
            let (ours, theirs) = (ours.expect("probabilities"), case.numbers(field));
            assert_eq!(ours.len(), theirs.len(), "{}", case.name(field));
            for (ours, theirs) in ours.iter().zip(theirs) {
                agree_in_digits(&case.name(field), *ours, theirs, 1e-12);
            }
        }
        for (field, level) in [("rejected_bh_005", 0.05), ("rejected_bh_010", 0.1)] {
            let rejected: Vec<bool> = adjusted.iter().map(|&p| p <= level).collect();
            assert_eq!(rejected, case.flags(field), "{}", case.name(field));
        }
    });
}

#[test]
fn quantiles_agree_with_independent_software() {
    cases::check("quantiles_type7.json", 31, |case| {
        let (values, probs) = (case.numbers("values"), case.numbers("probs"));
        assert_eq!(!values.is_empty(), case.text("status") == "ok");
        let list = case.value("quantiles").and_then(|list| list.as_array()).expect("a list");
        assert_eq!(list.len(), probs.len());
        for (p, theirs) in probs.iter().zip(list) {
            let ours = quantile(&values, *p);
            assert_eq!(ours.is_some(), !theirs.is_null(), "{}", case.name("quantiles"));
            if let (Some(ours), Some(theirs)) = (ours, theirs.as_f64()) {
                agree(&case.name("quantiles"), ours, theirs, 1e-12);
            }
        }
    });
}
