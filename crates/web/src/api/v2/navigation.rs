//! `/navigation`: the subjects as folders. The published specification has no such address; earlier drafts
//! had it, and some programs ask for it.

use domain::format::Language;
use serde::Serialize;
use tables::{catalog::Catalog, table::Table};

use super::wire::{Link, link};
use crate::api::{
    call::Call,
    outcome::Outcome,
    problem::{Kind, Problem},
};

#[derive(Serialize)]
struct Folder {
    language: &'static str,
    id: String,
    label: String,
    #[serde(rename = "folderContents")]
    contents: Vec<Item>,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct Item {
    r#type: &'static str,
    id: String,
    label: String,
    links: Vec<Link>,
}

/// Answers with the subjects, or with the tables of one.
pub fn answer(mut call: Call<'_>, id: Option<&str>) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let language = call.language()?;
    std::mem::take(&mut call.params).finish("lang, asOf")?;
    let folder = match id {
        None => root(&catalog, language, &call.base),
        Some(id) => subject(&catalog, id, language, &call.base)?,
    };
    Ok(Outcome::json(&folder))
}

fn root(catalog: &Catalog, language: Language, base: &str) -> Folder {
    let item = |subject: tables::catalog::Subject<'_>| Item {
        r#type: "FolderInformation",
        id: subject.code.into(),
        label: subject.label.get(language).into(),
        links: vec![link(base, "self", &format!("/navigation/{}", subject.code), language)],
    };
    Folder {
        language: language.tag(),
        id: String::new(),
        label: String::new(),
        contents: catalog.subjects().into_iter().map(item).collect(),
        links: vec![link(base, "self", "/navigation", language)],
    }
}

fn subject(catalog: &Catalog, id: &str, language: Language, base: &str) -> Result<Folder, Problem> {
    let subject = catalog.subject(id).ok_or_else(|| {
        let codes: Vec<_> = catalog.subjects().iter().map(|subject| subject.code).collect();
        Problem::new(Kind::Subject, format!("there is no subject {id:?}"))
            .hint(format!("the subjects are: {}", codes.join(", ")))
    })?;
    let item = |table: &Table| Item {
        r#type: "Table",
        id: table.facts().id.clone(),
        label: table.label(language),
        links: vec![link(base, "self", &format!("/tables/{}", table.facts().id), language)],
    };
    let tables = catalog.tables().iter().filter(|table| table.facts().subject == subject.code);
    Ok(Folder {
        language: language.tag(),
        id: subject.code.into(),
        label: subject.label.get(language).into(),
        contents: tables.map(item).collect(),
        links: vec![link(base, "self", &format!("/navigation/{}", subject.code), language)],
    })
}
