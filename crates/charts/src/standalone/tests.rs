//! What a file of its own must carry.

use std::sync::LazyLock;

use domain::{municipality, reversal::OutcomeCounts};
use roxmltree::Document;
use stats::Proportion;

use super::*;
use crate::{
    bars::Bar,
    basemap::{self, Basemap},
    choropleth::{Area, Circle, Figures, Fill},
    funnel::{ClassWords, FunnelPoint, Limits, PointClass},
    lines::{LinePoint, LineSeries},
    raster::{self, Caption},
    spread::SpreadPart,
    trend::{Series, TrendPoint},
    waterfall::{Contribution, Level},
};

const GROUP: (&str, &str) = ("http://www.w3.org/2000/svg", "g");
const SHIPPED: &str = include_str!("../../../../data/geometry/municipalities.topojson");
static BASEMAP: LazyLock<Basemap> =
    LazyLock::new(|| Basemap::from_topojson(SHIPPED).expect("the shipped outlines are good"));

#[test]
fn made_up_figures_are_marked_above_every_picture_and_across_maps_and_series() {
    for text in all(Provenance::Synthetic) {
        assert!(text.contains(synthetic_mark(Language::Da)));
    }
    for text in
        [rates, cases, series, points, steps, figures, rows].map(|draw| draw(Provenance::Synthetic))
    {
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
    let said = words(&points(Provenance::Delivered));
    assert!(said.contains("Højere") && said.contains("Landet"), "{said}");
    let said = words(&steps(Provenance::Delivered));
    assert!(said.contains("2023 ") && said.contains("+1,0\u{a0}procentpoint"), "{said}");
    assert!(words(&parts(Provenance::Delivered)).contains("Tilfældighed 33 pct."));
    assert!(words(&figures(Provenance::Delivered)).contains("Aarhus Odense få sager"));
    let said = words(&rows(Provenance::Delivered));
    assert!(said.contains("42,9 ingen sager") && said.contains("få sager"), "{said}");
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
        let style = style.and_then(|node| node.text()).expect("the file has a style");
        assert!(crate::style().starts_with(style), "{style}");
        let group = svg.root_element().children().find(|node| node.has_tag_name(GROUP));
        let class =
            group.and_then(|node| node.attribute("class")).expect("the picture has a class");
        let first = class.split(' ').next().expect("a class");
        assert!(style.contains(&format!("svg.{first}")), "{first} has no rules");
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
fn a_file_of_many_bars_is_no_higher_than_can_be_drawn() {
    let text = draw_rows(130, Provenance::Delivered);
    let svg = Document::parse(&text).expect("the file is well-formed");
    let height = svg.root_element().attribute("height").and_then(|it| it.parse::<u32>().ok());
    assert!(height.is_some_and(|height| height < 4_000), "{height:?}");
}

#[test]
fn every_statistical_picture_becomes_the_same_pixels_twice() {
    for draw in [points, steps, parts, figures, rows] {
        let png = || {
            let caption = Caption { title: "A", source: "B" };
            raster::png(&draw(Provenance::Delivered), &caption)
        };
        assert!(png().starts_with(b"\x89PNG") && png() == png());
    }
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

fn points(provenance: Provenance) -> String {
    let share = Proportion::from_parts(40, 60).expect("there are cases");
    let point = FunnelPoint {
        code: municipality::all()[0].code,
        name: "København".into(),
        share,
        class: PointClass::Higher,
        label: "København: 40 pct.".into(),
        href: "/".into(),
        is_chosen: true,
    };
    let limits = Limits { name_95: "95 %", name_99_8: "99,8 %", at: &[] };
    let words = ClassWords { ordinary: "a", higher: "Højere", lower: "c", few: "d" };
    let picture = Funnel {
        points: &[point],
        country: share,
        country_label: "Landet",
        limits,
        wide_limits: None,
        words,
        language: Language::Da,
        title: "A & <B>",
        description: "C",
        id_prefix: "",
    };
    standalone(Drawing::Funnel(&picture), &around(provenance))
}

fn steps(provenance: Provenance) -> String {
    let contributions = [Contribution { label: "Sager", value: 0.01, kind: None }; 9];
    let picture = Waterfall {
        start: Level { label: "2023", value: 0.3 },
        contributions: &contributions,
        end: Level { label: "2024", value: 0.39 },
        language: Language::Da,
        title: "A & <B>",
        description: "C",
    };
    standalone(Drawing::Waterfall(&picture), &around(provenance))
}

fn parts(provenance: Provenance) -> String {
    let part = SpreadPart { name: "Tilfældighed", figure: "33 pct.", share: 0.33 };
    let picture = Spread {
        chance: part,
        case_mix: part,
        rest: part,
        language: Language::Da,
        title: "A & <B>",
        description: "C",
    };
    standalone(Drawing::Spread(&picture), &around(provenance))
}

fn figures(provenance: Provenance) -> String {
    let label = "2023: 42,9 pct.".into();
    let points = [LinePoint { period: 0, value: 42.9, interval: None, few_cases: true, label }];
    let series = ["Aarhus", "Odense"].map(|name| LineSeries { name, points: &points });
    let picture = Lines {
        periods: &["2023"],
        series: &series,
        unit: "pct.",
        breaks: &[],
        language: Language::Da,
        title: "A & <B>",
        description: "C",
    };
    standalone(Drawing::Lines(&picture), &around(provenance))
}

fn rows(provenance: Provenance) -> String {
    draw_rows(8, provenance)
}

/// Draws a row with a figure on few cases, and others without a figure.
fn draw_rows(count: usize, provenance: Provenance) -> String {
    let first = Bar {
        name: "Aarhus",
        value: Some(42.9),
        absence: "",
        interval: None,
        few_cases: true,
        label: "42,9",
    };
    let absent = Bar { name: "Odense", value: None, absence: "ingen sager", ..first };
    let rows: Vec<_> =
        std::iter::once(first).chain(std::iter::repeat_n(absent, count - 1)).collect();
    let picture = Bars {
        rows: &rows,
        unit: "pct.",
        reference: None,
        language: Language::Da,
        title: "A & <B>",
        description: "C",
    };
    standalone(Drawing::Bars(&picture), &around(provenance))
}

fn all(provenance: Provenance) -> [String; 9] {
    [rates, cases, series, outcomes, points, steps, parts, figures, rows]
        .map(|draw| draw(provenance))
}

fn circle(merits: Option<u32>) -> Circle<'static> {
    let code = municipality::all()[0].code;
    Circle { code, merits, label: "København".into(), href: "/".into() }
}
