//! One series of the country: its pictures and its tables.

use charts::timeline::{Beside, Event, TimePoint, Timeline, timeline};
use domain::{
    format,
    map::MapKind,
    period::{Period, Year},
};
use publication::figure::Figure;

use super::events::numbered;
use crate::{
    pages::{
        Context, figure_text,
        map::table::{self, Published},
    },
    text::{text, text_with},
};

/// A map, or the rest of the social area.
pub struct Section {
    pub id: &'static str,
    pub name: String,
    pub lead: String,
    pub by_year: String,
    /// The picture by quarter, or why there is none.
    pub by_quarter: Option<Result<String, String>>,
    pub years: Vec<Row>,
    pub quarters: Vec<Row>,
    pub published: Vec<(String, Published)>,
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

pub fn of_map(context: &Context, map: MapKind) -> Section {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let years: Vec<_> = release.series(map).collect();
    let breaks: Vec<_> = years.iter().filter(|it| it.is_break()).map(|it| it.year).collect();
    let by_year: Vec<_> = years.iter().map(|it| (Period::Year(it.year), it.country)).collect();
    let quarters = release.quarters(map);
    let by_quarter: Vec<_> = quarters.map(|it| (Period::Quarter(it.quarter), it.country)).collect();
    let drawing = Drawing { context, name: map.name(language), map: Some(map), breaks: &breaks };
    let is_delivered = by_quarter.iter().any(|(_, figure)| figure.rate().is_some());
    let published = years.iter().rev().flat_map(|it| {
        let rows = table::published(context, it).into_iter();
        rows.map(|row| (it.year.to_string(), row))
    });
    Section {
        id: map.slug(),
        name: map.name(language).into(),
        lead: String::new(),
        by_year: drawing.years(&by_year),
        by_quarter: Some(if is_delivered {
            Ok(drawing.quarters(&by_quarter))
        } else {
            Err(text(language, "quarters-not-delivered").into_owned())
        }),
        years: rows(context, &by_year, &breaks),
        quarters: if is_delivered { rows(context, &by_quarter, &breaks) } else { Vec::new() },
        published: published.collect(),
    }
}

pub fn of_rest(context: &Context) -> Section {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let name = text(language, "rest-of-social");
    let years = release.rest();
    let breaks: Vec<_> =
        years.iter().filter(|it| !it.breaks.is_empty()).map(|it| it.year).collect();
    let by_year: Vec<_> = years.iter().map(|it| (Period::Year(it.year), it.country)).collect();
    let drawing = Drawing { context, name: &name, map: None, breaks: &breaks };
    Section {
        id: "resten",
        lead: text(language, "rest-lead").into_owned(),
        by_year: drawing.years(&by_year),
        by_quarter: None,
        years: rows(context, &by_year, &breaks),
        quarters: Vec::new(),
        published: Vec::new(),
        name: name.into_owned(),
    }
}

/// Returns the rows of a table, the newest first.
fn rows(context: &Context, figures: &[(Period, Figure)], breaks: &[Year]) -> Vec<Row> {
    let language = context.address.language;
    let row = |(period, figure): &(Period, Figure)| {
        let count = |number: Option<u32>| {
            number.map_or_else(|| "–".into(), |number| format::count(number, language))
        };
        let is_first = match period {
            Period::Year(_) => true,
            Period::Quarter(quarter) => quarter.number() == 1,
        };
        let is_break = is_first && breaks.contains(&period.year());
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
    figures.iter().rev().map(row).collect()
}

/// What the pictures of a series have in common.
struct Drawing<'a> {
    context: &'a Context<'a>,
    name: &'a str,
    /// The map, `None` for the rest.
    map: Option<MapKind>,
    breaks: &'a [Year],
}

impl Drawing<'_> {
    /// Draws the years, with the rest beside a map and the general map beside the rest.
    fn years(&self, figures: &[(Period, Figure)]) -> String {
        let Context { address, release, .. } = *self.context;
        let language = address.language;
        let (name, beside): (_, Vec<_>) = if self.map.is_some() {
            let rest = release.rest().iter();
            let rest = rest.map(|it| (it.year, it.country, !it.breaks.is_empty()));
            (text(language, "rest-short"), rest.collect())
        } else {
            let social = release.series(MapKind::Social);
            let social = social.map(|it| (it.year, it.country, it.is_break()));
            (MapKind::Social.name(language).into(), social.collect())
        };
        let breaks: Vec<_> =
            beside.iter().filter(|(.., is_break)| *is_break).map(|(year, ..)| *year).collect();
        let beside: Vec<_> =
            beside.iter().map(|(year, country, _)| (Period::Year(*year), *country)).collect();
        let points = self.points(&name, &beside);
        let beside = Beside { name: &name, points: &points, breaks: &breaks };
        let published = self.published();
        let legend = text(language, "published-legend");
        self.draw(
            &self.points(self.name, figures),
            Some(beside),
            (!published.is_empty()).then_some((&legend, &published)),
            "trends-title-years",
        )
    }

    fn quarters(&self, figures: &[(Period, Figure)]) -> String {
        self.draw(&self.points(self.name, figures), None, None, "trends-title-quarters")
    }

    fn draw(
        &self,
        points: &[TimePoint],
        beside: Option<Beside>,
        published: Option<(&str, &[TimePoint])>,
        title: &str,
    ) -> String {
        let language = self.context.address.language;
        let concerns = |map: Option<MapKind>, event: &domain::annotation::Annotation| {
            map.is_none_or(|map| event.concerns(map))
        };
        let events = numbered(self.context).filter(|(_, event)| concerns(self.map, event));
        let events: Vec<_> = events
            .map(|(number, event)| Event {
                on: event.on.first_day(),
                number,
                label: format!("{}: {}", event.on.written(language), event.text(language)),
            })
            .collect();
        timeline(&Timeline {
            name: self.name,
            points,
            beside,
            published,
            breaks: self.breaks,
            events: &events,
            language,
            title: &text_with(language, title, &[("name", self.name)]),
            description: &text(language, "trends-description"),
        })
    }

    fn points(&self, name: &str, figures: &[(Period, Figure)]) -> Vec<TimePoint> {
        let language = self.context.address.language;
        let point = |(period, figure): &(Period, Figure)| {
            let when = format::period(*period, language);
            let label = format!("{name}, {when}: {}", figure_text::in_line(figure, language));
            Some(TimePoint::counted(*period, figure.rate()?, label))
        };
        figures.iter().filter_map(point).collect()
    }

    /// Returns a point for every published figure of the map's years.
    fn published(&self) -> Vec<TimePoint> {
        let Context { address, release, .. } = *self.context;
        let (Some(map), language) = (self.map, address.language) else { return Vec::new() };
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
}
