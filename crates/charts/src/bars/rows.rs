//! A row: the name, the bar with its interval, the figure or why there is none.

use std::fmt::{self, Write};

use domain::format::Language;
use stats::Interval;

use super::{
    Bar,
    layout::{LINE, Layout, Row},
};
use crate::{
    words,
    xml::{Coordinate, Escaped},
};

/// How high a bar is.
const THICK: f64 = 14.0;

/// What an entry of the key explains.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sign {
    FewCases,
    Interval,
}

/// Draws the hatching or the interval before its words in the key.
pub(super) fn draw_sign(out: &mut String, sign: Sign, [left, middle]: [f64; 2]) -> fmt::Result {
    match sign {
        Sign::FewCases => draw_bar(out, true, [left, left + 26.0], middle),
        Sign::Interval => draw_whisker(out, [left + 2.0, left + 24.0], middle),
    }
}

/// Draws a row without its figure.
pub(super) fn draw(
    out: &mut String,
    layout: &Layout,
    row: &Row,
    bar: &Bar,
    language: Language,
) -> fmt::Result {
    let title = title(bar, language);
    write!(out, "<g class=\"row\"><title>{}</title>", Escaped(&title))?;
    draw_name(out, layout, row)?;
    if let Some(value) = bar.value {
        let [zero, end] = [0.0, value].map(|value| layout.x(value));
        draw_bar(out, bar.few_cases, [zero.min(end), zero.max(end)], row.middle())?;
        if let Some(Interval { lower, upper }) = bar.interval {
            draw_whisker(out, [lower, upper].map(|limit| layout.x(limit)), row.middle())?;
        }
    }
    out.write_str("</g>")
}

/// Writes the figure of a row to the right of its bar and interval, or why there is none.
pub(super) fn draw_figure(out: &mut String, layout: &Layout, row: &Row, bar: &Bar) -> fmt::Result {
    let (class, x, text) = match bar.value {
        None => ("absence", layout.left(), bar.absence),
        Some(value) => {
            let upper = bar.interval.map_or(value, |interval| interval.upper);
            ("value", layout.x(value.max(upper).max(0.0)), bar.label)
        }
    };
    let (x, y, text) = (Coordinate(x + 6.0), Coordinate(row.middle() + 5.0), Escaped(text));
    write!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>")
}

/// Returns the row in words: `Ærø: 50,0 (få sager)`.
fn title(bar: &Bar, language: Language) -> String {
    match bar.value {
        None => format!("{}: {}", bar.name, bar.absence),
        Some(_) if bar.few_cases => {
            format!("{}: {} ({})", bar.name, bar.label, words::few_cases(language))
        }
        Some(_) => format!("{}: {}", bar.name, bar.label),
    }
}

fn draw_name(out: &mut String, layout: &Layout, row: &Row) -> fmt::Result {
    let x = Coordinate(layout.left() - 8.0);
    let mut y = row.top + (row.height - LINE * words::real(row.name.len())) / 2.0 - 3.5;
    for line in &row.name {
        y += LINE;
        let (y, line) = (Coordinate(y), Escaped(line));
        write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{line}</text>")?;
    }
    Ok(())
}

/// Draws a bar; one on few cases is hatched.
fn draw_bar(
    out: &mut String,
    few_cases: bool,
    [left, right]: [f64; 2],
    middle: f64,
) -> fmt::Result {
    let class = if few_cases { "fill few" } else { "fill" };
    // Nothing is a thin line.
    let width = (right - left).max(0.5);
    let [x, y, width] = [left, middle - THICK / 2.0, width].map(Coordinate);
    let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{THICK}\"");
    write!(out, "<rect class=\"{class}\" {place}/>")?;
    if few_cases {
        // One wide dashed line makes all stripes, as in the bar of outcomes.
        let [middle, right] = [middle, right].map(Coordinate);
        write!(
            out,
            "<path class=\"stripes\" d=\"M{x} {middle}H{right}\" stroke-width=\"{THICK}\"/>\
             <rect class=\"outline\" {place}/>"
        )?;
    }
    Ok(())
}

/// Draws an interval with a short line at each limit, on a white edge so that it stands out of a bar.
fn draw_whisker(out: &mut String, [left, right]: [f64; 2], middle: f64) -> fmt::Result {
    let [left, right, y] = [left, right, middle].map(Coordinate);
    let path = format!("M{left} {y}H{right}M{left} {y}m0-4v8M{right} {y}m0-4v8");
    write!(out, "<path class=\"halo\" d=\"{path}\"/><path class=\"whisker\" d=\"{path}\"/>")
}
