//! The legend of the map of rates, as items that a page or a file lays out.

use std::fmt::{self, Write};

use domain::format::Language;

use super::{CLASSES, Fill, class_label};
use crate::xml;

/// One line of a legend: a small picture and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendItem {
    /// An inline `<svg>`, hidden from screen readers. It uses the patterns of the map with the same
    /// prefix, so the two must stand on one page.
    pub swatch: String,
    /// What it means.
    pub label: String,
}

/// What a legend is of: it explains only what the map can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegendOf {
    /// Rates beside the country's: hatched where chance may explain the difference.
    Rates,
    /// Shares that are compared with nothing.
    Shares,
    /// Estimates, which also color few cases and are compared with nothing.
    Estimates,
}

impl LegendOf {
    const fn shows(self, fill: Fill, hatched: bool) -> bool {
        let is_few = matches!(fill, Fill::FewCases);
        match self {
            Self::Rates => true,
            Self::Shares => !hatched,
            Self::Estimates => !hatched && !is_few,
        }
    }
}

/// How wide a swatch is in units of the map.
pub(crate) const SWATCH_WIDTH: f64 = 44.0;
/// How high a swatch is in units of the map.
pub(crate) const SWATCH_HEIGHT: f64 = 28.0;

/// Returns the legend of a map: the six classes, the hatching if the map compares with the country,
/// then the ways of having no rate.
#[must_use]
pub fn legend(language: Language, of: LegendOf, id_prefix: &str) -> Vec<LegendItem> {
    entries(language, of)
        .into_iter()
        .map(|(fill, hatched, label)| {
            let swatch = xml::collect(|out| {
                write!(
                    out,
                    "<svg class=\"swatch map\" viewBox=\"0 0 {SWATCH_WIDTH} {SWATCH_HEIGHT}\" \
                     width=\"{SWATCH_WIDTH}\" height=\"{SWATCH_HEIGHT}\" aria-hidden=\"true\">"
                )?;
                draw_swatch(out, fill, hatched, id_prefix)?;
                out.write_str("</svg>")
            });
            LegendItem { swatch, label }
        })
        .collect()
}

/// Returns what such a map shows and what it means, in the order of a legend.
pub(crate) fn entries(language: Language, of: LegendOf) -> Vec<(Fill, bool, String)> {
    let words = match language {
        Language::Da => [
            "Skraveret: forskellen fra hele landet kan skyldes tilfældigheder",
            "Få sager: farves ikke",
            "Ingen sager afgjort på realiteten",
            "Ikke leveret",
        ],
        Language::En => [
            "Hatched: the difference from the country may be due to chance",
            "Few cases: not colored",
            "No case decided on its merits",
            "Not delivered",
        ],
    };
    let others = [(Fill::Class(2), true), (Fill::FewCases, false), (Fill::NoCases, false)]
        .into_iter()
        .chain([(Fill::NotDelivered, false)])
        .zip(words)
        .map(|((fill, hatched), label)| (fill, hatched, label.to_owned()));
    (0_u8..)
        .zip(CLASSES)
        .map(|(class, _)| (Fill::Class(class), false, class_label(class, language)))
        .chain(others.filter(|(fill, hatched, _)| of.shows(*fill, *hatched)))
        .collect()
}

/// Draws a filled rectangle with its upper left corner at 0, 0.
pub(crate) fn draw_swatch(
    out: &mut String,
    fill: Fill,
    hatched: bool,
    id_prefix: &str,
) -> fmt::Result {
    let (width, height) = (SWATCH_WIDTH - 2.0, SWATCH_HEIGHT - 2.0);
    let place = format!("x=\"1\" y=\"1\" width=\"{width}\" height=\"{height}\"");
    write!(out, "<g class=\"area\"><rect {place} class=\"{}\"/>", fill.css_class())?;
    match fill.pattern(hatched) {
        Some(pattern) => {
            write!(out, "<rect {place} class=\"edge\" fill=\"url(#{id_prefix}{pattern})\"/>")?;
        }
        None => write!(out, "<rect {place} class=\"edge\" fill=\"none\"/>")?,
    }
    out.write_str("</g>")
}

/// Defines the patterns; their colors are classes.
///
/// Hatching has a dark and a light line side by side, so that one of them stands out on any class,
/// in print without color as well.
pub(super) fn pattern_definitions(out: &mut String, id_prefix: &str) -> fmt::Result {
    let pattern = |out: &mut String, id: &str, size: u32, turned: &str, content: &str| {
        write!(
            out,
            "<pattern id=\"{id_prefix}{id}\" width=\"{size}\" height=\"{size}\" \
             patternUnits=\"userSpaceOnUse\"{turned}>{content}</pattern>"
        )
    };
    pattern(
        out,
        "hatch",
        10,
        " patternTransform=\"rotate(45)\"",
        "<path class=\"dark\" d=\"M1 0v10\"/><path class=\"light\" d=\"M3 0v10\"/>",
    )?;
    pattern(out, "dots", 11, "", "<circle class=\"dot\" cx=\"4\" cy=\"4\" r=\"2.2\"/>")?;
    pattern(out, "cross", 16, "", "<path class=\"line\" d=\"M0 0l16 16M16 0l-16 16\"/>")
}
