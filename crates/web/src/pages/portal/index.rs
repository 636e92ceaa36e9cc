//! The tables by subject, and those in which words are found.

use askama::Template;
use domain::format;
use tables::table::Table;

use super::{
    Portal,
    questions::{Questions, questions},
};
use crate::{
    address::{Comparison, Page, PortalPage, TableChoice, TimesChoice},
    answer::{Answer, HTML},
    pages::{frame::Frame, render},
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "portal/index.html")]
struct Index {
    frame: Frame,
    action: String,
    times: String,
    words: String,
    found: String,
    subjects: Vec<Subject>,
    /// Shown to whoever has not searched yet.
    questions: Option<Questions>,
    topics: String,
    several: String,
}

struct Subject {
    code: String,
    name: String,
    tables: Vec<Listed>,
}

struct Listed {
    id: String,
    name: String,
    href: String,
    description: String,
    periods: String,
}

pub fn page(portal: &Portal, words: Option<&str>) -> Answer {
    let language = portal.address.language;
    let words = words.unwrap_or_default();
    let found: Vec<_> = portal.catalog.search(words).collect();
    let number = found.len().to_string();
    let name = match found.len() {
        0 => "tables-found-none",
        1 => "tables-found-one",
        _ => "tables-found",
    };
    let args = [("number", &*number), ("query", words)];
    let of_subject = |code: &str| {
        let tables = found.iter().filter(|table| table.facts().subject == code);
        tables.map(|table| listed(portal, table)).collect::<Vec<_>>()
    };
    let subjects = portal.catalog.subjects().into_iter().map(|subject| Subject {
        code: subject.code.into(),
        name: subject.label.get(language).to_owned(),
        tables: of_subject(subject.code),
    });
    let page = Index {
        frame: portal.frame(text(language, "statistics").into_owned()),
        action: portal.href(PortalPage::Tables(None)),
        times: portal.href(PortalPage::Times(TimesChoice::default())),
        found: text_with(language, name, &args).into_owned(),
        questions: if words.is_empty() { questions(portal) } else { None },
        words: words.into(),
        topics: portal.href(PortalPage::Topics(None)),
        several: portal.context.address.to(Page::Compare(Comparison::default())).to_string(),
        subjects: subjects.filter(|subject| !subject.tables.is_empty()).collect(),
    };
    Answer::found(HTML, render(&page))
}

fn listed(portal: &Portal, table: &Table) -> Listed {
    let language = portal.address.language;
    let facts = table.facts();
    let periods = &table.dimensions()[table.time()].values;
    let ends =
        [periods.first(), periods.last()].map(|it| it.map_or("", |it| it.label.get(language)));
    let cells = format::count(table.len(), language);
    let args = [("first", ends[0]), ("last", ends[1]), ("cells", &*cells)];
    Listed {
        id: facts.id.clone(),
        name: table.label(language),
        href: portal.table(&TableChoice::of(&facts.id)),
        description: facts.description.get(language).to_owned(),
        periods: text_with(language, "table-periods", &args).into_owned(),
    }
}
