//! Which changes of topics break a series, and which do not.

use super::*;
use crate::topic::TopicTables;

#[test]
fn the_compiled_in_data_break_where_the_method_says() {
    let definitions = MapDefinition::reference();
    for (map, expected) in [
        (MapKind::Social, &[2024][..]),
        (MapKind::ChildDisability, &[2024]),
        (MapKind::AdultDisability, &[2018]),
    ] {
        let mut before = None;
        let mut broken = Vec::new();
        for number in 2013..=2027 {
            let year = Year::new(number).expect("a year");
            let holding = definitions.iter().rfind(|it| it.from_decision_year <= number);
            let now = DefinedYear { year, definition: holding.expect("a definition") };
            let found = between(map, before, now, &definitions, Topics::reference());
            broken.extend(found.expect("known topics").map(|it| it.year.number()));
            before = Some(now);
        }
        assert_eq!(broken, expected, "{map:?}");
    }
}

#[test]
fn one_to_one_a_split_or_a_merge_inside_the_map_is_no_break() {
    check("1,2,,2020-01-01,one_to_one,,\n", &[1], &[2], None);
    check("1,2,,2020-01-01,split,,\n1,3,,2020-01-01,split,,\n", &[1], &[2, 3], None);
    check("1,3,,2020-01-01,merge,,\n2,3,,2020-01-01,merge,,\n", &[1, 2], &[3], None);
}

#[test]
fn a_split_of_which_a_part_leaves_the_map_is_a_break() {
    let split = "1,2,,2020-01-01,split,,S\n1,3,,2020-01-01,split,,S\n";
    check(split, &[1], &[2], Some("The map does not count the same as before. Gone: t1."));
}

#[test]
fn a_merge_with_something_from_outside_is_a_break() {
    let merge = "1,3,,2020-01-01,merge,,\n2,3,,2020-01-01,merge,,\n";
    check(merge, &[1], &[3], Some("The map does not count the same as before. New: t3."));
}

#[test]
fn a_regrouping_is_a_break_when_it_happens_and_not_when_the_old_topic_ends() {
    let rows = "1,2,,2020-01-01,regroup,,S\n";
    check(rows, &[1], &[1, 2], Some("The map does not count the same as before. New: t2."));
    let past = "1,2,,2018-01-01,regroup,,S\n";
    check(past, &[1, 2], &[2], None);
}

#[test]
fn a_topic_without_a_successor_in_the_list_is_a_break_when_it_goes() {
    let announced = "1,,Noget nyt,,one_to_one,,S\n";
    check(announced, &[1, 2], &[2], Some("The map does not count the same as before. Gone: t1."));
}

#[test]
fn a_definition_may_say_itself_that_the_years_can_be_compared() {
    let topics = topics("");
    let (old, mut new) = (definition(2013, &[1]), definition(2020, &[2]));
    let now = |new: &MapDefinition| found(&old, new, &topics).is_some();
    assert!(now(&new));
    new.social.comparable_with_year_before = Some(true);
    assert!(!now(&new));
    new.social.comparable_with_year_before = Some(false);
    new.social.topics = vec![1];
    assert!(now(&new));
}

#[test]
fn a_break_declared_for_a_year_without_an_edition_is_not_lost() {
    let topics = topics("");
    let (old, mut unused, new) =
        (definition(2013, &[1]), definition(2019, &[1]), definition(2020, &[1]));
    unused.social.comparable_with_year_before = Some(false);
    unused.social.reason_en = "because".into();
    let all = [old.clone(), unused, new.clone()];
    let before = DefinedYear { year: Year::new(2018).expect("a year"), definition: &old };
    let now = DefinedYear { year: Year::new(2020).expect("a year"), definition: &new };
    let found = between(MapKind::Social, Some(before), now, &all, &topics).expect("known topics");
    assert_eq!(found.expect("a break").reason(Language::En), "because");
}

/// Checks the break between 2019 and 2020 when the map counts other topics.
#[track_caller]
fn check(successors: &str, old: &[u16], new: &[u16], expected: Option<&str>) {
    let topics = topics(successors);
    let found = found(&definition(2013, old), &definition(2020, new), &topics);
    assert_eq!(found.as_ref().map(|it| it.reason(Language::En)), expected);
    let source = if successors.contains(",S\n") { "S" } else { "" };
    assert!(found.is_none_or(|it| it.source == source));
}

fn found(old: &MapDefinition, new: &MapDefinition, topics: &Topics) -> Option<SeriesBreak> {
    let year = |number| Year::new(number).expect("a year");
    let before = DefinedYear { year: year(2019), definition: old };
    let now = DefinedYear { year: year(2020), definition: new };
    let all = [old.clone(), new.clone()];
    between(MapKind::Social, Some(before), now, &all, topics).expect("known topics")
}

fn definition(first: i16, topics: &[u16]) -> MapDefinition {
    let contents = Contents { topics: topics.into(), ..Contents::default() };
    MapDefinition {
        id: first.to_string(),
        from_decision_year: first,
        basis: String::new(),
        basis_en: String::new(),
        social: contents.clone(),
        child_disability: contents.clone(),
        adult_disability: contents,
    }
}

fn topics(successors: &str) -> Topics {
    let list = "code,law,law_en,name,name_en,valid_from,valid_to,name_basis\n\
                1,L,L,t1,t1,,,x\n2,L,L,t2,t2,,,x\n3,L,L,t3,t3,,,x\n";
    let heading = "topic,successor,announced_as,on,kind,basis,source\n";
    let tables = TopicTables {
        topics: list,
        names: "topic,name,valid_from,valid_to,basis,source\n",
        successors: &format!("{heading}{successors}"),
    };
    Topics::parse(tables).expect("a list of topics")
}
