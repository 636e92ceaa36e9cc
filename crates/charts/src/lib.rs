//! Data into pictures: the municipal map, outcome bars, series, funnels, waterfalls and parts of a
//! spread, and any figures of a statistics table as lines over its periods or as bars, as SVG text and
//! PNG.
//!
//! Pure functions: no I/O, no clock, and the same input gives the same bytes. Pictures carry classes
//! rather than colors; [`style()`] says how the classes look, on a page and in a file of its own.
#![warn(missing_docs)]

pub mod bars;
pub mod basemap;
pub mod choropleth;
pub mod funnel;
mod key;
pub mod lines;
pub mod outcome_bar;
pub mod raster;
pub mod spread;
mod stack;
pub mod standalone;
pub mod timeline;
pub mod trend;
mod value_scale;
pub mod waterfall;
mod words;
mod xml;

/// Returns the style sheet of every picture of this crate.
///
/// A page puts it into its own style sheet; a file of its own embeds what it needs of it.
#[must_use]
pub const fn style() -> &'static str {
    concat!(include_str!("style.css"), include_str!("statistics.css"), include_str!("portal.css"))
}

/// Returns the part of [`style()`] that funnels, waterfalls and spreads need, as files of their own do.
pub(crate) const fn statistics_style() -> &'static str {
    concat!(include_str!("style.css"), include_str!("statistics.css"))
}

/// Returns the part of [`style()`] that maps, outcome bars and series need, as files of their own do.
pub(crate) const fn basic_style() -> &'static str {
    include_str!("style.css")
}
