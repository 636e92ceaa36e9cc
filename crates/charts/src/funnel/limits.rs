//! The country's line and the limits, each named at its right end.

use std::fmt::{self, Write};

use super::{
    Funnel, Limits, LimitsAt,
    axes::{Axes, BOTTOM, LEFT, RIGHT, TOP},
};
use crate::{
    stack::{self, Block},
    words::{lines, real},
    xml::{Coordinate, Escaped},
};

/// How far apart two places of a curve are at least: nearer ones cannot be told apart.
const STEP: f64 = 1.5;
/// From one line of a name to the next.
const LINE: f64 = 15.0;
/// How many letters fit beside the picture.
const LETTERS: usize = 12;

/// One curve: where it runs, and what it is called.
struct Curve<'a> {
    class: &'static str,
    places: Vec<(f64, f64)>,
    name: &'a str,
}

/// Fills what lies within the 95 % limits.
pub(super) fn draw_band(out: &mut String, axes: &Axes, at: &[LimitsAt]) -> fmt::Result {
    let upper = places(axes, at, |it| it.p95.upper);
    let mut lower = places(axes, at, |it| it.p95.lower);
    lower.reverse();
    if upper.is_empty() {
        return Ok(());
    }
    out.write_str("<path class=\"band\" d=\"")?;
    draw_places(out, &[upper, lower].concat())?;
    out.write_str("z\"/>")
}

/// Draws the lines and their names.
pub(super) fn draw(out: &mut String, axes: &Axes, picture: &Funnel) -> fmt::Result {
    let curves = curves(axes, picture);
    for Curve { class, places, .. } in &curves {
        write!(out, "<path class=\"{class}\" d=\"")?;
        draw_places(out, places)?;
        out.write_str("\"/>")?;
    }
    draw_names(out, &curves)
}

fn curves<'a>(axes: &Axes, picture: &Funnel<'a>) -> Vec<Curve<'a>> {
    let y = axes.y(picture.country.value());
    let country = vec![(LEFT, y), (RIGHT, y)];
    let mut curves = vec![Curve { class: "country", places: country, name: picture.country_label }];
    let mut add = |limits: Limits<'a>, classes: [&'static str; 2]| {
        let curve = |class, name, value: fn(&LimitsAt) -> f64| Curve {
            class,
            places: places(axes, limits.at, value),
            name,
        };
        curves.extend([
            curve(classes[0], limits.name_95, |it| it.p95.lower),
            curve(classes[0], limits.name_95, |it| it.p95.upper),
            curve(classes[1], limits.name_99_8, |it| it.p99_8.lower),
            curve(classes[1], limits.name_99_8, |it| it.p99_8.upper),
        ]);
    };
    add(picture.limits, ["limit p95", "limit p99-8"]);
    if let Some(limits) = picture.wide_limits {
        add(limits, ["limit wide p95", "limit wide p99-8"]);
    }
    curves.retain(|curve| !curve.places.is_empty());
    curves
}

/// Returns where a limit runs, without the places too close to the one before; both ends stay.
fn places(axes: &Axes, at: &[LimitsAt], value: fn(&LimitsAt) -> f64) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = Vec::new();
    for (index, it) in at.iter().enumerate().filter(|(_, it)| it.merits_cases > 0) {
        let (x, y) = (axes.x(f64::from(it.merits_cases)), axes.y(value(it)));
        let is_last = index + 1 == at.len();
        if is_last || places.last().is_none_or(|before| x - before.0 >= STEP) {
            places.push((x, y));
        }
    }
    places
}

fn draw_places(out: &mut String, places: &[(f64, f64)]) -> fmt::Result {
    for (index, (x, y)) in places.iter().enumerate() {
        let command = if index == 0 { "M" } else { "L" };
        write!(out, "{command}{} {}", Coordinate(*x), Coordinate(*y))?;
    }
    Ok(())
}

/// Writes the names from top to bottom, moved apart where the ends lie close, each tied to its end.
fn draw_names(out: &mut String, curves: &[Curve]) -> fmt::Result {
    let mut named: Vec<_> = curves
        .iter()
        .filter_map(|curve| Some((*curve.places.last()?, lines(curve.name, LETTERS), curve)))
        .collect();
    named.sort_by(|(left, ..), (right, ..)| left.1.total_cmp(&right.1));
    let blocks: Vec<_> = named
        .iter()
        .map(|((_, y), words, _)| Block { middle: *y, height: LINE * real(words.len()) + 2.0 })
        .collect();
    let middles = stack::apart(&blocks, [TOP - 30.0, BOTTOM + 40.0]);
    for (((x, y), words, curve), middle) in named.iter().zip(middles) {
        draw_name(out, [*x, *y], words, curve.class, middle)?;
    }
    Ok(())
}

fn draw_name(
    out: &mut String,
    [x, y]: [f64; 2],
    words: &[String],
    class: &str,
    middle: f64,
) -> fmt::Result {
    let [x, y, near] = [x, y, middle].map(Coordinate);
    let (turn, text) = (RIGHT + 3.0, RIGHT + 14.0);
    write!(
        out,
        "<g class=\"end {class}\"><path class=\"leader\" d=\"M{x} {y}L{turn} {y}L{} {near}\"/>",
        text - 3.0
    )?;
    let first = middle - LINE * real(words.len()) / 2.0 + LINE * 0.78;
    for (line, words) in words.iter().enumerate() {
        let y = Coordinate(first + LINE * real(line));
        write!(out, "<text x=\"{text}\" y=\"{y}\">{}</text>", Escaped(words))?;
    }
    out.write_str("</g>")
}
