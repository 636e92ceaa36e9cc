//! What a code of a topic stands for: everything, an act, a topic, or a family of topics.

use domain::{
    format::Language,
    topic::{Topic, TopicCode, Topics},
};

use crate::pages::portal::{Portal, outcomes::Outcomes};

/// A topic, an act or a family, as the tables name it.
pub struct Named {
    pub code: String,
    pub label: String,
    /// Its place among the topics of the table; `None` where there is no table.
    pub place: Option<usize>,
    /// The topics it holds: of a topic itself.
    pub members: Vec<&'static Topic>,
    pub kind: Kind,
}

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All topics.
    All,
    /// An act.
    Act,
    /// A topic.
    Topic,
    /// Topics that took over from each other.
    Family,
}

impl Named {
    /// Returns what a code stands for; `None` where the tables have no such code. Without a table of outcomes
    /// only topics themselves are known.
    pub fn of(portal: &Portal, outcomes: Option<&Outcomes>, code: &str) -> Option<Self> {
        let language = portal.address.language;
        let own =
            code.parse().ok().and_then(|number| Topics::reference().get(TopicCode::new(number)));
        let Some(outcomes) = outcomes else {
            let label = name(own?, language).to_owned();
            let (code, members) = (own?.code.to_string(), own.into_iter().collect());
            return Some(Self { code, label, place: None, members, kind: Kind::Topic });
        };
        let place = outcomes.topics().position(code)?;
        let value = &outcomes.topics().values[place];
        let kind = kind(outcomes, place);
        Some(Self {
            code: value.code.clone(),
            label: value.label.get(language).to_owned(),
            place: Some(place),
            members: members(outcomes, place, kind),
            kind,
        })
    }
}

/// Returns the name of a topic.
pub fn name(topic: &Topic, language: Language) -> &str {
    match language {
        Language::Da => &topic.name,
        Language::En => &topic.name_en,
    }
}

/// Returns the code of the family that a value's code names.
fn family(code: &str) -> Option<TopicCode> {
    code.strip_prefix('F')?.parse().ok().map(TopicCode::new)
}

fn kind(outcomes: &Outcomes, place: usize) -> Kind {
    let topics = outcomes.topics();
    let code = &topics.values[place].code;
    match family(code) {
        _ if topics.total == Some(place) => Kind::All,
        Some(_) => Kind::Family,
        None if code.bytes().all(|byte| byte.is_ascii_digit()) => Kind::Topic,
        None => Kind::Act,
    }
}

fn members(outcomes: &Outcomes, place: usize, kind: Kind) -> Vec<&'static Topic> {
    let topics = outcomes.topics();
    let code = &topics.values[place].code;
    let all = Topics::reference();
    let parent = |topic: &Topic| {
        let own = topics.position(&topic.code.to_string())?;
        topics.values[own].parent
    };
    let is_member = |topic: &&Topic| match kind {
        Kind::All => true,
        Kind::Act => parent(topic) == Some(place),
        Kind::Topic => topic.code.to_string() == *code,
        Kind::Family => family(code) == Some(all.family(topic.code)),
    };
    all.all().iter().filter(is_member).collect()
}
