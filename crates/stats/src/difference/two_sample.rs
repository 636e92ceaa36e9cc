//! Large-sample tests of a difference.

use super::Difference;
use crate::number::real;
use crate::special::incomplete_gamma::chi_square_above;
use crate::special::normal;
use crate::tally::{Tally, Total};

/// A test statistic with the probability of one at least as far out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// The statistic: z, or chi-square.
    pub statistic: f64,
    /// The probability under the hypothesis of no difference, two-sided.
    pub p_value: f64,
}

impl Difference {
    /// Returns the z test with the pooled variance; its square is Pearson's chi-square.
    ///
    /// z = (p₁ − p₂) / √(p̄(1 − p̄)(1/n₁ + 1/n₂)).
    ///
    /// - *None*: all trials ended alike, so the pooled rate has no variance.
    ///
    /// *Source*: K. Pearson, Philosophical Magazine 50 (1900), 157–175.
    ///
    /// ```
    /// use stats::{Proportion, difference::Difference};
    ///
    /// let first = Proportion::from_parts(56, 14).unwrap();
    /// let second = Proportion::from_parts(48, 32).unwrap();
    /// let test = Difference { first, second }.pooled_test().unwrap();
    /// assert_eq!(format!("{:.2}, p {:.3}", test.statistic, test.p_value), "2.65, p 0.008");
    /// ```
    #[must_use]
    pub fn pooled_test(self) -> Option<Test> {
        let z = self.value() / self.pooled_variance()?.sqrt();
        Some(Test { statistic: z, p_value: normal::two_sided(z) })
    }

    /// Returns the chi-square test with Yates' continuity correction.
    ///
    /// The correction is ½, or the distance from the expected count where that is less.
    ///
    /// - *None*: all trials ended alike.
    ///
    /// *Source*: F. Yates, Journal of the Royal Statistical Society Supplement 1 (1934), 217–235.
    #[must_use]
    pub fn yates_test(self) -> Option<Test> {
        let (n, m) = (real(self.first.trials()), real(self.second.trials()));
        let variance = self.pooled_variance()? * (n * m / (n + m)) * (n * m / (n + m));
        let distance = (self.cross_product() / (n + m)).abs();
        let left = distance - distance.min(0.5);
        let statistic = left * left / variance;
        Some(Test { statistic, p_value: chi_square_above(1, statistic) })
    }

    /// Returns x₁n₂ − x₂n₁, which is n₁ + n₂ times observed minus expected successes.
    #[expect(clippy::cast_precision_loss, reason = "exact up to here, rounded once")]
    fn cross_product(self) -> f64 {
        let product = |a: u32, b: u64| i128::from(a) * i128::from(b);
        let first = product(self.first.successes(), self.second.trials());
        (first - product(self.second.successes(), self.first.trials())) as f64
    }

    fn pooled_variance(self) -> Option<f64> {
        let pooled = Total::of(&[Tally::from(self.first), Tally::from(self.second)]).open_rate()?;
        let sizes = 1.0 / real(self.first.trials()) + 1.0 / real(self.second.trials());
        Some(pooled * (1.0 - pooled) * sizes)
    }
}
