//! A municipality, or the country, through the editions, as a picture.

use std::borrow::Cow;

use charts::trend::{Series, TrendPicture, TrendPoint, trend};
use domain::{
    format::{self, Language},
    map::MapKind,
    municipality::Municipality,
};
use publication::{draft::MapYear, figure::Figure};

use super::{
    Context,
    figure_text::{self, Cell},
    municipalities::cells,
};
use crate::text::{text, text_with};

/// A picture with the name of its map.
pub struct Trend {
    pub name: &'static str,
    pub svg: String,
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
            if map.is_break {
                cell.text = format!("{} {}", cell.text, text(language, "break-mark"));
            }
            cell
        }),
        year: year.to_string(),
    };
    context.release.editions().iter().rev().map(|edition| row(edition.year())).collect()
}

/// Returns the rates of a municipality beside the country's, or the country's alone, on each map.
pub fn trends(context: &Context, place: Option<&Municipality>) -> Vec<Trend> {
    MapKind::ALL
        .into_iter()
        .map(|map| Trend {
            name: map.name(context.address.language),
            svg: one(context, map, place),
        })
        .collect()
}

fn one(context: &Context, map: MapKind, place: Option<&Municipality>) -> String {
    let language = context.address.language;
    let years: Vec<_> = context.release.series(map).collect();
    let breaks: Vec<_> = years.iter().filter(|year| year.is_break).map(|year| year.year).collect();
    let country = text(language, "whole-country");
    let of_country = points(&years, &country, language, |year| year.country, |_| false);
    let national_absence = absence(&years, language, |year| year.country);
    let national = Series { name: &country, points: &of_country, absence: &national_absence };
    let own = place.map(|place| {
        let figure = |year: &MapYear| *year.municipality(place.code);
        let few = |figure: &Figure| !figure.is_readable();
        (points(&years, &place.name, language, figure, few), absence(&years, language, figure))
    });
    let name = place.map_or(&*country, |place| &place.name);
    let title = text_with(language, "trend-title", &[("place", name), ("map", map.name(language))]);
    trend(&TrendPicture {
        main: own.as_ref().map_or(national, |(points, absence)| Series { name, points, absence }),
        country: place.map(|_| national),
        breaks: &breaks,
        language,
        title: &title,
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
