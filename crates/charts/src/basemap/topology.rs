//! Reading the outlines: arcs in meters, and which of them make up each municipality.

use std::collections::BTreeMap;

use domain::municipality::{self, MunicipalityCode};
use geo::{Coord, LineString};
use proj4rs::{Proj, transform::transform};
use topojson::{Geometry, TopoJson, TransformParams, Value};

use super::BasemapError;

/// A ring as the numbers of its arcs; a negative one (`!index`) is walked backwards.
pub(super) type Ring = Vec<i32>;
/// A polygon: its outer ring, then its holes.
pub(super) type Polygon = Vec<Ring>;

/// The outlines, not simplified.
pub(super) struct Topology {
    /// The arcs in meters of EPSG:25832; every border is one arc that two polygons name.
    pub(super) arcs: Vec<LineString>,
    /// The polygons of each of the 98.
    pub(super) municipalities: BTreeMap<MunicipalityCode, Vec<Polygon>>,
}

impl Topology {
    pub(super) fn parse(text: &str) -> Result<Self, BasemapError> {
        let read = text.parse().map_err(|error: topojson::Error| error.to_string());
        let topology = match read {
            Ok(TopoJson::Topology(topology)) => topology,
            Ok(TopoJson::Geometry(_)) => return Err(BasemapError::NoMunicipalities),
            Err(why) => return Err(BasemapError::NotTopojson(why)),
        };
        let transform = topology.transform.ok_or(BasemapError::NoTransform)?;
        let arcs = project(&topology.arcs, &transform)?;
        let object = topology.objects.into_iter().find(|object| object.name == "municipalities");
        let Some(Value::GeometryCollection(geometries)) = object.map(|o| o.geometry.value) else {
            return Err(BasemapError::NoMunicipalities);
        };
        let municipalities = by_code(geometries)?;
        check_arcs(&municipalities, arcs.len())?;
        Ok(Self { arcs, municipalities })
    }
}

/// Undoes the quantization (each position is the step from the one before) and projects.
fn project(
    arcs: &[topojson::Arc],
    grid: &TransformParams,
) -> Result<Vec<LineString>, BasemapError> {
    let degrees = Proj::from_proj_string("+proj=longlat +ellps=GRS80")?;
    let utm = Proj::from_proj_string("+proj=utm +zone=32 +ellps=GRS80 +units=m")?;
    let mut lines = Vec::with_capacity(arcs.len());
    for (index, arc) in arcs.iter().enumerate() {
        let (mut x, mut y) = (0.0, 0.0);
        let mut line = Vec::with_capacity(arc.len());
        for position in arc {
            let [dx, dy, ..] = position[..] else { return Err(BasemapError::BrokenArc(index)) };
            (x, y) = (x + dx, y + dy);
            let longitude: f64 = x * grid.scale[0] + grid.translate[0];
            let latitude: f64 = y * grid.scale[1] + grid.translate[1];
            let mut point = (longitude.to_radians(), latitude.to_radians(), 0.0);
            transform(&degrees, &utm, &mut point)?;
            line.push(Coord { x: point.0, y: point.1 });
        }
        if line.len() < 2 || !line.iter().all(|at| at.x.is_finite() && at.y.is_finite()) {
            return Err(BasemapError::BrokenArc(index));
        }
        lines.push(LineString::new(line));
    }
    Ok(lines)
}

fn by_code(
    geometries: Vec<Geometry>,
) -> Result<BTreeMap<MunicipalityCode, Vec<Polygon>>, BasemapError> {
    let mut found: BTreeMap<MunicipalityCode, Vec<Vec<Polygon>>> = BTreeMap::new();
    for (index, geometry) in geometries.into_iter().enumerate() {
        let code =
            geometry.id.as_ref().and_then(|id| id.as_str()).and_then(MunicipalityCode::parse);
        let code = code.ok_or(BasemapError::UnknownCode(index))?;
        let polygons = match geometry.value {
            Value::Polygon(polygon) => vec![polygon],
            Value::MultiPolygon(polygons) => polygons,
            _ => return Err(BasemapError::Empty(code)),
        };
        found.entry(code).or_default().push(polygons);
    }
    municipality::all()
        .iter()
        .map(|row| {
            let mut outlines = found.remove(&row.code).unwrap_or_default();
            match (outlines.pop(), outlines.len()) {
                (Some(polygons), 0) => Ok((row.code, polygons)),
                (last, others) => Err(BasemapError::NotOneOutline {
                    code: row.code,
                    outlines: others + usize::from(last.is_some()),
                }),
            }
        })
        .collect()
}

/// Returns the position of the arc that a ring names, whichever way it is walked.
pub(super) fn arc_index(number: i32) -> usize {
    let forward = if number < 0 { !number } else { number };
    usize::try_from(forward).expect("the number of an arc walked forwards is not negative")
}

fn check_arcs(
    municipalities: &BTreeMap<MunicipalityCode, Vec<Polygon>>,
    arcs: usize,
) -> Result<(), BasemapError> {
    for (code, polygons) in municipalities {
        let nothing = |rings: &Polygon| rings.is_empty() || rings.iter().any(Vec::is_empty);
        if polygons.is_empty() || polygons.iter().any(nothing) {
            return Err(BasemapError::Empty(*code));
        }
        for number in polygons.iter().flatten().flatten() {
            if arc_index(*number) >= arcs {
                return Err(BasemapError::BrokenArc(arc_index(*number)));
            }
        }
    }
    Ok(())
}
