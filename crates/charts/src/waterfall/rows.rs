//! The rows of the waterfall: words above, and under them a mark on the scale or a bar.

use std::fmt::{self, Write};

use domain::format::{self, Language};

use super::{
    Contribution, Level,
    scale::{LEFT, RIGHT, Scale},
};
use crate::{
    words::{self, lines},
    xml::{Coordinate, Escaped},
};

/// From one line of words to the next.
const LINE: f64 = 18.0;
/// How high a bar is.
const BAR: f64 = 16.0;
/// The air over a bar, and under it.
const OVER: f64 = 5.0;
const UNDER: f64 = 12.0;
/// How many letters fit on a line.
const LETTERS: usize = 50;

/// One row.
pub(super) struct Row {
    class: &'static str,
    /// The whole row in words.
    title: String,
    lines: Vec<String>,
    value: String,
    /// The rates at both ends of the bar in the order of reading; a mark has the same twice, a
    /// heading none.
    reach: Option<[f64; 2]>,
}

/// Returns how high rows are together.
pub(super) fn height(rows: &[Row]) -> f64 {
    rows.iter().map(Row::height).sum()
}

/// Draws rows under each other; the lines that join the bars lie under all words. A line that is not
/// upright leads over what the contributions do not explain.
pub(super) fn draw(out: &mut String, rows: &[Row], scale: &Scale) -> fmt::Result {
    let mut top = 0.0;
    let mut before = None;
    for row in rows {
        if let Some(([from, to], under)) = row.bar() {
            if let Some((end, y)) = before {
                let [x, y, to, bar] = [end, y, scale.x(from), top + under].map(Coordinate);
                write!(out, "<path class=\"joint\" d=\"M{x} {y}L{to} {bar}\"/>")?;
            }
            before = Some((scale.x(to), top + under + BAR));
        }
        top += row.height();
    }
    top = 0.0;
    for row in rows {
        row.draw(out, scale, top)?;
        top += row.height();
    }
    Ok(())
}

impl Row {
    pub(super) fn level(level: &Level) -> Self {
        Self {
            class: "level",
            title: level.label.to_owned(),
            lines: lines(level.label, LETTERS),
            value: String::new(),
            reach: Some([level.value; 2]),
        }
    }

    pub(super) fn heading(kind: &str) -> Self {
        Self {
            class: "kind",
            title: kind.to_owned(),
            lines: lines(kind, LETTERS),
            value: String::new(),
            reach: None,
        }
    }

    pub(super) fn contribution(it: &Contribution, from: f64, language: Language) -> Self {
        let class = if it.value > 0.0 {
            "step more"
        } else if it.value < 0.0 {
            "step less"
        } else {
            "step none"
        };
        let value = format::percentage_points(it.value, language);
        let room = LETTERS - value.chars().count();
        Self {
            class,
            title: format!("{}: {value}", it.label),
            lines: lines(it.label, room),
            value,
            reach: Some([from, from + it.value]),
        }
    }

    fn height(&self) -> f64 {
        let bar = if self.reach.is_some() { OVER + BAR + UNDER } else { 0.0 };
        LINE * words::real(self.lines.len()) + bar
    }

    /// Returns the rates at both ends of the bar, and how far its upper edge lies under the row's.
    fn bar(&self) -> Option<([f64; 2], f64)> {
        self.reach.map(|reach| (reach, LINE * words::real(self.lines.len()) + OVER))
    }

    fn draw(&self, out: &mut String, scale: &Scale, top: f64) -> fmt::Result {
        write!(out, "<g class=\"{}\"><title>{}</title>", self.class, Escaped(&self.title))?;
        self.draw_words(out, top)?;
        if let Some((reach, under)) = self.bar() {
            let [from, to] = reach.map(|value| scale.x(value));
            if self.class == "level" {
                draw_mark(out, from, top + under)?;
            } else {
                let ends = [from.min(to), from.max(to)];
                draw_bar(out, self.class == "step more", ends, top + under)?;
            }
        }
        out.write_str("</g>")
    }

    fn draw_words(&self, out: &mut String, top: f64) -> fmt::Result {
        let mut y = top;
        for line in &self.lines {
            y += LINE;
            write!(out, "<text x=\"{LEFT}\" y=\"{}\">{}</text>", Coordinate(y), Escaped(line))?;
        }
        if self.value.is_empty() {
            return Ok(());
        }
        let (y, value) = (Coordinate(top + LINE), Escaped(&self.value));
        write!(
            out,
            "<text class=\"value\" x=\"{RIGHT}\" y=\"{y}\" text-anchor=\"end\">{value}</text>"
        )
    }
}

/// Draws a rate as a diamond on a line.
fn draw_mark(out: &mut String, x: f64, top: f64) -> fmt::Result {
    let half = BAR / 2.0;
    let [x, top] = [x, top].map(Coordinate);
    write!(
        out,
        "<path class=\"mark\" d=\"M{x} {top}l{half} {half}l-{half} {half}l-{half}-{half}z\"/>"
    )
}

/// Draws a step; one upwards is striped, so that color is not all that tells the two apart.
fn draw_bar(out: &mut String, is_more: bool, [left, right]: [f64; 2], top: f64) -> fmt::Result {
    // A step of nothing is a thin line.
    let [x, y, width] = [left, top, (right - left).max(0.5)].map(Coordinate);
    let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\"");
    write!(out, "<rect class=\"fill\" {place}/>")?;
    if is_more {
        // One wide dashed line makes all stripes, as in the bar of outcomes.
        let (middle, right) = (Coordinate(top + BAR / 2.0), Coordinate(right));
        write!(
            out,
            "<path class=\"stripes\" d=\"M{x} {middle}H{right}\" stroke-width=\"{BAR}\"/>"
        )?;
    }
    write!(out, "<rect class=\"outline\" {place}/>")
}
