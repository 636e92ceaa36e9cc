//! What the picture of a line of time must show, and must not join.

use super::*;

#[test]
fn periods_in_a_row_are_joined_and_a_gap_is_not() {
    check(&["2019", "2020", "2022"], &[], "MLM");
    check(&["2019Q3", "2019Q4", "2020Q1", "2020Q3"], &[], "MLLM");
}

#[test]
fn a_break_parts_the_line_once_also_between_quarters() {
    check(&["2019", "2020", "2021"], &[2020], "MML");
    check(&["2019Q4", "2020Q1", "2020Q2"], &[2020], "MML");
}

#[test]
fn the_series_beside_breaks_where_its_own_breaks_are() {
    let share = Proportion::from_parts(30, 70).expect("there are cases");
    let points = [2019, 2020].map(|year| {
        let period = Period::Year(Year::new(year).expect("a year"));
        TimePoint::counted(period, share, String::new())
    });
    let breaks = [Year::new(2020).expect("a year")];
    let text = timeline(&Timeline {
        name: "Kort",
        points: &points,
        beside: Some(Beside { name: "Resten", points: &points, breaks: &breaks }),
        published: None,
        breaks: &[],
        events: &[],
        language: Language::Da,
        title: "Landet",
        description: "Udvikling",
    });
    assert_eq!((line_of(&text, "main"), line_of(&text, "country")), ("ML".into(), "MM".into()));
}

#[test]
fn an_event_stands_with_its_number_and_words_and_those_outside_the_years_do_not() {
    let text = draw_periods(&["2019", "2020"], &[], &[(2019, 1), (2020, 2), (2024, 3)]);
    let svg = roxmltree::Document::parse(&text).expect("the picture is well-formed");
    let events = svg.descendants().filter(|node| node.attribute("class") == Some("event"));
    let shown: Vec<_> = events
        .map(|event| {
            let text =
                |tag| event.children().find(|it| it.has_tag_name(tag)).and_then(|it| it.text());
            (text("text"), text("title"))
        })
        .collect();
    assert_eq!(shown, [(Some("1"), Some("<event>")), (Some("2"), Some("<event>"))]);
}

#[test]
fn numbers_of_events_of_one_day_do_not_lie_on_each_other() {
    let text = draw_periods(&["2019", "2020"], &[], &[(2019, 1), (2019, 2)]);
    let svg = roxmltree::Document::parse(&text).expect("the picture is well-formed");
    let events = svg.descendants().filter(|node| node.attribute("class") == Some("event"));
    let circles = events.flat_map(|event| event.children().filter(|it| it.has_tag_name("circle")));
    let places: Vec<f64> = circles
        .map(|it| it.attribute("cx").and_then(|x| x.parse().ok()).expect("a place"))
        .collect();
    assert!(places[1] - places[0] >= 18.0, "{places:?}");
}

#[test]
fn a_picture_without_a_rate_has_no_invented_axes() {
    let text = draw_periods(&[], &[], &[]);
    assert!(!text.contains("class=\"axes\"") && !text.contains("NaN") && !text.contains("<title>"));
}

fn draw_periods(periods: &[&str], breaks: &[i16], events: &[(i16, usize)]) -> String {
    let share = Proportion::from_parts(30, 70).expect("there are cases");
    let point = |text: &&str| {
        let period = Period::parse(text).expect("a period");
        TimePoint::counted(period, share, (*text).to_owned())
    };
    let points: Vec<_> = periods.iter().map(point).collect();
    let breaks: Vec<_> = breaks.iter().filter_map(|year| Year::new(*year)).collect();
    let event = |(year, number): &(i16, usize)| Event {
        on: jiff::civil::date(*year, 1, 1),
        number: *number,
        label: "<event>".into(),
    };
    let events: Vec<_> = events.iter().map(event).collect();
    timeline(&Timeline {
        name: "Hele landet",
        points: &points,
        beside: None,
        published: None,
        breaks: &breaks,
        events: &events,
        language: Language::Da,
        title: "Landet",
        description: "Udvikling",
    })
}

/// Checks the commands of the main line: `M` starts anew, `L` joins.
#[track_caller]
fn check(periods: &[&str], breaks: &[i16], expected: &str) {
    let text = draw_periods(periods, breaks, &[]);
    assert_eq!(line_of(&text, "main"), expected);
}

/// Returns the commands of a line.
fn line_of(text: &str, class: &str) -> String {
    let svg = roxmltree::Document::parse(text).expect("the picture is well-formed");
    let series = svg.descendants().find(|node| node.attribute("class") == Some(class));
    let line = series.and_then(|node| node.first_element_child()).expect("the series has a line");
    let path = line.attribute("d").expect("a line has a path");
    path.chars().filter(char::is_ascii_alphabetic).collect()
}
