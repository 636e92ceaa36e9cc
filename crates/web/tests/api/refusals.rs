//! What cannot be answered, and how that is said.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::{Value as Json, json};

use super::server::{self, get, method, post, send};

const DATA: &str = "/api/v2/tables/KLAGE1/data";

#[tokio::test]
async fn what_there_is_not_is_named() {
    check("/api/v2/tables/KLAGE2/data", 404, "table", "KLAGE1").await;
    check(&format!("{DATA}?valuecodes[EMNER]=1"), 400, "EMNER", "OMRAADE, EMNE").await;
    check(&format!("{DATA}?valuecodes[Tid]=2024Q1"), 400, "Tid", "2024K1").await;
    check(&format!("{DATA}?codelist[Tid]=vs_x"), 400, "Tid", "no code lists").await;
    check(&format!("{DATA}?outputFormat=json-px"), 400, "outputFormat", "json-stat2, csv").await;
    check(
        &format!("{DATA}?outputFormat=csv&outputFormatParams=Bold"),
        400,
        "outputFormatParams",
        "UseCodes",
    )
    .await;
    check(&format!("{DATA}?utm_source=x"), 400, "utm_source", "valuecodes[VARIABLE]").await;
    check(&format!("{DATA}?lang=sv"), 400, "lang", "da, en").await;
    check("/api/v2/codelists/vs_x", 404, "", "metadata").await;
    check("/api/v2/navigation/x", 404, "", "omgoerelse").await;
    check("/api/v2/tables/KLAGE1/dat", 404, "", "documentation").await;
}

#[tokio::test]
async fn selections_at_fault_are_named() {
    check(&format!("{DATA}?valuecodes[Tid]="), 400, "Tid", "name values").await;
    check(&format!("{DATA}?valuecodes[Tid]=2024K1,2024k1"), 400, "Tid", "once").await;
    check(&format!("{DATA}?valuecodes[Tid]=*&valuecodes[tid]=*"), 400, "Tid", "once").await;
    check(&format!("{DATA}?valuecodes[Tid]=RANGE(2024K2,2024K1)"), 400, "Tid", "earlier").await;
    check(&format!("{DATA}?valuecodes[Tid]=TOP(0)"), 400, "Tid", "expressions").await;
    check("/api/v2/tables/HULLER/data?valuecodes[Tid]=*", 400, "GRUND", "*").await;
    check(&format!("{DATA}?stub=Tid&heading=Tid"), 400, "Tid", "variables are").await;
}

#[tokio::test]
async fn a_thousand_million_cells_are_too_many_in_every_format() {
    let all = "valuecodes[A]=*&valuecodes[B]=*&valuecodes[ContentsCode]=*&valuecodes[Tid]=*";
    for format in ["json-stat2", "csv", "px", "xlsx", "html", "parquet"] {
        let path = format!("/api/v2/tables/STOR/data?{all}&outputFormat={format}");
        let problem = check(&path, 403, "selection", "fewer").await;
        let limit = if format == "csv" { 100_000_000 } else { 1_000_000 };
        assert_eq!(problem["limit"], limit, "{format}");
        assert!(problem["detail"].as_str().is_some_and(|text| text.contains("1000000000 cells")));
    }
    let reply = get("/v1/data/STOR/BULK?A=*&B=*&ContentsCode=*&Tid=*").await;
    assert_eq!((reply.status, &reply.json()["limit"]), (403, &json!(100_000_000)));
}

#[tokio::test]
async fn a_format_without_room_says_so_instead_of_breaking_off() {
    let wide = "valuecodes[A]=*&valuecodes[B]=*&valuecodes[ContentsCode]=000&heading=A,B";
    let path = format!("/api/v2/tables/STOR/data?{wide}&outputFormat=xlsx");
    let problem = check(&path, 400, "outputFormat", "another format").await;
    assert!(problem["limit"].as_u64().is_some_and(|columns| columns <= 16_384), "{problem}");
}

#[tokio::test]
async fn a_query_or_body_too_long_is_refused_with_the_limit() {
    let long = "0".repeat(60_001);
    let problem = check(&format!("{DATA}?valuecodes[Tid]={long}"), 414, "", "POST").await;
    assert_eq!(problem["limit"], 60_000);
    let body =
        json!({"selection": [{"variableCode": "Tid", "valueCodes": [" ".repeat(1_000_000)]}]});
    let reply = post(DATA, body.to_string()).await;
    assert_eq!((reply.status, &reply.json()["limit"]), (413, &json!(1_000_000)));
    let reply = post("/v1/data", "x".repeat(1_000_001)).await;
    assert_eq!((reply.status, &reply.json()["limit"]), (413, &json!(1_000_000)));
}

#[tokio::test]
async fn bodies_of_another_kind_are_refused() {
    let plain = Request::post(DATA).header(header::CONTENT_TYPE, "text/plain");
    let reply = send(plain, "{\"selection\": []}").await;
    assert_eq!((reply.status, &reply.json()["field"]), (415, &json!("Content-Type")));
    for body in ["{", "[]", "{\"selection\": [{}]}", "{\"selection\": [], \"x\": 1}", "\u{0}"] {
        let reply = post(DATA, body).await;
        assert_eq!(reply.status, 400, "{body}: {}", reply.text());
        assert!(
            reply.json()["detail"].as_str().is_some_and(|text| text.contains("body")),
            "{body}"
        );
    }
    assert_eq!(post("/v1/tables", "{").await.status, 400);
    // A depth that would use up the stack of a careless reader.
    assert_eq!(post("/v1/tables", "[".repeat(500_000)).await.status, 400);
}

#[tokio::test]
async fn a_forged_saved_query_is_not_found() {
    for id in ["a", "b", "aAAAAAAAA", "%00", "%ff", "a%2e%2e%2f", &"a".repeat(2_000)] {
        for end in ["", "/data", "/selection"] {
            let reply = get(&format!("/api/v2/savedqueries/{id}{end}")).await;
            assert_eq!(reply.status, 404, "{id}: {}", reply.text());
        }
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_answered_cannot_be_saved() {
    let query = |table: &str, codes: Json| {
        let selection = json!({"selection": [{"variableCode": "A", "valueCodes": codes}]});
        json!({"tableId": table, "language": "da", "selection": selection}).to_string()
    };
    let reply = post("/api/v2/savedqueries", query("X", json!(["1"]))).await;
    assert_eq!(reply.status, 404);
    let reply = post("/api/v2/savedqueries", query("STOR", json!(["1"]))).await;
    assert_eq!((reply.status, &reply.json()["field"]), (400, &json!("A")));
    let scattered: Vec<_> =
        (0..1_000).filter(|n| n * n % 7 < 4).map(|n| format!("{n:03}")).collect();
    let selection = json!([
        {"variableCode": "A", "valueCodes": scattered},
        {"variableCode": "B", "valueCodes": ["000"]},
    ]);
    let long = json!({
        "tableId": "STOR",
        "language": "da",
        "selection": {"selection": selection},
    });
    let reply = post("/api/v2/savedqueries", long.to_string()).await;
    assert_eq!((reply.status, &reply.json()["limit"]), (400, &json!(1_500)), "{}", reply.text());
}

#[tokio::test]
async fn other_methods_are_refused_with_those_there_are() {
    for (path, allowed) in [
        ("/api/v2/tables", "GET, HEAD, OPTIONS"),
        (DATA, "GET, HEAD, POST, OPTIONS"),
        ("/api/v2/savedqueries", "POST, OPTIONS"),
        ("/v1/data", "GET, HEAD, POST, OPTIONS"),
    ] {
        let reply = method(Method::DELETE, path).await;
        assert_eq!((reply.status, reply.header(&header::ALLOW)), (405, allowed), "{path}");
    }
    assert_eq!(get("/api/v2/savedqueries").await.status, 405);
}

#[tokio::test]
async fn pages_and_days_out_of_range_are_refused() {
    for query in [
        "pageNumber=0",
        "pageNumber=9",
        "pageSize=0",
        "pageSize=1001",
        "pastDays=0",
        "pastDays=-1",
        "pastDays=x",
        "includeDiscontinued=perhaps",
        "pageSize=1&pageSize=2",
    ] {
        let field = query.split('=').next().expect("a name");
        check(&format!("/api/v2/tables?{query}"), 400, field, "").await;
    }
}

#[tokio::test]
async fn a_program_without_tables_says_so() {
    let router = server::router(server::settings(), false);
    for path in ["/api/v2/tables", "/v1/subjects", "/udgave/x/api/v2/tables/KLAGE1"] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let reply = server::ask(&router, request).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(reply.text().contains("no statistics tables are published"), "{path}");
    }
    let request = Request::get("/api/v2/config").body(Body::empty()).expect("a request");
    assert_eq!(server::ask(&router, request).await.status, 200);
}

/// Checks that an address is refused, naming a field and with a hint that holds some words.
async fn check(path: &str, status: u16, field: &str, hint: &str) -> Json {
    let reply = get(path).await;
    assert_eq!(reply.status, status, "{path}: {}", reply.text());
    assert_eq!(reply.header(&header::CONTENT_TYPE), "application/problem+json", "{path}");
    let problem = reply.json();
    assert_eq!(problem["status"], status, "{path}");
    assert_eq!(problem["field"].as_str().unwrap_or_default(), field, "{path}: {problem}");
    let told = problem["hint"].as_str().unwrap_or_default();
    assert!(told.contains(hint), "{path}: {told:?} does not say {hint:?}");
    problem
}
