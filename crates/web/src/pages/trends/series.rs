//! One series of the country: its pictures and its tables.

use domain::{
    format,
    map::MapKind,
    period::{Grain, Period, Year},
};
use publication::figure::Figure;

use super::drawing::{self, Chart};
use crate::{
    address::REST,
    pages::{
        Context, figure_text,
        map::table::{self, Published},
    },
    text::text,
};

/// A map, or the rest of the social area.
pub struct Section {
    pub id: &'static str,
    pub name: String,
    pub lead: String,
    /// The pictures by year and quarter, or why there is none.
    pub charts: Vec<Result<Chart, Missing>>,
    pub years: Vec<Row>,
    pub quarters: Vec<Row>,
    pub published: Vec<(String, Published)>,
}

/// A picture that cannot be drawn.
pub struct Missing {
    pub name: String,
    pub reason: String,
}

/// A year or quarter of the table.
pub struct Row {
    pub period: String,
    /// The rate, or why there is none.
    pub percent: String,
    pub interval: String,
    pub merits: String,
    pub reversed: String,
    /// The word for a break before the period; empty where there is none.
    pub series_break: String,
}

/// The figures of a series by year or quarter, and the first years of a new count.
pub struct Figures {
    pub periods: Vec<(Period, Figure)>,
    pub breaks: Vec<Year>,
}

/// Returns the section of a map, or of the rest.
pub fn section(context: &Context, map: Option<MapKind>) -> Section {
    let language = context.address.language;
    let by = |grain| figures(context, map, grain);
    let (years, quarters) = (by(Grain::Year), by(Grain::Quarter));
    let has_quarters = quarters.periods.iter().any(|(_, figure)| figure.rate().is_some());
    // The rest is worked out by year only.
    let grains = [Some(Grain::Year), map.map(|_| Grain::Quarter)].into_iter().flatten();
    Section {
        id: map.map_or(REST, MapKind::slug),
        name: name(context, map),
        lead: map.map_or_else(|| text(language, "rest-lead").into_owned(), |_| String::new()),
        charts: grains.map(|grain| chart(context, map, grain)).collect(),
        years: rows(context, &years),
        quarters: if has_quarters { rows(context, &quarters) } else { Vec::new() },
        published: map.map_or_else(Vec::new, |map| published(context, map)),
    }
}

fn chart(context: &Context, map: Option<MapKind>, grain: Grain) -> Result<Chart, Missing> {
    let language = context.address.language;
    let is_kept = grain == Grain::Year || context.release.quarter_counts().is_some();
    let reason = if is_kept { "series-not-delivered" } else { "quarters-not-kept" };
    drawing::chart(context, map, grain).ok_or_else(|| Missing {
        name: text(language, grain_text(grain)).into_owned(),
        reason: text(language, reason).into_owned(),
    })
}

/// Returns the name of a grain in the texts.
pub const fn grain_text(grain: Grain) -> &'static str {
    match grain {
        Grain::Year => "by-year",
        Grain::Quarter => "by-quarter",
    }
}

/// Returns the name of a map, or of the rest.
pub fn name(context: &Context, map: Option<MapKind>) -> String {
    let language = context.address.language;
    map.map_or_else(
        || text(language, "rest-of-social").into_owned(),
        |map| map.name(language).to_owned(),
    )
}

/// Returns the country's figures on a map, or on the rest, which has no quarters.
pub fn figures(context: &Context, map: Option<MapKind>, grain: Grain) -> Figures {
    let release = context.release;
    let Some(map) = map else {
        let years = release.rest();
        let breaks = years.iter().filter(|it| !it.breaks.is_empty()).map(|it| it.year).collect();
        let periods = years.iter().map(|it| (Period::Year(it.year), it.country));
        let periods = if grain == Grain::Year { periods.collect() } else { Vec::new() };
        return Figures { periods, breaks };
    };
    let years: Vec<_> = release.series(map).collect();
    let breaks = years.iter().filter(|it| it.is_break()).map(|it| it.year).collect();
    let periods = match grain {
        Grain::Year => years.iter().map(|it| (Period::Year(it.year), it.country)).collect(),
        Grain::Quarter => {
            let quarters = release.quarters(map);
            quarters.map(|it| (Period::Quarter(it.quarter), it.country)).collect()
        }
    };
    Figures { periods, breaks }
}

/// Returns what was published of a map, the newest year first.
fn published(context: &Context, map: MapKind) -> Vec<(String, Published)> {
    let mut years: Vec<_> = context.release.series(map).collect();
    years.reverse();
    let rows = years.into_iter().flat_map(|year| {
        let rows = table::published(context, year).into_iter();
        rows.map(move |row| (year.year.to_string(), row))
    });
    rows.collect()
}

/// Returns the rows of a table, the newest first.
fn rows(context: &Context, figures: &Figures) -> Vec<Row> {
    let language = context.address.language;
    let row = |(period, figure): &(Period, Figure)| {
        let count = |number: Option<u32>| {
            number.map_or_else(|| "–".into(), |number| format::count(number, language))
        };
        let is_first = match period {
            Period::Year(_) => true,
            Period::Quarter(quarter) => quarter.number() == 1,
        };
        let is_break = is_first && figures.breaks.contains(&period.year());
        Row {
            period: format::period(*period, language),
            percent: figure.rate().map_or_else(
                || figure.standing().label(language).into(),
                |rate| format::percent(rate, language),
            ),
            interval: figure
                .interval()
                .map_or_else(|| "–".into(), |interval| figure_text::interval(interval, language)),
            merits: count(figure.merits()),
            reversed: count(figure.counts().map(domain::reversal::OutcomeCounts::reversed)),
            series_break: if is_break {
                text(language, "break-mark").into_owned()
            } else {
                String::new()
            },
        }
    };
    figures.periods.iter().rev().map(row).collect()
}
