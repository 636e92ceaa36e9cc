//! The dimension of contents: what the numbers of a table are, and their units.

use tables::{
    dimension::{Dimension, Measured, Role, Unit, Value},
    text::Text,
};

/// Returns the dimension of some contents.
pub(crate) fn dimension(values: Vec<Value>) -> Dimension {
    Dimension {
        code: "ContentsCode".into(),
        label: Text::new("indhold", "contents"),
        role: Role::Contents,
        values,
        total: None,
        subsets: Vec::new(),
        notes: Vec::new(),
    }
}

/// Returns a kind of counts.
pub(crate) fn cases(code: &str, da: &str, en: &str) -> Value {
    let unit = unit("sager", "cases", Some(0), Measured::Flow);
    Value::new(code, Text::new(da, en)).in_unit(unit)
}

/// Returns a kind of counts on the last day of a period.
pub(crate) fn stock(code: &str, da: &str, en: &str) -> Value {
    let unit = unit("sager", "cases", Some(0), Measured::Stock);
    Value::new(code, Text::new(da, en)).in_unit(unit)
}

/// Returns a number of people on a day.
pub(crate) fn people(code: &str, da: &str, en: &str) -> Value {
    let unit = unit("personer", "people", Some(0), Measured::Stock);
    Value::new(code, Text::new(da, en)).in_unit(unit)
}

/// Returns a share in per cent with one decimal.
pub(crate) fn percent(code: &str, da: &str, en: &str) -> Value {
    let unit = unit("pct.", "per cent", Some(1), Measured::Average);
    Value::new(code, Text::new(da, en)).in_unit(unit)
}

/// Returns a fraction that is not rounded.
pub(crate) fn fraction(code: &str, da: &str, en: &str) -> Value {
    let unit = unit("andel", "fraction", None, Measured::Average);
    Value::new(code, Text::new(da, en)).in_unit(unit)
}

/// Returns a number of whole days.
pub(crate) fn days(code: &str, da: &str, en: &str) -> Value {
    let unit = unit("dage", "days", Some(0), Measured::Average);
    Value::new(code, Text::new(da, en)).in_unit(unit)
}

/// Returns a number of days that may lie between two.
pub(crate) fn half_days(code: &str, da: &str, en: &str) -> Value {
    let unit = unit("dage", "days", Some(1), Measured::Average);
    Value::new(code, Text::new(da, en)).in_unit(unit)
}

/// Returns a code that stands for a word.
pub(crate) fn code(code: &str, da: &str, en: &str) -> Value {
    let unit = unit("kode", "code", Some(0), Measured::Average);
    Value::new(code, Text::new(da, en)).in_unit(unit)
}

fn unit(da: &str, en: &str, decimals: Option<u8>, measured: Measured) -> Unit {
    Unit { name: Text::new(da, en), decimals, measured }
}

/// Returns how cases ended, decided on their merits: the rate first, then the counts it is made of.
pub(crate) fn outcomes() -> Vec<Value> {
    vec![
        percent("omgoerelsesprocent", "Omgørelsesprocent", "Reversal rate"),
        cases("realitetsbehandlet", "Realitetsbehandlede sager", "Cases decided on their merits"),
        cases("omgjort", "Omgjort i alt", "Reversed in all"),
        cases("aendret", "Ændret eller ophævet", "Changed or annulled"),
        cases("hjemvist", "Hjemvist", "Remitted"),
        cases("stadfaestet", "Stadfæstet", "Upheld"),
    ]
}
