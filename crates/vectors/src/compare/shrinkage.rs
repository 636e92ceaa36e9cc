//! Best estimates for small units: the quick version.

use super::level::{ONE, levels};
use super::{pooled, used};
use crate::case::{Case, Field, Outcome};
use crate::tolerance::Tolerance;
use stats::Tally;
use stats::distribution::Beta;
use stats::funnel::heterogeneity::heterogeneity;
use stats::shrinkage::{EmpiricalBayes, NoFit, moment_prior};

/// The beta distribution of highest likelihood, and the posterior of each unit.
pub(crate) fn empirical_bayes(case: &Case) -> Outcome {
    let tallies = case.tallies("x", "n")?;
    case.whole("units_used", used(&tallies))?;
    case.close("pooled_rate", pooled(&tallies), Tolerance::CLOSED_FORM)?;
    if let Some(part) = case.part("moment")? {
        moment(&part, &tallies)?;
    }
    let fit = EmpiricalBayes::fit(&tallies);
    case.word("status", status(fit))?;
    let without_spread = match fit {
        Ok(fit) => Some(fit.binomial_log_likelihood),
        Err(NoFit::NoSpread { log_likelihood, .. }) => Some(log_likelihood),
        Err(_) => None,
    };
    case.close("loglik_kernel_binomial", without_spread, Tolerance::SEARCHED_DIGITS)?;
    let fit = fit.ok();
    case.all(fit.as_ref(), &LIKELIEST, Tolerance::LIKELIEST)?;
    case.all(fit.as_ref(), &LOG_LIKELIHOODS, Tolerance::SEARCHED_DIGITS)?;
    posteriors(case, fit, &tallies)
}

fn status(fit: Result<EmpiricalBayes, NoFit>) -> &'static str {
    match fit {
        Ok(_) => "ok",
        Err(NoFit::TooFewUnits) => "single_unit",
        Err(NoFit::AllAlike) => "pooled_rate_0_or_1",
        Err(NoFit::SingleTrials) => "rho_not_identified",
        Err(NoFit::NoSpread { .. }) => "boundary_no_overdispersion",
        Err(NoFit::NothingShared) => "nothing_shared",
    }
}

const LIKELIEST: [Field<EmpiricalBayes>; 5] = [
    ("alpha", |fit| fit.prior.alpha()),
    ("beta", |fit| fit.prior.beta()),
    ("prior_sample_size", |fit| fit.prior_sample_size()),
    ("mu", |fit| fit.prior.mean()),
    ("rho", |fit| fit.intraclass_correlation()),
];

const LOG_LIKELIHOODS: [Field<EmpiricalBayes>; 2] = [
    ("loglik_kernel", |fit| fit.log_likelihood),
    ("loglik_full", |fit| fit.log_likelihood + fit.constant),
];

/// Compares the estimate by moments, where the case has one.
fn moment(part: &Case, tallies: &[Tally]) -> Outcome {
    let test = heterogeneity(tallies);
    part.close("pearson_chi2", test.map(|it| it.chi_square), Tolerance::CLOSED_FORM)?;
    let rho = test.and_then(|it| it.intraclass_correlation);
    part.close("rho_unclamped", rho, Tolerance::CLOSED_FORM)?;
    part.close("rho", rho.map(|rho| rho.max(0.0)), Tolerance::CLOSED_FORM)?;
    let prior = moment_prior(tallies);
    part.close("alpha", prior.map(Beta::alpha), Tolerance::CLOSED_FORM_DIGITS)?;
    part.close("beta", prior.map(Beta::beta), Tolerance::CLOSED_FORM_DIGITS)
}

fn posteriors(case: &Case, fit: Option<EmpiricalBayes>, tallies: &[Tally]) -> Outcome {
    let parts = case.parts("posterior")?;
    let length = |length: usize| (length > 0).then_some(length);
    let ours = fit.map_or(0, |_| tallies.len());
    if ours != parts.len() {
        case.same("posterior", length(ours), length(parts.len()));
    }
    let units = tallies.iter().zip(&parts);
    fit.map_or(Ok(()), |fit| units.into_iter().try_for_each(|(&it, part)| posterior(part, fit, it)))
}

fn posterior(part: &Case, fit: EmpiricalBayes, tally: Tally) -> Outcome {
    part.whole("x", u64::from(tally.successes))?;
    part.whole("n", tally.trials())?;
    let ours = fit.posterior(tally);
    for level in levels(part, "lower", "", ONE) {
        let interval = ours.interval(level.confidence);
        for (end, ours) in [("lower", interval.lower), ("upper", interval.upper)] {
            part.close(&format!("{end}{}", level.digits), ours, Tolerance::SEARCHED)?;
        }
    }
    for (field, ours) in [
        ("mean", ours.mean()),
        ("sd", ours.standard_deviation()),
        ("prob_above_mu", ours.above(fit.prior.mean())),
        ("shrinkage_weight_own", fit.own_weight(tally)),
    ] {
        part.close(field, ours, Tolerance::SEARCHED)?;
    }
    Ok(())
}
