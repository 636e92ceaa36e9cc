//! PxWebApi 2.
//!
//! *Source*: PxApi 2.0, `pxwebapi-2.yml`; `docs/api/pxweb.md` lists where we differ.

mod code_list;
mod config;
mod data;
mod metadata;
mod navigation;
mod saved;
mod saved_id;
mod selection;
mod tables;
mod wire;

use axum::http::Method;

use super::{
    call::Call,
    outcome::Outcome,
    problem::{Kind, Problem},
};

const READ: &str = "GET, HEAD, OPTIONS";
const READ_AND_POST: &str = "GET, HEAD, POST, OPTIONS";

/// Returns the methods that a path takes; `None` where there is nothing.
pub fn methods(path: &[String]) -> Option<&'static str> {
    let path: Vec<_> = path.iter().map(String::as_str).collect();
    match &*path {
        ["config" | "tables" | "navigation"]
        | ["navigation" | "codelists" | "savedqueries" | "tables", _]
        | ["tables", _, "metadata" | "defaultselection"]
        | ["savedqueries", _, "data" | "selection"] => Some(READ),
        ["tables", _, "data"] => Some(READ_AND_POST),
        ["savedqueries"] => Some("POST, OPTIONS"),
        _ => None,
    }
}

/// Answers a call to a path that takes its method.
pub fn respond(call: Call<'_>) -> Result<Outcome, Problem> {
    let path = call.path.clone();
    let path: Vec<_> = path.iter().map(String::as_str).collect();
    match &*path {
        ["config"] => config::answer(call),
        ["navigation"] => navigation::answer(call, None),
        ["navigation", id] => navigation::answer(call, Some(id)),
        ["tables"] => tables::list(call),
        ["tables", id] => tables::one(call, id),
        ["tables", id, "metadata"] => metadata::answer(call, id),
        ["tables", id, "defaultselection"] => selection::default(call, id),
        ["tables", id, "data"] if call.method == Method::POST => data::post(call, id),
        ["tables", id, "data"] => data::get(call, id),
        ["codelists", id] => code_list::answer(call, id),
        ["savedqueries"] => saved::create(call),
        ["savedqueries", id] => saved::show(call, id),
        ["savedqueries", id, "data"] => saved::data(call, id),
        ["savedqueries", id, "selection"] => saved::selection(call, id),
        _ => Err(Problem::new(Kind::NoAddress, "there is nothing at this address")),
    }
}
