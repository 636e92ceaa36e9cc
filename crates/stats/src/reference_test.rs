//! Is a proportion different from a fixed reference rate?

use crate::distribution::Binomial;
use crate::number::real;
use crate::proportion::Proportion;

/// Exact tail probabilities of a proportion under a reference rate.
///
/// The reference counts as known. Where the unit itself is a large part of the reference (above a
/// twentieth of its trials), compare it with the rest by Fisher's test instead. One trial can
/// never be significant. For a list of units see [`crate::multiplicity`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReferenceTest {
    /// P(X ≤ x), the probability of as few successes.
    pub at_most: f64,
    /// P(X ≥ x), the probability of as many successes.
    pub at_least: f64,
    /// Twice the smaller tail, at most 1: the two-sided p value.
    pub central: f64,
    /// The same less the probability of x itself, not below 0.
    pub mid_p: f64,
    /// The probability of all counts that are no more likely than x.
    pub no_more_likely: f64,
    /// The score z = (x/n − θ) / √(θ(1−θ)/n).
    pub z: f64,
}

/// Where a proportion lies in an exact control chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// As few have a probability below 0.001.
    BelowOuter,
    /// As few have a probability below 0.025.
    BelowInner,
    /// Neither tail is below 0.025.
    Inside,
    /// As many have a probability below 0.025.
    AboveInner,
    /// As many have a probability below 0.001.
    AboveOuter,
}

impl ReferenceTest {
    /// Returns the test of a share against a reference rate.
    ///
    /// - *None*: the reference is not above 0 and below 1, so it leaves nothing to chance.
    ///
    /// *Source*: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934), 404–413; mid-p: H. O.
    /// Lancaster, JASA 56 (1961), 223–234.
    ///
    /// ```
    /// use stats::{Proportion, reference_test::{Position, ReferenceTest}};
    ///
    /// let share = Proportion::from_parts(9, 1).unwrap();
    /// let test = ReferenceTest::new(share, 0.45).unwrap();
    /// assert_eq!(format!("{:.4}", test.central), "0.0090");
    /// assert_eq!(test.position(), Position::AboveInner);
    /// ```
    #[must_use]
    pub fn new(share: Proportion, reference: f64) -> Option<Self> {
        let possible = reference > 0.0 && reference < 1.0;
        let binomial = Binomial::new(share.trials(), reference).filter(|_| possible)?;
        let x = u64::from(share.successes());
        let (at_most, at_least) = (binomial.at_most(x), binomial.at_least(x));
        let both = 2.0 * at_most.min(at_least);
        Some(Self {
            at_most,
            at_least,
            central: both.min(1.0),
            mid_p: (both - binomial.probability(x)).clamp(0.0, 1.0),
            no_more_likely: binomial.no_more_likely_than(x),
            z: score(share, reference),
        })
    }

    /// Returns where the proportion lies, judged by its exact tails.
    #[must_use]
    pub fn position(self) -> Position {
        match self {
            test if test.at_least < 0.001 => Position::AboveOuter,
            test if test.at_most < 0.001 => Position::BelowOuter,
            test if test.at_least < 0.025 => Position::AboveInner,
            test if test.at_most < 0.025 => Position::BelowInner,
            _ => Position::Inside,
        }
    }
}

/// Returns (p − θ) / √(θ(1−θ)/n), for a reference above 0 and below 1.
fn score(share: Proportion, reference: f64) -> f64 {
    let spread = (reference * (1.0 - reference) / real(share.trials())).sqrt();
    // A reference next to zero can make the spread vanish, but no distance infinite.
    ((share.value() - reference) / spread).clamp(f64::MIN, f64::MAX)
}
