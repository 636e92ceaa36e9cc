//! The rate a municipality would have with the country's mix of topics.

use domain::municipality;
use stats::{
    Confidence, Interval, Tally,
    standardization::{OffsetRate, Stratum},
};

use super::Cells;

/// A municipality's rate at the national mix of topics: its level with the mix taken out.
///
/// Two municipalities' levels are each compared with the country, not with each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// The rate, a fraction.
    pub rate: f64,
    /// Its 95 % interval, exact.
    pub interval: Interval,
}

/// Returns the level of each municipality, in the order of [`municipality::all`].
///
/// *Method*: one common shift of the log-odds against the country's rate in each topic, with exact
/// Poisson-binomial limits ([`OffsetRate`]).
///
/// - *None*: no case, or a topic for which the country has no rate.
#[must_use]
pub fn levels(cells: &Cells) -> Vec<Option<Level>> {
    let country: Vec<Tally> = cells.country().into_iter().map(Tally::from).collect();
    let level = |place: &municipality::Municipality| {
        let own = cells.municipality(place.code).iter().map(|counts| Tally::from(*counts));
        let strata = own.zip(&country).map(|(local, all)| Stratum { local, reference: *all });
        let rate = OffsetRate::new(&strata.collect::<Vec<_>>()).ok()?;
        Some(Level { rate: rate.value, interval: rate.interval(Confidence::P95) })
    };
    municipality::all().iter().map(level).collect()
}
