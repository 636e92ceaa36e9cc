//! A map as a file of its own: what a page says around the picture goes into the picture.

mod sheet;

use std::fmt::{self, Write};

use domain::{format::Language, provenance::Provenance};

use crate::{
    choropleth::{CirclePicture, MapPicture},
    xml,
};
use sheet::Sheet;

/// Which map the file shows.
#[derive(Clone, Copy, Debug)]
pub enum Drawing<'a> {
    /// The map of rates.
    Rates(&'a MapPicture<'a>),
    /// The map of numbers of cases.
    Cases(&'a CirclePicture<'a>),
}

impl<'a> Drawing<'a> {
    const fn language(self) -> Language {
        match self {
            Self::Rates(picture) => picture.language,
            Self::Cases(picture) => picture.language,
        }
    }

    const fn title(self) -> &'a str {
        match self {
            Self::Rates(picture) => picture.title,
            Self::Cases(picture) => picture.title,
        }
    }

    const fn id_prefix(self) -> &'a str {
        match self {
            Self::Rates(picture) => picture.id_prefix,
            Self::Cases(picture) => picture.id_prefix,
        }
    }

    const fn description(self) -> &'a str {
        match self {
            Self::Rates(picture) => picture.description,
            Self::Cases(picture) => picture.description,
        }
    }
}

/// What stands around the map.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The line under the title, for example map, year and the national figure.
    pub subtitle: &'a str,
    /// What the classes of color mean: `Omgørelsesprocent`; not used for numbers of cases.
    pub legend_title: &'a str,
    /// Lines under the legend: how to read it, the source, the day the data were drawn. The line for
    /// the boundaries is added to them.
    pub notes: &'a [&'a str],
    /// Whether the figures are made up. If so the file says it, above the title and across the map.
    pub provenance: Provenance,
}

/// Returns the text of the file. The municipalities carry their names and figures but no links,
/// since a file does not know where it will lie.
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

/// Breaks a text into lines of at most `width` letters, at ordinary spaces only: a number stays with
/// its unit. A longer word stands alone.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let letters = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + letters <= width => {
                line.push(' ');
                line.push_str(word);
                length += 1 + letters;
            }
            _ => {
                lines.push(word.to_owned());
                length = letters;
            }
        }
    }
    lines
}

/// Writes the letters of a repeated mark across a picture.
fn watermark(out: &mut String, word: &str, places: &[(f64, f64)]) -> fmt::Result {
    out.write_str("<g class=\"watermark\">")?;
    for (x, y) in places {
        write!(out, "<text transform=\"translate({x} {y})rotate(-32)\">{word}</text>")?;
    }
    out.write_str("</g>")
}

#[cfg(test)]
mod tests;
