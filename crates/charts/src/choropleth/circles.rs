//! The map of numbers: one circle for each municipality, its area the number of cases.

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use domain::{
    format::{self, Language},
    municipality::MunicipalityCode,
};

use super::ground::{Ground, Place};
use crate::xml::Coordinate;

/// The radius of the largest circle in units of the map.
const LARGEST_RADIUS: f64 = 62.0;
/// The radius under which a circle cannot be seen; it gives up proportion for that.
const SMALLEST_RADIUS: f64 = 2.0;

/// One municipality on the map of numbers.
#[derive(Clone, Debug)]
pub struct Circle<'a> {
    /// Which one.
    pub code: MunicipalityCode,
    /// Cases decided on their merits; zero draws no circle, `None` means *not delivered*.
    pub merits: Option<u32>,
    /// What the map says of it: `Aarhus: 340 sager`.
    pub label: Cow<'a, str>,
    /// Where the link leads.
    pub href: Cow<'a, str>,
}

/// Draws the circles over the land, the most cases first, so that a small circle lies over a large
/// one.
pub(super) fn draw_circles(out: &mut String, ground: &Ground, circles: &[Circle]) -> fmt::Result {
    ground.plain_land(out, |_| false)?;
    ground.frames(out)?;
    let mut ordered: Vec<_> = circles.iter().collect();
    ordered.sort_by_key(|circle| (std::cmp::Reverse(circle.merits), circle.code));
    let largest = largest(circles);
    for circle in ordered {
        draw_circle(out, ground, circle, largest)?;
    }
    ground.ring(out)?;
    draw_key(out, largest, ground.picture.language)
}

/// Returns the most cases any municipality has.
fn largest(circles: &[Circle]) -> u32 {
    circles.iter().filter_map(|circle| circle.merits).max().unwrap_or(0)
}

fn draw_circle(out: &mut String, ground: &Ground, circle: &Circle, largest: u32) -> fmt::Result {
    ground.open_link(out, circle.code, &circle.href, Place::Link)?;
    let id = ground.shape_id(circle.code, Place::Link);
    let missing = if circle.merits.is_none() { " missing" } else { "" };
    // The land of the municipality takes the mouse as well: some circles are a few pixels wide.
    write!(out, "<use href=\"#{id}\" class=\"reach{missing}\"/>")?;
    if let Some(merits) = circle.merits.filter(|merits| *merits > 0) {
        let shape = ground.picture.basemap.shape(circle.code);
        let (x, y) = shape.enlarged.as_ref().map_or(shape.center, |copy| copy.center);
        let [x, y, r] = [x, y, radius(merits, largest)].map(Coordinate);
        write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>")?;
    }
    ground.close_link(out, &circle.label)
}

/// Returns the radius of a circle whose area is in proportion to the number of cases.
fn radius(merits: u32, largest: u32) -> f64 {
    let share = f64::from(merits) / f64::from(largest.max(1));
    (share.sqrt() * LARGEST_RADIUS).max(SMALLEST_RADIUS)
}

/// Returns up to three round numbers of cases, from the largest that fits.
fn key_numbers(largest: u32) -> Vec<u32> {
    let round = |limit: u32| {
        (0..9_u32)
            .flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u32.pow(power)))
            .take_while(|number| *number <= limit)
            .last()
    };
    let mut numbers: Vec<_> =
        [largest, largest / 4, largest / 20].into_iter().filter_map(round).collect();
    numbers.dedup();
    numbers
}

/// Draws the key into the empty sea at the upper left: circles that touch at the bottom.
fn draw_key(out: &mut String, largest: u32, language: Language) -> fmt::Result {
    let (x, bottom) = (LARGEST_RADIUS + 6.0, 2.0 * LARGEST_RADIUS + 50.0);
    write!(
        out,
        "<g class=\"key\" aria-hidden=\"true\"><text x=\"4\" y=\"30\">{}</text>",
        key_title(language)
    )?;
    for number in key_numbers(largest) {
        let r = radius(number, largest);
        let top = bottom - 2.0 * r;
        let [cy, r, top, right] = [bottom - r, r, top, x + LARGEST_RADIUS + 14.0].map(Coordinate);
        write!(
            out,
            "<circle cx=\"{x}\" cy=\"{cy}\" r=\"{r}\"/><path d=\"M{x} {top}H{right}\"/>\
             <text x=\"{}\" y=\"{}\">{}</text>",
            Coordinate(right.0 + 4.0),
            Coordinate(top.0 + 8.0),
            format::count(number, language)
        )?;
    }
    out.write_str("</g>")
}

const fn key_title(language: Language) -> &'static str {
    match language {
        Language::Da => "Antal sager",
        Language::En => "Number of cases",
    }
}
