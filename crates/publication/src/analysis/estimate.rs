//! Best estimates for few cases: drawn towards all municipalities, or of several years together.

use std::sync::OnceLock;

use domain::{
    municipality::{self, MunicipalityCode},
    period::Year,
    reversal::{OutcomeCounts, reversal_rate},
};
use stats::{
    Confidence, Interval, Proportion, Tally,
    rank::{RankInterval, Ranks},
    shrinkage::Hierarchical,
};

use super::years;
use crate::{draft::MapYear, release::Release};

/// What is known of the rates of all municipalities of one map and year together.
///
/// The model: each municipality's rate is drawn from one common beta distribution, both of whose parameters
/// are integrated out ([`Hierarchical`]). Each part is worked out when it is first asked for, the estimates
/// one by one: most of the work is in the intervals, and a page of one municipality needs no other's.
#[derive(Debug)]
pub struct Estimates {
    tallies: Vec<Tally>,
    /// By municipality, the first with the same cases: what is known of the one is known of the other.
    alike: Vec<usize>,
    model: OnceLock<Option<Hierarchical>>,
    shrunken: Vec<OnceLock<Option<Estimate>>>,
    ranks: OnceLock<Vec<Option<RankInterval>>>,
}

/// The best estimate of one municipality's rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate, a fraction: between the municipality's own rate and the common level.
    pub rate: f64,
    /// The range that holds the rate with a probability of 95 %.
    pub interval: Interval,
}

impl Estimates {
    /// Returns the estimates of municipalities with these cases, in the order of [`municipality::all`].
    pub(crate) fn new(tallies: Vec<Tally>) -> Self {
        let first = |tally| tallies.iter().position(|other| other == tally);
        let alike = tallies.iter().map(|tally| first(tally).expect("it is one of them")).collect();
        let shrunken = tallies.iter().map(|_| OnceLock::new()).collect();
        Self { tallies, alike, model: OnceLock::new(), shrunken, ranks: OnceLock::new() }
    }

    /// Returns the estimate of a municipality.
    ///
    /// - *None*: it has no cases. What is known of any municipality is not drawn as if it were known of this one.
    pub fn shrunken(&self, code: MunicipalityCode) -> Option<Estimate> {
        let first = self.alike[code.index()];
        *self.shrunken[first].get_or_init(|| self.estimate(self.tallies[first]))
    }

    /// Returns the ranks a municipality may have among those with cases, 1 the highest rate: with a
    /// probability of 95 % it has one of them.
    ///
    /// - *None*: it has no cases.
    pub fn rank(&self, code: MunicipalityCode) -> Option<RankInterval> {
        self.ranks.get_or_init(|| self.ranked())[code.index()]
    }

    /// Returns how many municipalities have cases, and so a rank.
    #[must_use]
    pub fn ranked_municipalities(&self) -> usize {
        self.tallies.iter().filter(|tally| !tally.is_empty()).count()
    }

    fn model(&self) -> Option<&Hierarchical> {
        self.model.get_or_init(|| Hierarchical::fit(&self.tallies)).as_ref()
    }

    fn estimate(&self, tally: Tally) -> Option<Estimate> {
        let posterior = self.model().filter(|_| !tally.is_empty())?.posterior(tally);
        let interval = posterior.interval(Confidence::P95);
        Some(Estimate { rate: posterior.mean(), interval })
    }

    fn ranked(&self) -> Vec<Option<RankInterval>> {
        let none = || vec![None; self.tallies.len()];
        let Some(model) = self.model() else { return none() };
        let with_cases = self.tallies.iter().filter(|tally| !tally.is_empty());
        let betas = with_cases.map(|tally| model.posterior(*tally).matching_beta());
        let Some(ranks) = betas.collect::<Option<Vec<_>>>().and_then(|it| Ranks::new(&it)) else {
            return none();
        };
        let mut units = 0..;
        let rank = |tally: &Tally| {
            let unit = (!tally.is_empty()).then(|| units.next())??;
            ranks.interval(unit, Confidence::P95)
        };
        self.tallies.iter().map(rank).collect()
    }
}

/// The rate of several years together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooled {
    /// The first year.
    pub first: Year,
    /// The last year.
    pub last: Year,
    /// The cases of the years together.
    pub counts: OutcomeCounts,
    /// The reversal rate of them.
    pub rate: Proportion,
    /// Its 95 % interval.
    pub interval: Interval,
}

impl Pooled {
    /// Returns the rate of some years together; `None` of a single year, or where a year was not
    /// delivered, or there was no case.
    fn of(years: &[&MapYear], counts: Option<OutcomeCounts>) -> Option<Self> {
        let [first, .., last] = years else { return None };
        let counts = counts?;
        let rate = reversal_rate(counts)?;
        let interval = rate.wilson_interval(Confidence::P95);
        Some(Self { first: first.year, last: last.year, counts, rate, interval })
    }
}

/// Returns the rate of the newest comparable years of each municipality.
///
/// - *None*: only one year can be compared, a year was not delivered, or there was no case.
pub(super) fn pooled(release: &Release, map: &MapYear) -> Vec<Option<Pooled>> {
    let years = years::pooled_years(release, map);
    let pooled =
        |place: &municipality::Municipality| Pooled::of(&years, years::sum(&years, place.code));
    municipality::all().iter().map(pooled).collect()
}

/// Returns the country's rate of the same years; `None` as for a municipality.
pub(super) fn country_pooled(release: &Release, map: &MapYear) -> Option<Pooled> {
    let years = years::pooled_years(release, map);
    Pooled::of(&years, years::country_sum(&years))
}
