//! Every address of ours, described after OpenAPI 3.1.
//!
//! The paths of PxWebApi 2 are left out: its own specification describes them, and ours would only be a
//! second copy.

mod pages;
mod parameters;
mod schemas;
mod statbank;

use serde_json::{Map, Value as Json, json};

/// Something that can be asked of a path.
struct Operation {
    /// The path, with parameters in braces.
    path: String,
    /// The method, lower case.
    method: &'static str,
    /// What it does, in a sentence.
    summary: &'static str,
    /// The parameters after the question mark.
    query: Vec<&'static str>,
    /// What comes back.
    answer: Reply,
    /// A body, for `post`.
    body: Option<Json>,
}

/// What an operation comes back with.
#[derive(Clone, Copy)]
struct Reply {
    /// The status code, 200 or 303.
    status: u16,
    /// The media type; empty for a redirect.
    media: &'static str,
    /// The name of its schema; `None` where the media type says all.
    schema: Option<&'static str>,
    /// Whether a refusal is JSON; a page explains it in HTML.
    is_for_programs: bool,
}

/// Returns the description of all addresses of a server. `table` is an example of a table's id.
#[must_use]
pub fn document(base: &str, table: &str) -> Json {
    let mut paths = Map::new();
    for operation in pages::operations().into_iter().chain(statbank::operations(table)) {
        let path = paths.entry(operation.path.clone()).or_insert_with(|| json!({}));
        path[operation.method] = described(&operation, table);
    }
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Danmarkskortet",
            "summary": "Files, feeds and descriptions of the maps and the statistics tables",
            "description": "Every path also has an English twin with /en in front. All but the calendar, the \
                feeds and the other files that tell of all releases can be read from a named release with \
                /udgave/{release} in front of that: such an answer never changes. The tables as PxWebApi 2 \
                stand at /api/v2, which the published specification PxAPI-2 describes.",
            "version": "1.0.0",
        },
        "servers": [
            { "url": base, "description": "Danish" },
            { "url": format!("{base}/en"), "description": "English; not for /v1, which takes lang" },
        ],
        "paths": paths,
        "components": { "schemas": schemas::all() },
    })
}

fn described(operation: &Operation, table: &str) -> Json {
    let in_path = operation.path.split(['{', '}']).skip(1).step_by(2);
    let in_path = in_path.map(|name| parameters::in_path(name, table));
    let in_query = operation.query.iter().map(|name| parameters::in_query(name));
    let parameters: Vec<_> = in_path.chain(in_query).collect();
    let mut described = json!({
        "operationId": operation_id(operation),
        "summary": operation.summary,
        "parameters": parameters,
        "responses": responses(operation.answer),
    });
    if let Some(body) = &operation.body {
        let content =
            json!({ "application/json": { "schema": { "type": "object" }, "example": body } });
        described["requestBody"] = json!({ "required": true, "content": content });
    }
    described
}

/// Returns a name for an operation, for programs that make functions of them.
fn operation_id(operation: &Operation) -> String {
    let words = operation.path.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    format!(
        "{}_{}",
        operation.method,
        if words.is_empty() { "front".into() } else { words.join("_") }
    )
}

fn responses(answer: Reply) -> Json {
    let mut responses = Map::new();
    let found = if answer.status == 303 {
        let location = json!({ "Location": { "schema": { "type": "string" } } });
        json!({ "description": "The page of the newest or the chosen year", "headers": location })
    } else {
        let schema = answer.schema.map_or_else(
            || json!({ "type": "string" }),
            |name| json!({ "$ref": format!("#/components/schemas/{name}") }),
        );
        json!({ "description": "Found", "content": { answer.media: { "schema": schema } } })
    };
    responses.insert(answer.status.to_string(), found);
    let refusal = if answer.is_for_programs {
        let problem = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
        json!({ "application/problem+json": problem })
    } else {
        json!({ "text/html": { "schema": { "type": "string" } } })
    };
    for (status, description) in
        [("400", "A parameter is wrong"), ("404", "There is no such thing")]
    {
        let refused = json!({ "description": description, "content": refusal });
        responses.insert(status.into(), refused);
    }
    responses.into()
}
