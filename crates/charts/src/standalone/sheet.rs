//! The parts of the file from top to bottom; each returns where the next one starts.

use std::fmt::{self, Write};

use domain::format::Language;

use super::{Drawing, Surroundings, lines, synthetic_mark, watermark};
use crate::{
    basemap, choropleth,
    choropleth::{Fill, legend_entries},
    xml::{Coordinate, Escaped},
};

/// The air on the left and right.
const MARGIN: f64 = 40.0;
const WIDTH: f64 = 1_080.0;
/// How many letters of the notes, the title and the subtitle fit on a line.
const NOTE_LETTERS: usize = 96;
const TITLE_LETTERS: usize = 44;
const SUBTITLE_LETTERS: usize = 76;
/// How many letters fit beside a swatch in the right column of the legend.
const LEGEND_LETTERS: usize = 44;
/// From one line of the legend to the next.
const LEGEND_LINE: f64 = 42.0;

pub(super) struct Sheet<'a> {
    drawing: Drawing<'a>,
    around: &'a Surroundings<'a>,
}

impl<'a> Sheet<'a> {
    pub(super) const fn new(drawing: Drawing<'a>, around: &'a Surroundings<'a>) -> Self {
        Self { drawing, around }
    }

    /// Draws the parts first, since only they know how high the file is.
    pub(super) fn draw(&self, out: &mut String) -> fmt::Result {
        let mut parts = String::new();
        let mut y = self.banner(&mut parts)?;
        y = self.heading(&mut parts, y)?;
        y = self.map(&mut parts, y)?;
        y = self.legend(&mut parts, y)?;
        let height = Coordinate(self.notes(&mut parts, y)? + 20.0);
        write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sheet\" lang=\"{}\" \
             viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"title\" aria-describedby=\"desc\"><title id=\"title\">{}</title>\
             <desc id=\"desc\">{}</desc><style>{}</style>\
             <rect class=\"paper\" width=\"100%\" height=\"100%\"/>{parts}</svg>",
            self.drawing.language().tag(),
            Escaped(self.drawing.title()),
            Escaped(self.drawing.description()),
            crate::style(),
        )
    }

    fn banner(&self, out: &mut String) -> Result<f64, fmt::Error> {
        if !self.around.provenance.is_synthetic() {
            return Ok(0.0);
        }
        let mark = synthetic_mark(self.drawing.language());
        write!(
            out,
            "<rect class=\"synthetic\" width=\"{WIDTH}\" height=\"64\"/>\
             <text class=\"synthetic\" x=\"{MARGIN}\" y=\"43\">{mark}</text>"
        )?;
        Ok(64.0)
    }

    fn heading(&self, out: &mut String, y: f64) -> Result<f64, fmt::Error> {
        let title = lines(self.drawing.title(), TITLE_LETTERS);
        let y = column(out, "title", &title, y + 14.0, 50.0)?;
        let subtitle = lines(self.around.subtitle, SUBTITLE_LETTERS);
        column(out, "subtitle", &subtitle, y + 4.0, 34.0)
    }

    fn map(&self, out: &mut String, y: f64) -> Result<f64, fmt::Error> {
        let top = y + 24.0;
        let (basemap, class) = match self.drawing {
            Drawing::Rates(picture) => (picture.basemap, "map rates"),
            Drawing::Cases(picture) => (picture.basemap, "map cases"),
        };
        write!(out, "<g class=\"{class}\" transform=\"translate({MARGIN} {})\">", Coordinate(top))?;
        match self.drawing {
            Drawing::Rates(picture) => choropleth::draw_rates(out, picture, false)?,
            Drawing::Cases(picture) => choropleth::draw_circles(out, picture, false)?,
        }
        if self.around.provenance.is_synthetic() {
            let word = match self.drawing.language() {
                Language::Da => "SYNTETISK",
                Language::En => "SYNTHETIC",
            };
            watermark(
                out,
                word,
                &[(60.0, 620.0), (440.0, 640.0), (180.0, 1_080.0), (560.0, 1_060.0)],
            )?;
        }
        out.write_str("</g>")?;
        Ok(top + basemap.height)
    }

    /// The classes in a column on the left, hatching and missing rates on the right.
    fn legend(&self, out: &mut String, y: f64) -> Result<f64, fmt::Error> {
        let entries = self.legend_entries();
        if entries.is_empty() {
            return Ok(y);
        }
        let is_rates = matches!(self.drawing, Drawing::Rates(_));
        let title = is_rates.then(|| self.around.legend_title.to_owned());
        let top = column(out, "legend-title", title.as_slice(), y + 20.0, 34.0)? + 14.0;
        let (mut left, mut right) = (top, top);
        for (fill, hatched, label) in entries {
            let is_class = matches!(fill, Fill::Class(_)) && !hatched;
            let (x, y) =
                if is_class || !is_rates { (MARGIN, &mut left) } else { (360.0, &mut right) };
            write!(out, "<g class=\"map\" transform=\"translate({x} {})\">", Coordinate(*y))?;
            choropleth::draw_swatch(out, fill, hatched, self.drawing.id_prefix())?;
            let words = lines(&label, LEGEND_LETTERS);
            for (line, words) in (0_u32..).zip(&words) {
                let y = Coordinate(22.0 + 27.0 * f64::from(line));
                write!(out, "<text class=\"legend\" x=\"58\" y=\"{y}\">{}</text>", Escaped(words))?;
            }
            out.write_str("</g>")?;
            *y += if words.len() > 1 { LEGEND_LINE + 27.0 } else { LEGEND_LINE };
        }
        Ok(left.max(right))
    }

    /// The map of numbers has its key within; it needs a line only if something is not delivered.
    fn legend_entries(&self) -> Vec<(Fill, bool, String)> {
        let mut entries = legend_entries(self.drawing.language());
        if let Drawing::Cases(picture) = self.drawing {
            let missing = picture.circles.iter().any(|circle| circle.merits.is_none());
            entries.retain(|(fill, ..)| missing && *fill == Fill::NotDelivered);
        }
        entries
    }

    fn notes(&self, out: &mut String, y: f64) -> Result<f64, fmt::Error> {
        let attribution = basemap::attribution(self.drawing.language());
        let mut y = y + 16.0;
        for note in self.around.notes.iter().chain([&attribution]) {
            y = column(out, "note", &lines(note, NOTE_LETTERS), y + 6.0, 26.0)?;
        }
        Ok(y)
    }
}

/// Writes lines under each other and returns where the last of them ends.
fn column(
    out: &mut String,
    class: &str,
    lines: &[String],
    top: f64,
    step: f64,
) -> Result<f64, fmt::Error> {
    let mut y = top;
    for line in lines {
        y += step;
        let (y, line) = (Coordinate(y), Escaped(line));
        write!(out, "<text class=\"{class}\" x=\"{MARGIN}\" y=\"{y}\">{line}</text>")?;
    }
    Ok(y)
}
