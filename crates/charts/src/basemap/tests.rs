//! What must hold of the outlines that ship.

use std::{collections::BTreeSet, sync::LazyLock};

use domain::municipality;
use geo::{Area, Contains, Coord, Intersects, LineString, Point, Polygon, Rect};

use super::*;

const SHIPPED: &str = include_str!("../../../../data/geometry/municipalities.topojson");
static BASEMAP: LazyLock<Basemap> =
    LazyLock::new(|| Basemap::from_topojson(SHIPPED).expect("the shipped outlines are good"));

#[test]
fn every_municipality_has_a_shape_at_its_index() {
    let shapes = &BASEMAP.shapes;
    assert_eq!(shapes.len(), 98);
    assert!(shapes.iter().enumerate().all(|(index, shape)| shape.code.index() == index));
}

#[test]
fn every_ring_encloses_something() {
    for (code, ring) in all_rings() {
        assert!(Polygon::new(ring.clone(), vec![]).unsigned_area() > 0.0, "{code}: {ring:?}");
    }
}

#[test]
fn every_shape_lies_in_the_picture() {
    let picture = Frame { x: 0.0, y: 0.0, width: BASEMAP.width, height: BASEMAP.height };
    for (code, ring) in all_rings() {
        assert!(ring.coords().all(|at| picture.contains((at.x, at.y))), "{code}");
    }
    assert!(BASEMAP.insets.iter().all(|inset| {
        let Frame { x, y, width, height } = inset.frame;
        picture.contains((x, y)) && picture.contains((x + width, y + height))
    }));
}

#[test]
fn municipalities_that_share_a_border_share_its_points() {
    let graph = neighbors::by_shared_arcs(&Topology::parse(SHIPPED).expect("good outlines"));
    let mut pairs = 0;
    for (one, others) in &graph {
        for other in others.range(one..) {
            pairs += 1;
            let [one, other] = [one, other].map(|code| BASEMAP.shape(*code));
            let mut common = common_points(&one.path, &other.path);
            // A border of a few hundred meters may be a single point on the main map.
            if let (1, Some(one), Some(other)) = (common, &one.enlarged, &other.enlarged) {
                common = common_points(&one.path, &other.path);
            }
            assert!(common >= 2, "{} and {} have {common} points in common", one.code, other.code);
        }
    }
    // The number of pairs in the source, see data/geometry/SOURCES.md.
    assert_eq!(pairs, 186);
}

#[test]
fn no_frame_covers_land_that_does_not_belong_into_it() {
    for shape in &BASEMAP.shapes {
        for inset in &BASEMAP.insets {
            let own = inset.kind == InsetKind::Bornholm && layout::is_moved(shape.code);
            let inside = rings(&shape.path).iter().any(|ring| meets(ring, inset.frame));
            assert_eq!(inside, own, "{} and {:?}", shape.code, inset.kind);
        }
    }
}

#[test]
fn insets_do_not_cover_each_other() {
    assert_eq!(BASEMAP.insets.len(), 3);
    for pair in BASEMAP.insets.windows(2) {
        assert!(pair[0].frame.y + pair[0].frame.height < pair[1].frame.y);
    }
}

#[test]
fn what_belongs_into_a_frame_stays_in_it() {
    for shape in &BASEMAP.shapes {
        let moved = layout::is_moved(shape.code).then_some(&shape.path);
        let Some(path) = shape.enlarged.as_ref().map(|copy| &copy.path).or(moved) else { continue };
        let within = |inset: &Inset| {
            let stays = |at: &Coord| inset.frame.contains((at.x, at.y));
            rings(path).iter().all(|ring| ring.coords().all(stays))
        };
        let frames: Vec<_> = BASEMAP.insets.iter().filter(|inset| within(inset)).collect();
        let [inset] = frames[..] else { panic!("{} is in {} frames", shape.code, frames.len()) };
        assert_eq!(inset.kind == InsetKind::Bornholm, layout::is_moved(shape.code));
    }
}

#[test]
fn what_is_enlarged_lies_where_the_main_map_says() {
    for shape in BASEMAP.shapes.iter().filter(|shape| shape.enlarged.is_some()) {
        let center = shape.enlarged.as_ref().expect("just seen").center;
        let inset = BASEMAP.insets.iter().find(|inset| inset.frame.contains(center));
        let source = inset.and_then(|inset| inset.source).expect("a frame with a source");
        assert!(source.contains(shape.center), "{}", shape.code);
    }
}

#[test]
fn the_small_ones_around_the_capital_are_enlarged_without_saltholm() {
    let enlarged: Vec<_> = BASEMAP.shapes.iter().filter_map(|s| s.enlarged.as_ref()).collect();
    assert_eq!(enlarged.len(), 23);
    let taarnby = shape_of("taarnby");
    let copy = taarnby.enlarged.as_ref().expect("Tårnby is enlarged");
    assert!(rings(&taarnby.path).len() > rings(&copy.path).len());
}

/// A unit of the picture is about 0.36 px on a phone of 390 px.
#[test]
fn no_municipality_of_zealand_has_less_than_ten_pixels_on_a_phone() {
    for place in municipality::all().iter().filter(|place| place.code.number() < 400) {
        let shape = BASEMAP.shape(place.code);
        let path = shape.enlarged.as_ref().map_or(&shape.path, |copy| &copy.path);
        let area: f64 = rings(path).iter().map(ring_area).fold(0.0, f64::max);
        assert!(area.sqrt() * 0.36 >= 10.0, "{}: {:.1} px", place.name, area.sqrt() * 0.36);
    }
}

#[test]
fn centers_lie_inside() {
    for shape in &BASEMAP.shapes {
        check_center(shape.code, &shape.path, shape.center);
        if let Some(copy) = &shape.enlarged {
            check_center(shape.code, &copy.path, copy.center);
        }
    }
}

#[test]
fn steps_lead_both_ways() {
    for one in municipality::all() {
        for other in BASEMAP.neighbors(one.code) {
            assert_ne!(one.code, *other);
            assert!(BASEMAP.neighbors(*other).contains(&one.code), "{} {other}", one.code);
        }
    }
}

#[test]
fn a_walk_reaches_all_ninety_eight() {
    let mut waiting = vec![municipality::all()[0].code];
    let mut reached = BTreeSet::new();
    while let Some(code) = waiting.pop() {
        if reached.insert(code) {
            waiting.extend(BASEMAP.neighbors(code));
        }
    }
    assert_eq!(reached.len(), 98);
}

#[test]
fn islands_lead_to_the_nearest_municipality() {
    check_step("fanoe", "esbjerg");
    check_step("langeland", "svendborg");
    check_step("samsoe", "odder");
    check_step("laesoe", "frederikshavn");
    check_step("bornholm", "dragoer");
}

#[test]
fn about_an_eighth_of_the_published_corners_is_left() {
    let topology = Topology::parse(SHIPPED).expect("good outlines");
    let corners: usize = topology.arcs.iter().map(|arc| arc.0.len()).sum();
    let left = Simplified::new(&topology.arcs, MAIN.tolerance()).corners();
    // The file holds 45 % of the corners that were published.
    let published = corners * 100 / 45;
    assert!((published / 10..published / 7).contains(&left), "{left} of {published}");
}

#[test]
fn path_data_stay_small() {
    let paths: usize = BASEMAP.shapes.iter().map(|shape| shape.path.len()).sum();
    assert!((20_000..45_000).contains(&paths), "{paths}");
}

#[test]
fn reading_twice_gives_the_same() {
    let again = Basemap::from_topojson(SHIPPED).expect("the shipped outlines are good");
    assert_eq!(format!("{again:?}"), format!("{:?}", *BASEMAP));
}

#[test]
fn broken_outlines_are_refused_with_a_reason() {
    check_error("", "the outlines are not a topojson topology");
    check_error("{\"type\":\"Topology\",\"objects\":{},\"arcs\":[]}", "no transform");
    check_error(&topology("other", "0101", "[[0,0],[1,1]]", "0"), "no object `municipalities`");
    check_error(&topology("municipalities", "0101", "[[0,0]]", "0"), "arc 0 of the outlines");
    check_error(&topology("municipalities", "0411", "[[0,0],[1,1]]", "0"), "outline 0 has no code");
    check_error(&topology("municipalities", "0101", "[[0,0],[1,1]]", "0"), "0147 has 0 outlines");
}

#[test]
fn a_polygon_that_names_a_missing_arc_is_refused() {
    let arcs = SHIPPED.find("\"objects\"").expect("there are municipalities");
    let (head, objects) = SHIPPED.split_at(arcs);
    let first = objects.find("[[").expect("they have polygons") + 2;
    let digits = first + objects[first..].find(|c: char| c.is_ascii_digit()).expect("an arc");
    let end = digits + objects[digits..].find(|c: char| !c.is_ascii_digit()).expect("an end");
    let broken = format!("{head}{}9999{}", &objects[..digits], &objects[end..]);
    check_error(&broken, "arc 9999 of the outlines is missing");
}

fn ring_area(ring: &LineString) -> f64 {
    Polygon::new(ring.clone(), vec![]).unsigned_area()
}

fn topology(object: &str, code: &str, arc: &str, number: &str) -> String {
    format!(
        "{{\"type\":\"Topology\",\"transform\":{{\"scale\":[0.1,0.1],\"translate\":[9,55]}},\
         \"arcs\":[{arc}],\"objects\":{{\"{object}\":{{\"type\":\"GeometryCollection\",\
         \"geometries\":[{{\"type\":\"Polygon\",\"id\":\"{code}\",\"arcs\":[[{number}]]}}]}}}}}}"
    )
}

fn shape_of(slug: &str) -> &'static Shape {
    BASEMAP.shape(municipality::by_slug(slug).expect("a municipality of that name").code)
}

/// Reads path data back into closed rings.
fn rings(path: &str) -> Vec<LineString> {
    path.split_terminator('z')
        .map(|ring| {
            let ring = ring.strip_prefix('M').expect("a ring starts at an absolute place");
            let spaced = ring.replace('l', " ").replace('-', " -");
            let numbers: Vec<f64> =
                spaced.split_whitespace().map(|n| n.parse().expect("a number")).collect();
            let mut here = Coord { x: 0.0, y: 0.0 };
            let corners = numbers.chunks_exact(2).map(|step| {
                here = here + Coord { x: step[0], y: step[1] };
                here
            });
            let mut line = LineString::new(corners.collect());
            line.close();
            line
        })
        .collect()
}

fn all_rings() -> Vec<(MunicipalityCode, LineString)> {
    let copies = BASEMAP
        .shapes
        .iter()
        .filter_map(|shape| shape.enlarged.as_ref().map(|copy| (shape.code, &copy.path)));
    let paths = BASEMAP.shapes.iter().map(|shape| (shape.code, &shape.path)).chain(copies);
    paths.flat_map(|(code, path)| rings(path).into_iter().map(move |ring| (code, ring))).collect()
}

/// Counts the corners that two outlines share.
fn common_points(one: &str, other: &str) -> usize {
    // Coordinates are whole numbers; as text they can be sorted.
    let points = |path| -> BTreeSet<String> {
        let rings = rings(path);
        rings.iter().flat_map(|ring| ring.coords().map(|at| format!("{} {}", at.x, at.y))).collect()
    };
    points(one).intersection(&points(other)).count()
}

fn meets(ring: &LineString, Frame { x, y, width, height }: Frame) -> bool {
    let frame = Rect::new(Coord { x, y }, Coord { x: x + width, y: y + height });
    Polygon::new(ring.clone(), vec![]).intersects(&frame)
}

#[track_caller]
fn check_center(code: MunicipalityCode, path: &str, (x, y): (f64, f64)) {
    let inside = |ring: &LineString| Polygon::new(ring.clone(), vec![]).contains(&Point::new(x, y));
    assert!(rings(path).iter().any(inside), "{code}");
}

#[track_caller]
fn check_step(from: &str, to: &str) {
    let (from, to) = (shape_of(from).code, shape_of(to).code);
    assert!(BASEMAP.neighbors(from).contains(&to), "{:?}", BASEMAP.neighbors(from));
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    let error = Basemap::from_topojson(text).expect_err("the outlines are broken");
    assert!(error.to_string().contains(expected), "{error}");
}
