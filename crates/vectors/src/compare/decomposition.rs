//! Mix against rate.

use crate::case::{Case, Field, Outcome, SAME_LENGTH, Stop};
use crate::tolerance::Tolerance;
use stats::Tally;
use stats::decomposition::{
    Category, CategoryEffect, Cells, Kitagawa, ThreeFactors, cross_classified, nested,
};

const CLOSE: Tolerance = Tolerance::CLOSED_FORM;

/// The split into mix and rate, with what each category adds.
pub(crate) fn kitagawa(case: &Case) -> Outcome {
    let categories = categories(case)?;
    if case.list("categories")?.len() != categories.len() {
        return Err(case.broken("categories", SAME_LENGTH));
    }
    let change = Kitagawa::new(&categories);
    let change = change.as_ref();
    case.word("status", if change.is_some() { "ok" } else { "undefined" })?;
    case.all(change, &TOTALS, CLOSE)?;
    for (field, part) in PARTS {
        let parts =
            change.map(|it| it.categories.iter().map(|effect| Some(part(effect))).collect());
        case.each(field, parts, CLOSE)?;
    }
    match case.both("threefold", change)? {
        Some((part, change)) => part.all(Some(change), &THREEFOLD, CLOSE),
        None => Ok(()),
    }
}

const TOTALS: [Field<Kitagawa>; 7] = [
    ("rate1", |change| change.first_rate),
    ("rate2", |change| change.second_rate),
    ("difference", Kitagawa::difference),
    ("rate_effect", |change| change.rate_effect),
    ("mix_effect", |change| change.mix_effect),
    ("rate2_at_mix1", |change| change.second_rates_at_first_mix),
    ("rate1_at_mix2", |change| change.first_rates_at_second_mix),
];

const PARTS: [Field<CategoryEffect>; 3] = [
    ("rate_contribution", |effect| effect.rate),
    ("mix_contribution_raw", |effect| effect.raw_mix),
    ("mix_contribution_centred", |effect| effect.centered_mix),
];

const THREEFOLD: [Field<Kitagawa>; 3] = [
    ("rate_at_mix1", |change| change.second_rates_at_first_mix - change.first_rate),
    ("mix_at_rate1", |change| change.first_rates_at_second_mix - change.first_rate),
    ("interaction", |change| change.interaction),
];

/// The splits into three factors, nested and crossed.
///
/// - *Not answered*: cells in another order than row by row.
pub(crate) fn three_factors(case: &Case) -> Outcome {
    if !case.text("order")?.starts_with("row-major") {
        return Err(case.not_answered("order"));
    }
    let cells = categories(case)?;
    let columns = usize::try_from(case.count("sections")?).unwrap_or(usize::MAX);
    let rows = cells.len().checked_div(columns).ok_or_else(|| case.not_answered("sections"))?;
    case.whole("municipalities", rows as u64)?;
    let change = Kitagawa::new(&cells);
    case.all(change.as_ref(), &TOTALS[..2], CLOSE)?;
    let effects = nested(columns, &cells);
    case.close("difference", effects.map(|it| it.rows + it.columns + it.rates), CLOSE)?;
    if let Some((part, ours)) = case.both("hierarchical", effects)? {
        part.all(Some(&ours), &NESTED, CLOSE)?;
    }
    match case.both("cross_classified", crossed(columns, &cells))? {
        Some((part, ours)) => part.all(Some(&ours), &CROSSED, CLOSE),
        None => Ok(()),
    }
}

const NESTED: [Field<ThreeFactors>; 3] = [
    ("municipality_share_effect", |effects| effects.rows),
    ("section_mix_within_municipality_effect", |effects| effects.columns),
    ("cell_rate_effect", |effects| effects.rates),
];

const CROSSED: [Field<ThreeFactors>; 3] = [
    ("municipality_structure_effect", |effects| effects.rows),
    ("section_structure_effect", |effects| effects.columns),
    ("cell_rate_effect", |effects| effects.rates),
];

/// Returns the split of crossed classifications; `None` with an empty cell.
fn crossed(columns: usize, cells: &[Category]) -> Option<ThreeFactors> {
    let lists = |part: fn(&Category) -> Tally| -> Option<(Vec<f64>, Vec<f64>)> {
        let pair =
            |cell| Some((super::real(part(cell).trials()), part(cell).proportion()?.value()));
        cells.iter().map(pair).collect::<Option<Vec<_>>>().map(|pairs| pairs.into_iter().unzip())
    };
    let (n1, r1) = lists(|cell| cell.first)?;
    let (n2, r2) = lists(|cell| cell.second)?;
    let first = Cells { columns, sizes: &n1, rates: &r1 };
    cross_classified(first, Cells { columns, sizes: &n2, rates: &r2 })
}

fn categories(case: &Case) -> Result<Vec<Category>, Stop> {
    let (first, second) = (case.tallies("x1", "n1")?, case.tallies("x2", "n2")?);
    if first.len() != second.len() {
        return Err(case.broken("x2", SAME_LENGTH));
    }
    let pairs = first.into_iter().zip(second);
    Ok(pairs.map(|(first, second)| Category { first, second }).collect())
}
