//! What may be said of municipalities beside the country.
//!
//! The rule, its thresholds and its words stand here and nowhere else; [`crate::rule`] lists the numbers.

use stats::{
    Proportion, Tally, difference::Difference, multiplicity, reference_test::ReferenceTest,
};

use crate::{
    format::{self, Language},
    reversal::{OutcomeCounts, reversal_rate},
    rule,
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
    /// The country's figure was not delivered, or leaves nothing to chance: nothing to compare with.
    NotCompared,
    /// The rate cannot be told from the country's.
    ChanceMayExplain,
    /// Lower than the country's by more than chance explains.
    Lower,
    /// Higher than the country's by more than chance explains.
    Higher,
}

/// How a municipality stands, with the test behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// What may be said.
    pub standing: Standing,
    /// The test; `None` where the municipality was not compared.
    pub test: Option<Test>,
}

/// The test of one municipality among those of its map and year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// The probability of a distance as large, on either side, if only chance were at work.
    pub p_value: f64,
    /// The same adjusted for all comparisons of the map and year (Benjamini and Hochberg). The class
    /// follows from it: at most [`rule::FALSE_DISCOVERIES`] is *lower* or *higher*.
    pub adjusted: f64,
    /// Whether the municipality was compared with the rest of the country, since it is so large a
    /// part of the country's cases ([`rule::OWN_SHARE`]).
    pub against_rest: bool,
}

/// Returns how each of some municipalities stands beside the country, in their order.
///
/// - `counts`: one per municipality of one map and year; `None` means *not delivered*.
/// - `country`: the sum of all; `None` where it is not known.
/// - `few_cases_below`: below this number of merits cases nothing is said of the rate, and the
///   municipality is none of the comparisons.
/// - *Rule*: the exact binomial test against the country's rate, p = twice the smaller tail; a
///   municipality with more than a twentieth of the country's cases is compared with the rest of the
///   country by Fisher's test. Then Benjamini and Hochberg over all that are compared, at 5 %.
///
/// *Source*: `docs/decisions/2026-11-comparison.md`; the methods' own in [`ReferenceTest`],
/// [`stats::difference::FisherTest`] and [`multiplicity`].
///
/// ```
/// use domain::{comparison::{Standing, compare}, reversal::OutcomeCounts};
///
/// let of = |changed, upheld| OutcomeCounts { changed, upheld, ..OutcomeCounts::default() };
/// let municipalities = [of(2, 4), of(9, 141), of(1, 2)];
/// let country = of(4_490, 5_510);
/// let counts = municipalities.map(Some);
/// let found = compare(&counts, Some(country), 5);
/// assert_eq!(found[0].standing, Standing::ChanceMayExplain);
/// assert_eq!(found[1].standing, Standing::Lower);
/// assert_eq!(found[2].standing, Standing::FewCases);
/// ```
#[must_use]
pub fn compare(
    counts: &[Option<OutcomeCounts>],
    country: Option<OutcomeCounts>,
    few_cases_below: u32,
) -> Vec<Comparison> {
    let tests: Vec<Result<Tested, Standing>> =
        counts.iter().map(|counts| tested(*counts, country, few_cases_below)).collect();
    let p_values: Vec<f64> = tests.iter().flatten().map(|tested| tested.p_value).collect();
    let adjusted = multiplicity::benjamini_hochberg(&p_values).expect("p values are probabilities");
    let mut adjusted = adjusted.into_iter();
    let comparison = |test: Result<Tested, Standing>| match test {
        Err(standing) => Comparison { standing, test: None },
        Ok(tested) => tested.comparison(adjusted.next().expect("one for each test")),
    };
    tests.into_iter().map(comparison).collect()
}

/// A municipality's test before the others are known.
struct Tested {
    p_value: f64,
    is_lower: bool,
    against_rest: bool,
}

impl Tested {
    fn comparison(self, adjusted: f64) -> Comparison {
        let standing = match self.is_lower {
            _ if adjusted > rule::FALSE_DISCOVERIES => Standing::ChanceMayExplain,
            true => Standing::Lower,
            false => Standing::Higher,
        };
        let test = Test { p_value: self.p_value, adjusted, against_rest: self.against_rest };
        Comparison { standing, test: Some(test) }
    }
}

/// Tests one municipality, or says why it is not compared.
fn tested(
    counts: Option<OutcomeCounts>,
    country: Option<OutcomeCounts>,
    few_cases_below: u32,
) -> Result<Tested, Standing> {
    let counts = counts.ok_or(Standing::NotDelivered)?;
    let rate = reversal_rate(counts).ok_or(Standing::NoCases)?;
    if counts.merits() < few_cases_below {
        return Err(Standing::FewCases);
    }
    let country = country.and_then(reversal_rate).ok_or(Standing::NotCompared)?;
    let test = ReferenceTest::new(rate, country.value()).ok_or(Standing::NotCompared)?;
    let own_share = f64::from(counts.merits()) / whole(country);
    let rest = rest(country, rate).filter(|_| own_share > rule::OWN_SHARE);
    Ok(match rest {
        Some(second) => Tested {
            p_value: Difference { first: rate, second }.fisher_test().two_sided.min(1.0),
            is_lower: rate.value() < second.value(),
            against_rest: true,
        },
        None => Tested {
            p_value: test.central,
            is_lower: rate.value() < country.value(),
            against_rest: false,
        },
    })
}

/// Returns the country without one municipality; `None` where nothing is left, or the municipality is
/// no part of it.
fn rest(country: Proportion, own: Proportion) -> Option<Proportion> {
    let (all, own) = (Tally::from(country), Tally::from(own));
    Proportion::from_parts(
        all.successes.checked_sub(own.successes)?,
        all.failures.checked_sub(own.failures)?,
    )
}

/// Returns the number of trials as a real number.
fn whole(share: Proportion) -> f64 {
    f64::from(share.successes()) + f64::from(share.failures())
}

impl Standing {
    /// All of them, from no figure to a clear difference.
    pub const ALL: [Self; 7] = [
        Self::NotDelivered,
        Self::NoCases,
        Self::FewCases,
        Self::NotCompared,
        Self::ChanceMayExplain,
        Self::Lower,
        Self::Higher,
    ];

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
                "Kan ikke skelnes fra hele landet: Forskellen kan skyldes tilfældigheder.".into()
            }
            (Self::ChanceMayExplain, Language::En) => {
                "Cannot be told from the country: the difference may be due to chance.".into()
            }
            (Self::Lower, Language::Da) => {
                "Omgørelsesprocenten er lavere end hele landets. Forskellen er større, end tilfældigheder forklarer, også når alle kommuner sammenlignes på én gang.".into()
            }
            (Self::Lower, Language::En) => {
                "The reversal rate is lower than the country's. The difference is larger than chance explains, even with all municipalities compared at once.".into()
            }
            (Self::Higher, Language::Da) => {
                "Omgørelsesprocenten er højere end hele landets. Forskellen er større, end tilfældigheder forklarer, også når alle kommuner sammenlignes på én gang.".into()
            }
            (Self::Higher, Language::En) => {
                "The reversal rate is higher than the country's. The difference is larger than chance explains, even with all municipalities compared at once.".into()
            }
        }
    }
}

#[cfg(test)]
mod tests;
