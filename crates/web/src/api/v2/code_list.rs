//! `/codelists/{id}`: a named choice among the values of a dimension.

use serde::Serialize;
use tables::{catalog::CodeList, dimension::Value};

use super::wire::{Link, link};
use crate::api::{
    call::Call,
    outcome::Outcome,
    problem::{Kind, Problem},
};
use domain::format::Language;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CodeListWire<'a> {
    id: &'a str,
    label: &'a str,
    language: &'static str,
    languages: [&'static str; 2],
    elimination: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    elimination_value_code: Option<&'a str>,
    r#type: &'static str,
    values: Vec<ValueWire<'a>>,
    links: Vec<Link>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ValueWire<'a> {
    code: &'a str,
    label: &'a str,
    value_map: [&'a str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteWire<'a>>,
}

#[derive(Serialize)]
struct NoteWire<'a> {
    mandatory: bool,
    text: &'a str,
}

/// Answers with a code list, as the first table that has it shows it.
pub fn answer(mut call: Call<'_>, id: &str) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let language = call.language()?;
    std::mem::take(&mut call.params).finish("lang, asOf")?;
    let list = catalog.code_list(id).ok_or_else(|| {
        Problem::new(Kind::CodeList, format!("there is no code list {id:?}"))
            .hint("the metadata of a table name its code lists")
    })?;
    Ok(Outcome::json(&wire(&list, language, &call.base)))
}

fn wire<'a>(list: &CodeList<'a>, language: Language, base: &str) -> CodeListWire<'a> {
    let value = |value: &'a Value| ValueWire {
        code: &value.code,
        label: value.label.get(language),
        value_map: [&value.code],
        notes: value
            .notes
            .iter()
            .map(|note| NoteWire { mandatory: false, text: note.get(language) })
            .collect(),
    };
    let of = |&place: &usize| value(&list.dimension.values[place]);
    let total = list.dimension.total.filter(|total| list.subset.members.contains(total));
    CodeListWire {
        id: &list.subset.id,
        label: list.subset.label.get(language),
        language: language.tag(),
        languages: Language::ALL.map(Language::tag),
        elimination: total.is_some(),
        elimination_value_code: total.map(|total| &*list.dimension.values[total].code),
        r#type: "Valueset",
        values: list.subset.members.iter().map(of).collect(),
        links: vec![link(base, "self", &format!("/codelists/{}", list.subset.id), language)],
    }
}
