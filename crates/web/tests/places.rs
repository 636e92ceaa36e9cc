//! What the page of a municipality says, and the views of the map that show no published figure: in every
//! state a municipality can be in, on small registers in which the answer is known.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use domain::{
    count::{CaseCount, Counts},
    municipality,
    period::{Period, Year},
    provenance::Provenance,
    reversal::OutcomeCounts,
    topic::TopicCode,
};
use http_body_util::BodyExt as _;
use testkit::DataFolder;
use tower::ServiceExt as _;
use web::{server, site::Site};

const ODENSE: u16 = 461;
const FANOE: u16 = 563;
const AEROE: u16 = 492;
const COPENHAGEN: u16 = 101;

#[tokio::test]
async fn a_change_that_chance_may_explain_is_said_so_with_its_interval() {
    let site = Server::new(&[2021, 2022], even);
    site.says(
        "/kommuner/odense",
        &[
            "Ændring fra 2021: 0,0\u{a0}procentpoint (95\u{a0}pct.-interval \u{2212}10,9 til +10,9), fra ",
            ". Ændringen kan skyldes tilfældigheder.",
            "Hele ændringen kan skyldes tilfældigheder, og det kan delene også.",
        ],
    )
    .await;
    site.says("/en/kommuner/odense", &["Change from 2021: 0.0", "may be due to chance."]).await;
}

#[tokio::test]
async fn a_change_beyond_chance_names_the_topics_that_add_most() {
    let site = Server::new(&[2021, 2022], |place, year, topic| {
        let more = u32::from(place == ODENSE && year == 2022 && topic == 134) * 30;
        [0, 15 + more, 60 - more]
    });
    let odense = "/kommuner/odense";
    site.says(odense, &["Ændringen er større, end tilfældigheder forklarer"]).await;
    site.says(odense, &["Mest betyder: ", " (+13,3\u{a0}procentpoint)."]).await;
    site.says(odense, &["+13,3\u{a0}procentpoint ved flere eller færre hjemviste"]).await;
}

#[tokio::test]
async fn across_a_break_no_change_is_worked_out_and_the_account_says_so() {
    let site = Server::new(&[2023, 2024], even);
    site.says(
        "/kommuner/odense",
        &["<dt>Ændring fra året før</dt><dd>Databrud i 2024", "Der er databrud mellem de to år"],
    )
    .await;
}

#[tokio::test]
async fn without_an_edition_before_there_is_no_change() {
    let site = Server::new(&[2022], even);
    let words = "Der er ingen udgave for året før.";
    let alone = "Der er ikke andre år, der kan lægges sammen med dette.";
    site.says("/kommuner/odense", &[words, alone]).await;
}

#[tokio::test]
async fn few_cases_get_an_estimate_and_a_range_of_ranks_and_no_change() {
    let site = Server::new(&[2021, 2022], |place, year, topic| match (place, topic) {
        (FANOE, 134) => [0, 1, 1],
        (FANOE, _) => [0, 0, 0],
        _ => even(place, year, topic),
    });
    site.says(
        "/kommuner/fanoe",
        &[
            "Kun 2\u{a0}sager: for lidt til at sige noget om niveauet.",
            "2021–2022: 2 af 4\u{a0}sager omgjort (få sager).",
            "kommunens egne 2\u{a0}sager, trukket mod alle kommuner",
            " af 98 (95\u{a0}pct.), hvor 1 er den højeste procent",
        ],
    )
    .await;
    let page = site.page("/kommuner/fanoe").await;
    assert!(!page.contains("Uden omregning"), "few cases have no rate to set beside another");
}

#[tokio::test]
async fn no_cases_have_no_estimate_no_rank_and_no_peers() {
    let site = Server::new(&[2021, 2022], |place, year, topic| match place {
        AEROE => [0, 0, 0],
        _ => even(place, year, topic),
    });
    site.says(
        "/kommuner/aeroe",
        &[
            "Ankestyrelsen afgjorde ingen sager på realiteten, så der findes ingen omgørelsesprocent.",
            "Ingen: Kommunen har ingen sager at sammenligne på",
            "0,00 realitetsbehandlede og 0,00 omgjorte sager pr. 1.000 indbyggere",
        ],
    )
    .await;
    let page = site.page("/kommuner/aeroe").await;
    assert!(!page.contains("Bedste skøn"), "no cases, no estimate");
    site.says("/kommuner/odense", &["af 97 (95\u{a0}pct.)"]).await;
}

#[tokio::test]
async fn five_years_give_a_trend_and_four_do_not() {
    let falling = |place, year: i16, _| {
        let fall = if place == ODENSE { u32::from((year - 2018).unsigned_abs()) * 8 } else { 0 };
        [0, 50 - fall, 50 + fall]
    };
    let site = Server::new(&[2018, 2019, 2020, 2021, 2022], falling);
    let falls = "2018–2022: procenten er faldet, \u{2212}8,0\u{a0}procentpoint om året (";
    site.says("/kommuner/odense", &[falls, "rettet for 98 kommuner: p\u{a0}&#60;\u{a0}0,0001"])
        .await;
    site.says("/kommuner/aarhus", &["kan ikke afgøres", "p\u{a0}=\u{a0}1,0000"]).await;
    let site = Server::new(&[2019, 2020, 2021, 2022], falling);
    let short = "4 sammenlignelige år med sager; der skal 5 til.";
    site.says("/kommuner/odense", &[short]).await;
}

#[tokio::test]
async fn the_largest_municipality_says_its_mix_its_people_and_its_peers() {
    let site = Server::new(&[2021, 2022], |place, year, topic| match (place, topic) {
        (COPENHAGEN, 102) => [0, 600, 400],
        (COPENHAGEN, _) => [0, 200, 800],
        _ => even(place, year, topic),
    });
    site.says(
        "/kommuner/koebenhavn",
        &[
            "Omgørelsesprocenten er højere end hele landets.",
            "Uden omregning: ",
            "omgjorte sager pr. 1.000 indbyggere (",
            "Plads 1 af 98 (95\u{a0}pct.)",
            "den er regnet ud fra sagerne i 2021–2022.",
            "Antallet af modtagere af ydelserne er ikke leveret.",
        ],
    )
    .await;
    let page = site.page("/kommuner/koebenhavn").await;
    let section = page.split("id=\"peers-social\"").nth(1).expect("the peers of the general map");
    let table = section.split("</table>").next().expect("a table");
    assert_eq!(table.matches("<tr><th scope=\"row\">").count(), 8);
}

#[tokio::test]
async fn a_map_of_estimates_says_what_it_is_and_keeps_the_published_figure() {
    let site = Server::new(&[2021, 2022], |place, year, topic| match (place, topic) {
        (FANOE, 134) => [0, 3, 0],
        (FANOE | AEROE, _) => [0, 0, 0],
        _ => even(place, year, topic),
    });
    let path = "/kort/social/2022?vis=skoen&kommune=fanoe";
    let mark = "Socialområdet generelt: bedste skøn over omgørelsesprocenten 2022 – ikke det \
                offentliggjorte tal</h1>";
    site.says(path, &[mark, "intet er skraveret", "Bedste skøn (ikke offentliggjort)"]).await;
    let page = site.page(path).await;
    assert!(!page.contains("fill=\"url(#kort-hatch)\""), "nothing is compared in this view");
    assert!(
        page.contains("3 af 3\u{a0}sager") && page.contains("bygger på kommunens 3\u{a0}sager")
    );
    let row = around(&page, "id=\"k0563\"");
    assert!(row.contains(">100,0\u{a0}pct.<"), "the published rate stays: {row}");
    let svg = site.page("/kort/social/2022.svg?vis=skoen").await;
    assert!(svg.contains("ikke det offentliggjorte tal") && !svg.contains("farves ikke"));
    assert!(svg.contains("Ærø: ingen sager") && svg.contains("Fanø: Bedste skøn "));
    let info = site.page("/kort/social/2022/info/fanoe?vis=skoen").await;
    let (published, estimate) = (info.find("3 af 3"), info.find("Bedste skøn – ikke det"));
    assert!(published.is_some() && published < estimate, "{info}");
    assert!(!site.page("/kort/social/2022/info/fanoe").await.contains("Bedste skøn"));
    let none = "Bedste skøn – ikke det offentliggjorte tal:</strong> ingen sager.";
    site.says("/kort/social/2022/info/aeroe?vis=skoen", &[none]).await;
}

#[tokio::test]
async fn a_map_of_years_together_names_them_and_its_rates_are_their_sums() {
    let site = Server::new(&[2020, 2021, 2022], |place, year, topic| match (place, topic) {
        (FANOE, 134) => [0, u32::from(year == 2020) * 2, 1],
        (FANOE | AEROE, _) => [0, 0, 0],
        _ => even(place, year, topic),
    });
    let path = "/kort/social/2022?vis=flere-aar&kommune=fanoe";
    let mark = "omgørelsesprocent, 2020–2022 lagt sammen – ikke det offentliggjorte tal</h1>";
    site.says(path, &[mark, "2020–2022 lagt sammen (ikke offentliggjort)"]).await;
    let info = site.page("/kort/social/2022/info/fanoe?vis=flere-aar").await;
    let pooled = "2020–2022 lagt sammen – ikke det offentliggjorte tal:</strong> 40,0\u{a0}pct. \
                  (95 pct.-interval \
                  11,8–76,9) af 5\u{a0}sager.";
    assert!(info.contains(pooled), "{info}");
    let svg = site.page("/en/kort/social/2022.svg?vis=flere-aar").await;
    assert!(svg.contains("2020–2022 together – not the published figure"));
}

#[tokio::test]
async fn years_that_cannot_be_put_together_give_a_reason_and_no_map() {
    let site = Server::new(&[2023, 2024], even);
    let path = "/kort/social/2024?vis=flere-aar";
    let reason =
        "Der er ingen år at lægge sammen: Tallene for 2024 kan ikke sammenlignes med årene før.";
    site.says(path, &[reason, "– ikke det offentliggjorte tal</h1>"]).await;
    let page = site.page(path).await;
    assert!(!page.contains("class=\"map rates\"") && !page.contains(".svg?vis=flere-aar"));
    let (status, _) = site.read("/kort/social/2024.svg?vis=flere-aar").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    site.says("/en/kort/social/2024?vis=flere-aar", &["There are no years to put together"]).await;
}

/// Every municipality has 120 cases in each year, a quarter of them remitted.
const fn even(_: u16, _: i16, _: u16) -> [u32; 3] {
    [0, 10, 30]
}

/// Three topics of the general map, one of them also of the child map.
const TOPICS: [u16; 3] = [102, 103, 134];

struct Server {
    router: Router,
    _data: DataFolder,
}

impl Server {
    /// Serves a release in which a municipality (its code), year and topic has so many cases changed,
    /// remitted and upheld.
    fn new(years: &[i16], outcomes: impl Fn(u16, i16, u16) -> [u32; 3]) -> Self {
        let mut cases = Vec::new();
        for year in years.iter().map(|year| Year::new(*year).expect("a year")) {
            for place in municipality::all() {
                for topic in TOPICS {
                    let [changed, remitted, upheld] =
                        outcomes(place.code.number(), year.number(), topic);
                    let outcomes = OutcomeCounts { changed, remitted, upheld, dismissed: 0 };
                    let topic = TopicCode::new(topic);
                    if outcomes.merits() > 0 {
                        let (period, municipality) = (Period::Year(year), place.code);
                        cases.push(CaseCount { period, municipality, topic, outcomes });
                    }
                }
            }
        }
        let counts = Counts { cases, ..testkit::counts(Provenance::Delivered) };
        let data = DataFolder::with_counts(counts);
        let site = Site::open(data.path().into()).expect("the release opens");
        Self { router: server::router(site, no_tables()), _data: data }
    }

    async fn read(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let answer = self.router.clone().oneshot(request).await.expect("the service never fails");
        let status = answer.status();
        let body = answer.into_body().collect().await.expect("a body").to_bytes();
        (status, String::from_utf8(body.to_vec()).expect("UTF-8"))
    }

    async fn page(&self, path: &str) -> String {
        let (status, page) = self.read(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(!page.contains('⟦'), "{path}: {}", around(&page, "⟦"));
        page
    }

    async fn says(&self, path: &str, all: &[&str]) {
        let page = self.page(path).await;
        for words in all {
            let start: String = words.chars().take(18).collect();
            assert!(page.contains(words), "{path}: {words}\n{}", around(&page, &start));
        }
    }
}

/// Returns the surroundings of the first place a text holds a word; empty where it does not.
fn around(text: &str, word: &str) -> String {
    let Some(at) = text.find(word) else { return String::new() };
    text[at..].chars().take(500).collect()
}

/// Returns the open API of a program without statistics tables.
fn no_tables() -> web::api::Api {
    let settings = web::api::Settings::new(std::sync::Arc::new(|| jiff::civil::date(2025, 6, 10)));
    web::api::Api::new(Vec::new(), settings)
}
