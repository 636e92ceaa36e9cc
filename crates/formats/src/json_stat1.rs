//! JSON-stat 1.x, as Danmarks Statistik's older API gives it: `id`, `size` and `role` stand inside
//! `dimension`, and the dataset inside `dataset`.
//!
//! A missing number is null, and `status` holds its symbol. Of a layout the file takes the language.
//!
//! *Source*: json-stat.org/format, version 1.

use std::io::Write;

use serde_json::{Map, Value as Json, json};
use tables::slice::Slice;

use crate::{
    error::WriteError,
    json_stat::{ids, roles, sizes, unit, values},
    layout::Layout,
    words,
};

/// Writes a slice as a dataset of JSON-stat 1.x.
pub(crate) fn write(
    slice: &Slice<'_>,
    layout: &Layout,
    out: &mut impl Write,
) -> Result<(), WriteError> {
    let facts = slice.table().facts();
    let notes: Vec<_> =
        words::notes(slice, layout.language).into_iter().map(|note| note.text).collect();
    let mut dimension: Map<_, _> =
        (0..slice.choices().len()).map(|choice| entry(slice, choice, layout)).collect();
    for (key, value) in [("id", ids(slice)), ("size", sizes(slice)), ("role", roles(slice))] {
        dimension.insert(key.into(), value);
    }
    let head = json!({
        "label": words::title(slice, layout.language),
        "source": facts.source.get(layout.language),
        "updated": facts.drawn_on.to_string(),
        "note": notes,
        "dimension": dimension,
    })
    .to_string();
    let head = head.strip_suffix('}').expect("an object");
    values::write(slice, &format!("{{\"dataset\":{head}"), "}}", out)
}

fn entry(slice: &Slice<'_>, choice: usize, layout: &Layout) -> (String, Json) {
    let language = layout.language;
    let of = slice.dimension(choice);
    let places = slice.values(choice).enumerate();
    let index: Map<_, _> =
        places.map(|(place, value)| (value.code.clone(), place.into())).collect();
    let labels: Map<_, _> = slice
        .values(choice)
        .map(|value| (value.code.clone(), value.label.get(language).into()))
        .collect();
    let units: Map<_, _> = slice
        .values(choice)
        .filter_map(|value| Some((value.code.clone(), unit(value.unit.as_ref()?, layout))))
        .collect();
    let mut category = json!({ "index": index, "label": labels });
    if !units.is_empty() {
        category["unit"] = units.into();
    }
    let entry = json!({ "label": of.label.get(language), "category": category });
    (of.code.clone(), entry)
}
