//! The pictures of the country over time, on the page and as files.

use charts::{
    standalone::Drawing,
    timeline::{Beside, Event, TimePoint, Timeline, timeline},
};
use domain::{
    format,
    map::MapKind,
    period::{Grain, Period},
};
use publication::figure::Figure;

use super::{
    events::numbered,
    series::{self, Figures},
};
use crate::{
    address::{Page, Picture},
    pages::{
        Context, figure_text,
        picture_file::{self, File, PictureLinks},
        series::decision_years,
    },
    text::{text, text_with},
};

/// A picture on the page, with the files it can be had as.
pub struct Chart {
    pub name: String,
    pub svg: String,
    pub links: PictureLinks,
}

/// Returns the picture of a map, or of the rest; `None` without a rate.
pub fn chart(context: &Context, map: Option<MapKind>, grain: Grain) -> Option<Chart> {
    with_picture(context, map, grain, |picture| Chart {
        name: text(picture.language, series::grain_text(grain)).into_owned(),
        svg: timeline(picture),
        links: picture_file::links(context, Picture::Timeline(map, grain), picture.title.into()),
    })
}

/// Returns the same picture as a file, where its events are listed by number.
pub fn file(context: &Context, map: Option<MapKind>, grain: Grain) -> Option<File> {
    with_picture(context, map, grain, |picture| {
        let mut own = vec![text(picture.language, "trends-how").into_owned()];
        if !picture.events.is_empty() {
            own.push(text(picture.language, "trends-how-file").into_owned());
        }
        own.extend(picture.events.iter().map(|it| format!("{} · {}", it.number, it.label)));
        let years = picture.points.iter().map(|point| point.period().year());
        if let (Some(first), Some(last)) = (years.clone().min(), years.max()) {
            own.push(decision_years(first, last, picture.language));
        }
        let notes = picture_file::notes(context, own, Page::Trends);
        let newest = picture.points.last().map_or("", |point| point.label());
        let drawing = Drawing::Timeline(picture);
        picture_file::file(context, drawing, picture.title, [newest, ""], &notes)
    })
}

/// Makes the picture and draws it. The years of a map stand beside the rest, and the rest beside the
/// general map.
fn with_picture<T>(
    context: &Context,
    map: Option<MapKind>,
    grain: Grain,
    draw: impl FnOnce(&Timeline) -> T,
) -> Option<T> {
    let language = context.address.language;
    let name = series::name(context, map);
    let own = series::figures(context, map, grain);
    let points = points(context, &name, &own.periods);
    if points.is_empty() {
        return None;
    }
    let by_year = grain == Grain::Year;
    let other = map.map_or(Some(MapKind::Social), |_| None);
    let other_name = match other {
        Some(map) => map.name(language).to_owned(),
        None => text(language, "rest-short").into_owned(),
    };
    let Figures { periods, breaks } = series::figures(context, other, Grain::Year);
    let other_points = self::points(context, &other_name, &periods);
    let beside = Beside { name: &other_name, points: &other_points, breaks: &breaks };
    let published = map.filter(|_| by_year).map_or_else(Vec::new, |map| published(context, map));
    let published_legend = text(language, "published-legend");
    let title = if by_year { "trends-title-years" } else { "trends-title-quarters" };
    Some(draw(&Timeline {
        name: &name,
        points: &points,
        beside: by_year.then_some(beside),
        published: (!published.is_empty()).then_some((&published_legend, &published)),
        breaks: &own.breaks,
        events: &events(context, map),
        language,
        title: &text_with(language, title, &[("name", &name)]),
        description: &text(language, "trends-description"),
    }))
}

fn events(context: &Context, map: Option<MapKind>) -> Vec<Event> {
    let language = context.address.language;
    let concerned =
        numbered(context).filter(|(_, event)| map.is_none_or(|map| event.concerns(map)));
    let event = |(number, event): (usize, &domain::annotation::Annotation)| Event {
        on: event.on.first_day(),
        number,
        label: format!("{}: {}", event.on.written(language), event.text(language)),
    };
    concerned.map(event).collect()
}

fn points(context: &Context, name: &str, figures: &[(Period, Figure)]) -> Vec<TimePoint> {
    let language = context.address.language;
    let point = |(period, figure): &(Period, Figure)| {
        let when = format::period(*period, language);
        let label = format!("{name}, {when}: {}", figure_text::in_line(figure, language));
        Some(TimePoint::counted(*period, figure.rate()?, label))
    };
    figures.iter().filter_map(point).collect()
}

/// Returns a point for every published figure of the map's years.
fn published(context: &Context, map: MapKind) -> Vec<TimePoint> {
    let (release, language) = (context.release, context.address.language);
    let known = release.series(map).flat_map(|year| release.published(map, year.year));
    let points = known.filter_map(|row| {
        let percent = row.reversal?;
        let number = format::with_unit(&percent.number(language), language);
        let date = row.published_on.map_or_else(
            || text(language, "date-unknown").into_owned(),
            |day| format::date(day, language),
        );
        let args = [("year", &*row.year.to_string()), ("percent", &number), ("date", &date)];
        let label = text_with(language, "published-point", &args).into_owned();
        Some(TimePoint::published(row.year, f64::from(percent.tenths()) / 1_000.0, label))
    });
    points.collect()
}
