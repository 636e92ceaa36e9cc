//! When a topic exists, what it was called, and which topics stand before and after it.

use domain::{
    format::{self, Language},
    topic::{Succession, SuccessionKind, Successor, Topic, TopicCode, TopicName, Topics},
};

use super::named::name;
use crate::{
    address::PortalPage,
    pages::portal::{Portal, outcomes::Outcomes},
    text::{text, text_with},
};

/// A topic that stood before or came after, or is announced.
pub struct Change {
    /// `Overtog den 1. januar 2024 fra:`
    pub text: String,
    pub name: String,
    /// The page of the other topic; `None` for one that is only announced.
    pub href: Option<String>,
    /// Whether the two count the same.
    pub kind: String,
    /// What no public source settles; empty where all is settled.
    pub unsure: String,
}

/// Returns the topics before and after one.
pub fn changes(portal: &Portal, topic: &Topic) -> Vec<Change> {
    let topics = Topics::reference();
    let before = topics.predecessors(topic.code);
    let before = before.map(|(code, row)| change(portal, row, "topic-before", Some(code)));
    let after = topics.successors(topic.code);
    let after = after.map(|(code, row)| change(portal, row, "topic-after", Some(code)));
    let announced = topics
        .successions()
        .iter()
        .filter(|row| row.topic == topic.code && matches!(row.successor, Successor::Announced(_)));
    let announced = announced.map(|row| change(portal, row, "topic-announced", None));
    before.chain(after).chain(announced).collect()
}

fn change(portal: &Portal, row: &Succession, words: &str, other: Option<TopicCode>) -> Change {
    let language = portal.address.language;
    let on = row.on.map_or_else(String::new, |on| format::date(on, language));
    let kind = match row.kind {
        SuccessionKind::OneToOne => "topic-one-to-one",
        SuccessionKind::Split => "topic-split",
        SuccessionKind::Merge => "topic-merge",
        SuccessionKind::Regroup => "topic-regroup",
    };
    let is_unsure = row.basis.contains("(?)");
    let known = other.and_then(|code| Topics::reference().get(code));
    let announced = match &row.successor {
        Successor::Announced(name) => name.clone(),
        Successor::Topic(code) => code.to_string(),
    };
    Change {
        text: text_with(language, words, &[("on", &on)]).into_owned(),
        name: known.map_or(announced, |topic| name(topic, language).to_owned()),
        href: other.map(|code| portal.href(PortalPage::Topic(code.to_string()))),
        kind: text(language, kind).into_owned(),
        unsure: if is_unsure { text(language, "topic-unsure").into_owned() } else { String::new() },
    }
}

/// Returns the names a topic had or has beside its own, with the time each was used.
pub fn names(topic: &Topic, language: Language) -> Vec<String> {
    let other = |name: &&TopicName| name.topic == topic.code && name.name != topic.name;
    let used = |name: &TopicName| {
        let written = |day: Option<domain::partial_date::PartialDate>| {
            day.map_or_else(String::new, |day| day.written(language))
        };
        let (from, to) = (written(name.valid_from), written(name.valid_to));
        between(
            ["topic-name", "topic-name-from", "topic-name-to", "topic-name-between"],
            (&from, &to),
            &name.name,
            language,
        )
    };
    Topics::reference().names().iter().filter(other).map(used).collect()
}

/// Says from when to when cases can be decided under a topic.
pub fn validity(topic: &Topic, language: Language) -> String {
    let written = |day: Option<jiff::civil::Date>| {
        day.map_or_else(String::new, |day| format::date(day, language))
    };
    let (from, to) = (written(topic.valid_from), written(topic.valid_to));
    let names = ["topic-valid-always", "topic-valid-from", "topic-valid-to", "topic-valid-between"];
    between(names, (&from, &to), "", language)
}

/// Fills the text for no end, a first, a last, or both.
fn between(names: [&str; 4], (from, to): (&str, &str), name: &str, language: Language) -> String {
    let text = names[usize::from(!from.is_empty()) + 2 * usize::from(!to.is_empty())];
    text_with(language, text, &[("from", from), ("to", to), ("name", name)]).into_owned()
}

/// Returns the family in which a topic can be followed over a break, as name and link; `None` where it has
/// none in the table.
pub fn family(portal: &Portal, outcomes: &Outcomes, topic: &Topic) -> Option<(String, String)> {
    let topics = outcomes.topics();
    let code = format!("F{}", Topics::reference().family(topic.code));
    let value = &topics.values[topics.position(&code)?];
    let name = value.label.get(portal.address.language).to_owned();
    Some((name, portal.href(PortalPage::Topic(value.code.clone()))))
}

/// Returns the sections in the name of a topic: `§§ 42,43`. Empty where it names none.
pub fn sections(topic: &Topic) -> &str {
    let from = topic.name.find('§').map_or("", |start| &topic.name[start..]);
    from.split(" +").next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_read_from_the_name() {
        check(102, "§41");
        check(103, "§§ 42,43");
        check(113, "§ 97");
        check(140, "");
    }

    #[test]
    fn a_name_is_told_with_the_time_it_was_used() {
        let topic = Topics::reference().get(TopicCode::new(123)).expect("aftercare");
        let names = names(topic, Language::Da);
        assert!(
            names[0].contains("1.9 Børn - efterværn") && names[0].contains("marts 2018"),
            "{names:?}"
        );
    }

    #[track_caller]
    fn check(code: u16, expected: &str) {
        let topic = Topics::reference().get(TopicCode::new(code)).expect("a topic");
        assert_eq!(sections(topic), expected);
    }
}
