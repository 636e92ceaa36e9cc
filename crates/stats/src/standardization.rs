//! Rates at one common mix of strata, so that units with different cases can be compared.

mod direct;
mod indirect;
mod offset;

pub use direct::DirectRate;
pub use indirect::IndirectRate;
pub use offset::OffsetRate;

use crate::tally::{Tally, Total};

/// One stratum of a unit, with the same stratum of the reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stratum {
    /// The unit's trials.
    pub local: Tally,
    /// The reference's trials.
    pub reference: Tally,
}

/// Why a standardized rate cannot be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// The unit, or the reference, has no trials.
    NoTrials,
    /// The unit has no trials in a stratum that the reference has.
    EmptyStratum,
    /// The unit has trials in a stratum for which the reference has no rate.
    NoReferenceRate,
    /// No success is expected, so there is nothing to compare with.
    NothingExpected,
}

/// Returns the totals of the unit and of the reference.
fn totals(strata: &[Stratum]) -> Result<(Total, Total), Undefined> {
    let total =
        |part: fn(&Stratum) -> Tally| Total::of(&strata.iter().map(part).collect::<Vec<_>>());
    let (local, reference) = (total(|s| s.local), total(|s| s.reference));
    if local.trials == 0 || reference.trials == 0 {
        return Err(Undefined::NoTrials);
    }
    Ok((local, reference))
}

/// Returns an error if the unit has trials that the reference says nothing of.
fn check_reference(strata: &[Stratum]) -> Result<(), Undefined> {
    let unknown = |stratum: &Stratum| stratum.reference.is_empty() && !stratum.local.is_empty();
    if strata.iter().any(unknown) { Err(Undefined::NoReferenceRate) } else { Ok(()) }
}
