//! Figures of a statistics table as bars under each other, one for each municipality, law or topic.
//!
//! A bar begins at zero, so that its length may be compared. A row without a figure says why; one that
//! rests on few cases is hatched and has no color.

mod layout;
mod rows;

use std::fmt;

use domain::format::Language;
use stats::Interval;

use crate::xml;
use layout::Layout;

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Bar<'a> {
    /// What the figure is of: `Aarhus`, `Hjælpemidler § 112`.
    pub name: &'a str,
    /// The figure in the unit of the picture, finite; `None` when there is none.
    pub value: Option<f64>,
    /// Why there is no figure: `ingen sager`, `ikke leveret`; written only if there is none.
    pub absence: &'a str,
    /// Its 95 % interval in the same unit; `None` where there is none, as for counts.
    pub interval: Option<Interval>,
    /// Whether the figure rests on too few cases to be read.
    pub few_cases: bool,
    /// The figure as [`domain::format`] writes it: `42,9`; stands beside the bar, and with its name
    /// when the bar is pointed at.
    pub label: &'a str,
}

/// Figures under each other.
#[derive(Clone, Copy, Debug)]
pub struct Bars<'a> {
    /// The rows from top to bottom, up to about 130.
    pub rows: &'a [Bar<'a>],
    /// What the values are: `pct.`, `sager`, `dage`.
    pub unit: &'a str,
    /// A figure to compare with, and what it is, with its figure: `Hele landet: 44,9`.
    pub reference: Option<(&'a str, f64)>,
    /// The language of the numbers and the key.
    pub language: Language,
    /// The name of the picture for screen readers.
    pub title: &'a str,
    /// What the picture shows, for screen readers: the figures themselves stand in a table.
    pub description: &'a str,
}

/// Draws the picture as an inline `<svg>` for a page that has [`crate::style()`].
///
/// Without a single figure there is no axis: each row says why it has none.
#[must_use]
pub fn bars(picture: &Bars) -> String {
    let words = [picture.title, picture.description];
    xml::image("bars", size(picture), words, |out| draw(out, picture))
}

/// Returns the width and height of the picture.
pub(crate) fn size(picture: &Bars) -> [f64; 2] {
    [layout::WIDTH, Layout::of(picture).height()]
}

/// Draws everything between the `<svg>` tags.
pub(crate) fn draw(out: &mut String, picture: &Bars) -> fmt::Result {
    let layout = Layout::of(picture);
    layout.draw_axes(out, picture)?;
    for (row, bar) in layout.rows().iter().zip(picture.rows) {
        rows::draw(out, &layout, row, bar, picture.language)?;
    }
    layout.draw_reference(out, picture)?;
    // Over the line of the reference, so that it does not strike out a figure.
    for (row, bar) in layout.rows().iter().zip(picture.rows) {
        rows::draw_figure(out, &layout, row, bar)?;
    }
    layout.key().draw(out, layout.key_top(), rows::draw_sign)
}

#[cfg(test)]
mod tests;
