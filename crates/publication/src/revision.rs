//! What moved between the draws a release knows.

use domain::{
    map::MapKind,
    municipality::{self, MunicipalityCode},
    outcome::Outcome,
    period::Year,
};
use jiff::civil::Date;

use crate::{draft::MapYear, figure::Figure, release::Release, vintage::Draw};

/// A map and decision year as one draw had it.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnYear {
    /// The map.
    pub map: MapKind,
    /// The decision year.
    pub year: Year,
    /// The day of the draw.
    pub drawn_on: Date,
    /// The country's figure.
    pub country: Figure,
    /// How many municipalities have other counts than in the draw before; `None` in the first draw that
    /// has the year.
    pub moved: Option<usize>,
}

/// A municipality whose counts are others in the newest draw than in the first that has the year.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// The map.
    pub map: MapKind,
    /// The decision year.
    pub year: Year,
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// The first draw that has the year, and the figure in it.
    pub first: (Date, Figure),
    /// The newest draw, and the figure in it.
    pub newest: (Date, Figure),
    /// How many merits cases came, went or ended otherwise: the sum of the differences of the outcomes.
    pub size: u32,
}

/// Returns every map and year through the draws: by map, the newest year first, the oldest draw first.
#[must_use]
pub fn drawn_years(release: &Release) -> Vec<DrawnYear> {
    let draws = release.draws();
    let mut rows = Vec::new();
    for map in MapKind::ALL {
        for edition in release.editions().iter().rev() {
            let mut before: Option<&MapYear> = None;
            for (draw, found) in through(&draws, map, edition.year()) {
                rows.push(DrawnYear {
                    map,
                    year: found.year,
                    drawn_on: draw.drawn_on,
                    country: found.country,
                    moved: before.map(|before| moved(before, found).count()),
                });
                before = Some(found);
            }
        }
    }
    rows
}

/// Returns the largest movements of municipalities from the first draw of a year to the newest, the
/// largest first; of equal ones the newest year, then map and code.
#[must_use]
pub fn largest(release: &Release, most: usize) -> Vec<Movement> {
    let draws = release.draws();
    let mut movements = Vec::new();
    for edition in release.editions().iter().rev() {
        for map in MapKind::ALL {
            let mut found = through(&draws, map, edition.year());
            let (Some((first, before)), Some((newest, after))) = (found.next(), found.last())
            else {
                continue;
            };
            movements.extend(moved(before, after).map(|code| {
                let (was, is) = (*before.municipality(code), *after.municipality(code));
                Movement {
                    map,
                    year: after.year,
                    municipality: code,
                    first: (first.drawn_on, was),
                    newest: (newest.drawn_on, is),
                    size: size(&was, &is),
                }
            }));
        }
    }
    movements.sort_by_key(|movement| std::cmp::Reverse(movement.size));
    movements.truncate(most);
    movements
}

/// Returns a map and year in each draw that has it.
fn through<'a>(
    draws: &'a [Draw<'a>],
    map: MapKind,
    year: Year,
) -> impl Iterator<Item = (&'a Draw<'a>, &'a MapYear)> {
    draws.iter().filter_map(move |draw| Some((draw, draw.map(map, year)?)))
}

fn moved<'a>(before: &'a MapYear, after: &'a MapYear) -> impl Iterator<Item = MunicipalityCode> {
    let codes = municipality::all().iter().map(|place| place.code);
    codes.filter(|code| before.municipality(*code).counts() != after.municipality(*code).counts())
}

fn size(was: &Figure, is: &Figure) -> u32 {
    let of = |figure: &Figure, outcome| figure.count(outcome).unwrap_or(0);
    let outcomes = [Outcome::Changed, Outcome::Remitted, Outcome::Upheld];
    outcomes.map(|outcome| of(was, outcome).abs_diff(of(is, outcome))).iter().sum()
}
