//! Simplified arcs put together into rings, and rings written as path data.

use std::fmt::Write;

use geo::{Area, Centroid, Contains, Coord, InteriorPoint, LineString, SimplifyVw};

use super::{
    layout::Placement,
    topology::{Polygon, Ring, arc_index},
};
use crate::xml;

/// The arcs with fewer points. Each arc is simplified once, so that neighbors keep one border.
pub(super) struct Simplified {
    arcs: Vec<LineString>,
}

impl Simplified {
    /// Simplifies every arc, leaving out corners that span less than `tolerance` square meters.
    pub(super) fn new(arcs: &[LineString], tolerance: f64) -> Self {
        Self { arcs: arcs.iter().map(|arc| simplify(arc, tolerance)).collect() }
    }

    /// Returns how many corners are left in all.
    #[cfg(test)]
    pub(super) fn corners(&self) -> usize {
        self.arcs.iter().map(|arc| arc.0.len()).sum()
    }

    fn ring(&self, ring: &Ring) -> Vec<Coord> {
        let mut corners: Vec<Coord> = Vec::new();
        for number in ring {
            let mut arc = self.arcs[arc_index(*number)].0.clone();
            if *number < 0 {
                arc.reverse();
            }
            // An arc starts where the one before it ended.
            corners.pop();
            corners.append(&mut arc);
        }
        corners
    }
}

/// Drops corners by Visvalingam's method, the ends kept, but never so many of a closed arc that
/// its inside is lost.
fn simplify(arc: &LineString, tolerance: f64) -> LineString {
    /// A triangle closed by its first corner would make a poor island; a quadrilateral does.
    const FEWEST: usize = 5;
    let mut tolerance = tolerance;
    let mut simpler = arc.simplify_vw(tolerance);
    while arc.is_closed() && simpler.0.len() < FEWEST.min(arc.0.len()) {
        tolerance /= 2.0;
        simpler = arc.simplify_vw(tolerance);
    }
    simpler
}

/// The outline of one municipality in units of the picture.
pub(super) struct Outline {
    pub(super) path: String,
    pub(super) center: (f64, f64),
}

impl Outline {
    /// Draws the polygons in one place; `None` when nothing of them can be drawn there.
    ///
    /// Parts too small to see are left out, never the largest.
    pub(super) fn draw(polygons: &[Polygon], arcs: &Simplified, place: &Placement) -> Option<Self> {
        let mut parts: Vec<_> = polygons
            .iter()
            .map(|rings| part(rings, arcs))
            .filter(|part| part.exterior().coords().all(|corner| place.holds(*corner)))
            .collect();
        parts.sort_by(|a, b| b.unsigned_area().total_cmp(&a.unsigned_area()));
        let large = parts.partition_point(|part| part.unsigned_area() >= place.smallest_part());
        parts.truncate(large.max(1));
        let placed: Vec<_> = parts.iter().filter_map(|part| on_grid(part, place)).collect();
        let center = inner_point(placed.first()?)?;
        Some(Self { path: path_data(&placed), center })
    }
}

fn part(rings: &Polygon, arcs: &Simplified) -> geo::Polygon {
    let mut rings = rings.iter().map(|ring| LineString::new(arcs.ring(ring)));
    let outer = rings.next().expect("the topology was checked: a polygon has an outer ring");
    geo::Polygon::new(outer, rings.collect())
}

/// Rounds to whole units; `None` when the outer ring has no inside there.
fn on_grid(part: &geo::Polygon, place: &Placement) -> Option<geo::Polygon> {
    let ring = |line: &LineString| {
        let mut corners: Vec<_> = line.coords().map(|corner| place.grid(*corner)).collect();
        corners.dedup();
        (corners.len() >= 4).then(|| LineString::new(corners))
    };
    let holes = part.interiors().iter().filter_map(ring).collect();
    let placed = geo::Polygon::new(ring(part.exterior())?, holes);
    (placed.unsigned_area() > 0.0).then_some(placed)
}

/// The centroid, or where that falls outside (a sickle, a ring) a point well inside.
fn inner_point(part: &geo::Polygon) -> Option<(f64, f64)> {
    let centroid = part.centroid()?;
    let point = if part.contains(&centroid) { centroid } else { part.interior_point()? };
    let tenth = |value: f64| (value * 10.0).round() / 10.0;
    Some((tenth(point.x()), tenth(point.y())))
}

/// Writes polygons as path data: each ring starts at an absolute place and goes on in steps.
fn path_data(parts: &[geo::Polygon]) -> String {
    xml::collect(|path| {
        for ring in
            parts.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()))
        {
            let mut corners = ring.coords();
            let Some(mut here) = corners.next().copied() else { continue };
            write!(path, "M{} {}", here.x, here.y)?;
            // The last corner repeats the first; `z` closes the ring without it.
            for (step, corner) in corners.by_ref().take(ring.0.len() - 2).enumerate() {
                let (dx, dy) = (corner.x - here.x, corner.y - here.y);
                let before_x = if step == 0 {
                    "l"
                } else if dx < 0.0 {
                    ""
                } else {
                    " "
                };
                let before_y = if dy < 0.0 { "" } else { " " };
                write!(path, "{before_x}{}{before_y}{}", dx + 0.0, dy + 0.0)?;
                here = *corner;
            }
            path.push('z');
        }
        Ok(())
    })
}
