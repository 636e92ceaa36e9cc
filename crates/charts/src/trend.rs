//! Rates over the years, with their intervals, beside the country.

mod axes;

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use domain::{format::Language, period::Year};
use stats::{Confidence, Interval, Proportion};

use crate::xml::{self, Coordinate, Escaped};
use axes::Axes;

/// The width and height of the picture in its own units.
pub(crate) const SIZE: [f64; 2] = [axes::WIDTH, axes::HEIGHT];

/// The rate of one year.
#[derive(Clone, Debug)]
pub struct TrendPoint<'a> {
    /// The decision year.
    pub year: Year,
    /// The rate, a fraction.
    pub value: f64,
    /// Its interval; `None` where only a percentage was published.
    pub interval: Option<Interval>,
    /// Whether the rate rests on too few cases to be read: the point is hollow, and no line leads
    /// to it.
    pub few_cases: bool,
    /// What the picture says of it: `2023: 42,9 pct. af 340 sager`.
    pub label: Cow<'a, str>,
}

impl<'a> TrendPoint<'a> {
    /// Returns the point of a rate that was counted, with its 95 % interval.
    #[must_use]
    pub fn counted(year: Year, share: Proportion, few_cases: bool, label: Cow<'a, str>) -> Self {
        let interval = Some(share.wilson_interval(Confidence::P95));
        Self { year, value: share.value(), interval, few_cases, label }
    }

    /// Returns the point of a percentage that was published without its counts.
    #[must_use]
    pub const fn published(year: Year, value: f64, label: Cow<'a, str>) -> Self {
        Self { year, value, interval: None, few_cases: false, label }
    }
}

/// A named series of rates.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// What the legend calls it: `Aarhus`, `Hele landet`.
    pub name: &'a str,
    /// The years that have a rate, in order; a year that is left out is a gap.
    pub points: &'a [TrendPoint<'a>],
    /// Why there is no point: `ingen sager`, `ikke leveret`; shown only if there is none.
    pub absence: &'a str,
}

impl Series<'_> {
    /// Returns what stands for the series: its name, with the reason if it has no rate.
    fn label(&self) -> Cow<'_, str> {
        if self.points.is_empty() {
            format!("{} ({})", self.name, self.absence).into()
        } else {
            self.name.into()
        }
    }
}

/// Rates over the years.
#[derive(Clone, Copy, Debug)]
pub struct TrendPicture<'a> {
    /// The series the picture is about, drawn with its intervals.
    pub main: Series<'a>,
    /// The series beside it, drawn without.
    pub country: Option<Series<'a>>,
    /// The first years of a new definition: rates from there on are not compared with those before.
    pub breaks: &'a [Year],
    /// The language of the axis and the notes.
    pub language: Language,
    /// The name of the picture for screen readers.
    pub title: &'a str,
    /// What the picture shows, for screen readers: the figures themselves stand in a table.
    pub description: &'a str,
}

/// Draws the picture as an inline `<svg>` for a page that has [`crate::style()`].
///
/// Without a single rate there is no axis: the picture says why there is no figure.
#[must_use]
pub fn trend(picture: &TrendPicture) -> String {
    let words = [picture.title, picture.description];
    xml::image("trend", SIZE, words, |out| draw(out, picture))
}

/// Draws everything between the `<svg>` tags.
pub(crate) fn draw(out: &mut String, picture: &TrendPicture) -> fmt::Result {
    let Some(axes) = Axes::of(picture) else { return axes::draw_absence(out, picture) };
    axes.draw(out, picture.language)?;
    axes.draw_breaks(out, picture.breaks, picture.language)?;
    if let Some(country) = picture.country {
        draw_series(out, &axes, &country, picture.breaks, "country")?;
    }
    for point in picture.main.points {
        draw_interval(out, &axes, point)?;
    }
    draw_series(out, &axes, &picture.main, picture.breaks, "main")?;
    axes::draw_legend(out, picture)
}

fn draw_series(
    out: &mut String,
    axes: &Axes,
    series: &Series,
    breaks: &[Year],
    class: &str,
) -> fmt::Result {
    write!(out, "<g class=\"{class}\"><path class=\"line\" d=\"")?;
    let mut before: Option<&TrendPoint> = None;
    for point in series.points {
        let joined = before.is_some_and(|before| joins(before, point, breaks));
        let (x, y) = (Coordinate(axes.x(point.year)), Coordinate(axes.y(point.value)));
        write!(out, "{}{x} {y}", if joined { "L" } else { "M" })?;
        before = Some(point);
    }
    out.write_str("\"/>")?;
    for point in series.points {
        let (x, y) = (Coordinate(axes.x(point.year)), Coordinate(axes.y(point.value)));
        let hollow = if point.few_cases { " hollow" } else { "" };
        let label = Escaped(&point.label);
        write!(out, "<g class=\"point{hollow}\"><title>{label}</title>")?;
        if class == "country" {
            write!(out, "<path d=\"M{x} {y}m-4-4h8v8h-8z\"/></g>")?;
        } else {
            write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"5\"/></g>")?;
        }
    }
    out.write_str("</g>")
}

/// A line leads from one year to the next, not over a gap, a break or a point that cannot be read.
fn joins(before: &TrendPoint, point: &TrendPoint, breaks: &[Year]) -> bool {
    point.year.before() == before.year
        && !breaks.contains(&point.year)
        && !before.few_cases
        && !point.few_cases
}

fn draw_interval(out: &mut String, axes: &Axes, point: &TrendPoint) -> fmt::Result {
    let Some(Interval { lower, upper }) = point.interval else { return Ok(()) };
    let few = if point.few_cases { " hollow" } else { "" };
    let [x, top, bottom] = [axes.x(point.year), axes.y(upper), axes.y(lower)].map(Coordinate);
    write!(
        out,
        "<path class=\"whisker{few}\" d=\"M{x} {top}V{bottom}M{x} {top}m-5 0h10M{x} {bottom}m-5 0h10\"/>"
    )
}

#[cfg(test)]
mod tests;
