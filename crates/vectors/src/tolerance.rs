//! How far two values may lie apart.

/// What a difference is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    /// The expected value, however small it is: so many digits agree.
    Digits,
    /// The expected value where it is above 1, else 1: a difference may cancel to nearly nothing.
    AtLeastOne,
    /// Nothing: the expected value was printed with so many decimals.
    Decimals,
}

/// How far our value may lie from the expected one.
///
/// The limits are those of the reference's README: closed forms 1e-10, root finding and quantiles
/// 1e-9, likeliest parameters 1e-6 because the peak is flat; printed values as printed. Whole
/// numbers, flags and words have no tolerance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    limit: f64,
    scale: Scale,
}

impl Tolerance {
    /// A closed form that can be next to 0 by cancellation: differences, scores, effects.
    pub(crate) const CLOSED_FORM: Self = Self { limit: 1e-10, scale: Scale::AtLeastOne };
    /// A closed form whose small values have all their digits: probabilities and tails.
    pub(crate) const CLOSED_FORM_DIGITS: Self = Self { limit: 1e-10, scale: Scale::Digits };
    /// What is searched for or integrated: quantiles, limits, ranks.
    pub(crate) const SEARCHED: Self = Self { limit: 1e-9, scale: Scale::AtLeastOne };
    /// The same where small values have all their digits; log-likelihoods too.
    pub(crate) const SEARCHED_DIGITS: Self = Self { limit: 1e-9, scale: Scale::Digits };
    /// Parameters of highest likelihood, and what follows from them.
    pub(crate) const LIKELIEST: Self = Self { limit: 1e-6, scale: Scale::Digits };

    /// A value of which so many digits are good.
    pub(crate) const fn digits(limit: f64) -> Self {
        Self { limit, scale: Scale::Digits }
    }

    /// A value that was printed with so many decimals.
    pub(crate) const fn decimals(limit: f64) -> Self {
        Self { limit, scale: Scale::Decimals }
    }

    /// Returns the largest deviation that is allowed, in the unit of [`crate::Deviation::size`].
    #[must_use]
    pub const fn limit(self) -> f64 {
        self.limit
    }

    /// Returns how far apart two values lie: relative, absolute near 0, or absolute, as the value asks.
    ///
    /// - *Unit*: a fraction of the expected value, or the value's own unit.
    /// - *Infinite*: one of them is no number; that is never within a tolerance.
    pub(crate) fn deviation(self, ours: f64, expected: f64) -> f64 {
        /// So small that its digits are no longer kept.
        const NOTHING: f64 = 1e-280;
        let difference = (ours - expected).abs();
        let by = match self.scale {
            Scale::Digits => expected.abs().max(NOTHING),
            Scale::AtLeastOne => expected.abs().max(1.0),
            Scale::Decimals => 1.0,
        };
        if difference.is_nan() { f64::INFINITY } else { difference / by }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_tail_is_held_to_its_digits() {
        check(Tolerance::CLOSED_FORM_DIGITS, 1.0e-30, 2.0e-30, false);
        check(Tolerance::CLOSED_FORM_DIGITS, 1.0e-30, 1.000_000_000_05e-30, true);
    }

    #[test]
    fn a_difference_near_zero_is_held_to_its_size() {
        check(Tolerance::CLOSED_FORM, 0.0, 9e-11, true);
        check(Tolerance::CLOSED_FORM, 0.0, 2e-10, false);
        check(Tolerance::CLOSED_FORM, 1e6, 1e6 + 9e-5, true);
    }

    #[test]
    fn a_printed_value_is_held_to_its_decimals() {
        check(Tolerance::decimals(5e-5), 2_000.0, 2_000.000_04, true);
        check(Tolerance::decimals(5e-5), 2_000.0, 2_000.000_06, false);
    }

    #[test]
    fn no_number_is_never_close() {
        check(Tolerance::decimals(1e9), f64::NAN, 1.0, false);
    }

    #[track_caller]
    fn check(tolerance: Tolerance, ours: f64, expected: f64, close: bool) {
        let deviation = tolerance.deviation(ours, expected);
        assert_eq!(deviation <= tolerance.limit(), close, "{deviation:e}");
    }
}
