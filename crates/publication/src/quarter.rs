//! The country's figures by quarter. They are counted as quarters, never made from years or into them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    count::{Absence, Counts},
    map::MapKind,
    municipality,
    period::{Period, Quarter, Year},
    reversal::OutcomeCounts,
    topic::{TopicCode, Topics},
};
use jiff::civil::Date;

use crate::{
    edition::Editions,
    figure::Figure,
    vintage::{QuarterKey, State},
};

/// The cases of the whole country about one topic in one quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterCount {
    /// The quarter of the board's decision.
    pub quarter: Quarter,
    /// The provision the cases are about.
    pub topic: TopicCode,
    /// How they ended.
    pub outcomes: OutcomeCounts,
}

/// The country's figure of one map in one quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuarterFigure {
    /// The map.
    pub map: MapKind,
    /// The quarter of the board's decisions.
    pub quarter: Quarter,
    /// The figure; not delivered where the quarter is not whole in the delivery.
    pub country: Figure,
}

/// Adds the counts of all municipalities up by quarter and topic, for the quarters that are over and lie
/// in a year with an edition. A quarter that lacks municipalities is left out: some municipalities are
/// not the country.
pub(crate) fn national(counts: &Counts, editions: &Editions) -> Vec<QuarterCount> {
    let mut sums: BTreeMap<(Quarter, TopicCode), OutcomeCounts> = BTreeMap::new();
    let mut present: BTreeMap<Quarter, BTreeSet<_>> = BTreeMap::new();
    for count in &counts.cases {
        if let Period::Quarter(quarter) = count.period {
            *sums.entry((quarter, count.topic)).or_default() += count.outcomes;
            present.entry(quarter).or_default().insert(count.municipality);
        }
    }
    let is_whole = |quarter: Quarter| {
        let stated = editions.of(quarter.year()).is_some_and(|it| it.every_municipality_delivered);
        let found = present.get(&quarter).map_or(0, BTreeSet::len);
        counts.absence == Absence::NoCases || stated || found == municipality::all().len()
    };
    let quarters = quarters(editions, counts.snapshot.drawn_on);
    let wanted = quarters.into_iter().filter(|quarter| is_whole(*quarter)).collect::<BTreeSet<_>>();
    let rows = sums.into_iter().filter(|((quarter, _), _)| wanted.contains(quarter));
    rows.map(|((quarter, topic), outcomes)| QuarterCount { quarter, topic, outcomes }).collect()
}

/// Returns counts by quarter and topic.
pub(crate) fn state(counts: &[QuarterCount]) -> State<QuarterKey> {
    counts.iter().map(|count| ((count.quarter, count.topic), count.outcomes)).collect()
}

/// Returns a state as counts, in order of quarter and topic.
pub(crate) fn counts(state: &State<QuarterKey>) -> Vec<QuarterCount> {
    let count = |(&(quarter, topic), &outcomes): (&QuarterKey, &OutcomeCounts)| QuarterCount {
        quarter,
        topic,
        outcomes,
    };
    state.iter().map(count).collect()
}

/// Makes the figures of the maps from the counts by topic.
pub(crate) fn figures(
    counts: &[QuarterCount],
    facts: &Counts,
    editions: &Editions,
    topics: &Topics,
) -> Vec<QuarterFigure> {
    let mut figures = Vec::new();
    for quarter in quarters(editions, facts.snapshot.drawn_on) {
        let start = counts.partition_point(|count| count.quarter < quarter);
        let end = counts.partition_point(|count| count.quarter <= quarter);
        let rows = Rows { quarter, counts: &counts[start..end], absence: facts.absence };
        for map in MapKind::ALL {
            let sum = rows.sum(map, editions, topics);
            let country = Figure::of_country(sum, facts.dismissed_delivered);
            figures.push(QuarterFigure { map, quarter, country });
        }
    }
    figures
}

/// The counts of one quarter.
struct Rows<'a> {
    quarter: Quarter,
    counts: &'a [QuarterCount],
    absence: Absence,
}

impl Rows<'_> {
    /// Adds the map's topics up; `None` where the quarter, or a topic the map names, was not delivered.
    fn sum(&self, map: MapKind, editions: &Editions, topics: &Topics) -> Option<OutcomeCounts> {
        let edition = editions.of(self.quarter.year())?;
        let definition = editions.definition_of(edition).expect("editions are checked when read");
        let wanted = definition.topics(map, topics).expect("editions are checked when read");
        if self.absence == Absence::NotDelivered {
            let period = Period::Quarter(self.quarter);
            let (first, last) = (period.first_day(), period.last_day());
            let named = definition.contents(map).topics.iter().map(|code| TopicCode::new(*code));
            let is_missing = |code: TopicCode| {
                topics.get(code).is_some_and(|topic| topic.is_valid_within(first, last))
                    && self.counts.iter().all(|count| count.topic != code)
            };
            if self.counts.is_empty() || named.into_iter().any(is_missing) {
                return None;
            }
        }
        let rows = self.counts.iter().filter(|count| wanted.contains(&count.topic));
        Some(rows.map(|count| count.outcomes).sum())
    }
}

/// Returns the quarters of the editions that were over on a day, in order.
fn quarters(editions: &Editions, drawn_on: Date) -> Vec<Quarter> {
    let years = editions.edition.iter().map(super::edition::Edition::year);
    let of_year = |year: Year| (1..=4).filter_map(move |number| Quarter::new(year, number));
    let all = years.flat_map(of_year);
    all.filter(|quarter| Period::Quarter(*quarter).last_day() < drawn_on).collect()
}
