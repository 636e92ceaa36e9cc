//! The funnel (*tragtdiagram*): rates by number of cases, with limits around the country's rate.
//!
//! Few cases scatter widely by chance alone, so the limits are wide on the left and narrow on the
//! right. The picture computes none of them; it scales what it is given.

mod axes;
mod limits;
mod marks;
mod names;

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use domain::{format::Language, municipality::MunicipalityCode};
use stats::{Interval, Proportion};

use crate::xml::{self, Escaped};
use axes::Axes;

/// The width and height of the picture.
pub(crate) const SIZE: [f64; 2] = [axes::WIDTH, axes::HEIGHT];

/// What a comparison with the country made of a municipality. The caller decides by its own rule;
/// each class has a shape of its own, so that color is not all that tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointClass {
    /// Nothing is said of it: a dot.
    Ordinary,
    /// Higher than the country: a triangle that points up, with its name.
    Higher,
    /// Lower than the country: a triangle that points down, with its name.
    Lower,
    /// Too few cases for the rate to be read: a ring.
    Few,
}

/// A municipality that has a rate; one without cases has no place in the picture.
#[derive(Clone, Debug)]
pub struct FunnelPoint<'a> {
    /// Which one.
    pub code: MunicipalityCode,
    /// Its name, written beside the point where there is room.
    pub name: Cow<'a, str>,
    /// Its rate; the number of trials is its number of cases decided on their merits.
    pub share: Proportion,
    /// What the comparison made of it.
    pub class: PointClass,
    /// What the picture says of it: `Odense: 45,2 pct. af 210 sager – forskellen kan være tilfældig`.
    pub label: Cow<'a, str>,
    /// Where the link leads.
    pub href: Cow<'a, str>,
    /// Whether the reader chose it: it is ringed and named whatever its class.
    pub is_chosen: bool,
}

/// The limits at one number of cases, as fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LimitsAt {
    /// The number of cases decided on their merits; at least 1, since 0 has no rate.
    pub merits_cases: u32,
    /// The 95 % limits.
    pub p95: Interval,
    /// The 99.8 % limits.
    pub p99_8: Interval,
}

/// Limits as curves over the number of cases, in rising order; none means that none are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    /// What the right end of the 95 % limits says: `95 pct.-grænse`.
    pub name_95: &'a str,
    /// What the right end of the 99.8 % limits says.
    pub name_99_8: &'a str,
    /// The limits at each number of cases.
    pub at: &'a [LimitsAt],
}

/// What the legend calls the classes; only those that occur are in it.
#[derive(Clone, Copy, Debug)]
pub struct ClassWords<'a> {
    /// [`PointClass::Ordinary`].
    pub ordinary: &'a str,
    /// [`PointClass::Higher`].
    pub higher: &'a str,
    /// [`PointClass::Lower`].
    pub lower: &'a str,
    /// [`PointClass::Few`].
    pub few: &'a str,
}

/// The municipalities of one map and year beside the country.
#[derive(Clone, Copy, Debug)]
pub struct Funnel<'a> {
    /// The municipalities, in any order; drawn, and walked through by the keyboard, from few cases to
    /// many.
    pub points: &'a [FunnelPoint<'a>],
    /// The country's rate.
    pub country: Proportion,
    /// What its line says at the right end: `Hele landet 44,9 pct.`
    pub country_label: &'a str,
    /// What chance alone leaves.
    pub limits: Limits<'a>,
    /// The limits with overdispersion (*overspredning*), drawn with another dash.
    pub wide_limits: Option<Limits<'a>>,
    /// The words of the legend.
    pub words: ClassWords<'a>,
    /// The language of the axes.
    pub language: Language,
    /// The name of the picture for screen readers.
    pub title: &'a str,
    /// What the picture shows in words, for screen readers.
    pub description: &'a str,
    /// What every id in the picture starts with, so that two pictures may share a page.
    pub id_prefix: &'a str,
}

/// Draws the picture as an inline `<svg>` for a page that has [`crate::style()`].
///
/// Every point is a link with a name of its own: `data-code` says which municipality, `data-c` where
/// it stands, for a script that walks by the arrow keys as on the map. Without a point the picture is
/// empty: nobody knows what its axes would be.
#[must_use]
pub fn funnel(picture: &Funnel) -> String {
    let [width, height] = SIZE;
    let prefix = picture.id_prefix;
    xml::collect(|out| {
        write!(
            out,
            "<svg class=\"funnel\" viewBox=\"0 0 {width} {height}\" role=\"group\" \
             aria-label=\"{}\" aria-describedby=\"{prefix}desc\"><desc id=\"{prefix}desc\">{}</desc>",
            Escaped(picture.title),
            Escaped(picture.description),
        )?;
        draw(out, picture, true)?;
        out.write_str("</svg>")
    })
}

/// Draws everything between the `<svg>` tags, with or without links.
pub(crate) fn draw(out: &mut String, picture: &Funnel, linked: bool) -> fmt::Result {
    let Some(axes) = Axes::of(picture) else { return Ok(()) };
    let points = marks::placed(&axes, picture.points);
    // What repeats the points or the axes is no news to a screen reader.
    out.write_str("<g aria-hidden=\"true\">")?;
    marks::draw_legend(out, picture)?;
    limits::draw_band(out, &axes, picture.limits.at)?;
    axes.draw(out, picture.language)?;
    limits::draw(out, &axes, picture)?;
    out.write_str("</g>")?;
    marks::draw(out, &points, linked)?;
    out.write_str("<g aria-hidden=\"true\">")?;
    marks::draw_ring(out, &points)?;
    names::draw(out, &points, axes.y(picture.country.value()))?;
    out.write_str("</g>")
}

#[cfg(test)]
mod tests;
