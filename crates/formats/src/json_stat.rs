//! JSON-stat 2.0, as PxWebApi 2 gives it: a dataset with the extensions of its specification.
//!
//! A missing number is null; `status` holds its symbol, and `extension.status.label` says what the symbols
//! mean, as Eurostat does. Of a layout the file takes language and addresses.
//!
//! *Sources*: json-stat.org/full; PxWebApi 2, schema `Dataset`.

mod dimension;
mod extension;
pub(crate) mod values;

use std::io::Write;

use serde_json::{Map, Value as Json, json};
use tables::{dimension::Role, slice::Slice};

use crate::{error::WriteError, layout::Layout, words};
pub(crate) use dimension::unit;
pub(crate) use extension::may_be_added;

/// Writes a slice as a dataset.
pub(crate) fn write(
    slice: &Slice<'_>,
    layout: &Layout,
    out: &mut impl Write,
) -> Result<(), WriteError> {
    let head = serde_json::to_string(&head(slice, layout)).expect("keys are texts");
    values::write(slice, head.strip_suffix('}').expect("an object"), "}", out)
}

/// Writes what there is to know of a slice, without its cells. The specification has `value` in every
/// dataset; here it is null.
pub fn write_metadata(
    slice: &Slice<'_>,
    layout: &Layout,
    out: &mut impl Write,
) -> Result<(), WriteError> {
    let mut head = head(slice, layout);
    head.insert("value".into(), Json::Null);
    out.write_all(Json::Object(head).to_string().as_bytes())?;
    Ok(out.flush()?)
}

/// Returns everything but the cells.
fn head(slice: &Slice<'_>, layout: &Layout) -> Map<String, Json> {
    let language = layout.language;
    let notes = words::notes(slice, language);
    let texts: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
    let mut head = Map::new();
    head.insert("version".into(), "2.0".into());
    head.insert("class".into(), "dataset".into());
    if let Some(address) = &layout.addresses.this {
        head.insert("href".into(), address.as_str().into());
    }
    let dimensions =
        (0..slice.choices().len()).map(|choice| dimension::entry(slice, choice, layout));
    let rest = [
        ("label", words::title(slice, language).into()),
        ("source", slice.table().facts().source.get(language).into()),
        ("updated", slice.table().facts().drawn_on.to_string().into()),
        ("note", json!(texts)),
        ("role", roles(slice)),
        ("id", ids(slice)),
        ("size", sizes(slice)),
        ("dimension", Json::Object(dimensions.collect())),
        ("extension", extension::root(slice, &notes, language)),
    ];
    head.extend(rest.map(|(key, value)| (key.to_owned(), value)));
    head
}

/// Returns the codes of the dimensions in the order cells run.
pub(crate) fn ids(slice: &Slice<'_>) -> Json {
    codes(slice, 0..slice.choices().len())
}

/// Returns how many values each dimension has.
pub(crate) fn sizes(slice: &Slice<'_>) -> Json {
    slice.choices().iter().map(|choice| choice.values.len()).collect()
}

/// Returns which dimensions are time, place and contents.
pub(crate) fn roles(slice: &Slice<'_>) -> Json {
    let mut roles = Map::new();
    for (key, role) in [("time", Role::Time), ("geo", Role::Geography), ("metric", Role::Contents)]
    {
        let of_role = (0..slice.choices().len()).map(|choice| slice.dimension(choice));
        let of_role = of_role.filter(|dimension| dimension.role == role);
        let codes: Vec<_> = of_role.map(|dimension| Json::from(&*dimension.code)).collect();
        if !codes.is_empty() {
            roles.insert(key.into(), codes.into());
        }
    }
    roles.into()
}

/// Returns the codes of some dimensions.
fn codes(slice: &Slice<'_>, choices: std::ops::Range<usize>) -> Json {
    choices.map(|choice| slice.dimension(choice).code.as_str()).collect()
}
