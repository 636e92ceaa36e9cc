//! The box beside the map: one municipality in figures and one sentence.

use askama::Template;
use domain::{
    comparison::Standing,
    format::{self, Language},
    map::MapKind,
    municipality::MunicipalityCode,
    period::Year,
};
use publication::draft::MapYear;

use super::{
    Context,
    beside::{self, Beside},
    figure_text::{self, FigureText},
    map_words,
    picture_file::{self, PictureLinks},
    refused, render,
};
use crate::{
    address::{MapPage, Page, Prose, Refusal, View},
    answer::{Answer, HTML},
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "info.html")]
struct Info {
    heading: String,
    is_chosen: bool,
    figure: Option<FigureText>,
    links: Option<PictureLinks>,
    sentence: String,
    country: String,
    dismissed: String,
    beside: Option<BesideText>,
    population: String,
    href: String,
    more: String,
    guide: String,
    guide_label: String,
}

/// What the view shows beside the published figure.
struct BesideText {
    label: String,
    figure: String,
    basis: String,
}

/// Returns the box alone, for the script that follows the pointer and the keyboard.
pub fn fragment(
    context: &Context,
    (map, year): (MapKind, Year),
    code: MunicipalityCode,
    view: View,
) -> Answer {
    match context.release.map(map, year) {
        Some(map) => Answer::found(HTML, of_municipality(context, map, code, view)),
        None => refused(context, context.address.language, Refusal::NotFound),
    }
}

/// Returns the box for a page: of the chosen municipality, or how to choose one.
pub fn of_page(context: &Context, map: &MapYear, page: &MapPage) -> String {
    match page.chosen {
        Some(code) => of_municipality(context, map, code, page.view),
        None => unchosen(context.address.language),
    }
}

fn of_municipality(context: &Context, map: &MapYear, code: MunicipalityCode, view: View) -> String {
    let Context { address, release, .. } = *context;
    let (language, place, figure) = (address.language, code.municipality(), map.municipality(code));
    let people = |name, known: Option<(Year, u32)>| {
        let (year, people) = known?;
        let (year, people) = (year.to_string(), format::count(people, language));
        Some(text_with(language, name, &[("people", &people), ("year", &year)]).into_owned())
    };
    let inhabitants = people("info-population", release.population().newest(code, map.year));
    let known = release.recipients().newest(map.map, code, map.year);
    let recipients = people("info-recipients", known);
    render(&Info {
        heading: format!("{}, {}", place.name, map.year),
        is_chosen: true,
        links: Some(picture_file::outcome_links(context, Some(code), map)),
        figure: FigureText::new(figure, &format!("{}, {}", place.name, map.year), language),
        sentence: figure.standing().sentence(figure.merits().unwrap_or(0), language),
        country: figure_text::country_rate(map, language),
        dismissed: figure_text::dismissed(figure, language),
        beside: beside(context, map, code, view),
        population: inhabitants.into_iter().chain(recipients).collect::<Vec<_>>().join(" "),
        href: address.to(Page::Municipality(code)).to_string(),
        more: text_with(language, "more-about", &[("place", &place.name)]).into_owned(),
        guide: address.to(Page::Prose(Prose::ReadingGuide)).to_string(),
        guide_label: text(language, "reading-guide").into_owned(),
    })
}

fn beside(
    context: &Context,
    map: &MapYear,
    code: MunicipalityCode,
    view: View,
) -> Option<BesideText> {
    if view.is_published() || beside::missing(context, map, view).is_some() {
        return None;
    }
    let language = context.address.language;
    let beside = Beside::new(context, map, view, code);
    let none = || Standing::NoCases.label(language).to_owned();
    Some(BesideText {
        label: map_words::beside_label(context, map, view),
        figure: beside.as_ref().map_or_else(none, |it| it.in_full(language)),
        basis: beside.map_or_else(String::new, |it| it.basis(language)),
    })
}

fn unchosen(language: Language) -> String {
    render(&Info {
        heading: text(language, "info-choose").into_owned(),
        is_chosen: false,
        figure: None,
        links: None,
        sentence: text(language, "info-choose-how").into_owned(),
        country: String::new(),
        dismissed: String::new(),
        beside: None,
        population: String::new(),
        href: String::new(),
        more: String::new(),
        guide: String::new(),
        guide_label: String::new(),
    })
}
