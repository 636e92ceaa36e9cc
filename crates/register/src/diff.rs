//! What changed from one snapshot to another: cases or counts, and what it does to the maps.

mod cases;
mod counts;
mod maps;
mod report;

use std::{collections::BTreeMap, path::Path};

use domain::{
    count::CaseCount,
    map::{MapDefinition, MapKind, UnknownContents},
    municipality::MunicipalityCode,
    period::{Period, Year},
    reversal::OutcomeCounts,
    topic::{TopicCode, Topics},
};

use crate::snapshot::{Snapshot, SnapshotError};

/// What to compare, and how.
#[derive(Clone, Debug)]
pub struct DiffOptions<'a> {
    /// The earlier state.
    pub before: &'a Snapshot,
    /// The later state.
    pub after: &'a Snapshot,
    /// The list of topics.
    pub topics: &'a Topics,
    /// What the maps count. Of those that hold for a year the newest is used.
    pub definitions: &'a [MapDefinition],
    /// A file that may be written meanwhile; there must be none of this name.
    pub scratch: &'a Path,
    /// How many bytes of changed cases are kept in memory before they are written to it.
    pub memory_bytes: usize,
}

/// A comparison that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DiffError {
    /// One holds cases, the other counts.
    #[error(
        "one of {before} and {after} holds cases and the other counts; compare two of one kind"
    )]
    OtherKind {
        /// The earlier snapshot.
        before: String,
        /// The later snapshot.
        after: String,
    },
    /// A snapshot cannot be read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// A map definition does not fit the list of topics.
    #[error(transparent)]
    Definition(#[from] UnknownContents),
}

/// How many cases changed in each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Cases that only the later state has.
    pub added: u64,
    /// Cases that only the earlier state has.
    pub gone: u64,
    /// Cases that were pending and are decided.
    pub decided: u64,
    /// Decided cases with another outcome, or pending again.
    pub outcome_changed: u64,
    /// Cases that differ in something else: municipality, topic, a date, codes.
    pub otherwise: u64,
}

/// Where cases changed: municipality, topic, and decision year, `None` while pending. As in the later
/// state, or in the earlier one where they are gone from it.
pub type Cell = (MunicipalityCode, TopicCode, Option<Year>);

/// The differing counts of one municipality, topic and period; `None` where a state has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountChange {
    /// The period.
    pub period: Period,
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// The topic.
    pub topic: TopicCode,
    /// The counts in the earlier state.
    pub before: Option<OutcomeCounts>,
    /// The counts in the later state.
    pub after: Option<OutcomeCounts>,
}

/// The outcomes of one map and decision year in the whole country, in both states.
///
/// `None` where a state does not know the country: it has chosen counts and lacks municipalities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapChange {
    /// The map.
    pub map: MapKind,
    /// The decision year.
    pub year: Year,
    /// The outcomes in the earlier state.
    pub before: Option<OutcomeCounts>,
    /// The outcomes in the later state.
    pub after: Option<OutcomeCounts>,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// The earlier snapshot.
    pub before: String,
    /// The later snapshot.
    pub after: String,
    /// The changed cases; `None` for counts.
    pub cases: Option<BTreeMap<Cell, Changes>>,
    /// The changed counts; `None` for cases.
    pub counts: Option<Vec<CountChange>>,
    /// The maps by map and year, changed or not.
    pub maps: Vec<MapChange>,
}

/// Compares two snapshots of one kind.
pub fn diff(options: &DiffOptions) -> Result<Diff, DiffError> {
    let (before, after) = (options.before.manifest(), options.after.manifest());
    if before.cases.is_some() != after.cases.is_some() {
        let (before, after) = (before.id.clone(), after.id.clone());
        return Err(DiffError::OtherKind { before, after });
    }
    let (cases, counts) = if before.cases.is_some() {
        (Some(cases::compare(options)?), None)
    } else {
        (None, Some(counts::compare(options)?))
    };
    Ok(Diff {
        before: before.id.clone(),
        after: after.id.clone(),
        cases,
        counts,
        maps: maps::compare(options)?,
    })
}

impl Changes {
    /// Adds others to them.
    pub const fn add(&mut self, other: Self) {
        self.added += other.added;
        self.gone += other.gone;
        self.decided += other.decided;
        self.outcome_changed += other.outcome_changed;
        self.otherwise += other.otherwise;
    }
}

impl Diff {
    /// Returns the changed cases summed by something, such as the year.
    pub fn by<K: Ord>(&self, key: impl Fn(&Cell) -> K) -> BTreeMap<K, Changes> {
        let mut sums: BTreeMap<K, Changes> = BTreeMap::new();
        for (cell, changes) in self.cases.iter().flatten() {
            sums.entry(key(cell)).or_default().add(*changes);
        }
        sums
    }
}

/// Returns what counts are ordered by.
const fn key(count: &CaseCount) -> (Period, MunicipalityCode, TopicCode) {
    (count.period, count.municipality, count.topic)
}
