//! Times with pending cases.

use crate::{agree, cases};
use serde_json::Value;
use stats::Confidence;
use stats::survival::{Observation, Share, Survival};

#[test]
fn survival_curves_agree_with_independent_software() {
    cases::check("kaplan_meier.json", 25, |case| {
        let observations = observations(case);
        let decided = observations.iter().filter(|observation| observation.ended).count();
        assert_eq!(decided as u64, case.count("n_decided"));
        assert_eq!((observations.len() - decided) as u64, case.count("n_pending"));
        let curve = Survival::new(&observations).expect("observations");
        steps(case, &curve);
        let quantiles = case.part("quantiles").expect("quantiles");
        for (name, share) in [
            ("0.25", Share::QUARTER),
            ("0.5", Share::HALF),
            ("0.75", Share::THREE_QUARTERS),
            ("0.9", Share::NINE_TENTHS),
        ] {
            let theirs = quantiles.part(name).expect("a quantile");
            let first = curve.quantile(share).map(f64::from);
            assert_eq!(first, theirs.maybe("first_time"), "{} {name}", case.name("quantiles"));
            let middle = curve.middle_quantile(share);
            assert_eq!(middle, theirs.maybe("midpoint_rule"), "{} {name}", case.name("middle"));
        }
        if let Some(limits) = case.part("median_ci95_loglog") {
            let ours = curve.median_limits(Confidence::P95);
            assert_eq!(ours.lower.map(f64::from), limits.maybe("lower"), "{}", case.name("lower"));
            assert_eq!(ours.upper.map(f64::from), limits.maybe("upper"), "{}", case.name("upper"));
        }
        let mean = case.part("restricted_mean").expect("a mean");
        assert_eq!(u64::from(curve.longest()), mean.count("tau"));
        let ours = curve.restricted_mean(u32::MAX);
        agree(&case.name("restricted_mean"), ours, mean.number("value"), 1e-12);
    });
}

fn steps(case: &cases::Case, curve: &Survival) {
    let rows = case.parts("table");
    assert_eq!(curve.steps().len(), rows.len(), "{}", case.name("table"));
    for (step, row) in curve.steps().iter().zip(rows) {
        assert_eq!(u64::from(step.time), row.count("t"));
        assert_eq!(step.at_risk, row.count("n_risk"), "{}", case.name("n_risk"));
        assert_eq!(step.events, row.count("n_event"), "{}", case.name("n_event"));
        agree(&case.name("survival"), step.survival, row.number("survival"), 1e-12);
        let interval = step.interval(Confidence::P95);
        for (field, ours) in [
            ("std_err_greenwood", step.standard_error()),
            ("lower95_loglog", interval.map(|interval| interval.lower)),
            ("upper95_loglog", interval.map(|interval| interval.upper)),
        ] {
            let theirs = row.maybe(field);
            assert_eq!(ours.is_some(), theirs.is_some(), "{} {field}", case.name("table"));
            if let (Some(ours), Some(theirs)) = (ours, theirs) {
                agree(&format!("{} {field}", case.name("table")), ours, theirs, 1e-11);
            }
        }
    }
}

fn observations(case: &cases::Case) -> Vec<Observation> {
    let entries = case.value("entry").and_then(Value::as_array).map(|_| case.counts("entry"));
    let cases = case.counts("time").into_iter().zip(case.counts("event")).enumerate();
    cases
        .map(|(i, (time, event))| Observation {
            time,
            ended: event == 1,
            entry: entries.as_ref().map(|entries| entries[i]),
        })
        .collect()
}
