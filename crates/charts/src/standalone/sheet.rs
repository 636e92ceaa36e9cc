//! The parts of the file from top to bottom; each returns where the next one starts.

use std::fmt::{self, Write};

use domain::format::Language;

use super::{Drawing, Surroundings, synthetic_mark};
use crate::{
    bars, basemap,
    choropleth::{self, Figures, Fill, MapPicture, legend_entries},
    funnel, lines, outcome_bar, spread, timeline, trend, waterfall, words,
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
/// How high bars may be. A hundred of them would else be pages long, and their PNG huge.
const TALLEST_BARS: f64 = 3_600.0;
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
        y = self.picture(&mut parts, y)?;
        y = self.legend(&mut parts, y)?;
        // Whole, so that the paper covers the last row of pixels.
        let height = (self.notes(&mut parts, y)? + 20.0).ceil();
        write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sheet\" lang=\"{}\" \
             viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"title\" aria-describedby=\"desc\"><title id=\"title\">{}</title>\
             <desc id=\"desc\">{}</desc><style>{}</style>\
             <rect class=\"paper\" width=\"100%\" height=\"100%\"/>{parts}</svg>",
            self.drawing.language().tag(),
            Escaped(self.drawing.title()),
            Escaped(&self.drawing.description()),
            self.drawing.style(),
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
        let title = words::lines(self.drawing.title(), TITLE_LETTERS);
        let y = column(out, "title", &title, y + 14.0, 50.0)?;
        let subtitle = words::lines(self.around.subtitle, SUBTITLE_LETTERS);
        column(out, "subtitle", &subtitle, y + 4.0, 34.0)
    }

    fn picture(&self, out: &mut String, y: f64) -> Result<f64, fmt::Error> {
        let top = y + 24.0;
        let (class, [width, height]) = match self.drawing {
            Drawing::Map(picture) => {
                (picture.css_class(), [picture.basemap.width, picture.basemap.height])
            }
            Drawing::Trend(_) => ("trend", trend::SIZE),
            Drawing::Timeline(_) => ("trend", timeline::SIZE),
            Drawing::Outcomes(_) => ("bar", outcome_bar::SIZE),
            Drawing::Funnel(_) => ("funnel", funnel::SIZE),
            Drawing::Waterfall(picture) => ("waterfall", waterfall::size(picture)),
            Drawing::Spread(picture) => ("spread", picture.size()),
            Drawing::Lines(picture) => ("lines", lines::size(picture)),
            Drawing::Bars(picture) => ("bars", bars::size(picture)),
        };
        let mut scale = (WIDTH - 2.0 * MARGIN) / width;
        if matches!(self.drawing, Drawing::Bars(_)) {
            scale = scale.min(TALLEST_BARS / height);
        }
        let y = Coordinate(top);
        write!(out, "<g class=\"{class}\" transform=\"translate({MARGIN} {y})scale({scale})\">")?;
        match self.drawing {
            Drawing::Map(picture) => choropleth::draw_map(out, picture, false)?,
            Drawing::Trend(picture) => trend::draw(out, picture)?,
            Drawing::Timeline(picture) => timeline::draw(out, picture)?,
            Drawing::Outcomes(bar) => outcome_bar::draw_bar(out, bar)?,
            Drawing::Funnel(picture) => funnel::draw(out, picture, false)?,
            Drawing::Waterfall(picture) => waterfall::draw(out, picture)?,
            Drawing::Spread(picture) => spread::draw(out, picture)?,
            Drawing::Lines(picture) => lines::draw(out, picture)?,
            Drawing::Bars(picture) => bars::draw(out, picture)?,
        }
        out.write_str("</g>")?;
        let bottom = top + scale * height;
        self.watermark(out, top, bottom)?;
        Ok(bottom)
    }

    /// Marks a map or series of made-up figures every 420 units; a bar is too low for it.
    fn watermark(&self, out: &mut String, top: f64, bottom: f64) -> fmt::Result {
        const STEP: f64 = 420.0;
        if !self.around.provenance.is_synthetic() {
            return Ok(());
        }
        let word = match self.drawing.language() {
            Language::Da => "SYNTETISK",
            Language::En => "SYNTHETIC",
        };
        out.write_str("<g class=\"watermark\">")?;
        let mut y = top + STEP;
        while y < bottom {
            for (x, y) in [(100.0, y), (560.0, y - 20.0)] {
                let y = Coordinate(y);
                write!(out, "<text transform=\"translate({x} {y})rotate(-32)\">{word}</text>")?;
            }
            y += STEP;
        }
        out.write_str("</g>")
    }

    fn legend(&self, out: &mut String, y: f64) -> Result<f64, fmt::Error> {
        match self.drawing {
            Drawing::Map(picture) => self.map_legend(out, picture, y),
            // The names stand in the picture.
            Drawing::Trend(_)
            | Drawing::Timeline(_)
            | Drawing::Funnel(_)
            | Drawing::Waterfall(_)
            | Drawing::Spread(_)
            | Drawing::Lines(_)
            | Drawing::Bars(_) => Ok(y),
            Drawing::Outcomes(bar) => {
                let mut y = y + 28.0;
                for outcome in outcome_bar::ORDER {
                    let swatch = |out: &mut String| outcome_bar::draw_swatch(out, outcome);
                    let word = outcome_bar::outcome_word(outcome, bar.language);
                    y = entry(out, "bar", [MARGIN, y], swatch, word)?;
                }
                Ok(y)
            }
        }
    }

    /// The classes in a column on the left, hatching and missing rates on the right. The map of
    /// numbers has its key within; it needs a line only if something is not delivered.
    fn map_legend(
        &self,
        out: &mut String,
        picture: &MapPicture,
        y: f64,
    ) -> Result<f64, fmt::Error> {
        let mut entries = legend_entries(picture.language, picture.figures.legend_of());
        if let Figures::Cases(circles) = picture.figures {
            let missing = circles.iter().any(|circle| circle.merits.is_none());
            entries.retain(|(fill, ..)| missing && *fill == Fill::NotDelivered);
        }
        let measure = [self.around.measure.to_owned()];
        let top = column(out, "legend-title", &measure, y + 20.0, 34.0)? + 14.0;
        let (mut left, mut right) = (top, top);
        for (fill, hatched, label) in entries {
            let is_class = matches!(fill, Fill::Class(_)) && !hatched;
            let is_left = is_class || matches!(picture.figures, Figures::Cases(_));
            let (x, y) = if is_left { (MARGIN, &mut left) } else { (360.0, &mut right) };
            let swatch =
                |out: &mut String| choropleth::draw_swatch(out, fill, hatched, picture.id_prefix);
            *y = entry(out, "map", [x, *y], swatch, &label)?;
        }
        Ok(left.max(right))
    }

    fn notes(&self, out: &mut String, y: f64) -> Result<f64, fmt::Error> {
        let is_map = matches!(self.drawing, Drawing::Map(_));
        let attribution = is_map.then(|| basemap::attribution(self.drawing.language()));
        let mut y = y + 16.0;
        for note in self.around.notes.iter().copied().chain(attribution) {
            y = column(out, "note", &words::lines(note, NOTE_LETTERS), y + 6.0, 26.0)?;
        }
        Ok(y)
    }
}

/// Draws a swatch with its words to the right and returns where the next one starts.
fn entry(
    out: &mut String,
    class: &str,
    [x, y]: [f64; 2],
    swatch: impl FnOnce(&mut String) -> fmt::Result,
    label: &str,
) -> Result<f64, fmt::Error> {
    write!(out, "<g transform=\"translate({x} {})\"><g class=\"{class}\">", Coordinate(y))?;
    swatch(out)?;
    out.write_str("</g>")?;
    let words = words::lines(label, LEGEND_LETTERS);
    for (line, words) in (0_u32..).zip(&words) {
        let y = Coordinate(22.0 + 27.0 * f64::from(line));
        write!(out, "<text class=\"legend\" x=\"58\" y=\"{y}\">{}</text>", Escaped(words))?;
    }
    out.write_str("</g>")?;
    Ok(y + LEGEND_LINE + if words.len() > 1 { 27.0 } else { 0.0 })
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
