//! Every kind of page, file and picture, asked for over HTTP as a browser would.

#[path = "pages/as_of.rs"]
mod as_of;
#[path = "pages/compare.rs"]
mod compare;
#[path = "pages/portal.rs"]
mod portal;
#[path = "pages/recipients.rs"]
mod recipients;
#[path = "pages/times.rs"]
mod times;

use std::collections::BTreeSet;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, Response, StatusCode, header},
};
use domain::{comparison::Standing, format::Language, provenance::Provenance};
use http_body_util::BodyExt as _;
use testkit::DataFolder;
use tower::ServiceExt as _;
use web::{server, site::Site};

/// One address of every kind of page; the English twins are added to them.
const PAGES: [&str; 33] = [
    "/",
    "/kort/social/2024",
    "/kort/boernehandicap/2024?vis=fordeling",
    "/kort/voksenhandicap/2024?vis=sager",
    "/kort/social/2024?vis=skoen&kommune=laesoe",
    "/kort/social/2023?vis=flere-aar&kommune=laesoe",
    "/kort/social/2024?vis=flere-aar",
    "/kort/social/2023?sorter=procent&retning=ned&kommune=odense",
    "/kort/social/2023?kommune=aeroe",
    "/kort/social/2023?kommune=fanoe",
    "/kort/social/2023?kommune=laesoe",
    "/kommuner",
    "/kommuner?q=aa",
    "/soeg",
    "/soeg?q=arhus",
    "/soeg?q=atlantis",
    "/kommuner/aarhus",
    "/kommuner/laesoe",
    "/sammenlign",
    "/sammenlign?steder=laesoe,odense,aeroe",
    "/sammenlign?steder=laesoe,odense&navn=To+steder&kort=social&aar=2023",
    "/sammenlign?steder=odense,aeroe&aar=1999",
    "/tragt/social/2023",
    "/tragt/boernehandicap/2024",
    "/bag-tallene/social/2023",
    "/bag-tallene/social/2024",
    "/udvikling",
    "/om-data/revisioner",
    "/laesevejledning",
    "/metode",
    "/om-data",
    "/tilgaengelighed",
    "/privatliv",
];

const FILES: [&str; 40] = [
    "/udvikling/social/aar.svg",
    "/udvikling/resten/aar.svg",
    "/udvikling/voksenhandicap/kvartal.svg",
    "/tragt/social/2023.svg",
    "/tragt/social/2023.csv",
    "/tragt/social/2023.json",
    "/bag-tallene/social/2023.csv",
    "/bag-tallene/social/2023.json",
    "/bag-tallene/social/2023/emner.csv",
    "/bag-tallene/social/2024/emner.json",
    "/bag-tallene/social/2023/spredning.svg",
    "/landstal/aendring/social/2024.svg",
    "/kommuner/odense/aendring/social/2024.svg",
    "/landstal.csv",
    "/landstal.json",
    "/kort/social/2024.csv",
    "/kort/social/2024.json",
    "/udvikling.csv",
    "/udvikling.json",
    "/om-data/revisioner.csv",
    "/om-data/revisioner.json",
    "/kort/social/2024.svg",
    "/kort/social/2024.svg?vis=fordeling",
    "/kort/social/2024.svg?vis=sager",
    "/kort/social/2023.svg?vis=skoen",
    "/kort/social/2023.svg?vis=flere-aar",
    "/landstal/udvikling/social.svg",
    "/landstal/udfald/social/2024.svg",
    "/kommuner/odense/udfald/social/2024.svg",
    "/kommuner/aeroe/udvikling/social.svg",
    "/kort/social/2024/info/odense",
    "/kort/social/2024/info/odense?vis=skoen",
    "/kommuner.csv",
    "/kommuner.json",
    "/kommuner/aeroe.csv",
    "/kommuner/aeroe.json",
    "/kommuner/odense/naboer.csv",
    "/kommuner/odense/naboer.json",
    "/kommuner/odense/emner.csv",
    "/kommuner/odense/emner.json",
];

#[tokio::test]
async fn every_page_is_found_in_both_languages_without_a_missing_text() {
    let site = Server::new(Provenance::Delivered);
    for path in PAGES.into_iter().flat_map(twins) {
        let page = site.page(&path).await;
        assert!(!page.contains('⟦'), "{path}: {}", around(&page, "⟦"));
        assert!(page.contains("<h1>"), "{path}");
        assert!(
            page.contains("10. juni 2025") || page.contains("10 June 2025"),
            "{path}: no draw date"
        );
    }
}

#[tokio::test]
async fn every_link_of_every_page_leads_somewhere() {
    let site = Server::new(Provenance::Delivered);
    let mut seen = BTreeSet::new();
    for path in PAGES.into_iter().flat_map(twins) {
        let page = site.page(&path).await;
        seen.extend(links(&page));
    }
    assert!(seen.len() > 1_000, "only {} links", seen.len());
    // Pixels are drawn from the same lines; a test of their own draws some of each kind.
    for link in seen.iter().map(|link| link.replace(".png", ".svg")).collect::<BTreeSet<_>>() {
        let status = site.get(&link).await.status();
        assert!(status.is_success() || status == StatusCode::SEE_OTHER, "{link}: {status}");
    }
}

#[tokio::test]
async fn pages_and_files_look_as_they_did() {
    let site = Server::new(Provenance::Delivered);
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    for path in PAGES.into_iter().chain(FILES).chain(as_of::LOOKS).flat_map(twins) {
        let (status, headers, body) = site.read(&path).await;
        let headers: Vec<_> = headers.iter().filter(|(name, _)| *name != header::ETAG).collect();
        let body = if path.contains('.') { beginning(&body) } else { words(&body) };
        insta::assert_snapshot!(file_name(&path), format!("{status}\n{headers:#?}\n\n{body}"));
    }
}

#[tokio::test]
async fn nothing_from_a_synthetic_release_lacks_its_mark() {
    let site = Server::new(Provenance::Synthetic);
    for path in PAGES.into_iter().chain(FILES).flat_map(twins) {
        if path.contains("/info/") {
            // A piece of a page that carries the mark; it is never shown alone.
            continue;
        }
        let (_, _, body) = site.read(&path).await;
        let body = body.to_lowercase();
        assert!(body.contains("synteti") || body.contains("synthetic"), "{path}");
    }
    for path in ["/findes-ikke", "/kort/social/1999", "/kort/social/2024?vis=alt"] {
        let (_, _, body) = site.read(path).await;
        assert!(body.contains("Syntetiske tal"), "{path}");
    }
}

#[tokio::test]
async fn nothing_from_a_delivered_release_carries_the_mark() {
    let site = Server::new(Provenance::Delivered);
    for path in ["/", "/kort/social/2024", "/kort/social/2024.svg", "/kommuner/aarhus"] {
        let (_, _, body) = site.read(path).await;
        assert!(!body.contains("Syntetiske tal") && !body.contains("SYNTETISKE"), "{path}");
    }
}

#[tokio::test]
async fn every_picture_is_there_in_pixels_as_well() {
    let site = Server::new(Provenance::Synthetic);
    for path in FILES.into_iter().filter(|path| path.contains(".svg")) {
        let path = path.replace(".svg", ".png");
        let request = Request::get(&path).header(header::ACCEPT_ENCODING, "br, gzip");
        let answer = site.send(request).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "image/png", "{path}");
        assert!(!answer.headers().contains_key(header::CONTENT_ENCODING), "{path}");
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n", "{path}");
        let width = u32::from_be_bytes(bytes[16..20].try_into().expect("four bytes"));
        assert_eq!(width, 2_160, "{path}");
    }
}

#[tokio::test]
async fn a_picture_file_says_where_its_figures_come_from() {
    let site = Server::new(Provenance::Delivered);
    for path in FILES.into_iter().filter(|path| path.contains(".svg")) {
        let (_, _, svg) = site.read(path).await;
        let address = format!("/udgave/{}/", site.data.release);
        // The country never has few cases.
        let few = if path.starts_with("/udvikling/") { "95 pct." } else { "færre end 5" };
        for part in ["10. juni 2025", "Kilde: Ankestyrelsen", "Afgørelsesår: ", few, &address] {
            assert!(svg.contains(part), "{path} does not say {part:?}");
        }
        for part in ["tabellen under kortet", "kolonnerne lower", "⟦"] {
            assert!(!svg.contains(part), "{path} says {part:?}");
        }
    }
    let (_, _, svg) = site.read("/kort/social/2024.svg?vis=fordeling").await;
    for part in ["Andel hjemviste sager, ", "Hele landet: hjemvist ", "intet er skraveret"] {
        assert!(svg.contains(part), "{part}");
    }
    assert!(!svg.contains("url(#kort-hatch)"), "nothing is compared in this view");
}

#[tokio::test]
async fn the_file_of_a_map_has_the_four_dates_each_by_its_name() {
    let site = Server::new(Provenance::Delivered);
    let (_, _, json) = site.read("/kort/social/2024.json").await;
    for part in [
        "\"decision_year\":2024,",
        "\"label\":\"Danmarkskortet over afgørelser i 2024\"",
        "\"published_on\":\"2025-06-10\"",
        "\"treatment_year\":2025",
        "\"publisher\":\"",
    ] {
        assert!(json.contains(part), "{part}");
    }
}

#[tokio::test]
async fn there_is_no_picture_of_what_does_not_exist() {
    let site = Server::new(Provenance::Delivered);
    for path in ["/kort/social/1999.png", "/kommuner/aeroe/udfald/social/2024.svg"] {
        check(&site, path, 404, "Siden findes ikke").await;
    }
}

#[tokio::test]
async fn no_cases_have_no_rate_on_any_page() {
    let site = Server::new(Provenance::Delivered);
    let page = site.page("/kommuner/aeroe").await;
    assert!(page.contains("ingen omgørelsesprocent") && !page.contains("0,0\u{a0}pct."));
}

#[tokio::test]
async fn an_unknown_address_is_not_found_and_says_so_in_its_language() {
    let site = Server::new(Provenance::Delivered);
    check(&site, "/findes-ikke", 404, "Siden findes ikke").await;
    check(&site, "/en/no-such-page", 404, "The page does not exist").await;
    check(&site, "/udgave/2000-01-01-00000000/", 404, "Siden findes ikke").await;
    check(&site, "/kort/social/2019", 404, "ikke offentliggjort").await;
    check(&site, "/en/kort/social/2019", 404, "has not been published").await;
}

#[tokio::test]
async fn a_wrong_parameter_is_named_with_what_is_allowed() {
    let site = Server::new(Provenance::Delivered);
    check(&site, "/kort/social/2024?vis=alt", 400, "sager, skoen, flere-aar").await;
    check(&site, "/en/kommuner.csv?utm_source=x", 400, "Known parameters").await;
}

#[tokio::test]
async fn a_person_is_led_to_the_page_that_was_meant() {
    let site = Server::new(Provenance::Delivered);
    for (path, expected) in [
        ("/kommuner/%C3%86r%C3%B8?fbclid=x", "/kommuner/aeroe"),
        ("/en/Kort/Social/2024/?utm_source=x", "/en/kort/social/2024"),
        (
            "/kort/social?aar=2023&kommune=&sorter=sager",
            "/kort/social/2023?sorter=sager&retning=ned",
        ),
        ("/kort/social?aar=2023&kommune=aeroe", "/kort/social/2023?kommune=aeroe#info"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer.headers()[header::LOCATION], expected);
    }
}

#[tokio::test]
async fn a_file_brings_a_name_that_tells_it_from_others() {
    let site = Server::new(Provenance::Synthetic);
    let drawn = "synthetic-2025-06-10";
    for (path, expected) in [
        ("/kort/social/2024.csv", format!("danmarkskort-social-2024-{drawn}.csv")),
        (
            "/en/kort/social/2024.svg?vis=sager",
            format!("danmarkskort-social-2024-sager-en-{drawn}.svg"),
        ),
        ("/kommuner/aeroe/emner.json", format!("danmarkskort-aeroe-emner-{drawn}.json")),
        ("/kommuner.csv", format!("danmarkskort-kommuner-{drawn}.csv")),
    ] {
        let answer = site.get(path).await;
        let expected = format!("inline; filename=\"{expected}\"");
        assert_eq!(answer.headers()[header::CONTENT_DISPOSITION], expected);
    }
    assert!(!site.get("/").await.headers().contains_key(header::CONTENT_DISPOSITION));
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let site = Server::new(Provenance::Delivered);
    let first = site.get("/kort/social/2024").await;
    assert_eq!(first.headers()[header::CACHE_CONTROL], "no-cache");
    let tag = first.headers()[header::ETAG].clone();
    let request = Request::get("/kort/social/2024").header(header::IF_NONE_MATCH, tag);
    let second = site.send(request).await;
    assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_release_keeps_its_own_address_for_ever() {
    let site = Server::new(Provenance::Delivered);
    let path = format!("/udgave/{}/kort/social/2024", site.data.release);
    let answer = site.get(&path).await;
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    let page = site.page(&path).await;
    assert!(
        links(&page).iter().all(|link| link.starts_with("/udgave/")
            || link.starts_with("/indlejr?af=%2Fudgave%2F")
            || link.starts_with("/oembed?url=%2Fudgave%2F")
            || link.starts_with("/assets/")
            || link == "/kort/social/2024"),
        "a link leaves the release"
    );
}

#[tokio::test]
async fn pages_set_no_cookie_and_name_no_other_server() {
    let site = Server::new(Provenance::Delivered);
    for path in PAGES {
        let answer = site.get(path).await;
        assert!(!answer.headers().contains_key(header::SET_COOKIE), "{path}");
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("http"), "{policy}");
        let page = site.page(path).await;
        // Links to sources may leave the site; nothing that the browser loads by itself may.
        let heads = page.split("<link ").skip(1).filter_map(|rest| rest.split('>').next());
        assert!(heads.into_iter().all(|link| !link.contains("http")), "{path}");
        for loaded in ["src=\"http", "@import", "url(http"] {
            assert!(!page.contains(loaded), "{path}: {}", around(&page, loaded));
        }
    }
}

#[tokio::test]
async fn programs_in_other_pages_may_read_files_and_pictures() {
    let site = Server::new(Provenance::Delivered);
    for (path, is_open) in [
        ("/kort/social/2023.csv", true),
        ("/kort/social/2023.svg", true),
        ("/kort/social/2023.json", true),
        ("/kort/social/2023", false),
    ] {
        let answer = site.get(path).await;
        let allowed = answer.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        assert_eq!(allowed.is_some_and(|origin| origin == "*"), is_open, "{path}");
    }
}

#[tokio::test]
async fn only_reading_is_allowed() {
    let site = Server::new(Provenance::Delivered);
    let answer = site.send(Request::post("/")).await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    let head = site.send(Request::head("/")).await;
    assert_eq!(head.status(), StatusCode::OK);
    assert!(head.into_body().collect().await.expect("a body").to_bytes().is_empty());
}

#[tokio::test]
async fn a_packed_page_is_the_same_page() {
    let site = Server::new(Provenance::Delivered);
    let plain = site.page("/kort/social/2024").await;
    let request = Request::get("/kort/social/2024").header(header::ACCEPT_ENCODING, "gzip, br");
    let answer = site.send(request).await;
    assert_eq!(answer.headers()[header::CONTENT_ENCODING], "br");
    let packed = answer.into_body().collect().await.expect("a body").to_bytes();
    let mut unpacked = Vec::new();
    brotli::BrotliDecompress(&mut &*packed, &mut unpacked).expect("brotli");
    assert_eq!(String::from_utf8(unpacked).expect("UTF-8"), plain);
}

#[tokio::test]
async fn the_table_of_the_map_and_its_file_have_the_same_digits() {
    let site = Server::new(Provenance::Delivered);
    let page = site.page("/kort/social/2024").await;
    let (_, _, csv) = site.read("/kort/social/2024.csv").await;
    let row = csv.lines().find(|row| row.contains(";Odense;")).expect("Odense");
    let percent = row.split(';').nth(8).expect("a column");
    let shown = around(&page, "id=\"k0461\"");
    assert!(shown.contains(&format!(">{percent}\u{a0}pct.<")), "{percent} is not in {shown}");
}

#[tokio::test]
async fn the_trends_show_breaks_events_and_what_was_published() {
    let site = Server::new(Provenance::Delivered);
    let page = site.page("/udvikling").await;
    for words in ["class=\"break\"", "class=\"event\"", "class=\"published\"", "(databrud)"] {
        assert!(page.contains(words), "{words}");
    }
    let page = site.page("/om-data/revisioner").await;
    assert!(page.contains("1 kommune flyttet") && page.contains("1. april 2025"));
}

#[tokio::test]
async fn a_picture_opened_by_itself_may_use_its_own_style_and_a_page_may_not() {
    let site = Server::new(Provenance::Delivered);
    let (_, headers, svg) = site.read("/kort/social/2024.svg").await;
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
    assert!(svg.contains("<style>") && policy.contains("style-src 'unsafe-inline'"), "{policy}");
    assert!(policy.contains("default-src 'none'") && policy.ends_with("sandbox"), "{policy}");
    let (_, headers, _) = site.read("/kort/social/2024").await;
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[tokio::test]
async fn the_funnel_names_every_municipality_with_cases_and_counts_those_outside() {
    let site = Server::new(Provenance::Delivered);
    let page = site.page("/tragt/social/2023").await;
    let svg = &page[page.find("<svg class=\"funnel\"").expect("a picture")..];
    let svg = &svg[..svg.find("</svg>").expect("its end")];
    // Ærø has no cases, Fanø only dismissed ones: neither has a rate.
    assert_eq!(svg.matches("data-code=").count(), 96);
    assert!(svg.contains("Læsø: "), "few cases stand in the picture");
    assert!(page.contains("Af 96 kommuner med sager ligger "));
    let (_, _, csv) = site.read("/tragt/social/2023.csv").await;
    let odense = csv.lines().find(|row| row.contains(";Odense;")).expect("Odense");
    assert!(odense.contains(";lower;"), "{odense}");
    assert!(page.contains("<td>lavere end landet</td>"), "the page says the same");
}

#[tokio::test]
async fn the_account_of_a_change_adds_up_and_warns_of_a_break() {
    let site = Server::new(Provenance::Delivered);
    let (_, _, json) = site.read("/bag-tallene/social/2023/emner.json").await;
    let table: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let about = |name: &str| table[name].as_f64().unwrap_or_else(|| panic!("{name}"));
    let parts = about("mix") + about("remitted_within_topics") + about("changed_within_topics");
    assert!((parts - (about("now") - about("before"))).abs() < 1e-12);
    let topics: f64 = table["topics"]
        .as_array()
        .expect("topics")
        .iter()
        .flat_map(|row| ["added_by_mix", "added_by_rate"].map(|name| row[name].as_f64()))
        .map(|part| part.expect("a number"))
        .sum();
    assert!((topics - parts).abs() < 1e-12);
    assert!(!site.page("/bag-tallene/social/2023").await.contains("Der er databrud mellem"));
    assert!(site.page("/bag-tallene/social/2024").await.contains("Der er databrud mellem"));
}

#[tokio::test]
async fn the_page_of_methods_shows_every_example_threshold_and_sentence() {
    let site = Server::new(Provenance::Delivered);
    for (path, language) in [("/metode", Language::Da), ("/en/metode", Language::En)] {
        let page = site.page(path).await;
        for table in publication::spec::ALL.iter().flat_map(publication::spec::Spec::worked) {
            let cells = table.rows.iter().flatten().chain(&table.headings).chain([&table.caption]);
            for cell in cells.map(|cell| format!(">{}</", cell.text(language))) {
                assert!(page.contains(&cell), "{path}: {cell}");
            }
        }
        for threshold in domain::rule::ALL {
            assert!(page.contains(threshold.what(language)), "{path}: {threshold:?}");
            assert!(page.contains(threshold.why(language)), "{path}: {threshold:?}");
        }
        for standing in Standing::ALL {
            let sentence = standing.sentence(3, language).replace('\'', "&#39;");
            assert!(page.contains(&sentence), "{path}: {sentence}");
            assert!(page.contains(standing.id()) && page.contains(standing.label(language)));
        }
    }
}

#[tokio::test]
async fn every_page_that_names_a_section_of_the_methods_names_one_that_is_there() {
    let site = Server::new(Provenance::Delivered);
    let methods = site.page("/metode").await;
    let mut named = BTreeSet::new();
    for path in PAGES.into_iter().flat_map(twins) {
        let page = site.page(&path).await;
        let sections = page.split("/metode#").skip(1).filter_map(|it| it.split('"').next());
        named.extend(sections.map(String::from));
    }
    assert!(named.len() > 3, "{named:?}");
    for section in named {
        assert!(methods.contains(&format!("<h2 id=\"{section}\">")), "{section}");
    }
}

#[tokio::test]
async fn the_contents_of_the_page_of_methods_lead_to_every_section_once() {
    let site = Server::new(Provenance::Delivered);
    for path in twins("/metode") {
        let page = site.page(&path).await;
        let (_, contents) = page.split_once("class=\"contents\"").expect("a table of contents");
        let (contents, body) = contents.split_once("</nav>").expect("it ends");
        let listed = contents.split("href=\"#").skip(1).filter_map(|it| it.split('"').next());
        let listed: Vec<_> = listed.collect();
        assert!(listed.len() > 20, "{path}: {listed:?}");
        assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), listed.len(), "{listed:?}");
        assert_eq!(body.matches("<h2").count(), listed.len(), "{path}: a section without address");
        for id in listed {
            assert_eq!(body.matches(&format!("id=\"{id}\"")).count(), 1, "{path}: {id}");
        }
        for link in body.split("href=\"#").skip(1).filter_map(|it| it.split('"').next()) {
            assert!(body.contains(&format!("id=\"{link}\"")), "{path}: {link}");
        }
    }
}

struct Server {
    router: Router,
    data: DataFolder,
}

impl Server {
    fn new(provenance: Provenance) -> Self {
        Self::of(DataFolder::with_release(provenance))
    }

    fn of(data: DataFolder) -> Self {
        let site = Site::open(data.path().into()).expect("the release opens");
        Self { router: server::router(site, no_tables()), data }
    }

    async fn send(&self, request: axum::http::request::Builder) -> Response<Body> {
        let request = request.body(Body::empty()).expect("a request");
        self.router.clone().oneshot(request).await.expect("the service never fails")
    }

    async fn get(&self, path: &str) -> Response<Body> {
        self.send(Request::get(path)).await
    }

    async fn read(&self, path: &str) -> (StatusCode, HeaderMap, String) {
        let answer = self.get(path).await;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.into_body().collect().await.expect("a body").to_bytes();
        (status, headers, String::from_utf8(body.to_vec()).expect("UTF-8"))
    }

    async fn page(&self, path: &str) -> String {
        let (status, _, body) = self.read(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        body
    }
}

async fn check(site: &Server, path: &str, status: u16, words: &str) {
    let (found, _, body) = site.read(path).await;
    assert_eq!(found, status, "{path}");
    assert!(body.contains(words), "{path} does not say {words:?}");
}

fn twins(path: &str) -> [String; 2] {
    [path.to_owned(), format!("/en{path}")]
}

/// Returns the addresses on our own server that a page names.
fn links(page: &str) -> BTreeSet<String> {
    let ends = page.split(" href=\"/").skip(1).chain(page.split(" src=\"/").skip(1));
    let links = ends.filter_map(|rest| rest.split('"').next());
    links
        .map(|link| {
            let link = link.replace("&amp;", "&").replace("&#38;", "&");
            format!("/{}", link.split('#').next().unwrap_or_default())
        })
        .collect()
}

/// Returns the surroundings of the first place a text holds a word; empty where it does not.
fn around(text: &str, word: &str) -> String {
    let Some(at) = text.find(word) else { return String::new() };
    let start = text[..at].char_indices().rev().nth(80).map_or(0, |(index, _)| index);
    text[start..].chars().take(600).collect()
}

/// Returns what a reader sees of a page, a line for each piece of text; pictures and tags left out.
fn words(page: &str) -> String {
    let page =
        page.split("<svg").map(|part| part.split_once("</svg>").map_or(part, |(_, rest)| rest));
    let page: String = page.collect();
    let pieces =
        page.split('<').filter_map(|piece| piece.split_once('>').map(|(_, text)| text.trim()));
    let pieces: Vec<_> = pieces.filter(|piece| !piece.is_empty()).collect();
    pieces.join("\n")
}

/// Returns the beginning of a file, with its size in letters.
fn beginning(file: &str) -> String {
    let start: String = file.chars().take(3_000).collect();
    format!("{} letters\n{start}", file.chars().count())
}

fn file_name(path: &str) -> String {
    path.trim_start_matches('/').replace(['/', '?', '=', '&', '.'], "_")
}

/// Returns the open API of a program without statistics tables.
fn no_tables() -> web::api::Api {
    let settings = web::api::Settings::new(std::sync::Arc::new(|| jiff::civil::date(2025, 6, 10)));
    web::api::Api::new(Vec::new(), settings)
}
