//! Rates at one common mix.

use crate::{agree, agree_in_digits, cases};
use stats::standardization::{DirectRate, IndirectRate, OffsetRate, Stratum, Undefined};
use stats::{Confidence, Interval};

const LEVELS: [(Confidence, &str); 2] = [(Confidence::P95, "95"), (Confidence::P99_8, "998")];

#[test]
fn directly_standardized_rates_agree_with_independent_software() {
    cases::check("direct_standardisation.json", 20, |case| {
        let strata = strata(case);
        let rate = DirectRate::new(&strata);
        let status = match &rate {
            Ok(_) => "ok",
            Err(Undefined::EmptyStratum) => "undefined_empty_stratum",
            Err(_) => "undefined",
        };
        assert_eq!(status, case.text("status"), "{}", case.name("status"));
        let Ok(rate) = rate else { return };
        let close =
            |field: &str, ours: f64| agree(&case.name(field), ours, case.number(field), 1e-11);
        let (x, n) = local(&strata);
        close("crude_rate", x / n);
        close("standardised_rate", rate.value);
        close("variance_binomial", rate.binomial_variance);
        close("variance_poisson", rate.poisson_variance);
        assert_eq!(x < 10.0, case.flag("phe_suppressed_below_10"));
        for (level, digits) in LEVELS {
            limits(case, "mover_wilson", digits, rate.mover_interval(level));
            let dobson = rate.dobson_byar_interval(level);
            let field = format!("lower_dobson_byar{digits}");
            assert_eq!(dobson.is_some(), case.maybe(&field).is_some(), "{}", case.name(&field));
            if let Some(ours) = dobson {
                limits(case, "dobson_byar", digits, ours);
            }
        }
        let gamma = rate.fay_feuer_interval(Confidence::P95);
        assert_eq!(gamma.is_some(), case.maybe("lower_fay_feuer95").is_some());
        if let Some(ours) = gamma {
            limits(case, "fay_feuer", "95", ours);
        }
    });
}

#[track_caller]
fn limits(case: &cases::Case, method: &str, digits: &str, ours: Interval) {
    let (lower, upper) = (format!("lower_{method}{digits}"), format!("upper_{method}{digits}"));
    agree(&case.name(&lower), ours.lower, case.number(&lower), 1e-10);
    agree(&case.name(&upper), ours.upper, case.number(&upper), 1e-10);
}

#[test]
fn indirectly_standardized_rates_agree_with_independent_software() {
    cases::check("indirect_standardisation.json", 20, |case| {
        let strata = strata(case);
        let rate = IndirectRate::new(&strata);
        assert_eq!(rate.is_ok(), case.text("status") == "ok", "{}", case.name("status"));
        assert_eq!(OffsetRate::new(&strata).is_ok(), rate.is_ok());
        let Ok(rate) = rate else { return };
        let close =
            |field: &str, ours: f64| agree(&case.name(field), ours, case.number(field), 1e-11);
        let (x, n) = local(&strata);
        assert_eq!(rate.observed, case.count("observed"));
        close("crude_rate", x / n);
        close("expected", rate.expected);
        close("variance_under_reference", rate.variance);
        close("ratio", rate.ratio());
        close("reference_rate", rate.reference_rate);
        close("standardised_rate", rate.value());
        close("z_score", rate.z().expect("a variance"));
        let digits = |field: &str, ours: f64| {
            agree_in_digits(&case.name(field), ours, case.number(field), 1e-11);
        };
        digits("poisson_binomial_p_low", rate.at_most);
        digits("poisson_binomial_p_high", rate.at_least);
        digits("poisson_binomial_p_central", rate.p_value());
        let method = if rate.observed < 10 { "exact_poisson" } else { "byar" };
        assert_eq!(method, case.text("ci_method_byar_columns"));
        for (level, digits) in LEVELS {
            ratio_limits(case, "byar", digits, rate.byar_interval(level));
            ratio_limits(case, "poisson", digits, rate.poisson_interval(level));
        }
        offset(case, &strata);
    });
}

#[track_caller]
fn ratio_limits(case: &cases::Case, method: &str, digits: &str, ours: Interval) {
    let field = |end: &str| format!("ratio_{end}_{method}{digits}");
    agree(&case.name(method), ours.lower, case.number(&field("lower")), 1e-10);
    agree(&case.name(method), ours.upper, case.number(&field("upper")), 1e-10);
}

fn offset(case: &cases::Case, strata: &[Stratum]) {
    let part = case.part("offset_logit").expect("a model");
    let rate = OffsetRate::new(strata).expect("trials");
    let shift = part.maybe("log_odds_shift");
    assert_eq!(rate.shift.is_some(), shift.is_some(), "{}", case.name("shift"));
    if let (Some(ours), Some(theirs)) = (rate.shift, shift) {
        agree(&case.name("shift"), ours, theirs, 1e-11);
    }
    let interval = rate.interval(Confidence::P95);
    agree(&case.name("offset rate"), rate.value, part.number("standardised_rate"), 1e-11);
    agree(&case.name("offset lower"), interval.lower, part.number("lower95"), 1e-10);
    agree(&case.name("offset upper"), interval.upper, part.number("upper95"), 1e-10);
}

fn strata(case: &cases::Case) -> Vec<Stratum> {
    let (local, reference) = (case.tallies("x", "n"), case.tallies("x_ref", "n_ref"));
    let pairs = local.into_iter().zip(reference);
    pairs.map(|(local, reference)| Stratum { local, reference }).collect()
}

fn local(strata: &[Stratum]) -> (f64, f64) {
    strata.iter().fold((0.0, 0.0), |(x, n), Stratum { local, .. }| {
        let successes = f64::from(local.successes);
        (x + successes, n + successes + f64::from(local.failures))
    })
}
