//! What the picture of a series must show, and must not join.

use super::*;

#[test]
fn years_in_a_row_are_joined() {
    check_line(&[2019, 2020, 2021], &[], &[], "MLL");
}

#[test]
fn a_year_without_a_rate_is_a_gap() {
    check_line(&[2019, 2021, 2022], &[], &[], "MML");
}

#[test]
fn a_break_parts_the_line() {
    check_line(&[2019, 2020, 2021], &[2021], &[], "MLM");
}

#[test]
fn no_line_leads_to_a_rate_on_few_cases() {
    check_line(&[2019, 2020, 2021, 2022], &[], &[2020], "MMML");
}

#[test]
fn points_carry_their_text_and_few_cases_are_hollow() {
    let text = draw_years(&[2019, 2020], &[], &[2020]);
    let svg = roxmltree::Document::parse(&text).expect("the picture is well-formed");
    let hollow = svg.descendants().find(|node| node.attribute("class") == Some("point hollow"));
    let title = hollow.and_then(|node| node.first_element_child()).and_then(|node| node.text());
    assert_eq!(title, Some("2020 <1 & 2>"));
}

#[test]
fn a_break_outside_the_years_is_not_marked() {
    assert!(!draw_years(&[2019, 2020], &[2019, 2024], &[]).contains("class=\"break\""));
    assert!(draw_years(&[2019, 2020], &[2020], &[]).contains("class=\"break\""));
}

#[test]
fn a_single_year_stands_in_the_middle() {
    let text = draw_years(&[2020], &[], &[]);
    assert!(!text.contains("NaN") && text.contains(">2020</text>"), "{text}");
}

#[test]
fn without_any_rate_there_is_no_axis_but_a_reason() {
    let text = draw_years(&[], &[], &[]);
    assert!(!text.contains("axes") && !text.contains("<path"), "{text}");
    assert!(text.contains(">Aarhus (ingen sager)</text>"), "{text}");
    assert!(text.contains(">Hele landet (ikke leveret)</text>"), "{text}");
}

#[test]
fn a_series_without_a_rate_has_its_reason_beside_its_name() {
    let point = TrendPoint::published(year(2020), 0.45, "2020".into());
    let text = trend(&TrendPicture {
        main: Series { name: "Ærø", points: &[], absence: "ingen sager" },
        country: Some(Series { name: "Hele landet", points: &[point], absence: "" }),
        breaks: &[],
        language: Language::Da,
        title: "Ærø",
        description: "Udvikling",
    });
    assert!(text.contains(">Ærø (ingen sager)</text>") && text.contains(">Hele landet</text>"));
}

#[test]
fn a_published_percentage_has_no_interval() {
    let point = TrendPoint::published(year(2020), 0.45, "2020".into());
    let picture = TrendPicture {
        main: Series { name: "Hele landet", points: &[point], absence: "" },
        country: None,
        breaks: &[],
        language: Language::Da,
        title: "Landet",
        description: "Udvikling",
    };
    assert!(!trend(&picture).contains("whisker"));
}

fn year(number: i16) -> Year {
    Year::new(number).expect("a year of our time")
}

fn draw_years(years: &[i16], breaks: &[i16], few: &[i16]) -> String {
    let share = Proportion::from_parts(30, 70).expect("there are cases");
    let points: Vec<_> = years
        .iter()
        .map(|number| {
            let label = format!("{number} <1 & 2>").into();
            TrendPoint::counted(year(*number), share, few.contains(number), label)
        })
        .collect();
    let breaks: Vec<_> = breaks.iter().copied().map(year).collect();
    trend(&TrendPicture {
        main: Series { name: "Aarhus", points: &points, absence: "ingen sager" },
        country: Some(Series { name: "Hele landet", points: &[], absence: "ikke leveret" }),
        breaks: &breaks,
        language: Language::Da,
        title: "Aarhus",
        description: "Udvikling",
    })
}

/// Checks the commands of the main line: `M` starts anew, `L` joins.
#[track_caller]
fn check_line(years: &[i16], breaks: &[i16], few: &[i16], expected: &str) {
    let text = draw_years(years, breaks, few);
    let svg = roxmltree::Document::parse(&text).expect("the picture is well-formed");
    let main = svg.descendants().find(|node| node.attribute("class") == Some("main"));
    let line = main.and_then(|node| node.first_element_child()).expect("the series has a line");
    let commands: String = line
        .attribute("d")
        .expect("a line has a path")
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    assert_eq!(commands, expected);
}
