//! Vintages: what the same figures were when they were drawn earlier.
//!
//! Late registrations change figures that were published. A release therefore keeps, for every earlier
//! draw, the counts that differ from those of the next newer one; from them each older state is made.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    count::{CaseCount, Counts, SnapshotFacts, Source},
    map::MapKind,
    municipality::MunicipalityCode,
    period::{Period, Quarter, Year},
    reversal::OutcomeCounts,
    topic::TopicCode,
};
use jiff::civil::Date;

use crate::draft::MapYear;

/// How many earlier draws a release keeps: five years of one a month.
pub const MOST_VINTAGES: usize = 60;

/// An earlier draw.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Vintage {
    /// The snapshot it was counted from.
    pub snapshot: String,
    /// The day its figures were drawn.
    pub drawn_on: Date,
    /// What is known of its delivery; `None` in a release of layout 2, which did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
}

impl Vintage {
    /// Returns the draw of a snapshot, with everything known of its delivery.
    pub(crate) fn of(facts: &SnapshotFacts) -> Self {
        let delivery = Delivery {
            pending: facts.pending,
            rejected_rows: facts.rejected_rows,
            sources: facts.sources.clone(),
        };
        Self { snapshot: facts.id.clone(), drawn_on: facts.drawn_on, delivery: Some(delivery) }
    }
}

/// What a snapshot tells of the delivery it was made from, beside its counts.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Delivery {
    /// Cases undecided on the day of the draw; `None` where the delivery cannot tell.
    pub pending: Option<u64>,
    /// Rows that were left out because of an error in them.
    pub rejected_rows: u64,
    /// The delivered files.
    pub sources: Vec<Source>,
}

/// The figures of a release as they were on one day of draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Draw<'a> {
    /// The snapshot.
    pub snapshot: &'a str,
    /// The day of the draw.
    pub drawn_on: Date,
    /// What is known of the delivery; `None` where the release did not keep it.
    pub delivery: Option<&'a Delivery>,
    /// The maps of the editions whose year was over on that day.
    pub maps: &'a [MapYear],
}

impl<'a> Draw<'a> {
    /// Returns a map; `None` when the year has no edition or was not over on the day of the draw.
    #[must_use]
    pub fn map(&self, map: MapKind, year: Year) -> Option<&'a MapYear> {
        self.maps.iter().find(|known| known.map == map && known.year == year)
    }
}

/// What a count is of, without its figures.
pub(crate) trait Key: Copy + Ord {
    /// Returns the year of the board's decisions.
    fn year(&self) -> Year;
}

/// Year, municipality and topic.
pub(crate) type YearKey = (Year, MunicipalityCode, TopicCode);

impl Key for YearKey {
    fn year(&self) -> Year {
        self.0
    }
}

/// Quarter and topic, of the whole country.
pub(crate) type QuarterKey = (Quarter, TopicCode);

impl Key for QuarterKey {
    fn year(&self) -> Year {
        self.0.year()
    }
}

/// Counts by key.
pub(crate) type State<K> = BTreeMap<K, OutcomeCounts>;

/// A count that was something else in an earlier draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Revision<K> {
    /// The earlier draw.
    pub drawn_on: Date,
    pub key: K,
    /// What it was then; `None` where the draw had no such count.
    pub was: Option<OutcomeCounts>,
}

/// Returns the counts of some years that were over on the day of the draw.
pub(crate) fn state(counts: &Counts, years: &BTreeSet<Year>) -> State<YearKey> {
    let drawn_on = counts.snapshot.drawn_on;
    let rows = counts.cases.iter().filter_map(|count| match count.period {
        Period::Year(year) if years.contains(&year) && is_over(year, drawn_on) => {
            Some(((year, count.municipality, count.topic), count.outcomes))
        }
        _ => None,
    });
    rows.collect()
}

/// Returns what differs in the older of two states, in the order of the keys.
pub(crate) fn differences<K: Key>(
    newer: &State<K>,
    older: &State<K>,
    drawn_on: Date,
) -> Vec<Revision<K>> {
    let newer = newer.iter().filter(|(key, _)| is_over(key.year(), drawn_on));
    let newer: BTreeMap<_, _> = newer.collect();
    let keys: BTreeSet<_> = newer.keys().copied().chain(older.keys()).collect();
    let revision = |key: &K| {
        let (is, was) = (newer.get(key).copied(), older.get(key));
        (is != was).then(|| Revision { drawn_on, key: *key, was: was.copied() })
    };
    keys.into_iter().filter_map(revision).collect()
}

/// Makes the next older state of a newer one.
pub(crate) fn go_back<K: Key>(state: &mut State<K>, drawn_on: Date, revisions: &[Revision<K>]) {
    state.retain(|key, _| is_over(key.year(), drawn_on));
    for revision in revisions.iter().filter(|revision| revision.drawn_on == drawn_on) {
        match revision.was {
            Some(was) => state.insert(revision.key, was),
            None => state.remove(&revision.key),
        };
    }
}

/// Returns a state as counts, in their order.
pub(crate) fn case_counts(state: &State<YearKey>) -> Vec<CaseCount> {
    let count = |(key, outcomes): (&YearKey, &OutcomeCounts)| CaseCount {
        period: Period::Year(key.0),
        municipality: key.1,
        topic: key.2,
        outcomes: *outcomes,
    };
    state.iter().map(count).collect()
}

pub(crate) fn is_over(year: Year, drawn_on: Date) -> bool {
    year.last_day() < drawn_on
}
