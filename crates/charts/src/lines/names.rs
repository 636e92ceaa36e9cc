//! The names of the series at the right ends of their lines, where they do not lie on each other.

use std::fmt::{self, Write};

use super::{
    LinePoint, LineSeries, Lines,
    axes::{Axes, LETTER},
};
use crate::{
    words,
    xml::{Coordinate, Escaped},
};

/// The longest name that stands beside the picture: a longer one would take its room.
const LETTERS: usize = 12;
/// How far names stand apart from top to bottom at least.
const APART: f64 = 17.0;
/// The air between the axis and a name.
const AIR: f64 = 5.0;

/// Returns how much room the names need right of the axis. `None` when the key alone must name the
/// series: a name is long, a series ends early, or two names would lie on each other.
pub(super) fn room(picture: &Lines, y: impl Fn(f64) -> f64) -> Option<f64> {
    // A single period stands in the middle, far from its name.
    let last = picture.periods.len().checked_sub(1).filter(|last| *last > 0)?;
    let mut heights = Vec::new();
    let mut widest = 0.0_f64;
    for series in picture.series {
        let end = end(series).filter(|point| point.period == last)?;
        if series.name.chars().count() > LETTERS {
            return None;
        }
        heights.push(y(end.value));
        widest = widest.max(words::width(series.name, LETTER));
    }
    heights.sort_by(f64::total_cmp);
    let have_room = heights.windows(2).all(|pair| pair[1] - pair[0] >= APART);
    have_room.then_some(widest + AIR + 2.0)
}

/// Writes the names.
pub(super) fn draw(out: &mut String, picture: &Lines, axes: &Axes) -> fmt::Result {
    let x = Coordinate(axes.right() + AIR);
    for (index, series) in picture.series.iter().enumerate() {
        let Some(end) = end(series) else { continue };
        let (y, name) = (Coordinate(axes.y(end.value) + 5.0), Escaped(series.name));
        let class = super::marks::class(index);
        write!(out, "<text class=\"name {class}\" x=\"{x}\" y=\"{y}\">{name}</text>")?;
    }
    Ok(())
}

fn end<'a>(series: &LineSeries<'a>) -> Option<&'a LinePoint<'a>> {
    series.points.last()
}
