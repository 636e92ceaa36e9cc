//! The box beside the map: one municipality in figures and one sentence.

use askama::Template;
use domain::{
    format::{self, Language},
    map::MapKind,
    municipality::MunicipalityCode,
    period::Year,
};
use publication::draft::MapYear;

use super::{
    Context,
    figure_text::{self, FigureText},
    picture_file::{self, PictureLinks},
    refused, render,
};
use crate::{
    address::{Page, Prose, Refusal},
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
    population: String,
    href: String,
    more: String,
    guide: String,
    guide_label: String,
}

/// Returns the box alone, for the script that follows the pointer and the keyboard.
pub fn fragment(context: &Context, map: MapKind, year: Year, code: MunicipalityCode) -> Answer {
    match context.release.map(map, year) {
        Some(map) => Answer::found(HTML, of_municipality(context, map, code)),
        None => refused(context, context.address.language, Refusal::NotFound),
    }
}

/// Returns the box for a page: of the chosen municipality, or how to choose one.
pub fn of_page(context: &Context, map: &MapYear, chosen: Option<MunicipalityCode>) -> String {
    match chosen {
        Some(code) => of_municipality(context, map, code),
        None => unchosen(context.address.language),
    }
}

fn of_municipality(context: &Context, map: &MapYear, code: MunicipalityCode) -> String {
    let Context { address, release, .. } = *context;
    let (language, place, figure) = (address.language, code.municipality(), map.municipality(code));
    let people = release.population().newest(code, map.year).map(|(year, people)| {
        let (year, people) = (year.to_string(), format::count(people, language));
        text_with(language, "info-population", &[("people", &people), ("year", &year)]).into_owned()
    });
    render(&Info {
        heading: format!("{}, {}", place.name, map.year),
        is_chosen: true,
        links: Some(picture_file::outcome_links(context, Some(code), map)),
        figure: FigureText::new(figure, &format!("{}, {}", place.name, map.year), language),
        sentence: figure.standing().sentence(figure.merits().unwrap_or(0), language),
        country: figure_text::country_rate(map, language),
        dismissed: figure_text::dismissed(figure, language),
        population: people.unwrap_or_default(),
        href: address.to(Page::Municipality(code)).to_string(),
        more: text_with(language, "more-about", &[("place", &place.name)]).into_owned(),
        guide: address.to(Page::Prose(Prose::ReadingGuide)).to_string(),
        guide_label: text(language, "reading-guide").into_owned(),
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
        population: String::new(),
        href: String::new(),
        more: String::new(),
        guide: String::new(),
        guide_label: String::new(),
    })
}
