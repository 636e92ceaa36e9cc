//! The flow of cases through the board by month (*sagsgang*): received, decided, pending, how long
//! they took and how long they have lain.

use jiff::civil::Date;

use crate::municipality::MunicipalityCode;

/// The category under which cases of the municipal statistics stand where we work their flow out.
///
/// *Source*: the board's name of its municipal cases (ast.dk, "Ankestatistikken for 2019").
pub const MUNICIPAL_CASES: &str = "Kommunale social- og beskæftigelsessager";

/// What a row of figures is about. In order, the months of one series stand after each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FlowKey {
    /// The category of cases (*sagskategori*) in the sender's words, at most 120 bytes.
    pub category: String,
    /// The law area or the ministry it belongs to (*område*), at most 120 bytes.
    pub area: String,
    /// The municipality; `None` where the figures are of the whole country.
    pub municipality: Option<MunicipalityCode>,
    /// Whether the law says when such a case must be decided (*lovbestemt frist*).
    pub has_statutory_deadline: bool,
    /// The first day of the month.
    pub month: Date,
}

/// The figures of a month. `None` is not known, never zero; the means are `None` also where there is
/// no case to take the mean of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FlowFigures {
    /// Cases received in the month.
    pub received: Option<u32>,
    /// Cases decided in the month, the dismissed included.
    pub decided: Option<u32>,
    /// Cases undecided at the end of the month.
    pub pending: Option<u32>,
    /// The mean time from receipt to decision of the cases decided in the month, in days.
    pub mean_days: Option<f64>,
    /// The mean age of the cases undecided at the end of the month (*liggetid*): days from receipt to
    /// the month's last day. Long before the cases are decided it shows that they lie longer, which
    /// [`FlowFigures::mean_days`] tells only afterwards. `None` in every delivered flow table so far.
    pub pending_age_days: Option<f64>,
}

/// The figures of one month and what they are about.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// What it is about.
    pub key: FlowKey,
    /// Its figures.
    pub figures: FlowFigures,
}

impl FlowKey {
    /// Tells whether this is the month after `before` in the same series.
    #[must_use]
    pub fn follows(&self, before: &Self) -> bool {
        let next = before.month.last_of_month().tomorrow();
        next.is_ok_and(|month| Self { month, ..before.clone() } == *self)
    }
}

impl FlowFigures {
    /// Tells whether the pending cases are those of the month before, plus the received, minus the
    /// decided; true where a figure is missing.
    ///
    /// ```
    /// use domain::flow::FlowFigures;
    ///
    /// let before = FlowFigures { pending: Some(100), ..FlowFigures::default() };
    /// let figures = |pending| FlowFigures {
    ///     received: Some(30),
    ///     decided: Some(40),
    ///     pending: Some(pending),
    ///     ..FlowFigures::default()
    /// };
    /// assert!(figures(90).continues(&before));
    /// assert!(!figures(91).continues(&before));
    /// ```
    #[must_use]
    pub fn continues(&self, before: &Self) -> bool {
        let known = (before.pending, self.received, self.decided, self.pending);
        let (Some(start), Some(received), Some(decided), Some(end)) = known else { return true };
        u64::from(start) + u64::from(received) == u64::from(end) + u64::from(decided)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn january_follows_december() {
        let december = key(date(2023, 12, 1));
        assert!(key(date(2024, 1, 1)).follows(&december));
        assert!(!key(date(2024, 2, 1)).follows(&december));
        let other = FlowKey { area: "Aktivloven".to_owned(), ..key(date(2024, 1, 1)) };
        assert!(!other.follows(&december));
    }

    #[test]
    fn pending_cases_follow_from_the_month_before() {
        let figures = |received, decided, pending| FlowFigures {
            received: Some(received),
            decided: Some(decided),
            pending: Some(pending),
            ..FlowFigures::default()
        };
        let before = figures(0, 0, 100);
        assert!(figures(30, 40, 90).continues(&before));
        assert!(!figures(30, 40, 91).continues(&before));
        assert!(FlowFigures { decided: None, ..figures(30, 40, 91) }.continues(&before));
    }

    fn key(month: Date) -> FlowKey {
        FlowKey {
            category: "Klagesager".to_owned(),
            area: "Serviceloven".to_owned(),
            municipality: None,
            has_statutory_deadline: false,
            month,
        }
    }
}
