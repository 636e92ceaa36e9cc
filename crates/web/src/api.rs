//! The open API: PxWebApi 2 at `/api/v2`, and the way of Statistics Denmark's API at `/v1`.
//!
//! Every call is a pure function of the catalogs and the call. A call either has an answer, or a
//! problem that names the field, the limit and what the caller can do.

mod call;
mod catalogs;
mod compress;
mod limiter;
pub(crate) mod open_data;
mod outcome;
mod params;
mod problem;
mod selecting;
mod settings;
mod stream;
mod v1;
mod v2;

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use axum::{
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{HeaderMap, HeaderValue, Method, Request, Response, Uri, header, request::Parts},
};
use bank::bank::BankError;
use percent_encoding::percent_decode_str;
use tables::catalog::Catalog;
use tokio::sync::Semaphore;

use call::Call;
use catalogs::Catalogs;
use limiter::Limiter;
use outcome::{Outcome, Sending, status};
use params::Params;
use problem::{Kind, Problem};
pub use settings::{Settings, Today};

/// The longest body, in bytes.
pub const MAX_BODY: usize = 1_000_000;

/// The open API of some catalogs.
pub struct Api {
    settings: Settings,
    catalogs: Arc<Catalogs>,
    limiter: Limiter,
    room: Arc<Semaphore>,
}

impl std::fmt::Debug for Api {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Api").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// How calls and answers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    PxWeb,
    Statbank,
}

/// Where in the API an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place<'a> {
    /// The release in the address.
    release: Option<&'a str>,
    protocol: Protocol,
    /// What follows the protocol's own part of the path.
    rest: &'a str,
}

/// Returns where in the API a path is; `None` for the path of a page.
fn place(path: &str) -> Option<Place<'_>> {
    let named = path.strip_prefix("/udgave/").and_then(|path| path.split_once('/'));
    let (release, path) =
        named.map_or((None, path.strip_prefix('/')?), |(release, path)| (Some(release), path));
    let within = |start: &str| {
        let rest = path.strip_prefix(start)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_matches('/'))
    };
    let found = |protocol| move |rest| Place { release, protocol, rest };
    within("api/v2")
        .map(found(Protocol::PxWeb))
        .or_else(|| within("v1").map(found(Protocol::Statbank)))
}

/// Tells whether a path is in the API.
pub(crate) fn is_api(path: &str) -> bool {
    place(path).is_some()
}

impl Api {
    /// Returns the API of some catalogs, in any order; none are no tables.
    #[must_use]
    pub fn new(catalogs: Vec<Arc<Catalog>>, settings: Settings) -> Self {
        Self::of(Catalogs::ready(catalogs), settings)
    }

    /// Returns the API of the banks of a data folder: the one that was frozen last, and the draws before it.
    pub fn open(data: PathBuf, settings: Settings) -> Result<Self, BankError> {
        Ok(Self::of(Catalogs::of_folder(data)?, settings))
    }

    /// Returns the name of the bank that is asked when no release or day is named; `None` where there are no
    /// tables.
    #[must_use]
    pub fn newest(&self) -> Option<&str> {
        self.catalogs.newest()
    }

    fn of(catalogs: Catalogs, settings: Settings) -> Self {
        Self {
            catalogs: Arc::new(catalogs),
            limiter: Limiter::new(&settings),
            room: Arc::new(Semaphore::new(settings.large_answers)),
            settings,
        }
    }

    /// Answers a call to an address under `/api/v2` or `/v1`, with a release before it or without; of any
    /// other it says that there is nothing.
    pub async fn respond(&self, request: Request<Body>) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let protocol = place(parts.uri.path()).map_or(Protocol::PxWeb, |place| place.protocol);
        let mut response = match self.answer(&parts, body).await {
            Ok(response) => response,
            Err(problem) => sent_problem(&problem, protocol),
        };
        if parts.method == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        open_to_all(response.headers_mut());
        response
    }

    async fn answer(&self, parts: &Parts, body: Body) -> Result<Response<Body>, Problem> {
        self.limiter.check(peer(parts))?;
        let place = place(parts.uri.path()).ok_or_else(nothing)?;
        let path = split(place.rest)?;
        let methods = methods(place.protocol, &path)?;
        if parts.method == Method::OPTIONS {
            return Ok(preflight(methods));
        }
        takes(&parts.method, methods)?;
        let params = Params::parse(parts.uri.query().unwrap_or_default())?;
        let body = read(body).await?;
        let base = self.base(&parts.headers, place.release);
        let request = request_text(&parts.uri, &base, &body);
        let method = if parts.method == Method::HEAD { Method::GET } else { parts.method.clone() };
        let outcome = respond(
            place.protocol,
            Call {
                settings: &self.settings,
                catalogs: &self.catalogs,
                release: place.release,
                base,
                method,
                path,
                params,
                body,
                headers: &parts.headers,
            },
        )?;
        let sending = Sending {
            method: &parts.method,
            headers: &parts.headers,
            is_frozen: place.release.is_some(),
            request: &request,
            room: &self.room,
        };
        sending.send(outcome).await
    }

    /// Returns what links begin with. What a proxy says of the first server is not believed: anyone can
    /// say it.
    pub(crate) fn base(&self, headers: &HeaderMap, release: Option<&str>) -> String {
        let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
        let host = host.filter(|host| is_host(host));
        let base = match &self.settings.base {
            Some(base) => base.trim_end_matches('/').to_owned(),
            None => format!("http://{}", host.unwrap_or("localhost")),
        };
        release.map_or(base.clone(), |release| format!("{base}/udgave/{release}"))
    }
}

impl Api {
    /// Returns what machines find the tables by.
    pub(crate) fn open_data(&self) -> open_data::OpenData {
        open_data::OpenData::new(Arc::clone(&self.catalogs), self.settings.decided.clone())
    }

    /// Tells whether links begin with the same address whoever asks, so that a file with links can be kept.
    pub(crate) const fn has_one_base(&self) -> bool {
        self.settings.base.is_some()
    }
}

fn nothing() -> Problem {
    let problem = Problem::new(Kind::NoAddress, "there is nothing at this address");
    problem.hint("the documentation lists the addresses")
}

/// Returns the methods that a path takes.
fn methods(protocol: Protocol, path: &[String]) -> Result<&'static str, Problem> {
    let methods = match protocol {
        Protocol::PxWeb => v2::methods(path),
        Protocol::Statbank => v1::methods(path),
    };
    methods.ok_or_else(nothing)
}

fn takes(method: &Method, methods: &'static str) -> Result<(), Problem> {
    if methods.split(", ").any(|taken| taken == method.as_str()) {
        return Ok(());
    }
    let problem = Problem::new(Kind::Method, format!("{method} is not possible here"));
    Err(problem.hint(format!("use {methods}")).allow(methods))
}

fn respond(protocol: Protocol, call: Call<'_>) -> Result<Outcome, Problem> {
    match protocol {
        Protocol::PxWeb => v2::respond(call),
        Protocol::Statbank => v1::respond(call),
    }
}

/// Tells whether a text is a host with or without a port, and no more than that: links are made of it.
fn is_host(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    text.bytes().all(is_plain) && text.parse::<axum::http::uri::Authority>().is_ok()
}

fn peer(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip())
}

fn split(rest: &str) -> Result<Vec<String>, Problem> {
    let decoded = rest.split('/').filter(|part| !part.is_empty()).map(|part| {
        let text = percent_decode_str(part).decode_utf8();
        text.map(Into::into).map_err(|_| Problem::new(Kind::NoAddress, "the address is not UTF-8"))
    });
    decoded.collect()
}

async fn read(body: Body) -> Result<Bytes, Problem> {
    use http_body_util::{BodyExt as _, LengthLimitError, Limited};
    let read = Limited::new(body, MAX_BODY).collect().await;
    read.map(http_body_util::Collected::to_bytes).map_err(|error| {
        if error.is::<LengthLimitError>() {
            Problem::new(Kind::BodyTooLong, "the body is too long")
                .limit(MAX_BODY as u64)
                .hint("select with expressions instead of codes, or ask several times")
        } else {
            Problem::new(Kind::Body, "the body broke off")
        }
    })
}

fn request_text(uri: &Uri, base: &str, body: &Bytes) -> String {
    format!("{base}\n{uri}\n{}", String::from_utf8_lossy(body))
}

fn sent_problem(problem: &Problem, protocol: Protocol) -> Response<Body> {
    let (media, body) = match protocol {
        Protocol::PxWeb => ("application/problem+json", problem.to_problem_json()),
        Protocol::Statbank => ("application/json", problem.to_statbank_json()),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status(problem.status());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Some(methods) = problem.details().allow {
        headers.insert(header::ALLOW, HeaderValue::from_static(methods));
    }
    if let Some(seconds) = problem.details().retry_after {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn preflight(methods: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status(204);
    let headers = response.headers_mut();
    let text = HeaderValue::from_static;
    headers.insert(header::ALLOW, text(methods));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, text(methods));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, text("content-type, if-none-match"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, text("86400"));
    response
}

/// Lets programs in any web page read the answer; there are no keys or cookies to protect.
fn open_to_all(headers: &mut HeaderMap) {
    let text = HeaderValue::from_static;
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, text("*"));
    let shown = "etag, retry-after, content-disposition, location";
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, text(shown));
    headers.insert(header::VARY, text("accept-encoding"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, text("nosniff"));
    // A table as a web page brings no script and loads nothing.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
        frame-ancestors 'none'; sandbox";
    headers.insert(header::CONTENT_SECURITY_POLICY, text(policy));
    headers.insert(header::REFERRER_POLICY, text("no-referrer"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_api_are_told_from_those_of_pages() {
        let (pxweb, statbank) = (Protocol::PxWeb, Protocol::Statbank);
        check("/api/v2", Some((None, pxweb, "")));
        check("/api/v2/tables/OMG1/", Some((None, pxweb, "tables/OMG1")));
        check("/v1/data", Some((None, statbank, "data")));
        check(
            "/udgave/2025-06-10-0123abcd/v1/data",
            Some((Some("2025-06-10-0123abcd"), statbank, "data")),
        );
        for page in ["/", "/v1x", "/api", "/kort/social/2024", "/udgave/x/kort/social/2024"] {
            check(page, None);
        }
    }

    #[test]
    fn a_host_brings_nothing_else_into_links() {
        for host in ["tal.example", "localhost:8788", "[::1]:80"] {
            assert!(is_host(host), "{host}");
        }
        for text in ["", "me@tal.example", "tal.example/x", "tal.example?x", "a b", "\"><b>"] {
            assert!(!is_host(text), "{text}");
        }
    }

    #[track_caller]
    fn check(path: &str, expected: Option<(Option<&str>, Protocol, &str)>) {
        let found = place(path).map(|place| (place.release, place.protocol, place.rest));
        assert_eq!(found, expected, "{path}");
    }
}
