//! Where what is drawn begins to count something else.

use domain::{
    map::MapKind,
    topic::{Succession, TopicCode, Topics},
};
use jiff::civil::Date;

use super::Asked;
use crate::pages::portal::{
    outcomes::{Outcomes, TOPIC},
    topic::named::{Kind, Named},
};

/// Returns the periods at which a map, an act or a family of topics begins to count something else.
pub fn breaks(asked: &Asked, at: &[usize]) -> Vec<usize> {
    let mut starts = of_map(asked, at);
    starts.extend(of_topics(asked, at));
    let values = asked.selected.slice.values(asked.selected.of_time()).enumerate();
    values.filter(|(_, value)| starts.contains(&value.code)).map(|(place, _)| place).collect()
}

/// Returns the code that is taken in a dimension; `None` where the table has no such dimension.
fn taken<'a>(asked: &Asked<'a>, at: &[usize], dimension: &str) -> Option<&'a str> {
    let slice = &asked.selected.slice;
    let of = (0..at.len()).find(|&of| slice.dimension(of).code == dimension)?;
    Some(&slice.value(of, at[of]).code)
}

fn of_map(asked: &Asked, at: &[usize]) -> Vec<String> {
    let map = taken(asked, at, "KORT").and_then(|code| MapKind::by_slug(&code.to_lowercase()));
    let years = map.into_iter().flat_map(|map| asked.portal.context.release.series(map));
    years.filter(|year| year.series_break.is_some()).map(|it| it.year.to_string()).collect()
}

/// Returns the years and quarters in which topics left or joined an act, or a family went on with topics that
/// may count something else. A topic has none: another that takes over has a line of its own.
fn of_topics(asked: &Asked, at: &[usize]) -> Vec<String> {
    let outcomes = Outcomes::of(asked.portal.catalog);
    let named =
        taken(asked, at, TOPIC).and_then(|code| Named::of(asked.portal, outcomes.as_ref(), code));
    let Some(named) = named else { return Vec::new() };
    let holds = |code: TopicCode| named.members.iter().any(|topic| topic.code == code);
    let topics = Topics::reference();
    let is_break = |(code, row): &(TopicCode, &Succession)| match named.kind {
        Kind::Act => holds(*code) != holds(row.topic),
        Kind::Family => holds(*code) && !row.kind.keeps_content(),
        Kind::All | Kind::Topic => false,
    };
    let links = topics
        .all()
        .iter()
        .flat_map(|topic| topics.predecessors(topic.code).map(|(_, row)| (topic.code, row)));
    links.filter(is_break).filter_map(|(_, row)| row.on).flat_map(codes).collect()
}

/// Returns the codes of the year and the quarter that begin on a day.
fn codes(day: Date) -> [String; 2] {
    [day.year().to_string(), format!("{}K{}", day.year(), (day.month() + 2) / 3)]
}
