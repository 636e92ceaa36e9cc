//! A dimension of a JSON-stat 2.0 file.

use serde_json::{Map, Value as Json, json};
use tables::{
    dimension::{Dimension, Measured, Role, Subset, Unit, Value},
    slice::Slice,
    text::Text,
};

use crate::{layout::Layout, px, words};

/// Returns a dimension by its code, with the values that were chosen.
pub(super) fn entry(slice: &Slice<'_>, choice: usize, layout: &Layout) -> (String, Json) {
    let dimension = slice.dimension(choice);
    let mut entry = Map::new();
    entry.insert("label".into(), dimension.label.get(layout.language).into());
    if !dimension.notes.is_empty() {
        entry.insert("note".into(), texts(&dimension.notes, layout));
    }
    entry.insert("category".into(), category(slice, choice, layout));
    entry.insert("extension".into(), extension(slice, choice, layout));
    (dimension.code.clone(), entry.into())
}

fn category(slice: &Slice<'_>, choice: usize, layout: &Layout) -> Json {
    let language = layout.language;
    let places = slice.values(choice).enumerate();
    let index = places.map(|(place, value)| (value.code.clone(), Json::from(place)));
    let label = by_code(slice, choice, |value| Some(value.label.get(language).into()));
    let note = by_code(slice, choice, |value| {
        (!value.notes.is_empty()).then(|| texts(&value.notes, layout))
    });
    let unit = by_code(slice, choice, |value| value.unit.as_ref().map(|of| unit(of, layout)));
    let mut category = Map::new();
    category.insert("index".into(), Json::Object(index.collect()));
    category.insert("label".into(), label.into());
    for (key, entries) in [("note", note), ("child", children(slice, choice)), ("unit", unit)] {
        if !entries.is_empty() {
            category.insert(key.into(), entries.into());
        }
    }
    category.into()
}

/// Returns the unit, with the decimals that are shown; fractions that are not rounded have more.
pub(crate) fn unit(unit: &Unit, layout: &Layout) -> Json {
    json!({ "base": unit.name.get(layout.language), "decimals": px::shown_decimals(unit) })
}

/// Returns the parts of each value, as far as both were chosen.
fn children(slice: &Slice<'_>, choice: usize) -> Map<String, Json> {
    let of = slice.dimension(choice);
    let mut is_chosen = vec![false; of.values.len()];
    for &place in &slice.choices()[choice].values {
        is_chosen[place] = true;
    }
    let mut children: Map<String, Json> = Map::new();
    for value in slice.values(choice) {
        if let Some(parent) = value.parent.filter(|&parent| is_chosen[parent]) {
            let parts = children.entry(&of.values[parent].code).or_insert_with(|| json!([]));
            parts.as_array_mut().expect("just made").push(value.code.as_str().into());
        }
    }
    children
}

fn extension(slice: &Slice<'_>, choice: usize, layout: &Layout) -> Json {
    let dimension = slice.dimension(choice);
    let mut extension = Map::new();
    extension.insert("elimination".into(), dimension.total.is_some().into());
    if let Some(total) = dimension.total {
        extension
            .insert("eliminationValueCode".into(), dimension.values[total].code.clone().into());
    }
    if dimension.role == Role::Contents {
        let measured = |value: &Value| value.unit.as_ref().map(|unit| unit.measured);
        let period = |value: &Value| {
            let period = words::reference_period(measured(value)?);
            Some(period.get(layout.language).into())
        };
        let kind = |value: &Value| measured(value).map(|of| measuring_type(of).into());
        extension.insert("refperiod".into(), by_code(slice, choice, period).into());
        extension.insert("measuringType".into(), by_code(slice, choice, kind).into());
    }
    extension.insert("codelists".into(), code_lists(dimension, layout));
    extension.into()
}

const fn measuring_type(measured: Measured) -> &'static str {
    match measured {
        Measured::Flow => "Flow",
        Measured::Stock => "Stock",
        Measured::Average => "Average",
    }
}

fn code_lists(dimension: &Dimension, layout: &Layout) -> Json {
    dimension.subsets.iter().map(|subset| code_list(subset, layout)).collect()
}

fn code_list(subset: &Subset, layout: &Layout) -> Json {
    let tag = layout.language.tag();
    let links = layout.addresses.code_lists.iter().map(|before| {
        let address = format!("{before}{}?lang={tag}", subset.id);
        json!({ "rel": "metadata", "hreflang": tag, "href": address })
    });
    json!({
        "id": subset.id,
        "label": subset.label.get(layout.language),
        "type": "Valueset",
        "links": links.collect::<Vec<_>>(),
    })
}

/// Returns what is said of the chosen values, by their codes.
fn by_code(
    slice: &Slice<'_>,
    choice: usize,
    of: impl Fn(&Value) -> Option<Json>,
) -> Map<String, Json> {
    slice.values(choice).filter_map(|value| Some((value.code.clone(), of(value)?))).collect()
}

fn texts(texts: &[Text], layout: &Layout) -> Json {
    texts.iter().map(|text| text.get(layout.language)).collect()
}
