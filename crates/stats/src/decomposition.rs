//! How much of a change comes from the mix of categories, and how much from their rates.
//!
//! The parts are terms of an account, not causes: when cases are coded into other categories, that
//! appears as mix.

mod das_gupta;
mod kitagawa;

pub use das_gupta::{Cells, ThreeFactors, cross_classified, factor_effects, nested};
pub use kitagawa::{CategoryEffect, Kitagawa};

use crate::tally::Tally;

/// One category in two periods; either may be empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// The trials of the first period.
    pub first: Tally,
    /// The trials of the second period.
    pub second: Tally,
}

impl Category {
    /// Returns the rates of both periods.
    ///
    /// A category without trials in one period borrows its rate from the other, so that its
    /// arrival or departure is mix alone; without trials in both its rate is 0 and has no weight.
    fn rates(self) -> (f64, f64) {
        borrowed(self.first.rate(), self.second.rate())
    }
}

/// Fills a missing value of a pair from the other one.
fn borrowed(first: Option<f64>, second: Option<f64>) -> (f64, f64) {
    let either = first.or(second).unwrap_or(0.0);
    (first.unwrap_or(either), second.unwrap_or(either))
}
