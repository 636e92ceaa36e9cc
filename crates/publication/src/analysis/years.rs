//! Which years of a map may be read together.

use domain::{municipality::MunicipalityCode, reversal::OutcomeCounts, rule};

use crate::{draft::MapYear, release::Release};

/// Returns the years of a map that can be compared with one of them: back from it to the last series
/// break, the oldest first, itself included.
#[must_use]
pub fn comparable<'a>(release: &'a Release, map: &MapYear) -> Vec<&'a MapYear> {
    let mut years = Vec::new();
    for earlier in release.series(map.map).collect::<Vec<_>>().into_iter().rev() {
        if earlier.year > map.year {
            continue;
        }
        years.push(earlier);
        if earlier.is_break() {
            break;
        }
    }
    years.reverse();
    years
}

/// Returns the edition of a map before one of them, whether the two can be compared or not; `None` for
/// the first.
#[must_use]
pub fn before<'a>(release: &'a Release, map: &MapYear) -> Option<&'a MapYear> {
    release.series(map.map).take_while(|earlier| earlier.year < map.year).last()
}

/// Returns the newest comparable years that are pooled: at most [`rule::SEVERAL_YEARS`] in a row.
#[must_use]
pub fn pooled_years<'a>(release: &'a Release, map: &MapYear) -> Vec<&'a MapYear> {
    let mut years = comparable(release, map);
    let span = i16::try_from(rule::SEVERAL_YEARS).expect("a few years");
    years.retain(|year| year.year.number() > map.year.number() - span);
    years
}

/// Adds the cases of a municipality up over some years; `None` where one of them was not delivered.
pub(super) fn sum(years: &[&MapYear], code: MunicipalityCode) -> Option<OutcomeCounts> {
    years.iter().map(|year| year.municipality(code).counts()).sum()
}

/// Adds the cases of the country up over some years; `None` where one of them was not delivered.
pub(super) fn country_sum(years: &[&MapYear]) -> Option<OutcomeCounts> {
    years.iter().map(|year| year.country.counts()).sum()
}
