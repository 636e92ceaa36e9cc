//! The scales of the picture, and what is written around it.

use std::fmt::{self, Write};

use domain::{
    format::{self, Language},
    period::{Period, Year},
};
use jiff::civil::Date;

use super::{Beside, Event, TimePoint, Timeline};
use crate::{
    words,
    xml::{Coordinate, Escaped},
};

/// The width of the picture; small, so that its text can be read on a phone.
pub(super) const WIDTH: f64 = 480.0;
/// The height of the picture.
pub(super) const HEIGHT: f64 = 330.0;

const LEFT: f64 = 44.0;
const RIGHT: f64 = WIDTH - 12.0;
const TOP: f64 = 92.0;
const BOTTOM: f64 = HEIGHT - 30.0;

/// Whole years from left to right, rates from the bottom up.
pub(super) struct Axes {
    first: i16,
    last: i16,
    /// The rate at the top in per cent.
    percent: u8,
}

impl Axes {
    /// Fits the axes: every point, and every rate with its interval. `None` without a point.
    pub(super) fn of(picture: &Timeline) -> Option<Self> {
        let beside = picture.beside.map_or(&[][..], |beside| beside.points);
        let published = picture.published.map_or(&[][..], |(_, points)| points);
        let all = || picture.points.iter().chain(beside).chain(published);
        let years = || all().map(|point| point.period.year().number());
        let tops = all().map(|point| point.interval.map_or(point.value, |it| it.upper));
        let highest = tops.fold(0.0, f64::max) * 100.0;
        let percent = [40, 60, 80].into_iter().find(|top| highest <= f64::from(*top));
        let (first, last) = (years().min()?, years().max()?);
        Some(Self { first, last, percent: percent.unwrap_or(100) })
    }

    /// Returns where a point stands: in the middle of its period.
    pub(super) fn place(&self, point: &TimePoint) -> (Coordinate, Coordinate) {
        let middle = match point.period {
            Period::Year(year) => f64::from(year.number()) + 0.5,
            Period::Quarter(quarter) => {
                f64::from(quarter.year().number()) + (f64::from(quarter.number()) - 0.5) / 4.0
            }
        };
        (Coordinate(self.x(middle)), Coordinate(self.y(point.value)))
    }

    /// Returns where a moment stands; 2024.5 is the middle of 2024.
    fn x(&self, moment: f64) -> f64 {
        let years = f64::from(self.last - self.first) + 1.0;
        LEFT + (moment - f64::from(self.first)) / years * (RIGHT - LEFT)
    }

    fn x_of(&self, day: Date) -> f64 {
        self.x(f64::from(day.year()) + f64::from(day.day_of_year() - 1) / 366.0)
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
            if percent == self.percent {
                let text = format::with_unit(&percent.to_string(), language);
                write!(out, "<text x=\"4\" y=\"{}\">{text}</text>", Coordinate(y - 6.0))?;
            } else {
                let (x, y) = (Coordinate(LEFT - 6.0), Coordinate(y + 5.0));
                write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{percent}</text>")?;
            }
        }
        self.draw_years(out)?;
        out.write_str("</g>")
    }

    fn draw_years(&self, out: &mut String) -> fmt::Result {
        /// How many years can be written side by side.
        const FIT: i16 = 9;
        let step = (self.last - self.first) / FIT + 1;
        for year in self.first..=self.last + 1 {
            let x = Coordinate(self.x(f64::from(year)));
            write!(out, "<path class=\"base\" d=\"M{x} {BOTTOM}v5\"/>")?;
        }
        for year in (self.first..=self.last).filter(|year| (self.last - year) % step == 0) {
            let (x, y) = (Coordinate(self.x(f64::from(year) + 0.5)), BOTTOM + 21.0);
            write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{year}</text>")?;
        }
        Ok(())
    }

    /// Marks where the count changed: at the start of the year.
    pub(super) fn draw_breaks(
        &self,
        out: &mut String,
        breaks: &[Year],
        language: Language,
    ) -> fmt::Result {
        let (word, meaning) = words::series_break(language);
        let is_inside = |year: &&Year| self.first < year.number() && year.number() <= self.last;
        for year in breaks.iter().filter(is_inside) {
            let (x, y) = (Coordinate(self.x(f64::from(year.number()))), TOP - 5.0);
            write!(
                out,
                "<g class=\"break\"><title>{meaning} ({year})</title><path d=\"M{x} {TOP}V{BOTTOM}\"/>\
                 <text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{word}</text></g>"
            )?;
        }
        Ok(())
    }

    /// Marks events by their numbers in a row over the picture; numbers that would lie on each other
    /// step to the right.
    pub(super) fn draw_events(&self, out: &mut String, events: &[Event]) -> fmt::Result {
        const APART: f64 = 19.0;
        const ROW: f64 = 60.0;
        let is_inside = |event: &&Event| (self.first..=self.last).contains(&event.on.year());
        let mut free = LEFT;
        for event in events.iter().filter(is_inside) {
            let at = self.x_of(event.on);
            let shown = at.max(free);
            free = shown + APART;
            let (at, shown, label) = (Coordinate(at), Coordinate(shown), Escaped(&event.label));
            write!(
                out,
                "<g class=\"event\"><title>{label}</title><path d=\"M{shown} {}L{at} {}V{BOTTOM}\"/>\
                 <circle cx=\"{shown}\" cy=\"{ROW}\" r=\"9\"/>\
                 <text x=\"{shown}\" y=\"{}\" text-anchor=\"middle\">{}</text></g>",
                ROW + 9.0,
                TOP - 18.0,
                ROW + 5.0,
                event.number
            )?;
        }
        Ok(())
    }
}

/// Names the series in two rows at the top, each after a piece of its line.
pub(super) fn draw_legend(out: &mut String, picture: &Timeline) -> fmt::Result {
    /// About the width of a letter.
    const LETTER: f64 = 8.2;
    let name = Escaped(picture.name);
    write!(
        out,
        "<g class=\"main\"><path class=\"line\" d=\"M6 14h26\"/>\
         <circle class=\"point\" cx=\"19\" cy=\"14\" r=\"5\"/><text x=\"38\" y=\"19\">{name}</text></g>"
    )?;
    let mut x = 6.0;
    if let Some(Beside { name, .. }) = picture.beside {
        let (middle, text) = (Coordinate(x + 13.0), Coordinate(x + 32.0));
        write!(
            out,
            "<g class=\"country\"><path class=\"line\" d=\"M{} 36h26\"/>\
             <path class=\"point\" d=\"M{middle} 36m-4-4h8v8h-8z\"/><text x=\"{text}\" y=\"41\">{}</text></g>",
            Coordinate(x),
            Escaped(name)
        )?;
        let letters = u32::try_from(name.chars().count()).unwrap_or(u32::MAX);
        x += 54.0 + LETTER * f64::from(letters);
    }
    if let Some((name, _)) = picture.published {
        let (middle, text) = (Coordinate(x + 9.0), Coordinate(x + 24.0));
        write!(
            out,
            "<g class=\"published\"><path d=\"M{middle} 36m0-9l9 9l-9 9l-9-9z\"/>\
             <text x=\"{text}\" y=\"41\">{}</text></g>",
            Escaped(name)
        )?;
    }
    Ok(())
}
