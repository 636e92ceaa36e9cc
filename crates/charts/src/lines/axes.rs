//! The scales of the picture, and what is written along them.

use std::fmt::{self, Write};

use super::{LinePoint, Lines, names, periods};
use crate::{
    value_scale::ValueScale,
    words,
    xml::{Coordinate, Escaped},
};

/// The width of the picture; small, so that its text can be read on a phone.
pub(super) const WIDTH: f64 = 480.0;
/// The height of the picture without its key.
pub(super) const HEIGHT: f64 = 330.0;

pub(super) const TOP: f64 = 46.0;
pub(super) const BOTTOM: f64 = HEIGHT - 36.0;
/// About the width of a letter.
pub(super) const LETTER: f64 = 8.2;
/// About how many steps there are from the bottom up.
const PARTS: u8 = 5;
/// The air left of the first and right of the last period.
const AIR: f64 = 16.0;

/// Periods from left to right, values from the bottom up.
pub(super) struct Axes {
    scale: ValueScale,
    left: f64,
    right: f64,
    periods: usize,
    /// How far points of one period stand apart, so that their intervals do not lie on each other.
    apart: f64,
    n_series: usize,
    is_named: bool,
}

impl Axes {
    /// Fits the axes to every value, and to the intervals that are drawn. `None` without a point.
    pub(super) fn of(picture: &Lines) -> Option<Self> {
        let ends = |point: &LinePoint| {
            let interval = picture.interval(point);
            interval.map_or([point.value; 2], |it| [it.lower, it.upper])
        };
        let values = picture.points().flat_map(|point| {
            let [lower, upper] = ends(point);
            [point.value, lower, upper]
        });
        let scale = ValueScale::of(values, PARTS)?;
        let ticks = scale.ticks(picture.language);
        let widest = ticks.map(|tick| words::width(&tick.text, LETTER)).fold(0.0, f64::max);
        let room = names::room(picture, |value| height_of(scale, value));
        let mut axes = Self {
            scale,
            left: (widest + 12.0).max(36.0),
            right: WIDTH - room.unwrap_or(12.0),
            periods: picture.periods.len(),
            apart: 0.0,
            n_series: picture.series.len(),
            is_named: room.is_some(),
        };
        if picture.has_intervals() {
            axes.apart = 7.0_f64.min(axes.spacing() / (words::real(axes.n_series) + 1.0));
        }
        Some(axes)
    }

    /// Tells whether there is room for the names at the ends of the lines.
    pub(super) const fn is_named(&self) -> bool {
        self.is_named
    }

    /// Returns how far apart two periods stand.
    pub(super) fn spacing(&self) -> f64 {
        (self.right - self.left - 2.0 * AIR) / (words::real(self.periods) - 1.0).max(1.0)
    }

    /// Returns where a period stands; a single one stands in the middle.
    pub(super) fn x(&self, period: usize) -> f64 {
        if self.periods < 2 {
            return f64::midpoint(self.left, self.right);
        }
        self.left + AIR + words::real(period) * self.spacing()
    }

    /// Returns where a point of a series stands.
    pub(super) fn place(&self, series: usize, point: &LinePoint) -> [f64; 2] {
        let from_middle = words::real(series) - (words::real(self.n_series) - 1.0) / 2.0;
        [self.x(point.period) + from_middle * self.apart, self.y(point.value)]
    }

    /// Returns where a value stands.
    pub(super) fn y(&self, value: f64) -> f64 {
        height_of(self.scale, value)
    }

    /// Returns where the axis of the values ends on the right.
    pub(super) const fn right(&self) -> f64 {
        self.right
    }

    pub(super) fn draw(&self, out: &mut String, picture: &Lines) -> fmt::Result {
        let [left, right] = [self.left, self.right].map(Coordinate);
        write!(out, "<g class=\"axes\"><text x=\"4\" y=\"16\">{}</text>", Escaped(picture.unit))?;
        for tick in self.scale.ticks(picture.language) {
            let y = BOTTOM - tick.share * (BOTTOM - TOP);
            let class = if tick.is_zero { "base" } else { "rule" };
            let (line, text) = (Coordinate(y), Coordinate(y + 5.0));
            write!(
                out,
                "<path class=\"{class}\" d=\"M{left} {line}H{right}\"/>\
                 <text x=\"{}\" y=\"{text}\" text-anchor=\"end\">{}</text>",
                Coordinate(self.left - 6.0),
                tick.text
            )?;
        }
        periods::draw(out, picture, self)?;
        out.write_str("</g>")
    }

    /// Marks where the definition changed: between that period and the one before. The word stands
    /// where there is room for it.
    pub(super) fn draw_breaks(&self, out: &mut String, picture: &Lines) -> fmt::Result {
        const ROOM: f64 = 46.0;
        let (word, meaning) = words::series_break(picture.language);
        let mut free = 0.0;
        for first in picture.breaks {
            let Some(name) = picture.periods.get(*first).filter(|_| *first > 0) else { continue };
            let at = f64::midpoint(self.x(first - 1), self.x(*first));
            let x = Coordinate(at);
            write!(
                out,
                "<g class=\"break\"><title>{meaning} ({})</title><path d=\"M{x} {TOP}V{BOTTOM}\"/>",
                Escaped(name)
            )?;
            if at >= free {
                let y = TOP - 7.0;
                write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{word}</text>")?;
                free = at + ROOM;
            }
            out.write_str("</g>")?;
        }
        Ok(())
    }
}

fn height_of(scale: ValueScale, value: f64) -> f64 {
    BOTTOM - scale.share(value) * (BOTTOM - TOP)
}
