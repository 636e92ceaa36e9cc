//! The topics (*sagsemner*) of the board's statistics: the provisions a case can be about, and when.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::reference::{self, Line, TableError};

/// Our stable number of a topic, for example 102. Numbers are never used again for another topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicCode(u16);

impl TopicCode {
    /// Returns the code with this number; whether a topic has it is for [`Topics::get`] to say.
    #[must_use]
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    /// Returns the number.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl std::fmt::Display for TopicCode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.0)
    }
}

/// A topic with the days on which the board can decide a case under it.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Our number.
    pub code: TopicCode,
    /// The act, by its short Danish name, for example `Serviceloven`.
    pub law: String,
    /// The act's name in English.
    pub law_en: String,
    /// The topic's Danish name, as the portal writes it where that is known.
    pub name: String,
    /// The topic's name in English.
    pub name_en: String,
    /// The first decision day; `None` when the topic is as old as the statistics (2013).
    pub valid_from: Option<Date>,
    /// The last decision day; `None` while the topic is in use.
    pub valid_to: Option<Date>,
    /// The topics that took over.
    pub successors: Vec<TopicCode>,
}

impl Topic {
    /// Tells whether the board can decide a case under the topic on some day from `first` to `last`.
    #[must_use]
    pub fn is_valid_within(&self, first: Date, last: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= last)
            && self.valid_to.is_none_or(|to| first <= to)
    }
}

/// What the text in a topic column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicMatch {
    /// A topic.
    Topic(TopicCode),
    /// The total of a law ("Alle paragraffer - serviceloven"); compared, never counted.
    LawTotal,
    /// The total of everything ("I alt"); compared, never counted.
    Total,
}

/// The list of topics.
#[derive(Clone, Debug)]
pub struct Topics {
    rows: Vec<Topic>,
    by_name: BTreeMap<(String, String), TopicCode>,
}

#[derive(serde::Deserialize)]
struct Row {
    code: u16,
    law: String,
    law_en: String,
    name: String,
    name_en: String,
    valid_from: String,
    valid_to: String,
    successors: String,
}

impl Topics {
    /// Returns the list that is compiled in (`data/topics.csv`).
    #[must_use]
    pub fn reference() -> &'static Self {
        static REFERENCE: LazyLock<Topics> = LazyLock::new(|| {
            Topics::parse(reference::TOPICS).expect("the topics compiled in are well-formed")
        });
        &REFERENCE
    }

    /// Reads a list in the form of `data/topics.csv`.
    pub fn parse(table: &str) -> Result<Self, TableError> {
        let mut topics = Self { rows: Vec::new(), by_name: BTreeMap::new() };
        for (line, row) in reference::rows::<Row>("the list of topics", table)? {
            topics.insert(line, row)?;
        }
        topics.rows.sort_by_key(|topic| topic.code);
        Ok(topics)
    }

    fn insert(&mut self, line: Line, row: Row) -> Result<(), TableError> {
        let day = |column, text: &str| line.optional(column, "a date like 2024-01-01", text);
        let topic = Topic {
            code: TopicCode(row.code),
            valid_from: day("valid_from", &row.valid_from)?,
            valid_to: day("valid_to", &row.valid_to)?,
            successors: codes(line, &row.successors)?,
            law: row.law,
            law_en: row.law_en,
            name: row.name,
            name_en: row.name_en,
        };
        if self.rows.iter().any(|other| other.code == topic.code) {
            return Err(line.twice("code"));
        }
        let key = (fold(&topic.law), fold(&topic.name));
        if self.by_name.insert(key, topic.code).is_some() {
            return Err(line.twice("name"));
        }
        self.rows.push(topic);
        Ok(())
    }

    /// Returns every topic by code.
    #[must_use]
    pub fn all(&self) -> &[Topic] {
        &self.rows
    }

    /// Returns the topic with a code.
    #[must_use]
    pub fn get(&self, code: TopicCode) -> Option<&Topic> {
        self.rows.binary_search_by_key(&code, |topic| topic.code).ok().map(|at| &self.rows[at])
    }

    /// Returns what the law and topic columns of a delivery mean; `None` for an unknown topic.
    ///
    /// The topic may be its name or its code. An empty `law` is for deliveries without that
    /// column (the portal's raw form): then the name alone must tell.
    ///
    /// ```
    /// use domain::topic::{TopicMatch, Topics};
    ///
    /// let topics = Topics::reference();
    /// let found = topics.find("Serviceloven", "Voksne - merudgifter - § 100");
    /// assert!(matches!(found, Some(TopicMatch::Topic(code)) if code.number() == 114));
    /// assert_eq!(topics.find("", "Alle paragraffer - serviceloven"), Some(TopicMatch::LawTotal));
    /// assert_eq!(topics.find("Serviceloven", "§ 999"), None);
    /// ```
    #[must_use]
    pub fn find(&self, law: &str, name: &str) -> Option<TopicMatch> {
        let (law, name) = (fold(law), fold(name));
        if name == "i alt" {
            return Some(TopicMatch::Total);
        }
        if name.starts_with("alle paragraffer") {
            return Some(TopicMatch::LawTotal);
        }
        if !law.is_empty() {
            let by_code = || self.get(TopicCode(name.parse().ok()?)).map(|topic| topic.code);
            let topic = self.by_name.get(&(law.clone(), name.clone())).copied().or_else(by_code)?;
            let lies_in_law = fold(&self.get(topic)?.law) == law;
            return lies_in_law.then_some(TopicMatch::Topic(topic));
        }
        let mut found = self.by_name.iter().filter(|((_, other), _)| *other == name);
        match (found.next(), found.next()) {
            (Some((_, code)), None) => Some(TopicMatch::Topic(*code)),
            _ => None,
        }
    }
}

/// Small letters, single spaces, none after `§`: differences that never tell two topics apart.
fn fold(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().replace("§ ", "§")
}

fn codes(line: Line, text: &str) -> Result<Vec<TopicCode>, TableError> {
    let wrong = |_| line.cell("successors", "a list of codes with spaces between");
    text.split_whitespace().map(|code| code.parse().map(TopicCode).map_err(wrong)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_successor_is_a_topic() {
        let topics = Topics::reference();
        for topic in topics.all() {
            assert!(topic.successors.iter().all(|code| topics.get(*code).is_some()), "{topic:?}");
        }
    }

    #[test]
    fn spacing_after_the_section_sign_does_not_matter() {
        let found =
            Topics::reference().find("Serviceloven", "Merudgiftydelse § 41 +  tilbagebetaling");
        assert_eq!(found, Some(TopicMatch::Topic(TopicCode(102))));
    }

    #[test]
    fn a_code_under_the_wrong_law_is_unknown() {
        assert_eq!(Topics::reference().find("Barnets lov", "102"), None);
    }

    #[test]
    fn a_repeated_code_is_a_mistake_with_its_line() {
        let table = "code,law,law_en,name,name_en,valid_from,valid_to,successors,name_basis\n\
                     1,L,L,a,a,,,,x\n1,L,L,b,b,,,,x\n";
        let error = Topics::parse(table).expect_err("the code stands twice").to_string();
        assert_eq!(error, "line 3 of the list of topics: the code is used twice");
    }
}
