//! The columns of a table as CSV with a row for each cell, described after CSV on the Web.
//!
//! *Source*: W3C, Metadata Vocabulary for Tabular Data, 17 December 2015.

use domain::format::Language;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value as Json, json};
use tables::{
    cell::Missing,
    dimension::{Dimension, Role},
    table::Table,
    text::Text,
};

use super::{Asked, OpenData};
use crate::api::{
    call,
    problem::{Kind, Problem},
};

/// Returns a code as it stands in an address.
pub fn encoded(code: &str) -> String {
    utf8_percent_encode(code, NON_ALPHANUMERIC).to_string()
}

/// Returns the address of the whole table with a row for each cell, by codes, with points in decimals.
pub fn long_csv(base: &str, table: &Table) -> String {
    let id = encoded(&table.facts().id);
    let all: Vec<_> =
        table.dimensions().iter().map(|one| format!("&{}=*", encoded(&one.code))).collect();
    let all = all.concat();
    format!("{base}/v1/data/{id}/BULK?lang=en&valuePresentation=Code&delimiter=Comma{all}")
}

/// Returns the description of a table's file.
pub fn metadata(open: &OpenData, asked: &Asked<'_>, id: &str) -> Result<Json, Problem> {
    let none = || Problem::new(Kind::NoTables, "no statistics tables are published");
    let (_, table) = call::table(open.newest().ok_or_else(none)?, id)?;
    let facts = table.facts();
    let mut columns: Vec<_> = table.dimensions().iter().map(column).collect();
    columns.push(value(table));
    let key: Vec<_> = table.dimensions().iter().map(heading).collect();
    let title = super::catalog::marked(&facts.title, facts.provenance);
    Ok(json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": asked.language.tag() }],
        "@id": format!("{}/katalog.ttl#tabel-{}-raekker", asked.base, encoded(&facts.id)),
        "@type": "Table",
        "url": long_csv(asked.base, table),
        "dc:title": texts(&title),
        "dc:description": texts(&super::catalog::described(&facts.description, facts.provenance)),
        "dc:modified": { "@value": facts.drawn_on.to_string(), "@type": "xsd:date" },
        "dc:license": { "@id": &*open.settings.license },
        "dc:source": texts(&facts.source),
        "dialect": {
            "delimiter": ",",
            "encoding": "utf-8",
            "header": true,
            "lineTerminators": ["\r\n", "\n"],
            "quoteChar": "\"",
        },
        "notes": notes(table),
        "tableSchema": { "columns": columns, "primaryKey": key },
    }))
}

/// Returns the column of a dimension, which holds the codes of its values.
fn column(dimension: &Dimension) -> Json {
    let is_year = |code: &str| code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit());
    let years = dimension.values.iter().all(|value| is_year(&value.code));
    let datatype = if dimension.role == Role::Time && years {
        json!("gYear")
    } else {
        json!({ "base": "string", "format": alternatives(dimension) })
    };
    json!({
        "name": heading(dimension),
        "titles": heading(dimension),
        "dc:title": texts(&dimension.label),
        "datatype": datatype,
        "required": true,
    })
}

/// Returns the codes of a dimension as the pattern that each field has.
fn alternatives(dimension: &Dimension) -> String {
    let codes: Vec<_> = dimension.values.iter().map(|value| escaped(&value.code)).collect();
    codes.join("|")
}

fn escaped(code: &str) -> String {
    let mut pattern = String::with_capacity(code.len());
    for character in code.chars() {
        if !(character.is_alphanumeric() || matches!(character, '_' | ' ')) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

/// Returns the column of the numbers. Its missing values are the symbols, which the notes explain.
fn value(table: &Table) -> Json {
    json!({
        "name": "INDHOLD",
        "titles": "INDHOLD",
        "dc:title": texts(&table.dimensions()[table.contents()].label),
        "datatype": "decimal",
        "null": Missing::ALL.map(Missing::symbol),
    })
}

/// Returns the units of the numbers, and what each symbol of a missing one means.
fn notes(table: &Table) -> Vec<Json> {
    let contents = &table.dimensions()[table.contents()];
    let units = contents.values.iter().filter_map(|value| {
        let unit = value.unit.as_ref()?;
        Some(json!({
            "column": heading(contents),
            "code": value.code,
            "label": texts(&value.label),
            "unit": texts(&unit.name),
            "decimals": unit.decimals,
        }))
    });
    let missing = Missing::ALL.into_iter().map(|reason| {
        json!({
            "column": "INDHOLD",
            "null": reason.symbol(),
            "reason": reason.word(),
            "label": texts(&reason.text()),
        })
    });
    units.chain(missing).collect()
}

/// Returns the name of a dimension's column in the file.
fn heading(dimension: &Dimension) -> String {
    match dimension.role {
        Role::Time => "TID".into(),
        Role::Contents => "CONTENTSCODE".into(),
        Role::Geography | Role::Classification => dimension.code.to_uppercase(),
    }
}

/// Returns a text in both languages, as JSON-LD and CSV on the Web write it.
fn texts(text: &Text) -> Json {
    let one =
        |language: Language| json!({ "@value": text.get(language), "@language": language.tag() });
    json!([one(Language::Da), one(Language::En)])
}
