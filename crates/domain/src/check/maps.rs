//! What the maps count, beside the topics of those years.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::{At, DataFile, Findings, entry_line, line_of};
use crate::{
    map::{MapDefinition, MapKind},
    topic::{TopicCode, Topics},
};

/// Checks a file of definitions: ours, or `editions.toml` of a data folder.
pub(super) fn check(file: DataFile, topics: &Topics, findings: &mut Findings) {
    match MapDefinition::parse_all(file.text) {
        Ok(definitions) => check_definitions(file, &definitions, topics, findings),
        Err(error) => {
            let line = error.span().map_or(0, |span| line_of(file.text, span.start));
            findings.error(At { file: file.name, line, column: None }, error.message());
        }
    }
}

fn check_definitions(
    file: DataFile,
    definitions: &[MapDefinition],
    topics: &Topics,
    findings: &mut Findings,
) {
    let mut ids = BTreeSet::new();
    for (index, definition) in definitions.iter().enumerate() {
        let line = entry_line(file.text, "[[definition]]", index);
        let at = |column| At { file: file.name, line, column: Some(column) };
        if !ids.insert(&definition.id) {
            findings.error(at("id"), "another definition has the same id");
        }
        let later = definitions.iter().map(|other| other.from_decision_year);
        let next = later.filter(|year| *year > definition.from_decision_year).min();
        let years = Span { first: definition.from_decision_year, next };
        for map in MapKind::ALL {
            check_map(map, definition, years, topics, &mut |column, severe, reason| {
                if severe {
                    findings.error(at(column), reason);
                } else {
                    findings.warning(at(column), reason);
                }
            });
        }
    }
}

/// The years a definition holds for.
#[derive(Clone, Copy)]
struct Span {
    first: i16,
    /// The first year of the next definition; `None` while there is none.
    next: Option<i16>,
}

impl Span {
    fn has(self, code: TopicCode, topics: &Topics) -> bool {
        let last = self.next.map_or(9999, |next| next - 1);
        topics
            .get(code)
            .is_some_and(|topic| topic.is_valid_within(date(self.first, 1, 1), date(last, 12, 31)))
    }
}

fn check_map(
    map: MapKind,
    definition: &MapDefinition,
    years: Span,
    topics: &Topics,
    found: &mut dyn FnMut(&'static str, bool, String),
) {
    let codes = match definition.topics(map, topics) {
        Ok(codes) => codes,
        Err(error) => return found(map.id(), true, error.to_string()),
    };
    for code in definition.contents(map).topics.iter().map(|code| TopicCode::new(*code)) {
        if !years.has(code, topics) {
            found(
                map.id(),
                true,
                format!("topic {code} is not valid in any year of the definition"),
            );
        }
    }
    for code in codes.iter().filter(|code| years.has(**code, topics)) {
        let heirs = topics.successors(*code).map(|(heir, _)| heir);
        for heir in heirs.filter(|heir| years.has(*heir, topics) && !codes.contains(heir)) {
            let reason =
                format!("topic {code} counts, topic {heir}, which takes over from it, does not");
            found(map.id(), false, reason);
        }
    }
    if let Ok(social) = definition.topics(MapKind::Social, topics)
        && !codes.is_subset(&social)
    {
        found(map.id(), true, "a topic of the map is not on the general map".into());
    }
    let contents = definition.contents(map);
    let is_break = contents.comparable_with_year_before == Some(false);
    if is_break && (contents.reason.is_empty() || contents.reason_en.is_empty()) {
        found(map.id(), false, "a series break is declared without a reason of its own".into());
    }
    if is_break && contents.source.is_empty() {
        found(map.id(), false, "a series break is declared without a source".into());
    }
}
