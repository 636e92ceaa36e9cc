//! Saved queries: a made-up id is refused, never a mistake of ours, and what was saved can be asked.

use std::sync::{Arc, LazyLock};

use axum::{
    body::Body,
    http::{Request, header},
};
use http_body_util::BodyExt as _;
use tokio::runtime::{Builder, Runtime};
use web::api::{Api, Settings};

static API: LazyLock<Api> = LazyLock::new(|| {
    let settings = Settings::new(Arc::new(|| jiff::civil::date(2025, 7, 1)));
    let calls = std::num::NonZeroU32::MAX;
    Api::new(testkit::tables::catalogs(), Settings { calls, ..settings })
});

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_current_thread().enable_all().build().expect("a runtime can be made")
});

/// Takes bytes for an id, and for a query to save.
pub fn saved_query(bytes: &[u8]) {
    let id: String =
        bytes.iter().take(2_000).map(|byte| char::from(byte % 94 + 33)).filter(is_plain).collect();
    for end in ["", "/data", "/selection"] {
        let (status, _) = ask(Request::get(format!("/api/v2/savedqueries/{id}{end}")), &[]);
        assert!(status < 500, "{id}: {status}");
    }
    let saving =
        Request::post("/api/v2/savedqueries").header(header::CONTENT_TYPE, "application/json");
    let (status, answer) = ask(saving, bytes);
    assert!(status < 500, "{status}");
    if status == 201 {
        let answer: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
        let id = answer["id"].as_str().expect("an id");
        let (status, again) = ask(Request::get(format!("/api/v2/savedqueries/{id}")), &[]);
        let again: serde_json::Value = serde_json::from_slice(&again).expect("JSON");
        assert_eq!((status, &again["savedQuery"]), (200, &answer["savedQuery"]));
    }
}

/// Other characters would end the path.
fn is_plain(letter: &char) -> bool {
    letter.is_ascii_alphanumeric() || "-_.~".contains(*letter)
}

fn ask(request: axum::http::request::Builder, body: &[u8]) -> (u16, Vec<u8>) {
    let request = request.body(Body::from(body.to_vec())).expect("a request");
    RUNTIME.block_on(async {
        let (parts, body) = API.respond(request).await.into_parts();
        let body = body.collect().await.expect("the answer is whole").to_bytes();
        (parts.status.as_u16(), body.into())
    })
}
