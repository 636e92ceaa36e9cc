//! Where the parts of the country stand in the picture.
//!
//! All places are chosen by eye on the real outlines; tests hold that no frame covers land.

use domain::municipality::MunicipalityCode;
use geo::Coord;

use super::{Frame, Inset, InsetKind};

/// The width of the picture in units.
pub(super) const WIDTH: f64 = 1_000.0;
/// The height of the picture in units.
pub(super) const HEIGHT: f64 = 1_284.0;

/// How meters of EPSG:25832 become units of the picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placement {
    /// The easting that lies at `left`, in meters.
    west: f64,
    /// The northing that lies at `top`, in meters.
    north: f64,
    left: f64,
    top: f64,
    /// How many meters make one unit.
    meters: f64,
    /// The eastings and northings beyond which polygons are left out, in meters.
    bounds: Option<[f64; 4]>,
}

/// The country except Bornholm: 310 m to the unit, so that it just fits the width. It starts below
/// the top, so that the frames fit into the sea to the upper right.
pub(super) const MAIN: Placement = Placement {
    west: 437_500.0,
    north: 6_405_500.0,
    left: 0.0,
    top: 54.0,
    meters: 310.0,
    bounds: None,
};

/// Bornholm at the scale of the country, so that sizes may be compared.
pub(super) const BORNHOLM: Placement = Placement {
    west: 860_800.0,
    north: 6_144_300.0,
    left: BORNHOLM_FRAME.x + 20.0,
    top: BORNHOLM_FRAME.y + CAPTION,
    meters: 310.0,
    bounds: None,
};

/// The Copenhagen area at three times the scale of the country.
///
/// Saltholm lies outside: it would take a sixth of the width for an island where hardly anyone
/// lives, and it stands on the main map.
pub(super) const COPENHAGEN: Placement = Placement {
    west: 695_100.0,
    north: 6_191_000.0,
    left: COPENHAGEN_FRAME.x + 3.0,
    top: COPENHAGEN_FRAME.y + CAPTION,
    meters: ENLARGED_METERS,
    bounds: Some([695_100.0, 6_155_700.0, 732_200.0, 6_191_000.0]),
};

/// The small municipalities north of it at the same scale.
pub(super) const NORTH_ZEALAND: Placement = Placement {
    west: 700_700.0,
    north: 6_202_400.0,
    left: NORTH_ZEALAND_FRAME.x + 6.0,
    top: NORTH_ZEALAND_FRAME.y + CAPTION,
    meters: ENLARGED_METERS,
    bounds: Some([700_700.0, 6_183_500.0, 725_000.0, 6_202_400.0]),
};

/// How many meters make one unit in the frames that enlarge.
const ENLARGED_METERS: f64 = 310.0 / 3.0;
/// The room for a caption at the top of a frame.
const CAPTION: f64 = 44.0;

const COPENHAGEN_FRAME: Frame = Frame { x: 635.0, y: 2.0, width: 363.0, height: 389.0 };
const NORTH_ZEALAND_FRAME: Frame = Frame { x: 750.0, y: 398.0, width: 248.0, height: 230.0 };
const BORNHOLM_FRAME: Frame = Frame { x: 844.0, y: 1_120.0, width: 154.0, height: 162.0 };

/// The municipality that stands in another place than it lies.
const MOVED: u16 = 400;

pub(super) fn is_moved(code: MunicipalityCode) -> bool {
    code.number() == MOVED
}

/// Returns where a municipality stands a second time, enlarged: those that would be too small on a
/// phone to be hit, and those between them.
pub(super) fn enlarged(code: MunicipalityCode) -> Option<&'static Placement> {
    match code.number() {
        // København, Frederiksberg, Dragør, Tårnby and København's surroundings (*Byen København*,
        // *Københavns omegn*), Greve, Solrød.
        101..=187 | 253 | 269 => Some(&COPENHAGEN),
        // Furesø, Allerød, Hørsholm, Rudersdal.
        190 | 201 | 223 | 230 => Some(&NORTH_ZEALAND),
        _ => None,
    }
}

pub(super) fn insets() -> Vec<Inset> {
    vec![
        Inset { kind: InsetKind::Copenhagen, frame: COPENHAGEN_FRAME, source: COPENHAGEN.source() },
        Inset {
            kind: InsetKind::NorthZealand,
            frame: NORTH_ZEALAND_FRAME,
            source: NORTH_ZEALAND.source(),
        },
        Inset { kind: InsetKind::Bornholm, frame: BORNHOLM_FRAME, source: None },
    ]
}

impl Placement {
    /// The smallest triangle that still shows, in units of the picture squared.
    ///
    /// It leaves about 28 % of the corners in the file, which holds 45 % of those the authority
    /// publishes: some 12 % of the original outlines.
    const SMALLEST_CORNER: f64 = 5.0;
    /// The smallest part of a municipality that is drawn beside its largest, in units squared.
    const SMALLEST_PART: f64 = 8.0;

    /// Returns the smallest triangle that a corner must span to be kept, in square meters.
    pub(super) fn tolerance(&self) -> f64 {
        Self::SMALLEST_CORNER * self.meters * self.meters
    }

    /// Returns the smallest part that is drawn, in square meters.
    pub(super) fn smallest_part(&self) -> f64 {
        Self::SMALLEST_PART * self.meters * self.meters
    }

    /// Returns the stretch of the main map within the bounds; `None` without bounds.
    fn source(&self) -> Option<Frame> {
        let [west, south, east, north] = self.bounds?;
        let (x, y) = MAIN.unit(Coord { x: west, y: north });
        let (right, bottom) = MAIN.unit(Coord { x: east, y: south });
        Some(Frame { x, y, width: right - x, height: bottom - y })
    }

    /// Tells whether a corner may be drawn here.
    pub(super) fn holds(&self, corner: Coord) -> bool {
        self.bounds.is_none_or(|[west, south, east, north]| {
            (west..=east).contains(&corner.x) && (south..=north).contains(&corner.y)
        })
    }

    /// Returns the whole unit a corner falls on.
    pub(super) fn grid(&self, corner: Coord) -> Coord {
        let (x, y) = self.unit(corner);
        Coord { x: x.round(), y: y.round() }
    }

    /// Returns where a point of this placement would stand in another.
    pub(super) fn moved_to(&self, other: &Self, (x, y): (f64, f64)) -> (f64, f64) {
        other.unit(Coord {
            x: self.west + (x - self.left) * self.meters,
            y: self.north - (y - self.top) * self.meters,
        })
    }

    fn unit(&self, corner: Coord) -> (f64, f64) {
        (
            self.left + (corner.x - self.west) / self.meters,
            self.top + (self.north - corner.y) / self.meters,
        )
    }
}
