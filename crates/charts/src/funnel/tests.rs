//! What the funnel must show, in what order, and where nothing may lie on anything.

use domain::municipality;
use roxmltree::{Document, Node};

use super::*;

#[test]
fn every_point_is_a_link_with_a_name_from_few_cases_to_many() {
    let points = [point(0, 8, 12), point(1, 1, 2), point(2, 200, 300)];
    let text = draw_points(&points);
    let svg = parsed(&text);
    let codes: Vec<_> = links(&svg).map(|link| attribute(link, "data-code").to_owned()).collect();
    let expected = [1, 0, 2].map(|index: usize| municipality::all()[index].code.to_string());
    assert_eq!(codes, expected);
    for link in links(&svg) {
        assert_eq!(title(link), Some("Ær & \"<b>\": 45,2 pct."));
        assert_eq!(attribute(link, "href"), "/da?a=1&b='2'");
    }
}

#[test]
fn each_class_has_a_shape_of_its_own() {
    let classes = [PointClass::Ordinary, PointClass::Higher, PointClass::Lower, PointClass::Few];
    let text = draw_points(&each(&[40; 4], |index| classes[index]));
    let svg = parsed(&text);
    let mut shapes: Vec<_> = links(&svg)
        .filter_map(|link| link.children().find(|it| it.attribute("class") == Some("mark")))
        .map(|mark| match mark.attribute("d") {
            Some(path) => path.split_once('m').expect("a mark begins at its point").1.to_owned(),
            None => format!("circle {}", attribute(mark, "r")),
        })
        .collect();
    shapes.sort();
    shapes.dedup();
    assert_eq!(shapes.len(), 4, "{shapes:?}");
}

#[test]
fn only_higher_lower_and_chosen_points_are_named() {
    let classes = [PointClass::Ordinary, PointClass::Few, PointClass::Higher, PointClass::Lower];
    let mut points = each(&[10, 100, 1_000, 10_000, 100_000], |it| classes[it % 4]);
    points[4].is_chosen = true;
    for (index, point) in points.iter_mut().enumerate() {
        point.name = format!("K{index}").into();
    }
    let text = draw_points(&points);
    let svg = parsed(&text);
    let mut names: Vec<_> = names(&svg).filter_map(|name| name.text()).collect();
    names.sort_unstable();
    assert_eq!(names, ["K2", "K3", "K4"]);
}

#[test]
fn at_most_twelve_names_stand_and_none_lies_on_another() {
    let numbers: Vec<u32> = (0..98).map(|index| 3 + index * 7 % 90 * 9).collect();
    let text = draw_points(&each(&numbers, |_| PointClass::Higher));
    let svg = parsed(&text);
    let boxes: Vec<_> = names(&svg).map(|name| (number(name, "x"), number(name, "y"))).collect();
    assert!(boxes.len() > 6 && boxes.len() <= 12, "{}", boxes.len());
    // "Ær & <b>" is eight letters of 6.7, and 14 high.
    for (index, (x, y)) in boxes.iter().enumerate() {
        for (other_x, other_y) in &boxes[..index] {
            assert!((x - other_x).abs() > 53.0 || (y - other_y).abs() > 13.0, "{boxes:?}");
        }
    }
}

#[test]
fn no_name_stands_between_two_named_points_where_it_could_belong_to_either() {
    // The second point stands 70 to the right of the first, just where the name of that would end.
    let mut points = [point(0, 30, 70), point(1, 88, 207), point(2, 4_500, 5_500)];
    for point in &mut points[..2] {
        point.class = PointClass::Lower;
    }
    let text = draw_points(&points);
    let svg = parsed(&text);
    let places: Vec<_> = names(&svg).map(|name| number(name, "x")).collect();
    assert_eq!(places.len(), 2);
    assert!(places.iter().all(|left| (left - 53.0).abs() > 1.0), "{places:?}");
}

#[test]
fn the_chosen_point_is_named_in_any_crowd() {
    let mut points = each(&[50; 60], |_| PointClass::Ordinary);
    points[30].is_chosen = true;
    let text = draw_points(&points);
    assert_eq!(names(&parsed(&text)).count(), 1);
    assert!(text.contains("<g class=\"ring\">"));
}

#[test]
fn no_point_takes_the_finger_from_another() {
    let text = draw_points(&[10, 12, 14, 200].map(|half| point(0, half, half)));
    let svg = parsed(&text);
    let circles: Vec<_> = links(&svg)
        .filter_map(|link| link.children().find(|it| it.attribute("class") == Some("reach")))
        .map(|it| ["cx", "cy", "r"].map(|name| number(it, name)))
        .collect();
    assert!((circles[3][2] - 15.0).abs() < 0.01, "a lone point has all its room");
    for (index, [x, y, r]) in circles.iter().enumerate() {
        for [u, v, s] in &circles[..index] {
            let apart = ((x - u).powi(2) + (y - v).powi(2)).sqrt();
            assert!(apart + 0.3 >= r + s || (*r <= 5.0 && *s <= 5.0), "{circles:?}");
        }
    }
}

#[test]
fn every_limit_and_the_country_are_named_at_the_right_end_without_overlap() {
    let points = [point(0, 8, 12), point(1, 1, 2)];
    let text = draw_with_limits(&points, &[limits_at(3), limits_at(1_000)], true);
    let svg = parsed(&text);
    let ends =
        svg.descendants().filter(|it| it.attribute("class").is_some_and(|c| c.starts_with("end")));
    let lines: Vec<_> =
        ends.flat_map(|end| end.children().filter(|it| it.has_tag_name("text"))).collect();
    let said: Vec<_> = lines.iter().filter_map(Node::text).collect();
    assert_eq!(said.iter().filter(|it| **it == "95 %").count(), 4);
    assert_eq!(said.iter().filter(|it| **it == "99,8 %").count(), 4);
    assert_eq!(said.iter().filter(|it| **it == "Landet").count(), 1);
    let heights: Vec<_> = lines.iter().map(|line| number(*line, "y")).collect();
    assert!(heights.windows(2).all(|pair| pair[1] - pair[0] > 14.0), "{heights:?}");
}

#[test]
fn limits_with_overdispersion_are_drawn_only_if_they_are_given() {
    let (points, at) = ([point(0, 8, 12)], [limits_at(3), limits_at(1_000)]);
    let curves = |wide| draw_with_limits(&points, &at, wide).matches("<path class=\"limit").count();
    assert_eq!((curves(false), curves(true)), (4, 8));
}

#[test]
fn a_long_list_of_limits_is_thinned_but_keeps_both_ends() {
    let at: Vec<_> = (1..=10_000).map(limits_at).collect();
    let points = [point(0, 8, 12)];
    let long = draw_with_limits(&points, &at, false);
    let short = draw_with_limits(&points, &[at[0], at[9_999]], false);
    assert!(long.len() < 20_000, "{}", long.len());
    let ends = |text: &str| {
        let (_, path) = text.split_once("<path class=\"limit p95\" d=\"").expect("a curve");
        let path = path.split_once('"').expect("it ends").0.to_owned();
        let end = path.rsplit_once('L').expect("it goes on").1.to_owned();
        (path.split_once('L').expect("it goes on").0.to_owned(), end)
    };
    assert_eq!(ends(&long), ends(&short));
}

#[test]
fn a_picture_without_a_point_has_no_invented_axes() {
    let text = draw_with_limits(&[], &[limits_at(3)], true);
    assert!(!text.contains("class=\"axes\"") && !text.contains("<path"), "{text}");
}

#[test]
fn one_point_equal_points_and_any_number_of_cases_stay_in_the_picture() {
    check_inside(&[1]);
    check_inside(&[1_000_000]);
    check_inside(&[40; 98]);
    check_inside(&[1, 2, 3, 1_000, 1_000_000]);
    check_inside(&[37, 38, 41]);
}

#[test]
fn numbers_of_cases_are_written_as_far_as_they_have_room() {
    assert_eq!(
        written(&[1, 1_000_000]),
        ["1", "10", "100", "1.000", "10.000", "100.000", "1.000.000"]
    );
    assert_eq!(written(&[3, 1_000]), ["3", "10", "30", "100", "300", "1.000"]);
    assert_eq!(written(&[40]), ["20", "50"]);
}

#[test]
fn the_order_of_the_points_does_not_matter() {
    let mut points = each(&[40, 40, 7, 500], |_| PointClass::Higher);
    let before = draw_points(&points);
    points.reverse();
    assert_eq!(draw_points(&points), before);
}

#[test]
fn two_pictures_on_a_page_have_different_ids() {
    let points = [point(0, 8, 12)];
    let at = [];
    let text = funnel(&Funnel { id_prefix: "second-", ..picture(&points, &at) });
    assert!(text.contains("aria-describedby=\"second-desc\"><desc id=\"second-desc\">"));
}

/// Checks that every mark of municipalities with so many cases stands in the picture.
#[track_caller]
fn check_inside(numbers: &[u32]) {
    let points =
        each(numbers, |index| if index % 2 == 0 { PointClass::Higher } else { PointClass::Few });
    let at = [limits_at(1), limits_at(1_000_000)];
    for text in [draw_points(&points), draw_with_limits(&points, &at, true)] {
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        let svg = parsed(&text);
        assert_eq!(links(&svg).count(), numbers.len());
        for circle in svg.descendants().filter(|it| it.attribute("class") == Some("reach")) {
            let (x, y) = (number(circle, "cx"), number(circle, "cy"));
            assert!((axes::LEFT..=axes::RIGHT).contains(&x), "{x}");
            assert!((axes::TOP..=axes::BOTTOM).contains(&y), "{y}");
        }
    }
}

/// Returns the numbers of cases on the axis.
fn written(numbers: &[u32]) -> Vec<String> {
    let text = draw_points(&each(numbers, |_| PointClass::Ordinary));
    let svg = parsed(&text);
    let axis = svg.descendants().filter(|it| it.has_tag_name("text"));
    let below = axis.filter(|it| it.attribute("y") == Some("401"));
    below.filter_map(|it| it.text().map(str::to_owned)).collect()
}

/// Returns municipalities with so many cases, their rates going up and down.
fn each(numbers: &[u32], class: impl Fn(usize) -> PointClass) -> Vec<FunnelPoint<'static>> {
    let of = |(index, cases): (usize, &u32)| {
        let wave = u32::try_from(index * 37 % 100).expect("it is below 100");
        let reversed = u32::try_from(u64::from(*cases) * u64::from(wave) / 100).expect("a part");
        FunnelPoint { class: class(index), ..point(index, reversed, cases - reversed) }
    };
    numbers.iter().enumerate().map(of).collect()
}

fn point(index: usize, reversed: u32, upheld: u32) -> FunnelPoint<'static> {
    FunnelPoint {
        code: municipality::all()[index].code,
        name: "Ær & <b>".into(),
        share: Proportion::from_parts(reversed, upheld).expect("there are cases"),
        class: PointClass::Ordinary,
        label: "Ær & \"<b>\": 45,2 pct.".into(),
        href: "/da?a=1&b='2'".into(),
        is_chosen: false,
    }
}

fn limits_at(merits_cases: u32) -> LimitsAt {
    let reach = 0.5 / f64::from(merits_cases).sqrt();
    let around = |reach| Interval { lower: 0.45 - reach, upper: 0.45 + reach };
    LimitsAt { merits_cases, p95: around(reach * 0.7), p99_8: around(reach) }
}

fn picture<'a>(points: &'a [FunnelPoint<'a>], at: &'a [LimitsAt]) -> Funnel<'a> {
    Funnel {
        points,
        country: Proportion::from_parts(45, 55).expect("there are cases"),
        country_label: "Landet",
        limits: Limits { name_95: "95 %", name_99_8: "99,8 %", at },
        wide_limits: None,
        words: ClassWords { ordinary: "a", higher: "b", lower: "c", few: "d" },
        language: Language::Da,
        title: "Tragt",
        description: "Beskrivelse",
        id_prefix: "",
    }
}

fn draw_points(points: &[FunnelPoint]) -> String {
    funnel(&picture(points, &[]))
}

fn draw_with_limits(points: &[FunnelPoint], at: &[LimitsAt], wide: bool) -> String {
    let picture = picture(points, at);
    funnel(&Funnel { wide_limits: wide.then_some(picture.limits), ..picture })
}

fn parsed(text: &str) -> Document<'_> {
    Document::parse(text).expect("the picture is well-formed")
}

fn links<'a>(svg: &'a Document) -> impl Iterator<Item = Node<'a, 'a>> {
    svg.descendants().filter(|it| it.has_tag_name("a"))
}

fn names<'a>(svg: &'a Document) -> impl Iterator<Item = Node<'a, 'a>> {
    svg.descendants().filter(|it| it.attribute("class").is_some_and(|c| c.starts_with("name")))
}

fn title<'a>(link: Node<'a, 'a>) -> Option<&'a str> {
    link.children().find(|it| it.has_tag_name("title")).and_then(|it| it.text())
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attribute(name).expect("the attribute is there")
}

fn number(node: Node, name: &str) -> f64 {
    attribute(node, name).parse().expect("a number")
}
