//! A picture as a file of its own: what a page says around it goes into it.

mod sheet;

use std::{borrow::Cow, fmt::Write};

use domain::{format::Language, provenance::Provenance};

use crate::{
    bars::{Bars, bars},
    choropleth::{MapPicture, municipal_map},
    funnel::{Funnel, funnel},
    lines::{Lines, lines},
    outcome_bar::{OutcomeBar, outcome_bar, outcome_label},
    spread::{Spread, spread},
    timeline::{Timeline, timeline},
    trend::{TrendPicture, trend},
    waterfall::{Waterfall, waterfall},
    xml,
};
use sheet::Sheet;

/// What the file shows.
#[derive(Clone, Copy, Debug)]
pub enum Drawing<'a> {
    /// A map of the municipalities.
    Map(&'a MapPicture<'a>),
    /// Rates over the years.
    Trend(&'a TrendPicture<'a>),
    /// Rates along a line of time.
    Timeline(&'a Timeline<'a>),
    /// How the cases ended.
    Outcomes(&'a OutcomeBar<'a>),
    /// Rates by number of cases.
    Funnel(&'a Funnel<'a>),
    /// From one rate to another in steps.
    Waterfall(&'a Waterfall<'a>),
    /// Why municipalities differ.
    Spread(&'a Spread<'a>),
    /// Figures of a table over its periods.
    Lines(&'a Lines<'a>),
    /// Figures of a table under each other.
    Bars(&'a Bars<'a>),
}

impl Drawing<'_> {
    /// Draws the picture as an inline `<svg>` for a page that has [`crate::style()`].
    #[must_use]
    pub fn inline(self) -> String {
        match self {
            Self::Map(picture) => municipal_map(picture),
            Self::Trend(picture) => trend(picture),
            Self::Timeline(picture) => timeline(picture),
            Self::Outcomes(bar) => outcome_bar(bar),
            Self::Funnel(picture) => funnel(picture),
            Self::Waterfall(picture) => waterfall(picture),
            Self::Spread(picture) => spread(picture),
            Self::Lines(picture) => lines(picture),
            Self::Bars(picture) => bars(picture),
        }
    }

    const fn language(&self) -> Language {
        match self {
            Self::Map(picture) => picture.language,
            Self::Trend(picture) => picture.language,
            Self::Timeline(picture) => picture.language,
            Self::Outcomes(bar) => bar.language,
            Self::Funnel(picture) => picture.language,
            Self::Waterfall(picture) => picture.language,
            Self::Spread(picture) => picture.language,
            Self::Lines(picture) => picture.language,
            Self::Bars(picture) => picture.language,
        }
    }

    /// Returns the style sheet that the picture needs.
    const fn style(&self) -> &'static str {
        match self {
            Self::Map(_) | Self::Trend(_) | Self::Timeline(_) | Self::Outcomes(_) => {
                crate::basic_style()
            }
            Self::Funnel(_) | Self::Waterfall(_) | Self::Spread(_) => crate::statistics_style(),
            Self::Lines(_) | Self::Bars(_) => crate::style(),
        }
    }

    const fn title(&self) -> &str {
        match self {
            Self::Map(picture) => picture.title,
            Self::Trend(picture) => picture.title,
            Self::Timeline(picture) => picture.title,
            Self::Outcomes(bar) => bar.of,
            Self::Funnel(picture) => picture.title,
            Self::Waterfall(picture) => picture.title,
            Self::Spread(picture) => picture.title,
            Self::Lines(picture) => picture.title,
            Self::Bars(picture) => picture.title,
        }
    }

    fn description(&self) -> Cow<'_, str> {
        match self {
            Self::Map(picture) => picture.description.into(),
            Self::Trend(picture) => picture.description.into(),
            Self::Timeline(picture) => picture.description.into(),
            Self::Outcomes(bar) => outcome_label(bar).into(),
            Self::Funnel(picture) => picture.description.into(),
            Self::Waterfall(picture) => picture.description.into(),
            Self::Spread(picture) => picture.description.into(),
            Self::Lines(picture) => picture.description.into(),
            Self::Bars(picture) => picture.description.into(),
        }
    }
}

/// What stands around the picture.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The line under the title, for example map, year and the national figure.
    pub subtitle: &'a str,
    /// What a map measures: `Omgørelsesprocent`; stands over its classes of color.
    pub measure: &'a str,
    /// Lines under the legend: how to read it, the source, the day the data were drawn. The line for
    /// the boundaries is added to those of a map.
    pub notes: &'a [&'a str],
    /// Whether the figures are made up. If so the file says it, above the title and across a map
    /// or series.
    pub provenance: Provenance,
}

/// Returns the text of the file. Municipalities and years carry their figures but no links, since a
/// file does not know where it will lie.
#[must_use]
pub fn standalone(drawing: Drawing, around: &Surroundings) -> String {
    xml::collect(|out| {
        out.write_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        Sheet::new(drawing, around).draw(out)
    })
}

/// Returns the sentence that marks pictures of made-up figures.
#[must_use]
pub const fn synthetic_mark(language: Language) -> &'static str {
    match language {
        Language::Da => "SYNTETISKE TAL – beskriver ingen virkelig kommune",
        Language::En => "SYNTHETIC FIGURES – they describe no real municipality",
    }
}

#[cfg(test)]
mod tests;
