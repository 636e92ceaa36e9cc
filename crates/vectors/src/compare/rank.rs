//! Ranks of units whose rates are uncertain.

use super::level::{ONE, levels};
use crate::case::{Case, Outcome, SAME_LENGTH};
use crate::tolerance::Tolerance;
use serde_json::Value;
use stats::distribution::Beta;
use stats::rank::Ranks;

/// Expected ranks, their probabilities and intervals.
///
/// - *Not answered*: shapes or numbers of units beyond those ranks are worked out for.
pub(crate) fn ranks(case: &Case) -> Outcome {
    case.remarks(&["quadrature_change"]);
    let (alpha, beta) = (case.numbers("alpha")?, case.numbers("beta")?);
    if alpha.len() != beta.len() {
        return Err(case.broken("beta", SAME_LENGTH));
    }
    let shapes = alpha.iter().zip(&beta);
    let units: Option<Vec<Beta>> = shapes.map(|(&a, &b)| Beta::new(a, b)).collect();
    let units = units.ok_or_else(|| case.not_answered("alpha"))?;
    let ranks = Ranks::new(&units).ok_or_else(|| case.not_answered("alpha"))?;
    let each = |field: &str, ours: &dyn Fn(usize) -> Option<f64>| {
        case.each(field, Some((0..units.len()).map(ours).collect()), Tolerance::SEARCHED)
    };
    each("posterior_mean", &|unit| Some(units[unit].mean()))?;
    each("expected_rank", &|unit| ranks.expected(unit))?;
    each("prob_rank_first", &|unit| Some(ranks.probability(unit, 1)))?;
    each("prob_rank_last", &|unit| Some(ranks.probability(unit, units.len())))?;
    for places in case.between("prob_in_top_", "") {
        let field = format!("prob_in_top_{places}");
        let places: usize = places.parse().map_err(|_| case.not_answered(&field))?;
        each(&field, &|unit| Some(ranks.among_highest(unit, places)))?;
    }
    intervals(case, &ranks, units.len())?;
    if case.has("rank_probability")? { table(case, &ranks, units.len()) } else { Ok(()) }
}

fn intervals(case: &Case, ranks: &Ranks, units: usize) -> Outcome {
    for level in levels(case, "rank_lower", "", ONE) {
        let ours = (0..units).filter_map(|unit| ranks.interval(unit, level.confidence));
        let (lower, upper) = ours.map(|it| (it.lower as u64, it.upper as u64)).unzip();
        for (end, ours) in [("lower", lower), ("upper", upper)] {
            let field = format!("rank_{end}{}", level.digits);
            case.each_same(&field, Some(ours), Value::as_u64, "a list of ranks")?;
        }
    }
    Ok(())
}

/// Compares the probability of every rank of every unit, row by row.
fn table(case: &Case, ranks: &Ranks, units: usize) -> Outcome {
    const FIELD: &str = "rank_probability";
    let rows = case.list(FIELD)?.len();
    if rows != units {
        case.same(FIELD, Some(units), Some(rows));
        return Ok(());
    }
    for unit in 0..units {
        let ours = (1..=units).map(|rank| Some(ranks.probability(unit, rank))).collect();
        case.row(FIELD, unit, ours, Tolerance::SEARCHED)?;
    }
    Ok(())
}
