//! What the bar of a spread must show.

use roxmltree::{Document, Node};

use super::*;

#[test]
fn the_parts_keep_their_order_and_fill_the_bar() {
    check_widths([0.5, 0.25, 0.25], &[("chance", 179.0), ("mix", 89.5), ("rest", 89.5)]);
    check_widths([0.0, 0.2, 0.8], &[("mix", 71.6), ("rest", 286.4)]);
    check_widths([0.0, 0.0, 1.0], &[("rest", 358.0)]);
}

#[test]
fn parts_that_do_not_add_up_are_scaled() {
    check_widths([1.0, 1.0, 2.0], &[("chance", 89.5), ("mix", 89.5), ("rest", 179.0)]);
}

#[test]
fn an_estimate_below_zero_takes_no_room() {
    check_widths([0.5, -0.1, 0.5], &[("chance", 179.0), ("rest", 179.0)]);
}

#[test]
fn without_any_spread_the_bar_is_an_empty_frame() {
    let text = draw_shares([0.0; 3]);
    assert!(text.contains("class=\"empty\"") && !text.contains("NaN"), "{text}");
    check_widths([0.0; 3], &[]);
}

#[test]
fn every_part_is_named_with_its_figure_even_if_it_is_too_thin_to_see() {
    let text = draw_shares([0.999, 0.001, 0.0]);
    for said in ["Tilfældighed", "Sager &amp; &lt;b&gt;", "Resten"] {
        assert!(text.contains(&format!(">{said}</text>")), "{said}");
    }
    assert_eq!(text.matches("class=\"value\"").count(), 3);
}

#[test]
fn a_figure_stands_in_its_part_only_where_it_has_room() {
    let inside = |shares| draw_shares(shares).matches("class=\"on-").count();
    assert_eq!(inside([0.4, 0.3, 0.3]), 3);
    assert_eq!(inside([0.49, 0.02, 0.49]), 2);
}

#[test]
fn long_names_make_the_picture_higher() {
    let mut picture = picture([0.3; 3]);
    let [width, height] = picture.size();
    picture.rest.name = "Det, som hverken tilfældighed eller sammensætning kan forklare";
    let [long_width, long_height] = picture.size();
    assert!(long_height > height && long_width.total_cmp(&width).is_eq());
}

#[test]
fn only_the_case_mix_is_striped() {
    // One bar and one swatch.
    assert_eq!(draw_shares([0.4, 0.3, 0.3]).matches("class=\"stripes\"").count(), 2);
    assert_eq!(draw_shares([0.4, 0.0, 0.6]).matches("class=\"stripes\"").count(), 1);
}

/// Checks the parts of the bar that are drawn, with their widths.
#[track_caller]
fn check_widths(shares: [f64; 3], expected: &[(&str, f64)]) {
    let text = draw_shares(shares);
    let svg = Document::parse(&text).expect("the picture is well-formed");
    let is_part = |it: &Node| {
        it.has_tag_name("rect") && it.parent_element().is_some_and(|it| it.has_tag_name("g"))
    };
    let drawn: Vec<_> = svg
        .descendants()
        .filter(is_part)
        .filter(|it| it.attribute("class") != Some("outline"))
        .map(|it| {
            let width: f64 = it.attribute("width").and_then(|it| it.parse().ok()).expect("a width");
            (it.attribute("class").expect("a class"), width)
        })
        .collect();
    assert_eq!(drawn, expected);
}

fn draw_shares(shares: [f64; 3]) -> String {
    spread(&picture(shares))
}

fn picture([chance, mix, rest]: [f64; 3]) -> Spread<'static> {
    let part = |name, share| SpreadPart { name, figure: "41 pct.", share };
    Spread {
        chance: part("Tilfældighed", chance),
        case_mix: part("Sager & <b>", mix),
        rest: part("Resten", rest),
        language: Language::Da,
        title: "Hvorfor?",
        description: "Derfor",
    }
}
