//! The scales of the funnel: numbers of cases from left to right, rates from the bottom up.

use std::fmt::{self, Write};

use domain::format::{self, Language};

use super::Funnel;
use crate::{words, xml::Coordinate};

/// The width of the picture; small, so that its text can be read on a phone.
pub(super) const WIDTH: f64 = 440.0;
/// The height of the picture.
pub(super) const HEIGHT: f64 = 430.0;

pub(super) const LEFT: f64 = 34.0;
/// To the right of it stand the names of the limits.
pub(super) const RIGHT: f64 = WIDTH - 88.0;
pub(super) const TOP: f64 = 74.0;
pub(super) const BOTTOM: f64 = HEIGHT - 50.0;
/// About the width of a letter.
const LETTER: f64 = 7.6;
/// The air between the frame and the first and last point.
const AIR: f64 = 10.0;
/// The least ratio between the two ends, so that there is always a number to write between them.
const LEAST_RATIO: f64 = 4.0;

/// Cases on a logarithmic scale: most municipalities have few, and 3 must be told from 6 as 300
/// from 600.
pub(super) struct Axes {
    /// The logarithms of the numbers of cases at both ends.
    ends: [f64; 2],
}

impl Axes {
    /// Fits the axes to every point and every limit. `None` without a point.
    pub(super) fn of(picture: &Funnel) -> Option<Self> {
        if picture.points.is_empty() {
            return None;
        }
        let wide = picture.wide_limits.map_or(&[][..], |limits| limits.at);
        let limits = picture.limits.at.iter().chain(wide).map(|it| f64::from(it.merits_cases));
        let points = picture.points.iter().map(|point| real(point.share.trials()));
        let all = || points.clone().chain(limits.clone()).filter(|cases| *cases >= 1.0);
        let (first, last) = (all().reduce(f64::min)?, all().reduce(f64::max)?);
        let room = if last < first * LEAST_RATIO { LEAST_RATIO.sqrt() } else { 1.0 };
        Some(Self { ends: [first / room, last * room].map(libm::log) })
    }

    /// Returns where a number of cases stands; below 1 it stands at 1.
    pub(super) fn x(&self, cases: f64) -> f64 {
        let [first, last] = self.ends;
        let part = (libm::log(cases.max(1.0)) - first) / (last - first);
        LEFT + AIR + part * (RIGHT - LEFT - 2.0 * AIR)
    }

    /// Returns where a rate stands.
    #[expect(clippy::unused_self, reason = "reads like its sister")]
    pub(super) fn y(&self, value: f64) -> f64 {
        BOTTOM - value.clamp(0.0, 1.0) * (BOTTOM - TOP)
    }

    pub(super) fn draw(&self, out: &mut String, language: Language) -> fmt::Result {
        out.write_str("<g class=\"axes\">")?;
        for percent in (0_u8..=100).step_by(20) {
            let y = self.y(f64::from(percent) / 100.0);
            let class = if percent == 0 { "base" } else { "rule" };
            write!(out, "<path class=\"{class}\" d=\"M{LEFT} {}H{RIGHT}\"/>", Coordinate(y))?;
            if percent == 100 {
                let text = format::with_unit("100", language);
                write!(out, "<text x=\"2\" y=\"{}\">{text}</text>", Coordinate(y - 7.0))?;
            } else {
                let (x, y) = (Coordinate(LEFT - 6.0), Coordinate(y + 5.0));
                write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{percent}</text>")?;
            }
        }
        self.draw_cases(out, language)?;
        out.write_str("</g>")
    }

    fn draw_cases(&self, out: &mut String, language: Language) -> fmt::Result {
        let words = match language {
            Language::Da => "Sager afgjort på realiteten",
            Language::En => "Cases decided on their merits",
        };
        for cases in self.ticks(language) {
            let (x, y) = (Coordinate(self.x(f64::from(cases))), BOTTOM + 21.0);
            let number = format::count(cases, language);
            write!(
                out,
                "<path class=\"base\" d=\"M{x} {BOTTOM}v5\"/>\
                 <text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{number}</text>"
            )?;
        }
        let (x, y) = (Coordinate(f64::midpoint(LEFT, RIGHT)), BOTTOM + 43.0);
        write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{words}</text>")
    }

    /// Returns the numbers of cases to write: 1, 2, 5, 10, …, or fewer where those have no room.
    fn ticks(&self, language: Language) -> Vec<u32> {
        let sets = [&[1, 2, 5][..], &[1, 3], &[1]].map(|steps| self.inside(steps));
        let [.., fewest] = &sets;
        sets.iter().find(|set| self.have_room(set, language)).unwrap_or(fewest).clone()
    }

    /// Returns the steps times every power of ten, as far as they stand in the picture.
    fn inside(&self, steps: &[u32]) -> Vec<u32> {
        let powers = (0..=9).map(|power| 10_u32.pow(power));
        let all = powers.flat_map(|power| steps.iter().filter_map(move |it| it.checked_mul(power)));
        all.filter(|cases| (LEFT..=RIGHT).contains(&self.x(f64::from(*cases)))).collect()
    }

    fn have_room(&self, numbers: &[u32], language: Language) -> bool {
        /// The air between two numbers.
        const APART: f64 = 7.0;
        let ends = |cases: u32| {
            let half = words::width(&format::count(cases, language), LETTER) / 2.0;
            [-half, half].map(|side| self.x(f64::from(cases)) + side)
        };
        numbers.windows(2).all(|pair| ends(pair[1])[0] - ends(pair[0])[1] >= APART)
    }
}

/// Returns a number of cases as a place on the axis needs it.
#[expect(clippy::cast_precision_loss, reason = "two 32-bit counts together stay below 2^53")]
pub(super) const fn real(cases: u64) -> f64 {
    cases as f64
}
