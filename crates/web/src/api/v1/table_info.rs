//! `/v1/tableinfo`: what a table has.

use domain::format::Language;
use serde::Serialize;
use tables::{
    catalog::Catalog,
    dimension::{Dimension, Role},
    slice::Slice,
    table::Table,
};

use super::{
    fields::Fields,
    tables::{unit, updated},
};
use crate::api::{
    call,
    outcome::Outcome,
    problem::{Kind, Problem},
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TableInfo<'a> {
    id: &'a str,
    text: String,
    description: &'a str,
    unit: &'a str,
    suppressed_data_value: &'static str,
    updated: String,
    active: bool,
    contacts: [Contact<'a>; 1],
    footnote: Option<Footnote>,
    variables: Vec<Variable<'a>>,
}

#[derive(Serialize)]
struct Contact<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Footnote {
    text: String,
    mandatory: bool,
}

#[derive(Serialize)]
struct Variable<'a> {
    id: &'a str,
    text: &'a str,
    elimination: bool,
    time: bool,
    values: Vec<ValueWire<'a>>,
}

#[derive(Serialize)]
struct ValueWire<'a> {
    id: &'a str,
    text: &'a str,
}

/// Answers with the variables of a table and their values.
pub fn answer(catalog: &Catalog, mut fields: Fields) -> Result<Outcome, Problem> {
    let language = fields.language()?;
    fields.json_only()?;
    let id = table_id(&mut fields)?;
    fields.finish("table, lang, format, asOf")?;
    let (_, table) = call::table(catalog, &id)?;
    Ok(Outcome::json(&wire(table, language)))
}

/// Takes the id of a table, which must be given.
pub fn table_id(fields: &mut Fields) -> Result<String, Problem> {
    fields.text("table")?.ok_or_else(|| {
        Problem::new(Kind::Parameter, "no table is named").of("table").hint("name a table")
    })
}

fn wire(table: &Table, language: Language) -> TableInfo<'_> {
    let facts = table.facts();
    let notes = formats::words::notes(&Slice::whole(table), language);
    let texts: Vec<_> = notes.iter().map(|note| &*note.text).collect();
    let footnote = (!notes.is_empty()).then(|| Footnote {
        text: texts.join("\n"),
        mandatory: notes.iter().any(|note| note.is_mandatory),
    });
    TableInfo {
        id: &facts.id,
        text: table.label(language),
        description: facts.description.get(language),
        unit: unit(table, language),
        suppressed_data_value: "0",
        updated: updated(table),
        active: true,
        contacts: [Contact { name: facts.contact.get(language) }],
        footnote,
        variables: table.dimensions().iter().map(|one| variable(one, language)).collect(),
    }
}

fn variable(dimension: &Dimension, language: Language) -> Variable<'_> {
    Variable {
        id: &dimension.code,
        text: dimension.label.get(language),
        elimination: dimension.total.is_some(),
        time: dimension.role == Role::Time,
        values: dimension
            .values
            .iter()
            .map(|value| ValueWire { id: &value.code, text: value.label.get(language) })
            .collect(),
    }
}
