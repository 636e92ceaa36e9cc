//! Figures of a statistics table over its periods, one line for each of up to nine series.
//!
//! Series differ by color, by the pattern of the line and by the shape of the points. What stands
//! apart is not joined: a period without a figure, a series break, a figure that rests on few cases.

mod axes;
mod marks;
mod names;
mod periods;

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use domain::format::Language;
use stats::Interval;

use crate::{key::Key, words, xml};
use axes::Axes;
use marks::Sign;

/// The largest number of series that are drawn with intervals: more would lie on each other.
const MOST_WITH_INTERVALS: usize = 3;

/// The figure of one period.
#[derive(Clone, Debug)]
pub struct LinePoint<'a> {
    /// Which of [`Lines::periods`], from 0.
    pub period: usize,
    /// The figure in the unit of the picture; finite.
    pub value: f64,
    /// Its 95 % interval in the same unit; `None` where there is none, as for counts.
    pub interval: Option<Interval>,
    /// Whether the figure rests on too few cases to be read: the point is hollow, and no line leads
    /// to it.
    pub few_cases: bool,
    /// What the picture says of it: `Aarhus, 2023: 42,9 pct. af 340 sager`.
    pub label: Cow<'a, str>,
}

/// A named series of figures.
#[derive(Clone, Copy, Debug)]
pub struct LineSeries<'a> {
    /// What the picture calls it: `Aarhus`, `Hele landet`.
    pub name: &'a str,
    /// The periods that have a figure, in order; one that is left out is a gap.
    pub points: &'a [LinePoint<'a>],
}

/// Figures over periods.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    /// What the periods are called, in order, up to about 200: `2023`, `2023, 4. kvartal`.
    pub periods: &'a [&'a str],
    /// One to nine series. More would be drawn like the first ones again.
    pub series: &'a [LineSeries<'a>],
    /// What the values are: `pct.`, `sager`, `dage`.
    pub unit: &'a str,
    /// The first period of each new definition: figures from there on are not compared with those
    /// before.
    pub breaks: &'a [usize],
    /// The language of the numbers and the key.
    pub language: Language,
    /// The name of the picture for screen readers.
    pub title: &'a str,
    /// What the picture shows, for screen readers: the figures themselves stand in a table.
    pub description: &'a str,
}

impl Lines<'_> {
    /// Returns the interval of a point, if the picture shows intervals at all.
    const fn interval(&self, point: &LinePoint) -> Option<Interval> {
        if self.series.len() > MOST_WITH_INTERVALS { None } else { point.interval }
    }

    fn points(&self) -> impl Iterator<Item = &LinePoint<'_>> {
        self.series.iter().flat_map(|series| series.points)
    }

    fn has_intervals(&self) -> bool {
        self.points().any(|point| self.interval(point).is_some())
    }
}

/// Draws the picture as an inline `<svg>` for a page that has [`crate::style()`].
///
/// Without a single figure there is no axis: the picture says so.
#[must_use]
pub fn lines(picture: &Lines) -> String {
    let words = [picture.title, picture.description];
    xml::image("lines", size(picture), words, |out| draw(out, picture))
}

/// Returns the width and height of the picture.
pub(crate) fn size(picture: &Lines) -> [f64; 2] {
    let is_named = Axes::of(picture).is_some_and(|axes| axes.is_named());
    [axes::WIDTH, axes::HEIGHT + key(picture, is_named).height()]
}

/// Draws everything between the `<svg>` tags.
pub(crate) fn draw(out: &mut String, picture: &Lines) -> fmt::Result {
    let axes = Axes::of(picture);
    match &axes {
        Some(axes) => draw_figures(out, picture, axes)?,
        None => draw_absence(out, picture.language)?,
    }
    let is_named = axes.is_some_and(|axes| axes.is_named());
    key(picture, is_named).draw(out, axes::HEIGHT, marks::draw_sign)
}

fn draw_figures(out: &mut String, picture: &Lines, axes: &Axes) -> fmt::Result {
    axes.draw(out, picture)?;
    axes.draw_breaks(out, picture)?;
    for (index, series) in picture.series.iter().enumerate() {
        marks::draw_series(out, picture, axes, (index, series))?;
    }
    if axes.is_named() {
        names::draw(out, picture, axes)?;
    }
    Ok(())
}

/// Returns the key: the series, unless a single one has its name at its end, and what the signs mean.
fn key(picture: &Lines, is_named: bool) -> Key<Sign> {
    let is_needed = picture.series.len() > 1 || !is_named;
    let named = picture.series.iter().enumerate().filter(|_| is_needed);
    let series = named.map(|(index, series)| (Sign::Series(index), name(series, picture.language)));
    let few = picture.points().any(|point| point.few_cases);
    let few = few.then(|| (Sign::FewCases, words::few_cases(picture.language).into()));
    let interval = picture.has_intervals();
    let interval = interval.then(|| (Sign::Interval, words::interval(picture.language).into()));
    Key::of(series.chain(few).chain(interval), axes::WIDTH)
}

/// Returns what the key calls a series: its name, and that it has no figure if so.
fn name<'a>(series: &LineSeries<'a>, language: Language) -> Cow<'a, str> {
    if series.points.is_empty() {
        format!("{} ({})", series.name, no_figures(language)).into()
    } else {
        series.name.into()
    }
}

const fn no_figures(language: Language) -> &'static str {
    match language {
        Language::Da => "ingen tal",
        Language::En => "no figures",
    }
}

fn draw_absence(out: &mut String, language: Language) -> fmt::Result {
    let words = match language {
        Language::Da => "Der er ingen tal at tegne",
        Language::En => "There are no figures to draw",
    };
    let (x, y) = (axes::WIDTH / 2.0, axes::HEIGHT / 2.0);
    write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{words}</text>")
}

#[cfg(test)]
mod tests;
