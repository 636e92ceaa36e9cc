//! Where the parts of the country stand in the picture.
//!
//! All places are chosen by eye on the real outlines; tests hold that no frame covers land.

use domain::municipality::MunicipalityCode;
use geo::Coord;

use super::{Frame, Inset, InsetKind};

/// The width of the picture in units.
pub(super) const WIDTH: f64 = 1_000.0;
/// The height of the picture in units.
pub(super) const HEIGHT: f64 = 1_158.0;

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

/// The country except Bornholm: 310 m to the unit, so that it just fits the width.
pub(super) const MAIN: Placement = Placement {
    west: 437_500.0,
    north: 6_405_500.0,
    left: 0.0,
    top: 0.0,
    meters: 310.0,
    bounds: None,
};

/// Bornholm at the scale of the country, so that sizes may be compared.
pub(super) const BORNHOLM: Placement = Placement {
    west: 860_800.0,
    north: 6_144_300.0,
    left: BORNHOLM_FRAME.x + 24.0,
    top: BORNHOLM_FRAME.y + CAPTION,
    meters: 310.0,
    bounds: None,
};

/// The Copenhagen area at three times the scale of the country.
///
/// Saltholm lies outside: it would take a sixth of the width for an island where hardly anyone
/// lives, and it stands on the main map.
pub(super) const ENLARGED: Placement = Placement {
    west: 698_000.0,
    north: 6_191_000.0,
    left: COPENHAGEN_FRAME.x + 10.0,
    top: COPENHAGEN_FRAME.y + CAPTION,
    meters: 310.0 / 3.0,
    bounds: Some([698_000.0, 6_162_200.0, 732_200.0, 6_191_000.0]),
};

/// The room for a caption at the top of a frame.
const CAPTION: f64 = 44.0;

const COPENHAGEN_FRAME: Frame = Frame { x: 647.0, y: 2.0, width: 351.0, height: 333.0 };
const BORNHOLM_FRAME: Frame = Frame { x: 838.0, y: 349.0, width: 160.0, height: 160.0 };

/// The municipality that stands in another place than it lies.
const MOVED: u16 = 400;
/// København, Frederiksberg, Dragør, Tårnby and København's surroundings
/// (*Byen København*, *Københavns omegn*): the codes from 0101 to 0187.
const ENLARGED_CODES: std::ops::RangeInclusive<u16> = 101..=187;

pub(super) fn is_moved(code: MunicipalityCode) -> bool {
    code.number() == MOVED
}

pub(super) fn is_enlarged(code: MunicipalityCode) -> bool {
    ENLARGED_CODES.contains(&code.number())
}

pub(super) fn insets() -> Vec<Inset> {
    let [west, south, east, north] = ENLARGED.bounds.expect("the enlarged part has bounds");
    let (x, y) = MAIN.unit(Coord { x: west, y: north });
    let (right, bottom) = MAIN.unit(Coord { x: east, y: south });
    let source = Frame { x, y, width: right - x, height: bottom - y };
    vec![
        Inset { kind: InsetKind::Copenhagen, frame: COPENHAGEN_FRAME, source: Some(source) },
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
