//! Why municipalities differ: how much of their spread is chance, how much their mix of cases, and
//! how much is left, as one bar of three parts.

use std::fmt::{self, Write};

use domain::format::Language;

use crate::{
    words::{self, lines},
    xml::{self, Coordinate, Escaped},
};

/// The width of the picture: that of a phone.
const WIDTH: f64 = 360.0;
/// How high the bar is.
const BAR: f64 = 46.0;
/// From one line of words to the next.
const LINE: f64 = 19.0;
/// The air over each name.
const AIR: f64 = 9.0;
/// The width and height of a swatch, and where the words beside it begin.
const SWATCH: [f64; 2] = [26.0, 16.0];
const WORDS: f64 = 36.0;
/// About the width of a letter.
const LETTER: f64 = 7.2;
/// How many letters a line has room for, name and figure together.
const LETTERS: usize = 41;

/// One part of the spread.
#[derive(Clone, Copy, Debug)]
pub struct SpreadPart<'a> {
    /// What it is, in the reader's words: `Tilfældighed`.
    pub name: &'a str,
    /// Its figure as [`domain::format`] writes it: `41 pct.`
    pub figure: &'a str,
    /// Its share of the whole spread, 0 or more. Parts that do not add up to 1 are scaled to fill the
    /// bar; the figures are what the reader should believe.
    pub share: f64,
}

/// The spread of the municipalities' rates.
#[derive(Clone, Copy, Debug)]
pub struct Spread<'a> {
    /// What would be there if all municipalities were alike.
    pub chance: SpreadPart<'a>,
    /// What comes from having other cases (*sammensætning*).
    pub case_mix: SpreadPart<'a>,
    /// What neither of the two explains.
    pub rest: SpreadPart<'a>,
    /// The language of the words.
    pub language: Language,
    /// The name of the picture for screen readers.
    pub title: &'a str,
    /// What the picture shows in words, for screen readers.
    pub description: &'a str,
}

impl<'a> Spread<'a> {
    /// Returns the parts in the order of the bar, with their classes in the style sheet.
    const fn parts(&self) -> [(&'static str, SpreadPart<'a>); 3] {
        [("chance", self.chance), ("mix", self.case_mix), ("rest", self.rest)]
    }

    /// Returns the width and height of the picture.
    pub(crate) fn size(&self) -> [f64; 2] {
        let rows = self.parts().map(|(_, part)| AIR + LINE * words::real(part.lines().len()));
        [WIDTH, BAR + rows.iter().sum::<f64>() + 8.0]
    }
}

impl SpreadPart<'_> {
    fn lines(&self) -> Vec<String> {
        lines(self.name, LETTERS.saturating_sub(self.figure.chars().count() + 2).max(12))
    }
}

/// Draws the picture as an inline `<svg>` for a page that has [`crate::style()`].
///
/// Under the bar stand the names in its order, each after a piece of its part. Without any spread the
/// bar is an empty, dashed frame.
#[must_use]
pub fn spread(picture: &Spread) -> String {
    let words = [picture.title, picture.description];
    xml::image("spread", picture.size(), words, |out| draw(out, picture))
}

/// Draws everything between the `<svg>` tags.
pub(crate) fn draw(out: &mut String, picture: &Spread) -> fmt::Result {
    draw_bar(out, picture)?;
    let mut top = BAR;
    for (class, part) in picture.parts() {
        top += AIR;
        draw_part(out, class, [0.5, top + 1.0], SWATCH)?;
        let first = top + LINE - 4.0;
        for (index, line) in part.lines().iter().enumerate() {
            let y = Coordinate(first + LINE * words::real(index));
            write!(out, "<text x=\"{WORDS}\" y=\"{y}\">{}</text>", Escaped(line))?;
        }
        let (y, figure) = (Coordinate(first), Escaped(part.figure));
        write!(
            out,
            "<text class=\"value\" x=\"{WIDTH}\" y=\"{y}\" text-anchor=\"end\">{figure}</text>"
        )?;
        top += LINE * words::real(part.lines().len());
    }
    Ok(())
}

fn draw_bar(out: &mut String, picture: &Spread) -> fmt::Result {
    let parts = picture.parts().map(|(class, part)| (class, part, part.share.max(0.0)));
    let whole: f64 = parts.iter().map(|(.., share)| share).sum();
    if whole <= 0.0 {
        let (width, height) = (WIDTH - 2.0, BAR - 2.0);
        return write!(
            out,
            "<rect class=\"empty\" x=\"1\" y=\"1\" width=\"{width}\" height=\"{height}\"/>"
        );
    }
    let mut left = 1.0;
    for (class, part, share) in parts.into_iter().filter(|(.., share)| *share > 0.0) {
        let width = (WIDTH - 2.0) * share / whole;
        let title = format!("{}: {}", part.name, part.figure);
        write!(out, "<g><title>{}</title>", Escaped(&title))?;
        draw_part(out, class, [left, 1.0], [width, BAR - 2.0])?;
        draw_figure(out, class, part.figure, [left, width])?;
        out.write_str("</g>")?;
        left += width;
    }
    Ok(())
}

/// Writes a figure into its part if it fits there.
fn draw_figure(
    out: &mut String,
    class: &str,
    figure: &str,
    [left, width]: [f64; 2],
) -> fmt::Result {
    /// The air on both sides together.
    const AIR: f64 = 9.0;
    if words::width(figure, LETTER) + AIR > width {
        return Ok(());
    }
    let (x, y) = (Coordinate(left + width / 2.0), Coordinate(BAR / 2.0 + 5.5));
    let figure = Escaped(figure);
    write!(
        out,
        "<text class=\"on-{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{figure}</text>"
    )
}

/// Draws one part. Color is not all that tells the parts apart: the first is light, the second
/// striped, the third dark.
fn draw_part(
    out: &mut String,
    class: &str,
    [x, y]: [f64; 2],
    [width, height]: [f64; 2],
) -> fmt::Result {
    let (middle, right) = (Coordinate(y + height / 2.0), Coordinate(x + width));
    let [x, y, width, height] = [x, y, width, height].map(Coordinate);
    let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
    write!(out, "<rect class=\"{class}\" {place}/>")?;
    if class == "mix" {
        // One wide dashed line makes all stripes, as in the bar of outcomes.
        write!(
            out,
            "<path class=\"stripes\" d=\"M{x} {middle}H{right}\" stroke-width=\"{height}\"/>"
        )?;
    }
    write!(out, "<rect class=\"outline\" {place}/>")
}

#[cfg(test)]
mod tests;
