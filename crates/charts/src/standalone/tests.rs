//! What a file of its own must carry.

use std::sync::LazyLock;

use domain::municipality;
use roxmltree::Document;

use super::*;
use crate::{
    basemap::{self, Basemap},
    choropleth::{Area, Circle, Fill},
};

const SHIPPED: &str = include_str!("../../../../data/geometry/municipalities.topojson");
static BASEMAP: LazyLock<Basemap> =
    LazyLock::new(|| Basemap::from_topojson(SHIPPED).expect("the shipped outlines are good"));

#[test]
fn made_up_figures_are_marked_above_and_across_the_map() {
    for text in [rates(Provenance::Synthetic), cases(Provenance::Synthetic)] {
        assert!(text.contains(synthetic_mark(Language::Da)));
        assert!(text.contains("class=\"watermark\"") && text.contains(">SYNTETISK<"));
    }
}

#[test]
fn delivered_figures_are_not_marked() {
    for text in [rates(Provenance::Delivered), cases(Provenance::Delivered)] {
        assert!(!text.contains("SYNTETISK") && !text.contains("class=\"watermark\""));
    }
}

#[test]
fn the_file_says_what_the_page_said_around_the_picture() {
    let said = words(&rates(Provenance::Delivered));
    for part in ["A & <B>", "Hele landet", "Rate", "Tal trukket 6. juni 2024", "20–30\u{a0}pct."]
    {
        assert!(said.contains(part), "{part}");
    }
}

#[test]
fn the_line_for_the_boundaries_is_always_there() {
    for text in [rates(Provenance::Delivered), cases(Provenance::Delivered)] {
        assert!(words(&text).contains(basemap::attribution(Language::Da)));
    }
}

#[test]
fn the_file_is_well_formed_and_stands_alone() {
    for text in [rates(Provenance::Synthetic), cases(Provenance::Synthetic)] {
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
    assert!(words(&draw_cases(&circles, Provenance::Delivered)).contains("Ikke leveret"));
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
        legend_title: "Rate",
        notes: &["Tal trukket 6. juni 2024"],
        provenance,
    }
}

fn rates(provenance: Provenance) -> String {
    let code = municipality::all()[0].code;
    let (label, href) = ("København".into(), "/".into());
    let areas = [Area { code, fill: Fill::Class(1), hatched: true, label, href }];
    let picture = MapPicture {
        basemap: &BASEMAP,
        areas: &areas,
        language: Language::Da,
        title: "A & <B>",
        description: "C",
        id_prefix: "",
        selected: None,
    };
    standalone(Drawing::Rates(&picture), &around(provenance))
}

fn cases(provenance: Provenance) -> String {
    draw_cases(&[circle(Some(3))], provenance)
}

fn draw_cases(circles: &[Circle], provenance: Provenance) -> String {
    let picture = CirclePicture {
        basemap: &BASEMAP,
        circles,
        language: Language::Da,
        title: "A & <B>",
        description: "C",
        id_prefix: "",
        selected: None,
    };
    standalone(Drawing::Cases(&picture), &around(provenance))
}

fn circle(merits: Option<u32>) -> Circle<'static> {
    let code = municipality::all()[0].code;
    Circle { code, merits, label: "København".into(), href: "/".into() }
}
