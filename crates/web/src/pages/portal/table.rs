//! A table: the form that chooses of it, and what is chosen.

use askama::Template;
use domain::format;
use tables::table::Table;

use super::{
    Portal,
    chooser::{self, Field},
    grid::{self, Row},
    picture::{self, Asked, Form},
    refusal::Refused,
    result::{self, Shown},
    selected::{Selected, select},
};
use crate::{
    address::{AS_OF, Address, LONGEST_NAME, Page, PortalPage, Refusal, Show, TableChoice},
    answer::{Answer, HTML},
    pages::{
        frame::{Frame, Link},
        refused, render,
        switches::Switch,
    },
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "portal/table.html")]
struct TablePage {
    frame: Frame,
    heading: String,
    /// Whether the heading is a reader's own.
    is_named: bool,
    description: String,
    tables: String,
    shows: Option<Switch>,
    chosen: String,
    form: ChooserForm,
    refused: Option<String>,
    result: Option<Shown>,
}

/// The form that chooses.
struct ChooserForm {
    action: String,
    fields: Vec<Field>,
    show: &'static str,
    name: String,
    longest: usize,
    /// The names and values of what the form does not choose.
    kept: Vec<(&'static str, String)>,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "portal/rows.html")]
struct Rows {
    rows: Vec<Row>,
}

pub fn page(portal: &Portal, choice: &TableChoice) -> Answer {
    let language = portal.address.language;
    let Some(table) = portal.catalog.table(&choice.table) else {
        return refused(&portal.context, language, Refusal::NotFound);
    };
    let selected = select(table, choice);
    let (result, refused) = match &selected {
        Ok(selected) => (Some(result::shown(portal, selected, choice)), None),
        Err(refusal) => (None, Some(refusal.text(table, language))),
    };
    let label = table.label(language);
    let heading = choice.name.clone().unwrap_or_else(|| label.clone());
    let page = TablePage {
        frame: portal.frame(format!("{}: {heading}", table.facts().id)),
        is_named: choice.name.is_some(),
        heading,
        description: table.facts().description.get(language).to_owned(),
        tables: portal.href(PortalPage::Tables(None)),
        shows: selected
            .as_ref()
            .ok()
            .map(|selected| shows(&Asked { form: Form::Page, portal, selected, choice })),
        chosen: chosen(portal, selected.as_ref()),
        form: form(portal, table, choice, selected.as_ref().ok()),
        refused,
        result,
    };
    let status = if page.refused.is_some() { 400 } else { 200 };
    Answer { status, ..Answer::found(HTML, render(&page)) }
}

/// Returns the rows of one side, for the script that shows a long table.
pub fn rows(portal: &Portal, choice: &TableChoice) -> Answer {
    let language = portal.address.language;
    let table = portal.catalog.table(&choice.table);
    let selected = table.and_then(|table| select(table, choice).ok());
    let Some(selected) = selected.filter(|it| choice.side as u64 <= grid::sides(it).count) else {
        return refused(&portal.context, language, Refusal::NotFound);
    };
    let rows = grid::rows(&selected, choice.order, choice.side as u64, language);
    Answer::found(HTML, render(&Rows { rows }))
}

/// Returns the links to the ways in which the table can be shown.
fn shows(asked: &Asked) -> Switch {
    let language = asked.portal.address.language;
    let link = |show: Show| {
        Some(Link {
            href: asked.portal.table(&picture::suited(asked, show)?),
            label: text(language, &format!("show-{}", show.id())).into_owned(),
            is_current: show == asked.choice.show,
        })
    };
    let links = Show::ALL.into_iter().filter_map(link).collect();
    Switch { name: text(language, "choose-show").into_owned(), links }
}

/// Says how much is chosen: `121 × 9 = 1.089 tal`.
fn chosen(portal: &Portal, selected: Result<&Selected, &Refused>) -> String {
    let language = portal.address.language;
    let Ok(selected) = selected else { return text(language, "chosen-refused").into_owned() };
    let cells = format::count(selected.slice.len(), language);
    text_with(language, "chosen-cells", &[("cells", &cells)]).into_owned()
}

fn form(
    portal: &Portal,
    table: &Table,
    choice: &TableChoice,
    selected: Option<&Selected>,
) -> ChooserForm {
    let as_of = portal.address.as_of.map(|day| (AS_OF, day.to_string()));
    ChooserForm {
        action: Address { as_of: None, ..portal.address.clone() }
            .to(Page::Portal(PortalPage::Table(TableChoice::of(&choice.table))))
            .to_string(),
        fields: chooser::fields(portal, table.dimensions(), choice, selected),
        show: choice.show.id(),
        name: choice.name.clone().unwrap_or_default(),
        longest: LONGEST_NAME,
        kept: as_of.into_iter().collect(),
        is_open: selected.is_none(),
    }
}
