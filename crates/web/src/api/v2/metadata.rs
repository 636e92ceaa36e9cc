//! `/tables/{id}/metadata`: a table without its cells.

use formats::{
    json_stat,
    layout::{Addresses, Layout},
};
use tables::{
    choose::{Placement, Wish, expression::Dialect},
    dimension::Dimension,
    table::Table,
};

use super::saved;
use crate::api::{
    call::{self, Call},
    outcome::{Outcome, Short},
    problem::{Kind, Problem},
    selecting,
};

/// Answers with all values of a table, or with those of a code list, a saved query or the default
/// selection, as the page of a table asks for them.
pub fn answer(mut call: Call<'_>, id: &str) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let language = call.language()?;
    let is_default = call.params.flag("defaultSelection")?.unwrap_or(false);
    let saved = call.params.take("savedQuery")?.filter(|id| !id.is_empty());
    let lists = call.params.object("codelist");
    json_stat_only(call.params.take("outputFormat")?)?;
    std::mem::take(&mut call.params)
        .finish("lang, asOf, defaultSelection, savedQuery, codelist[VARIABLE]")?;
    let (_, table) = call::table(&catalog, id)?;
    let selection = match saved {
        Some(saved) => saved::select(&saved, &catalog, table, u64::MAX)?,
        None if is_default => tables::choose::default_selection(table),
        None => {
            let wishes = everything(table, lists);
            let placement = Placement::default();
            selecting::select(table, &wishes, Dialect::PxWeb, &placement, u64::MAX)?
        }
    };
    let addresses = Addresses {
        this: Some(format!("{}/api/v2/tables/{}/metadata", call.base, table.facts().id)),
        code_lists: Some(format!("{}/api/v2/codelists/", call.base)),
    };
    let layout = Layout { addresses, ..Layout::new(language) };
    let mut body = Vec::new();
    json_stat::write_metadata(&selection.slice(table), &layout, &mut body).map_err(|error| {
        tracing::error!(%error, "metadata cannot be written");
        Problem::new(Kind::Ours, "the metadata cannot be written")
    })?;
    Ok(Outcome::Short(Short::ok(body)))
}

/// Some programs name the only format there is.
fn json_stat_only(format: Option<String>) -> Result<(), Problem> {
    match format {
        Some(format) if !format.eq_ignore_ascii_case("json-stat2") => {
            let detail = format!("there are no metadata in the format {format:?}");
            let problem = Problem::new(Kind::Format, detail).of("outputFormat");
            Err(problem.hint("the format is: json-stat2"))
        }
        _ => Ok(()),
    }
}

/// Returns wishes for all values, narrowed by code lists.
fn everything(table: &Table, lists: Vec<(String, String)>) -> Vec<Wish> {
    let all = |dimension: &Dimension| Wish {
        dimension: dimension.code.clone(),
        code_list: None,
        values: Some(vec!["*".into()]),
    };
    let mut wishes: Vec<_> = table.dimensions().iter().map(all).collect();
    for (dimension, list) in lists {
        if let Some(place) = table.position(&dimension) {
            wishes[place].code_list = Some(list);
        } else {
            wishes.push(Wish { dimension, code_list: Some(list), values: None });
        }
    }
    wishes
}
