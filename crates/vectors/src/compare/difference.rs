//! Two proportions.

use super::limits;
use crate::case::{Case, Field, Outcome, Stop};
use crate::tolerance::Tolerance;
use stats::difference::{Difference, FisherTest};
use stats::{Confidence, Interval};

/// How an interval for a difference is found.
type Method = fn(Difference, Confidence) -> Interval;

/// Newcombe's hybrid score interval.
pub(crate) fn newcombe(case: &Case) -> Outcome {
    interval(case, Difference::newcombe_interval, Tolerance::CLOSED_FORM)
}

/// Miettinen and Nurminen's score interval.
pub(crate) fn miettinen_nurminen(case: &Case) -> Outcome {
    interval(case, Difference::miettinen_nurminen_interval, Tolerance::SEARCHED)
}

fn interval(case: &Case, method: Method, tolerance: Tolerance) -> Outcome {
    let (pair, level) = (pair(case)?, case.confidence("conf")?);
    case.word("status", if pair.is_some() { "ok" } else { "undefined" })?;
    case.close("diff", pair.map(Difference::value), Tolerance::CLOSED_FORM)?;
    limits(case, pair.map(|it| method(it, level)), ["lower", "upper"], [tolerance; 2])
}

/// Tests of two proportions: pooled z, Yates, Fisher.
pub(crate) fn two_proportion_tests(case: &Case) -> Outcome {
    let pair = pair(case)?;
    let (z, yates) =
        (pair.and_then(Difference::pooled_test), pair.and_then(Difference::yates_test));
    case.word(
        "status",
        match (pair, z) {
            (None, _) => "undefined",
            (Some(_), None) => "z_undefined",
            (Some(_), Some(_)) => "ok",
        },
    )?;
    let digits = Tolerance::CLOSED_FORM_DIGITS;
    case.close("z_pooled", z.map(|test| test.statistic), digits)?;
    case.close("p_pooled", z.map(|test| test.p_value), digits)?;
    case.close("chi2_yates", yates.map(|test| test.statistic), Tolerance::CLOSED_FORM)?;
    case.close("p_yates", yates.map(|test| test.p_value), Tolerance::CLOSED_FORM)?;
    let fisher = pair.map(Difference::fisher_test);
    case.all(fisher.as_ref(), &FISHER, digits)?;
    case.close("fisher_midp_central", fisher.map(|test| test.mid_p), Tolerance::CLOSED_FORM)
}

const FISHER: [Field<FisherTest>; 3] = [
    ("fisher_less", |test| test.less),
    ("fisher_greater", |test| test.greater),
    ("fisher_two_sided", |test| test.two_sided),
];

/// Newcombe's printed table: three methods, four decimals; a blank was not at hand.
pub(crate) fn printed_intervals(case: &Case) -> Outcome {
    let methods: [(&str, Method); 3] = [
        ("hybrid_score", Difference::newcombe_interval),
        ("miettinen_nurminen", Difference::miettinen_nurminen_interval),
        ("mee", Difference::mee_interval),
    ];
    let pair = pair(case)?;
    for (name, method) in methods {
        let ours = pair.map(|pair| method(pair, Confidence::P95));
        for (end, ours) in [("lower", ours.map(|it| it.lower)), ("upper", ours.map(|it| it.upper))]
        {
            let column = format!("{end}_{name}");
            if case.has(&column)? {
                case.close(&column, ours, Tolerance::decimals(5.1e-5))?;
            }
        }
    }
    Ok(())
}

/// Returns both proportions; `None` when one has no trials.
fn pair(case: &Case) -> Result<Option<Difference>, Stop> {
    let (first, second) = (case.share("x1", "n1")?, case.share("x2", "n2")?);
    Ok(first.zip(second).map(|(first, second)| Difference { first, second }))
}
