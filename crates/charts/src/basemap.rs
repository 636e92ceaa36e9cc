//! The outlines of the 98 municipalities, made ready for drawing once.
//!
//! Denmark in one upright picture: EPSG:25832, Bornholm in a frame to the lower right, and in the
//! empty sea to the upper right the area around København enlarged, in two frames. Borders are simplified as shared arcs,
//! so two municipalities still meet along exactly the same points.

mod layout;
mod neighbors;
mod rings;
mod topology;

use domain::{format::Language, municipality::MunicipalityCode};

use layout::{BORNHOLM, COPENHAGEN, MAIN, Placement};
use rings::{Outline, Simplified};
use topology::Topology;

/// The municipal outlines in the coordinates of the picture, and who borders on whom.
#[derive(Clone, Debug)]
pub struct Basemap {
    /// The 98 municipalities by code, so that [`MunicipalityCode::index`] is the position here.
    pub shapes: Vec<Shape>,
    /// The width of the picture.
    pub width: f64,
    /// The height of the picture.
    pub height: f64,
    /// The framed parts that stand elsewhere, or larger, than they lie.
    pub insets: Vec<Inset>,
    neighbors: Vec<Vec<MunicipalityCode>>,
}

/// The outline of one municipality.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Whose outline it is.
    pub code: MunicipalityCode,
    /// SVG path data in whole units of the picture.
    pub path: String,
    /// A point inside the largest part, for circles and labels.
    pub center: (f64, f64),
    /// The larger copy in an inset, for the municipalities that have one.
    pub enlarged: Option<Enlarged>,
}

/// The larger copy of a small municipality.
#[derive(Clone, Debug)]
pub struct Enlarged {
    /// SVG path data in whole units of the picture.
    pub path: String,
    /// A point inside the largest part.
    pub center: (f64, f64),
}

/// A framed part of the picture.
#[derive(Clone, Debug)]
pub struct Inset {
    /// What it shows.
    pub kind: InsetKind,
    /// Where the frame stands.
    pub frame: Frame,
    /// The stretch of the main map that it enlarges; `None` when it was moved instead of copied.
    pub source: Option<Frame>,
}

/// What an inset shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InsetKind {
    /// Bornholm, moved from its place far to the east.
    Bornholm,
    /// København and the eighteen municipalities around it and along the bay, enlarged.
    Copenhagen,
    /// The four small municipalities north of them, enlarged.
    NorthZealand,
}

impl InsetKind {
    /// Returns the caption of the frame.
    #[must_use]
    pub const fn caption(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Bornholm, _) => "Bornholm",
            (Self::Copenhagen, Language::Da) => "København og omegn",
            (Self::Copenhagen, Language::En) => "Copenhagen area",
            (Self::NorthZealand, Language::Da) => "Nordsjælland",
            (Self::NorthZealand, Language::En) => "North Zealand",
        }
    }
}

/// An upright rectangle in the units of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The left edge.
    pub x: f64,
    /// The upper edge.
    pub y: f64,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Frame {
    /// Tells whether a point lies within the frame or on its edge.
    #[must_use]
    pub fn contains(self, (x, y): (f64, f64)) -> bool {
        (self.x..=self.x + self.width).contains(&x) && (self.y..=self.y + self.height).contains(&y)
    }
}

/// Why no base map can be made of a text.
#[derive(Debug, thiserror::Error)]
pub enum BasemapError {
    /// The text is not TopoJSON.
    #[error("the outlines are not a topojson topology: {0}")]
    NotTopojson(String),
    /// The topology lacks the part that holds the municipalities.
    #[error("the outlines have no object `municipalities` of polygons")]
    NoMunicipalities,
    /// The topology is not quantized, so its numbers are not what this reader expects.
    #[error("the outlines have no transform")]
    NoTransform,
    /// An arc is broken, or a polygon names one that is not there.
    #[error("arc {0} of the outlines is missing or not a line of at least two points")]
    BrokenArc(usize),
    /// A polygon carries something else than the code of one of the 98.
    #[error("outline {0} has no code of one of the 98 municipalities")]
    UnknownCode(usize),
    /// A municipality has no outline, or more than one.
    #[error("municipality {code} has {outlines} outlines instead of one")]
    NotOneOutline {
        /// The municipality.
        code: MunicipalityCode,
        /// How many outlines carry its code.
        outlines: usize,
    },
    /// A municipality is not a polygon with an inside.
    #[error("the outline of municipality {0} encloses nothing")]
    Empty(MunicipalityCode),
    /// A corner does not lie on the map.
    #[error("the outlines cannot be projected to EPSG:25832: {0}")]
    Projection(#[from] proj4rs::errors::Error),
}

/// Returns the line that must stand by every map drawn from the outlines.
///
/// *Source*: `data/geometry/SOURCES.md`, section 1.
#[must_use]
pub const fn attribution(language: Language) -> &'static str {
    match language {
        Language::Da => {
            "Kort: Indeholder data fra Klimadatastyrelsen (tidl. Geodatastyrelsen) og Danske \
             Kommuner, DAGI kommuneinddeling 1:500.000, februar 2014, forenklet. CC BY 4.0."
        }
        Language::En => {
            "Map: Contains data from Klimadatastyrelsen (formerly Geodatastyrelsen) and Danske \
             Kommuner, DAGI municipal boundaries 1:500,000, February 2014, simplified. CC BY 4.0."
        }
    }
}

impl Basemap {
    /// Reads the outlines of `data/geometry/municipalities.topojson` and lays them out.
    pub fn from_topojson(text: &str) -> Result<Self, BasemapError> {
        let topology = Topology::parse(text)?;
        let main = Simplified::new(&topology.arcs, MAIN.tolerance());
        // Both frames that enlarge have the same scale.
        let enlarged = Simplified::new(&topology.arcs, COPENHAGEN.tolerance());
        let shapes = topology
            .municipalities
            .iter()
            .map(|(code, polygons)| {
                let place = if layout::is_moved(*code) { &BORNHOLM } else { &MAIN };
                let outline =
                    Outline::draw(polygons, &main, place).ok_or(BasemapError::Empty(*code))?;
                let copy = layout::enlarged(*code)
                    .and_then(|place| Outline::draw(polygons, &enlarged, place))
                    .map(|copy| Enlarged { path: copy.path, center: copy.center });
                Ok(Shape {
                    code: *code,
                    path: outline.path,
                    center: outline.center,
                    enlarged: copy,
                })
            })
            .collect::<Result<Vec<_>, BasemapError>>()?;
        let neighbors = neighbors::find(&topology, |code| real_center(&shapes, code));
        Ok(Self {
            shapes,
            width: layout::WIDTH,
            height: layout::HEIGHT,
            insets: layout::insets(),
            neighbors,
        })
    }

    /// Returns the outline of a municipality.
    #[must_use]
    pub fn shape(&self, code: MunicipalityCode) -> &Shape {
        &self.shapes[code.index()]
    }

    /// Returns the municipalities to step to from one, by code.
    ///
    /// They are those it shares a border with. Where the sea parts the country, the two
    /// municipalities with the nearest centers are neighbors as well, so that every municipality
    /// has at least one and a walk from any of them reaches all 98.
    #[must_use]
    pub fn neighbors(&self, code: MunicipalityCode) -> &[MunicipalityCode] {
        &self.neighbors[code.index()]
    }
}

/// Returns where a municipality really lies, in units of the main map: Bornholm far to the east.
fn real_center(shapes: &[Shape], code: MunicipalityCode) -> (f64, f64) {
    let place: &Placement = if layout::is_moved(code) { &BORNHOLM } else { &MAIN };
    place.moved_to(&MAIN, shapes[code.index()].center)
}

#[cfg(test)]
mod tests;
