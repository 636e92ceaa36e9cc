//! From one rate to another, one contribution after the other: what moved a rate, as steps on a scale.
//!
//! Words stand above their bars, so that the picture can be read on a phone. The two rates are marks
//! on the scale and not bars: the scale shows the part where they lie, and a bar would have to begin
//! at zero.

mod rows;
mod scale;

use std::fmt;

use domain::format::Language;

use crate::xml;
use rows::Row;
use scale::{FOOT, Scale, WIDTH};

/// A rate at one end.
#[derive(Clone, Copy, Debug)]
pub struct Level<'a> {
    /// What it is, with its figure as [`domain::format`] writes it: `2023: 38,6 pct.`
    pub label: &'a str,
    /// The rate as a fraction in `0.0..=1.0`.
    pub value: f64,
}

/// What one cause, topic or municipality adds or takes.
#[derive(Clone, Copy, Debug)]
pub struct Contribution<'a> {
    /// What adds or takes.
    pub label: &'a str,
    /// How much, as a fraction: 0.012 is written `+1,2 procentpoint`.
    pub value: f64,
    /// The group it belongs to; a group of neighbors stands under one heading.
    pub kind: Option<&'a str>,
}

/// Two rates and what leads from the first to the second.
#[derive(Clone, Copy, Debug)]
pub struct Waterfall<'a> {
    /// Where it begins.
    pub start: Level<'a>,
    /// The steps in the order they are drawn. Together they should lead to the end; the picture draws
    /// both as they are given.
    pub contributions: &'a [Contribution<'a>],
    /// Where it ends.
    pub end: Level<'a>,
    /// The language of the values.
    pub language: Language,
    /// The name of the picture for screen readers.
    pub title: &'a str,
    /// What the picture shows in words, for screen readers.
    pub description: &'a str,
}

/// Draws the picture as an inline `<svg>` for a page that has [`crate::style()`].
///
/// Without contributions the two rates stand alone.
#[must_use]
pub fn waterfall(picture: &Waterfall) -> String {
    let words = [picture.title, picture.description];
    xml::image("waterfall", size(picture), words, |out| draw(out, picture))
}

/// Returns the width and height of the picture.
pub(crate) fn size(picture: &Waterfall) -> [f64; 2] {
    [WIDTH, rows::height(&rows(picture)) + FOOT]
}

/// Draws everything between the `<svg>` tags.
pub(crate) fn draw(out: &mut String, picture: &Waterfall) -> fmt::Result {
    let (scale, rows) = (Scale::of(picture), rows(picture));
    scale.draw(out, rows::height(&rows), picture.language)?;
    rows::draw(out, &rows, &scale)
}

/// Returns the rows from top to bottom, with a heading over each group.
fn rows(picture: &Waterfall) -> Vec<Row> {
    let mut rows = vec![Row::level(&picture.start)];
    let mut at = picture.start.value;
    let mut kind = None;
    for contribution in picture.contributions {
        if contribution.kind != kind {
            rows.extend(contribution.kind.map(Row::heading));
            kind = contribution.kind;
        }
        rows.push(Row::contribution(contribution, at, picture.language));
        at += contribution.value;
    }
    rows.push(Row::level(&picture.end));
    rows
}

#[cfg(test)]
mod tests;
