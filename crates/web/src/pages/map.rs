//! The page of a map: map, box, legend, table with the same digits, what was published, notes.

mod columns;
pub mod table;

use askama::Template;
use charts::{basemap::attribution, choropleth::LegendItem};
use domain::{
    format,
    map::MapKind,
    municipality::{self, Municipality},
    period::Year,
};
use publication::{download::tables, draft::MapYear, edition::Edition};

use super::{
    Context, beside,
    figure_text::FigureText,
    frame::{Frame, Link},
    front, info, map_picture, map_words,
    picture_file::{self, PictureLinks},
    refused, render,
    switches::Switch,
};
use crate::{
    address::{FileKind, MapPage, Order, Page, Prose, Refusal, View, YearChoice},
    answer::{Answer, HTML},
    text::{text, text_with},
};
use columns::BesideColumns;
use table::{Heading, Published, Row};

#[derive(Template)]
#[template(path = "map.html")]
struct Map {
    frame: Frame,
    heading: String,
    lead: String,
    maps: Switch,
    year: String,
    year_action: String,
    first_year: String,
    last_year_number: String,
    kept: Vec<(&'static str, String)>,
    places: Vec<Choice>,
    years: Vec<Link>,
    views: Switch,
    picture: String,
    /// Why the view has nothing to show.
    missing: Option<String>,
    attribution: &'static str,
    info: String,
    links: PictureLinks,
    legend_heading: String,
    country_line: String,
    legend: Vec<LegendItem>,
    legend_note: String,
    country: Option<FigureText>,
    outcomes: PictureLinks,
    last_year: String,
    table_heading: String,
    csv: String,
    json: String,
    order_note: bool,
    columns: Vec<Heading>,
    beside: Option<BesideColumns>,
    rows: Vec<Row>,
    published: Vec<Published>,
    notes: Vec<String>,
    guide: String,
    method: String,
    funnel: String,
    behind: String,
}

/// A municipality to choose.
struct Choice {
    slug: &'static str,
    name: &'static str,
    is_chosen: bool,
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
pub fn of_year(context: &Context, choice: YearChoice) -> Answer {
    let Some(year) = choice.year.or(context.release.newest_year()) else {
        return refused(context, context.address.language, Refusal::NotFound);
    };
    let page = context.address.to(Page::Map(choice.in_year(year)));
    let place = if choice.chosen.is_some() { "#info" } else { "" };
    Answer::see_other(format!("{page}{place}"))
}

/// Returns what the page has around it; a map that is missing cannot be put into other pages.
fn frame(context: &Context, title: String, is_missing: bool) -> Frame {
    let frame = Frame::new(context, title);
    Frame { oembed: frame.oembed.clone().filter(|_| !is_missing), ..frame }
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
    let measure = map_words::measure(context, map, page.view);
    let missing = beside::missing(context, map, page.view);
    let page = Map {
        frame: frame(context, format!("{name}, {year}"), missing.is_some()),
        heading: map_words::heading(context, map, page.view),
        lead: lead(context, map, page.view),
        maps: maps(context, page),
        year_action: to(Page::MapOfYear(YearChoice::newest(page.map))),
        first_year: edition_year(release.editions().first()),
        last_year_number: edition_year(release.editions().last()),
        kept: kept(page),
        places: places(page),
        years: years(context, page),
        views: views(context, page),
        picture: map_picture::inline(context, map, page),
        attribution: attribution(language),
        missing,
        info: info::of_page(context, map, page),
        links: map_picture::links(context, map, page.view),
        legend_heading: text_with(
            language,
            "legend-of",
            &[("measure", &map_words::lower_first(&measure))],
        )
        .into_owned(),
        country_line: map_words::country_line(context, map, page.view),
        legend: map_picture::key(context, page.view),
        legend_note: map_words::note(context, map, page.view).unwrap_or_default(),
        country: FigureText::new(
            &map.country,
            &format!("{}, {year}", text(language, "whole-country")),
            language,
        ),
        outcomes: picture_file::outcome_links(context, None, map),
        last_year: front::last_year(release, map, language),
        table_heading: text_with(language, "table-heading", &[("map", name), ("year", &year)])
            .into_owned(),
        csv: to(Page::MapFile(page.map, page.year, FileKind::Csv)),
        json: to(Page::MapFile(page.map, page.year, FileKind::Json)),
        order_note: page.order != Order::BY_NAME,
        columns: table::headings(context, page),
        beside: columns::columns(context, map, page.view),
        rows: table::rows(context, map, page),
        published: table::published(context, map),
        notes: notes(context, map, page.view),
        guide: to(Page::Prose(Prose::ReadingGuide)),
        method: to(Page::Prose(Prose::Method)),
        funnel: to(Page::Funnel(page.map, page.year)),
        behind: to(Page::Behind(page.map, page.year)),
        year,
    };
    Answer::found(HTML, render(&page))
}

fn edition_year(edition: Option<&Edition>) -> String {
    edition.map_or_else(String::new, |edition| edition.year().to_string())
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

/// Says what the map counts, when it was drawn, and when it was published, which may be before.
fn lead(context: &Context, map: &MapYear, view: View) -> String {
    let (release, language) = (context.release, context.address.language);
    let drawn_on = release.snapshot().drawn_on;
    let (year, drawn) = (map.year.to_string(), format::date(drawn_on, language));
    let years = map_words::years(context, map, view);
    let mut lead =
        text_with(language, "map-lead", &[("year", &years), ("drawn", &drawn)]).into_owned();
    if let Some(day) = release.edition(map.year).and_then(Edition::published_on) {
        let name = if day < drawn_on { "map-published-before" } else { "map-published" };
        let date = format::date(day, language);
        lead.push(' ');
        lead.push_str(&text_with(language, name, &[("year", &year), ("date", &date)]));
    }
    lead
}

/// Returns what the form keeps of the choices made before.
fn kept(page: &MapPage) -> Vec<(&'static str, String)> {
    let choice = YearChoice { view: page.view, order: page.order, ..YearChoice::newest(page.map) };
    choice.pairs()
}

fn places(page: &MapPage) -> Vec<Choice> {
    let choice = |place: &'static Municipality| Choice {
        slug: &place.slug,
        name: &place.name,
        is_chosen: page.chosen == Some(place.code),
    };
    municipality::in_danish_order().into_iter().map(choice).collect()
}

fn maps(context: &Context, page: &MapPage) -> Switch {
    let link = |map: MapKind| Link {
        href: context.address.to(Page::Map(MapPage { map, ..*page })).to_string(),
        label: map.name(context.address.language).into(),
        is_current: map == page.map,
    };
    let name = text(context.address.language, "choose-map").into_owned();
    Switch { name, links: MapKind::ALL.into_iter().map(link).collect() }
}

fn years(context: &Context, page: &MapPage) -> Vec<Link> {
    let link = |year: Year| Link {
        href: context.address.to(Page::Map(MapPage { year, ..*page })).to_string(),
        label: year.to_string(),
        is_current: year == page.year,
    };
    context.release.editions().iter().map(|edition| link(edition.year())).collect()
}

fn views(context: &Context, page: &MapPage) -> Switch {
    let link = |view: View| Link {
        href: context.address.to(Page::Map(MapPage { view, ..*page })).to_string(),
        label: text(context.address.language, map_words::name_of(view)).into_owned(),
        is_current: view == page.view,
    };
    let name = text(context.address.language, "choose-view").into_owned();
    Switch { name, links: View::ALL.into_iter().map(link).collect() }
}

pub fn notes(context: &Context, map: &MapYear, view: View) -> Vec<String> {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let mut notes = tables::notes(release, language);
    if let Some(edition) = release.edition(map.year) {
        notes.extend(picture_file::cautions(edition, map, view, language));
        notes.extend(map_words::by_chance(map, language).filter(|_| view.is_published()));
        notes.extend(table::edition_notes(context, edition));
    }
    notes
}
