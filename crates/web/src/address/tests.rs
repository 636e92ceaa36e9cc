//! Addresses as they are written and read.

use super::*;

#[test]
fn what_is_written_reads_back_the_same() {
    for text in [
        "/",
        "/en/",
        "/landstal.csv",
        "/kort/social",
        "/kort/social?aar=2020&vis=sager",
        "/kort/social?aar=2020&sorter=sager&retning=op&kommune=aeroe",
        "/kort/boernehandicap/2022",
        "/kort/boernehandicap/2022?vis=fordeling&sorter=sager&retning=op&kommune=aeroe",
        "/kort/social/2022?vis=skoen&kommune=aeroe",
        "/kort/social/2022?vis=flere-aar",
        "/kort/voksenhandicap/2022.json",
        "/kort/social/2022.csv?pr=2025-04-01",
        "/en/kort/social/2022.json?pr=2025-04-01",
        "/?pr=2025-04-01",
        "/en/udvikling?pr=2025-04-01",
        "/kort/social?aar=2020&vis=sager&pr=2025-04-01",
        "/kort/social/2022?vis=sager&kommune=aeroe&pr=2025-04-01",
        "/kort/social/2022.svg?vis=sager&pr=2025-04-01",
        "/kort/social/2022/info/aarhus?pr=2025-04-01",
        "/kommuner?q=%C3%A6r%C3%B8&pr=2025-04-01",
        "/kommuner/aeroe/udvikling/social.png?pr=2025-04-01",
        "/udgave/2025-06-10-1f3a9c40/en/metode?pr=2025-04-01",
        "/udvikling",
        "/en/udvikling.csv",
        "/om-data/revisioner.json",
        "/en/om-data/revisioner",
        "/kort/voksenhandicap/2022.svg?vis=sager",
        "/en/kort/social/2022.png",
        "/en/kort/social/2022.png?vis=skoen",
        "/kort/social/2022/info/aarhus?vis=flere-aar",
        "/landstal/udvikling/social.svg",
        "/udvikling/social/aar.png",
        "/udvikling/resten/aar.svg",
        "/udvikling/voksenhandicap/kvartal.svg",
        "/landstal/udfald/boernehandicap/2024.png",
        "/kommuner/aeroe/udvikling/voksenhandicap.png",
        "/udgave/2025-06-10-1f3a9c40/kommuner/aeroe/udfald/social/2023.svg",
        "/kort/social/2022/info/aarhus",
        "/kommuner",
        "/kommuner?q=%C3%A6r%C3%B8",
        "/kommuner.json",
        "/kommuner/aeroe",
        "/kommuner/aeroe.csv",
        "/en/kommuner/aeroe/emner.csv",
        "/kommuner/aeroe/naboer.json",
        "/udgave/2025-06-10-1f3a9c40/en/kort/social/2022",
        "/laesevejledning",
        "/en/privatliv",
        "/sagsbehandlingstid",
        "/en/sagsbehandlingstid?lov=AKTIVLOVEN&tilgang=-5&pr=2025-04-01",
        "/udgave/2025-06-10-1f3a9c40/sagsbehandlingstid?kategori=KLAGESAGER&kapacitet=10",
    ] {
        reads_back(text);
    }
}

#[test]
fn what_tells_of_all_releases_reads_back_the_same() {
    for text in [
        "/kalender",
        "/en/kalender",
        "/kalender.ics",
        "/katalog.ttl",
        "/katalog.jsonld",
        "/csvw/OMG1.json",
        "/aendringer.atom",
        "/en/kommuner/aeroe/aendringer.atom",
        "/aendringer.json",
        "/aendringer.json?fra=2025-03-01-0a0b0c0d&til=2025-06-10-0123abcd&tabel=OMG1",
        "/openapi.json",
    ] {
        reads_back(text);
    }
}

#[test]
fn an_unknown_page_is_not_found() {
    for path in [
        "/x",
        "/kort",
        "/kort/alt",
        "/kort/social/x",
        "/kommuner/atlantis",
        "/english",
        "/kort/social/2022/",
        "/kort/social.svg",
        "/kort/social/2022/info/aarhus.png",
        "/kommuner/aarhus.svg",
        "/kommuner/atlantis/udvikling/social.svg",
        "/landstal/udfald/social.png",
    ] {
        assert_eq!(Address::parse(path, "").1, Err(Refusal::NotFound), "{path}");
    }
}

#[test]
fn a_wrong_parameter_is_refused_for_what_is_wrong_with_it() {
    let value = |name, allowed| Refusal::BadValue { name, allowed };
    let views = value("vis", "procent, fordeling, sager, skoen, flere-aar");
    check("/kort/social/2024", "vis=alt", views);
    check("/kort/social/2024/info/aarhus", "kommune=aarhus", Refusal::NotHere("kommune"));
    check("/kort/social/2024", "kommune=atlantis", value("kommune", "aabenraa … aarhus"));
    check("/kommuner", &format!("q={}", "a".repeat(101)), value("q", "1–100"));
    check("/kort/social/2024", "aar=2020", Refusal::NotHere("aar"));
    check("/metode", "pr=2025-13-01", value("pr", "2025-04-01"));
    check("/", "pr=2025-04-01&pr=2025-06-10", Refusal::Repeated("pr"));
    check("/kort/social/2024.csv", "pr=april", value("pr", "2025-04-01"));
    check("/metode", "vis=sager", Refusal::NotHere("vis"));
    check("/kort/social/2024.png", "kommune=aarhus", Refusal::NotHere("kommune"));
    check("/landstal/udvikling/social.png", "vis=sager", Refusal::NotHere("vis"));
    check("/kort/social/2024", "vis=sager&vis=procent", Refusal::Repeated("vis"));
    check("/kort/social/2024", "utm_source=x", Refusal::UnknownParameter);
}

#[test]
fn the_day_may_stand_anywhere_among_the_parameters() {
    let (_, address) = Address::parse("/kort/social/2024", "pr=2025-04-01&vis=sager");
    let address = address.expect("an address");
    assert_eq!(address.to_string(), "/kort/social/2024?vis=sager&pr=2025-04-01");
    assert_eq!(address.twin().to_string(), format!("/en{address}"));
    assert_eq!(address.to(Page::Trends).to_string(), "/udvikling?pr=2025-04-01");
}

#[track_caller]
fn check(path: &str, query: &str, expected: Refusal) {
    assert_eq!(Address::parse(path, query).1, Err(expected));
}

#[test]
fn what_tells_of_all_releases_belongs_to_none_of_them() {
    for path in ["/kalender", "/katalog.ttl", "/aendringer.atom", "/csvw/OMG1.json"] {
        let named = format!("/udgave/2025-06-10-1f3a9c40{path}");
        assert_eq!(Address::parse(&named, "").1, Err(Refusal::NotFound), "{path}");
        assert!(Address::parse(path, "pr=2025-04-01").1.is_err(), "{path}");
    }
}

#[test]
fn a_file_for_machines_is_known_by_its_path() {
    for path in ["/katalog.ttl", "/en/aendringer.json", "/udgave/x/en/kalender.ics"] {
        assert!(OpenFile::is_meant(path), "{path}");
    }
    for path in ["/kalender", "/kommuner/aeroe", "/england/katalog.ttl"] {
        assert!(!OpenFile::is_meant(path), "{path}");
    }
}

/// Checks that an address is written as it was read.
#[track_caller]
fn reads_back(text: &str) {
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let address = Address::parse(path, query).1.expect(text);
    assert_eq!(address.to_string(), text);
}
