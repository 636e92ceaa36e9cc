//! `/openapi.json`: every path it names is asked.

use serde_json::{Value as Json, json};

use crate::server::{Reply, get, post};

#[tokio::test]
async fn every_path_answers_as_it_is_described() {
    let document = get("/openapi.json").await.json();
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.len() > 50, "{}", paths.len());
    for (template, operations) in paths {
        for (method, operation) in operations.as_object().expect("operations") {
            let path = filled(template, operation);
            let reply = match &**method {
                "get" => get(&path).await,
                "post" => {
                    let content = &operation["requestBody"]["content"]["application/json"];
                    post(&path, &content["example"]).await
                }
                other => panic!("{template}: {other}"),
            };
            check(&document, operation, &path, &reply);
        }
    }
}

#[tokio::test]
async fn every_kind_of_address_is_described() {
    let document = get("/openapi.json").await.json();
    let paths = document["paths"].as_object().expect("paths");
    for (name, file) in include_str!("../../../../docs/api/README.md").lines().filter_map(row) {
        assert!(paths.contains_key(&file), "{name}: {file} is not described");
    }
}

#[tokio::test]
async fn names_of_operations_are_told_apart() {
    let document = get("/openapi.json").await.json();
    let paths = document["paths"].as_object().expect("paths");
    let operations = paths.values().flat_map(|path| path.as_object().expect("operations").values());
    let mut names: Vec<_> = operations.map(|one| one["operationId"].to_string()).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[tokio::test]
async fn a_parameter_that_is_described_is_taken() {
    let document = get("/openapi.json").await.json();
    for (template, operations) in document["paths"].as_object().expect("paths") {
        let operation = &operations["get"];
        // A picture in pixels takes what the same picture in lines takes, and a second to draw.
        if template.contains(".png") {
            continue;
        }
        let Some(parameters) = operation["parameters"].as_array() else { continue };
        for parameter in parameters.iter().filter(|one| one["in"] == "query") {
            let name = parameter["name"].as_str().expect("a name");
            let value = value(name, &parameter["schema"]);
            let path = format!("{}?{name}={value}", filled(template, operation));
            let status = get(&path).await.status;
            assert!([200, 303].contains(&status), "{path}: {status}");
        }
    }
}

/// Returns a value that a parameter takes.
fn value(name: &str, schema: &Json) -> String {
    if let Some(first) = schema["enum"].get(0) {
        return first.as_str().expect("a word").into();
    }
    let value = match name {
        "pr" | "asOf" => "2025-06-10",
        "aar" => "2024",
        "kommune" | "q" | "navn" => "odense",
        "steder" => "odense,aarhus",
        "fra" => testkit::tables::OLDER,
        "til" => testkit::tables::NEWEST,
        "tabel" | "table" => "KLAGE1",
        "kolonner" => "Tid",
        "sorter" | "side" => "1",
        "ved" => "Tid:2024K4",
        "kategori" | "lov" => "KLAGESAGER",
        "kapacitet" | "tilgang" => "-10",
        other => panic!("no value for {other}"),
    };
    value.into()
}

/// Fills the parameters of a path with their examples.
fn filled(template: &str, operation: &Json) -> String {
    let mut path = template.to_owned();
    for parameter in operation["parameters"].as_array().expect("a list") {
        if parameter["in"] == "path" {
            let name = parameter["name"].as_str().expect("a name");
            let example = parameter["example"].to_string();
            path = path.replace(&format!("{{{name}}}"), example.trim_matches('"'));
        }
    }
    assert!(!path.contains('{'), "{path}");
    path
}

/// Checks status, media type and schema of an answer.
#[track_caller]
fn check(document: &Json, operation: &Json, path: &str, reply: &Reply) {
    let responses = operation["responses"].as_object().expect("responses");
    let (status, described) = responses.iter().next().expect("the first is the good one");
    assert_eq!(
        reply.status.to_string(),
        *status,
        "{path}: {}",
        String::from_utf8_lossy(&reply.body)
    );
    if status == "303" {
        return;
    }
    let content = described["content"].as_object().expect("content");
    let (media, content) = content.iter().next().expect("a media type");
    assert_eq!(reply.media(), media, "{path}");
    if let Some(name) = content["schema"]["$ref"].as_str() {
        let schema = json!({ "$ref": name, "components": document["components"] });
        let schema = jsonschema::validator_for(&schema).expect("a schema");
        let errors: Vec<_> = schema.iter_errors(&reply.json()).map(|one| one.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:?}");
    }
}

/// Returns the first address of a row of the documentation's table, as a path in the description.
fn row(line: &str) -> Option<(String, String)> {
    let cell = line.strip_prefix("| `")?.split('|').next()?;
    let first = cell.split('`').next()?;
    let path = first.replace("{day}", "").split('?').next()?.to_owned();
    let path = match path.strip_prefix("/udvikling/{map}/") {
        Some(file) => format!(
            "/udvikling/{{map}}/{}",
            file.replace("aar", "{grain}").replace("kvartal", "{grain}")
        ),
        None => path,
    };
    (path.starts_with('/') && !path.starts_with("/api/v2")).then(|| (line.into(), path))
}
