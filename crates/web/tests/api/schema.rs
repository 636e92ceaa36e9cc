//! Answers against the schemas of the published specification.

use std::sync::LazyLock;

use serde_json::{Value as Json, json};

use super::server::{get, post};

/// The specification, its schemas as today's JSON Schema has them.
static SPECIFICATION: LazyLock<Json> = LazyLock::new(|| {
    let text = include_str!("../data/pxwebapi-2.yml");
    let mut specification: Json = serde_saphyr::from_str(text).expect("the specification is YAML");
    modernize(&mut specification);
    // The specification requires `values` of a selection and then describes `valueCodes`.
    specification["components"]["schemas"]["VariableSelection"]["required"] =
        json!(["variableCode", "valueCodes"]);
    specification
});

#[tokio::test]
async fn every_answer_is_as_the_specification_has_it() {
    check("/config", "ConfigResponse").await;
    check("/tables", "TablesResponse").await;
    check("/tables?query=laesoe&pageSize=1&lang=en", "TablesResponse").await;
    check("/tables?query=findes+ikke", "TablesResponse").await;
    for table in ["KLAGE1", "HULLER", "STOR"] {
        check(&format!("/tables/{table}"), "TableResponse").await;
        check(&format!("/tables/{table}/metadata"), "Dataset").await;
        check(&format!("/tables/{table}/metadata?defaultSelection=true"), "Dataset").await;
        check(&format!("/tables/{table}/defaultselection"), "SelectionResponse").await;
        check(&format!("/tables/{table}/data"), "Dataset").await;
    }
    check("/codelists/vs_kommuner", "CodelistResponse").await;
}

#[tokio::test]
async fn saved_queries_are_as_the_specification_has_them() {
    let query = json!({
        "tableId": "klage1",
        "language": "en",
        "selection": {"selection": [{"variableCode": "Tid", "valueCodes": ["TOP(1)"]}]},
    });
    let saved = post("/api/v2/savedqueries", query.to_string()).await;
    assert_eq!(saved.status, 201, "{}", saved.text());
    let saved = saved.json();
    validate(&saved, "SavedQueryResponse");
    let id = saved["id"].as_str().expect("an id");
    check(&format!("/savedqueries/{id}"), "SavedQueryResponse").await;
    check(&format!("/savedqueries/{id}/data"), "Dataset").await;
    check(&format!("/savedqueries/{id}/selection"), "SelectionResponse").await;
}

#[tokio::test]
async fn refusals_are_problems_as_the_specification_has_them() {
    for path in ["/tables/X", "/codelists/x", "/tables/KLAGE1/data?x=1", "/savedqueries/abc"] {
        let reply = get(&format!("/api/v2{path}")).await;
        validate(&reply.json(), "Problem");
    }
}

#[test]
fn the_schemas_refuse_what_they_should() {
    let schema = validator("TableResponse");
    assert!(!schema.is_valid(&json!({"id": "X"})));
}

/// Checks the answer at an address against a schema.
async fn check(path: &str, schema: &str) {
    let reply = get(&format!("/api/v2{path}")).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    validate(&reply.json(), schema);
}

#[track_caller]
fn validate(answer: &Json, schema: &str) {
    let validator = validator(schema);
    let errors: Vec<_> = validator
        .iter_errors(answer)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{schema}: {errors:#?}\n{answer:#}");
}

fn validator(schema: &str) -> jsonschema::Validator {
    let schema = json!({
        "$ref": format!("#/components/schemas/{schema}"),
        "components": SPECIFICATION["components"],
    });
    jsonschema::validator_for(&schema).expect("a schema")
}

/// OpenAPI 3.0 writes null and open ends in a way of its own.
fn modernize(schema: &mut Json) {
    match schema {
        Json::Array(parts) => parts.iter_mut().for_each(modernize),
        Json::Object(members) => {
            if members.remove("nullable") == Some(Json::Bool(true))
                && let Some(kind) = members.get_mut("type")
            {
                *kind = json!([kind.clone(), "null"]);
            }
            if members.get("exclusiveMaximum") == Some(&Json::Bool(true)) {
                members.remove("exclusiveMaximum");
            }
            members.values_mut().for_each(modernize);
        }
        _ => {}
    }
}
