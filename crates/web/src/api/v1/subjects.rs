//! `/v1/subjects`: the subjects, with their tables where they are asked for.

use domain::format::Language;
use serde::Serialize;
use tables::catalog::{Catalog, Subject};

use super::{fields::Fields, tables::TableWire};
use crate::api::{
    outcome::Outcome,
    problem::{Kind, Problem},
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SubjectWire<'a> {
    id: &'a str,
    description: &'a str,
    active: bool,
    has_subjects: bool,
    subjects: [(); 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    tables: Option<Vec<TableWire<'a>>>,
}

/// Answers with all subjects, or those that are named. None of ours stands under another.
pub fn answer(catalog: &Catalog, mut fields: Fields) -> Result<Outcome, Problem> {
    let language = fields.language()?;
    fields.json_only()?;
    let named = fields.list("subjects")?;
    let with_tables = fields.flag("includeTables")?;
    // There is one level, every subject has tables, and none has come to an end.
    for name in ["recursive", "omitSubjectsWithoutTables", "omitInactiveSubjects"] {
        fields.flag(name)?;
    }
    fields.finish(
        "subjects, includeTables, recursive, omitSubjectsWithoutTables, omitInactiveSubjects, lang, \
         format, asOf",
    )?;
    let subjects = chosen(catalog, named)?;
    let wire: Vec<_> =
        subjects.iter().map(|subject| wire(catalog, *subject, with_tables, language)).collect();
    Ok(Outcome::json(&wire))
}

/// Returns the subjects that are named, or all.
pub fn chosen(catalog: &Catalog, named: Option<Vec<String>>) -> Result<Vec<Subject<'_>>, Problem> {
    let Some(named) = named else { return Ok(catalog.subjects()) };
    let find = |code: &String| {
        catalog.subject(code).ok_or_else(|| {
            let codes: Vec<_> = catalog.subjects().iter().map(|subject| subject.code).collect();
            Problem::new(Kind::Subject, format!("there is no subject {code:?}"))
                .of("subjects")
                .hint(format!("the subjects are: {}", codes.join(", ")))
        })
    };
    named.iter().map(find).collect()
}

fn wire<'a>(
    catalog: &'a Catalog,
    subject: Subject<'a>,
    with_tables: bool,
    language: Language,
) -> SubjectWire<'a> {
    let tables = catalog.tables().iter().filter(|table| table.facts().subject == subject.code);
    SubjectWire {
        id: subject.code,
        description: subject.label.get(language),
        active: true,
        has_subjects: false,
        subjects: [],
        tables: with_tables.then(|| tables.map(|table| TableWire::new(table, language)).collect()),
    }
}
