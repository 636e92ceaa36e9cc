//! Best estimates for small units: the version to publish.

use super::level::levels;
use crate::case::{Case, Field, Outcome};
use crate::tolerance::Tolerance;
use stats::Tally;
use stats::shrinkage::{Hierarchical, Posterior};

/// Both parameters integrated out, and the posterior of some units.
pub(crate) fn hierarchical(case: &Case) -> Outcome {
    case.remarks(&["integration_change.mean", "integration_change.quantile"]);
    let tallies = case.tallies("x", "n")?;
    let fit = Hierarchical::fit(&tallies);
    case.word("status", if fit.is_some() { "ok" } else { "undefined" })?;
    case.all(fit.as_ref(), &WHOLE, Tolerance::SEARCHED)?;
    for part in case.parts("units")? {
        let place = part.count("index")?;
        let tally = usize::try_from(place).ok().and_then(|place| tallies.get(place));
        let tally = tally.ok_or_else(|| part.broken("index", "the place of a unit, from 0"))?;
        unit(&part, fit.as_ref(), *tally)?;
    }
    Ok(())
}

const WHOLE: [Field<Hierarchical>; 4] = [
    ("log_marginal_kernel", |fit| fit.log_marginal()),
    ("posterior_mean_mu", |fit| fit.expectation(|mean, _| mean)),
    ("posterior_mean_s", |fit| fit.expectation(|_, size| (1.0 / size).sqrt())),
    ("posterior_mean_rho", |fit| fit.expectation(|_, size| 1.0 / (size + 1.0))),
];

/// Compares one unit; its limits are left out where the other side's quadrature did not settle.
fn unit(part: &Case, fit: Option<&Hierarchical>, tally: Tally) -> Outcome {
    part.whole("x", u64::from(tally.successes))?;
    part.whole("n", tally.trials())?;
    let posterior = fit.map(|fit| fit.posterior(tally));
    let ours = posterior.as_ref();
    part.close("mean", ours.map(Posterior::mean), Tolerance::SEARCHED)?;
    part.close("sd", ours.map(Posterior::standard_deviation), Tolerance::SEARCHED)?;
    for level in levels(part, "lower", "", &[]) {
        let interval = ours.map(|it| it.interval(level.confidence));
        let fields = [format!("lower{}", level.digits), format!("upper{}", level.digits)];
        super::limits(part, interval, [&fields[0], &fields[1]], [Tolerance::SEARCHED; 2])?;
    }
    Ok(())
}

/// The printed means of both parameters for the rat tumors.
///
/// The density at M = ∞ is 1e-6 of its mean and not zero, so these means grow without bound as the
/// grid gets finer there: two grids agree to a hundredth, not more. The printed ones have one
/// decimal and come from a grid that was cut by eye.
pub(crate) fn printed_means(case: &Case) -> Outcome {
    case.remarks(&["method", "source"]);
    let fit = Hierarchical::fit(&case.tallies("x", "n")?);
    let fit = fit.as_ref();
    let alpha = fit.map(|fit| fit.expectation(|mean, size| mean * size));
    let beta = fit.map(|fit| fit.expectation(|mean, size| (1.0 - mean) * size));
    case.close("computed_mean_alpha_s_below_1", alpha, Tolerance::digits(0.01))?;
    case.close("computed_mean_beta_s_below_1", beta, Tolerance::digits(0.01))?;
    case.close("published_mean_alpha", alpha, Tolerance::decimals(0.05))?;
    case.close("published_mean_beta", beta, Tolerance::decimals(0.15))
}
