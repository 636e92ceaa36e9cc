//! The topics of appeal by act, with the country's newest figures, and those in which words are found.

use askama::Template;
use domain::{
    format::{self, Language},
    topic::{Topic, Topics},
};
use tables::{
    catalog::{fold, words},
    cell::Missing,
};

use super::{
    Portal,
    outcomes::{Outcomes, TOPIC, YEARS},
    shares::RATE,
    topic::named::{Kind, Named, name},
};
use crate::{
    address::{PortalPage, TableChoice},
    answer::{Answer, HTML},
    pages::{figure_text, frame::Frame, render},
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "portal/topics.html")]
struct Index {
    frame: Frame,
    tables: String,
    action: String,
    words: String,
    found: String,
    column: String,
    laws: Vec<Law>,
    families: Vec<Row>,
    /// The figures in the portal; `None` where the draw has no table of them.
    table: Option<String>,
}

/// An act with its topics.
struct Law {
    name: String,
    /// The act itself; `None` where there is no table of acts.
    whole: Option<Row>,
    rows: Vec<Row>,
}

/// A topic with the country's figure.
struct Row {
    code: String,
    name: String,
    href: String,
    figure: String,
}

pub fn page(portal: &Portal, query: Option<&str>) -> Answer {
    let language = portal.address.language;
    let outcomes = Outcomes::of(portal.catalog);
    let query = query.unwrap_or_default();
    let wanted = words(query);
    let topics: Vec<_> =
        Topics::reference().all().iter().filter(|topic| is_found(topic, &wanted)).collect();
    let number = format::count(topics.len() as u64, language);
    let found = if topics.is_empty() { "topics-found-none" } else { "topics-found" };
    let year = newest(outcomes.as_ref());
    let page = Index {
        frame: portal.frame(text(language, "topics").into_owned()),
        tables: portal.href(PortalPage::Tables(None)),
        action: portal.href(PortalPage::Topics(None)),
        found: text_with(language, found, &[("number", &number), ("query", query)]).into_owned(),
        column: text_with(language, "topics-column", &[("year", &year)]).into_owned(),
        laws: laws(portal, outcomes.as_ref(), &topics),
        families: if query.is_empty() { families(portal, outcomes.as_ref()) } else { Vec::new() },
        table: outcomes.is_some().then(|| portal.table(&newest_figures(&year))),
        words: query.into(),
    };
    Answer::found(HTML, render(&page))
}

/// Returns the newest year by its code; empty without a table.
fn newest(outcomes: Option<&Outcomes>) -> String {
    let year = outcomes.and_then(|outcomes| outcomes.years().last());
    year.map_or_else(String::new, |year| year.code.clone())
}

fn newest_figures(year: &str) -> TableChoice {
    let contents = ["realitetsbehandlet", "omgjort", RATE].map(str::to_owned);
    TableChoice::of(YEARS)
        .with(TOPIC, vec!["*".into()])
        .with("ContentsCode", contents.into())
        .with("Tid", vec![year.into()])
}

/// Tells whether every word stands in the code, the act, or a name that the topic has or had.
fn is_found(topic: &Topic, words: &[String]) -> bool {
    let known = Topics::reference().names().iter().filter(|name| name.topic == topic.code);
    let mut all = vec![&*topic.name, &topic.name_en, &topic.law, &topic.law_en];
    all.extend(known.map(|name| &*name.name));
    let text = fold(&format!("{} {}", topic.code, all.join("\n")));
    words.iter().all(|word| holds(&text, word))
}

/// Tells whether a text holds a word; a number must stand alone, so that § 41 is not found in topic 341.
fn holds(text: &str, word: &str) -> bool {
    if word.is_empty() || word.bytes().any(|byte| !byte.is_ascii_digit()) {
        return text.contains(word);
    }
    text.split(|letter: char| !letter.is_ascii_digit()).any(|number| number == word)
}

fn laws(portal: &Portal, outcomes: Option<&Outcomes>, topics: &[&Topic]) -> Vec<Law> {
    let language = portal.address.language;
    let mut laws: Vec<Law> = Vec::new();
    for topic in topics {
        let name = match language {
            Language::Da => &topic.law,
            Language::En => &topic.law_en,
        };
        let code = topic.code.to_string();
        if laws.last().is_none_or(|law| law.name != *name) {
            let whole = law_code(outcomes, &code).and_then(|code| row(portal, outcomes, &code));
            laws.push(Law { name: name.clone(), whole, rows: Vec::new() });
        }
        let row = row(portal, outcomes, &code).unwrap_or_else(|| unknown(portal, topic));
        laws.last_mut().expect("one was pushed above").rows.push(row);
    }
    laws
}

/// Returns the code of the act that a topic stands under.
fn law_code(outcomes: Option<&Outcomes>, topic: &str) -> Option<String> {
    let topics = outcomes?.topics();
    let law = topics.values[topics.position(topic)?].parent?;
    Some(topics.values[law].code.clone())
}

fn families(portal: &Portal, outcomes: Option<&Outcomes>) -> Vec<Row> {
    let values = outcomes.map_or(&[][..], |outcomes| &outcomes.topics().values);
    let is_family =
        |code: &&str| Named::of(portal, outcomes, code).is_some_and(|it| it.kind == Kind::Family);
    let codes = values.iter().map(|value| &*value.code).filter(is_family);
    codes.filter_map(|code| row(portal, outcomes, code)).collect()
}

fn row(portal: &Portal, outcomes: Option<&Outcomes>, code: &str) -> Option<Row> {
    let named = Named::of(portal, outcomes, code)?;
    let figure = outcomes.zip(named.place).map(|(outcomes, place)| figure(portal, outcomes, place));
    Some(Row {
        href: portal.href(PortalPage::Topic(named.code.clone())),
        figure: figure.unwrap_or_else(|| "–".into()),
        code: named.code,
        name: named.label,
    })
}

/// Returns a topic that the table of the draw does not have yet.
fn unknown(portal: &Portal, topic: &Topic) -> Row {
    let language = portal.address.language;
    Row {
        code: topic.code.to_string(),
        name: name(topic, language).to_owned(),
        href: String::new(),
        figure: text(language, "topic-not-in-draw").into_owned(),
    }
}

/// Returns the country's figure in the newest year, or why there is none.
fn figure(portal: &Portal, outcomes: &Outcomes, topic: usize) -> String {
    let language = portal.address.language;
    let Some(newest) = outcomes.years().len().checked_sub(1) else { return "–".into() };
    match outcomes.country(topic, newest) {
        Ok(figure) => figure_text::cell(&figure, language).text,
        Err(Missing::NotApplicable) => text(language, "topic-not-in-use").into_owned(),
        Err(reason) => reason.text().get(language).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_a_word_and_a_former_name_find_their_topics() {
        check("§41", &[102]);
        check("merudgifter §100", &[114]);
        check("BOERNEHUSE", &[]);
        check("hjaelpemidler", &[134]);
        check("kontante tilskud serviceloven", &[111]);
        check("1.9 Børn", &[123]);
        check("203", &[203]);
    }

    #[track_caller]
    fn check(query: &str, expected: &[u16]) {
        let words = words(query);
        let found = Topics::reference().all().iter().filter(|topic| is_found(topic, &words));
        assert_eq!(found.map(|topic| topic.code.number()).collect::<Vec<_>>(), expected, "{query}");
    }
}
