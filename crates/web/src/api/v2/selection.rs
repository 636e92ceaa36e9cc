//! Selections as the API writes and reads them, and `/tables/{id}/defaultselection`.

use domain::format::Language;
use serde::{Deserialize, Serialize};
use tables::{
    choose::{Placement, Selection, Wish, default_selection},
    table::Table,
};

use super::wire::{Link, link};
use crate::api::{
    call::{self, Call},
    outcome::Outcome,
    problem::Problem,
};

/// A selection, schema `VariablesSelection`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariablesSelection {
    pub selection: Vec<VariableSelection>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement: Option<PlacementWire>,
}

/// What is selected of one dimension, schema `VariableSelection`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VariableSelection {
    pub variable_code: String,
    #[serde(default, alias = "codeList", skip_serializing_if = "Option::is_none")]
    pub codelist: Option<String>,
    #[serde(default, alias = "values", skip_serializing_if = "Option::is_none")]
    pub value_codes: Option<Vec<String>>,
}

/// Where dimensions stand, schema `VariablePlacementType`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacementWire {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stub: Option<Vec<String>>,
}

/// A selection that is told, schema `SelectionResponse`.
#[derive(Serialize)]
pub struct SelectionResponse {
    language: &'static str,
    #[serde(flatten)]
    selection: VariablesSelection,
    links: Vec<Link>,
}

impl VariablesSelection {
    /// Returns what is wished for.
    pub fn wishes(&self) -> Vec<Wish> {
        let wish = |one: &VariableSelection| Wish {
            dimension: one.variable_code.clone(),
            code_list: one.codelist.clone(),
            values: one.value_codes.clone(),
        };
        self.selection.iter().map(wish).collect()
    }

    /// Returns where dimensions are to stand.
    pub fn placed(&self) -> Placement {
        let placement = self.placement.clone().unwrap_or_default();
        Placement {
            stub: placement.stub.unwrap_or_default(),
            heading: placement.heading.unwrap_or_default(),
        }
    }

    /// Returns chosen cells in codes.
    pub fn of(table: &Table, selection: &Selection) -> Self {
        let slice = selection.slice(table);
        let all = 0..selection.choices().len();
        let codes = all.clone().map(|choice| slice.dimension(choice).code.clone());
        let codes: Vec<_> = codes.collect();
        let one = |choice: usize| VariableSelection {
            variable_code: codes[choice].clone(),
            codelist: None,
            value_codes: Some(slice.values(choice).map(|value| value.code.clone()).collect()),
        };
        let (stub, heading) = codes.split_at(selection.stub());
        let placement = PlacementWire { heading: Some(heading.into()), stub: Some(stub.into()) };
        Self { selection: all.map(one).collect(), placement: Some(placement) }
    }
}

/// Returns chosen cells of a table in codes, with a link to where they are told.
pub fn told(
    table: &Table,
    selection: &Selection,
    language: Language,
    base: &str,
    path: &str,
) -> SelectionResponse {
    SelectionResponse {
        language: language.tag(),
        selection: VariablesSelection::of(table, selection),
        links: vec![
            link(base, "self", path, language),
            link(base, "data", &format!("/tables/{}/data", table.facts().id), language),
        ],
    }
}

/// Answers `/tables/{id}/defaultselection`.
pub fn default(mut call: Call<'_>, id: &str) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let language = call.language()?;
    std::mem::take(&mut call.params).finish("lang, asOf")?;
    let (_, table) = call::table(&catalog, id)?;
    let path = format!("/tables/{}/defaultselection", table.facts().id);
    Ok(Outcome::json(&told(table, &default_selection(table), language, &call.base, &path)))
}
