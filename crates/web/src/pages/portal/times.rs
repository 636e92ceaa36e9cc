//! How long it takes at the board, and what lies waiting: read from `FLOW1` and `TID1`.

mod choices;
mod cohorts;
mod deadline;
mod flow;
mod laws;
mod lead;
mod lines;
mod scope;
mod what_if;

use askama::Template;
use tables::choose::Refusal;

use self::{
    choices::Choices, cohorts::Cohorts, deadline::Deadline, flow::FlowTable, laws::Laws,
    lead::Lead, lines::Chart, scope::Scope, what_if::WhatIf,
};
use super::{Portal, refusal::Refused};
use crate::{
    address::{PortalPage, TimesChoice},
    answer::{Answer, HTML},
    pages::{frame::Frame, render},
    text::text,
};

#[derive(Template)]
#[template(path = "portal/times.html")]
struct TimesPage {
    frame: Frame,
    tables: String,
    choices: Option<Choices>,
    /// Why there is nothing to show.
    absence: Option<String>,
    content: Option<Content>,
}

/// What is shown of the chosen cases.
struct Content {
    scope: String,
    lead: Lead,
    monthly: Vec<Chart>,
    deadline: Deadline,
    cohorts: Result<Cohorts, String>,
    laws: Laws,
    what_if: Result<WhatIf, String>,
}

pub fn page(portal: &Portal, choice: &TimesChoice) -> Answer {
    let language = portal.address.language;
    let say = |name| text(language, name).into_owned();
    let Some(flow) = FlowTable::of(portal.catalog) else {
        return answer(portal, 200, None, Err(say("times-no-flow")));
    };
    let (category, law) = match chosen(&flow, choice) {
        Ok(chosen) => chosen,
        Err(refused) => {
            let choices = choices::of(portal, &flow, flow.usual_category(), choice);
            return answer(portal, 400, Some(choices), Err(refused.text(flow.table, language)));
        }
    };
    let choices = choices::of(portal, &flow, category, choice);
    let scope = Scope::of(portal, &flow, category, law);
    let content = scope.ok_or_else(|| say("times-no-figures")).map(|scope| content(&scope, choice));
    answer(portal, 200, Some(choices), content)
}

/// Returns the places of the category and the law area that are chosen.
fn chosen(flow: &FlowTable, choice: &TimesChoice) -> Result<(usize, Option<usize>), Refused> {
    let place = |of: usize, code: &str| {
        let dimension = &flow.table.dimensions()[of];
        dimension.position(code).ok_or_else(|| {
            let (dimension, code) = (dimension.code.clone(), code.to_owned());
            Refused::from(Refusal::UnknownValue { dimension, code, near: Vec::new() })
        })
    };
    let category = choice.category.as_deref().map(|code| place(flow.category, code)).transpose()?;
    let law = choice.law.as_deref().map(|code| place(flow.law, code)).transpose()?;
    Ok((category.unwrap_or_else(|| flow.usual_category()), law))
}

fn content(scope: &Scope, choice: &TimesChoice) -> Content {
    Content {
        scope: scope.name(),
        lead: lead::of(scope),
        monthly: lines::monthly(scope),
        deadline: deadline::of(scope),
        cohorts: cohorts::of(scope),
        laws: laws::of(scope, choice),
        what_if: what_if::of(scope, choice),
    }
}

fn answer(
    portal: &Portal,
    status: u16,
    choices: Option<Choices>,
    content: Result<Content, String>,
) -> Answer {
    let (content, absence) = match content {
        Ok(content) => (Some(content), None),
        Err(absence) => (None, Some(absence)),
    };
    let page = TimesPage {
        frame: portal.frame(text(portal.address.language, "times").into_owned()),
        tables: portal.href(PortalPage::Tables(None)),
        choices,
        absence,
        content,
    };
    Answer { status, ..Answer::found(HTML, render(&page)) }
}
