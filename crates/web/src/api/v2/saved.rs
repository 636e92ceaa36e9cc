//! `/savedqueries`: queries that have an address.

use domain::format::Language;
use serde::{Deserialize, Serialize};
use tables::{catalog::Catalog, choose::Selection, table::Table};

use super::{
    data::{Asked, Output},
    saved_id,
    selection::{VariablesSelection, told},
    wire::{Link, link},
};
use crate::api::{
    call::{self, Call},
    outcome::{Outcome, Short},
    params,
    problem::{Kind, Problem, to_json},
    selecting,
};

/// A saved query, schema `SavedQuery`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SavedQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    selection: VariablesSelection,
    language: String,
    table_id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    output_format: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    output_format_params: Option<Vec<String>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SavedQueryResponse<'a> {
    language: &'static str,
    id: &'a str,
    saved_query: &'a SavedQuery,
    links: Vec<Link>,
}

impl SavedQuery {
    fn open(id: &str) -> Result<Self, Problem> {
        let query = saved_id::decode(id)?;
        let query: Self = serde_json::from_slice(&query)
            .map_err(|_| Problem::new(Kind::SavedQuery, "the id holds no query").of("id"))?;
        Ok(Self { id: Some(id.into()), ..query })
    }

    fn language(&self) -> Result<Language, Problem> {
        params::language(&self.language)
    }

    fn asked(&self, language: Language) -> Asked<'_> {
        Asked {
            table: &self.table_id,
            wishes: self.selection.wishes(),
            placement: self.selection.placed(),
            output: Output {
                output_format: self.output_format.clone(),
                output_format_params: self.output_format_params.clone(),
            },
            language,
        }
    }

    fn response(&self, id: &str, base: &str, status: u16) -> Result<Outcome, Problem> {
        let language = self.language()?;
        let path = format!("/savedqueries/{id}");
        let own = link(base, "self", &path, language);
        let location = (status == 201).then(|| own.href.clone());
        let links = vec![
            own,
            link(base, "data", &format!("{path}/data"), language),
            link(base, "selection", &format!("{path}/selection"), language),
        ];
        let wire = SavedQueryResponse { language: language.tag(), id, saved_query: self, links };
        Ok(Outcome::Short(Short { status, location, ..Short::ok(to_json(&wire)) }))
    }
}

/// Answers `POST /savedqueries`: the query is tried, so that nobody saves what cannot be answered.
pub fn create(mut call: Call<'_>) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let _ = call.params.language()?;
    std::mem::take(&mut call.params).finish("lang, asOf")?;
    let query = SavedQuery { id: None, ..call.json()? };
    let language = query.language()?;
    let limit = selecting::limit(call.settings, true);
    let asked = query.asked(language);
    asked.output.read(language, &call.base)?;
    asked.select(&catalog, limit)?;
    let id = saved_id::encode(&to_json(&query))?;
    SavedQuery { id: Some(id.clone()), ..query.clone() }.response(&id, &call.base, 201)
}

/// Answers `/savedqueries/{id}`.
pub fn show(mut call: Call<'_>, id: &str) -> Result<Outcome, Problem> {
    let _ = call.params.language()?;
    call.params.take("asOf")?;
    std::mem::take(&mut call.params).finish("lang, asOf")?;
    SavedQuery::open(id)?.response(id, &call.base, 200)
}

/// Answers `/savedqueries/{id}/data`, in another format or language where one is asked for.
pub fn data(mut call: Call<'_>, id: &str) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let language = call.params.language()?;
    let output = Output::take(&mut call.params)?;
    std::mem::take(&mut call.params).finish("lang, asOf, outputFormat, outputFormatParams")?;
    let query = SavedQuery::open(id)?;
    let language = language.map_or_else(|| query.language(), Ok)?;
    let mut asked = query.asked(language);
    if output.output_format.is_some() {
        // The parameters of another format need not fit.
        asked.output = output;
    } else if output.output_format_params.is_some() {
        asked.output.output_format_params = output.output_format_params;
    }
    asked.answer(catalog, call.settings, &call.base)
}

/// Answers `/savedqueries/{id}/selection`, expressions worked out.
pub fn selection(mut call: Call<'_>, id: &str) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let language = call.params.language()?;
    std::mem::take(&mut call.params).finish("lang, asOf")?;
    let query = SavedQuery::open(id)?;
    let language = language.map_or_else(|| query.language(), Ok)?;
    let limit = selecting::limit(call.settings, true);
    let (place, selection) = query.asked(language).select(&catalog, limit)?;
    let table = &catalog.tables()[place];
    let path = format!("/savedqueries/{id}/selection");
    Ok(Outcome::json(&told(table, &selection, language, &call.base, &path)))
}

/// Returns the cells a saved query chooses of a table, which must be its own.
pub fn select(
    id: &str,
    catalog: &Catalog,
    table: &Table,
    limit: u64,
) -> Result<Selection, Problem> {
    let query = SavedQuery::open(id)?;
    let own = call::table(catalog, &query.table_id)?.1.facts();
    if own.id != table.facts().id {
        let detail = format!("the saved query is of table {:?}", own.id);
        return Err(Problem::new(Kind::Parameter, detail).of("savedQuery"));
    }
    let (_, selection) = query.asked(query.language()?).select(catalog, limit)?;
    Ok(selection)
}
