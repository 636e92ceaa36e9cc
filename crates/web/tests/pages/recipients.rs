//! The page about the data says which recipients were delivered, or that none were.

use super::*;

const TABLE: &str = "map,year,code,recipients,source\n\
                     social,2021,0461,10000,Table A <opdigtet>\n\
                     social,2023,0461,20000,Table A <opdigtet>\n\
                     adult_disability,2023,0751,7,Table B\n";

#[tokio::test]
async fn delivered_recipients_are_named_by_map_year_and_source() {
    let site = Server::of(DataFolder::with_recipients(Provenance::Delivered, TABLE));
    let page = site.page("/om-data").await;
    for words in [
        "Socialområdet generelt: 2021, 2023. Voksenhandicapområdet: 2023.",
        "Kilder: Table A &#60;opdigtet&#62;; Table B",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("Børnehandicapområdet: 20") && !page.contains("ikke leveret til denne"));
    let page = site.page("/en/om-data").await;
    assert!(page.contains("The social area in general: 2021, 2023."));
}

#[tokio::test]
async fn recipients_that_were_not_delivered_are_said_to_be_so_once() {
    let site = Server::new(Provenance::Delivered);
    let page = site.page("/om-data").await;
    assert_eq!(page.matches("ikke leveret til denne udgave").count(), 1);
    let page = site.page("/en/om-data").await;
    assert_eq!(page.matches("were not delivered for this release").count(), 1);
}

#[tokio::test]
async fn files_give_cases_per_1000_recipients_in_danish_numbers() {
    let site = Server::of(DataFolder::with_recipients(Provenance::Delivered, TABLE));
    let (_, _, file) = site.read("/bag-tallene/social/2024.csv").await;
    let mut rows = file.lines().map(|line| line.split(';').collect::<Vec<_>>());
    let header = rows.next().expect("a header");
    let odense = rows.find(|row| row[0] == "0461").expect("Odense");
    let cell =
        |name: &str| odense[header.iter().position(|column| *column == name).expect("a column")];
    assert_eq!((cell("recipients"), cell("recipients_year")), ("20000", "2023"));
    let merits: f64 = cell("merits").parse().expect("a number");
    let written = (merits / 20.0).to_string().replace('.', ",");
    assert_eq!(cell("appeals_per_1000_recipients"), written);
}

#[tokio::test]
async fn the_box_and_the_page_of_a_municipality_show_recipients_with_their_year() {
    let site = Server::of(DataFolder::with_recipients(Provenance::Delivered, TABLE));
    let info = site.page("/kort/social/2024/info/odense").await;
    assert!(info.contains("Modtagere af ydelserne i 2023: 20.000."), "{info}");
    let page = site.page("/kommuner/odense").await;
    assert!(page.contains("pr. 1.000 modtagere af ydelserne (20.000 i 2023)."));
    let missing = "Antallet af modtagere af ydelserne er ikke leveret.";
    assert_eq!(page.matches(missing).count(), 2, "the two other maps");
    assert!(!site.page("/kort/social/2024/info/aarhus").await.contains("Modtagere"));
}
