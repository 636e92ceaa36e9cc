//! Where everything stands: names on the left, values from left to right, rows from top to bottom.

use std::fmt::{self, Write};

use super::{Bar, Bars, rows::Sign};
use crate::{
    key::Key,
    value_scale::{Tick, ValueScale},
    words,
    xml::{Coordinate, Escaped},
};

/// The width of the picture; small, so that its text can be read on a phone.
pub(super) const WIDTH: f64 = 480.0;
/// About the width of a letter.
const LETTER: f64 = 8.0;
/// How many letters of a name stand on a line.
const NAME_LETTERS: usize = 22;
/// From one line of a name to the next.
pub(super) const LINE: f64 = 17.0;
/// The air of a row over and under its name together.
const AIR: f64 = 7.0;
/// How high a row of numbers or of words over the bars is.
const HEAD: f64 = 22.0;
/// Where the rules begin under the numbers over the bars.
const OVER: f64 = 2.0 * HEAD;
/// From this number of rows on, the numbers stand over the bars too: those below are out of sight.
const LONG: usize = 16;
/// The least room for the bars.
const LEAST: f64 = 120.0;

/// The parts of the picture.
pub(super) struct Layout {
    rows: Vec<Row>,
    /// `None` when no row has a value.
    scale: Option<ValueScale>,
    /// Both ends of the axis.
    left: f64,
    right: f64,
    /// Both ends of the rows.
    top: f64,
    bottom: f64,
    is_long: bool,
    key: Key<Sign>,
}

/// A row and its name.
pub(super) struct Row {
    pub top: f64,
    pub height: f64,
    pub name: Vec<String>,
}

impl Row {
    pub(super) fn middle(&self) -> f64 {
        self.top + self.height / 2.0
    }
}

impl Layout {
    pub(super) fn of(picture: &Bars) -> Self {
        let is_long = picture.rows.len() >= LONG;
        let has_axis = picture.rows.iter().any(|bar| bar.value.is_some());
        let heads = [has_axis, has_axis && picture.reference.is_some(), has_axis && is_long];
        let top = 4.0 + HEAD * words::real(heads.into_iter().filter(|is_there| *is_there).count());
        let rows = rows(picture.rows, top);
        let names = rows.iter().flat_map(|row| &row.name);
        let left = names.map(|name| words::width(name, LETTER)).fold(0.0, f64::max) + 12.0;
        let labels = picture.rows.iter().filter(|bar| bar.value.is_some()).map(|bar| bar.label);
        let label = labels.map(|label| words::width(label, LETTER)).fold(0.0, f64::max);
        let right = (WIDTH - label - 12.0).max(left + LEAST);
        Self {
            scale: scale(picture, right - left),
            left,
            right,
            top,
            bottom: rows.last().map_or(top, |row| row.top + row.height),
            rows,
            is_long,
            key: Key::of(signs(picture), WIDTH),
        }
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(super) const fn key(&self) -> &Key<Sign> {
        &self.key
    }

    pub(super) const fn left(&self) -> f64 {
        self.left
    }

    pub(super) fn key_top(&self) -> f64 {
        self.bottom + if self.scale.is_some() { HEAD + 8.0 } else { 4.0 }
    }

    pub(super) fn height(&self) -> f64 {
        self.key_top() + self.key.height()
    }

    /// Returns where a value stands.
    pub(super) fn x(&self, value: f64) -> f64 {
        self.across(self.scale.map_or(0.0, |scale| scale.share(value)))
    }

    fn across(&self, share: f64) -> f64 {
        self.left + share * (self.right - self.left)
    }

    /// Draws the scale behind the rows, with its numbers under them, and over them too if it is long.
    pub(super) fn draw_axes(&self, out: &mut String, picture: &Bars) -> fmt::Result {
        let Some(scale) = self.scale else { return Ok(()) };
        let unit = Escaped(picture.unit);
        write!(out, "<g class=\"axes\"><text x=\"4\" y=\"16\">{unit}</text>")?;
        for tick in scale.ticks(picture.language) {
            self.draw_tick(out, &tick)?;
        }
        out.write_str("</g>")
    }

    fn draw_tick(&self, out: &mut String, tick: &Tick) -> fmt::Result {
        let class = if tick.is_zero { "base" } else { "rule" };
        let top = if self.is_long { OVER } else { self.top };
        let [x, top, bottom] = [self.across(tick.share), top, self.bottom].map(Coordinate);
        write!(out, "<path class=\"{class}\" d=\"M{x} {top}V{bottom}\"/>")?;
        let over = self.is_long.then_some(OVER - 5.0);
        for y in over.into_iter().chain([self.bottom + 18.0]).map(Coordinate) {
            let text = &tick.text;
            write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{text}</text>")?;
        }
        Ok(())
    }

    /// Draws the figure to compare with as a line over the bars, its name on top.
    pub(super) fn draw_reference(&self, out: &mut String, picture: &Bars) -> fmt::Result {
        let Some((name, value)) = picture.reference.filter(|_| self.scale.is_some()) else {
            return Ok(());
        };
        let at = self.x(value);
        let half = words::width(name, LETTER) / 2.0;
        let text = at.min(WIDTH - half - 2.0).max(half + 2.0);
        let [x, top, bottom] = [at, self.top - 3.0, self.bottom].map(Coordinate);
        let ([text, y], name) = ([text, self.top - 7.0].map(Coordinate), Escaped(name));
        write!(
            out,
            "<g class=\"reference\"><title>{name}</title><path class=\"halo\" d=\"M{x} {top}V{bottom}\"/>\
             <path class=\"line\" d=\"M{x} {top}V{bottom}\"/>\
             <text x=\"{text}\" y=\"{y}\" text-anchor=\"middle\">{name}</text></g>"
        )
    }
}

/// Places the rows under each other, names of several lines in higher ones.
fn rows(bars: &[Bar], top: f64) -> Vec<Row> {
    let mut next = top;
    let place = |bar: &Bar| {
        let name = words::lines(bar.name, NAME_LETTERS);
        let height = LINE * words::real(name.len().max(1)) + AIR;
        let row = Row { top: next, height, name };
        next += height;
        row
    };
    bars.iter().map(place).collect()
}

/// Fits the scale to every value, interval and the figure to compare with, with as many numbers as have
/// room.
fn scale(picture: &Bars, width: f64) -> Option<ValueScale> {
    /// The air between two numbers.
    const APART: f64 = 12.0;
    let has_value = picture.rows.iter().filter(|bar| bar.value.is_some());
    let bars = has_value.flat_map(|bar| {
        let limits = bar.interval.map(|interval| [interval.lower, interval.upper]);
        bar.value.into_iter().chain(limits.into_iter().flatten())
    });
    let bars: Vec<f64> = bars.collect();
    if bars.is_empty() {
        return None;
    }
    let reference = picture.reference.map(|(_, value)| value);
    let values: Vec<f64> = bars.into_iter().chain(reference).collect();
    let scales = [5, 4, 3, 2, 1].map(|parts| ValueScale::of(values.iter().copied(), parts));
    let have_room = |scale: &ValueScale| {
        let ticks: Vec<_> = scale.ticks(picture.language).collect();
        let ends = |tick: &Tick| {
            let half = words::width(&tick.text, LETTER) / 2.0;
            [tick.share * width - half, tick.share * width + half]
        };
        ticks.windows(2).all(|pair| ends(&pair[1])[0] - ends(&pair[0])[1] >= APART)
    };
    let [.., fewest] = scales;
    scales.into_iter().flatten().find(have_room).or(fewest)
}

/// Returns what the key explains: only what is there.
fn signs<'a>(picture: &Bars) -> Vec<(Sign, std::borrow::Cow<'a, str>)> {
    let mut drawn = picture.rows.iter().filter(|bar| bar.value.is_some());
    let has_few = drawn.clone().any(|bar| bar.few_cases);
    let has_interval = drawn.any(|bar| bar.interval.is_some());
    let few = has_few.then(|| (Sign::FewCases, words::few_cases(picture.language).into()));
    let interval = (Sign::Interval, words::interval(picture.language).into());
    few.into_iter().chain(has_interval.then_some(interval)).collect()
}
