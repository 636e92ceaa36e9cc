//! A server with the tables of the test kit, and what it answers.

use std::{num::NonZeroU32, sync::LazyLock};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, header, request::Builder},
};
use domain::provenance::Provenance;
use http_body_util::BodyExt as _;
use serde_json::Value as Json;
use testkit::DataFolder;
use tower::ServiceExt as _;
use web::{
    api::{Api, Settings},
    server,
    site::Site,
};

/// Everything that tests ask is in memory once the site is open, so that one server serves all tests.
static ROUTER: LazyLock<Router> = LazyLock::new(|| router(settings(), true));

/// An answer.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
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

/// Returns settings that no test runs into, on 1 July 2025.
pub fn settings() -> Settings {
    Settings {
        calls: NonZeroU32::new(1_000_000).expect("not zero"),
        ..Settings::new(std::sync::Arc::new(|| jiff::civil::date(2025, 7, 1)))
    }
}

pub fn router(settings: Settings, has_tables: bool) -> Router {
    let data = DataFolder::with_release(Provenance::Synthetic);
    let site = Site::open(data.path().into()).expect("the release opens");
    let catalogs = if has_tables { testkit::tables::catalogs() } else { Vec::new() };
    server::router(site, Api::new(catalogs, settings))
}

pub async fn ask(router: &Router, request: Request<Body>) -> Reply {
    let answer = router.clone().oneshot(request).await.expect("the service never fails");
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.expect("the answer is whole").to_bytes();
    Reply { status: parts.status.as_u16(), headers: parts.headers, body: body.into() }
}

pub async fn send(request: Builder, body: impl Into<Body>) -> Reply {
    let request = request.header(header::HOST, "tal.example");
    ask(&ROUTER, request.body(body.into()).expect("a request")).await
}

pub async fn get(path: &str) -> Reply {
    send(Request::get(path), Body::empty()).await
}

pub async fn post(path: &str, body: impl Into<Body>) -> Reply {
    send(Request::post(path).header(header::CONTENT_TYPE, "application/json"), body).await
}

pub async fn method(method: Method, path: &str) -> Reply {
    send(Request::builder().method(method).uri(path), Body::empty()).await
}
