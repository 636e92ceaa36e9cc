//! The names beside the points: as many as find room, those farthest from the country first.

use std::fmt::{self, Write};

use super::{
    PointClass,
    axes::{BOTTOM, LEFT, RIGHT, TOP},
    marks::{Placed, RADIUS, RING},
};
use crate::{
    words,
    xml::{Coordinate, Escaped},
};

/// How many names stand in the picture at most, that of the chosen municipality included.
const MOST: usize = 12;
/// How high a name reaches over its line, and under it.
const ASCENT: f64 = 11.0;
const DESCENT: f64 = 3.0;
/// About the width of a letter.
const LETTER: f64 = 6.7;
/// How far under its point a name stands that is level with it.
const LEVEL: f64 = 4.5;
/// Where a name may stand from its point, best first: to the right (to the left if negative, centered
/// if zero), and down to its line.
const NEAR: [[f64; 2]; 8] = [
    [9.0, LEVEL],
    [-9.0, LEVEL],
    [0.0, -10.0],
    [0.0, 19.0],
    [5.0, -8.0],
    [5.0, 17.0],
    [-5.0, -8.0],
    [-5.0, 17.0],
];
/// How far away it may stand tied by a line; the last ones only for the chosen municipality, which is
/// named wherever it stands.
const FAR: [f64; 7] = [18.0, 28.0, 40.0, 54.0, 72.0, 94.0, 120.0];
const FAR_FOR_ALL: usize = 4;

/// What lies in a rectangle.
#[derive(Clone, Copy)]
struct Place {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Place {
    fn around([x, y]: [f64; 2], reach: f64) -> Self {
        Self { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn is_inside(&self) -> bool {
        self.left >= LEFT && self.right <= RIGHT && self.top >= TOP - 12.0 && self.bottom <= BOTTOM
    }
}

/// Where a name is free to stand.
struct Spot {
    place: Place,
    left: f64,
    line: f64,
    /// From where to where a line ties the name to its point.
    leader: Option<[[f64; 2]; 2]>,
}

impl Spot {
    /// Returns small pieces of the line beyond the mark, to tell what it runs over.
    fn pieces(&self) -> impl Iterator<Item = Place> {
        const PIECES: u8 = 24;
        const HALF: f64 = 1.5;
        let pieces = self.leader.into_iter().flat_map(|[from, to]| {
            (1..PIECES).map(move |piece| {
                let part = f64::from(piece) / f64::from(PIECES);
                let away = [0, 1].map(|axis| part * (to[axis] - from[axis]));
                (from, away)
            })
        });
        let beyond = |away: [f64; 2]| away.iter().any(|it| it.abs() > RADIUS + HALF);
        pieces
            .filter(move |(_, away)| beyond(*away))
            .map(|([x, y], [right, down])| Place::around([x + right, y + down], HALF))
    }
}

/// What the names must leave free: every point, and the names before with their lines.
struct Room<'a> {
    points: &'a [Placed<'a>],
    words: Vec<Place>,
}

impl Room<'_> {
    /// Returns whether a name can stand there without being taken for that of another point.
    fn has(&self, spot: &Spot, of: &Placed) -> bool {
        /// How far a name keeps from points that have names as well; more than from its own.
        const KEEP: f64 = RADIUS + 6.0;
        let is_clear = |other: &Placed| {
            let is_other = !std::ptr::eq(other, of);
            let reach = if is_other && is_wanted(other) { KEEP } else { RADIUS };
            !spot.place.meets(&Place::around([other.x, other.y], reach))
        };
        spot.place.is_inside()
            && !self.words.iter().any(|words| spot.place.meets(words))
            && self.points.iter().all(is_clear)
    }

    /// Returns whether the line of a name runs over no other name, line or point that has a name.
    fn has_line(&self, spot: &Spot, of: &Placed) -> bool {
        let mut others: Vec<_> = self.words.clone();
        // Points that lie on this one are in the way of every line.
        let apart = |it: &&Placed| is_wanted(it) && it.distance(of) > 2.0 * RADIUS;
        let marks = self.points.iter().filter(apart);
        others.extend(marks.map(|it| Place::around([it.x, it.y], RADIUS)));
        !spot.pieces().any(|piece| others.iter().any(|other| piece.meets(other)))
    }
}

/// Writes the names of what is chosen, higher or lower; `country` is the height of its line.
pub(super) fn draw(out: &mut String, points: &[Placed], country: f64) -> fmt::Result {
    let mut room = Room { points, words: Vec::new() };
    let mut names = Vec::new();
    for placed in wanted(points, country) {
        if let Some(spot) = free(placed, &room) {
            room.words.push(spot.place);
            room.words.extend(spot.pieces());
            names.push((placed, spot));
        }
        if names.len() == MOST {
            break;
        }
    }
    // The lines lie under all names.
    for [from, to] in names.iter().filter_map(|(_, spot)| spot.leader) {
        let [[x, y], [u, v]] = [from, to].map(|place| place.map(Coordinate));
        write!(out, "<path class=\"leader\" d=\"M{x} {y}L{u} {v}\"/>")?;
    }
    for (Placed { point, .. }, Spot { left, line, .. }) in names {
        let class = if point.is_chosen { "name chosen" } else { "name" };
        let (x, y, name) = (Coordinate(left), Coordinate(line), Escaped(&point.name));
        write!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{name}</text>")?;
    }
    Ok(())
}

/// Returns the points to name: the chosen one first, then those farthest from the country.
fn wanted<'a>(points: &'a [Placed<'a>], country: f64) -> Vec<&'a Placed<'a>> {
    let mut wanted: Vec<_> = points.iter().filter(|placed| is_wanted(placed)).collect();
    // A stable order: those equally far keep theirs.
    wanted.sort_by(|left, right| {
        let [near, far] = [left, right].map(|it| (it.y - country).abs());
        right.point.is_chosen.cmp(&left.point.is_chosen).then(far.total_cmp(&near))
    });
    wanted
}

fn is_wanted(placed: &Placed) -> bool {
    placed.point.is_chosen || matches!(placed.point.class, PointClass::Higher | PointClass::Lower)
}

/// Returns the first place around a point that is free, its line included.
fn free(placed: &Placed, room: &Room) -> Option<Spot> {
    let is_chosen = placed.point.is_chosen;
    let distances = FAR.into_iter().take(if is_chosen { FAR.len() } else { FAR_FOR_ALL });
    let far = distances.flat_map(|it| {
        let (up, down, aside) = (-it, it + 9.0, 0.7 * it);
        [[aside, up], [-aside, up], [aside, down], [-aside, down], [0.0, up], [0.0, down]]
    });
    let near = NEAR.into_iter().map(|offset| spot(placed, offset, false));
    near.chain(far.map(|offset| spot(placed, offset, true)))
        .find(|spot| room.has(spot, placed) && (is_chosen || room.has_line(spot, placed)))
}

fn spot(placed: &Placed, [right, down]: [f64; 2], is_far: bool) -> Spot {
    // The ring needs more air than the mark alone, and its name is bolder.
    let (air, letter) = if placed.point.is_chosen { (4.0, 7.3) } else { (0.0, LETTER) };
    let width = words::width(&placed.point.name, letter);
    let near = placed.x + right + air * sign(right);
    let line = placed.y + down + air * sign(down - LEVEL);
    let left = near - width * (1.0 - sign(right)) / 2.0;
    // A name over or under its point may slide to stay in the picture.
    let left = if right == 0.0 { left.min(RIGHT - width).max(LEFT) } else { left };
    let place = Place { left, right: left + width, top: line - ASCENT, bottom: line + DESCENT };
    let edge = if down < LEVEL { place.bottom } else { place.top };
    let leader = is_far.then(|| leader(placed, [near, edge]));
    Spot { place, left, line, leader }
}

/// Returns the line from a point to its name; it begins outside the ring, if there is one.
fn leader(placed: &Placed, [x, y]: [f64; 2]) -> [[f64; 2]; 2] {
    let (right, down) = (x - placed.x, y - placed.y);
    // √ is exact to the last bit in IEEE 754, so it is the same on every machine.
    let length = (right * right + down * down).sqrt();
    let part = if placed.point.is_chosen { RING / length } else { 0.0 };
    [[placed.x + part * right, placed.y + part * down], [x, y]]
}

/// Returns -1, 0 or 1; unlike that of the standard library it knows a zero.
fn sign(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value.signum() }
}
