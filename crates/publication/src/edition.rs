//! Editions: which decision years are published, when, by whom, and by which definitions.
//!
//! Four dates that people mix up are four fields: the decision year, the day of publication, the
//! treatment year and the label.

use std::collections::BTreeSet;

use domain::{
    format::Language,
    map::{MapDefinition, MapKind, UnknownContents},
    period::Year,
    provenance::Provenance,
    published::PublishedEdition,
    topic::Topics,
};
use jiff::civil::Date;

use crate::vintage::{State, YearKey};

/// One year's three maps.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// The year in which the board decided the cases.
    pub decision_year: i16,
    /// What the edition is called. "Danmarkskortet 2024" alone is used for two different years.
    pub label: String,
    /// The same in English.
    pub label_en: String,
    /// The day of publication; absent where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<toml::value::Datetime>,
    /// The year in which the municipal council must treat the maps: the year of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment_year: Option<i16>,
    /// Who publishes, by its name on the day of publication.
    pub publisher: String,
    /// The name of the map definition the figures follow.
    pub map_definition: String,
    /// A rate on fewer merits cases than this is never coloured, and nothing is said of it.
    pub few_cases_below: u32,
    /// States that a municipality without any row in a delivery of counts had no cases. Without that
    /// statement it is *not delivered*, and then there is no national figure either.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub every_municipality_delivered: bool,
    /// A note for readers, in Danish.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note_en: String,
}

/// Below how many merits cases a rate counts as unknown, unless an edition says otherwise.
pub const FEW_CASES_BELOW: u32 = 5;

impl Edition {
    /// Returns the decision year.
    #[must_use]
    pub fn year(&self) -> Year {
        Year::new(self.decision_year).expect("editions are checked when they are read")
    }

    /// Returns what the edition is called in a language.
    #[must_use]
    pub const fn label(&self, language: Language) -> &str {
        match language {
            Language::Da => self.label.as_str(),
            Language::En => self.label_en.as_str(),
        }
    }

    /// Returns the day of publication; `None` where none is known.
    #[must_use]
    pub fn published_on(&self) -> Option<Date> {
        self.published_on.as_ref().and_then(date_of)
    }

    /// Proposes an edition with what is known of its publication.
    #[must_use]
    pub fn proposed(year: Year, provenance: Provenance, definitions: &[MapDefinition]) -> Self {
        let known = PublishedEdition::reference().into_iter().find(|known| known.year == year);
        let known = known.filter(|_| !provenance.is_synthetic());
        let synthetic = provenance.is_synthetic();
        let publisher = match &known {
            Some(known) => known.publisher.clone(),
            None if synthetic => "Ingen myndighed (demonstration)".into(),
            None => "Ikke oplyst".into(),
        };
        Self {
            decision_year: year.number(),
            label: format!("Danmarkskortet over afgørelser i {year}"),
            label_en: format!("The maps of decisions in {year}"),
            published_on: known.as_ref().map(|known| datetime(known.published_on)),
            treatment_year: known.as_ref().map(|known| known.published_on.year()),
            publisher,
            map_definition: definition_for(definitions, year)
                .map_or_else(String::new, |d| d.id.clone()),
            few_cases_below: FEW_CASES_BELOW,
            every_municipality_delivered: false,
            note: String::new(),
            note_en: String::new(),
        }
    }
}

/// The contents of `editions.toml`.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editions {
    /// One per decision year.
    #[serde(default)]
    pub edition: Vec<Edition>,
    /// What the maps count, with the year each definition holds from.
    pub definition: Vec<MapDefinition>,
}

/// A mistake in `editions.toml`.
#[derive(Debug, thiserror::Error)]
pub enum EditionsError {
    /// The file is not TOML of the expected form; the message holds line and field.
    // It is no source of the error, which would print it once more.
    #[error("editions.toml: {}", .0.to_string().trim_end())]
    Toml(Box<toml::de::Error>),
    /// A value is outside what is allowed.
    #[error("editions.toml, edition {decision_year}: {field} must be {expected}")]
    Value {
        /// The edition.
        decision_year: i16,
        /// The field.
        field: &'static str,
        /// What it must be.
        expected: &'static str,
    },
    /// A definition names a law or topic that does not exist.
    #[error("editions.toml: {0}")]
    Contents(UnknownContents),
}

impl Editions {
    /// Proposes editions for some years, with the definitions that are compiled in.
    #[must_use]
    pub fn proposed(years: &[Year], provenance: Provenance) -> Self {
        let definition = MapDefinition::reference();
        let edition =
            years.iter().map(|year| Edition::proposed(*year, provenance, &definition)).collect();
        Self { edition, definition }
    }

    /// Reads and checks the text of `editions.toml`.
    pub fn parse(text: &str, topics: &Topics) -> Result<Self, EditionsError> {
        let mut editions: Self =
            toml::from_str(text).map_err(|error| EditionsError::Toml(Box::new(error)))?;
        editions.edition.sort_by_key(|edition| edition.decision_year);
        editions.check(topics)?;
        Ok(editions)
    }

    fn check(&self, topics: &Topics) -> Result<(), EditionsError> {
        for (index, edition) in self.edition.iter().enumerate() {
            let wrong = |field, expected| {
                Err(EditionsError::Value { decision_year: edition.decision_year, field, expected })
            };
            if Year::new(edition.decision_year).is_none() {
                return wrong("decision_year", "a year from 1900 to 2199");
            }
            if index > 0 && self.edition[index - 1].decision_year == edition.decision_year {
                return wrong("decision_year", "used once");
            }
            if edition.published_on.as_ref().is_some_and(|day| date_of(day).is_none()) {
                return wrong("published_on", "a date like 2025-06-10");
            }
            if edition.few_cases_below < FEW_CASES_BELOW {
                return wrong("few_cases_below", "at least 5");
            }
            if edition.label.trim().is_empty() || edition.label_en.trim().is_empty() {
                return wrong("label", "a name in both languages");
            }
            let published = edition.published_on().map(jiff::civil::Date::year);
            if published.is_some_and(|year| year <= edition.decision_year) {
                return wrong("published_on", "after the end of the decision year");
            }
            if published.is_some()
                && edition.treatment_year.is_some_and(|year| Some(year) != published)
            {
                return wrong("treatment_year", "the year of publication");
            }
            if self.definition_of(edition).is_none() {
                return wrong("map_definition", "the id of a [[definition]] in the same file");
            }
        }
        for definition in &self.definition {
            for map in MapKind::ALL {
                definition.topics(map, topics).map_err(EditionsError::Contents)?;
            }
        }
        Ok(())
    }

    /// Returns the edition of a decision year; `None` when the year has none.
    #[must_use]
    pub fn of(&self, year: Year) -> Option<&Edition> {
        self.edition.iter().find(|edition| edition.year() == year)
    }

    /// Returns the editions that have figures in an earlier draw. Its counts are those of years that were
    /// over on its day; a year without any was not in the delivery.
    pub(crate) fn of_draw(&self, state: &State<YearKey>) -> Self {
        let years: BTreeSet<_> = state.keys().map(|(year, ..)| *year).collect();
        let edition = self.edition.iter().filter(|edition| years.contains(&edition.year()));
        Self { edition: edition.cloned().collect(), definition: self.definition.clone() }
    }

    /// Returns the definition an edition follows.
    #[must_use]
    pub fn definition_of(&self, edition: &Edition) -> Option<&MapDefinition> {
        self.definition.iter().find(|definition| definition.id == edition.map_definition)
    }

    /// Writes the file, with a comment for the administrator who opens it.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let body = toml::to_string(self).expect("editions are plain tables");
        format!("{HEADING}\n{body}")
    }
}

const HEADING: &str = "\
# Editions: which decision years are published as maps. Proposed by the program; change it freely and
# run `danmarkskort release build` again. A year that is not listed here is not published.
#   decision_year   the year in which the board decided the cases
#   published_on    the day of publication (leave out when unknown)
#   treatment_year  the year in which the council must treat the maps
#   map_definition  the id of a [[definition]] further down: which laws and topics each map counts
#   few_cases_below a rate on fewer cases decided on their merits is never coloured
#   every_municipality_delivered = true states that a municipality without a row had no cases
";

/// Returns the newest definition that holds for a year.
fn definition_for(definitions: &[MapDefinition], year: Year) -> Option<&MapDefinition> {
    let holding = definitions.iter().filter(|def| def.from_decision_year <= year.number());
    holding.max_by_key(|definition| definition.from_decision_year)
}

fn datetime(day: Date) -> toml::value::Datetime {
    day.to_string().parse().expect("a civil date is a TOML date")
}

fn date_of(datetime: &toml::value::Datetime) -> Option<Date> {
    datetime.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proposal_can_be_read_back() {
        let editions = Editions::proposed(&[year(2023), year(2024)], Provenance::Delivered);
        let read = Editions::parse(&editions.to_toml(), Topics::reference()).expect("our own file");
        assert_eq!(read, editions);
        assert_eq!(read.edition[1].published_on(), Some(jiff::civil::date(2025, 6, 10)));
        assert_eq!(read.edition[1].map_definition, "2024");
    }

    #[test]
    fn a_synthetic_edition_names_no_ministry() {
        let editions = Editions::proposed(&[year(2024)], Provenance::Synthetic);
        assert_eq!(editions.edition[0].publisher, "Ingen myndighed (demonstration)");
        assert_eq!(editions.edition[0].published_on(), None);
    }

    #[test]
    fn an_unknown_field_is_named_with_its_line() {
        let mut text = Editions::proposed(&[year(2024)], Provenance::Delivered).to_toml();
        text = text.replace("publisher", "publishr");
        let error = Editions::parse(&text, Topics::reference()).expect_err("a misspelled field");
        assert!(error.to_string().contains("publishr"), "{error}");
    }

    #[test]
    fn a_definition_that_does_not_exist_is_refused() {
        let mut editions = Editions::proposed(&[year(2024)], Provenance::Delivered);
        editions.edition[0].map_definition = "1999".into();
        let error =
            Editions::parse(&editions.to_toml(), Topics::reference()).expect_err("no such id");
        assert!(error.to_string().starts_with("editions.toml, edition 2024: map_definition"));
    }

    #[test]
    fn what_no_edition_can_be_is_refused_by_field() {
        check(|edition| edition.few_cases_below = 4, "few_cases_below");
        check(|edition| edition.label = " ".into(), "label");
        check(|edition| edition.decision_year = 2025, "published_on");
        check(|edition| edition.treatment_year = Some(1999), "treatment_year");
    }

    #[track_caller]
    fn check(spoil: impl Fn(&mut Edition), field: &str) {
        let mut editions = Editions::proposed(&[year(2024)], Provenance::Delivered);
        spoil(&mut editions.edition[0]);
        let error = Editions::parse(&editions.to_toml(), Topics::reference()).expect_err(field);
        assert!(error.to_string().contains(&format!(": {field} must be")), "{error}");
    }

    fn year(number: i16) -> Year {
        Year::new(number).expect("a year")
    }
}
