//! The points of the funnel: marks with a shape for each class, links, the ring, the legend.

use std::fmt::{self, Write};

use super::{
    Funnel, FunnelPoint, PointClass,
    axes::{self, Axes, WIDTH},
};
use crate::xml::{Coordinate, Escaped};

/// About how far a mark reaches from its middle.
pub(super) const RADIUS: f64 = 5.0;
/// How far the ring around the chosen point reaches.
pub(super) const RING: f64 = 9.5;
/// How far the place that takes a finger reaches where no other point is near: 24 pixels across on a
/// phone.
const REACH: f64 = 15.0;

/// A point and where it stands.
pub(super) struct Placed<'a> {
    pub(super) point: &'a FunnelPoint<'a>,
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Placed<'_> {
    pub(super) fn distance(&self, other: &Self) -> f64 {
        let (x, y) = (self.x - other.x, self.y - other.y);
        // √ is exact to the last bit in IEEE 754, so it is the same on every machine.
        (x * x + y * y).sqrt()
    }
}

/// Returns the points from few cases to many, those of one number from the lowest rate up.
pub(super) fn placed<'a>(axes: &Axes, points: &'a [FunnelPoint<'a>]) -> Vec<Placed<'a>> {
    let mut points: Vec<_> = points.iter().collect();
    points.sort_by_key(|it| (it.share.trials(), it.share.successes(), it.code));
    let place = |point: &'a FunnelPoint<'a>| {
        let (x, y) = (axes.x(axes::real(point.share.trials())), axes.y(point.share.value()));
        Placed { point, x, y }
    };
    points.into_iter().map(place).collect()
}

pub(super) fn draw(out: &mut String, points: &[Placed], linked: bool) -> fmt::Result {
    let tag = if linked { "a" } else { "g" };
    for (index, placed) in points.iter().enumerate() {
        let Placed { point, x, y } = placed;
        write!(out, "<{tag} class=\"point {}\"", point.class.css_class())?;
        if linked {
            let (href, code) = (Escaped(&point.href), point.code);
            write!(out, " href=\"{href}\" data-code=\"{code}\" data-c=\"{x:.0} {y:.0}\"")?;
        }
        let reach = Coordinate(reach(points, index));
        let [x, y] = [*x, *y].map(Coordinate);
        write!(out, "><circle class=\"reach\" cx=\"{x}\" cy=\"{y}\" r=\"{reach}\"/>")?;
        if linked {
            write!(out, "<circle class=\"focus\" cx=\"{x}\" cy=\"{y}\" r=\"10\"/>")?;
        }
        draw_mark(out, point.class, [placed.x, placed.y])?;
        write!(out, "<title>{}</title></{tag}>", Escaped(&point.label))?;
    }
    Ok(())
}

/// Returns how far the place that takes a finger may reach: half the way to the next point, so that
/// none takes what belongs to another, but never less than the mark.
fn reach(points: &[Placed], index: usize) -> f64 {
    let others = points.iter().enumerate().filter(|(other, _)| *other != index);
    let nearest = others.map(|(_, other)| other.distance(&points[index])).fold(f64::MAX, f64::min);
    (nearest / 2.0).clamp(RADIUS, REACH)
}

fn draw_mark(out: &mut String, class: PointClass, [x, y]: [f64; 2]) -> fmt::Result {
    let [x, y] = [x, y].map(Coordinate);
    match class {
        PointClass::Ordinary => {
            write!(out, "<circle class=\"mark\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>")
        }
        PointClass::Few => write!(out, "<circle class=\"mark\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>"),
        PointClass::Higher => {
            write!(out, "<path class=\"mark\" d=\"M{x} {y}m0-6.5l6 10.5h-12z\"/>")
        }
        PointClass::Lower => write!(out, "<path class=\"mark\" d=\"M{x} {y}m0 6.5l6-10.5h-12z\"/>"),
    }
}

/// Rings what the reader chose, over everything else; takes no mouse from the link below.
pub(super) fn draw_ring(out: &mut String, points: &[Placed]) -> fmt::Result {
    for Placed { x, y, .. } in points.iter().filter(|placed| placed.point.is_chosen) {
        let [x, y] = [*x, *y].map(Coordinate);
        write!(
            out,
            "<g class=\"ring\"><circle class=\"halo\" cx=\"{x}\" cy=\"{y}\" r=\"{RING}\"/>\
             <circle cx=\"{x}\" cy=\"{y}\" r=\"{RING}\"/></g>"
        )?;
    }
    Ok(())
}

/// Explains the classes that occur, two in a row.
pub(super) fn draw_legend(out: &mut String, picture: &Funnel) -> fmt::Result {
    let words = picture.words;
    let all = [
        (PointClass::Higher, words.higher),
        (PointClass::Lower, words.lower),
        (PointClass::Ordinary, words.ordinary),
        (PointClass::Few, words.few),
    ];
    let occurs = |class| picture.points.iter().any(|point| point.class == class);
    let shown = all.into_iter().filter(|(class, _)| occurs(*class));
    let places = [16.0, 38.0].into_iter().flat_map(|y| [[10.0, y], [WIDTH / 2.0, y]]);
    for ((class, word), [x, y]) in shown.zip(places) {
        write!(out, "<g class=\"point {}\">", class.css_class())?;
        draw_mark(out, class, [x, y])?;
        let (x, y) = (Coordinate(x + 12.0), Coordinate(y + 5.0));
        write!(out, "<text x=\"{x}\" y=\"{y}\">{}</text></g>", Escaped(word))?;
    }
    Ok(())
}

impl PointClass {
    /// Returns the class in the style sheet.
    const fn css_class(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Few => "few",
        }
    }
}
