//! What the extension of PxWebApi 2 says of a table.

use domain::format::Language;
use serde_json::{Map, Value as Json, json};
use tables::{cell::Missing, dimension::Measured, dimension::Role, slice::Slice};

use super::codes;
use crate::{
    px,
    words::{self, Note},
};

/// Returns the extension of the dataset.
pub(super) fn root(slice: &Slice<'_>, notes: &[Note], language: Language) -> Json {
    let facts = slice.table().facts();
    let mandatory = notes.iter().enumerate().filter(|(_, note)| note.is_mandatory);
    let mandatory = mandatory.map(|(place, _)| (place.to_string(), true.into()));
    let symbols = Missing::ALL.iter();
    let symbols = symbols.map(|of| (of.symbol().to_owned(), of.text().get(language).into()));
    let mut root = Map::new();
    root.insert("noteMandatory".into(), Json::Object(mandatory.collect()));
    root.insert("px".into(), px(slice, language));
    if let Some((first, last)) = periods(slice) {
        root.insert("firstPeriod".into(), first.into());
        root.insert("lastPeriod".into(), last.into());
    }
    let rest = [
        ("contact", json!([{ "raw": facts.contact.get(language) }])),
        ("status", json!({ "label": Json::Object(symbols.collect()) })),
        ("provenance", words::provenance(slice).into()),
        ("release", facts.release.as_str().into()),
    ];
    root.extend(rest.map(|(key, value)| (key.to_owned(), value)));
    root.into()
}

/// Returns the keywords of a PX file that concern the whole.
fn px(slice: &Slice<'_>, language: Language) -> Json {
    let facts = slice.table().facts();
    let mut px = json!({
        "tableid": facts.id,
        "decimals": px::decimals(slice),
        "official-statistics": false,
        "aggregallowed": may_be_added(slice),
        "copyright": false,
        "language": language.tag(),
        "contents": facts.title.get(language),
        "description": facts.description.get(language),
        "descriptiondefault": false,
        "heading": codes(slice, slice.stub()..slice.choices().len()),
        "stub": codes(slice, 0..slice.stub()),
        "matrix": facts.id,
        "subject-code": facts.subject,
        "subject-area": facts.subject_label.get(language),
    });
    if let Some(day) = facts.next_update {
        px["nextUpdate"] = day.to_string().into();
    }
    px
}

/// Tells whether the numbers may be added: none of them is a mean, a share or a quantile.
pub(crate) fn may_be_added(slice: &Slice<'_>) -> bool {
    let contents =
        (0..slice.choices().len()).filter(|&of| slice.dimension(of).role == Role::Contents);
    let mut units =
        contents.flat_map(|choice| slice.values(choice)).filter_map(|of| of.unit.as_ref());
    units.all(|unit| unit.measured != Measured::Average)
}

/// Returns the codes of the oldest and the newest period that were chosen.
fn periods<'a>(slice: &Slice<'a>) -> Option<(&'a str, &'a str)> {
    let time = slice.table().time();
    let choice = slice.choices().iter().position(|choice| choice.dimension == time)?;
    let places = || slice.choices()[choice].values.iter();
    let code = |&place: &usize| slice.table().dimensions()[time].values[place].code.as_str();
    Some((places().min().map(code)?, places().max().map(code)?))
}
