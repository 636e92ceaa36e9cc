//! Rates at one common mix.

use super::level::{BOTH, ONE, levels};
use super::{limits, pooled, total};
use crate::case::{Case, Field, Outcome, SAME_LENGTH, Stop};
use crate::tolerance::Tolerance;
use stats::standardization::{DirectRate, IndirectRate, OffsetRate, Stratum, Undefined};
use stats::{Confidence, Interval, Tally};

const CLOSE: Tolerance = Tolerance::CLOSED_FORM;
const SEARCHED: Tolerance = Tolerance::SEARCHED;

/// The unit's rates at the reference's mix.
pub(crate) fn direct(case: &Case) -> Outcome {
    let strata = strata(case)?;
    let rate = DirectRate::new(&strata);
    case.word(
        "status",
        match &rate {
            Ok(_) => "ok",
            Err(Undefined::EmptyStratum) => "undefined_empty_stratum",
            Err(_) => "undefined",
        },
    )?;
    let rate = rate.ok();
    let local = local(&strata);
    let few = rate.as_ref().map(|_| total(&local).0 < 10);
    case.close("crude_rate", rate.as_ref().and_then(|_| pooled(&local)), CLOSE)?;
    case.all(rate.as_ref(), &DIRECT, CLOSE)?;
    case.flag("phe_suppressed_below_10", few)?;
    direct_limits(case, rate.as_ref())
}

fn direct_limits(case: &Case, rate: Option<&DirectRate>) -> Outcome {
    each_level(case, ["lower_mover_wilson", "upper_mover_wilson"], BOTH, CLOSE, |level| {
        rate.map(|rate| rate.mover_interval(level))
    })?;
    each_level(case, ["lower_dobson_byar", "upper_dobson_byar"], BOTH, SEARCHED, |level| {
        rate.and_then(|rate| rate.dobson_byar_interval(level))
    })?;
    each_level(case, ["lower_fay_feuer", "upper_fay_feuer"], ONE, SEARCHED, |level| {
        rate.and_then(|rate| rate.fay_feuer_interval(level))
    })
}

const DIRECT: [Field<DirectRate>; 3] = [
    ("standardised_rate", |rate| rate.value),
    ("variance_binomial", |rate| rate.binomial_variance),
    ("variance_poisson", |rate| rate.poisson_variance),
];

/// The unit's successes against those expected at the reference's rates.
pub(crate) fn indirect(case: &Case) -> Outcome {
    let strata = strata(case)?;
    let rate = IndirectRate::new(&strata).ok();
    let rate = rate.as_ref();
    case.word("status", if rate.is_some() { "ok" } else { "undefined" })?;
    case.whole("observed", rate.map(|rate| rate.observed))?;
    case.close("crude_rate", rate.and_then(|_| pooled(&local(&strata))), CLOSE)?;
    case.all(rate, &INDIRECT, CLOSE)?;
    case.close("z_score", rate.and_then(IndirectRate::z), CLOSE)?;
    case.all(rate, &TAILS, Tolerance::CLOSED_FORM_DIGITS)?;
    let method = |rate: &IndirectRate| if rate.observed < 10 { "exact_poisson" } else { "byar" };
    case.word("ci_method_byar_columns", rate.map(method))?;
    each_level(case, ["ratio_lower_byar", "ratio_upper_byar"], BOTH, SEARCHED, |level| {
        rate.map(|rate| rate.byar_interval(level))
    })?;
    each_level(case, ["ratio_lower_poisson", "ratio_upper_poisson"], BOTH, SEARCHED, |level| {
        rate.map(|rate| rate.poisson_interval(level))
    })?;
    let model = rate.and_then(|_| OffsetRate::new(&strata).ok());
    case.both("offset_logit", model)?.map_or(Ok(()), |(part, model)| offset(&part, &model))
}

const INDIRECT: [Field<IndirectRate>; 5] = [
    ("expected", |rate| rate.expected),
    ("variance_under_reference", |rate| rate.variance),
    ("ratio", IndirectRate::ratio),
    ("reference_rate", |rate| rate.reference_rate),
    ("standardised_rate", IndirectRate::value),
];

const TAILS: [Field<IndirectRate>; 3] = [
    ("poisson_binomial_p_low", |rate| rate.at_most),
    ("poisson_binomial_p_high", |rate| rate.at_least),
    ("poisson_binomial_p_central", IndirectRate::p_value),
];

/// Compares the model with one shift of the log-odds.
fn offset(part: &Case, rate: &OffsetRate) -> Outcome {
    part.close("log_odds_shift", rate.shift, SEARCHED)?;
    part.close("standardised_rate", rate.value, SEARCHED)?;
    each_level(part, ["lower", "upper"], ONE, SEARCHED, |level| Some(rate.interval(level)))
}

/// Compares an interval at every level that stands in the names of its fields.
fn each_level(
    case: &Case,
    [lower, upper]: [&str; 2],
    always: &[&str],
    tolerance: Tolerance,
    ours: impl Fn(Confidence) -> Option<Interval>,
) -> Outcome {
    levels(case, lower, "", always).into_iter().try_for_each(|level| {
        let fields = [format!("{lower}{}", level.digits), format!("{upper}{}", level.digits)];
        limits(case, ours(level.confidence), [&fields[0], &fields[1]], [tolerance; 2])
    })
}

fn strata(case: &Case) -> Result<Vec<Stratum>, Stop> {
    let (local, reference) = (case.tallies("x", "n")?, case.tallies("x_ref", "n_ref")?);
    if local.len() != reference.len() {
        return Err(case.broken("x_ref", SAME_LENGTH));
    }
    let pairs = local.into_iter().zip(reference);
    Ok(pairs.map(|(local, reference)| Stratum { local, reference }).collect())
}

fn local(strata: &[Stratum]) -> Vec<Tally> {
    strata.iter().map(|stratum| stratum.local).collect()
}
