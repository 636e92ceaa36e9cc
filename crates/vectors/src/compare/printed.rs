//! Das Gupta's printed examples.

use crate::case::{Case, Field, Outcome, Stop};
use crate::tolerance::Tolerance;
use stats::decomposition::{Cells, ThreeFactors, cross_classified, factor_effects};

/// A printed example; its decimals differ by kind.
///
/// - *Not answered*: a kind that is none of the three.
pub(crate) fn das_gupta(case: &Case) -> Outcome {
    case.remarks(&["description"]);
    match case.text("kind")? {
        "two_vector_factors" => {
            let (first, second) = (structure(case, "1", percent)?, structure(case, "2", percent)?);
            effects(case, ["mix_effect", "rate_effect"], [&first, &second], 1e-4)?;
            crude(case, [&first, &second], 1e-4)
        }
        "three_vector_factors" => {
            let factors = |end: &str| -> Result<Vec<Vec<f64>>, Stop> {
                ["a", "b", "c"].iter().map(|name| case.numbers(&format!("{name}{end}"))).collect()
            };
            let (first, second) = (factors("1")?, factors("2")?);
            effects(case, ["effect_a", "effect_b", "effect_c"], [&first, &second], 1e-6)?;
            crude(case, [&first, &second], 1e-5)
        }
        "cross_classified" => crossed(case),
        _ => Err(case.not_answered("kind")),
    }
}

/// Compares the effect of each factor.
fn effects<const N: usize>(
    case: &Case,
    fields: [&str; N],
    [first, second]: [&[Vec<f64>]; 2],
    unit: f64,
) -> Outcome {
    let ours = factor_effects(first, second);
    fields.iter().enumerate().try_for_each(|(place, field)| {
        let effect = ours.as_ref().and_then(|effects| effects.get(place).copied());
        case.close(field, effect, Tolerance::decimals(unit))
    })
}

/// Compares the two printed rates and their difference, which is what the effects add up to.
fn crude(case: &Case, [first, second]: [&[Vec<f64>]; 2], unit: f64) -> Outcome {
    let total = |factors: &[Vec<f64>]| -> f64 {
        let length = factors.iter().map(Vec::len).min().unwrap_or(0);
        (0..length).map(|place| factors.iter().map(|it| it[place]).product::<f64>()).sum()
    };
    let change = factor_effects(first, second).map(|effects| effects.iter().sum::<f64>());
    let close = Tolerance::decimals(unit);
    case.close("crude1", total(first), close)?;
    case.close("crude2", total(second), close)?;
    case.close("difference", change, close)
}

fn crossed(case: &Case) -> Outcome {
    let columns = usize::try_from(case.count("columns")?).unwrap_or(usize::MAX);
    let (n1, r1) = (case.numbers("size1")?, case.numbers("rate1")?);
    let (n2, r2) = (case.numbers("size2")?, case.numbers("rate2")?);
    let rows = n1.len().checked_div(columns).ok_or_else(|| case.not_answered("columns"))?;
    case.whole("rows", rows as u64)?;
    let first = Cells { columns, sizes: &n1, rates: &r1 };
    let effects_of = cross_classified(first, Cells { columns, sizes: &n2, rates: &r2 });
    let unit = Tolerance::decimals(1e-6);
    case.all(effects_of.as_ref(), &CROSSED, unit)?;
    let (first, second) = (structure(case, "1", share)?, structure(case, "2", share)?);
    effects(case, ["mix_effect_two_factor"], [&first, &second], 1e-6)?;
    crude(case, [&first, &second], 1e-6)
}

const CROSSED: [Field<ThreeFactors>; 4] = [
    ("row_structure_effect", |effects| effects.rows),
    ("column_structure_effect", |effects| effects.columns),
    ("rate_effect", |effects| effects.rates),
    ("mix_effect_two_factor", |effects| effects.rows + effects.columns),
];

/// Returns the weights and the rates of a period.
fn structure(case: &Case, end: &str, weight: fn(f64, f64) -> f64) -> Result<Vec<Vec<f64>>, Stop> {
    let sizes = case.numbers(&format!("size{end}"))?;
    let all: f64 = sizes.iter().sum();
    let weights = sizes.iter().map(|&size| weight(size, all)).collect();
    Ok(vec![weights, case.numbers(&format!("rate{end}"))?])
}

/// A weight that is printed as a percentage.
fn percent(size: f64, _: f64) -> f64 {
    size / 100.0
}

/// A weight that is a share of the whole.
fn share(size: f64, all: f64) -> f64 {
    size / all
}
