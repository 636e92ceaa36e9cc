//! The way of Statistics Denmark's API: subjects, tables, what a table has, its data.
//!
//! *Source*: the StatBank API and what its clients `statbank` and `denstatbank` send and expect;
//! `docs/api/statbank.md` lists where we differ.

pub mod csv;
mod data;
mod fields;
mod subjects;
mod table_info;
mod tables;

use super::{
    call::Call,
    outcome::Outcome,
    problem::{Kind, Problem},
};
use fields::Fields;

/// Returns the methods that a path takes; `None` where there is nothing.
pub fn methods(path: &[String]) -> Option<&'static str> {
    let (first, rest) = path.split_first()?;
    match (&*first.to_ascii_lowercase(), rest) {
        ("subjects" | "tables" | "tableinfo" | "data", []) => Some("GET, HEAD, POST, OPTIONS"),
        ("subjects" | "tableinfo" | "data", [_]) | ("data", [_, _]) => Some("GET, HEAD, OPTIONS"),
        _ => None,
    }
}

/// Answers a call to a path that takes its method.
pub fn respond(mut call: Call<'_>) -> Result<Outcome, Problem> {
    let mut fields = Fields::read(&mut call)?;
    let path = std::mem::take(&mut call.path);
    let path: Vec<_> = path.iter().map(String::as_str).collect();
    let (first, rest) = path.split_first().unwrap_or((&"", &[]));
    for (name, value) in names(&first.to_ascii_lowercase()).iter().zip(rest) {
        fields.add(name, value);
    }
    let day = fields.text_as("asOf", "a day such as 2025-06-10", super::call::day)?;
    let catalog = call.catalogs.find(call.release, day)?;
    match &*first.to_ascii_lowercase() {
        "subjects" => subjects::answer(&catalog, fields),
        "tables" => tables::answer(&catalog, fields, call.settings),
        "tableinfo" => table_info::answer(&catalog, fields),
        "data" => data::answer(catalog, fields, call.settings),
        _ => Err(Problem::new(Kind::NoAddress, "there is nothing at this address")),
    }
}

/// Returns the fields that the parts of a path after the first stand for.
fn names(first: &str) -> &'static [&'static str] {
    match first {
        "subjects" => &["subjects"],
        "tableinfo" => &["table"],
        "data" => &["table", "format"],
        _ => &[],
    }
}
