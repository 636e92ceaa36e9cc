//! The catalog, the descriptions, the feeds and the calendar.

use axum::{body::Body, http::Request};
use domain::provenance::Provenance;
use testkit::{DataFolder, bank::Figures, tables::catalogs};
use web::{
    api::{Api, Settings},
    server,
    site::Site,
};

use crate::server::{ask, get, router};

#[tokio::test]
async fn every_file_says_that_the_figures_are_made_up() {
    for path in ["/katalog.ttl", "/katalog.jsonld", "/csvw/KLAGE1.json"] {
        let file = get(path).await;
        assert!(file.text().contains("Syntetiske tal"), "{path}");
        assert!(file.text().contains("Synthetic figures"), "{path}");
    }
    for path in
        ["/aendringer.atom", "/kommuner/odense/aendringer.atom", "/kalender.ics", "/kalender"]
    {
        assert!(get(path).await.text().contains("Syntetiske tal"), "{path}");
    }
    for path in ["/en/aendringer.atom", "/en/kommuner/odense/aendringer.atom", "/en/kalender.ics"] {
        assert!(get(path).await.text().contains("Synthetic figures"), "{path}");
    }
}

#[tokio::test]
async fn delivered_figures_are_published_by_the_board() {
    let router = router(Provenance::Delivered, false);
    let file = ask(&router, Request::get("/katalog.ttl"), Body::empty()).await;
    assert!(file.text().contains("foaf:name \"Ankestyrelsen\"@da"));
    assert!(!file.text().contains("Syntetiske tal"));
}

#[tokio::test]
async fn the_catalog_has_each_table_and_each_map() {
    let file = get("/katalog.ttl").await;
    for table in catalogs()[1].tables() {
        let dataset = format!("katalog.ttl#tabel-{}> a dcat:Dataset", table.facts().id);
        assert!(file.text().contains(&dataset), "{dataset}");
    }
    for map in ["social", "boernehandicap", "voksenhandicap"] {
        let series = format!("katalog.ttl#kort-{map}> a dcat:DatasetSeries");
        assert!(file.text().contains(&series), "{series}");
    }
}

#[tokio::test]
async fn a_whole_file_that_is_too_large_is_not_offered() {
    let file = get("/katalog.ttl").await;
    assert!(
        file.text().contains("/api/v2/tables/KLAGE1/data?lang=da&outputFormat=xlsx&valueCodes")
    );
    assert!(file.text().contains("/api/v2/tables/STOR/data?lang=da&outputFormat=xlsx>"));
    assert!(!file.text().contains("/api/v2/tables/STOR/data?lang=da&outputFormat=xlsx&valueCodes"));
    assert!(!file.text().contains("/v1/data/STOR/BULK"));
}

#[tokio::test]
async fn without_tables_the_catalog_has_the_maps_alone() {
    let router = router(Provenance::Synthetic, false);
    let file = ask(&router, Request::get("/katalog.ttl"), Body::empty()).await;
    assert_eq!(file.status, 200);
    assert!(file.text().contains("#kort-social-2024> a dcat:Dataset"));
    assert!(!file.text().contains("#tabel-"));
    for path in ["/aendringer.json", "/csvw/KLAGE1.json"] {
        let problem = ask(&router, Request::get(path), Body::empty()).await;
        assert_eq!((problem.status, problem.media()), (404, "application/problem+json"), "{path}");
    }
}

#[tokio::test]
async fn links_begin_with_the_host_that_was_asked() {
    for path in ["/katalog.ttl", "/aendringer.atom", "/kalender.ics", "/openapi.json"] {
        assert!(get(path).await.text().contains("http://tal.example/"), "{path}");
    }
}

#[tokio::test]
async fn the_described_columns_are_those_of_the_file() {
    for table in ["KLAGE1", "HULLER"] {
        let metadata = get(&format!("/csvw/{table}.json")).await.json();
        let columns = metadata["tableSchema"]["columns"].as_array().expect("columns");
        let titles: Vec<_> =
            columns.iter().map(|one| one["titles"].as_str().expect("a title")).collect();
        let address = metadata["url"].as_str().expect("an address");
        let file = get(address.strip_prefix("http://tal.example").expect("our own")).await;
        assert_eq!(file.status, 200);
        let mut reader = file.text().lines();
        assert_eq!(reader.next(), Some(&*titles.join(",")));
        let cells = catalogs()[1].table(table).expect("a table").len();
        assert_eq!(reader.count() as u64, cells, "{table}: a row for each cell");
    }
}

#[tokio::test]
async fn a_table_that_is_not_there_has_no_description() {
    let problem = get("/csvw/KLAGE9.json").await;
    assert_eq!((problem.status, problem.media()), (404, "application/problem+json"));
    assert!(problem.text().contains("KLAGE1"), "it names what there is");
}

#[tokio::test]
async fn the_feed_tells_how_many_cells_changed() {
    let feed = get("/aendringer.atom").await;
    assert!(feed.text().contains("KLAGE1: 552 celler er ændret, 0 er nye"), "{}", feed.text());
    assert!(feed.text().contains("<id>tag:tal.example,2025-06-10:bank/2025-06-10-0123abcd</id>"));
    assert!(feed.text().contains("<updated>2025-06-10T00:00:00+02:00</updated>"));
}

#[tokio::test]
async fn the_feed_of_a_municipality_tells_what_its_figures_were_and_are() {
    let odense = get("/kommuner/odense/aendringer.atom").await;
    let line = "Socialområdet generelt 2024: 13,8 pct. af 986 sager → 16,7 pct. af 1.020 sager";
    let text = odense.text().replace('\u{a0}', " ");
    assert!(text.contains(line), "{text}");
    let other = get("/kommuner/aeroe/aendringer.atom").await;
    assert_eq!(other.status, 200);
    assert!(!other.text().contains("<entry>"), "its figures did not move");
    assert_eq!(get("/kommuner/atlantis/aendringer.atom").await.status, 404);
}

#[tokio::test]
async fn the_calendar_keeps_what_is_announced_and_not_yet_published() {
    for path in ["/kalender", "/kalender.ics"] {
        let calendar = get(path).await;
        assert!(calendar.text().contains("Tabeller for 1. halvår 2025"), "{path}");
        assert!(calendar.text().contains("Kortene for 2025"), "{path}");
        assert!(!calendar.text().contains("Tabeller for 2024"), "{path}: a draw came since");
        assert!(calendar.text().contains("2025-03-01-0a0b0c0d"), "{path}");
    }
}

#[tokio::test]
async fn the_same_server_answers_with_the_same_bytes() {
    let again = router(Provenance::Synthetic, true);
    for path in ["/katalog.jsonld", "/aendringer.atom", "/kalender.ics", "/openapi.json"] {
        let [one, other] = [get(path).await, ask(&again, Request::get(path), Body::empty()).await];
        assert_eq!(one.body, other.body, "{path}");
    }
}

#[tokio::test]
async fn draws_in_a_data_folder_are_compared_when_they_are_asked_for() {
    let data = DataFolder::with_release(Provenance::Synthetic);
    let older = Figures::earlier(Provenance::Synthetic).freeze(data.path(), None);
    let newer = Figures::newest(Provenance::Synthetic).freeze(data.path(), None);
    let settings = Settings::new(std::sync::Arc::new(|| jiff::civil::date(2025, 7, 1)));
    let api = Api::open(data.path().into(), settings).expect("the banks open");
    let site = Site::open(data.path().into()).expect("the release opens");
    let router = server::router(site, api);
    let changes = ask(&router, Request::get("/aendringer.json?tabel=OMG1"), Body::empty()).await;
    let changes = changes.json();
    assert_eq!((&changes["from"]["bank"], &changes["to"]["bank"]), (&older.into(), &newer.into()));
    let count = changes["tables"][0]["cells_changed"].as_u64().expect("a count");
    assert!(count > 0, "Odense had other figures");
    let feed = ask(&router, Request::get("/en/aendringer.atom"), Body::empty()).await;
    let count = domain::format::count(count, domain::format::Language::En);
    assert!(feed.text().contains(&format!("OMG1: {count} cells have changed")), "{}", feed.text());
    let catalog = ask(&router, Request::get("/katalog.ttl"), Body::empty()).await;
    assert!(catalog.text().contains("#tabel-FLOW1> a dcat:Dataset"), "by month");
}
