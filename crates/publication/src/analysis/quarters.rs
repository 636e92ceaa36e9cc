//! Step alarm: in which quarter a group of topics suddenly ended otherwise.

use domain::{map::MapKind, period::Quarter, rule};
use stats::{Tally, multiplicity, step};

use crate::release::Release;

/// A group of topics whose quarters are watched; the three have no topic in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The topics of the map of children with disabilities.
    ChildDisability,
    /// The topics of the map of adults with disabilities.
    AdultDisability,
    /// What the general map counts beside the two.
    Rest,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ChildDisability, Self::AdultDisability, Self::Rest];

    const fn map(self) -> Option<MapKind> {
        match self {
            Self::ChildDisability => Some(MapKind::ChildDisability),
            Self::AdultDisability => Some(MapKind::AdultDisability),
            Self::Rest => None,
        }
    }
}

/// A sudden change in the quarters of a group, in the country as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alarm {
    /// The group.
    pub group: Group,
    /// The first quarter with the new rate, or the only one.
    pub quarter: Quarter,
    /// The change.
    pub change: step::Change,
    /// Its p value, adjusted for all stretches of all groups (Benjamini and Hochberg).
    pub adjusted: f64,
}

/// Returns the sudden changes in the quarters of a release, by group and quarter.
///
/// Each stretch of quarters between two series breaks is looked through on its own, for a lasting step and for
/// one quarter that stands out ([`step::Change`]). An alarm is one whose p value, adjusted for all stretches, is at most
/// [`rule::SIGNIFICANCE`]; a quiet release gives one in at most 5 of 100 cases.
#[must_use]
pub fn alarms(release: &Release) -> Vec<Alarm> {
    let mut found = Vec::new();
    for group in Group::ALL {
        for stretch in stretches(release, group) {
            let tallies: Vec<Tally> = stretch.iter().map(|(_, tally)| *tally).collect();
            if let Some(change) = step::Change::find(&tallies) {
                let quarter = stretch[change.period].0;
                found.push(Alarm { group, quarter, change, adjusted: change.p_value });
            }
        }
    }
    let p_values: Vec<f64> = found.iter().map(|alarm| alarm.adjusted).collect();
    let adjusted = multiplicity::benjamini_hochberg(&p_values).expect("p values are probabilities");
    for (alarm, adjusted) in found.iter_mut().zip(adjusted) {
        alarm.adjusted = adjusted;
    }
    found.retain(|alarm| alarm.adjusted <= rule::SIGNIFICANCE);
    found
}

/// Returns the quarters of a group in stretches without a series break or a missing quarter.
fn stretches(release: &Release, group: Group) -> Vec<Vec<(Quarter, Tally)>> {
    let mut stretches: Vec<Vec<(Quarter, Tally)>> = vec![Vec::new()];
    for figure in release.quarters(MapKind::Social) {
        let quarter = figure.quarter;
        if quarter.number() == 1 && breaks(release, group, quarter) {
            stretches.push(Vec::new());
        }
        match tally(release, group, quarter) {
            Some(tally) => stretches.last_mut().expect("one to begin with").push((quarter, tally)),
            None => stretches.push(Vec::new()),
        }
    }
    stretches
}

fn breaks(release: &Release, group: Group, quarter: Quarter) -> bool {
    let is_break =
        |map| release.map(map, quarter.year()).is_some_and(crate::draft::MapYear::is_break);
    group.map().map_or_else(|| MapKind::ALL.into_iter().any(is_break), is_break)
}

/// Returns the merits cases of a group in a quarter; `None` where they were not delivered.
fn tally(release: &Release, group: Group, quarter: Quarter) -> Option<Tally> {
    let of = |map| {
        let figure = release.quarters(map).find(|figure| figure.quarter == quarter)?;
        figure.country.counts().map(Tally::from)
    };
    let Some(map) = group.map() else {
        let (all, child) = (of(MapKind::Social)?, of(MapKind::ChildDisability)?);
        return less(less(all, child)?, of(MapKind::AdultDisability)?);
    };
    of(map)
}

/// Returns what is left of a map without another; `None` where the other is no part of it.
fn less(all: Tally, part: Tally) -> Option<Tally> {
    Some(Tally {
        successes: all.successes.checked_sub(part.successes)?,
        failures: all.failures.checked_sub(part.failures)?,
    })
}
