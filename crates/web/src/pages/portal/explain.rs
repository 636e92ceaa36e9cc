//! One figure in words: what it is of, what it rests on, how sure it is, and where to read on.

use askama::Template;
use domain::{format, municipality::MunicipalityCode};
use formats::words;
use stats::Confidence;
use tables::cell::Cell;

use super::{
    Portal, figure,
    narrow::{self, Field},
    picture::municipalities::{Compared, of_places},
    selected::{Selected, select},
    shares::Shares,
};
use crate::{
    address::{AS_OF, Page, PortalPage, Prose, Refusal, TableChoice},
    answer::{Answer, HTML},
    pages::{figure_text, frame::Frame, refused, render},
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "portal/explain.html")]
struct Explain {
    frame: Frame,
    back: String,
    table: String,
    action: String,
    kept: Vec<(String, String)>,
    fields: Vec<Field>,
    figure: String,
    of: Vec<(String, String)>,
    said: Vec<String>,
    guide: String,
    method: String,
    municipality: Option<(String, String)>,
}

pub fn page(portal: &Portal, choice: &TableChoice) -> Answer {
    let language = portal.address.language;
    let table = portal.catalog.table(&choice.table);
    let Some(selected) = table.and_then(|table| select(table, choice).ok()) else {
        return refused(&portal.context, language, Refusal::NotFound);
    };
    let at = narrow::places(&selected, choice);
    let slice = &selected.slice;
    let cell = slice.at(&at);
    let kept = TableChoice { at: Vec::new(), ..choice.clone() };
    let prose = |prose| portal.context.address.to(Page::Prose(prose)).to_string();
    let day = portal.address.as_of.map(|day| (AS_OF.to_owned(), day.to_string()));
    let kept_pairs = kept.pairs().into_iter().map(|(name, value)| (name.to_owned(), value));
    let page = Explain {
        frame: portal.frame(text(language, "explain-heading").into_owned()),
        back: portal.table(&kept),
        table: selected.table.label(language),
        action: portal.href(PortalPage::Explained(TableChoice::of(&choice.table))),
        kept: kept_pairs.chain(day).collect(),
        fields: narrow::fields(&selected, &at, &[], language),
        figure: figure(portal, &selected, &at, cell),
        of: narrow::taken(&selected, &at, &[], language),
        said: said(portal, &selected, &at, cell),
        guide: prose(Prose::ReadingGuide),
        method: prose(Prose::Method),
        municipality: municipality(portal, &selected, &at),
    };
    Answer::found(HTML, render(&page))
}

/// Returns the figure with its unit, or why there is none.
fn figure(portal: &Portal, selected: &Selected, at: &[usize], cell: Cell) -> String {
    let language = portal.address.language;
    let contents = narrow::contents(selected, at);
    match cell {
        Cell::Missing(reason) => {
            let reason = reason.text();
            text_with(language, "no-figure", &[("reason", reason.get(language))]).into_owned()
        }
        Cell::Number(number) => {
            let number = figure::number(number, language);
            let unit = contents.unit.as_ref().map_or("", |unit| unit.name.get(language));
            if unit.is_empty() { number } else { format!("{number} {unit}") }
        }
    }
}

/// Says what the figure rests on, how sure it is, what part of the period it is of and what else must be known.
fn said(portal: &Portal, selected: &Selected, at: &[usize], cell: Cell) -> Vec<String> {
    let language = portal.address.language;
    let slice = &selected.slice;
    let value = narrow::contents(selected, at);
    let mut said = Vec::new();
    if matches!(cell, Cell::Number(_)) && Shares::is_rate(&value.code) {
        said.extend(of_rate(portal, selected, at));
    }
    said.extend(
        value
            .unit
            .as_ref()
            .map(|unit| words::reference_period(unit.measured).get(language).to_owned() + "."),
    );
    let notes = words::notes(slice, language).into_iter();
    said.extend(notes.filter(|note| note.is_mandatory).map(|note| note.text));
    let of_values = at.iter().enumerate().flat_map(|(of, &place)| &slice.value(of, place).notes);
    said.extend(of_values.map(|note| note.get(language).to_owned()));
    said
}

/// Says what a reversal rate rests on, and how it stands beside the country's where it is a municipality's.
fn of_rate(portal: &Portal, selected: &Selected, at: &[usize]) -> Vec<String> {
    let language = portal.address.language;
    let share = Shares::of(selected.table).and_then(|it| it.at(&selected.slice, at).rate());
    let share = share.map(|share| {
        let count = |number: u64| format::count(number, language);
        let interval = figure_text::interval(share.wilson_interval(Confidence::P95), language);
        let (reversed, merits) = (count(share.successes().into()), count(share.trials()));
        let args = [("reversed", &*reversed), ("merits", &*merits), ("interval", &*interval)];
        text_with(language, "explain-share", &args).into_owned()
    });
    let standing = of_places(selected).and_then(|of| {
        let code = MunicipalityCode::parse(&selected.slice.value(of, at[of]).code)?;
        let compared = Compared::of(selected, at)?;
        let figure = compared.figure(code);
        Some(figure.standing().sentence(figure.merits()?, language))
    });
    let appealed = text(language, "explain-appealed").into_owned();
    share.into_iter().chain(standing).chain([appealed]).collect()
}

/// Returns the name and page of the municipality that the figure is of; `None` for any other place.
fn municipality(portal: &Portal, selected: &Selected, at: &[usize]) -> Option<(String, String)> {
    let language = portal.address.language;
    let of = of_places(selected)?;
    let value = selected.slice.value(of, at[of]);
    let code = MunicipalityCode::parse(&value.code)?;
    let href = portal.context.address.to(Page::Municipality(code)).to_string();
    Some((value.label.get(language).to_owned(), href))
}
