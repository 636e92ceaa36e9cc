//! The data that are compiled in are sound, and each mistake is found where it is.

use super::*;

#[test]
fn the_data_compiled_in_have_no_error_and_only_known_warnings() {
    let found = check(&DataFiles::REFERENCE);
    let found: Vec<_> = found.iter().map(|it| (it.severity, &*it.file, &*it.reason)).collect();
    let gap = "no population for 2024, 2025: pages show the year before";
    assert_eq!(found, [(Severity::Warning, "data/population.csv", gap)]);
}

#[test]
fn a_mistake_in_topics_is_found_where_it_is() {
    expect(
        reference::TOPICS,
        "2018-12-31",
        "2018-02-30",
        of_topics,
        "valid_to: the cell is not a date",
    );
    expect(reference::TOPICS, "\n132,", "\n131,", of_topics, "code: the value stands on line");
    let early = ("2019-01-01,,working\n131", "2019-01-01,2018-01-01,working\n131");
    expect(
        reference::TOPICS,
        early.0,
        early.1,
        of_topics,
        "valid_to: 2018-01-01 lies before 2019-01-01",
    );
    expect(
        reference::TOPICS,
        "Barnets lov,Children's Act,Hjemme",
        "Barnets lov,Kids,Hjemme",
        of_topics,
        "law_en: the act has another",
    );
    expect(
        reference::TOPICS,
        ",,,portal\n112",
        ",,2030-12-31,portal\n112",
        of_topics,
        "code: topic 111 ends on 2030-12-31 and nothing",
    );
}

#[test]
fn a_mistake_in_names_is_found_where_it_is() {
    let text = reference::TOPIC_NAMES;
    expect(
        text,
        "2018-03,2020,",
        "2018-03,,",
        of_topic_names,
        "valid_from: topic 123 has another name at the same time, on line 10",
    );
    expect(
        text,
        "2018-03,2020,",
        "2018-03,2017,",
        of_topic_names,
        "valid_to: the name ends before it begins",
    );
    expect(
        text,
        "2018-03,2020,",
        "marts,2020,",
        of_topic_names,
        "valid_from: the cell is not a date",
    );
}

#[test]
fn a_mistake_in_successors_is_found_where_it_is() {
    let text = reference::TOPIC_SUCCESSORS;
    expect(
        text,
        "102,203,,2024-01-01",
        "102,203,,2023-01-01",
        of_topic_successors,
        "on: it is not the first day of topic 203",
    );
    expect(
        text,
        "102,203,,2024-01-01,one_to_one",
        "102,203,,2024-01-01,split",
        of_topic_successors,
        "kind: topic 102 has 1 successors and topic 203 1",
    );
    expect(
        text,
        "102,203,",
        "102,999,",
        of_topic_successors,
        "successor is not a code of the list of topics",
    );
    let cycle = format!("{text}203,102,,2024-01-01,one_to_one,b,\n");
    let found = check(&of_topic_successors(DataFile { name: "own.csv", text: &cycle }));
    assert!(
        found.iter().any(|it| it.reason == "topic 203 becomes itself again: a cycle"),
        "{found:?}"
    );
    let gap = reference::TOPICS.replace("2018-12-31", "2018-11-30");
    let found = check(&DataFiles {
        topics: DataFile { name: "own.csv", text: &gap },
        ..DataFiles::REFERENCE
    });
    assert!(
        found.iter().any(|it| it.reason.contains("the days between belong to none")),
        "{found:?}"
    );
}

#[test]
fn a_mistake_in_definitions_is_found_where_it_is() {
    let text = reference::MAP_DEFINITIONS;
    let (right, wrong) = (
        "child_disability = { topics = [101, 102, 103, 104] }",
        "child_disability = { topics = [201] }",
    );
    expect(
        text,
        right,
        wrong,
        of_map_definitions,
        "child_disability: topic 201 is not valid in any year",
    );
    expect(
        text,
        "102, 103, 104, 201, 202,",
        "102, 103, 104, 201,",
        of_map_definitions,
        "topic 101 counts, topic 202, which takes over from it, does not",
    );
    expect(
        text,
        "id = \"2018\"",
        "id = \"2013\"",
        of_map_definitions,
        "id: another definition has the same id",
    );
    expect(text, "id = \"2018\"", "ids = \"2018\"", of_map_definitions, "unknown field");
    expect(
        text,
        "[111, 112, 113, 114] }",
        "[111, 999] }",
        of_map_definitions,
        "999 is not in the list of topics",
    );
}

#[test]
fn a_section_whose_topic_is_not_in_the_list_is_found() {
    let text = reference::MAP_SECTIONS;
    let (right, wrong) = ("Voksne - merudgifter - § 100", "Voksne - merudgifter - § 101");
    expect(text, right, wrong, of_map_sections, "statistics_topic_name: no topic has");
}

#[test]
fn a_column_that_nobody_reads_is_found() {
    let text = reference::TOPICS.replace('\n', ",x\n");
    let found = check(&of_topics(DataFile { name: "own", text: &text }));
    assert!(found.iter().any(|it| it.reason.starts_with("1 columns are not known")), "{found:?}");
}

#[test]
fn a_mistake_is_found_on_its_line_also_in_a_file_from_a_spreadsheet() {
    let text = reference::TOPICS.replacen("2018-12-31", "2018-02-30", 1);
    let line = text.lines().position(|line| line.contains("2018-02-30")).expect("a row") + 1;
    for text in [text.clone(), text.replace('\n', "\r\n")] {
        let found = check(&of_topics(DataFile { name: "own", text: &text }));
        let own = found.iter().find(|it| it.reason == "the cell is not a date like 2024-01-01");
        assert_eq!(own.map(|it| it.line), Some(line), "{found:?}");
    }
}

#[test]
fn a_mistake_in_events_is_found_where_it_is() {
    let text = reference::ANNOTATIONS;
    expect(
        text,
        "kind = \"law\"",
        "kind = \"lov\"",
        of_own_annotations,
        "kind: it must be law, practice or coding",
    );
    expect(
        text,
        "[129, 130",
        "[999, 130",
        of_own_annotations,
        "topics: topic 999 is not in the list",
    );
}

#[test]
fn a_mistake_in_places_is_found_where_it_is() {
    expect(
        reference::REGIONS,
        "2026-12-31",
        "2026-11-30",
        of_regions,
        "valid_to: the successor begins on 2027-01-01",
    );
    expect(
        reference::REGIONS,
        "2026-12-31,oestdanmark",
        "2026-12-31,",
        of_regions,
        "successor: a region that ends has",
    );
    let row = reference::MUNICIPALITIES.lines().nth(1).expect("a row");
    expect(
        reference::MUNICIPALITIES,
        &format!("{row}\n"),
        "",
        of_municipalities,
        "97 municipalities, not 98",
    );
    expect(
        reference::POPULATION,
        "2013,0101,559440\n",
        "",
        of_population,
        "1 municipalities have no population in 2013",
    );
    expect(
        reference::POPULATION,
        "2013,0101,559440",
        "2013,0101,many",
        of_population,
        "population: the cell is not a whole number",
    );
}

#[test]
fn a_mistake_in_recipients_is_found_where_it_is() {
    let expect = |right, wrong, expected| {
        expect(&recipients(), right, wrong, of_own_recipients, expected);
    };
    expect("social,2023,0101", "all,2023,0101", "map: it is not social, child_disability or");
    expect("social,2023,0101", "social,23,0101", "year: it is not from 2000 to 2100");
    expect("social,2023,0101", "social,,0101", "year: the cell is empty; it must be a year");
    expect("social,2023,0101", "social,2023,0411", "code: no municipality has this code");
    expect("0101,7,made up", "0101,7.5,made up", "recipients: the cell is not a whole number");
    expect("0101,7,made up", "0101,7,", "source: the cell is empty");
    expect(
        "social,2023,0147",
        "social,2023,101",
        "code: map, year and municipality stand on line 2 already",
    );
    expect("recipients,source", "recipients,note", "source: the column is missing");
    expect(
        "social,2023,0147,7,made up\n",
        "",
        "-: 1 municipalities have no recipients of social in 2023: an earlier year",
    );
}

#[test]
fn recipients_without_a_mistake_add_no_finding_and_a_year_that_lacks_some_is_a_warning() {
    let own = |text: &str| {
        let found = check(&of_own_recipients(DataFile { name: "own", text }));
        let own = found.into_iter().filter(|it| it.file == "own");
        own.map(|it| it.severity).collect::<Vec<_>>()
    };
    assert_eq!(own(&recipients()), []);
    assert_eq!(own(&recipients().replace("social,2023,0147,7,made up\n", "")), [Severity::Warning]);
}

/// Returns seven recipients of the general map in every municipality.
fn recipients() -> String {
    let mut lines = vec!["map,year,code,recipients,source".to_owned()];
    let codes = crate::municipality::all().iter().map(|place| place.code);
    lines.extend(codes.map(|code| format!("social,2023,{code},7,made up")));
    lines.join("\n") + "\n"
}

#[test]
fn a_published_figure_without_a_source_is_found() {
    let text = reference::PUBLISHED_NATIONAL;
    let source = ",https://politiken.dk/indland/art8025139\n2019,child_disability,15.6";
    expect(
        text,
        source,
        ",\n2019,child_disability,15.6",
        of_published_national,
        "source: the cell is empty",
    );
    expect(
        text,
        "7.1,37.8,55.1,44.9",
        "7.1,37.8,51.1,44.9",
        of_published_national,
        "upheld_pct: the three parts do not add up",
    );
    expect(
        text,
        "7.1,37.8,55.1,44.9",
        "7.1,37.8,55.1,45.9",
        of_published_national,
        "reversal_pct: it is not the sum",
    );
    expect(
        text,
        "44.9,,2025-06-10",
        "44.9,,2024-06-10",
        of_published_national,
        "published_on: 2024-06-10 lies before the end of 2024",
    );
}

/// Checks that a text with one mistake gives an error on the line of the mistake.
#[track_caller]
fn expect(
    text: &str,
    right: &str,
    wrong: &str,
    files: impl Fn(DataFile<'_>) -> DataFiles<'_>,
    expected: &str,
) {
    assert!(text.contains(right), "the test looks for what is not there: {right}");
    let spoiled = text.replacen(right, wrong, 1);
    let found = check(&files(DataFile { name: "own", text: &spoiled }));
    let shown: Vec<_> =
        found.iter().map(|it| format!("{}: {}", it.column.unwrap_or("-"), it.reason)).collect();
    assert!(shown.iter().any(|shown| shown.contains(expected)), "{shown:#?}");
}

fn of_topics(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { topics: text, ..DataFiles::REFERENCE }
}

fn of_topic_names(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { topic_names: text, ..DataFiles::REFERENCE }
}

fn of_topic_successors(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { topic_successors: text, ..DataFiles::REFERENCE }
}

fn of_map_definitions(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { map_definitions: text, ..DataFiles::REFERENCE }
}

fn of_own_annotations(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { own_annotations: Some(text), ..DataFiles::REFERENCE }
}

fn of_regions(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { regions: text, ..DataFiles::REFERENCE }
}

fn of_municipalities(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { municipalities: text, ..DataFiles::REFERENCE }
}

fn of_population(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { population: text, ..DataFiles::REFERENCE }
}

fn of_own_recipients(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { own_recipients: Some(text), ..DataFiles::REFERENCE }
}

fn of_published_national(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { published_national: text, ..DataFiles::REFERENCE }
}

fn of_map_sections(text: DataFile<'_>) -> DataFiles<'_> {
    DataFiles { map_sections: text, ..DataFiles::REFERENCE }
}
