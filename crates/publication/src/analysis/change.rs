//! This year against the year before.

use domain::{municipality, period::Year};
use stats::{Confidence, Interval, Proportion, difference::Difference, multiplicity};

use super::years;
use crate::{draft::MapYear, figure::Figure, release::Release};

/// How a rate differs from that of the year before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The year before.
    pub since: Year,
    /// The rate then.
    pub before: Proportion,
    /// The rate now.
    pub now: Proportion,
    /// The 95 % interval of the difference, now less before, a fraction (Newcombe). It answers for one
    /// municipality that was chosen beforehand.
    pub interval: Interval,
    /// The exact two-sided p of the two years (Fisher), adjusted for all municipalities of the map whose
    /// change can be worked out (Benjamini and Hochberg). It answers for a list. For the country, which is one
    /// comparison, p itself.
    pub adjusted: f64,
}

impl Change {
    /// Returns the difference, now less before: a fraction; times 100 it is in percentage points.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.pair().value()
    }

    /// Tells whether chance may explain the change of this one municipality.
    #[must_use]
    pub fn may_be_chance(&self) -> bool {
        self.interval.contains(0.0)
    }

    fn pair(&self) -> Difference {
        Difference { first: self.now, second: self.before }
    }

    fn between(before: &MapYear, was: &Figure, is: &Figure) -> Option<Self> {
        let readable = |figure: &Figure| figure.rate().filter(|_| figure.is_readable());
        let (was, is) = (readable(was)?, readable(is)?);
        let pair = Difference { first: is, second: was };
        let p_value = pair.fisher_test().two_sided.min(1.0);
        Some(Self {
            since: before.year,
            before: was,
            now: is,
            interval: pair.newcombe_interval(Confidence::P95),
            adjusted: p_value,
        })
    }
}

/// Returns the country's change since the edition before; `None` where there is none, across a series break,
/// and where one of the two figures was not delivered.
#[must_use]
pub fn country_change(release: &Release, map: &MapYear) -> Option<Change> {
    let before = comparable_before(release, map)?;
    Change::between(before, &before.country, &map.country)
}

/// Returns the change of each municipality since the edition before, in the order of [`municipality::all`].
///
/// - *None*: no edition before, a series break, or few or no cases in one of the two years.
#[must_use]
pub fn changes(release: &Release, map: &MapYear) -> Vec<Option<Change>> {
    let Some(before) = comparable_before(release, map) else {
        return vec![None; municipality::all().len()];
    };
    let change = |place: &municipality::Municipality| {
        Change::between(before, before.municipality(place.code), map.municipality(place.code))
    };
    let mut changes: Vec<_> = municipality::all().iter().map(change).collect();
    let p_values: Vec<f64> = changes.iter().flatten().map(|change| change.adjusted).collect();
    let adjusted = multiplicity::benjamini_hochberg(&p_values).expect("p values are probabilities");
    for (change, adjusted) in changes.iter_mut().flatten().zip(adjusted) {
        change.adjusted = adjusted;
    }
    changes
}

/// Returns the edition before, where the two count the same.
fn comparable_before<'a>(release: &'a Release, map: &MapYear) -> Option<&'a MapYear> {
    years::before(release, map).filter(|_| !map.is_break())
}
