//! The scale of rates under the steps.

use std::fmt::{self, Write};

use domain::format::{self, Language};

use super::Waterfall;
use crate::xml::Coordinate;

/// The width of the picture: that of a phone.
pub(super) const WIDTH: f64 = 360.0;
/// How high the scale is.
pub(super) const FOOT: f64 = 30.0;
pub(super) const LEFT: f64 = 8.0;
pub(super) const RIGHT: f64 = WIDTH - 8.0;
/// The air left and right of the outermost rates.
const AIR: f64 = 10.0;
/// The shortest stretch that is shown, as a fraction: two percentage points.
const SHORTEST: f64 = 0.02;

/// Rates from left to right: no more than the stretch that the steps go over.
pub(super) struct Scale {
    first: f64,
    last: f64,
}

impl Scale {
    /// Fits the scale to both rates and every step between them.
    pub(super) fn of(picture: &Waterfall) -> Self {
        let (start, end) = (picture.start.value, picture.end.value);
        let (mut first, mut last) = (start.min(end), start.max(end));
        let mut at = start;
        for contribution in picture.contributions {
            at += contribution.value;
            (first, last) = (first.min(at), last.max(at));
        }
        let lacking = (SHORTEST - (last - first)).max(0.0) / 2.0;
        Self { first: first - lacking, last: last + lacking }
    }

    /// Returns where a rate stands.
    pub(super) fn x(&self, value: f64) -> f64 {
        let part = (value - self.first) / (self.last - self.first);
        LEFT + AIR + part * (RIGHT - LEFT - 2.0 * AIR)
    }

    /// Draws the scale at a height, with a line upwards from each number.
    pub(super) fn draw(&self, out: &mut String, y: f64, language: Language) -> fmt::Result {
        let (line, text) = (Coordinate(y), Coordinate(y + 20.0));
        write!(out, "<g class=\"axes\"><path class=\"base\" d=\"M{LEFT} {line}H{RIGHT}\"/>")?;
        for percent in self.ticks() {
            let x = Coordinate(self.x(f64::from(percent) / 100.0));
            let number = format::with_unit(&percent.to_string(), language);
            write!(
                out,
                "<path class=\"rule\" d=\"M{x} {line}V0\"/><path class=\"base\" d=\"M{x} {line}v5\"/>\
                 <text x=\"{x}\" y=\"{text}\" text-anchor=\"middle\">{number}</text>"
            )?;
        }
        out.write_str("</g>")
    }

    /// Returns whole per cents, about five, each with room for its number.
    fn ticks(&self) -> impl Iterator<Item = u8> {
        /// How far apart two numbers stand at least.
        const APART: f64 = 62.0;
        /// How far from the border a number stands at least.
        const BORDER: f64 = 24.0;
        let per_percent = self.x(0.01) - self.x(0.0);
        let steps = [1_u8, 2, 5, 10, 20, 50];
        let step = steps.into_iter().find(|step| per_percent * f64::from(*step) >= APART);
        let step = usize::from(step.unwrap_or(100));
        (0..=100_u8).step_by(step).filter(|percent| {
            let x = self.x(f64::from(*percent) / 100.0);
            (BORDER..=WIDTH - BORDER).contains(&x)
        })
    }
}
