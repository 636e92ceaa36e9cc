//! The cases of a municipality by topic, law by law.

use std::collections::BTreeSet;

use domain::{
    format::{self, Language},
    map::MapKind,
    municipality::MunicipalityCode,
    period::Year,
    reversal::OutcomeCounts,
    topic::TopicCode,
};

use crate::{pages::Context, text::text};

/// A law with its topics.
pub struct Law {
    pub name: String,
    pub rows: Vec<Row>,
}

/// One topic, or all. Counts only: rates on a handful of cases would be read as more than they are.
pub struct Row {
    pub name: String,
    /// The maps the topic counts in.
    pub maps: String,
    pub merits: String,
    pub changed: String,
    pub remitted: String,
    pub upheld: String,
    pub dismissed: String,
}

pub fn laws(context: &Context, code: MunicipalityCode, year: Year) -> Vec<Law> {
    let (release, language) = (context.release, context.address.language);
    let contents = contents(context, year);
    let mut laws: Vec<Law> = Vec::new();
    for (code, outcomes) in release.topic_outcomes(code, year) {
        let topic = release.topics().get(*code).expect("a release holds its own topics");
        let (law, name) = match language {
            Language::Da => (&topic.law, &topic.name),
            Language::En => (&topic.law_en, &topic.name_en),
        };
        if laws.last().is_none_or(|last| last.name != *law) {
            laws.push(Law { name: law.clone(), rows: Vec::new() });
        }
        let counting = contents.iter().filter(|(_, topics)| topics.contains(code));
        let maps: Vec<_> = counting.map(|(map, _)| map.name(language)).collect();
        let maps = if maps.is_empty() { "–".into() } else { maps.join(", ") };
        let row = row(context, name.clone(), maps, *outcomes);
        laws.last_mut().expect("one was pushed above").rows.push(row);
    }
    laws
}

/// Adds up the topics; `None` where there are none.
pub fn total(context: &Context, code: MunicipalityCode, year: Year) -> Option<Row> {
    let rows = context.release.topic_outcomes(code, year);
    let sum = rows.iter().map(|(_, outcomes)| Some(*outcomes)).sum::<Option<OutcomeCounts>>()?;
    let name = text(context.address.language, "topics-total").into_owned();
    (!rows.is_empty()).then(|| row(context, name, String::new(), sum))
}

/// Returns the topics each map counts in a year.
fn contents(context: &Context, year: Year) -> Vec<(MapKind, BTreeSet<TopicCode>)> {
    let release = context.release;
    let Some(edition) = release.edition(year) else { return Vec::new() };
    let definition = release.definition(edition);
    let topics = |map| definition.topics(map, release.topics());
    MapKind::ALL
        .into_iter()
        .map(|map| (map, topics(map).expect("a release holds the topics of its definitions")))
        .collect()
}

fn row(context: &Context, name: String, maps: String, outcomes: OutcomeCounts) -> Row {
    let count = |number: u32| format::count(number, context.address.language);
    let is_delivered = context.release.dismissed_delivered();
    Row {
        name,
        maps,
        merits: count(outcomes.merits()),
        changed: count(outcomes.changed),
        remitted: count(outcomes.remitted),
        upheld: count(outcomes.upheld),
        dismissed: if is_delivered { count(outcomes.dismissed) } else { "–".into() },
    }
}
