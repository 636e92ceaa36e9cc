//! Cases that come in, wait and go out.

use crate::number::real;

/// The cases of one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Cases that waited when the period began.
    pub pending_before: u64,
    /// Cases that came in.
    pub received: u64,
    /// Cases that were decided.
    pub decided: u64,
}

impl Flow {
    /// Returns the cases that wait when the period ends, before + received − decided.
    ///
    /// - *None*: more were decided than there can have been, or the sum has no room. Test this
    ///   against the counted stock before any other figure of flow is shown.
    ///
    /// ```
    /// let year = stats::flow::Flow { pending_before: 400, received: 900, decided: 1000 };
    /// assert_eq!(year.pending_after(), Some(300));
    /// ```
    #[must_use]
    pub const fn pending_after(self) -> Option<u64> {
        match self.pending_before.checked_add(self.received) {
            Some(cases) => cases.checked_sub(self.decided),
            None => None,
        }
    }

    /// Returns decided over received; below 1 the backlog grows.
    ///
    /// - *None*: nothing was received.
    ///
    /// *Source*: National Center for State Courts, CourTools, measure 2.
    ///
    /// ```
    /// let year = stats::flow::Flow { pending_before: 400, received: 900, decided: 1000 };
    /// assert_eq!(format!("{:.2}", year.clearance_rate().unwrap()), "1.11");
    /// ```
    #[must_use]
    pub fn clearance_rate(self) -> Option<f64> {
        (self.received > 0).then(|| real(self.decided) / real(self.received))
    }

    /// Returns how many days the cases that wait at the end would take at the period's pace.
    ///
    /// Pending over decided, times the days of the period (365 for a year). It is a forecast at
    /// constant pace, not a time that any case took; for that see [`crate::survival`].
    ///
    /// - *None*: nothing was decided, or [`Self::pending_after`] is none.
    ///
    /// *Source*: European Commission for the Efficiency of Justice (CEPEJ), disposition time.
    ///
    /// ```
    /// let year = stats::flow::Flow { pending_before: 400, received: 900, decided: 1000 };
    /// assert_eq!(format!("{:.1}", year.disposition_days(365).unwrap()), "109.5");
    /// ```
    #[must_use]
    pub fn disposition_days(self, days: u32) -> Option<f64> {
        let pending = real(self.pending_after()?);
        (self.decided > 0).then(|| pending / real(self.decided) * f64::from(days))
    }

    /// Returns the mean days a case waits by Little's law, L = λW, with the mean of both stocks.
    ///
    /// Holds for long-run averages with any order of handling. While the backlog grows or shrinks
    /// it only checks other figures: in a steady state it must agree with the mean of
    /// [`crate::survival`].
    ///
    /// - *None*: nothing was received, or [`Self::pending_after`] is none.
    ///
    /// *Source*: J. D. C. Little, Operations Research 9 (1961), 383–387, doi 10.1287/opre.9.3.383.
    ///
    /// ```
    /// let year = stats::flow::Flow { pending_before: 300, received: 1000, decided: 1000 };
    /// assert_eq!(format!("{:.1}", year.mean_waiting_days(365).unwrap()), "109.5");
    /// ```
    #[must_use]
    pub fn mean_waiting_days(self, days: u32) -> Option<f64> {
        let pending = f64::midpoint(real(self.pending_before), real(self.pending_after()?));
        (self.received > 0).then(|| pending / real(self.received) * f64::from(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_period_has_no_rate() {
        let empty = Flow::default();
        assert_eq!(empty.pending_after(), Some(0));
        assert_eq!(empty.clearance_rate(), None);
        assert_eq!(empty.disposition_days(365), None);
        assert_eq!(empty.mean_waiting_days(365), None);
    }

    #[test]
    fn more_decisions_than_cases_are_a_contradiction() {
        let broken = Flow { pending_before: 1, received: 1, decided: 3 };
        assert_eq!(broken.pending_after(), None);
        assert_eq!(broken.disposition_days(365), None);
    }

    proptest! {
        #[test]
        fn every_figure_is_finite(
            pending_before in any::<u64>(), received in any::<u64>(), decided in any::<u64>(),
            days in any::<u32>(),
        ) {
            let flow = Flow { pending_before, received, decided };
            for value in [
                flow.clearance_rate(),
                flow.disposition_days(days),
                flow.mean_waiting_days(days),
            ].into_iter().flatten() {
                prop_assert!(value >= 0.0 && value.is_finite());
            }
        }
    }
}
