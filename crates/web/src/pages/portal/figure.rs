//! Cells of tables as a page shows them.

use domain::format::{self, Language};
use tables::{
    cell::{Cell, Number},
    dimension::Value,
};

/// How many decimals a fraction that no table rounds is shown with.
const FRACTION: usize = 4;

/// Returns a number as readers write it: `1.234`, `44,9`.
pub fn number(number: Number, language: Language) -> String {
    let decimals = match number {
        Number::Decimal { places, .. } => places.into(),
        Number::Real(_) => FRACTION,
    };
    format::fixed(number.value(), decimals, language)
}

/// A cell: a number, or a symbol with the reason there is no number.
pub struct Shown {
    pub text: String,
    pub reason: Option<String>,
}

/// Returns a cell as it stands in a table.
pub fn shown(cell: Cell, language: Language) -> Shown {
    match cell {
        Cell::Number(it) => Shown { text: number(it, language), reason: None },
        Cell::Missing(reason) => Shown {
            text: reason.symbol().into(),
            reason: Some(reason.text().get(language).to_owned()),
        },
    }
}

/// Returns the name of a value; what is measured has its unit after it, unless it is counted.
pub fn name(value: &Value, language: Language) -> String {
    let label = value.label.get(language);
    match &value.unit {
        Some(unit) if unit.decimals != Some(0) => {
            format!("{label} ({})", unit.name.get(language))
        }
        _ => label.into(),
    }
}

/// Returns the name of a dimension as it begins a line.
pub fn upper_first(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_readers_write_them() {
        check(Number::count(1_234_567), "1.234.567");
        check(Number::Decimal { digits: 449, places: 1 }, "44,9");
        check(Number::Decimal { digits: -5, places: 1 }, "−0,5");
        check(Number::Decimal { digits: 12_005, places: 1 }, "1.200,5");
        check(Number::Real(1.0 / 3.0), "0,3333");
    }

    #[track_caller]
    fn check(it: Number, expected: &str) {
        assert_eq!(number(it, Language::Da), expected);
    }
}
