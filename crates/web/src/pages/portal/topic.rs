//! A topic of appeal, an act or a family of topics: its law, its figures over the years, its breaks, its
//! municipalities, and the maps it counts on.

mod history;
mod maps;
pub mod named;
mod places;
mod series;

use askama::Template;
use domain::topic::Topic;

use self::{
    history::Change,
    maps::OnMap,
    named::{Kind, Named},
    places::Places,
    series::Series,
};
use super::{
    Portal,
    outcomes::{Outcomes, QUARTERS},
};
use crate::{
    address::{Page, PortalPage, Prose, Refusal},
    answer::{Answer, HTML},
    pages::{figure_text::FigureText, frame::Frame, refused, render},
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "portal/topic.html")]
struct TopicPage {
    frame: Frame,
    topics: String,
    heading: String,
    year_heading: String,
    figure: Option<FigureText>,
    /// What is said where there is no figure.
    no_figure: String,
    act: Option<(String, String)>,
    facts: Vec<(String, String)>,
    names: Vec<String>,
    members_heading: String,
    members: Vec<(String, String)>,
    series: Option<Series>,
    changes: Vec<Change>,
    family: Option<(String, String)>,
    is_topic: bool,
    places_heading: String,
    places: Option<Places>,
    maps: Vec<OnMap>,
    years: Option<String>,
    quarters: Option<String>,
    guide: String,
}

pub fn page(portal: &Portal, code: &str) -> Answer {
    let language = portal.address.language;
    let outcomes = Outcomes::of(portal.catalog);
    let Some(named) = Named::of(portal, outcomes.as_ref(), code) else {
        return refused(&portal.context, language, Refusal::NotFound);
    };
    let topic = named.members.first().copied().filter(|_| named.kind == Kind::Topic);
    let figures = Figures::of(portal, outcomes.as_ref(), &named);
    let table = |id| {
        let choice = series::choice(outcomes.as_ref()?, &named.code, id);
        portal.catalog.table(id).map(|_| portal.table(&choice))
    };
    let worded = |name| text_with(language, name, &[("year", &*figures.year)]).into_owned();
    let page = TopicPage {
        frame: portal.frame(named.label.clone()),
        topics: portal.href(PortalPage::Topics(None)),
        year_heading: worded("topic-year"),
        places_heading: worded("topic-places"),
        act: outcomes.as_ref().and_then(|outcomes| above(portal, outcomes, &named)),
        facts: topic.map_or_else(Vec::new, |topic| facts(portal, topic)),
        names: topic.map_or_else(Vec::new, |topic| history::names(topic, language)),
        members_heading: text(language, members_heading(named.kind)).into_owned(),
        members: members(portal, &named),
        changes: topic.map_or_else(Vec::new, |topic| history::changes(portal, topic)),
        family: topic.zip(outcomes.as_ref()).and_then(|(it, all)| history::family(portal, all, it)),
        is_topic: topic.is_some(),
        maps: maps::maps(portal, &named.members),
        years: table(super::outcomes::YEARS),
        quarters: table(QUARTERS),
        guide: portal.context.address.to(Page::Prose(Prose::ReadingGuide)).to_string(),
        figure: figures.newest,
        no_figure: figures.absence,
        series: figures.series,
        places: figures.places,
        heading: named.label,
    };
    Answer::found(HTML, render(&page))
}

/// The figures of a topic, as far as the draw has them.
struct Figures {
    /// The newest year with cases or without, in which cases could be decided; empty where there is none.
    year: String,
    newest: Option<FigureText>,
    absence: String,
    series: Option<Series>,
    places: Option<Places>,
}

impl Figures {
    fn of(portal: &Portal, outcomes: Option<&Outcomes>, named: &Named) -> Self {
        let language = portal.address.language;
        let silent = |name| Self {
            year: String::new(),
            newest: None,
            absence: text(language, name).into_owned(),
            series: None,
            places: None,
        };
        let Some((outcomes, place)) = outcomes.zip(named.place) else {
            return silent("topic-no-table");
        };
        let Some(newest) = outcomes.newest(place) else { return silent("topic-no-years") };
        let year = &outcomes.years()[newest];
        let figure = outcomes.country(place, newest).ok();
        let of = format!("{}, {}", named.label, year.label.get(language));
        Self {
            newest: figure.and_then(|figure| FigureText::new(&figure, &of, language)),
            absence: text(language, "topic-no-cases").into_owned(),
            series: series::series(portal, outcomes, &named.code),
            places: places::places(portal, outcomes, &named.code, &year.code),
            year: year.label.get(language).to_owned(),
        }
    }
}

/// Returns the name and page of the act that a topic stands under; of the act itself that of all topics.
fn above(portal: &Portal, outcomes: &Outcomes, named: &Named) -> Option<(String, String)> {
    let topics = outcomes.topics();
    let above = &topics.values[topics.values[named.place?].parent?];
    let name = above.label.get(portal.address.language).to_owned();
    Some((name, portal.href(PortalPage::Topic(above.code.clone()))))
}

/// Returns what is known of a topic, as names and values.
fn facts(portal: &Portal, topic: &Topic) -> Vec<(String, String)> {
    let language = portal.address.language;
    let fact = |name: &str, value: &str| (text(language, name).into_owned(), value.to_owned());
    let mut facts = vec![fact("topic-code", &topic.code.to_string())];
    let sections = history::sections(topic);
    if !sections.is_empty() {
        facts.push(fact("topic-sections", sections));
    }
    facts.push(fact("topic-valid", &history::validity(topic, language)));
    facts
}

const fn members_heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Family => "topic-members-family",
        Kind::All | Kind::Act | Kind::Topic => "topic-members-act",
    }
}

/// Returns the topics under an act or in a family; none of a topic itself, and none of all topics, which the
/// list of topics shows.
fn members(portal: &Portal, named: &Named) -> Vec<(String, String)> {
    if matches!(named.kind, Kind::Topic | Kind::All) {
        return Vec::new();
    }
    let language = portal.address.language;
    let member = |topic: &&Topic| {
        let href = portal.href(PortalPage::Topic(topic.code.to_string()));
        let name = named::name(topic, language).to_owned();
        if topic.valid_from.is_none() && topic.valid_to.is_none() {
            return (name, href);
        }
        (format!("{name} ({})", history::validity(topic, language).to_lowercase()), href)
    };
    named.members.iter().map(member).collect()
}
