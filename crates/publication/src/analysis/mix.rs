//! What a change of the rate consists of: other topics, or other outcomes within topics.

use std::collections::BTreeMap;

use domain::{
    municipality::MunicipalityCode, period::Year, reversal::OutcomeCounts, topic::TopicCode,
};
use stats::{
    Tally,
    decomposition::{Category, Kitagawa},
};

use super::{Cells, years::before};
use crate::{draft::MapYear, release::Release};

/// A change of the rate since the year before, in parts that add up to it exactly.
///
/// The parts are terms of an account, not causes: cases that were coded under other topics appear as mix.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The year before.
    pub since: Year,
    /// The rate then, a fraction.
    pub before: f64,
    /// The rate now, a fraction.
    pub now: f64,
    /// What changed because there were more cases of some topics and fewer of others.
    pub mix: f64,
    /// What changed because cases within the topics ended otherwise: the change of the remitted share.
    pub remitted: f64,
    /// The same: the change of the changed share.
    pub changed: f64,
    /// What each topic adds, the largest first, whichever way.
    pub contributions: Vec<Contribution>,
    /// Whether the series breaks between the two years. The topics that took over from others are counted
    /// together with them, but what entered or left the map appears as mix.
    pub across_break: bool,
}

/// What one topic adds to a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// The topics of its family that have cases in one of the years: those that took over from one another count as one.
    pub topics: Vec<TopicCode>,
    /// Its merits cases in the year before and now.
    pub cases: [u32; 2],
    /// What it adds by becoming more or less of the whole, against the overall rate.
    pub mix: f64,
    /// What it adds by its own rate.
    pub rate: f64,
}

impl Contribution {
    /// Returns everything the topic adds, a fraction.
    #[must_use]
    pub const fn total(&self) -> f64 {
        self.mix + self.rate
    }
}

impl Split {
    /// Returns the whole change, a fraction.
    #[must_use]
    pub const fn difference(&self) -> f64 {
        self.now - self.before
    }

    /// Returns what changed because cases within the topics ended otherwise.
    #[must_use]
    pub const fn within_topics(&self) -> f64 {
        self.remitted + self.changed
    }
}

/// Returns the parts of the country's change since the edition before; `None` where there is none, or a
/// figure was not delivered.
#[must_use]
pub fn country_split(release: &Release, map: &MapYear) -> Option<Split> {
    split(release, map, |map| {
        let cells = Cells::of(release, map)?;
        let country = cells.country();
        Some(cells.topics.into_iter().zip(country).collect())
    })
}

/// Returns the parts of a municipality's change since the edition before.
///
/// - *None*: no edition before, few or no cases in one of the years, or not delivered.
#[must_use]
pub fn municipality_split(
    release: &Release,
    map: &MapYear,
    code: MunicipalityCode,
) -> Option<Split> {
    let before = before(release, map)?;
    let is_readable = |year: &MapYear| year.municipality(code).is_readable();
    if !is_readable(before) || !is_readable(map) {
        return None;
    }
    split(release, map, |map| Cells::of_municipality(release, map, code))
}

fn split(
    release: &Release,
    map: &MapYear,
    by_topic: impl Fn(&MapYear) -> Option<ByTopic>,
) -> Option<Split> {
    let before = before(release, map)?;
    let families = families(release, [by_topic(before)?, by_topic(map)?]);
    let account = |part: fn(OutcomeCounts) -> Tally| {
        let category = |family: &Family| Category {
            first: part(family.outcomes[0]),
            second: part(family.outcomes[1]),
        };
        Kitagawa::new(&families.iter().map(category).collect::<Vec<_>>())
    };
    let all = account(Tally::from)?;
    let [remitted, changed] = [account(remitted)?, account(changed)?];
    let contribution =
        |(family, effect): (&Family, &stats::decomposition::CategoryEffect)| Contribution {
            topics: family.topics.clone(),
            cases: family.outcomes.map(OutcomeCounts::merits),
            mix: effect.centered_mix,
            rate: effect.rate,
        };
    let mut contributions: Vec<_> =
        families.iter().zip(&all.categories).map(contribution).collect();
    contributions.sort_by(|a, b| b.total().abs().total_cmp(&a.total().abs()));
    Some(Split {
        since: before.year,
        before: all.first_rate,
        now: all.second_rate,
        mix: all.mix_effect,
        remitted: remitted.rate_effect,
        changed: changed.rate_effect,
        contributions,
        across_break: map.is_break(),
    })
}

/// The cases of one year by topic, in the order of the topics' codes.
type ByTopic = Vec<(TopicCode, OutcomeCounts)>;

/// The cases of topics that took over from one another, in both years.
#[derive(Default)]
struct Family {
    topics: Vec<TopicCode>,
    outcomes: [OutcomeCounts; 2],
}

fn families(release: &Release, years: [ByTopic; 2]) -> Vec<Family> {
    let mut families: BTreeMap<TopicCode, Family> = BTreeMap::new();
    for (year, by_topic) in years.into_iter().enumerate() {
        for (topic, outcomes) in by_topic {
            let family = families.entry(release.topics().family(topic)).or_default();
            if outcomes.merits() > 0 && !family.topics.contains(&topic) {
                family.topics.push(topic);
            }
            family.outcomes[year] += outcomes;
        }
    }
    let has_cases = |family: &Family| !family.topics.is_empty();
    families.into_values().filter(has_cases).collect()
}

/// Returns the remitted cases among the merits cases.
const fn remitted(counts: OutcomeCounts) -> Tally {
    Tally { successes: counts.remitted, failures: counts.changed + counts.upheld }
}

/// Returns the changed cases among the merits cases.
const fn changed(counts: OutcomeCounts) -> Tally {
    Tally { successes: counts.changed, failures: counts.remitted + counts.upheld }
}
