//! The municipal map: rates as classes of color, or numbers of cases as circles.
//!
//! Each municipality is one link with a name of its own. Those of the Copenhagen area stand twice;
//! the large copy in an inset is the link for the keyboard and for screen readers, the small one
//! on the main map takes the mouse only.

mod circles;
mod classes;
mod ground;
mod legend;

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use domain::{format::Language, municipality::MunicipalityCode};

pub use circles::Circle;
pub use classes::{CLASSES, RateClass, class_label, class_of, class_of_estimate};
pub use legend::{LegendItem, LegendOf, legend};
pub(crate) use legend::{draw_swatch, entries as legend_entries};

use crate::{
    basemap::Basemap,
    xml::{self, Coordinate, Escaped},
};
use ground::{Ground, Place};

/// How a municipality is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fill {
    /// The class of its rate, a position in [`CLASSES`].
    Class(u8),
    /// No case was decided on its merits: there is no rate.
    NoCases,
    /// Too few cases for the rate to be colored.
    FewCases,
    /// The delivery tells nothing of the municipality.
    NotDelivered,
}

impl Fill {
    /// Returns the class in the style sheet.
    pub(crate) fn css_class(self) -> Cow<'static, str> {
        match self {
            Self::Class(class) => format!("k{}", class.min(5)).into(),
            Self::NoCases => "none".into(),
            Self::FewCases => "few".into(),
            Self::NotDelivered => "missing".into(),
        }
    }

    /// Returns the pattern that lies over the fill.
    pub(crate) const fn pattern(self, hatched: bool) -> Option<&'static str> {
        match self {
            Self::Class(_) if hatched => Some("hatch"),
            Self::Class(_) | Self::NotDelivered => None,
            Self::NoCases => Some("cross"),
            Self::FewCases => Some("dots"),
        }
    }
}

/// One municipality on the map of rates.
#[derive(Clone, Debug)]
pub struct Area<'a> {
    /// Which one.
    pub code: MunicipalityCode,
    /// How it is filled.
    pub fill: Fill,
    /// Whether chance may explain its difference from the country.
    pub hatched: bool,
    /// What the map says of it: `Aarhus: 42,9 pct. af 340 sager`.
    pub label: Cow<'a, str>,
    /// Where the link leads.
    pub href: Cow<'a, str>,
}

/// What a map shows.
#[derive(Clone, Copy, Debug)]
pub enum Figures<'a> {
    /// Rates beside the country's, as classes of color. The municipalities stand in the order of the
    /// keyboard; one that is left out is drawn as plain land without a link.
    Rates(&'a [Area<'a>]),
    /// Shares of one outcome, drawn like rates but compared with nothing: never hatched.
    Shares(&'a [Area<'a>]),
    /// Estimates, drawn like rates but compared with nothing; few cases are colored as well.
    Estimates(&'a [Area<'a>]),
    /// Numbers of cases as circles, in any order.
    Cases(&'a [Circle<'a>]),
}

impl Figures<'_> {
    /// Returns what a legend of classes explains. Circles have their key within the map.
    pub(crate) const fn legend_of(&self) -> LegendOf {
        match self {
            Self::Rates(_) => LegendOf::Rates,
            Self::Shares(_) | Self::Cases(_) => LegendOf::Shares,
            Self::Estimates(_) => LegendOf::Estimates,
        }
    }
}

/// A map of the municipalities.
#[derive(Clone, Copy, Debug)]
pub struct MapPicture<'a> {
    /// The outlines.
    pub basemap: &'a Basemap,
    /// What it shows.
    pub figures: Figures<'a>,
    /// The language of the captions.
    pub language: Language,
    /// The name of the picture for screen readers.
    pub title: &'a str,
    /// What the picture shows, for screen readers.
    pub description: &'a str,
    /// What every id in the picture starts with, so that two pictures may share a page.
    pub id_prefix: &'a str,
    /// The municipality that is ringed.
    pub selected: Option<MunicipalityCode>,
}

impl MapPicture<'_> {
    pub(crate) const fn css_class(&self) -> &'static str {
        match self.figures {
            Figures::Rates(_) | Figures::Shares(_) | Figures::Estimates(_) => "map rates",
            Figures::Cases(_) => "map cases",
        }
    }
}

/// Draws the map as an inline `<svg>` for a page that has [`crate::style()`].
#[must_use]
pub fn municipal_map(picture: &MapPicture) -> String {
    let MapPicture { basemap, id_prefix, .. } = picture;
    xml::collect(|out| {
        write!(
            out,
            "<svg class=\"{}\" viewBox=\"0 0 {} {}\" role=\"group\" aria-label=\"{}\" \
             aria-describedby=\"{id_prefix}desc\"><desc id=\"{id_prefix}desc\">{}</desc>",
            picture.css_class(),
            Coordinate(basemap.width),
            Coordinate(basemap.height),
            Escaped(picture.title),
            Escaped(picture.description),
        )?;
        draw_map(out, picture, true)?;
        out.write_str("</svg>")
    })
}

/// Draws everything between the `<svg>` tags, with or without links.
pub(crate) fn draw_map(out: &mut String, picture: &MapPicture, linked: bool) -> fmt::Result {
    let ground = Ground { picture, linked };
    ground.definitions(out)?;
    match picture.figures {
        Figures::Rates(areas) | Figures::Shares(areas) | Figures::Estimates(areas) => {
            draw_areas(out, &ground, areas)
        }
        Figures::Cases(circles) => circles::draw_circles(out, &ground, circles),
    }
}

fn draw_areas(out: &mut String, ground: &Ground, areas: &[Area]) -> fmt::Result {
    ground.plain_land(out, |code| areas.iter().any(|area| area.code == code))?;
    out.write_str("<g aria-hidden=\"true\">")?;
    for area in areas {
        if ground.picture.basemap.shape(area.code).enlarged.is_some() {
            draw_area(out, ground, area, Place::Copied)?;
        }
    }
    out.write_str("</g>")?;
    ground.frames(out)?;
    for area in areas {
        draw_area(out, ground, area, Place::Link)?;
    }
    ground.ring(out)
}

fn draw_area(out: &mut String, ground: &Ground, area: &Area, place: Place) -> fmt::Result {
    ground.open_link(out, area.code, &area.href, place)?;
    let (prefix, id) = (ground.picture.id_prefix, ground.shape_id(area.code, place));
    write!(out, "<use href=\"#{id}\" class=\"{}\"/>", area.fill.css_class())?;
    let is_compared = matches!(ground.picture.figures, Figures::Rates(_));
    match area.fill.pattern(area.hatched && is_compared) {
        Some(pattern) => {
            write!(out, "<use href=\"#{id}\" class=\"edge\" fill=\"url(#{prefix}{pattern})\"/>")?;
        }
        None => write!(out, "<use href=\"#{id}\" class=\"edge\" fill=\"none\"/>")?,
    }
    ground.close_link(out, &area.label)
}

#[cfg(test)]
mod tests;
