//! What both kinds of map stand on: definitions, frames, land without figures, links, the ring.

use std::fmt::{self, Write};

use domain::municipality::MunicipalityCode;

use super::{MapPicture, legend::pattern_definitions};
use crate::{
    basemap::Frame,
    xml::{Coordinate, Escaped},
};

/// Which of the two places of a municipality is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Where its one real link stands: in the inset if it has a larger copy there.
    Link,
    /// The small copy on the main map, for the mouse only.
    Copied,
}

/// The base map in one picture.
pub(super) struct Ground<'a> {
    pub(super) picture: &'a MapPicture<'a>,
    /// Whether municipalities are links; in a file of its own they are not.
    pub(super) linked: bool,
}

impl Ground<'_> {
    /// Returns the id of the outline that is drawn.
    pub(super) fn shape_id(&self, code: MunicipalityCode, place: Place) -> String {
        let enlarged = place == Place::Link && self.picture.basemap.shape(code).enlarged.is_some();
        format!("{}{}{code}", self.picture.id_prefix, if enlarged { "i" } else { "m" })
    }

    /// Defines the patterns, and each outline once.
    pub(super) fn definitions(&self, out: &mut String) -> fmt::Result {
        let prefix = self.picture.id_prefix;
        out.write_str("<defs>")?;
        pattern_definitions(out, prefix)?;
        for shape in &self.picture.basemap.shapes {
            write!(out, "<path id=\"{prefix}m{}\" d=\"{}\"/>", shape.code, shape.path)?;
            if let Some(copy) = &shape.enlarged {
                write!(out, "<path id=\"{prefix}i{}\" d=\"{}\"/>", shape.code, copy.path)?;
            }
        }
        out.write_str("</defs>")
    }

    /// Draws the municipalities without a figure.
    pub(super) fn plain_land(
        &self,
        out: &mut String,
        has_figure: impl Fn(MunicipalityCode) -> bool,
    ) -> fmt::Result {
        for shape in self.picture.basemap.shapes.iter().filter(|shape| !has_figure(shape.code)) {
            let id = self.shape_id(shape.code, Place::Copied);
            write!(out, "<use href=\"#{id}\" class=\"land\"/>")?;
            if shape.enlarged.is_some() {
                let id = self.shape_id(shape.code, Place::Link);
                write!(out, "<use href=\"#{id}\" class=\"land\"/>")?;
            }
        }
        Ok(())
    }

    pub(super) fn frames(&self, out: &mut String) -> fmt::Result {
        out.write_str("<g class=\"insets\" aria-hidden=\"true\">")?;
        for inset in &self.picture.basemap.insets {
            let Frame { x, y, .. } = inset.frame;
            rectangle(out, "frame", inset.frame)?;
            let caption = inset.kind.caption(self.picture.language);
            write!(out, "<text x=\"{}\" y=\"{}\">{caption}</text>", x + 10.0, y + 31.0)?;
            if let Some(source) = inset.source {
                rectangle(out, "source", source)?;
            }
        }
        out.write_str("</g>")
    }

    /// Opens the link of a municipality.
    ///
    /// `data-n` names its neighbors and `data-c` its center on the main map, for a walk by the
    /// arrow keys.
    pub(super) fn open_link(
        &self,
        out: &mut String,
        code: MunicipalityCode,
        href: &str,
        place: Place,
    ) -> fmt::Result {
        if !self.linked {
            return out.write_str("<g class=\"area\">");
        }
        let selected = if self.picture.selected == Some(code) { " is-selected" } else { "" };
        write!(out, "<a href=\"{}\" class=\"area{selected}\" data-code=\"{code}\"", Escaped(href))?;
        if place == Place::Copied {
            return out.write_str(" tabindex=\"-1\">");
        }
        let (x, y) = self.picture.basemap.shape(code).center;
        write!(out, " data-c=\"{x:.0} {y:.0}\" data-n=\"")?;
        for (index, neighbor) in self.picture.basemap.neighbors(code).iter().enumerate() {
            write!(out, "{}{neighbor}", if index == 0 { "" } else { " " })?;
        }
        out.write_str("\">")
    }

    /// Says what the municipality's figure is, and ends what [`Self::open_link`] began.
    pub(super) fn close_link(&self, out: &mut String, label: &str) -> fmt::Result {
        let tag = if self.linked { "a" } else { "g" };
        write!(out, "<title>{}</title></{tag}>", Escaped(label))
    }

    /// Rings the selected municipality in both its places, over everything else.
    ///
    /// Without one the ring is there but empty, for a script to point somewhere.
    pub(super) fn ring(&self, out: &mut String) -> fmt::Result {
        out.write_str("<g class=\"ring\" aria-hidden=\"true\">")?;
        if let Some(code) = self.picture.selected {
            let copied =
                self.picture.basemap.shape(code).enlarged.is_some().then_some(Place::Copied);
            for place in [Some(Place::Link), copied].into_iter().flatten() {
                let id = self.shape_id(code, place);
                write!(out, "<use href=\"#{id}\" class=\"halo\"/><use href=\"#{id}\"/>")?;
            }
        }
        out.write_str("</g>")
    }
}

fn rectangle(out: &mut String, class: &str, frame: Frame) -> fmt::Result {
    let [x, y, width, height] = [frame.x, frame.y, frame.width, frame.height].map(Coordinate);
    write!(
        out,
        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
    )
}
