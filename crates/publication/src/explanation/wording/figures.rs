//! The figure itself, the country's, and the two beside each other.

use domain::{
    comparison::{Standing, Test},
    format::{self, Language},
    outcome::Outcome,
};

use super::{super::Silence, Explanation, interval_words, limits};
use crate::figure::{self, Figure};

impl Explanation<'_> {
    pub(super) fn figure_sentences(&self, language: Language) -> Vec<String> {
        let figure = self.figure();
        let mut said = vec![with_interval(figure, language)];
        said.extend(outcomes(figure, language));
        said
    }

    pub(super) fn country_sentences(&self, language: Language) -> Vec<String> {
        let country = &self.map().country;
        if country.counts().is_none() {
            return vec![Standing::NotCompared.sentence(0, language)];
        }
        let mut said = vec![with_interval(country, language)];
        said.extend(outcomes(country, language));
        said
    }

    pub(super) fn comparison_sentences(&self, language: Language) -> Vec<String> {
        let figure = self.figure();
        let merits = figure.merits().unwrap_or(0);
        let mut said = vec![figure.standing().sentence(merits, language)];
        said.extend(figure.test().map(|test| tested(test, self.map().compared(), language)));
        said
    }

    pub(super) fn chance_sentences(&self, language: Language) -> Result<Vec<String>, Silence<'_>> {
        let limits = limits(self.chance()?, language);
        let cases = format::cases(self.figure().merits().unwrap_or(0), language);
        let compared = self.map().compared();
        let outside = format::fixed(self.outside_by_chance(), 1, language);
        Ok(match language {
            Language::Da => vec![
                format!(
                    "Med {cases} og landets procent holder tilfældigheder alene kommunen på {limits} i omkring \
                     95 af 100 tilfælde."
                ),
                format!(
                    "Af de {compared} kommuner, der sammenlignes, ville omkring {outside} ligge uden for deres \
                     grænser ved tilfældigheder alene."
                ),
            ],
            Language::En => vec![
                format!(
                    "With {cases} and the country's rate, chance alone keeps the municipality at {limits} in about \
                     95 of 100 cases."
                ),
                format!(
                    "Of the {compared} municipalities compared, about {outside} would lie outside their limits by \
                     chance alone."
                ),
            ],
        })
    }
}

/// `44,9 pct. af 340 sager (95 pct.-interval 41,8–48,0 pct.).`; of few cases no interval that would make a rate of them.
fn with_interval(figure: &Figure, language: Language) -> String {
    let words = figure::in_line(figure, language);
    match figure.interval().filter(|_| figure.is_readable()) {
        Some(interval) => format!("{words} ({}).", interval_words(interval, language)),
        None => format!("{words}."),
    }
}

/// `Omgjort 15: ændret eller ophævet 3, hjemvist 12. Stadfæstet 29. …`; `None` where nothing was delivered.
fn outcomes(figure: &Figure, language: Language) -> Option<String> {
    let counts = figure.counts()?;
    let count = |number: u32| format::count(number, language);
    let [reversed, changed, remitted, upheld] =
        [counts.reversed(), counts.changed, counts.remitted, counts.upheld].map(count);
    let dismissed = figure.count(Outcome::Dismissed).map(count);
    Some(match language {
        Language::Da => {
            let dismissed = dismissed.unwrap_or_else(|| "ikke leveret".into());
            format!(
                "Omgjort {reversed}: ændret eller ophævet {changed}, hjemvist {remitted}. Stadfæstet {upheld}. \
                 Uden for procenten: afvist, henvist eller bortfaldet {dismissed}."
            )
        }
        Language::En => {
            let dismissed = dismissed.unwrap_or_else(|| "not delivered".into());
            format!(
                "Reversed {reversed}: changed or annulled {changed}, remitted {remitted}. Upheld {upheld}. \
                 Outside the rate: dismissed, referred elsewhere or dropped {dismissed}."
            )
        }
    })
}

fn tested(test: Test, compared: usize, language: Language) -> String {
    let [p, adjusted] = [test.p_value, test.adjusted].map(|p| format::p_value(p, language));
    match (test.against_rest, language) {
        (false, Language::Da) => format!(
            "Eksakt binomialtest mod landets procent: {p}; rettet for de {compared} kommuner, der sammenlignes \
             (Benjamini og Hochberg): {adjusted}."
        ),
        (true, Language::Da) => format!(
            "Kommunen er så stor en del af landet, at den sammenlignes med resten. Fishers test: {p}; rettet for \
             de {compared} kommuner, der sammenlignes (Benjamini og Hochberg): {adjusted}."
        ),
        (false, Language::En) => format!(
            "Exact binomial test against the country's rate: {p}; adjusted for the {compared} municipalities \
             compared (Benjamini and Hochberg): {adjusted}."
        ),
        (true, Language::En) => format!(
            "The municipality is so large a part of the country that it is compared with the rest. Fisher's test: \
             {p}; adjusted for the {compared} municipalities compared (Benjamini and Hochberg): {adjusted}."
        ),
    }
}
