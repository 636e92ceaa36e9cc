//! Trends, quantiles and lists of p values.

use super::level::fraction;
use super::used;
use crate::case::{Case, Field, Outcome, SAME_LENGTH};
use crate::tolerance::Tolerance;
use serde_json::Value;
use stats::multiplicity::{benjamini_hochberg, benjamini_yekutieli, holm};
use stats::quantile::quantile;
use stats::trend::{ChiSquare, Period, Trend};
use std::collections::BTreeSet;

/// The Cochran–Armitage test for trend.
pub(crate) fn trend(case: &Case) -> Outcome {
    let (scores, tallies) = (case.numbers("score")?, case.tallies("x", "n")?);
    if scores.len() != tallies.len() {
        return Err(case.broken("score", SAME_LENGTH));
    }
    let pairs = scores.iter().zip(&tallies);
    let periods: Vec<_> = pairs.map(|(&score, &tally)| Period { score, tally }).collect();
    let trend = Trend::new(&periods);
    case.word("status", if trend.is_some() { "ok" } else { "undefined" })?;
    case.whole("periods_used", trend.map_or(used(&tallies), |trend| trend.periods as u64))?;
    case.all(trend.as_ref(), &LINE, Tolerance::CLOSED_FORM)?;
    case.close("p_trend", trend.map(Trend::p_value), Tolerance::SEARCHED_DIGITS)?;
    let other = trend.map(Trend::p_value_n_minus_1);
    case.close("p_trend_n_minus_1", other, Tolerance::SEARCHED_DIGITS)?;
    chi_square(case, "total", trend.map(|it| it.total), trend)?;
    chi_square(case, "departure", trend.and_then(|it| it.departure), trend)
}

const LINE: [Field<Trend>; 5] = [
    ("pooled_rate", |trend| trend.pooled_rate),
    ("slope", |trend| trend.slope),
    ("z", |trend| trend.z),
    ("chi2_trend", |trend| trend.z * trend.z),
    ("z_n_minus_1", |trend| trend.z_n_minus_1),
];

/// Compares a test; where a trend leaves none, its degrees of freedom are 0.
fn chi_square(case: &Case, name: &str, ours: Option<ChiSquare>, trend: Option<Trend>) -> Outcome {
    let close = Tolerance::CLOSED_FORM;
    let degrees = trend.map(|_| ours.map_or(0, |test| test.degrees_of_freedom));
    case.whole(&format!("df_{name}"), degrees)?;
    case.close(&format!("chi2_{name}"), ours.map(|test| test.value), close)?;
    case.close(&format!("p_{name}"), ours.map(|test| test.p_value), close)
}

/// P values adjusted for many comparisons.
///
/// - *Not answered*: a p value that is no probability.
pub(crate) fn adjusted_p_values(case: &Case) -> Outcome {
    let p = case.numbers("p")?;
    let adjusted = benjamini_hochberg(&p).ok_or_else(|| case.not_answered("p"))?;
    for (field, ours) in
        [("bh", Some(adjusted.clone())), ("by", benjamini_yekutieli(&p)), ("holm", holm(&p))]
    {
        let ours = ours.map(|list| list.into_iter().map(Some).collect());
        case.each(field, ours, Tolerance::CLOSED_FORM_DIGITS)?;
    }
    let named = case.between("rejected_bh_", "").into_iter();
    for digits in named.chain(["005", "010"]).collect::<BTreeSet<_>>() {
        let field = format!("rejected_bh_{digits}");
        let level = digits.strip_prefix('0').and_then(fraction);
        let (part, whole) = level.ok_or_else(|| case.not_answered(&field))?;
        let level = f64::from(part) / f64::from(whole);
        let ours = adjusted.iter().map(|&p| p <= level).collect();
        case.each_same(&field, Some(ours), Value::as_bool, "a list of true and false")?;
    }
    Ok(())
}

/// Quantiles of type 7.
pub(crate) fn quantiles(case: &Case) -> Outcome {
    let (values, probs) = (case.numbers("values")?, case.numbers("probs")?);
    case.word("status", if values.is_empty() { "undefined" } else { "ok" })?;
    let ours = probs.iter().map(|&p| quantile(&values, p)).collect();
    case.each("quantiles", Some(ours), Tolerance::SEARCHED)
}
