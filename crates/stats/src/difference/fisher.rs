//! Fisher's exact test.

use super::Difference;
use crate::distribution::hypergeometric::Hypergeometric;

/// Exact probabilities of a difference, with the number of successes in both groups fixed.
///
/// Defined for all counts; conservative, because the counts are whole.
///
/// *Source*: R. A. Fisher, Journal of the Royal Statistical Society 98 (1935), 39–82.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FisherTest {
    /// The probability of as many successes in the first group, or fewer.
    pub less: f64,
    /// The probability of as many successes in the first group, or more.
    pub greater: f64,
    /// The probability of all tables that are no more likely than this one.
    pub two_sided: f64,
    /// Twice the smaller tail less the table's own probability, at most 1.
    pub mid_p: f64,
}

impl Difference {
    /// Returns Fisher's exact test.
    ///
    /// ```
    /// use stats::{Proportion, difference::Difference};
    ///
    /// let first = Proportion::from_parts(9, 1).unwrap();
    /// let second = Proportion::from_parts(3, 7).unwrap();
    /// let test = Difference { first, second }.fisher_test();
    /// assert_eq!(format!("{:.4}", test.two_sided), "0.0198");
    /// ```
    #[must_use]
    pub fn fisher_test(self) -> FisherTest {
        let x = u64::from(self.first.successes());
        let table = Hypergeometric::new(
            self.first.trials(),
            self.second.trials(),
            x + u64::from(self.second.successes()),
        );
        let (less, greater) = (table.at_most(x), table.at_least(x));
        FisherTest {
            less,
            greater,
            two_sided: table.no_more_likely_than(x),
            mid_p: (2.0 * less.min(greater) - table.probability(x)).clamp(0.0, 1.0),
        }
    }
}
