//! What both kinds of map must carry, and must not.

use std::{collections::BTreeSet, sync::LazyLock};

use domain::municipality;
use roxmltree::{Document, Node};

use super::*;

const SHIPPED: &str = include_str!("../../../../data/geometry/municipalities.topojson");
static BASEMAP: LazyLock<Basemap> =
    LazyLock::new(|| Basemap::from_topojson(SHIPPED).expect("the shipped outlines are good"));

const NASTY: &str = "Aarhus: <b> & \"40 pct.\"";

#[test]
fn every_municipality_is_one_link_with_a_name() {
    for text in [rates(&areas(), None), cases(&merits(), None)] {
        let svg = parse(&text);
        let links: Vec<_> = links(&svg).filter(|link| !is_hidden(*link)).collect();
        let codes: BTreeSet<_> = links.iter().map(|link| link.attribute("data-code")).collect();
        assert_eq!((links.len(), codes.len()), (98, 98));
        assert!(links.iter().all(|link| title(*link) == Some(NASTY)));
    }
}

#[test]
fn copies_on_the_main_map_are_for_the_mouse_only() {
    let text = rates(&areas(), None);
    let svg = parse(&text);
    let copies: Vec<_> = links(&svg).filter(|link| is_hidden(*link)).collect();
    assert_eq!(copies.len(), 23);
    assert!(copies.iter().all(|link| link.attribute("tabindex") == Some("-1")));
}

#[test]
fn every_reference_leads_to_one_definition() {
    for text in [rates(&areas(), Some("dragoer")), cases(&merits(), Some("dragoer"))] {
        let svg = parse(&text);
        let all: Vec<_> = svg.descendants().filter_map(|node| node.attribute("id")).collect();
        let ids: BTreeSet<_> = all.iter().copied().collect();
        assert_eq!(ids.len(), all.len(), "an id stands twice");
        assert!(ids.iter().all(|id| id.starts_with("p-")));
        for node in svg.descendants().filter(Node::is_element) {
            let used = node.attribute("href").and_then(|href| href.strip_prefix('#'));
            let fill = node.attribute("fill").and_then(|fill| fill.strip_prefix("url(#"));
            let pattern = fill.and_then(|fill| fill.strip_suffix(')'));
            let described = node.attribute("aria-describedby");
            for reference in [used, pattern, described].into_iter().flatten() {
                assert!(ids.contains(reference), "{reference}");
            }
        }
    }
}

#[test]
fn pages_get_classes_and_no_colors() {
    for text in [rates(&areas(), None), cases(&merits(), None)] {
        let svg = parse(&text);
        for node in svg.descendants() {
            let colors = ["style", "stroke"].map(|name| node.attribute(name));
            assert_eq!(colors, [None, None]);
            let fill = node.attribute("fill").unwrap_or("none");
            assert!(fill == "none" || fill.starts_with("url(#"), "{fill}");
        }
    }
}

#[test]
fn the_fill_decides_class_and_pattern() {
    check_fill(Fill::Class(3), false, "k3", "none");
    check_fill(Fill::Class(3), true, "k3", "url(#p-hatch)");
    check_fill(Fill::FewCases, false, "few", "url(#p-dots)");
    check_fill(Fill::NoCases, false, "none", "url(#p-cross)");
    check_fill(Fill::NotDelivered, false, "missing", "none");
}

#[test]
fn nothing_is_hatched_that_has_no_class() {
    check_fill(Fill::FewCases, true, "few", "url(#p-dots)");
    check_fill(Fill::NotDelivered, true, "missing", "none");
}

#[test]
fn shares_and_estimates_are_never_hatched() {
    let mut areas = areas();
    areas[0].hatched = true;
    assert!(rates(&areas, None).contains("url(#p-hatch)"));
    for figures in [Figures::Shares(&areas), Figures::Estimates(&areas)] {
        assert!(!draw(figures, None).contains("url(#p-hatch)"));
    }
}

#[test]
fn every_class_in_the_picture_has_a_look() {
    let mut areas = areas();
    let fills = (0..6).map(Fill::Class).chain([Fill::NoCases, Fill::FewCases, Fill::NotDelivered]);
    for (area, fill) in areas.iter_mut().zip(fills) {
        area.fill = fill;
    }
    areas.pop();
    for text in [rates(&areas, Some("dragoer")), cases(&merits(), None)] {
        let svg = parse(&text);
        let classes = svg.descendants().filter_map(|node| node.attribute("class"));
        // For scripts and selectors that name them together with another class.
        let known = ["map", "area", "rates", "cases", "is-selected"];
        for class in classes.flat_map(str::split_whitespace).filter(|c| !known.contains(c)) {
            assert!(crate::style().contains(&format!(".{class}")), "{class}");
        }
    }
}

#[test]
fn links_name_the_neighbors() {
    let text = rates(&areas(), None);
    let svg = parse(&text);
    let aeroe = municipality::by_slug("frederiksberg").expect("a municipality");
    let code = aeroe.code.to_string();
    let link = links(&svg)
        .find(|link| link.attribute("data-code") == Some(&code) && !is_hidden(*link))
        .expect("it has a link");
    assert_eq!(link.attribute("data-n"), Some("0101"));
}

#[test]
fn the_selected_municipality_is_ringed_in_both_places() {
    check_ring(None, &[]);
    check_ring(Some("aarhus"), &["#p-m0751"]);
    check_ring(Some("dragoer"), &["#p-i0155", "#p-m0155"]);
}

#[test]
fn a_municipality_without_an_area_is_plain_land() {
    let mut areas = areas();
    areas.retain(|area| area.code.number() != 751);
    let text = rates(&areas, None);
    let svg = parse(&text);
    let land = svg.descendants().find(|node| node.attribute("class") == Some("land"));
    assert_eq!(land.and_then(|node| node.attribute("href")), Some("#p-m0751"));
    assert_eq!(links(&svg).filter(|link| !is_hidden(*link)).count(), 97);
}

#[test]
fn a_circle_has_its_area_from_the_cases() {
    let mut merits = merits();
    for (index, circle) in merits.iter_mut().enumerate() {
        circle.merits =
            [Some(400), Some(100), Some(0), None].get(index).copied().unwrap_or(Some(0));
    }
    let text = cases(&merits, None);
    let svg = parse(&text);
    let circles = svg.descendants().filter(|node| {
        node.has_tag_name("circle") && node.parent().is_some_and(|parent| parent.has_tag_name("a"))
    });
    let radii: Vec<_> = circles.filter_map(|circle| circle.attribute("r")).collect();
    assert_eq!(radii, ["62", "31"]);
    assert_eq!(text.matches("class=\"reach missing\"").count(), 1);
}

#[test]
fn no_cases_at_all_give_no_circles() {
    let mut merits = merits();
    for circle in &mut merits {
        circle.merits = Some(0);
    }
    assert!(!cases(&merits, None).contains("<circle cx"));
}

#[test]
fn the_key_has_round_numbers() {
    let mut merits = merits();
    merits[0].merits = Some(1_437);
    let text = cases(&merits, None);
    let key = text.split("class=\"key\"").nth(1).expect("a key");
    for number in ["1.000", "200", "50"] {
        assert!(key.contains(&format!(">{number}</text>")), "{number}: {key}");
    }
}

#[test]
fn legends_are_well_formed_and_name_every_state() {
    let items = legend(Language::Da, LegendOf::Rates, "p-");
    assert_eq!(items.len(), 10);
    let uncompared = legend(Language::Da, LegendOf::Shares, "p-");
    assert!(uncompared.len() == 9 && uncompared.iter().all(|item| !item.label.contains("krave")));
    let estimates = legend(Language::Da, LegendOf::Estimates, "p-");
    assert!(estimates.len() == 8 && estimates.iter().all(|item| !item.label.contains("farves")));
    for item in &items {
        parse(&item.swatch);
        assert!(!item.label.is_empty());
    }
}

fn areas() -> Vec<Area<'static>> {
    let area = |row: &municipality::Municipality| Area {
        code: row.code,
        fill: Fill::Class(2),
        hatched: false,
        label: NASTY.into(),
        href: "/kommuner/a?b=1&c=\"2\"".into(),
    };
    municipality::all().iter().map(area).collect()
}

fn merits() -> Vec<Circle<'static>> {
    let circle = |row: &municipality::Municipality| Circle {
        code: row.code,
        merits: Some(u32::from(row.order)),
        label: NASTY.into(),
        href: "/kommuner/a?b=1&c=\"2\"".into(),
    };
    municipality::all().iter().map(circle).collect()
}

fn rates(areas: &[Area], selected: Option<&str>) -> String {
    draw(Figures::Rates(areas), selected)
}

fn cases(merits: &[Circle], selected: Option<&str>) -> String {
    draw(Figures::Cases(merits), selected)
}

fn draw(figures: Figures, selected: Option<&str>) -> String {
    municipal_map(&MapPicture {
        basemap: &BASEMAP,
        figures,
        language: Language::Da,
        title: NASTY,
        description: NASTY,
        id_prefix: "p-",
        selected: selected.and_then(municipality::by_slug).map(|row| row.code),
    })
}

fn parse(text: &str) -> Document<'_> {
    Document::parse(text).expect("the picture is well-formed")
}

fn links<'a>(svg: &'a Document) -> impl Iterator<Item = Node<'a, 'a>> {
    svg.descendants().filter(|node| node.has_tag_name("a"))
}

fn title<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.children().find(|child| child.has_tag_name("title")).and_then(|title| title.text())
}

fn is_hidden(node: Node) -> bool {
    node.ancestors().any(|above| above.attribute("aria-hidden") == Some("true"))
}

#[track_caller]
fn check_ring(selected: Option<&str>, expected: &[&str]) {
    let text = rates(&areas(), selected);
    let svg = parse(&text);
    let ring = svg.descendants().find(|node| node.attribute("class") == Some("ring"));
    let ring = ring.expect("there is always a ring");
    let halos = ring.children().filter(|node| node.attribute("class") == Some("halo"));
    let ringed: Vec<_> = halos.filter_map(|node| node.attribute("href")).collect();
    assert_eq!(ringed, expected);
}

#[track_caller]
fn check_fill(fill: Fill, hatched: bool, class: &str, pattern: &str) {
    let mut areas = areas();
    areas.truncate(1);
    (areas[0].fill, areas[0].hatched) = (fill, hatched);
    let text = rates(&areas, None);
    let svg = parse(&text);
    let link = links(&svg).find(|link| !is_hidden(*link)).expect("there is a link");
    let uses: Vec<_> = link.children().filter(|node| node.has_tag_name("use")).collect();
    assert_eq!(uses[0].attribute("class"), Some(class));
    assert_eq!(uses[1].attribute("fill"), Some(pattern));
}
