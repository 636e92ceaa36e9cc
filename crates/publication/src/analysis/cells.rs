//! The cases of one map and year by municipality and topic.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    municipality::{self, MunicipalityCode},
    period::Year,
    reversal::OutcomeCounts,
    topic::TopicCode,
};
use stats::Tally;

use crate::{draft::MapYear, release::Release};

/// The cases of one map and year by municipality and topic; together they are the map's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// The topics that have cases, in the order of their codes.
    pub topics: Vec<TopicCode>,
    /// By municipality, in the order of [`municipality::all`], then by topic.
    rows: Vec<Vec<OutcomeCounts>>,
}

impl Cells {
    /// Returns the cells of a map; `None` where the country's figure was not delivered.
    #[must_use]
    pub fn of(release: &Release, map: &MapYear) -> Option<Self> {
        map.country.counts()?;
        let wanted = wanted(release, map.year, map)?;
        let own = |code: MunicipalityCode| {
            let rows = release.topic_outcomes(code, map.year).iter();
            rows.filter(|(topic, _)| wanted.contains(topic))
        };
        let places = municipality::all();
        let topics: BTreeSet<_> =
            places.iter().flat_map(|place| own(place.code).map(|(topic, _)| *topic)).collect();
        let topics: Vec<_> = topics.into_iter().collect();
        let row = |code: MunicipalityCode| {
            let mut row = vec![OutcomeCounts::default(); topics.len()];
            for (topic, outcomes) in own(code) {
                let place = topics.binary_search(topic).expect("it is among all topics");
                row[place] += *outcomes;
            }
            row
        };
        let rows = places.iter().map(|place| row(place.code)).collect();
        Some(Self { topics, rows })
    }

    /// Returns the cases of one municipality by topic, in the order of the topics' codes, without working out those of
    /// the others; `None` as for [`Self::of`].
    pub(super) fn of_municipality(
        release: &Release,
        map: &MapYear,
        code: MunicipalityCode,
    ) -> Option<Vec<(TopicCode, OutcomeCounts)>> {
        map.country.counts()?;
        let wanted = wanted(release, map.year, map)?;
        let mut sums: BTreeMap<TopicCode, OutcomeCounts> = BTreeMap::new();
        for (topic, outcomes) in release.topic_outcomes(code, map.year) {
            if wanted.contains(topic) {
                *sums.entry(*topic).or_default() += *outcomes;
            }
        }
        Some(sums.into_iter().collect())
    }

    /// Returns the cases of a municipality by topic, in the order of the topics.
    #[must_use]
    pub fn municipality(&self, code: MunicipalityCode) -> &[OutcomeCounts] {
        &self.rows[code.index()]
    }

    /// Returns the cases of the country by topic, in the order of the topics.
    #[must_use]
    pub fn country(&self) -> Vec<OutcomeCounts> {
        let sum = |place: usize| self.rows.iter().map(|row| row[place]).sum();
        (0..self.topics.len()).map(sum).collect()
    }

    /// Returns the merits cases of each municipality: reversed ones as successes.
    pub(crate) fn municipalities(&self) -> Vec<Tally> {
        let sum = |row: &Vec<OutcomeCounts>| row.iter().copied().sum::<OutcomeCounts>().into();
        self.rows.iter().map(sum).collect()
    }

    /// Returns the merits cases of each municipality by topic.
    pub(crate) fn tallies(&self) -> Vec<Vec<Tally>> {
        let row = |row: &Vec<OutcomeCounts>| row.iter().map(|it| Tally::from(*it)).collect();
        self.rows.iter().map(row).collect()
    }
}

/// Returns the topics a map counts in a year; `None` where the year has no edition.
fn wanted(release: &Release, year: Year, map: &MapYear) -> Option<BTreeSet<TopicCode>> {
    let definition = release.definition(release.edition(year)?);
    let topics = definition.topics(map.map, release.topics());
    Some(topics.expect("editions are checked when they are read"))
}
