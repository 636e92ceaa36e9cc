//! What HTTP has for programs: tags, encodings, other origins, releases, limits.

use std::{io::Read as _, num::NonZeroU32};

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use testkit::tables::{NEWEST, OLDER};
use web::api::Settings;

use super::server::{self, Reply, get, method, send};

const SMALL: &str = "/api/v2/tables/KLAGE1/data?valuecodes[Tid]=TOP(1)";
const LARGE: &str = "/api/v2/tables/KLAGE1/data?valuecodes[OMRAADE]=*&valuecodes[EMNE]=*\
    &valuecodes[Tid]=*&outputFormat=csv";

#[tokio::test]
async fn an_answer_that_is_known_is_not_sent_again() {
    for path in [SMALL, LARGE, "/api/v2/config", "/v1/tables", "/v1/data/klage1/BULK?tid=*"] {
        let first = get(path).await;
        let etag = first.header(&header::ETAG).to_owned();
        assert!(etag.starts_with('"'), "{path}: {etag}");
        for known in [etag.clone(), format!("\"x\", {etag}"), "*".into()] {
            let again =
                send(Request::get(path).header(header::IF_NONE_MATCH, known), Body::empty());
            let again = again.await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
            assert_eq!(again.header(&header::ETAG), etag, "{path}");
        }
        let other = send(Request::get(path).header(header::IF_NONE_MATCH, "\"x\""), Body::empty());
        assert_eq!(other.await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn another_call_has_another_tag() {
    let tag = |reply: Reply| reply.header(&header::ETAG).to_owned();
    let other = "/api/v2/tables/KLAGE1/data?valuecodes[Tid]=TOP(2)";
    assert_ne!(tag(get(SMALL).await), tag(get(other).await));
    assert_ne!(tag(get(SMALL).await), tag(get(&format!("{SMALL}&lang=en")).await));
    assert_ne!(tag(get(SMALL).await), tag(get(&format!("/udgave/{OLDER}{SMALL}")).await));
}

#[tokio::test]
async fn only_an_address_with_a_release_is_kept_for_ever() {
    let forever = "public, max-age=31536000, immutable";
    for path in [SMALL, LARGE, "/api/v2/tables", "/v1/tables"] {
        assert_eq!(get(path).await.header(&header::CACHE_CONTROL), "no-cache", "{path}");
        let of_release = get(&format!("/udgave/{NEWEST}{path}")).await;
        assert_eq!(of_release.header(&header::CACHE_CONTROL), forever, "{path}");
    }
    for of_today in ["/api/v2/config", "/api/v2/tables?pastDays=9", "/v1/tables?pastDays=9"] {
        let reply = get(&format!("/udgave/{NEWEST}{of_today}")).await;
        assert_eq!(reply.header(&header::CACHE_CONTROL), "no-cache", "{of_today}");
    }
    let refused = get(&format!("/udgave/{NEWEST}/api/v2/tables/X")).await;
    assert_eq!(refused.header(&header::CACHE_CONTROL), "no-cache");
}

#[tokio::test]
async fn a_day_leads_to_the_newest_draw_up_to_it() {
    let old = get(&format!("/udgave/{OLDER}{SMALL}")).await.json();
    let new = get(SMALL).await.json();
    assert_ne!(old["value"], new["value"]);
    assert_eq!(get(&format!("{SMALL}&asOf=2025-06-09")).await.json()["value"], old["value"]);
    assert_eq!(get(&format!("{SMALL}&asOf=2025-06-10")).await.json()["value"], new["value"]);
    for path in ["/api/v2/tables", "/api/v2/tables/KLAGE1", "/v1/tables", "/v1/tableinfo/KLAGE1"] {
        let text = get(&format!("{path}?asOf=2025-04-01")).await;
        assert!(text.text().contains("2025-03-01"), "{path}");
    }
    for path in [SMALL, "/v1/tables?lang=da"] {
        let early = get(&format!("{path}&asOf=2025-02-28")).await;
        assert!(early.status == 400 && early.text().contains("2025-03-01"), "{path}");
        assert_eq!(early.json()["field"], "asOf");
        assert_eq!(get(&format!("{path}&asOf=2025")).await.status, 400);
    }
}

#[tokio::test]
async fn links_stay_within_a_release() {
    let table = get(&format!("/udgave/{OLDER}/api/v2/tables/KLAGE1")).await.json();
    let href = table["links"][0]["href"].as_str().expect("a link");
    assert_eq!(href, format!("http://tal.example/udgave/{OLDER}/api/v2/tables/KLAGE1?lang=da"));
    assert_eq!(get("/udgave/2000-01-01-00000000/api/v2/tables").await.status, 404);
}

#[tokio::test]
async fn what_a_proxy_says_of_the_host_is_not_believed() {
    let request = Request::get("/api/v2/tables/KLAGE1")
        .header("x-forwarded-host", "evil.example")
        .header("forwarded", "host=evil.example");
    let reply = send(request, Body::empty()).await;
    assert!(!reply.text().contains("evil"), "{}", reply.text());
}

#[tokio::test]
async fn answers_are_packed_as_the_client_takes_them() {
    for path in [SMALL, LARGE, "/api/v2/tables/KLAGE1/metadata", "/v1/tables"] {
        let plain = get(path).await;
        assert_eq!(plain.header(&header::CONTENT_ENCODING), "");
        for coding in ["zstd", "br", "gzip"] {
            let request = Request::get(path).header(header::ACCEPT_ENCODING, coding);
            let packed = send(request, Body::empty()).await;
            assert_eq!(packed.header(&header::CONTENT_ENCODING), coding, "{path}");
            assert!(packed.body.len() < plain.body.len(), "{path} {coding}");
            assert_ne!(packed.header(&header::ETAG), plain.header(&header::ETAG), "{path}");
            assert_eq!(unpacked(coding, &packed.body), plain.body, "{path} {coding}");
        }
    }
}

#[tokio::test]
async fn a_workbook_is_not_packed_twice() {
    let path = format!("{SMALL}&outputFormat=xlsx");
    let request = Request::get(path).header(header::ACCEPT_ENCODING, "gzip");
    assert_eq!(send(request, Body::empty()).await.header(&header::CONTENT_ENCODING), "");
}

#[tokio::test]
async fn head_has_the_headers_and_no_body() {
    for path in [SMALL, LARGE, "/api/v2/config", "/v1/tables", "/api/v2/tables/X"] {
        let (head, read) = (method(Method::HEAD, path).await, get(path).await);
        assert_eq!((head.status, head.body.len()), (read.status, 0), "{path}");
        for name in [header::ETAG, header::CONTENT_TYPE, header::CONTENT_DISPOSITION] {
            assert_eq!(head.header(&name), read.header(&name), "{path}");
        }
    }
}

#[tokio::test]
async fn a_script_of_any_page_may_ask() {
    let preflight = method(Method::OPTIONS, SMALL).await;
    assert_eq!(preflight.status, 204);
    let methods = preflight.header(&header::ACCESS_CONTROL_ALLOW_METHODS);
    assert_eq!(methods, "GET, HEAD, POST, OPTIONS");
    assert_eq!(
        preflight.header(&header::ACCESS_CONTROL_ALLOW_HEADERS),
        "content-type, if-none-match"
    );
    for path in [SMALL, "/v1/tables", "/api/v2/tables/X", "/v1/x"] {
        let reply = get(path).await;
        assert_eq!(reply.header(&header::ACCESS_CONTROL_ALLOW_ORIGIN), "*", "{path}");
        assert_eq!(reply.header(&header::SET_COOKIE), "", "{path}");
    }
}

#[tokio::test]
async fn a_file_is_named_with_the_day_of_the_draw() {
    let name = get(&format!("{SMALL}&outputFormat=xlsx&lang=en")).await;
    let expected = "inline; filename=\"KLAGE1-en-2025-06-10.xlsx\"";
    assert_eq!(name.header(&header::CONTENT_DISPOSITION), expected);
}

#[tokio::test]
async fn too_many_calls_are_told_when_to_come_again() {
    let calls = NonZeroU32::new(3).expect("not zero");
    let window_seconds = NonZeroU32::new(3_600).expect("not zero");
    let router = server::router(Settings { calls, window_seconds, ..server::settings() }, true);
    let ask = || Request::get("/api/v2/config").body(Body::empty()).expect("a request");
    for _ in 0..3 {
        assert_eq!(server::ask(&router, ask()).await.status, 200);
    }
    let refused = server::ask(&router, ask()).await;
    assert_eq!(refused.status, 429);
    let seconds: u32 = refused.header(&header::RETRY_AFTER).parse().expect("seconds");
    assert!((1_000..=1_201).contains(&seconds), "{seconds}");
    let page = Request::get("/").body(Body::empty()).expect("a request");
    assert_eq!(server::ask(&router, page).await.status, 200, "pages are not counted");
}

#[tokio::test]
async fn large_answers_wait_for_room() {
    let router = server::router(Settings { large_answers: 0, ..server::settings() }, true);
    let ask = |path: &str| Request::get(path).body(Body::empty()).expect("a request");
    let refused = server::ask(&router, ask(LARGE)).await;
    assert_eq!((refused.status, refused.header(&header::RETRY_AFTER)), (429, "1"));
    assert_eq!(server::ask(&router, ask(SMALL)).await.status, 200);
}

fn unpacked(coding: &str, body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let read = match coding {
        "zstd" => zstd::stream::Decoder::new(body).and_then(|mut it| it.read_to_end(&mut plain)),
        "br" => brotli::Decompressor::new(body, 4_096).read_to_end(&mut plain),
        _ => flate2::read::GzDecoder::new(body).read_to_end(&mut plain),
    };
    read.expect("it is whole");
    plain
}
