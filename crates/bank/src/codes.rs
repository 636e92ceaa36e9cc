//! The codes of reasons and formal errors, with the words readers know them by.

use std::collections::BTreeSet;

use domain::count::CodeCount;
use tables::{
    dimension::{Dimension, Role, Value},
    text::Text,
};

/// Returns a dimension of the codes that occur, in order, and the codes.
pub(crate) fn dimension<'a>(
    code: &str,
    label: Text,
    counts: &'a [CodeCount],
) -> (Dimension, Vec<&'a str>) {
    let codes: BTreeSet<_> = counts.iter().map(|count| count.code.as_str()).collect();
    let values = codes.iter().map(|code| Value::new(code.to_uppercase(), word(code)));
    let dimension = Dimension {
        code: code.into(),
        label,
        role: Role::Classification,
        values: values.collect(),
        total: None,
        subsets: Vec::new(),
        notes: vec![Text::new(
            "En sag kan have flere. De kan derfor ikke lægges sammen til sager.",
            "A case may have several, so they do not add up to cases.",
        )],
    };
    (dimension, codes.into_iter().collect())
}

/// Returns the word for a code; one we do not know stands as it was delivered.
///
/// *Source*: forvaltningsloven §§ 19, 22; retssikkerhedsloven § 10; the board's own reasons (ast.dk,
/// "Praksisundersøgelser").
fn word(code: &str) -> Text {
    match code {
        "information" => Text::new("Mangelfulde oplysninger", "Insufficient information"),
        "reasoning" => Text::new("Mangelfuld begrundelse", "Insufficient reasoning"),
        "assessment" => Text::new("En anden vurdering", "A different assessment"),
        "law" => Text::new("Forkert anvendelse af loven", "Wrong use of the law"),
        "hearing" => Text::new("Manglende partshøring", "Party not heard"),
        "investigation" => {
            Text::new("Undersøgelsespligten ikke opfyldt", "Duty to investigate not met")
        }
        other => Text::same(other),
    }
}
