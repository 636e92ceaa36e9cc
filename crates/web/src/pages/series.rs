//! A municipality, or the country, through the editions, as a picture.

use std::borrow::Cow;

use charts::{
    standalone::Drawing,
    trend::{Series, TrendPicture, TrendPoint, trend},
};
use domain::{
    format::{self, Language},
    map::MapKind,
    municipality::{Municipality, MunicipalityCode},
    period::Year,
};
use publication::{draft::MapYear, figure::Figure};

use super::{
    Context,
    figure_text::{self, Cell},
    municipalities::cells,
    picture_file::{self, File, PictureLinks},
};
use crate::{
    address::{Page, Picture},
    text::{text, text_with},
};

/// A picture with the name of its map.
pub struct Trend {
    pub name: &'static str,
    pub svg: String,
    pub picture: PictureLinks,
}

/// A year of a table beside the pictures.
pub struct YearRow {
    pub year: String,
    pub cells: Vec<Cell>,
}

/// Returns the figures of the three maps year by year, the newest first.
pub fn years(context: &Context, figure: impl Fn(&MapYear) -> Figure) -> Vec<YearRow> {
    let language = context.address.language;
    let row = |year| YearRow {
        cells: cells(context, year, |map| {
            let mut cell = figure_text::cell(&figure(map), language);
            if map.is_break() {
                cell.text = format!("{} {}", cell.text, text(language, "break-mark"));
            }
            cell
        }),
        year: year.to_string(),
    };
    context.release.editions().iter().rev().map(|edition| row(edition.year())).collect()
}

/// Returns the rates of a municipality beside the country's, or the country's alone, on each map.
pub fn trends(context: &Context, place: Option<&'static Municipality>) -> Vec<Trend> {
    let language = context.address.language;
    let of_map = |map: MapKind| Trend {
        name: map.name(language),
        svg: with_picture(context, map, place, trend),
        picture: picture_file::links(
            context,
            Picture::Trend(place.map(|place| place.code), map),
            title(map, place, language),
        ),
    };
    MapKind::ALL.into_iter().map(of_map).collect()
}

/// Returns one of those pictures as a file.
pub fn file(context: &Context, place: Option<MunicipalityCode>, map: MapKind) -> File {
    let place = place.map(MunicipalityCode::municipality);
    let page = place.map_or(Page::Front, |place| Page::Municipality(place.code));
    let notes = picture_file::notes(context, own_notes(context, map, place), page);
    with_picture(context, map, place, |picture| {
        let newest = [Some(picture.main), picture.country].into_iter().flatten();
        let newest = newest.filter_map(|series| series.points.last());
        let newest = newest.map(|point| &*point.label).collect::<Vec<_>>().join(". ");
        let figures = picture.main.points.iter().map(|point| &*point.label);
        let figures = figures.collect::<Vec<_>>().join("; ");
        let picture = TrendPicture { description: &figures, ..*picture };
        let drawing = Drawing::Trend(&picture);
        picture_file::file(context, drawing, picture.title, [&newest, ""], &notes)
    })
}

/// Says how the picture is read, which years it shows, and when a rate rests on few cases.
fn own_notes(context: &Context, map: MapKind, place: Option<&Municipality>) -> Vec<String> {
    let language = context.address.language;
    let lead = if place.is_some() { "trend-lead" } else { "front-trend-lead" };
    let mut notes = vec![text(language, lead).into_owned()];
    let editions = context.release.series(map).filter_map(|map| context.release.edition(map.year));
    let editions: Vec<_> = editions.collect();
    let mut limits: Vec<_> = editions.iter().map(|edition| edition.few_cases_below).collect();
    limits.sort_unstable();
    limits.dedup();
    // Editions may have limits of their own; each is then named.
    let few = limits.iter().map(ToString::to_string).collect::<Vec<_>>().join("/");
    if let (Some(first), Some(last)) = (editions.first(), editions.last()) {
        notes.push(text_with(language, "note-few", &[("few", &few)]).into_owned());
        notes.push(decision_years(first.year(), last.year(), language));
    }
    notes
}

/// Writes which decision years a picture shows.
pub fn decision_years(first: Year, last: Year, language: Language) -> String {
    text_with(language, "fact-decision-years", &[("years", &format!("{first}–{last}"))])
        .into_owned()
}

fn title(map: MapKind, place: Option<&Municipality>, language: Language) -> String {
    let country = text(language, "whole-country");
    let name = place.map_or(&*country, |place| &place.name);
    let args = [("place", name), ("map", map.name(language))];
    text_with(language, "trend-title", &args).into_owned()
}

/// Makes the picture and draws it.
fn with_picture<T>(
    context: &Context,
    map: MapKind,
    place: Option<&Municipality>,
    draw: impl FnOnce(&TrendPicture) -> T,
) -> T {
    let language = context.address.language;
    let years: Vec<_> = context.release.series(map).collect();
    let breaks: Vec<_> =
        years.iter().filter(|year| year.is_break()).map(|year| year.year).collect();
    let country = text(language, "whole-country");
    let of_country = points(&years, &country, language, |year| year.country, |_| false);
    let national_absence = absence(&years, language, |year| year.country);
    let national = Series { name: &country, points: &of_country, absence: &national_absence };
    let own = place.map(|place| {
        let figure = |year: &MapYear| *year.municipality(place.code);
        let few = |figure: &Figure| !figure.is_readable();
        let points = points(&years, &place.name, language, figure, few);
        (&place.name, points, absence(&years, language, figure))
    });
    let own = own.as_ref().map(|(name, points, absence)| Series { name, points, absence });
    draw(&TrendPicture {
        main: own.unwrap_or(national),
        country: own.map(|_| national),
        breaks: &breaks,
        language,
        title: &title(map, place, language),
        description: &text(language, "trend-description"),
    })
}

fn points(
    years: &[&MapYear],
    name: &str,
    language: Language,
    figure: impl Fn(&MapYear) -> Figure,
    is_few: impl Fn(&Figure) -> bool,
) -> Vec<TrendPoint<'static>> {
    let point = |year: &&MapYear| {
        let figure = figure(year);
        let cell = figure_text::in_line(&figure, language);
        let label = format!(
            "{name}, {}: {cell}",
            format::period(domain::period::Period::Year(year.year), language)
        );
        Some(TrendPoint::counted(year.year, figure.rate()?, is_few(&figure), Cow::Owned(label)))
    };
    years.iter().filter_map(point).collect()
}

/// Says why a series has no rate in any year: each reason once.
fn absence(years: &[&MapYear], language: Language, figure: impl Fn(&MapYear) -> Figure) -> String {
    let mut reasons: Vec<_> = years.iter().map(|year| figure(year).standing()).collect();
    reasons.sort();
    reasons.dedup();
    if reasons.is_empty() {
        return text(language, "no-editions").into_owned();
    }
    reasons.into_iter().map(|standing| standing.label(language)).collect::<Vec<_>>().join(", ")
}
