//! The paths in the way of Statistics Denmark's API.

use serde_json::{Value as Json, json};

use super::{Operation, Reply};

const JSON: &str = "application/json; charset=utf-8";

/// Returns the operations. `table` is an example of a table's id.
pub fn operations(table: &str) -> Vec<Operation> {
    let subjects = "The subjects that tables stand under";
    let tables = "The tables";
    let info = "What a table has: variables, values, units, notes";
    let one = json!({ "table": table });
    let csv = json!({ "table": table, "format": "CSV" });
    vec![
        get("/v1/subjects", subjects, &["lang", "asOf"]),
        post("/v1/subjects", subjects, json!({ "lang": "en" })),
        get("/v1/tables", tables, &["lang", "asOf"]),
        post("/v1/tables", tables, json!({ "lang": "en" })),
        get("/v1/tableinfo/{table}", info, &["lang", "asOf"]),
        post("/v1/tableinfo", info, one),
        of_cells(get(
            "/v1/data/{table}/{format}",
            "Cells; each variable of the table is a parameter of its own, with codes or * for all",
            &["lang", "asOf"],
        )),
        of_cells(post("/v1/data", "Cells; the body says which", csv)),
    ]
}

fn get(path: &str, summary: &'static str, query: &[&'static str]) -> Operation {
    let answer =
        Reply { status: 200, media: JSON, schema: Some("Anything"), is_for_programs: true };
    Operation {
        path: path.into(),
        method: "get",
        summary,
        query: query.to_vec(),
        answer,
        body: None,
    }
}

fn post(path: &str, summary: &'static str, body: Json) -> Operation {
    Operation { method: "post", body: Some(body), ..get(path, summary, &[]) }
}

/// Returns the operation with cells for an answer; as CSV in the example, else what the format says.
fn of_cells(operation: Operation) -> Operation {
    let answer = Reply { media: "text/csv; charset=utf-8", schema: None, ..operation.answer };
    Operation { answer, ..operation }
}
