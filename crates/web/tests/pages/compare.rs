//! Municipalities side by side over HTTP: the form, what is said of each, and what is refused.

use super::*;

#[tokio::test]
async fn a_form_leads_to_the_lasting_address_of_the_municipalities() {
    let site = Server::new(Provenance::Delivered);
    let form = "steder=&steder=aeroe&steder=odense&kort=social&aar=2023&navn=+Fyn+";
    for (path, to) in [("/sammenlign", "/sammenlign"), ("/en/sammenlign", "/en/sammenlign")] {
        let answer = site.get(&format!("{path}?{form}")).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let expected = format!("{to}?steder=odense,aeroe&navn=Fyn&kort=social&aar=2023");
        assert_eq!(answer.headers()[header::LOCATION], expected.as_str());
    }
}

#[tokio::test]
async fn each_municipality_has_its_counts_and_what_may_be_said_of_it() {
    let site = Server::new(Provenance::Delivered);
    let chosen = "steder=laesoe,odense&navn=%C3%98er+og+byer&kort=social&aar=2024";
    let page = site.page(&format!("/sammenlign?{chosen}")).await;
    let map = site.page("/kort/social/2024").await;
    assert!(page.contains("<h1>Øer og byer</h1>") && page.contains("Navnet er valgt af den"));
    assert!(page.contains("Hele landet") && !page.contains("Børnehandicapområdet</a></h2>"));
    for (slug, name) in [("laesoe", "Læsø"), ("odense", "Odense")] {
        let row = |page: &str| -> Vec<String> {
            let rows = page.split("<tr").filter(|row| row.contains(&format!(">{name}</a>")));
            let row = rows.last().expect("a row").split("</tr>").next().unwrap_or_default();
            let cells = row.split("<td").skip(1).filter_map(|cell| cell.split_once('>'));
            cells.filter_map(|(_, cell)| Some(cell.split('<').next()?.to_owned())).collect()
        };
        assert_eq!(row(&page)[..2], row(&map)[..2], "{name}: rate and interval");
        let own = site.page(&format!("/kommuner/{slug}")).await;
        let sentence = own.split("<p><strong>").nth(1).and_then(|it| it.split('<').next());
        assert!(page.contains(sentence.expect("what may be said")), "{name}: {sentence:?}");
    }
}

#[tokio::test]
async fn a_named_release_is_kept() {
    let site = Server::new(Provenance::Delivered);
    let release = format!("/udgave/{}", site.data.release);
    let page = site.page(&format!("{release}/sammenlign?steder=odense,aeroe")).await;
    let links = links(&page);
    assert!(links.contains(&format!("{release}/kommuner/odense")));
    assert!(!links.iter().any(|link| link.contains("/statistik")));
}

#[tokio::test]
async fn a_comparison_that_cannot_be_is_refused_with_its_parameter_and_limit() {
    let site = Server::new(Provenance::Delivered);
    let ten =
        "aabenraa,aalborg,aarhus,albertslund,assens,ballerup,billund,bornholm,broendby,odense";
    for (query, said) in [
        ("steder=", "»steder«"),
        ("steder=odense", "2–9"),
        (&*format!("steder={ten}"), "2–9"),
        ("steder=odense,atlantis", "aabenraa … aarhus"),
        ("steder=odense,aarhus&kort=flad", "voksenhandicap"),
        (&*format!("steder=odense,aarhus&navn={}", "a".repeat(61)), "1–60"),
        ("steder=odense,aarhus&aar=2023&aar=2024", "aar"),
    ] {
        check(&site, &format!("/sammenlign?{query}"), 400, said).await;
    }
}

#[tokio::test]
async fn a_year_without_an_edition_says_so() {
    let site = Server::new(Provenance::Delivered);
    check(
        &site,
        "/sammenlign?steder=odense,aeroe&aar=1999",
        200,
        "ingen udgave af kortet for 1999",
    )
    .await;
}
