//! What is said of a municipality's figure, part by part: each sentence once, for terminal and page.

mod figures;
mod over_time;
mod together;

use domain::format::Language;
use stats::Interval;

use super::{Explanation, Silence};

/// A part of the reasoning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The counts, the rate and its interval.
    Figure,
    /// The country's.
    Country,
    /// How the figure stands beside the country, with the test.
    Comparison,
    /// What chance alone would do.
    Chance,
    /// The change since the year before.
    Change,
    /// The trend of the newest years.
    Trend,
    /// What the change consists of.
    Split,
    /// The rate at the national mix of topics.
    Level,
    /// The best estimate.
    Estimate,
    /// The newest years together.
    YearsTogether,
    /// The ranks the municipality may have.
    Rank,
    /// The municipalities that are most alike.
    Peers,
    /// Cases per 1,000 inhabitants, and per 1,000 recipients of the benefits.
    BesidePeople,
}

impl Part {
    /// All of them, in the order of the reasoning.
    pub const ALL: [Self; 13] = [
        Self::Figure,
        Self::Country,
        Self::Comparison,
        Self::Chance,
        Self::Change,
        Self::Trend,
        Self::Split,
        Self::Level,
        Self::Estimate,
        Self::YearsTogether,
        Self::Rank,
        Self::Peers,
        Self::BesidePeople,
    ];

    /// Returns the heading.
    #[must_use]
    pub const fn heading(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Figure, Language::Da) => "Tallet",
            (Self::Figure, Language::En) => "The figure",
            (Self::Country, Language::Da) => "Hele landet",
            (Self::Country, Language::En) => "The whole country",
            (Self::Comparison, Language::Da) => "Sammenlignet med hele landet",
            (Self::Comparison, Language::En) => "Compared with the country",
            (Self::Chance, Language::Da) => "Hvad tilfældigheder alene ville give",
            (Self::Chance, Language::En) => "What chance alone would give",
            (Self::Change, Language::Da) => "Ændring fra året før",
            (Self::Change, Language::En) => "Change from the year before",
            (Self::Trend, Language::Da) => "Udvikling",
            (Self::Trend, Language::En) => "Trend",
            (Self::Split, Language::Da) => "Hvad ændringen består af",
            (Self::Split, Language::En) => "What the change consists of",
            (Self::Level, Language::Da) => "Ved landets sammensætning af sager",
            (Self::Level, Language::En) => "At the national mix of cases",
            (Self::Estimate, Language::Da) => "Bedste skøn – ikke det offentliggjorte tal",
            (Self::Estimate, Language::En) => "Best estimate – not the published figure",
            (Self::YearsTogether, Language::Da) => {
                "Flere år lagt sammen – ikke det offentliggjorte tal"
            }
            (Self::YearsTogether, Language::En) => "Years together – not the published figure",
            (Self::Rank, Language::Da) => "Plads blandt kommunerne",
            (Self::Rank, Language::En) => "Rank among the municipalities",
            (Self::Peers, Language::Da) => "Kommuner, der ligner",
            (Self::Peers, Language::En) => "Municipalities that are alike",
            (Self::BesidePeople, Language::Da) => "Pr. 1.000 indbyggere og modtagere",
            (Self::BesidePeople, Language::En) => "Per 1,000 inhabitants and recipients",
        }
    }
}

impl Explanation<'_> {
    /// Returns what is said of a part, a sentence or a row of a list each; where there is nothing to say, why.
    #[must_use]
    pub fn sentences(&self, part: Part, language: Language) -> Vec<String> {
        let said = match part {
            Part::Figure => Ok(self.figure_sentences(language)),
            Part::Country => Ok(self.country_sentences(language)),
            Part::Comparison => Ok(self.comparison_sentences(language)),
            Part::Chance => self.chance_sentences(language),
            Part::Change => self.change_sentences(language),
            Part::Trend => self.trend_sentences(language),
            Part::Split => self.split_sentences(language),
            Part::Level => self.level_sentences(language),
            Part::Estimate => self.estimate_sentences(language),
            Part::YearsTogether => self.years_together_sentences(language),
            Part::Rank => self.rank_sentences(language),
            Part::Peers => self.peer_sentences(language),
            Part::BesidePeople => self.beside_people_sentences(language),
        };
        said.unwrap_or_else(|silence: Silence| {
            vec![silence.sentence(self.figure().merits().unwrap_or(0), language)]
        })
    }
}

/// Writes the limits of an interval of rates: `41,8–48,0 pct.`
fn limits(interval: Interval, language: Language) -> String {
    use domain::format::{fraction_number, with_unit};
    let [lower, upper] =
        [interval.lower, interval.upper].map(|limit| fraction_number(limit, language));
    with_unit(&format!("{lower}–{upper}"), language)
}

/// Writes a rate that is no share of counts, with its interval: `44,9 pct. (95 pct.-interval 41,8–48,0 pct.)`.
fn estimated(rate: f64, interval: Interval, language: Language) -> String {
    use domain::format::{fraction_number, with_unit};
    let rate = with_unit(&fraction_number(rate, language), language);
    format!("{rate} ({})", interval_words(interval, language))
}

fn interval_words(interval: Interval, language: Language) -> String {
    let limits = limits(interval, language);
    match language {
        Language::Da => format!("95\u{a0}pct.-interval {limits}"),
        Language::En => format!("95% interval {limits}"),
    }
}
