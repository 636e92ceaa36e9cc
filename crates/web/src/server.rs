//! HTTP: requests in, packed answers out. No cookies, no third parties, nothing remembered of anyone.

use std::{
    net::SocketAddr,
    sync::{Arc, LazyLock},
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header, request::Parts},
};
use tokio::net::TcpListener;

use crate::{
    address::{Address, elsewhere},
    answer::{Answer, CSS, HTML, SVG},
    api::{self, Api, open_data},
    asset,
    cache::{Encoding, Item, Packed, Packs},
    site::Site,
};

/// Everything a page may load comes from the same server; the fonts and the two arrows of the design system
/// stand in its style sheet, and our own scripts in the page.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let policy = format!(
        "default-src 'none'; style-src 'self'; script-src {}; font-src data:; img-src 'self' data:; \
         connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
        asset::script_hashes()
    );
    HeaderValue::from_str(&policy).expect("hashes are ASCII")
});

/// A picture that is opened by itself brings its own style, and nothing else.
const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// What stands in the pages of others brings its own style as well, and its links open beside them.
const EMBEDDED_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors *";

struct Server {
    site: Site,
    api: Api,
    packs: Packs,
    /// Held while a picture is drawn in pixels, which takes some 80 MB: one at a time.
    drawing: tokio::sync::Mutex<()>,
}

/// Returns the service that answers every request of a site and of the open API beside it.
pub fn router(site: Site, api: Api) -> Router {
    let site = site.with_open_data(api.open_data());
    let server =
        Arc::new(Server { site, api, packs: Packs::new(), drawing: tokio::sync::Mutex::default() });
    Router::new().fallback(respond).with_state(server)
}

/// Serves a site and the open API until `stop` comes.
pub async fn serve(
    site: Site,
    api: Api,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(site, api).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

async fn respond(State(server): State<Arc<Server>>, request: Request<Body>) -> Response<Body> {
    if api::is_api(request.uri().path()) {
        return server.api.respond(request).await;
    }
    let (Parts { method, uri, headers, .. }, _) = request.into_parts();
    if method != Method::GET && method != Method::HEAD {
        let mut response = empty(StatusCode::METHOD_NOT_ALLOWED);
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let header = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let encoding = Encoding::accepted(header(header::ACCEPT_ENCODING).unwrap_or_default());
    let known = header(header::IF_NONE_MATCH).unwrap_or_default();
    let base = server.api.base(&headers, None);
    let (packed, keep) = server.packed(&uri, encoding, base).await;
    let mut response = send(&packed, keep, known);
    if method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

/// How long a client may keep an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// For ever: the address names a release or the hash of the bytes.
    Forever,
    /// Ask each time whether it changed.
    Ask,
}

impl Server {
    async fn packed(
        self: &Arc<Self>,
        uri: &Uri,
        encoding: Encoding,
        base: String,
    ) -> (Arc<Packed>, Keep) {
        let sheet = asset::sheet();
        if uri.path() == sheet.path {
            let make = || Answer::found(CSS, sheet.text.clone().into_bytes());
            return (self.packs.get_or_make(&Item::Sheet, encoding, make), Keep::Forever);
        }
        let (language, address) = Address::parse(uri.path(), uri.query().unwrap_or_default());
        let address = match address {
            Ok(address) => address,
            Err(refusal) => {
                if let Some(answer) = open_data::refused(uri.path(), refusal) {
                    return (Arc::new(Packed::new(answer, encoding)), Keep::Ask);
                }
                let meant = elsewhere(uri.path(), uri.query().unwrap_or_default());
                let answer = meant.map_or_else(
                    || self.site.refuse(language, refusal),
                    |address| Answer::see_other(address.to_string()),
                );
                return (Arc::new(Packed::new(answer, encoding)), Keep::Ask);
            }
        };
        let is_pixels = address.page.is_pixels();
        // Pixels are packed already.
        let encoding = if is_pixels { Encoding::Identity } else { encoding };
        let keep = if address.release.is_some() { Keep::Forever } else { Keep::Ask };
        if let Some(packed) = self.packs.get(&Item::Page(address.clone()), encoding) {
            return (packed, keep);
        }
        let _drawing = if is_pixels { Some(self.drawing.lock().await) } else { None };
        // Whoever drew before may have drawn the same.
        if is_pixels && let Some(packed) = self.packs.get(&Item::Page(address.clone()), encoding) {
            return (packed, keep);
        }
        let server = Arc::clone(self);
        // Rendering and compressing take milliseconds, which other requests need not wait for.
        let made = tokio::task::spawn_blocking(move || server.make(address, encoding, &base)).await;
        let made = made.unwrap_or_else(|panic| {
            tracing::error!(%panic, "a page cannot be rendered");
            Arc::new(Packed::new(broken(), encoding))
        });
        (made, keep)
    }

    fn make(&self, address: Address, encoding: Encoding, base: &str) -> Arc<Packed> {
        let answer = self.site.answer_at(&address, base).unwrap_or_else(|error| {
            tracing::error!(%error, "a release cannot be shown");
            broken()
        });
        // What people type, and what does not exist, would fill the room of what all others read.
        let is_for_all = self.api.has_one_base() || !address.page.has_base();
        if answer.status == 200 && is_for_all && self.site.is_shared(&address) {
            self.packs.get_or_make(&Item::Page(address), encoding, || answer)
        } else {
            Arc::new(Packed::new(answer, encoding))
        }
    }
}

fn send(packed: &Packed, keep: Keep, known: &str) -> Response<Body> {
    let is_known = packed.status == 200 && known.split(',').any(|tag| tag.trim() == packed.etag);
    let mut response = if is_known {
        empty(StatusCode::NOT_MODIFIED)
    } else {
        let mut response = Response::new(Body::from(packed.body.clone()));
        *response.status_mut() =
            StatusCode::from_u16(packed.status).expect("answers have the status codes of HTTP");
        response
    };
    let headers = response.headers_mut();
    let text = |text: &str| HeaderValue::from_str(text).expect("our own headers are ASCII");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(packed.media));
    headers.insert(header::ETAG, text(&packed.etag));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(if keep == Keep::Forever && packed.status == 200 {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        }),
    );
    let policy = match packed.media {
        SVG => HeaderValue::from_static(PICTURE_POLICY),
        _ if packed.is_embedded => HeaderValue::from_static(EMBEDDED_POLICY),
        _ => POLICY.clone(),
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    if packed.media != HTML {
        // Programs in any web page may read files and pictures: there are no keys or cookies to protect.
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Some(name) = packed.encoding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    if let Some(name) = &packed.file_name {
        headers.insert(header::CONTENT_DISPOSITION, text(&format!("inline; filename=\"{name}\"")));
    }
    if let Some(location) = &packed.location {
        headers.insert(header::LOCATION, text(location));
    }
    response
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// The answer to a mistake of ours, in both languages; the log says what happened.
fn broken() -> Answer {
    let page = "<!doctype html><html lang=\"da\"><meta charset=\"utf-8\"><title>Fejl</title>\
        <p>Siden kan ikke vises på grund af en fejl hos os. Prøv igen senere.</p>\
        <p lang=\"en\">The page cannot be shown because of an error on our side. Please try again later.</p>";
    Answer::refused(500, page.into())
}
