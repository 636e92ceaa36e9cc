//! Rates along a line of time: years or quarters, what was published, breaks and dated events.

mod axes;

use std::fmt::{self, Write};

use domain::{
    format::Language,
    period::{Period, Year},
};
use jiff::civil::Date;
use stats::{Confidence, Interval, Proportion};

use crate::xml::{self, Coordinate, Escaped};
use axes::Axes;

/// The width and height of the picture.
pub(crate) const SIZE: [f64; 2] = [axes::WIDTH, axes::HEIGHT];

/// The rate of a year or quarter.
#[derive(Clone, Debug)]
pub struct TimePoint {
    period: Period,
    value: f64,
    interval: Option<Interval>,
    label: String,
}

impl TimePoint {
    /// Returns the point of a rate that was counted, with its 95 % interval and what the picture says of
    /// it.
    #[must_use]
    pub fn counted(period: Period, share: Proportion, label: String) -> Self {
        let interval = Some(share.wilson_interval(Confidence::P95));
        Self { period, value: share.value(), interval, label }
    }

    /// Returns the year or quarter.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// Returns what the picture says of the point.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Returns the point of a percentage that was published without its counts.
    #[must_use]
    pub const fn published(year: Year, value: f64, label: String) -> Self {
        Self { period: Period::Year(year), value, interval: None, label }
    }
}

/// A dated event, by the number it has in the table beside the picture.
#[derive(Clone, Debug)]
pub struct Event {
    /// The first day it can be.
    pub on: Date,
    /// Its number.
    pub number: usize,
    /// What happened.
    pub label: String,
}

/// A series of the country along time.
#[derive(Clone, Copy, Debug)]
pub struct Timeline<'a> {
    /// What the legend calls the series.
    pub name: &'a str,
    /// The periods that have a rate, in order, all years or all quarters; one left out is a gap.
    pub points: &'a [TimePoint],
    /// A series beside it, drawn without intervals.
    pub beside: Option<Beside<'a>>,
    /// What was published of the years, every vintage: hollow diamonds on no line; what the legend calls
    /// them.
    pub published: Option<(&'a str, &'a [TimePoint])>,
    /// The first years of a new count: no line leads into them.
    pub breaks: &'a [Year],
    /// The events to mark.
    pub events: &'a [Event],
    /// The language of the axis and the notes.
    pub language: Language,
    /// The name of the picture for screen readers.
    pub title: &'a str,
    /// What the picture shows, for screen readers: the figures themselves stand in a table.
    pub description: &'a str,
}

/// A series drawn beside another, with breaks of its own that part its line.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// What the legend calls it.
    pub name: &'a str,
    /// The periods that have a rate, in order.
    pub points: &'a [TimePoint],
    /// The first years of a new count.
    pub breaks: &'a [Year],
}

/// Draws the picture as an inline `<svg>` for a page that has [`crate::style()`].
///
/// Without a single rate it is empty: nobody knows what its axes would be.
#[must_use]
pub fn timeline(picture: &Timeline) -> String {
    let words = [picture.title, picture.description];
    xml::image("trend", SIZE, words, |out| draw(out, picture))
}

pub(crate) fn draw(out: &mut String, picture: &Timeline) -> fmt::Result {
    let Some(axes) = Axes::of(picture) else { return Ok(()) };
    axes.draw(out, picture.language)?;
    axes.draw_breaks(out, picture.breaks, picture.language)?;
    axes.draw_events(out, picture.events)?;
    if let Some((_, points)) = picture.published {
        draw_published(out, &axes, points)?;
    }
    if let Some(Beside { points, breaks, .. }) = picture.beside {
        draw_series(out, &axes, points, breaks, "country")?;
    }
    for point in picture.points {
        draw_interval(out, &axes, point)?;
    }
    draw_series(out, &axes, picture.points, picture.breaks, "main")?;
    axes::draw_legend(out, picture)
}

fn draw_series(
    out: &mut String,
    axes: &Axes,
    points: &[TimePoint],
    breaks: &[Year],
    class: &str,
) -> fmt::Result {
    write!(out, "<g class=\"{class}\"><path class=\"line\" d=\"")?;
    let mut before: Option<&TimePoint> = None;
    for point in points {
        let joined = before.is_some_and(|before| joins(before, point, breaks));
        let (x, y) = axes.place(point);
        write!(out, "{}{x} {y}", if joined { "L" } else { "M" })?;
        before = Some(point);
    }
    out.write_str("\"/>")?;
    // Quarters stand so close that their points must be small.
    let is_fine = points.iter().any(|point| matches!(point.period, Period::Quarter(_)));
    let (radius, half) = if is_fine { (2.6, 2.2) } else { (5.0, 4.0) };
    for point in points {
        let ((x, y), label) = (axes.place(point), Escaped(&point.label));
        write!(out, "<g class=\"point\"><title>{label}</title>")?;
        if class == "country" {
            let side = half * 2.0;
            write!(out, "<path d=\"M{x} {y}m-{half}-{half}h{side}v{side}h-{side}z\"/></g>")?;
        } else {
            write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/></g>")?;
        }
    }
    out.write_str("</g>")
}

/// A line leads from one period to the next, not over a gap or a break.
fn joins(before: &TimePoint, point: &TimePoint, breaks: &[Year]) -> bool {
    let follows = before.period.last_day().tomorrow().ok() == Some(point.period.first_day());
    let year = point.period.year();
    follows && !(year != before.period.year() && breaks.contains(&year))
}

fn draw_published(out: &mut String, axes: &Axes, points: &[TimePoint]) -> fmt::Result {
    out.write_str("<g class=\"published\">")?;
    for point in points {
        let ((x, y), label) = (axes.place(point), Escaped(&point.label));
        write!(out, "<g><title>{label}</title><path d=\"M{x} {y}m0-9l9 9l-9 9l-9-9z\"/></g>")?;
    }
    out.write_str("</g>")
}

fn draw_interval(out: &mut String, axes: &Axes, point: &TimePoint) -> fmt::Result {
    let Some(Interval { lower, upper }) = point.interval else { return Ok(()) };
    let (x, _) = axes.place(point);
    let [top, bottom] = [upper, lower].map(|value| Coordinate(axes.y(value)));
    write!(out, "<path class=\"whisker\" d=\"M{x} {top}V{bottom}\"/>")
}

#[cfg(test)]
mod tests;
