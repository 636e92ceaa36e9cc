//! Why a part of the reasoning cannot be given.

use domain::{
    comparison::Standing, format::Language, period::Year, rule, series_break::SeriesBreak,
};

use crate::draft::MapYear;

/// Why nothing is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Silence<'a> {
    /// What the figure of this year lacks.
    ThisYear(Standing),
    /// What the figure of an earlier year lacks.
    YearBefore(Year, Standing),
    /// There is no edition before this year's.
    FirstYear,
    /// What the map counts changed between the two years.
    SeriesBreak(&'a SeriesBreak),
    /// Only this year can be compared: it is the first, or the series breaks here.
    OneYear(Option<&'a SeriesBreak>),
    /// There are fewer years with cases than a trend needs.
    TooFewYears {
        /// How many there are.
        years: usize,
    },
    /// All cases ended so alike that nothing can be worked out.
    AllAlike,
    /// The population is not known.
    NoPopulation,
}

impl Silence<'_> {
    /// The municipality's figures were not delivered.
    pub const NOT_DELIVERED: Self = Self::ThisYear(Standing::NotDelivered);
    /// The municipality had no case decided on its merits.
    pub const NO_CASES: Self = Self::ThisYear(Standing::NoCases);
    /// The national figure was not delivered.
    pub const NOT_COMPARED: Self = Self::ThisYear(Standing::NotCompared);

    /// Returns the silence about a year that was not delivered, seen from another.
    pub(super) fn not_delivered(year: &MapYear, seen_from: &MapYear) -> Self {
        if year.year == seen_from.year {
            return Self::NOT_DELIVERED;
        }
        Self::YearBefore(year.year, Standing::NotDelivered)
    }

    /// Returns the word used in files; stable.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ThisYear(standing) => standing.id(),
            Self::YearBefore(_, Standing::NotDelivered) => "earlier_year_not_delivered",
            Self::YearBefore(_, Standing::NoCases) => "earlier_year_no_cases",
            Self::YearBefore(..) => "earlier_year_few_cases",
            Self::FirstYear => "first_year",
            Self::SeriesBreak(_) => "series_break",
            Self::OneYear(_) => "one_year",
            Self::TooFewYears { .. } => "too_few_years",
            Self::AllAlike => "all_alike",
            Self::NoPopulation => "population_unknown",
        }
    }

    /// Returns the sentence; `merits` is the number of merits cases of this year.
    #[must_use]
    pub fn sentence(self, merits: u32, language: Language) -> String {
        match self {
            Self::ThisYear(standing) => standing.sentence(merits, language),
            Self::YearBefore(year, standing) => year_before(year, standing, language),
            Self::SeriesBreak(found) | Self::OneYear(Some(found)) => found.sentence(language),
            Self::TooFewYears { years } => too_few(years, language),
            _ => self.plain(language).into(),
        }
    }

    const fn plain(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::FirstYear, Language::Da) => "Der er ingen udgave for året før.",
            (Self::FirstYear, Language::En) => "There is no edition of the year before.",
            (Self::NoPopulation, Language::Da) => "Folketallet er ikke kendt.",
            (Self::NoPopulation, Language::En) => "The population is not known.",
            (Self::AllAlike, Language::Da) => "Sagerne endte så ens, at det ikke kan regnes ud.",
            (Self::AllAlike, Language::En) => {
                "The cases ended so much alike that it cannot be worked out."
            }
            (_, Language::Da) => "Der er ikke andre år, der kan lægges sammen med dette.",
            (_, Language::En) => "There are no other years that can be added to this one.",
        }
    }
}

fn year_before(year: Year, standing: Standing, language: Language) -> String {
    match (standing, language) {
        (Standing::NotDelivered, Language::Da) => {
            format!("Kommunens tal for {year} er ikke leveret.")
        }
        (Standing::NotDelivered, Language::En) => {
            format!("The municipality's figures for {year} were not delivered.")
        }
        (Standing::NoCases, Language::Da) => {
            format!("Kommunen havde ingen realitetsbehandlede sager i {year}.")
        }
        (Standing::NoCases, Language::En) => {
            format!("The municipality had no cases decided on their merits in {year}.")
        }
        (_, Language::Da) => format!("Kommunen havde for få sager i {year}."),
        (_, Language::En) => format!("The municipality had too few cases in {year}."),
    }
}

fn too_few(years: usize, language: Language) -> String {
    let needed = rule::TREND_YEARS;
    match (years, language) {
        (1, Language::Da) => format!("1 sammenligneligt år med sager; der skal {needed} til."),
        (_, Language::Da) => {
            format!("{years} sammenlignelige år med sager; der skal {needed} til.")
        }
        (1, Language::En) => format!("1 comparable year with cases; it takes {needed}."),
        (_, Language::En) => format!("{years} comparable years with cases; it takes {needed}."),
    }
}
