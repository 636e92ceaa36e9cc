//! Breaks and dated events, in one table by date, with the numbers the pictures have.

use domain::{annotation::Annotation, map::MapKind, series_break::SeriesBreak};
use jiff::civil::Date;

use crate::{pages::Context, text::text};

/// A row of the table.
pub struct EventRow {
    /// The number in the pictures; `None` for a series break, which has a line of its own.
    pub number: Option<usize>,
    pub date: String,
    pub kind: String,
    pub text: String,
    pub maps: String,
    pub sources: Vec<Source>,
}

/// Where something can be read.
pub struct Source {
    pub text: String,
    /// The server, when it is an address.
    pub host: Option<String>,
}

/// Returns the events with the numbers they have everywhere on the page.
pub fn numbered<'a>(context: &Context<'a>) -> impl Iterator<Item = (usize, &'a Annotation)> {
    (1..).zip(context.release.annotations())
}

pub fn rows(context: &Context) -> Vec<EventRow> {
    let mut rows: Vec<(Date, EventRow)> =
        numbered(context).map(|(number, event)| of_event(context, number, event)).collect();
    for map in MapKind::ALL {
        let years = context.release.series(map);
        rows.extend(
            years.filter_map(|year| year.series_break.as_ref()).map(|it| of_break(context, it)),
        );
    }
    rows.sort_by_key(|(on, _)| *on);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn of_event(context: &Context, number: usize, event: &Annotation) -> (Date, EventRow) {
    let language = context.address.language;
    let maps = event.maps();
    let all = maps.len() == MapKind::ALL.len();
    let names: Vec<_> = maps.into_iter().map(|map| map.name(language)).collect();
    let row = EventRow {
        number: Some(number),
        date: event.on.written(language),
        kind: event.kind.label(language).into(),
        text: event.text(language).into(),
        maps: if all { text(language, "all-maps").into_owned() } else { names.join(", ") },
        sources: sources(&event.source),
    };
    (event.on.first_day(), row)
}

fn of_break(context: &Context, found: &SeriesBreak) -> (Date, EventRow) {
    let language = context.address.language;
    let row = EventRow {
        number: None,
        date: domain::format::date(found.on(), language),
        kind: text(language, "series-break").into_owned(),
        text: found.reason(language).into(),
        maps: found.map.name(language).into(),
        sources: sources(&found.source),
    };
    (found.on(), row)
}

/// Takes apart the sources of a row, which stand with ` ; ` between.
fn sources(text: &str) -> Vec<Source> {
    let parts = text.split(" ; ").map(str::trim).filter(|part| !part.is_empty());
    let host = |part: &str| {
        part.split_once("://").and_then(|(_, rest)| rest.split('/').next()).map(str::to_owned)
    };
    parts.map(|part| Source { text: part.into(), host: host(part) }).collect()
}
