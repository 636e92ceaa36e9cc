//! The page of a map: map, box, legend, table with the same digits, what was published, notes.

mod table;

use askama::Template;
use charts::{basemap::attribution, choropleth::LegendItem};
use domain::{format, map::MapKind, period::Year};
use publication::{download::tables, draft::MapYear, edition::Edition};

use super::{
    Context,
    figure_text::FigureText,
    frame::{Frame, Link},
    front, info, map_picture, refused, render,
};
use crate::{
    address::{FileKind, MapPage, Order, Page, Prose, Refusal, View},
    answer::{Answer, HTML},
    text::{text, text_with},
};
use table::{Heading, Published, Row};

#[derive(Template)]
#[template(path = "map.html")]
struct Map {
    frame: Frame,
    heading: String,
    lead: String,
    maps: Vec<Link>,
    year: String,
    year_action: String,
    first_year: String,
    last_year_number: String,
    view_value: Option<&'static str>,
    years: Vec<Link>,
    views: Vec<Link>,
    picture: String,
    attribution: &'static str,
    info: String,
    legend: Vec<LegendItem>,
    chance_note: String,
    country: Option<FigureText>,
    last_year: String,
    table_heading: String,
    csv: String,
    json: String,
    svg: String,
    order_note: bool,
    columns: Vec<Heading>,
    rows: Vec<Row>,
    published: Vec<Published>,
    notes: Vec<String>,
    guide: String,
    method: String,
}

#[derive(Template)]
#[template(path = "no_edition.html")]
struct NoEdition {
    frame: Frame,
    heading: String,
    explanation: String,
    years: Vec<Link>,
}

/// Leads to the map of a year, or of the newest edition.
pub fn of_year(context: &Context, map: MapKind, year: Option<Year>, view: View) -> Answer {
    let newest = context.release.newest_year();
    let Some(year) = year.or(newest) else {
        return refused(context, context.address.language, Refusal::NotFound);
    };
    let page = MapPage { view, ..MapPage::new(map, year) };
    Answer::see_other(context.address.to(Page::Map(page)).to_string())
}

pub fn page(context: &Context, page: &MapPage) -> Answer {
    let Some(map) = context.release.map(page.map, page.year) else {
        return no_edition(context, page.map, page.year);
    };
    let Context { address, release, .. } = *context;
    let language = address.language;
    let to = |page: Page| address.to(page).to_string();
    let name = map.map.name(language);
    let year = map.year.to_string();
    let editions = release.editions();
    let page = Map {
        frame: Frame::new(context, format!("{name}, {year}")),
        heading: format!("{name}: {} {year}", lower_first(&text(language, name_of(page.view)))),
        lead: lead(context, map),
        maps: maps(context, page),
        year_action: to(Page::MapOfYear(page.map, None, View::Rate)),
        first_year: editions.first().map_or_else(String::new, |edition| edition.year().to_string()),
        last_year_number: editions
            .last()
            .map_or_else(String::new, |edition| edition.year().to_string()),
        view_value: (page.view != View::Rate).then(|| page.view.id()),
        years: years(context, page),
        views: views(context, page),
        picture: map_picture::inline(context, map, page),
        attribution: attribution(language),
        info: info::of_page(context, map, page.chosen),
        legend: map_picture::key(context, page.view),
        chance_note: text(language, note_of(page.view)).into_owned(),
        country: FigureText::new(
            &map.country,
            &format!("{}, {year}", text(language, "whole-country")),
            language,
        ),
        last_year: front::last_year(release, map, language),
        table_heading: text_with(language, "table-heading", &[("map", name), ("year", &year)])
            .into_owned(),
        csv: to(Page::MapFile(page.map, page.year, FileKind::Csv)),
        json: to(Page::MapFile(page.map, page.year, FileKind::Json)),
        svg: to(Page::MapPicture(page.map, page.year, page.view)),
        order_note: page.order != Order::BY_NAME,
        columns: table::headings(context, page),
        rows: table::rows(context, map, page),
        published: table::published(context, map),
        notes: notes(context, map),
        guide: to(Page::Prose(Prose::ReadingGuide)),
        method: to(Page::Prose(Prose::Method)),
        year,
    };
    Answer::found(HTML, render(&page))
}

/// Says that a year has no map yet; the status is 404, since nothing is at the address.
fn no_edition(context: &Context, map: MapKind, year: Year) -> Answer {
    let language = context.address.language;
    let year = year.to_string();
    let args = [("map", map.name(language)), ("year", year.as_str())];
    let heading = text_with(language, "no-edition-heading", &args);
    let page = context.release.newest_year().map(|year| MapPage::new(map, year));
    let page = NoEdition {
        frame: Frame::new(context, heading.clone().into_owned()),
        heading: heading.into_owned(),
        explanation: text_with(language, "no-edition", &args).into_owned(),
        years: page.map_or_else(Vec::new, |page| years(context, &page)),
    };
    Answer::refused(404, render(&page))
}

fn lead(context: &Context, map: &MapYear) -> String {
    let language = context.address.language;
    let drawn = format::date(context.release.snapshot().drawn_on, language);
    let published = context.release.edition(map.year).and_then(Edition::published_on);
    let year = map.year.to_string();
    let mut lead =
        text_with(language, "map-lead", &[("year", &year), ("drawn", &drawn)]).into_owned();
    if let Some(day) = published {
        let day = format::date(day, language);
        lead.push(' ');
        lead.push_str(&text_with(language, "map-published", &[("date", &day)]));
    }
    lead
}

fn maps(context: &Context, page: &MapPage) -> Vec<Link> {
    let link = |map: MapKind| Link {
        href: context.address.to(Page::Map(MapPage { map, ..*page })).to_string(),
        label: map.name(context.address.language).into(),
        is_current: map == page.map,
    };
    MapKind::ALL.into_iter().map(link).collect()
}

fn years(context: &Context, page: &MapPage) -> Vec<Link> {
    let link = |year: Year| Link {
        href: context.address.to(Page::Map(MapPage { year, ..*page })).to_string(),
        label: year.to_string(),
        is_current: year == page.year,
    };
    context.release.editions().iter().map(|edition| link(edition.year())).collect()
}

fn views(context: &Context, page: &MapPage) -> Vec<Link> {
    let link = |view: View| Link {
        href: context.address.to(Page::Map(MapPage { view, ..*page })).to_string(),
        label: text(context.address.language, name_of(view)).into_owned(),
        is_current: view == page.view,
    };
    View::ALL.into_iter().map(link).collect()
}

/// Writes a word that begins a line of its own as it stands within a line.
fn lower_first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

const fn name_of(view: View) -> &'static str {
    match view {
        View::Rate => "view-rate",
        View::Split => "view-split",
        View::Cases => "view-cases",
    }
}

const fn note_of(view: View) -> &'static str {
    match view {
        View::Rate => "legend-note-rate",
        View::Split => "legend-note-split",
        View::Cases => "legend-note-cases",
    }
}

fn notes(context: &Context, map: &MapYear) -> Vec<String> {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let mut notes = tables::notes(release, language);
    if let Some(edition) = release.edition(map.year) {
        let (few, year) = (edition.few_cases_below.to_string(), map.year.to_string());
        notes.push(text_with(language, "note-few", &[("few", &few)]).into_owned());
        notes.push(text(language, "note-by-chance").into_owned());
        if map.is_break {
            notes.push(text_with(language, "note-break", &[("year", &year)]).into_owned());
        }
        notes.extend(table::edition_notes(context, edition));
    }
    notes
}
