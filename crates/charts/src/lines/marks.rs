//! The lines, their points and their intervals.

use std::fmt::{self, Write};

use stats::Interval;

use super::{LinePoint, LineSeries, Lines, axes::Axes};
use crate::xml::{Coordinate, Escaped};

/// The corners of the shapes that tell series apart: the first is round and has none.
const SHAPES: [&[[f64; 2]]; 9] = [
    &[],
    &[[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
    &[[0.0, -1.15], [1.1, 0.8], [-1.1, 0.8]],
    &[[0.0, -1.25], [1.25, 0.0], [0.0, 1.25], [-1.25, 0.0]],
    &[[0.0, 1.15], [-1.1, -0.8], [1.1, -0.8]],
    &[
        [-0.35, -1.1],
        [0.35, -1.1],
        [0.35, -0.35],
        [1.1, -0.35],
        [1.1, 0.35],
        [0.35, 0.35],
        [0.35, 1.1],
        [-0.35, 1.1],
        [-0.35, 0.35],
        [-1.1, 0.35],
        [-1.1, -0.35],
        [-0.35, -0.35],
    ],
    &[[-0.9, -1.1], [0.9, -1.1], [-0.9, 1.1], [0.9, 1.1]],
    &[
        [0.53, -1.03],
        [1.03, -0.53],
        [0.49, 0.0],
        [1.03, 0.53],
        [0.53, 1.03],
        [0.0, 0.49],
        [-0.53, 1.03],
        [-1.03, 0.53],
        [-0.49, 0.0],
        [-1.03, -0.53],
        [-0.53, -1.03],
        [0.0, -0.49],
    ],
    &[[-1.1, -0.9], [-1.1, 0.9], [1.1, -0.9], [1.1, 0.9]],
];

/// How far the shape of a point reaches from its middle where there is room.
const REACH: f64 = 5.0;

/// What an entry of the key explains.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sign {
    /// A series by its number.
    Series(usize),
    FewCases,
    Interval,
}

/// Returns the class that gives a series its color and its pattern.
pub(super) fn class(series: usize) -> String {
    format!("s{}", series % SHAPES.len())
}

/// Draws a piece of the line, the hollow point or the interval before its words in the key.
pub(super) fn draw_sign(out: &mut String, sign: Sign, [left, middle]: [f64; 2]) -> fmt::Result {
    let (x, y) = (Coordinate(left), Coordinate(middle));
    let center = [left + 13.0, middle];
    match sign {
        Sign::Series(series) => {
            let class = class(series);
            write!(out, "<g class=\"{class}\"><path class=\"line\" d=\"M{x} {y}h26\"/>")?;
            out.write_str("<g class=\"point\">")?;
            draw_shape(out, series, center, REACH)?;
            out.write_str("</g></g>")
        }
        Sign::FewCases => {
            out.write_str("<g class=\"sign\"><g class=\"point hollow\">")?;
            draw_shape(out, 0, center, REACH)?;
            out.write_str("</g></g>")
        }
        Sign::Interval => {
            out.write_str("<g class=\"sign\">")?;
            draw_whisker(out, "whisker", center[0], [middle - 8.0, middle + 8.0], true)?;
            out.write_str("</g>")
        }
    }
}

/// Draws a series by its number: the intervals under the line, the points over it.
pub(super) fn draw_series(
    out: &mut String,
    picture: &Lines,
    axes: &Axes,
    (index, series): (usize, &LineSeries),
) -> fmt::Result {
    write!(out, "<g class=\"{}\">", class(index))?;
    for point in series.points {
        if let Some(Interval { lower, upper }) = picture.interval(point) {
            let class = if point.few_cases { "whisker hollow" } else { "whisker" };
            let [x, _] = axes.place(index, point);
            let ends = [axes.y(upper), axes.y(lower)];
            draw_whisker(out, class, x, ends, axes.spacing() >= 14.0)?;
        }
    }
    let joined = joined(series.points, picture.breaks);
    out.write_str("<path class=\"line\" d=\"")?;
    for (point, is_joined) in series.points.iter().zip(&joined) {
        let [x, y] = axes.place(index, point).map(Coordinate);
        write!(out, "{}{x} {y}", if *is_joined { "L" } else { "M" })?;
    }
    out.write_str("\"/>")?;
    for (at, point) in series.points.iter().enumerate() {
        let is_on_line = joined[at] || joined.get(at + 1).is_some_and(|next| *next);
        let is_shown = !is_on_line || has_room(axes, picture.series.len(), index, point.period);
        draw_point(out, axes, index, (point, is_shown))?;
    }
    out.write_str("</g>")
}

/// Tells of each point whether a line leads to it from the one before: not over a gap, a break or a
/// point that cannot be read.
fn joined(points: &[LinePoint], breaks: &[usize]) -> Vec<bool> {
    let before = std::iter::once(None).chain(points.iter().map(Some));
    let joins = |before: &LinePoint, point: &LinePoint| {
        before.period + 1 == point.period
            && !breaks.contains(&point.period)
            && !before.few_cases
            && !point.few_cases
    };
    let pairs = before.zip(points);
    pairs.map(|(before, point)| before.is_some_and(|before| joins(before, point))).collect()
}

/// Tells whether the shape of a point on a line is drawn. Where periods stand close, a line alone shows
/// them better; of several series each has a shape now and then, in turn.
fn has_room(axes: &Axes, n_series: usize, series: usize, period: usize) -> bool {
    /// How close shapes may stand.
    const CLOSE: f64 = 8.0;
    /// How many periods lie between two shapes of a line where they stand close.
    const NOW_AND_THEN: usize = 9;
    if axes.spacing() >= CLOSE {
        return true;
    }
    n_series > 1 && (period + series).is_multiple_of(NOW_AND_THEN)
}

/// Draws a point with its words. One without a shape still answers the mouse.
fn draw_point(
    out: &mut String,
    axes: &Axes,
    series: usize,
    (point, is_shown): (&LinePoint, bool),
) -> fmt::Result {
    let hollow = if point.few_cases { " hollow" } else { "" };
    write!(out, "<g class=\"point{hollow}\"><title>{}</title>", Escaped(&point.label))?;
    let [x, y] = axes.place(series, point);
    if is_shown {
        let reach = if axes.spacing() >= 14.0 { REACH } else { 3.4 };
        draw_shape(out, series, [x, y], reach)?;
    } else {
        let [x, y] = [x, y].map(Coordinate);
        write!(out, "<circle class=\"reach\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>")?;
    }
    out.write_str("</g>")
}

fn draw_shape(out: &mut String, series: usize, [x, y]: [f64; 2], reach: f64) -> fmt::Result {
    let corners = SHAPES[series % SHAPES.len()];
    if corners.is_empty() {
        let [x, y] = [x, y].map(Coordinate);
        return write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{reach}\"/>");
    }
    out.write_str("<path d=\"")?;
    for (at, [right, down]) in corners.iter().enumerate() {
        let [x, y] = [x + right * reach, y + down * reach].map(Coordinate);
        write!(out, "{}{x} {y}", if at == 0 { "M" } else { "L" })?;
    }
    out.write_str("z\"/>")
}

/// Draws an interval, with a short line at each limit where there is room.
fn draw_whisker(
    out: &mut String,
    class: &str,
    x: f64,
    [top, bottom]: [f64; 2],
    has_ends: bool,
) -> fmt::Result {
    let [x, top, bottom] = [x, top, bottom].map(Coordinate);
    write!(out, "<path class=\"{class}\" d=\"M{x} {top}V{bottom}")?;
    if has_ends {
        write!(out, "M{x} {top}m-4 0h8M{x} {bottom}m-4 0h8")?;
    }
    out.write_str("\"/>")
}
