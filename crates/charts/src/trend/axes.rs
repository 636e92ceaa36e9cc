//! The scales of the picture, and what is written around it.

use std::fmt::{self, Write};

use domain::{
    format::{self, Language},
    period::Year,
};

use super::TrendPicture;
use crate::xml::{Coordinate, Escaped};

/// The width of the picture; small, so that its text can be read on a phone.
pub(super) const WIDTH: f64 = 480.0;
/// The height of the picture.
pub(super) const HEIGHT: f64 = 310.0;

const LEFT: f64 = 44.0;
const RIGHT: f64 = WIDTH - 12.0;
const TOP: f64 = 62.0;
const BOTTOM: f64 = HEIGHT - 30.0;

/// Years from left to right, rates from the bottom up.
pub(super) struct Axes {
    first: i16,
    last: i16,
    /// The rate at the top in per cent.
    percent: u8,
}

impl Axes {
    /// Fits the axes: all years that have a point, and all rates with their intervals. `None` when
    /// there is no point at all.
    pub(super) fn of(picture: &TrendPicture) -> Option<Self> {
        let country = picture.country.map_or(&[][..], |series| series.points);
        let years = || picture.main.points.iter().chain(country).map(|point| point.year.number());
        let highest = picture
            .main
            .points
            .iter()
            .map(|point| point.interval.map_or(point.value, |interval| interval.upper));
        let highest = highest.chain(country.iter().map(|point| point.value)).fold(0.0, f64::max);
        let percent = [40, 60, 80].into_iter().find(|top| highest * 100.0 <= f64::from(*top));
        Some(Self { first: years().min()?, last: years().max()?, percent: percent.unwrap_or(100) })
    }

    /// Returns where a year stands; a single year stands in the middle.
    pub(super) fn x(&self, year: Year) -> f64 {
        self.across(f64::from(year.number()))
    }

    fn across(&self, year: f64) -> f64 {
        const AIR: f64 = 16.0;
        let span = f64::from(self.last - self.first);
        let share = if span > 0.0 { (year - f64::from(self.first)) / span } else { 0.5 };
        LEFT + AIR + share * (RIGHT - LEFT - 2.0 * AIR)
    }

    /// Returns where a rate stands.
    pub(super) fn y(&self, value: f64) -> f64 {
        BOTTOM - value * 100.0 / f64::from(self.percent) * (BOTTOM - TOP)
    }

    pub(super) fn draw(&self, out: &mut String, language: Language) -> fmt::Result {
        out.write_str("<g class=\"axes\">")?;
        for percent in (0..=self.percent).step_by(20) {
            let y = self.y(f64::from(percent) / 100.0);
            let class = if percent == 0 { "base" } else { "rule" };
            write!(out, "<path class=\"{class}\" d=\"M{LEFT} {}H{RIGHT}\"/>", Coordinate(y))?;
            let text = match percent {
                top if top == self.percent => format::with_unit(&top.to_string(), language),
                other => other.to_string(),
            };
            // The unit does not fit left of the axis; it stands over it, with the highest number.
            let (x, anchor, rise) = if percent == self.percent {
                (4.0, "start", -6.0)
            } else {
                (LEFT - 6.0, "end", 5.0)
            };
            let y = Coordinate(y + rise);
            write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>")?;
        }
        self.draw_years(out)?;
        out.write_str("</g>")
    }

    fn draw_years(&self, out: &mut String) -> fmt::Result {
        /// How many years can be written side by side.
        const FIT: i16 = 9;
        let step = (self.last - self.first) / FIT + 1;
        for year in self.first..=self.last {
            let x = Coordinate(self.across(f64::from(year)));
            write!(out, "<path class=\"base\" d=\"M{x} {BOTTOM}v5\"/>")?;
            if (self.last - year) % step == 0 {
                let y = BOTTOM + 21.0;
                write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{year}</text>")?;
            }
        }
        Ok(())
    }

    /// Marks where the definition changed: between that year and the one before.
    pub(super) fn draw_breaks(
        &self,
        out: &mut String,
        breaks: &[Year],
        language: Language,
    ) -> fmt::Result {
        let (word, meaning) = match language {
            Language::Da => ("brud", "Opgørelsen er ændret: år før og efter kan ikke sammenlignes"),
            Language::En => {
                ("break", "The definition changed: do not compare years across this line")
            }
        };
        for year in breaks {
            if year.number() <= self.first || year.number() > self.last {
                continue;
            }
            let x = Coordinate(self.across(f64::from(year.number()) - 0.5));
            write!(
                out,
                "<g class=\"break\"><title>{meaning} ({year})</title><path d=\"M{x} {TOP}V{BOTTOM}\"/>\
                 <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{word}</text></g>",
                TOP - 5.0
            )?;
        }
        Ok(())
    }
}

/// Names the series in a row at the top, each after a piece of its line.
pub(super) fn draw_legend(out: &mut String, picture: &TrendPicture) -> fmt::Result {
    /// About the width of a letter.
    const LETTER: f64 = 8.2;
    let mut x = 6.0;
    let main = Some(("main", picture.main));
    let country = picture.country.map(|series| ("country", series));
    for (class, series) in [main, country].into_iter().flatten() {
        let name = series.label();
        let (middle, text) = (Coordinate(x + 13.0), Coordinate(x + 32.0));
        write!(out, "<g class=\"{class}\"><path class=\"line\" d=\"M{} 16h26\"/>", Coordinate(x))?;
        if class == "country" {
            write!(out, "<path class=\"point\" d=\"M{middle} 16m-4-4h8v8h-8z\"/>")?;
        } else {
            write!(out, "<circle class=\"point\" cx=\"{middle}\" cy=\"16\" r=\"5\"/>")?;
        }
        write!(out, "<text x=\"{text}\" y=\"21\">{}</text></g>", Escaped(&name))?;
        let letters = u32::try_from(name.chars().count()).unwrap_or(u32::MAX);
        x += 54.0 + LETTER * f64::from(letters);
    }
    Ok(())
}

/// Writes why there is nothing to draw: a line for each series.
pub(super) fn draw_absence(out: &mut String, picture: &TrendPicture) -> fmt::Result {
    let mut y = HEIGHT / 2.0;
    for series in [Some(picture.main), picture.country].into_iter().flatten() {
        let (x, label) = (WIDTH / 2.0, series.label());
        write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>", Escaped(&label))?;
        y += 24.0;
    }
    Ok(())
}
