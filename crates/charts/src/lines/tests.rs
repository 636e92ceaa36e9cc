//! What the picture of lines must show, and must not join.

use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::*;

const YEARS: [&str; 4] = ["2019", "2020", "2021", "2022"];

#[test]
fn periods_in_a_row_are_joined() {
    check_line(&[0, 1, 2], &[], &[], "MLL");
}

#[test]
fn a_period_without_a_figure_is_a_gap() {
    check_line(&[0, 2, 3], &[], &[], "MML");
}

#[test]
fn a_break_parts_the_line() {
    check_line(&[0, 1, 2], &[2], &[], "MLM");
}

#[test]
fn no_line_leads_to_a_figure_on_few_cases() {
    check_line(&[0, 1, 2, 3], &[], &[1], "MMML");
}

#[test]
fn points_carry_their_text_and_few_cases_are_hollow() {
    let text = draw_years(&[0, 1], &[], &[1]);
    let svg = parsed(&text);
    let hollow = svg.descendants().find(|node| node.attribute("class") == Some("point hollow"));
    let title = hollow.and_then(|node| node.first_element_child()).and_then(|node| node.text());
    assert_eq!(title, Some("1 <a & b>"));
    assert!(words(&text).contains(&"få sager".to_owned()));
}

#[test]
fn a_break_is_marked_only_between_two_periods() {
    for (first, is_marked) in [(0, false), (2, true), (4, false)] {
        let text = draw_years(&[0, 1, 2, 3], &[first], &[]);
        assert_eq!(text.contains("class=\"break\""), is_marked, "{first}");
    }
}

#[test]
fn a_single_series_has_its_name_at_its_end_alone() {
    let points = points(&[0.0, 1.0, 2.0, 3.0]);
    check_names(&[("Aarhus", &points)], &["Aarhus"]);
    check_names(&[("En kommune med langt navn", &points)], &["En kommune med langt navn"]);
}

#[test]
fn a_single_period_has_its_series_in_the_key() {
    let points = points(&[4.0]);
    let text = draw(&YEARS[..1], &[LineSeries { name: "Aarhus", points: &points }], &[]);
    assert!(words(&text).contains(&"Aarhus".to_owned()) && !text.contains("class=\"name"));
}

#[test]
fn series_that_end_apart_have_their_names_in_the_key_and_at_their_ends() {
    let [low, high] = [points(&[0.0, 1.0, 2.0, 3.0]), points(&[5.0, 6.0, 7.0, 9.0])];
    check_names(&[("Aarhus", &low), ("Odense", &high)], &["Aarhus", "Aarhus", "Odense", "Odense"]);
}

#[test]
fn names_that_would_lie_on_each_other_stand_in_the_key_alone() {
    let [low, high] = [points(&[0.0, 1.0, 2.0, 9.0]), points(&[5.0, 6.0, 7.0, 9.1])];
    check_names(&[("Aarhus", &low), ("Odense", &high)], &["Aarhus", "Odense"]);
}

#[test]
fn a_series_that_ends_early_is_named_in_the_key() {
    check_names(&[("Aarhus", &points(&[4.0, 5.0]))], &["Aarhus"]);
    check_names(&[("Ærø", &[]), ("Odense", &points(&[4.0]))], &["Odense", "Ærø (ingen tal)"]);
}

#[test]
fn intervals_are_drawn_for_at_most_three_series() {
    let interval = Some(Interval { lower: 1.0, upper: 9.0 });
    let points = [LinePoint { interval, ..point(0, 4.0, false) }];
    for (count, is_drawn) in [(1, true), (3, true), (4, false)] {
        let series = vec![LineSeries { name: "A", points: &points }; count];
        let text = draw(&YEARS, &series, &[]);
        assert_eq!(text.contains("class=\"whisker\""), is_drawn, "{count}");
        assert_eq!(words(&text).contains(&"95 pct.-interval".to_owned()), is_drawn, "{count}");
    }
}

#[test]
fn quarters_that_have_no_room_are_named_by_their_years() {
    let quarter = |at: usize| format!("{}. kvartal {}", at % 4 + 1, 2013 + at / 4);
    check_periods(&names_of(0..12, quarter), &["2013", "2014", "2015"]);
    // 2013 begins before the table does.
    check_periods(&names_of(2..13, quarter), &["2014", "2015", "2016"]);
    check_periods(&names_of(0..2, quarter), &["1. kvartal 2013", "2. kvartal 2013"]);
    // Two years alone could be taken for all there is.
    check_periods(
        &names_of(0..5, quarter),
        &["1. kvartal 2013", "3. kvartal 2013", "1. kvartal 2014"],
    );
}

#[test]
fn the_newest_period_keeps_its_name_when_others_lose_theirs() {
    let names = names_of(0..23, |at| format!("{}", 2001 + at));
    check_periods(&names, &["2002", "2005", "2008", "2011", "2014", "2017", "2020", "2023"]);
}

#[test]
fn names_of_periods_never_lie_on_each_other() {
    let month = |at: usize| format!("{}M{:02}", 2013 + at / 12, at % 12 + 1);
    let quarter = |at: usize| format!("{}. kvartal {}", at % 4 + 1, 2013 + at / 4);
    for count in 1..=200 {
        for names in [
            names_of(0..count, month),
            names_of(3..count + 3, quarter),
            names_of(0..count, |at| format!("Periode nummer {at}")),
        ] {
            let text = draw_periods(&names);
            let places = period_places(&text);
            assert!(!places.is_empty(), "{count}");
            let ends = places.iter().map(|(x, name)| {
                let half = words::width(name, axes::LETTER) / 2.0;
                [x - half, x + half]
            });
            let ends: Vec<_> = ends.collect();
            assert!(ends.windows(2).all(|pair| pair[0][1] < pair[1][0]), "{count}: {places:?}");
            assert!(ends.iter().all(|[left, right]| *left > -1.0 && *right < axes::WIDTH + 1.0));
        }
    }
}

#[test]
fn without_any_figure_there_is_no_axis_but_a_sentence() {
    let text = draw(&YEARS, &[LineSeries { name: "Ærø", points: &[] }], &[]);
    assert!(!text.contains("class=\"axes\""), "{text}");
    assert_eq!(words(&text), ["Der er ingen tal at tegne", "Ærø (ingen tal)"]);
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    assert_eq!(draw_years(&[0, 1], &[1], &[]), draw_years(&[0, 1], &[1], &[]));
}

#[test]
fn nine_series_have_nine_shapes_and_looks() {
    let points = points(&[1.0, 2.0]);
    let text = draw(&YEARS, &[LineSeries { name: "A", points: &points }; 9], &[]);
    let svg = parsed(&text);
    for series in 0..9 {
        let class = marks::class(series);
        assert!(svg.descendants().any(|node| node.attribute("class") == Some(&class)));
        assert!(crate::style().contains(&format!(".lines .{class} {{ color:")), "{class}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..<_>::default() })]

    #[test]
    fn any_finite_values_stand_within_the_picture(
        values in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::ZERO, 1..40),
        reach in prop::num::f64::POSITIVE,
    ) {
        let periods = names_of(0..values.len(), |at| at.to_string());
        let periods: Vec<_> = periods.iter().map(String::as_str).collect();
        let points: Vec<_> = values.iter().enumerate().map(|(period, value)| {
            let limit = |away: f64| (value + away).clamp(f64::MIN, f64::MAX);
            let interval = Some(Interval { lower: limit(-reach), upper: limit(reach) });
            LinePoint { interval, ..point(period, *value, period % 7 == 0) }
        }).collect();
        let text = draw(&periods, &[LineSeries { name: "A", points: &points }], &[]);
        prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
        let svg = parsed(&text);
        let paths = svg.descendants().filter(|node| node.attribute("class") == Some("line"));
        for [x, y] in paths.flat_map(coordinates) {
            prop_assert!((0.0..=axes::WIDTH).contains(&x) && (0.0..=size_of(&text)).contains(&y));
        }
    }
}

/// Returns the places in a path of `M` and `L`.
fn coordinates(path: Node) -> Vec<[f64; 2]> {
    let text = path.attribute("d").expect("a line has a path");
    let pairs = text.split(['M', 'L']).filter_map(|pair| pair.split_once(' '));
    let number = |text: &str| text.split('h').next().and_then(|text| text.parse().ok());
    pairs.filter_map(|(x, y)| Some([number(x)?, number(y)?])).collect()
}

fn size_of(text: &str) -> f64 {
    let view = parsed(text).root_element().attribute("viewBox").map(ToOwned::to_owned);
    let view = view.expect("a picture has a view box");
    view.rsplit(' ').next().and_then(|height| height.parse().ok()).expect("a height")
}

fn parsed(text: &str) -> Document<'_> {
    Document::parse(text).expect("the picture is well-formed")
}

/// Returns the words of the picture but those of the axes.
fn words(text: &str) -> Vec<String> {
    let svg = parsed(text);
    let axes = |node: &Node| {
        node.parent_element().is_some_and(|parent| parent.attribute("class") == Some("axes"))
    };
    let texts = svg.descendants().filter(|node| node.has_tag_name("text") && !axes(node));
    texts.filter_map(|node| node.text()).map(ToOwned::to_owned).collect()
}

fn names_of(periods: std::ops::Range<usize>, name: impl Fn(usize) -> String) -> Vec<String> {
    periods.map(name).collect()
}

fn draw_periods(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    draw(&names, &[LineSeries { name: "Aarhus", points: &points(&[3.0]) }], &[])
}

/// Returns the names of the periods and where they stand.
fn period_places(text: &str) -> Vec<(f64, String)> {
    let svg = parsed(text);
    let middle = svg.descendants().filter(|node| node.attribute("text-anchor") == Some("middle"));
    let place = |node: Node| {
        let x = node.attribute("x")?.parse().ok()?;
        Some((x, node.text()?.to_owned()))
    };
    middle.filter_map(place).collect()
}

fn point(period: usize, value: f64, few_cases: bool) -> LinePoint<'static> {
    let label = format!("{period} <a & b>").into();
    LinePoint { period, value, interval: None, few_cases, label }
}

fn points(values: &[f64]) -> Vec<LinePoint<'static>> {
    values.iter().enumerate().map(|(period, value)| point(period, *value, false)).collect()
}

fn draw(periods: &[&str], series: &[LineSeries], breaks: &[usize]) -> String {
    lines(&Lines {
        periods,
        series,
        unit: "pct.",
        breaks,
        language: Language::Da,
        title: "Aarhus",
        description: "Udvikling",
    })
}

fn draw_years(periods: &[usize], breaks: &[usize], few: &[usize]) -> String {
    let points = periods.iter().map(|period| point(*period, 42.0, few.contains(period)));
    let points: Vec<_> = points.collect();
    draw(&YEARS, &[LineSeries { name: "Aarhus", points: &points }], breaks)
}

/// Checks the names of series that stand in the picture, in order of the alphabet.
#[track_caller]
fn check_names(series: &[(&str, &[LinePoint])], expected: &[&str]) {
    let series = series.iter().map(|(name, points)| LineSeries { name, points });
    let mut words = words(&draw(&YEARS, &series.collect::<Vec<_>>(), &[]));
    words.sort();
    assert_eq!(words, expected);
}

/// Checks which names stand under the periods.
#[track_caller]
fn check_periods(names: &[String], expected: &[&str]) {
    let places = period_places(&draw_periods(names));
    let names: Vec<_> = places.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, expected);
}

/// Checks the commands of the line: `M` starts anew, `L` joins.
#[track_caller]
fn check_line(periods: &[usize], breaks: &[usize], few: &[usize], expected: &str) {
    let text = draw_years(periods, breaks, few);
    let svg = parsed(&text);
    let line = svg.descendants().find(|node| node.attribute("class") == Some("line"));
    let path = line.and_then(|node| node.attribute("d")).expect("the series has a line");
    let commands: String = path.chars().filter(char::is_ascii_alphabetic).collect();
    assert_eq!(commands, expected);
}
