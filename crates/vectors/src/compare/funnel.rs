//! Units against a reference rate.

use super::level::{BOTH, levels};
use crate::case::{Case, Field, Outcome};
use crate::tolerance::Tolerance;
use stats::Interval;
use stats::distribution::Binomial;
use stats::funnel::Funnel;
use stats::reference_test::{Position, ReferenceTest};

/// Exact tails of one unit under a reference rate.
pub(crate) fn against_reference(case: &Case) -> Outcome {
    let (share, reference) = (case.share("x", "n")?, case.number("theta0")?);
    let test = share.and_then(|share| ReferenceTest::new(share, reference));
    case.all(test.as_ref(), &TAILS, Tolerance::CLOSED_FORM_DIGITS)?;
    case.close("z_score", test.map(|test| test.z), Tolerance::CLOSED_FORM)?;
    case.close("p_midp", test.map(|test| test.mid_p), Tolerance::CLOSED_FORM)?;
    case.word(
        "flag_exact",
        test.map(|test| match test.position() {
            Position::BelowOuter => "low998",
            Position::BelowInner => "low95",
            Position::Inside => "inside",
            Position::AboveInner => "high95",
            Position::AboveOuter => "high998",
        }),
    )
}

const TAILS: [Field<ReferenceTest>; 4] = [
    ("p_low", |test| test.at_most),
    ("p_high", |test| test.at_least),
    ("p_central", |test| test.central),
    ("p_minlike", |test| test.no_more_likely),
];

/// Control limits for a number of trials.
///
/// - *Not answered*: more trials than the binomial tails are worked out for.
pub(crate) fn limits(case: &Case) -> Outcome {
    let (reference, n) = (case.number("theta0")?, case.count("n")?);
    let funnel = Funnel::new(reference);
    let binomial = Binomial::new(n, reference).ok_or_else(|| case.not_answered("n"))?;
    for level in levels(case, "q_lo", "", BOTH) {
        let quantile = |tail: f64| (n > 0).then(|| binomial.quantile(tail));
        case.whole(&format!("q_lo{}", level.digits), quantile(level.tails.0))?;
        case.whole(&format!("q_hi{}", level.digits), quantile(level.tails.1))?;
    }
    for level in levels(case, "sp05_lo", "", BOTH) {
        let ours = funnel.and_then(|it| it.interpolated_limits(n, level.confidence));
        pair(case, ours, ["sp05_lo", "sp05_hi"], &level.digits)?;
    }
    for level in levels(case, "sym_hi", "", BOTH) {
        let ours = funnel.and_then(|it| it.exact_limits(n, level.confidence));
        pair(case, ours, ["sp05_lo", "sym_hi"], &level.digits)?;
    }
    for level in levels(case, "normal_lo", "", BOTH) {
        let ours = funnel.and_then(|it| it.normal_limits(n, level.confidence));
        pair(case, ours, ["normal_lo", "normal_hi"], &level.digits)?;
    }
    Ok(())
}

fn pair(case: &Case, ours: Option<Interval>, [lower, upper]: [&str; 2], digits: &str) -> Outcome {
    let fields = [format!("{lower}{digits}"), format!("{upper}{digits}")];
    super::limits(case, ours, [&fields[0], &fields[1]], [Tolerance::CLOSED_FORM; 2])
}
