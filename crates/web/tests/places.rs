//! The views of the map that show no published figure: in every state a municipality can be in, on small
//! registers in which the answer is known.

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

const FANOE: u16 = 563;
const AEROE: u16 = 492;

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
        Self { router: server::router(site), _data: data }
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
