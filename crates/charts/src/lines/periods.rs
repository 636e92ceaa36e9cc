//! The periods under the picture: as many of their names as have room.

use std::fmt::{self, Write};

use super::{
    Lines,
    axes::{Axes, BOTTOM, LETTER, WIDTH},
};
use crate::{
    words,
    xml::{Coordinate, Escaped},
};

/// A name under the axis.
#[derive(Clone, Copy)]
struct Name<'a> {
    /// Where its period stands.
    at: f64,
    text: &'a str,
}

impl Name<'_> {
    /// Returns where the name begins and ends: centered, but not over the border of the picture.
    fn ends(&self) -> [f64; 2] {
        let width = words::width(self.text, LETTER);
        let left = (self.at - width / 2.0).min(WIDTH - width).max(0.0);
        [left, left + width]
    }
}

/// Draws a tick for each period, or only for the named ones if they stand close, and the names.
pub(super) fn draw(out: &mut String, picture: &Lines, axes: &Axes) -> fmt::Result {
    /// How close ticks may stand.
    const CLOSE: f64 = 6.0;
    let names = fitting(picture, axes);
    let ticks: Vec<f64> = if axes.spacing() < CLOSE {
        names.iter().map(|name| name.at).collect()
    } else {
        (0..picture.periods.len()).map(|period| axes.x(period)).collect()
    };
    for x in ticks {
        write!(out, "<path class=\"base\" d=\"M{} {BOTTOM}v5\"/>", Coordinate(x))?;
    }
    for name in names {
        let [left, right] = name.ends();
        let (x, y) = (Coordinate(f64::midpoint(left, right)), BOTTOM + 22.0);
        let text = Escaped(name.text);
        write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{text}</text>")?;
    }
    Ok(())
}

/// Returns the names to write: of all periods, or else of the years at their first quarter or month,
/// or else of every so many periods. One or two years would not tell quarters from years.
fn fitting<'a>(picture: &Lines<'a>, axes: &Axes) -> Vec<Name<'a>> {
    let name = |(period, text): &(usize, &'a str)| Name { at: axes.x(*period), text };
    let all = picture.periods.iter().copied().enumerate();
    let all: Vec<_> = all.map(|period| name(&period)).collect();
    if have_room(&all) {
        return all;
    }
    let years = years(picture.periods).map(|years| years.iter().map(name).collect::<Vec<_>>());
    thinned(&years.filter(|years| years.len() > 2).unwrap_or(all))
}

/// Returns the first period of each year with the year, if each period names its year and some years
/// have several. A year that the table begins within is left out: its first period is not there.
fn years<'a>(periods: &[&'a str]) -> Option<Vec<(usize, &'a str)>> {
    let years: Vec<_> = periods.iter().map(|name| year(name)).collect::<Option<_>>()?;
    let starts: Vec<_> =
        (0..years.len()).filter(|at| *at == 0 || years[at - 1] != years[*at]).collect();
    let longest = starts.windows(2).map(|pair| pair[1] - pair[0]).max()?;
    let is_whole = starts[1] == longest;
    let kept = starts.into_iter().skip(usize::from(!is_whole));
    (longest > 1).then(|| kept.map(|at| (at, years[at])).collect())
}

/// Returns the four digits in a row that a name of a period holds.
fn year(name: &str) -> Option<&str> {
    let mut numbers = name.split(|letter: char| !letter.is_ascii_digit());
    numbers.find(|number| number.len() == 4)
}

/// Leaves out names at equal distances until they have room; the newest stays.
fn thinned<'a>(names: &[Name<'a>]) -> Vec<Name<'a>> {
    let newest = names.len().saturating_sub(1);
    let every = |step: usize| {
        let kept =
            names.iter().enumerate().filter(move |(at, _)| (newest - at).is_multiple_of(step));
        kept.map(|(_, name)| *name).collect::<Vec<_>>()
    };
    (1..=names.len()).map(every).find(|kept| have_room(kept)).unwrap_or_default()
}

/// Tells whether no name touches the next.
fn have_room(names: &[Name]) -> bool {
    /// The air between two names.
    const APART: f64 = 8.0;
    names.windows(2).all(|pair| pair[1].ends()[0] - pair[0].ends()[1] >= APART)
}
