//! What may be said of a municipality beside the country.

use stats::{Confidence, Proportion};

use crate::{
    format::{self, Language},
    reversal::{OutcomeCounts, reversal_rate},
};

/// How a municipality's rate stands beside the country's, as far as the number of cases allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The delivery tells nothing of the municipality in the year.
    NotDelivered,
    /// No case was decided on its merits: there is no rate.
    NoCases,
    /// Too few cases for a rate to be read, or coloured.
    FewCases,
    /// The country's figure was not delivered, so there is nothing to compare with.
    NotCompared,
    /// The country's rate lies within the municipality's 95 % interval.
    ChanceMayExplain,
    /// The whole interval lies below the country's rate.
    Lower,
    /// The whole interval lies above the country's rate.
    Higher,
}

impl Standing {
    /// Returns how a municipality stands; `None` for the counts means *not delivered*.
    ///
    /// - *Rule*: the 95 % Wilson interval of the municipality against the country's rate. Of 98
    ///   municipalities about five fall outside by chance alone, so one such figure is no finding.
    /// - `few_cases_below`: below this number of merits cases nothing is said of the rate.
    ///
    /// ```
    /// use domain::{comparison::Standing, reversal::OutcomeCounts};
    /// use stats::Proportion;
    ///
    /// let country = Proportion::from_parts(449, 551);
    /// let six = OutcomeCounts { changed: 1, remitted: 1, upheld: 4, dismissed: 0 };
    /// assert_eq!(Standing::of(Some(six), country, 5), Standing::ChanceMayExplain);
    /// assert_eq!(Standing::of(Some(six), country, 10), Standing::FewCases);
    /// ```
    #[must_use]
    pub fn of(
        counts: Option<OutcomeCounts>,
        country: Option<Proportion>,
        few_cases_below: u32,
    ) -> Self {
        let Some(counts) = counts else { return Self::NotDelivered };
        let Some(rate) = reversal_rate(counts) else { return Self::NoCases };
        if counts.merits() < few_cases_below {
            return Self::FewCases;
        }
        let Some(country) = country else { return Self::NotCompared };
        let interval = rate.wilson_interval(Confidence::P95);
        if interval.contains(country.value()) {
            Self::ChanceMayExplain
        } else if interval.upper < country.value() {
            Self::Lower
        } else {
            Self::Higher
        }
    }

    /// Returns the word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotDelivered => "not_delivered",
            Self::NoCases => "no_cases",
            Self::FewCases => "few_cases",
            Self::NotCompared => "not_compared",
            Self::ChanceMayExplain => "chance_may_explain",
            Self::Lower => "lower",
            Self::Higher => "higher",
        }
    }

    /// Returns the words for a table cell.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::NotDelivered, Language::Da) => "ikke leveret",
            (Self::NoCases, Language::Da) => "ingen sager",
            (Self::FewCases, Language::Da) => "få sager",
            (Self::NotCompared, Language::Da) => "landstal mangler",
            (Self::ChanceMayExplain, Language::Da) => "forskellen kan være tilfældig",
            (Self::Lower, Language::Da) => "lavere end landet",
            (Self::Higher, Language::Da) => "højere end landet",
            (Self::NotDelivered, Language::En) => "not delivered",
            (Self::NoCases, Language::En) => "no cases",
            (Self::FewCases, Language::En) => "few cases",
            (Self::NotCompared, Language::En) => "no national figure",
            (Self::ChanceMayExplain, Language::En) => "difference may be chance",
            (Self::Lower, Language::En) => "lower than the country",
            (Self::Higher, Language::En) => "higher than the country",
        }
    }

    /// Returns the one sentence that may be said, with the number of merits cases where it matters.
    ///
    /// ```
    /// use domain::{comparison::Standing, format::Language};
    ///
    /// let said = Standing::FewCases.sentence(2, Language::Da);
    /// assert!(said.starts_with("Kun 2\u{a0}sager")); // a no-break space
    /// ```
    #[must_use]
    pub fn sentence(self, merits: u32, language: Language) -> String {
        let n = format::cases(merits, language);
        match (self, language) {
            (Self::NotDelivered, Language::Da) => {
                "Tallene for kommunen er ikke leveret. Det betyder ikke, at der var nul sager.".into()
            }
            (Self::NotDelivered, Language::En) => {
                "The figures for this municipality were not delivered. That does not mean that there were zero cases.".into()
            }
            (Self::NoCases, Language::Da) => {
                "Ankestyrelsen afgjorde ingen sager på realiteten, så der findes ingen omgørelsesprocent.".into()
            }
            (Self::NoCases, Language::En) => {
                "The board decided no cases on their merits, so there is no reversal rate.".into()
            }
            (Self::FewCases, Language::Da) => {
                format!("Kun {n}: for lidt til at sige noget om niveauet.")
            }
            (Self::FewCases, Language::En) => {
                format!("Only {n}: not enough to say anything about the level.")
            }
            (Self::NotCompared, Language::Da) => {
                "Landstallet er ikke leveret, så kommunen kan ikke sammenlignes med hele landet.".into()
            }
            (Self::NotCompared, Language::En) => {
                "The national figure was not delivered, so there is nothing to compare with.".into()
            }
            (Self::ChanceMayExplain, Language::Da) => {
                "Forskellen fra hele landet kan skyldes tilfældigheder.".into()
            }
            (Self::ChanceMayExplain, Language::En) => {
                "The difference from the country may be due to chance.".into()
            }
            (Self::Lower, Language::Da) => {
                "Omgørelsesprocenten er lavere end hele landets. Forskellen er større, end tilfældigheder i en enkelt kommune plejer at forklare.".into()
            }
            (Self::Lower, Language::En) => {
                "The reversal rate is lower than the country's. The difference is larger than chance in a single municipality usually explains.".into()
            }
            (Self::Higher, Language::Da) => {
                "Omgørelsesprocenten er højere end hele landets. Forskellen er større, end tilfældigheder i en enkelt kommune plejer at forklare.".into()
            }
            (Self::Higher, Language::En) => {
                "The reversal rate is higher than the country's. The difference is larger than chance in a single municipality usually explains.".into()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_that_were_not_delivered_are_not_zero() {
        assert_eq!(Standing::of(None, Proportion::from_parts(4, 6), 5), Standing::NotDelivered);
    }

    #[test]
    fn a_rate_without_a_country_is_not_compared() {
        let counts = OutcomeCounts { upheld: 9, changed: 1, remitted: 1, dismissed: 0 };
        assert_eq!(Standing::of(Some(counts), None, 5), Standing::NotCompared);
    }

    #[test]
    fn dismissed_cases_alone_make_no_rate() {
        check([0, 0, 0, 3], Standing::NoCases);
    }

    #[test]
    fn four_cases_are_few_and_five_are_not() {
        check([2, 1, 1, 9], Standing::FewCases);
        check([3, 1, 1, 0], Standing::ChanceMayExplain);
    }

    #[test]
    fn a_large_difference_on_many_cases_is_said() {
        check([90, 5, 5, 0], Standing::Lower);
        check([10, 40, 50, 0], Standing::Higher);
    }

    /// Checks `[upheld, changed, remitted, dismissed]` against a country at 45 per cent.
    #[track_caller]
    fn check([upheld, changed, remitted, dismissed]: [u32; 4], expected: Standing) {
        let counts = OutcomeCounts { upheld, changed, remitted, dismissed };
        let country = Proportion::from_parts(450, 550);
        assert_eq!(Standing::of(Some(counts), country, 5), expected);
    }
}
