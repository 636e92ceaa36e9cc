//! More spread between units than chance gives.

use super::level::{BOTH, levels};
use super::{pooled, used};
use crate::case::{Case, Outcome, Stop};
use crate::tolerance::Tolerance;
use stats::funnel::heterogeneity::{Heterogeneity, heterogeneity};
use stats::funnel::overdispersion::{
    Overdispersion, Scale, Scores, consistency_factor, mean_square,
};
use stats::{Interval, Proportion, Tally};

const CLOSE: Tolerance = Tolerance::CLOSED_FORM;

/// Scores of units, their spread, and limits that allow for it.
pub(crate) fn overdispersion(case: &Case) -> Outcome {
    let tallies = case.tallies("x", "n")?;
    let fraction = case.number("winsor_fraction")?;
    let test = heterogeneity(&tallies);
    case.whole("units_used", used(&tallies))?;
    case.close("theta0", pooled(&tallies), CLOSE)?;
    case.word(
        "status",
        match test {
            None => "undefined",
            Some(test) if test.degrees_of_freedom == 0 => "single_unit",
            Some(_) => "ok",
        },
    )?;
    spread_as_a_whole(case, test)?;
    let winsorized = both_scales(case, &tallies, fraction)?;
    for limits in case.parts("limits_score")? {
        control_limits(&limits, winsorized)?;
    }
    Ok(())
}

/// Compares the scores of both scales, and returns the spread by score z after winsorizing.
fn both_scales(
    case: &Case,
    tallies: &[Tally],
    fraction: f64,
) -> Result<Option<Overdispersion>, Stop> {
    if let Some((part, scores)) = case.both("arcsine", Scores::of(tallies, Scale::Arcsine))? {
        spread(case, &part, &scores, fraction)?;
    }
    let Some((part, scores)) = case.both("score", Scores::of(tallies, Scale::Score))? else {
        return Ok(None);
    };
    let winsorized = spread(case, &part, &scores, fraction)?;
    correction(&part, &scores, fraction)?;
    if (fraction - 0.1).abs() < 1e-9 {
        corrected(&part, Overdispersion::estimate(tallies))?;
    }
    standardized(&part, tallies, winsorized)?;
    Ok(Some(winsorized))
}

fn spread_as_a_whole(case: &Case, test: Option<Heterogeneity>) -> Outcome {
    case.close("dispersion_chi2", test.map(|it| it.chi_square), CLOSE)?;
    case.whole("dispersion_df", test.map(|it| it.degrees_of_freedom))?;
    let p = test.and_then(|it| it.p_value);
    case.close("dispersion_p", p, Tolerance::SEARCHED_DIGITS)?;
    let rho = test.and_then(|it| it.intraclass_correlation);
    case.close("rho_moment", rho.map(|rho| rho.max(0.0)), CLOSE)
}

/// Compares z, the cuts, φ and τ² of one scale, and returns the spread after winsorizing.
///
/// - *Not answered*: a fraction that is not from 0 to ½.
fn spread(
    case: &Case,
    part: &Case,
    scores: &Scores,
    fraction: f64,
) -> Result<Overdispersion, Stop> {
    let cut = scores.winsorized(fraction).ok_or_else(|| case.not_answered("winsor_fraction"))?;
    part.each("z", Some(list(&scores.z())), CLOSE)?;
    part.each("z_winsorised", Some(list(&cut.z)), CLOSE)?;
    part.close("z_low_cut", cut.low, CLOSE)?;
    part.close("z_high_cut", cut.high, CLOSE)?;
    let raw = scores.overdispersion(mean_square(&scores.z()));
    let winsorized = scores.overdispersion(mean_square(&cut.z));
    for (phi, tau, ours) in [("phi_raw", "tau2_raw", raw), ("phi", "tau2", winsorized)] {
        part.close(phi, ours.phi, CLOSE)?;
        part.close(tau, ours.tau_squared, CLOSE)?;
    }
    Ok(winsorized)
}

/// Compares what the correction for winsorizing makes of φ and τ².
fn correction(part: &Case, scores: &Scores, fraction: f64) -> Outcome {
    let factor = consistency_factor(fraction);
    part.close("consistency_factor", factor, CLOSE)?;
    let cut = scores.winsorized(fraction);
    let phi = cut.zip(factor).map(|(cut, factor)| mean_square(&cut.z) / factor);
    let ours = phi.map(|phi| scores.overdispersion(phi));
    corrected(part, ours)
}

/// Compares φ and τ² after the correction; with a tenth winsorized they are what is published.
fn corrected(part: &Case, ours: Option<Overdispersion>) -> Outcome {
    part.close("phi_corrected", ours.map(|it| it.phi), CLOSE)?;
    part.close("tau2_corrected", ours.map(|it| it.tau_squared), CLOSE)
}

fn standardized(part: &Case, tallies: &[Tally], spread: Overdispersion) -> Outcome {
    let shares: Vec<Proportion> = tallies.iter().filter_map(|tally| tally.proportion()).collect();
    let all = |z: fn(Overdispersion, Proportion) -> f64| {
        list(&shares.iter().map(|&share| z(spread, share)).collect::<Vec<_>>())
    };
    part.each("z_additive", Some(all(Overdispersion::additive_z)), CLOSE)?;
    part.each("z_multiplicative", Some(all(Overdispersion::multiplicative_z)), CLOSE)
}

fn control_limits(part: &Case, spread: Option<Overdispersion>) -> Outcome {
    let n = part.count("n")?;
    for level in levels(part, "add_lo", "", BOTH) {
        let ours = spread.and_then(|it| it.additive_limits(n, level.confidence));
        pair(part, ours, "add", &level.digits)?;
    }
    for level in levels(part, "mul_lo", "", BOTH) {
        let ours = spread.and_then(|it| it.multiplicative_limits(n, level.confidence));
        pair(part, ours, "mul", &level.digits)?;
    }
    Ok(())
}

fn pair(part: &Case, ours: Option<Interval>, form: &str, digits: &str) -> Outcome {
    let fields = [format!("{form}_lo{digits}"), format!("{form}_hi{digits}")];
    super::limits(part, ours, [&fields[0], &fields[1]], [CLOSE; 2])
}

fn list(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}
