//! Intervals for one proportion.

use super::limits;
use crate::case::{Case, Outcome, Stop};
use crate::tolerance::Tolerance;
use stats::Proportion;

/// What the limits of a proportion are held to; a lower one next to 0 has all its digits.
const LIMITS: [Tolerance; 2] = [Tolerance::CLOSED_FORM_DIGITS, Tolerance::CLOSED_FORM];
/// The same for limits that are searched for.
const QUANTILES: [Tolerance; 2] = [Tolerance::SEARCHED_DIGITS, Tolerance::SEARCHED];

/// Wilson's score interval.
pub(crate) fn wilson(case: &Case) -> Outcome {
    let (share, level) = (share(case)?, case.confidence("conf")?);
    case.close("estimate", share.map(Proportion::value), Tolerance::CLOSED_FORM_DIGITS)?;
    limits(case, share.map(|it| it.wilson_interval(level)), ["lower", "upper"], LIMITS)
}

/// Jeffreys' interval, with and without its ends closed.
pub(crate) fn jeffreys(case: &Case) -> Outcome {
    let (share, level) = (share(case)?, case.confidence("conf")?);
    let raw = share.map(|it| it.jeffreys_posterior().interval(level));
    limits(case, raw, ["lower_raw", "upper_raw"], QUANTILES)?;
    let closed = share.map(|it| it.jeffreys_interval(level));
    limits(case, closed, ["lower_bcd", "upper_bcd"], QUANTILES)
}

/// Clopper and Pearson's exact interval.
pub(crate) fn clopper_pearson(case: &Case) -> Outcome {
    let (share, level) = (share(case)?, case.confidence("conf")?);
    limits(case, share.map(|it| it.clopper_pearson_interval(level)), ["lower", "upper"], QUANTILES)
}

/// Returns the share of a case, and compares its status.
fn share(case: &Case) -> Result<Option<Proportion>, Stop> {
    let share = case.share("x", "n")?;
    case.word("status", if share.is_some() { "ok" } else { "undefined" })?;
    Ok(share)
}
