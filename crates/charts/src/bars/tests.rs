//! What bars must show of a figure, and of a row that has none.

use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::*;

const AARHUS: Bar = Bar {
    name: "Aarhus",
    value: Some(42.9),
    absence: "",
    interval: None,
    few_cases: false,
    label: "42,9",
};
const FEW: Bar = Bar { name: "Ærø", value: Some(50.0), few_cases: true, label: "50,0", ..AARHUS };
const ABSENT: Bar = Bar { name: "Fanø", value: None, absence: "ingen sager", ..AARHUS };

#[test]
fn each_bar_has_its_name_and_its_figure() {
    check_words(&[AARHUS], &["pct.", "0", "10", "20", "30", "40", "50", "Aarhus", "42,9"]);
}

#[test]
fn a_row_without_a_figure_says_why_and_has_no_bar() {
    check_words(&[ABSENT], &["Fanø", "ingen sager"]);
    assert!(!draw(&[ABSENT]).contains("<rect"));
    check_titles(&[AARHUS, ABSENT], &["Aarhus: 42,9", "Fanø: ingen sager"]);
}

#[test]
fn a_figure_on_few_cases_is_hatched_and_says_so() {
    check_titles(&[FEW], &["Ærø: 50,0 (få sager)"]);
    let text = draw(&[FEW]);
    assert!(text.contains("class=\"fill few\"") && !text.contains("class=\"fill\""), "{text}");
    assert!(words(&text).contains(&"få sager".to_owned()));
    assert!(!words(&draw(&[AARHUS])).contains(&"få sager".to_owned()));
}

#[test]
fn a_name_may_contain_what_means_something_in_markup() {
    check_titles(&[Bar { name: "A & <B>", ..AARHUS }], &["A & <B>: 42,9"]);
}

#[test]
fn the_figure_stands_right_of_the_bar_and_of_its_interval() {
    let interval = Some(Interval { lower: 30.0, upper: 60.0 });
    let text = draw(&[Bar { interval, ..AARHUS }, Bar { value: Some(60.0), ..AARHUS }]);
    let svg = Document::parse(&text).expect("the picture is well-formed");
    let figures = svg.descendants().filter(|node| node.attribute("class") == Some("value"));
    let places: Vec<_> = figures.filter_map(|node| node.attribute("x")).collect();
    assert_eq!(places[0], places[1]);
    assert!(words(&text).contains(&"95 pct.-interval".to_owned()));
}

#[test]
fn bars_begin_at_zero_on_both_of_its_sides() {
    let text = draw(&[AARHUS, Bar { value: Some(-20.0), ..AARHUS }]);
    let [up, down] = <[_; 2]>::try_from(rects(&text)).expect("two bars");
    assert!((down[0] + down[1] - up[0]).abs() < 0.2, "{up:?} {down:?}");
}

#[test]
fn the_country_is_a_line_with_its_name() {
    let text = draw_beside(&[AARHUS], Some(("Hele landet: 44,9", 44.9)));
    assert!(words(&text).contains(&"Hele landet: 44,9".to_owned()));
    assert!(text.contains("class=\"reference\""));
    // Without a figure there is no axis to put it on.
    assert!(!draw_beside(&[ABSENT], Some(("Hele landet: 44,9", 44.9))).contains("reference"));
}

#[test]
fn the_country_stays_on_the_scale() {
    let text = draw_beside(&[AARHUS], Some(("Hele landet: 80,0", 80.0)));
    assert!(words(&text).contains(&"80".to_owned()), "{text}");
}

#[test]
fn a_long_picture_has_its_numbers_over_the_bars_too() {
    for (count, expected) in [(5, 1), (98, 2)] {
        let words = words(&draw(&vec![AARHUS; count]));
        assert_eq!(words.iter().filter(|word| *word == "20").count(), expected, "{count}");
    }
}

#[test]
fn the_picture_grows_with_its_rows_and_with_long_names() {
    let height = |rows: &[Bar]| size(&picture(rows, None))[1];
    let long = Bar { name: "Midlertidigt botilbud til voksne § 107 m.fl.", ..AARHUS };
    assert!(height(&[AARHUS; 2]) > height(&[AARHUS]));
    assert!(height(&[long]) > height(&[AARHUS]));
    assert!(words(&draw(&[long])).contains(&"Midlertidigt botilbud".to_owned()));
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    assert_eq!(draw(&[AARHUS, FEW, ABSENT]), draw(&[AARHUS, FEW, ABSENT]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..<_>::default() })]

    #[test]
    fn any_finite_values_stand_within_the_picture(
        values in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::ZERO, 1..40),
        reference in prop::num::f64::NORMAL,
    ) {
        let rows = values.iter().map(|value| {
            let interval = Some(Interval { lower: value.min(0.0), upper: value.max(0.0) });
            Bar { value: Some(*value), interval, ..AARHUS }
        });
        let rows: Vec<_> = rows.collect();
        let text = draw_beside(&rows, Some(("Landet", reference)));
        prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
        let [width, height] = size(&picture(&rows, Some(("Landet", reference))));
        for [x, wide, y, high] in rects(&text) {
            prop_assert!(x >= 0.0 && wide >= 0.0 && x + wide <= width);
            prop_assert!(y >= 0.0 && y + high <= height);
        }
    }
}

const fn picture<'a>(rows: &'a [Bar], reference: Option<(&'a str, f64)>) -> Bars<'a> {
    Bars {
        rows,
        unit: "pct.",
        reference,
        language: Language::Da,
        title: "Kommuner",
        description: "Sammenligning",
    }
}

fn draw(rows: &[Bar]) -> String {
    draw_beside(rows, None)
}

fn draw_beside(rows: &[Bar], reference: Option<(&str, f64)>) -> String {
    bars(&picture(rows, reference))
}

/// Returns left, width, top and height of each bar.
fn rects(text: &str) -> Vec<[f64; 4]> {
    let svg = Document::parse(text).expect("the picture is well-formed");
    let rects = svg.descendants().filter(|node| node.has_tag_name("rect"));
    let length = |node: Node, name| node.attribute(name).and_then(|it| it.parse().ok());
    let rect = |node: Node| {
        ["x", "width", "y", "height"].map(|name| length(node, name).expect("a length"))
    };
    rects.map(rect).collect()
}

fn words(text: &str) -> Vec<String> {
    let svg = Document::parse(text).expect("the picture is well-formed");
    let texts = svg.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text()).map(ToOwned::to_owned).collect()
}

/// Checks all words in the picture, in order.
#[track_caller]
fn check_words(rows: &[Bar], expected: &[&str]) {
    assert_eq!(words(&draw(rows)), expected);
}

/// Checks what the rows say when they are pointed at.
#[track_caller]
fn check_titles(rows: &[Bar], expected: &[&str]) {
    let text = draw(rows);
    let svg = Document::parse(&text).expect("the picture is well-formed");
    let titles = svg.descendants().filter(|node| node.has_tag_name("title"));
    let titles: Vec<_> = titles.filter_map(|node| node.text()).collect();
    assert_eq!(titles, expected);
}
