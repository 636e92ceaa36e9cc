//! Municipalities that a reader puts side by side: on each map their figures and what may be said of each
//! beside the country. They stand in alphabetical order and are never ranked.

mod form;
mod lines;
mod portal;

use askama::Template;
use domain::{
    format, map::MapKind, municipality::MunicipalityCode, outcome::Outcome, period::Year,
};
use publication::{draft::MapYear, figure::Figure};

use self::{form::Form, lines::OverYears};
use super::{
    Context,
    figure_text::{interval, number},
    frame::{Frame, Link},
    render,
};
use crate::{
    address::{Address, Comparison, MapPage, Page, Prose},
    answer::{Answer, HTML},
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    frame: Frame,
    list: String,
    guide: String,
    heading: String,
    is_named: bool,
    lead: String,
    maps: Vec<OnMap>,
    form: Form,
    /// The address that always shows these figures; `None` where nothing is chosen yet.
    lasting: Option<String>,
    tables: Vec<Link>,
}

/// One map.
struct OnMap {
    slug: &'static str,
    name: &'static str,
    href: String,
    rows: Vec<Row>,
    /// Why there are no rows.
    absence: String,
    years: Option<OverYears>,
}

/// A municipality, or the country, on one map in one year.
struct Row {
    name: String,
    href: Option<String>,
    percent: String,
    interval: String,
    merits: String,
    changed: String,
    remitted: String,
    upheld: String,
    sentence: String,
}

pub fn page(context: &Context, comparison: &Comparison) -> Answer {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let year = comparison.year.or(release.newest_year());
    let written = year.map_or_else(String::new, |year| year.to_string());
    let is_chosen = !comparison.places.is_empty();
    let lead = if is_chosen { "several-lead" } else { "several-choose" };
    let heading = comparison.name.clone();
    let heading = heading.unwrap_or_else(|| text(language, "several-heading").into_owned());
    let maps = MapKind::ALL.into_iter().filter(|map| comparison.map.is_none_or(|it| it == *map));
    let lasting = Address { release: Some(release.id().into()), ..address.clone() };
    let page = ComparePage {
        frame: Frame::new(context, heading.clone()),
        list: address.to(Page::Municipalities(None)).to_string(),
        guide: address.to(Page::Prose(Prose::ReadingGuide)).to_string(),
        heading,
        is_named: comparison.name.is_some(),
        lead: text_with(language, lead, &[("year", &written)]).into_owned(),
        maps: if is_chosen {
            maps.map(|map| on_map(context, comparison, map, year)).collect()
        } else {
            Vec::new()
        },
        form: form::form(context, comparison),
        lasting: is_chosen.then(|| lasting.to_string()),
        tables: portal::links(context, comparison, &written),
    };
    Answer::found(HTML, render(&page))
}

fn on_map(context: &Context, comparison: &Comparison, map: MapKind, year: Option<Year>) -> OnMap {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let found = year.and_then(|year| release.map(map, year));
    let href = found.map(|found| Page::Map(MapPage::new(map, found.year)));
    let written = year.map_or_else(String::new, |year| year.to_string());
    OnMap {
        slug: map.slug(),
        name: map.name(language),
        href: href.map_or_else(String::new, |page| address.to(page).to_string()),
        rows: found.map_or_else(Vec::new, |found| rows(context, found, &comparison.places)),
        absence: text_with(language, "several-no-edition", &[("year", &written)]).into_owned(),
        years: lines::over_years(context, map, &comparison.places),
    }
}

fn rows(context: &Context, map: &MapYear, places: &[MunicipalityCode]) -> Vec<Row> {
    let language = context.address.language;
    let of_place = |code: &MunicipalityCode| {
        let figure = map.municipality(*code);
        Row {
            href: Some(context.address.to(Page::Municipality(*code)).to_string()),
            sentence: figure.standing().sentence(figure.merits().unwrap_or(0), language),
            ..row(context, code.municipality().name.clone(), figure)
        }
    };
    let country = row(context, text(language, "whole-country").into_owned(), &map.country);
    places.iter().map(of_place).chain([country]).collect()
}

fn row(context: &Context, name: String, figure: &Figure) -> Row {
    let language = context.address.language;
    let missing = || "–".to_owned();
    let count = |outcome| number(figure.count(outcome), language);
    Row {
        name,
        href: None,
        percent: figure.rate().map_or_else(missing, |rate| format::percent(rate, language)),
        interval: figure.interval().map_or_else(missing, |it| interval(it, language)),
        merits: number(figure.merits(), language),
        changed: count(Outcome::Changed),
        remitted: count(Outcome::Remitted),
        upheld: count(Outcome::Upheld),
        sentence: String::new(),
    }
}
