//! A server with the tables of the test kit and a calendar, and what it answers.

use std::{num::NonZeroU32, sync::LazyLock};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, header, request::Builder},
};
use domain::provenance::Provenance;
use http_body_util::BodyExt as _;
use serde_json::Value as Json;
use testkit::{DataFolder, tables};
use tower::ServiceExt as _;
use web::{
    api::{Api, Settings},
    server,
    site::Site,
};

static ROUTER: LazyLock<Router> = LazyLock::new(|| router(Provenance::Synthetic, true));

/// An answer.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn media(&self) -> &str {
        self.headers.get(header::CONTENT_TYPE).map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a text")
    }

    #[track_caller]
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

/// Returns a server that no test calls too often.
pub fn router(provenance: Provenance, has_tables: bool) -> Router {
    let data = DataFolder::with_release(provenance);
    let settings = Settings {
        calls: NonZeroU32::new(1_000_000).expect("not zero"),
        decided: tables::settings(),
        ..Settings::new(std::sync::Arc::new(|| jiff::civil::date(2025, 7, 1)))
    };
    let catalogs = if has_tables { tables::catalogs() } else { Vec::new() };
    let site = Site::open(data.path().into()).expect("the release opens");
    server::router(site, Api::new(catalogs, settings))
}

pub async fn ask(router: &Router, request: Builder, body: impl Into<Body>) -> Reply {
    let request = request.header(header::HOST, "tal.example").body(body.into()).expect("a request");
    let answer = router.clone().oneshot(request).await.expect("the service never fails");
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.expect("the answer is whole").to_bytes();
    Reply { status: parts.status.as_u16(), headers: parts.headers, body: body.into() }
}

pub async fn get(path: &str) -> Reply {
    ask(&ROUTER, Request::get(path), Body::empty()).await
}

pub async fn post(path: &str, body: &Json) -> Reply {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    ask(&ROUTER, request, body.to_string()).await
}
