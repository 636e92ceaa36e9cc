//! What a file of its own must carry.

use std::sync::LazyLock;

use domain::{municipality, reversal::OutcomeCounts};
use roxmltree::Document;

use super::*;
use crate::{
    basemap::{self, Basemap},
    choropleth::{Area, Circle, Figures, Fill},
    trend::{Series, TrendPoint},
};

const SHIPPED: &str = include_str!("../../../../data/geometry/municipalities.topojson");
static BASEMAP: LazyLock<Basemap> =
    LazyLock::new(|| Basemap::from_topojson(SHIPPED).expect("the shipped outlines are good"));

#[test]
fn made_up_figures_are_marked_above_every_picture_and_across_maps_and_series() {
    for text in all(Provenance::Synthetic) {
        assert!(text.contains(synthetic_mark(Language::Da)));
    }
    for text in [rates, cases, series].map(|draw| draw(Provenance::Synthetic)) {
        assert!(text.contains("class=\"watermark\"") && text.contains(">SYNTETISK<"));
    }
}

#[test]
fn delivered_figures_are_not_marked() {
    for text in all(Provenance::Delivered) {
        assert!(!text.contains("SYNTETISK") && !text.contains("class=\"watermark\""));
    }
}

#[test]
fn the_file_says_what_the_page_said_around_the_picture() {
    for text in all(Provenance::Delivered) {
        for part in ["A & <B>", "Hele landet", "Tal trukket 6. juni 2024"] {
            assert!(words(&text).contains(part), "{part}");
        }
    }
}

#[test]
fn every_picture_explains_its_colors_and_signs() {
    let said = words(&rates(Provenance::Delivered));
    assert!(said.contains("Rate") && said.contains("20–30\u{a0}pct."), "{said}");
    let said = words(&cases(Provenance::Delivered));
    assert!(said.contains("Rate") && said.contains("Antal sager"), "{said}");
    let said = words(&outcomes(Provenance::Delivered));
    assert!(said.contains("Hjemvist") && said.contains("Stadfæstet"), "{said}");
}

#[test]
fn the_paper_covers_whole_pixels() {
    for text in all(Provenance::Delivered) {
        let svg = Document::parse(&text).expect("the file is well-formed");
        let height = svg.root_element().attribute("height").expect("a height");
        assert!(height.parse::<u32>().is_ok(), "{height}");
    }
}

#[test]
fn the_line_for_the_boundaries_stands_by_maps() {
    for text in [rates(Provenance::Delivered), cases(Provenance::Delivered)] {
        assert!(words(&text).contains(basemap::attribution(Language::Da)));
    }
    assert!(!words(&series(Provenance::Delivered)).contains("Kort:"));
}

#[test]
fn the_file_is_well_formed_and_stands_alone() {
    for text in all(Provenance::Synthetic) {
        assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
        let svg = Document::parse(&text).expect("the file is well-formed");
        let style = svg.descendants().find(|node| node.has_tag_name("style"));
        assert_eq!(style.and_then(|node| node.text()), Some(crate::style()));
        let links = svg.descendants().filter(|node| node.tag_name().name() == "a");
        assert_eq!(links.count(), 0);
    }
}

#[test]
fn the_map_of_numbers_explains_missing_figures_only_if_there_are_any() {
    assert!(!words(&cases(Provenance::Delivered)).contains("Ikke leveret"));
    let circles = [circle(Some(3)), circle(None)];
    assert!(
        words(&draw_map(Figures::Cases(&circles), Provenance::Delivered)).contains("Ikke leveret")
    );
}

#[test]
fn long_lines_are_broken_at_spaces() {
    assert_eq!(lines("en to tre fire", 8), ["en to", "tre fire"]);
    assert_eq!(lines("ordetharingenplads her", 5), ["ordetharingenplads", "her"]);
    assert_eq!(lines("", 5), [""; 0]);
}

/// Returns the text of the file with its lines joined.
fn words(text: &str) -> String {
    let svg = Document::parse(text).expect("the file is well-formed");
    let texts =
        svg.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    texts.filter_map(|node| node.text()).collect::<Vec<_>>().join(" ")
}

fn around(provenance: Provenance) -> Surroundings<'static> {
    Surroundings {
        subtitle: "Hele landet: 38,6 pct.",
        measure: "Rate",
        notes: &["Tal trukket 6. juni 2024"],
        provenance,
    }
}

fn rates(provenance: Provenance) -> String {
    let code = municipality::all()[0].code;
    let (label, href) = ("København".into(), "/".into());
    let areas = [Area { code, fill: Fill::Class(1), hatched: true, label, href }];
    draw_map(Figures::Rates(&areas), provenance)
}

fn cases(provenance: Provenance) -> String {
    draw_map(Figures::Cases(&[circle(Some(3))]), provenance)
}

fn draw_map(figures: Figures, provenance: Provenance) -> String {
    let picture = MapPicture {
        basemap: &BASEMAP,
        figures,
        language: Language::Da,
        title: "A & <B>",
        description: "C",
        id_prefix: "",
        selected: None,
    };
    standalone(Drawing::Map(&picture), &around(provenance))
}

fn series(provenance: Provenance) -> String {
    let year = domain::period::Year::new(2020).expect("a year");
    let points = [TrendPoint::published(year, 0.45, "2020".into())];
    let picture = TrendPicture {
        main: Series { name: "Hele landet", points: &points, absence: "" },
        country: None,
        breaks: &[],
        language: Language::Da,
        title: "A & <B>",
        description: "C",
    };
    standalone(Drawing::Trend(&picture), &around(provenance))
}

fn outcomes(provenance: Provenance) -> String {
    let counts = OutcomeCounts { changed: 5, remitted: 19, upheld: 105, dismissed: 7 };
    let bar = OutcomeBar { counts, of: "A & <B>", language: Language::Da };
    standalone(Drawing::Outcomes(&bar), &around(provenance))
}

fn all(provenance: Provenance) -> [String; 4] {
    [rates(provenance), cases(provenance), series(provenance), outcomes(provenance)]
}

fn circle(merits: Option<u32>) -> Circle<'static> {
    let code = municipality::all()[0].code;
    Circle { code, merits, label: "København".into(), href: "/".into() }
}
