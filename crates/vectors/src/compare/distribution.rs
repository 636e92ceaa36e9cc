//! Tails of distributions.

use super::level::{BOTH, levels};
use super::limits;
use crate::case::{Case, Outcome};
use crate::tolerance::Tolerance;
use stats::distribution::{Beta, BetaBinomial, poisson_interval};

/// Probability and tails of the beta-binomial distribution.
pub(crate) fn beta_binomial(case: &Case) -> Outcome {
    let (x, n) = (case.count("x")?, case.count("n")?);
    let rate = Beta::new(case.number("alpha")?, case.number("beta")?);
    let rate = rate.ok_or_else(|| case.not_answered("alpha"))?;
    let unit = BetaBinomial::new(n, rate).ok_or_else(|| case.not_answered("n"))?;
    for (column, ours) in [
        ("pmf", unit.probability(x)),
        ("p_low", unit.at_most(x)),
        ("p_high", unit.at_least(x)),
        ("mean_rate", rate.mean()),
        ("rho", unit.intraclass_correlation()),
    ] {
        case.close(column, ours, Tolerance::CLOSED_FORM_DIGITS)?;
    }
    Ok(())
}

/// Printed limits of observed over expected events, seven digits.
pub(crate) fn printed_poisson_limits(case: &Case) -> Outcome {
    let (events, expected) = (case.count("expected")?, case.number("expected")?);
    for level in levels(case, "lower", "", BOTH) {
        let (lower, upper) = (format!("lower{}", level.digits), format!("upper{}", level.digits));
        let mut ours = poisson_interval(events, level.confidence);
        (ours.lower, ours.upper) = (ours.lower / expected, ours.upper / expected);
        let ours = (events > 0).then_some(ours);
        limits(case, ours, [&lower, &upper], [Tolerance::digits(1e-6); 2])?;
    }
    Ok(())
}
