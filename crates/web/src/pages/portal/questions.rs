//! Three questions that readers come with, as links that open the portal with the answer drawn.

use domain::{map::MapKind, municipality};

use super::Portal;
use crate::{
    address::{Page, PortalPage, Show, TableChoice, TimesChoice},
    text::text,
};

/// The questions.
pub struct Questions {
    /// The form of the first one: in which municipality the reader lives.
    pub action: String,
    /// What the form sends beside the municipality.
    pub kept: Vec<(&'static str, &'static str)>,
    /// Codes and names of the municipalities.
    pub places: Vec<(String, &'static str)>,
    /// The others.
    pub others: Vec<Question>,
}

/// A question that a link answers.
pub struct Question {
    pub asked: String,
    pub how: String,
    pub href: String,
    /// Where to read on; `None` where there is nothing more.
    pub more: Option<(String, String)>,
}

/// Returns the questions that the tables of the draw can answer.
pub fn questions(portal: &Portal) -> Option<Questions> {
    portal.catalog.table("OMG1")?;
    let table = TableChoice::of("OMG1");
    let places = municipality::in_danish_order().into_iter();
    Some(Questions {
        action: portal.href(PortalPage::Table(table)),
        kept: vec![
            ("OMRAADE", "0000"),
            ("ContentsCode", "omgoerelsesprocent"),
            ("Tid", "*"),
            ("vis", Show::Lines.id()),
        ],
        places: places.map(|place| (place.code.to_string(), &*place.name)).collect(),
        others: [why(portal)].into_iter().chain(how_long(portal)).collect(),
    })
}

/// Why the rate of the country rose: the rates of the acts.
fn why(portal: &Portal) -> Question {
    let context = &portal.context;
    let choice = country("OMG1").with("EMNE", vec!["@vs_love".into()]);
    let choice = choice.with("ContentsCode", vec!["omgoerelsesprocent".into()]);
    let behind = context.release.newest_year().map(|year| {
        let page = context.address.to(Page::Behind(MapKind::Social, year));
        (page.to_string(), text(portal.address.language, "question-why-more").into_owned())
    });
    question(portal, "why", &choice, behind)
}

/// How long it takes: the median and the day by which nine in ten are decided.
fn how_long(portal: &Portal) -> Option<Question> {
    portal.catalog.table("TID1")?;
    let choice = country("TID1").with("ContentsCode", vec!["median".into(), "fraktil90".into()]);
    let times = portal.href(PortalPage::Times(TimesChoice::default()));
    let more = (times, text(portal.address.language, "times-link").into_owned());
    Some(question(portal, "how-long", &choice, Some(more)))
}

fn country(table: &str) -> TableChoice {
    let choice = TableChoice::of(table).with("OMRAADE", vec!["0000".into()]);
    TableChoice { show: Show::Lines, ..choice.with("Tid", vec!["*".into()]) }
}

fn question(
    portal: &Portal,
    name: &str,
    choice: &TableChoice,
    more: Option<(String, String)>,
) -> Question {
    let say = |name: String| text(portal.address.language, &name).into_owned();
    Question {
        asked: say(format!("question-{name}")),
        how: say(format!("question-{name}-how")),
        href: portal.table(choice),
        more,
    }
}
