//! What moved between the draws: the country's figures by draw date, and the largest movements.

use askama::Template;
use domain::{
    format::{self, Language},
    map::MapKind,
    outcome::Outcome,
};
use jiff::civil::Date;
use publication::{
    figure::Figure,
    revision::{self, DrawnYear, Movement},
    vintage::Draw,
};

use super::{Context, figure_text, frame::Frame, render};
use crate::{
    address::{FileKind, Page, Prose},
    answer::{Answer, HTML},
    text::{text, text_with},
};

/// How many draws stand side by side; the file has all of them.
const SHOWN_DRAWS: usize = 6;
/// How many movements of municipalities are listed.
const SHOWN_MOVEMENTS: usize = 20;

#[derive(Template)]
#[template(path = "revisions.html")]
struct Revisions {
    frame: Frame,
    about: String,
    lead: String,
    csv: String,
    json: String,
    /// The newest first.
    draws: Vec<DrawRow>,
    more_draws: bool,
    /// The days over the columns of the tables, the oldest first.
    days: Vec<String>,
    maps: Vec<MapTable>,
    movements: Vec<MovementRow>,
}

/// A draw, with the front page as it was then.
struct DrawRow {
    day: String,
    href: String,
    snapshot: String,
}

struct MapTable {
    slug: &'static str,
    name: &'static str,
    /// A decision year with a cell for each day.
    rows: Vec<(String, Vec<Cell>)>,
}

/// The country's figure in one draw.
struct Cell {
    figure: String,
    /// How many municipalities moved; empty in the first draw that has the year.
    moved: String,
}

struct MovementRow {
    place: &'static str,
    href: String,
    map: &'static str,
    year: String,
    first: String,
    newest: String,
}

pub fn page(context: &Context) -> Answer {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let to = |page: Page| address.to(page).to_string();
    let draws = release.draws();
    let shown = &draws[draws.len().saturating_sub(SHOWN_DRAWS)..];
    let days: Vec<_> = shown.iter().map(|draw| draw.drawn_on).collect();
    let drawn_years = revision::drawn_years(release);
    let newest = format::date(release.snapshot().drawn_on, language);
    let lead = lead(release.snapshot().drawn_on < release.manifest().drawn_on, draws.len());
    let page = Revisions {
        frame: Frame::new(context, text(language, "revisions").into_owned()),
        about: to(Page::Prose(Prose::AboutData)),
        lead: text_with(language, lead, &[("drawn", &newest)]).into_owned(),
        csv: to(Page::RevisionsFile(FileKind::Csv)),
        json: to(Page::RevisionsFile(FileKind::Json)),
        draws: draws.iter().rev().map(|draw| draw_row(context, draw)).collect(),
        more_draws: draws.len() > SHOWN_DRAWS,
        days: days.iter().map(|day| format::date(*day, language)).collect(),
        maps: MapKind::ALL.map(|map| table(context, map, &days, &drawn_years)).into(),
        movements: revision::largest(release, SHOWN_MOVEMENTS)
            .iter()
            .map(|movement| movement_row(context, movement))
            .collect(),
    };
    Answer::found(HTML, render(&page))
}

/// Returns the text that introduces the draws. An earlier draw knows only those before it.
const fn lead(is_earlier: bool, draws: usize) -> &'static str {
    match (is_earlier, draws) {
        (false, 0 | 1) => "revisions-none",
        (false, _) => "revisions-lead",
        (true, 0 | 1) => "revisions-none-earlier",
        (true, _) => "revisions-lead-earlier",
    }
}

fn draw_row(context: &Context, draw: &Draw) -> DrawRow {
    let front = context.address.to(Page::Front).seen_on(Some(draw.drawn_on));
    DrawRow {
        day: format::date(draw.drawn_on, context.address.language),
        href: front.to_string(),
        snapshot: draw.snapshot.to_owned(),
    }
}

fn table(context: &Context, map: MapKind, days: &[Date], drawn_years: &[DrawnYear]) -> MapTable {
    let language = context.address.language;
    let years = context.release.editions().iter().rev().map(|edition| {
        let absent =
            |day| if edition.year().last_day() < day { "year-not-drawn" } else { "year-not-over" };
        let of_day = |day: &Date| {
            let found = drawn_years
                .iter()
                .find(|it| (it.map, it.year, it.drawn_on) == (map, edition.year(), *day));
            found.map_or_else(
                || Cell { figure: text(language, absent(*day)).into_owned(), moved: String::new() },
                |it| cell(it, language),
            )
        };
        (edition.year().to_string(), days.iter().map(of_day).collect())
    });
    MapTable { slug: map.slug(), name: map.name(language), rows: years.collect() }
}

fn cell(drawn: &DrawnYear, language: Language) -> Cell {
    let moved = match drawn.moved {
        None => String::new(),
        Some(0) => text(language, "moved-none").into_owned(),
        Some(1) => text(language, "moved-one").into_owned(),
        Some(many) => {
            text_with(language, "moved-many", &[("number", &many.to_string())]).into_owned()
        }
    };
    Cell { figure: figure_text::cell(&drawn.country, language).text, moved }
}

fn movement_row(context: &Context, movement: &Movement) -> MovementRow {
    let language = context.address.language;
    let place = movement.municipality.municipality();
    MovementRow {
        place: &place.name,
        href: context.address.to(Page::Municipality(place.code)).to_string(),
        map: movement.map.name(language),
        year: movement.year.to_string(),
        first: counts(movement.first, language),
        newest: counts(movement.newest, language),
    }
}

/// Writes the counts of a figure with the day they were drawn.
fn counts((day, figure): (Date, Figure), language: Language) -> String {
    let day = format::date(day, language);
    let Some(merits) = figure.merits() else {
        return format!("{day}: {}", figure.standing().label(language));
    };
    let count = |outcome| format::count(figure.count(outcome).unwrap_or(0), language);
    let args = [
        ("date", day.as_str()),
        ("cases", &format::cases(merits, language)),
        ("changed", &count(Outcome::Changed)),
        ("remitted", &count(Outcome::Remitted)),
        ("upheld", &count(Outcome::Upheld)),
    ];
    text_with(language, "movement-counts", &args).into_owned()
}
