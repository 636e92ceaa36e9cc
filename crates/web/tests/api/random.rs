//! Whatever is asked, the answer is never a mistake of ours.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use proptest::prelude::*;

use super::server::send;

/// Pieces that calls are made of, and some that they are not.
const PIECES: &[&str] = &[
    "KLAGE1",
    "HULLER",
    "STOR",
    "X",
    "valuecodes[Tid]",
    "valuecodes[OMRAADE]",
    "codelist[OMRAADE]",
    "vs_kommuner",
    "*",
    "2024K4",
    "101",
    "TOP(2)",
    "BOTTOM(1,9)",
    "RANGE(2024K2,2024K1)",
    "FROM(",
    "outputFormat",
    "csv",
    "px",
    "json-stat2",
    "outputFormatParams",
    "UseCodes",
    "lang",
    "da",
    "stub",
    "Tid",
    "asOf",
    "2025-04-01",
    "0000-00-00",
    "table",
    "format",
    "BULK",
    "JSONSTAT",
    "subjects",
    "pastDays",
    "99999999999999999999",
    "-1",
    "(-n+4)",
    ">=2019<=2018",
    "%00",
    "%ff",
    "æ",
    "",
    "[",
    "]",
];

const PATHS: &[&str] = &[
    "/api/v2/config",
    "/api/v2/tables",
    "/api/v2/tables/{}",
    "/api/v2/tables/{}/metadata",
    "/api/v2/tables/{}/data",
    "/api/v2/tables/{}/defaultselection",
    "/api/v2/codelists/{}",
    "/api/v2/savedqueries",
    "/api/v2/savedqueries/{}/data",
    "/api/v2/navigation/{}",
    "/v1/subjects/{}",
    "/v1/tables",
    "/v1/tableinfo/{}",
    "/v1/data/{}/{}",
    "/v1/data",
    "/udgave/{}/api/v2/tables",
    "/udgave/2025-03-01-0a0b0c0d/v1/data/{}/{}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..<_>::default() })]

    #[test]
    fn no_call_makes_an_error_of_ours(
        path in prop::sample::select(PATHS),
        parts in prop::collection::vec(piece(), 2),
        query in prop::collection::vec((piece(), piece()), 0..5),
        method in prop::sample::select(&[Method::GET, Method::HEAD, Method::POST, Method::PUT][..]),
        body in prop_oneof![Just(String::new()), json(), "\\PC{0,40}"],
    ) {
        let mut address = path.to_owned();
        for part in parts {
            let part: String = form_urlencoded::byte_serialize(part.as_bytes()).collect();
            address = address.replacen("{}", &part, 1);
        }
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.extend_pairs(query);
        let address = format!("{address}?{}", pairs.finish());
        let request = Request::builder().method(method).uri(&address);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let reply = runtime.expect("a runtime").block_on(send(request, Body::from(body)));
        prop_assert!(reply.status < 500, "{address}: {}", reply.status);
    }
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,20}",
    ]
}

/// A body with the keys that calls have.
fn json() -> impl Strategy<Value = String> {
    let key = prop::sample::select(
        &[
            "selection",
            "variableCode",
            "valueCodes",
            "tableId",
            "language",
            "variables",
            "code",
            "values",
            "table",
            "format",
            "placement",
        ][..],
    );
    let leaf = prop_oneof![
        piece().prop_map(serde_json::Value::from),
        any::<i32>().prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
    ];
    let value = leaf.prop_recursive(4, 24, 4, move |inner| {
        let object =
            prop::collection::vec((key.clone(), inner.clone()), 0..4).prop_map(|members| {
                members
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect::<serde_json::Map<_, _>>()
            });
        prop_oneof![
            object.prop_map(serde_json::Value::from),
            prop::collection::vec(inner, 0..4).prop_map(serde_json::Value::from),
        ]
    });
    value.prop_map(|value| value.to_string())
}
