//! What the waterfall must show, and what it must not hide.

use roxmltree::{Document, Node};

use super::*;

#[test]
fn each_step_has_its_words_and_a_signed_value() {
    let text = draw_steps(&[("Op & <b>", 0.012), ("Ned", -0.004), ("Intet", 0.0)]);
    let svg = parsed(&text);
    let titles: Vec<_> = titles(&svg).collect();
    let expected = [
        "2023: 38,6 pct.",
        "Op & <b>: +1,2\u{a0}procentpoint",
        "Ned: \u{2212}0,4\u{a0}procentpoint",
        "Intet: 0,0\u{a0}procentpoint",
        "2024: 44,9 pct.",
    ];
    assert_eq!(titles, expected);
}

#[test]
fn steps_up_are_striped_and_steps_down_are_not() {
    let text = draw_steps(&[("Op", 0.012), ("Ned", -0.004), ("Intet", 0.0)]);
    let svg = parsed(&text);
    let striped: Vec<_> = steps(&svg)
        .map(|step| (step.attribute("class"), step.children().any(|it| is_of("stripes")(&it))))
        .collect();
    let expected = [("step more", true), ("step less", false), ("step none", false)]
        .map(|(c, s)| (Some(c), s));
    assert_eq!(striped, expected);
}

#[test]
fn each_bar_begins_where_the_one_before_ended() {
    let text = draw_steps(&[("a", 0.05), ("b", 0.02), ("c", -0.03)]);
    let bars = bars(&parsed(&text));
    let [[a_left, a_right], [b_left, b_right], [c_left, c_right]] = bars[..] else {
        panic!("three bars: {bars:?}");
    };
    assert!((a_right - b_left).abs() < 0.21 && (b_right - c_right).abs() < 0.21, "{bars:?}");
    let (a, c) = (a_right - a_left, c_right - c_left);
    assert!((a / c - 5.0 / 3.0).abs() < 0.01, "{bars:?}");
}

#[test]
fn what_the_steps_do_not_explain_shows_as_a_slanting_line() {
    let joints = |value| {
        let text = draw_steps(&[("a", value)]);
        let svg = parsed(&text);
        let joints = svg.descendants().filter(is_of("joint")).filter_map(|it| it.attribute("d"));
        joints.map(is_upright).collect::<Vec<_>>()
    };
    assert_eq!(joints(0.449 - 0.386), [true, true]);
    assert_eq!(joints(0.02), [true, false]);
}

#[test]
fn neighbors_of_one_group_stand_under_one_heading() {
    let steps = [Some("Rate"), Some("Rate"), Some("Mix"), None].map(|kind| Contribution {
        label: "a",
        value: 0.01,
        kind,
    });
    let text = waterfall(&picture(&steps));
    let svg = parsed(&text);
    let headings: Vec<_> = svg
        .descendants()
        .filter(is_of("kind"))
        .filter_map(|it| it.children().find(|it| it.has_tag_name("text"))?.text())
        .collect();
    assert_eq!(headings, ["Rate", "Mix"]);
}

#[test]
fn without_steps_the_two_rates_stand_alone() {
    let text = draw_steps(&[]);
    let svg = parsed(&text);
    assert_eq!(svg.descendants().filter(is_of("level")).count(), 2);
    assert_eq!(steps(&svg).count(), 0);
}

#[test]
fn equal_rates_and_steps_of_any_size_stay_in_the_picture() {
    check_inside(0.4, &[], 0.4);
    check_inside(0.4, &[0.0, 0.0, 0.0], 0.4);
    check_inside(0.0, &[1.0], 1.0);
    check_inside(0.5, &[0.5, -1.0, 0.5], 0.5);
    check_inside(0.4, &[1e-9, -1e-9], 0.4);
}

#[test]
fn long_words_make_the_picture_higher_rather_than_wider() {
    let [short, long] = ["Kort", "Et meget langt navn på et emne, som ikke kan stå på en linje"]
        .map(|label| size(&picture(&[Contribution { label, value: 0.01, kind: None }])));
    assert!(long[1] > short[1] && long[0].total_cmp(&short[0]).is_eq());
}

#[test]
fn the_scale_has_whole_per_cents_only() {
    let text = draw_steps(&[("a", 0.063)]);
    let svg = parsed(&text);
    let axes = svg.descendants().find(is_of("axes")).expect("there is a scale");
    let said: Vec<_> = axes.children().filter_map(|it| it.text()).collect();
    assert_eq!(said, ["40\u{a0}pct.", "42\u{a0}pct.", "44\u{a0}pct."]);
}

#[test]
fn the_picture_says_its_title_and_description() {
    let text = draw_steps(&[]);
    let label = parsed(&text).root_element().attribute("aria-label").map(str::to_owned);
    assert_eq!(label.as_deref(), Some("Fra 2023 til 2024. Steg & \"faldt\""));
}

/// Checks that every bar and mark of such steps stands in the picture.
#[track_caller]
fn check_inside(start: f64, values: &[f64], end: f64) {
    let steps: Vec<_> =
        values.iter().map(|value| Contribution { label: "a", value: *value, kind: None }).collect();
    let mut picture = picture(&steps);
    (picture.start.value, picture.end.value) = (start, end);
    let text = waterfall(&picture);
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    for [left, right] in bars(&parsed(&text)) {
        assert!(0.0 <= left && left < right && right <= WIDTH, "{left} {right}");
    }
    assert!(text.matches("class=\"rule\"").count() >= 1, "{text}");
}

/// Returns the left and right end of every bar.
fn bars(svg: &Document) -> Vec<[f64; 2]> {
    let fills = svg.descendants().filter(is_of("fill"));
    fills.map(|it| [number(it, "x"), number(it, "x") + number(it, "width")]).collect()
}

fn is_upright(path: &str) -> bool {
    let (from, to) = path.trim_start_matches('M').split_once('L').expect("a line");
    from.split_once(' ').map(|(x, _)| x) == to.split_once(' ').map(|(x, _)| x)
}

fn titles<'a>(svg: &'a Document) -> impl Iterator<Item = &'a str> {
    svg.descendants().filter(|it| it.has_tag_name("title")).filter_map(|it| it.text())
}

fn steps<'a>(svg: &'a Document) -> impl Iterator<Item = Node<'a, 'a>> {
    let is_step = |it: &Node| it.attribute("class").is_some_and(|c| c.starts_with("step"));
    svg.descendants().filter(is_step)
}

fn is_of(class: &'static str) -> impl Fn(&Node) -> bool {
    move |it| it.attribute("class") == Some(class)
}

fn draw_steps(steps: &[(&'static str, f64)]) -> String {
    let of =
        |(label, value): &(&'static str, f64)| Contribution { label, value: *value, kind: None };
    let steps: Vec<_> = steps.iter().map(of).collect();
    waterfall(&picture(&steps))
}

fn picture<'a>(contributions: &'a [Contribution<'a>]) -> Waterfall<'a> {
    Waterfall {
        start: Level { label: "2023: 38,6 pct.", value: 0.386 },
        contributions,
        end: Level { label: "2024: 44,9 pct.", value: 0.449 },
        language: Language::Da,
        title: "Fra 2023 til 2024",
        description: "Steg & \"faldt\"",
    }
}

fn parsed(text: &str) -> Document<'_> {
    Document::parse(text).expect("the picture is well-formed")
}

fn number(node: Node, name: &str) -> f64 {
    node.attribute(name).and_then(|it| it.parse().ok()).expect("a number")
}
