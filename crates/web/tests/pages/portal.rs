//! The portal over HTTP: choosing, showing, explaining, taking along.

use std::sync::Arc;

use publication::release::Release;
use testkit::bank::Figures;

use super::*;

/// One address of every kind; the English twins are added to them.
const LOOKS: [&str; 33] = [
    "/statistik",
    "/statistik?q=l%C3%A6s%C3%B8+hjemvist",
    "/statistik?q=atlantis",
    "/statistik/OMG1",
    "/statistik/OMG1?OMRAADE=0000,0751&ContentsCode=omgoerelsesprocent&Tid=*&vis=linjer",
    "/statistik/OMG1?OMRAADE=@vs_kommuner&ContentsCode=omgoerelsesprocent&vis=kort",
    "/statistik/OMG1?OMRAADE=@vs_kommuner&ContentsCode=realitetsbehandlet&vis=kort",
    "/statistik/OMG1?OMRAADE=@vs_kommuner&ContentsCode=omgoerelsesprocent&vis=tragt",
    "/statistik/OMG1?OMRAADE=@vs_regioner&ContentsCode=omgoerelsesprocent&vis=soejler",
    "/statistik/OMG2?OMRAADE=0000&ContentsCode=omgjort,stadfaestet&Tid=top(3)&kolonner=ContentsCode",
    "/statistik/TID1?OMRAADE=0000&ContentsCode=median,fraktil90&Tid=*&vis=linjer",
    "/statistik/FLOW1?ContentsCode=verserende&Tid=*&vis=linjer",
    "/statistik/OMG3?OMRAADE=0751&Tid=*&ContentsCode=omgoerelsesprocent&KORT=SOCIAL&vis=linjer",
    "/statistik/OMG1/forklar?OMRAADE=0751&ContentsCode=omgoerelsesprocent",
    "/statistik/DEL1/forklar?OMRAADE=0751,0492&ContentsCode=*&ved=OMRAADE:0492",
    "/statistik/OMG1?OMRAADE=0461,0492,0825&EMNE=*&ContentsCode=omgoerelsesprocent&Tid=2024&navn=Byer%20og%20%C3%B8er&ved=EMNE:101",
    "/statistik/OMG1?OMRAADE=9999",
    "/indlejr/statistik/OMG1?OMRAADE=0000,0751&ContentsCode=omgoerelsesprocent&Tid=*&vis=linjer",
    "/indlejr/statistik/OMG1?OMRAADE=0000,0751&Tid=2024",
    "/soeg?q=hjaelpemidler",
    "/indlejr?af=%2Fkort%2Fsocial%2F2024",
    "/sagsbehandlingstid",
    "/sagsbehandlingstid?lov=SERVICELOVEN&kapacitet=20&tilgang=-5",
    "/sagsbehandlingstid?kategori=ANDRE-SAGER",
    "/bestemmelser",
    "/bestemmelser?q=merudgifter+%C2%A741",
    "/bestemmelser?q=atlantis",
    "/bestemmelser/101",
    "/bestemmelser/123",
    "/bestemmelser/129",
    "/bestemmelser/SERVICELOVEN",
    "/bestemmelser/F101",
    "/bestemmelser/TOT",
];

#[tokio::test]
async fn pages_of_the_portal_look_as_they_did() {
    let site = with_tables(Provenance::Synthetic);
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    for path in LOOKS.into_iter().flat_map(twins) {
        let (status, _, body) = site.read(&path).await;
        assert!(!body.contains('⟦'), "{path}: {}", around(&body, "⟦"));
        let name = file_name(&path).replace(['@', '*', '(', ')', ',', '%', ':', '+'], "_");
        insta::assert_snapshot!(name, format!("{status}\n\n{}", words(&body)));
    }
}

#[tokio::test]
async fn every_link_of_the_portal_leads_somewhere() {
    let site = with_tables(Provenance::Synthetic);
    let mut seen = BTreeSet::new();
    for path in LOOKS.into_iter().flat_map(twins) {
        let (status, _, body) = site.read(&path).await;
        if status == StatusCode::OK {
            seen.extend(links(&body));
        }
    }
    assert!(seen.iter().any(|link| link.contains("/api/v2/") && link.contains("xlsx")));
    assert!(seen.len() > 300, "only {} links", seen.len());
    for link in seen {
        let status = site.get(&link).await.status();
        assert!(status.is_success() || status == StatusCode::SEE_OTHER, "{link}: {status}");
    }
}

#[tokio::test]
async fn of_chosen_municipalities_is_said_what_is_said_of_each_alone() {
    let site = with_tables(Provenance::Delivered);
    let chosen = "ContentsCode=omgoerelsesprocent&EMNE=TOT,101&Tid=2023,2024";
    let at = "EMNE:101,Tid:2023";
    let several = format!("/statistik/OMG1?OMRAADE=0461,0751&{chosen}&navn=Byer&ved={at}");
    let page = site.page(&several).await;
    assert!(page.contains("<h1 class=\"h2\">Byer</h1>") && page.contains("Navnet er valgt af den"));
    let section = page.split("id=\"side-om-side\"").nth(1).expect("the section");
    for code in ["0461", "0751"] {
        let place = format!("OMRAADE=0461,0751&{chosen}&ved=OMRAADE:{code},{at}");
        let alone = site.page(&format!("/statistik/OMG1/forklar?{place}")).await;
        let said: Vec<_> = alone.split("<p>").filter_map(|it| it.split('<').next()).collect();
        let is_said = |it: &&&str| it.ends_with('.') && section.contains(&***it);
        assert!(said.iter().any(|it| is_said(&it)), "{code}: {said:?}");
        let rate = alone.split("big-figure\">").nth(1).and_then(|it| it.split(' ').next());
        let rate = format!("<td class=\"num\">{}", rate.expect("a rate"));
        assert!(section.contains(&rate), "{code}: {rate}");
    }
}

#[tokio::test]
async fn only_rates_of_two_to_nine_municipalities_stand_side_by_side() {
    let site = with_tables(Provenance::Delivered);
    let ten = "0101,0147,0151,0153,0155,0157,0159,0161,0163,0165";
    for (table, places, is_there) in [
        ("OMG1", "0461,0000", false),
        ("OMG1", "0461,0492,0000", true),
        ("OMG1", &ten[..44], true),
        ("OMG1", ten, false),
        ("OMG3", "0461,0492", true),
        ("DEL1", "0461,0492", false),
    ] {
        let page = site.page(&format!("/statistik/{table}?OMRAADE={places}")).await;
        assert_eq!(page.contains("side-om-side"), is_there, "{table} {places}");
    }
}

#[tokio::test]
async fn a_comparison_leads_to_every_table_of_municipalities() {
    let site = with_tables(Provenance::Delivered);
    let page = site.page("/sammenlign?steder=odense,aeroe&navn=Fyn").await;
    let links = links(&page);
    for table in ["OMG1", "OMG2", "OMG3"] {
        let start = format!("/statistik/{table}?OMRAADE=0461,0492&");
        let link = links.iter().find(|link| link.starts_with(&start)).expect(table);
        assert!(link.contains("navn=Fyn"), "{link}");
    }
}

#[tokio::test]
async fn a_form_leads_to_the_lasting_address_of_what_it_chose() {
    let site = with_tables(Provenance::Synthetic);
    let form = "/statistik/omg1?vis=linjer&OMRAADE.valg=enkelte&OMRAADE=0101&OMRAADE=0751\
        &EMNE.valg=&ContentsCode=omgoerelsesprocent&Tid.valg=seneste&Tid.antal=5&Tid.fra=2013&Tid.til=2024";
    let answer = site.get(form).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(
        answer.headers()[header::LOCATION],
        "/statistik/OMG1?OMRAADE=0101,0751&ContentsCode=omgoerelsesprocent&Tid=top(5)&vis=linjer"
    );
}

#[tokio::test]
async fn what_cannot_be_shown_is_said_with_what_to_do() {
    let site = with_tables(Provenance::Synthetic);
    for (path, status, said) in [
        ("/statistik/OMG9", 404, "Siden findes ikke"),
        ("/statistik/OMG1/tegn", 404, "Siden findes ikke"),
        ("/statistik/OMG1?FARVE=1", 400, "Den har: OMRAADE"),
        ("/statistik/OMG1?OMRAADE=075", 400, "findes ikke under »område«"),
        ("/statistik/OMG1?Tid=range(2024,2023)", 400, "slutter, før den begynder"),
        ("/statistik/OMG1?OMRAADE=*&EMNE=*&ContentsCode=*&Tid=*", 400, "En side kan vise 100.000"),
        ("/en/statistik/OMG1?OMRAADE=*&EMNE=*&kolonner=OMRAADE,EMNE", 400, "There may be 200"),
        ("/statistik/OMG1?vis=cirkel", 400, "tabel, linjer"),
        ("/statistik?vis=kort", 400, "parameter"),
        ("/statistik?pr=2020-01-01", 400, "1. april 2025"),
        ("/udgave/2000-01-01-00000000/statistik", 404, "Siden findes ikke"),
        ("/statistik/OMG1/raekker?side=99", 404, "Siden findes ikke"),
        ("/bestemmelser/999", 404, "Siden findes ikke"),
        ("/bestemmelser/101/aar", 404, "Siden findes ikke"),
        ("/bestemmelser/101?q=odense", 400, "»q«"),
    ] {
        check(&site, path, status, said).await;
    }
}

#[tokio::test]
async fn a_lasting_address_shows_the_same_figures_and_is_kept_for_ever() {
    let site = with_tables(Provenance::Synthetic);
    let path = "/statistik/OMG1?OMRAADE=0000,0751&Tid=top(2)";
    let page = site.page(path).await;
    let (_, lasting) = page.split_once("id=\"fast\"").expect("the address");
    let lasting = lasting.split("value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let lasting = lasting.expect("an address").replace("&#38;", "&");
    let lasting = &lasting[lasting.find("/udgave/").expect("it names the bank")..];
    let answer = site.get(lasting).await;
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    assert_eq!(rows(&site.page(lasting).await), rows(&page));
}

#[tokio::test]
async fn an_earlier_draw_shows_its_own_figures_and_says_so() {
    let site = with_tables(Provenance::Synthetic);
    let path = "/statistik/OMG1?OMRAADE=0000&EMNE=TOT&Tid=2024";
    let earlier = site.page(&format!("{path}&pr=2025-04-01")).await;
    assert!(earlier.contains("udtrækket den 1. april 2025"));
    assert_ne!(rows(&earlier), rows(&site.page(path).await));
    assert!(links(&earlier).contains(path), "it leads to the newest figures");
}

#[tokio::test]
async fn rows_are_ordered_by_a_column_with_what_is_missing_last() {
    let site = with_tables(Provenance::Synthetic);
    let path = "/statistik/OMG1?OMRAADE=@vs_kommuner&ContentsCode=realitetsbehandlet&Tid=2024";
    for (order, is_up) in [("1", true), ("-1", false)] {
        let page = site.page(&format!("{path}&sorter={order}")).await;
        let numbers: Vec<u32> = cells(&page).iter().filter_map(|cell| cell.parse().ok()).collect();
        assert!(numbers.len() > 3, "{numbers:?}");
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        if !is_up {
            sorted.reverse();
        }
        assert_eq!(numbers, sorted);
        assert!(page.contains(if is_up { "\"ascending\"" } else { "\"descending\"" }));
    }
}

#[tokio::test]
async fn the_rows_of_all_sides_together_are_the_table() {
    let site = with_tables(Provenance::Synthetic);
    let query = "OMRAADE=*&EMNE=*&ContentsCode=omgjort&Tid=2024";
    let first = site.page(&format!("/statistik/OMG1?{query}")).await;
    let all = first.split("aria-rowcount=\"").nth(1).and_then(|rest| rest.split('"').next());
    let all: usize = all.and_then(|count| count.parse().ok()).expect("a number of rows");
    let mut found = 0;
    for side in 1.. {
        let path = format!("/statistik/OMG1/raekker?{query}&side={side}");
        let (status, _, body) = site.read(&path).await;
        if status == StatusCode::NOT_FOUND {
            break;
        }
        for row in body.split("aria-rowindex=\"").skip(1) {
            found += 1;
            assert!(row.starts_with(&format!("{found}\"")), "{row}");
        }
    }
    assert_eq!(found, all);
}

#[tokio::test]
async fn what_stands_in_the_pages_of_others_is_small_and_loads_nothing() {
    let site = with_tables(Provenance::Synthetic);
    for path in [
        "/indlejr/kort/social/2024",
        "/indlejr/tragt/social/2023",
        "/indlejr/udvikling/social/kvartal",
        "/indlejr/statistik/OMG1?OMRAADE=@vs_kommuner&ContentsCode=omgoerelsesprocent&vis=kort",
        "/indlejr/statistik/OMG1?OMRAADE=*&Tid=*",
    ] {
        let (status, headers, body) = site.read(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
        assert!(policy.contains("frame-ancestors *") && !policy.contains("script"), "{policy}");
        assert!(!headers.contains_key(header::SET_COOKIE));
        for part in [" src=", "<link", "url(http", "@import"] {
            assert!(!body.contains(part), "{path}: {}", around(&body, part));
        }
        for part in ["10. juni 2025", "Kilde: ", "target=\"_blank\""] {
            assert!(body.contains(part), "{path} does not say {part}");
        }
        let packed = site.send(Request::get(path).header(header::ACCEPT_ENCODING, "br")).await;
        let bytes = packed.into_body().collect().await.expect("a body").to_bytes();
        assert!(bytes.len() < 60_000, "{path}: {} bytes", bytes.len());
    }
    let policy = site.get("/statistik").await.headers()[header::CONTENT_SECURITY_POLICY].clone();
    assert!(policy.to_str().expect("ASCII").contains("frame-ancestors 'none'"));
}

#[tokio::test]
async fn programs_are_told_how_a_page_is_put_into_others() {
    let site = with_tables(Provenance::Synthetic);
    for path in ["/kort/social/2024", "/statistik/OMG1?OMRAADE=0751&Tid=*&vis=linjer"] {
        let page = site.page(path).await;
        let (_, rest) = page.split_once("application/json+oembed\" href=\"").expect("a link");
        let link = rest.split('"').next().expect("an address").replace("&#38;", "&");
        let (status, headers, body) = site.read(&format!("{link}&maxwidth=400")).await;
        assert_eq!(
            (status, &headers[header::ACCESS_CONTROL_ALLOW_ORIGIN]),
            (StatusCode::OK, &"*".parse().expect("ASCII"))
        );
        let answer: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!((&answer["type"], &answer["width"]), (&"rich".into(), &400.into()));
        let html = answer["html"].as_str().expect("HTML");
        let source = html.split("src=\"").nth(1).and_then(|rest| rest.split('"').next());
        let source = source.expect("an address").replace("&amp;", "&");
        let source = &source[source.find("/indlejr/").expect("ours")..];
        assert_eq!(site.get(source).await.status(), StatusCode::OK, "{source}");
    }
    for path in
        ["/oembed?url=%2Fmetode", "/oembed?url=https%3A%2F%2Fother.example%2Fkort%2Fsocial%2F2024"]
    {
        assert_eq!(site.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_topic_without_a_table_of_outcomes_still_tells_its_law_and_says_why_no_figures() {
    let data = DataFolder::with_release(Provenance::Synthetic);
    let settings = web::api::Settings::new(Arc::new(|| jiff::civil::date(2025, 7, 1)));
    let api = web::api::Api::new(testkit::tables::catalogs(), settings);
    let site = Site::open(data.path().into()).expect("the release opens");
    let site = Server { router: server::router(site, api), data };
    for path in ["/bestemmelser", "/bestemmelser/102"] {
        check(&site, path, 200, "Derfor er der ingen tal her").await;
    }
    check(&site, "/bestemmelser/102", 200, "Nødvendige merudgifter § 86").await;
    check(&site, "/bestemmelser/SERVICELOVEN", 404, "Siden findes ikke").await;
}

#[tokio::test]
async fn pages_about_topics_lead_to_each_of_them_but_not_out_of_a_named_release() {
    let site = with_tables(Provenance::Synthetic);
    let release = format!("/udgave/{}", site.data.release);
    for path in ["/bag-tallene/social/2024", "/kommuner/odense"] {
        assert!(links(&site.page(path).await).contains("/bestemmelser"), "{path}");
        let named = links(&site.page(&format!("{release}{path}")).await);
        assert!(!named.iter().any(|link| link.contains("/bestemmelser")), "{path}");
    }
    let compared = links(&site.page("/sammenlign?steder=odense,aeroe&kort=social").await);
    for table in ["/statistik/OMG1?OMRAADE=0461,0492", "/statistik/OMG3?OMRAADE=0461,0492"] {
        let link = compared.iter().find(|link| link.starts_with(table)).expect(table);
        assert_eq!(site.get(link).await.status(), StatusCode::OK, "{link}");
    }
}

/// Returns a site with a release and the tables of two draws.
pub fn with_tables(provenance: Provenance) -> Server {
    with_figures(&Figures { flow: times::flow(), ..Figures::newest(provenance) })
}

/// Returns a site whose newest tables are of some figures.
pub fn with_figures(newest: &Figures) -> Server {
    let provenance = newest.years.snapshot.provenance;
    let data = DataFolder::with_release(provenance);
    let release = Release::open(data.path(), &data.release).expect("the release opens");
    let _ = Figures::earlier(provenance).freeze(data.path(), None);
    let _ = newest.freeze(data.path(), Some(&release));
    let settings = web::api::Settings::new(Arc::new(|| jiff::civil::date(2025, 7, 1)));
    let calls = std::num::NonZeroU32::new(1_000_000).expect("not zero");
    let settings = web::api::Settings { calls, ..settings };
    let api = web::api::Api::open(data.path().into(), settings).expect("the banks open");
    let site = Site::open(data.path().into()).expect("the release opens");
    Server { router: server::router(site, api), data }
}

/// Returns the body of the table of figures.
fn rows(page: &str) -> &str {
    let (_, table) = page.split_once("aria-rowcount").expect("a table of figures");
    let (_, body) = table.split_once("<tbody>").expect("rows");
    body.split("</tbody>").next().unwrap_or_default()
}

/// Returns the cells of the table of figures.
fn cells(page: &str) -> Vec<&str> {
    let cells = rows(page).split("<td class=\"num\">").skip(1);
    cells.filter_map(|cell| cell.split("</td>").next()).collect()
}
