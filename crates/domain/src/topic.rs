//! The topics (*sagsemner*) of the board's statistics: the provisions a case can be about, and when.

mod name;
mod succession;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;

pub use self::{
    name::TopicName,
    succession::{Succession, SuccessionKind, Successor},
};
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

/// The three tables the list of topics is made of, as text.
#[derive(Clone, Copy, Debug)]
pub struct TopicTables<'a> {
    /// In the form of `data/topics.csv`.
    pub topics: &'a str,
    /// In the form of `data/topic_names.csv`.
    pub names: &'a str,
    /// In the form of `data/topic_successors.csv`.
    pub successors: &'a str,
}

impl TopicTables<'static> {
    /// The tables that are compiled in.
    pub const REFERENCE: Self = Self {
        topics: reference::TOPICS,
        names: reference::TOPIC_NAMES,
        successors: reference::TOPIC_SUCCESSORS,
    };
}

/// The list of topics, with the names they had before and what took over from them.
#[derive(Clone, Debug)]
pub struct Topics {
    rows: Vec<Topic>,
    names: Vec<TopicName>,
    successions: Vec<Succession>,
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
}

impl Topics {
    /// Returns the list that is compiled in (`data/topics.csv` and the two files beside it).
    #[must_use]
    pub fn reference() -> &'static Self {
        static REFERENCE: LazyLock<Topics> = LazyLock::new(|| {
            Topics::parse(TopicTables::REFERENCE).expect("the topics compiled in are well-formed")
        });
        &REFERENCE
    }

    /// Reads a list. A name belongs to one topic of its law for ever, also when it is no longer used;
    /// a row that names a topic the list does not have is a mistake.
    pub fn parse(tables: TopicTables) -> Result<Self, TableError> {
        let mut topics = Self {
            rows: Vec::new(),
            names: Vec::new(),
            successions: Vec::new(),
            by_name: BTreeMap::new(),
        };
        for (line, row) in reference::rows::<Row>("the list of topics", tables.topics)? {
            topics.insert(line, row)?;
        }
        topics.rows.sort_by_key(|topic| topic.code);
        for (line, name) in name::parse(tables.names)? {
            topics.insert_name(line, name)?;
        }
        for (line, succession) in succession::parse(tables.successors)? {
            topics.insert_succession(line, succession)?;
        }
        Ok(topics)
    }

    fn insert(&mut self, line: Line, row: Row) -> Result<(), TableError> {
        let day = |column, text: &str| line.optional(column, "a date like 2024-01-01", text);
        let topic = Topic {
            code: TopicCode(row.code),
            valid_from: day("valid_from", &row.valid_from)?,
            valid_to: day("valid_to", &row.valid_to)?,
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

    fn insert_name(&mut self, line: Line, name: TopicName) -> Result<(), TableError> {
        let topic = self.get(name.topic).ok_or(line.cell("topic", LISTED))?;
        let key = (fold(&topic.law), fold(&name.name));
        if self.by_name.insert(key, name.topic).is_some_and(|other| other != name.topic) {
            return Err(line.twice("name"));
        }
        self.names.push(name);
        Ok(())
    }

    fn insert_succession(&mut self, line: Line, row: Succession) -> Result<(), TableError> {
        self.get(row.topic).ok_or(line.cell("topic", LISTED))?;
        if let Successor::Topic(code) = row.successor {
            self.get(code).ok_or(line.cell("successor", LISTED))?;
        }
        let same =
            |other: &Succession| (other.topic, &other.successor) == (row.topic, &row.successor);
        if self.successions.iter().any(same) {
            return Err(line.twice("pair of topic and successor"));
        }
        self.successions.push(row);
        Ok(())
    }

    /// Returns the names topics have had, in the order of the file.
    #[must_use]
    pub fn names(&self) -> &[TopicName] {
        &self.names
    }

    /// Returns which topic took over from which, announced ones included.
    #[must_use]
    pub fn successions(&self) -> &[Succession] {
        &self.successions
    }

    /// Returns the topics that took over from one; those that are only announced are not among them.
    pub fn successors(&self, code: TopicCode) -> impl Iterator<Item = (TopicCode, &Succession)> {
        self.links().filter(move |(_, row)| row.topic == code)
    }

    /// Returns the topics that one took over from.
    pub fn predecessors(&self, code: TopicCode) -> impl Iterator<Item = (TopicCode, &Succession)> {
        let links = self.links().filter(move |(successor, _)| *successor == code);
        links.map(|(_, row)| (row.topic, row))
    }

    /// Returns the family of a topic: the smallest code among all topics it is tied to by successions,
    /// regroupings included. Topics of a family hold about the same over time, so a change of law does
    /// not look like a change of mix between topics. A topic without ties is its own family.
    ///
    /// ```
    /// use domain::topic::{TopicCode, Topics};
    ///
    /// let topics = Topics::reference();
    /// // §§ 107–110 were one topic until 2019 and four since.
    /// assert_eq!(topics.family(TopicCode::new(132)), TopicCode::new(129));
    /// assert_eq!(topics.family(TopicCode::new(134)), TopicCode::new(134));
    /// ```
    #[must_use]
    pub fn family(&self, code: TopicCode) -> TopicCode {
        let mut family = BTreeSet::from([code]);
        loop {
            let before = family.len();
            let ties = self.links().map(|(successor, row)| [row.topic, successor]);
            for tie in
                ties.filter(|tie| tie.iter().any(|code| family.contains(code))).collect::<Vec<_>>()
            {
                family.extend(tie);
            }
            if family.len() == before {
                return *family.first().expect("a topic is of its own family");
            }
        }
    }

    fn links(&self) -> impl Iterator<Item = (TopicCode, &Succession)> {
        self.successions.iter().filter_map(|row| match row.successor {
            Successor::Topic(code) => Some((code, row)),
            Successor::Announced(_) => None,
        })
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
    /// The topic may be its name, a name it had at another time, or its code. An empty `law` is for deliveries without that
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
    /// // A name the topic had in 2020.
    /// let former = topics.find("Serviceloven", "1.9 Børn - efterværn - §§ 68 og 76");
    /// assert!(matches!(former, Some(TopicMatch::Topic(code)) if code.number() == 123));
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

const LISTED: &str = "a code of the list of topics";

/// Small letters, single spaces, none after `§`: differences that never tell two topics apart.
fn fold(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().replace("§ ", "§")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merudgifter_are_followed_by_something_announced_without_a_day() {
        let topics = Topics::reference();
        let announced = topics.successions().iter().filter(|row| row.on.is_none());
        let announced: Vec<_> = announced.map(|row| (row.topic.number(), &row.successor)).collect();
        let name = Successor::Announced("Kompensationsydelse".into());
        assert_eq!(announced, [(114, &name), (203, &name)]);
        assert_eq!(topics.successors(TopicCode(114)).count(), 0);
    }

    #[test]
    fn the_housing_services_were_split_in_2019() {
        let parts: Vec<_> = Topics::reference()
            .successors(TopicCode(129))
            .map(|(code, row)| (code.number(), row.on.map(|on| on.to_string()), row.kind))
            .collect();
        let on = || Some("2019-01-01".to_owned());
        assert_eq!(parts, [130, 131, 132, 133].map(|code| (code, on(), SuccessionKind::Split)));
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
    fn a_mistake_is_named_with_its_line() {
        let (names, successors) = ("topic,name,valid_from,valid_to,basis,source\n", SUCCESSORS);
        check(
            "1,L,L,b,b,,,x\n",
            names,
            successors,
            "line 3 of the list of topics: the code is used twice",
        );
        let former = format!("{names}1,a,2018-03,2018-02-30,,\n");
        let expected = "line 2 of the names of topics: valid_to is not a date like 2018-03-01, 2018-03 or 2018";
        check("2,L,L,b,b,,,x\n", &former, successors, expected);
        let taken = format!("{names}1,b,,,,\n");
        let expected = "line 2 of the names of topics: the name is used twice";
        check("2,L,L,b,b,,,x\n", &taken, successors, expected);
        let unknown = format!("{successors}1,7,,2024-01-01,split,,\n");
        let expected =
            "line 2 of the successors of topics: successor is not a code of the list of topics";
        check("2,L,L,b,b,,,x\n", names, &unknown, expected);
        let undated = format!("{successors}1,2,,,split,,\n");
        let expected = "line 2 of the successors of topics: on is not a date, which a successor with a code must have";
        check("2,L,L,b,b,,,x\n", names, &undated, expected);
    }

    const SUCCESSORS: &str = "topic,successor,announced_as,on,kind,basis,source\n";

    /// Checks the mistake in a list of the topic 1 and some rows more.
    #[track_caller]
    fn check(rows: &str, names: &str, successors: &str, expected: &str) {
        let topics = "code,law,law_en,name,name_en,valid_from,valid_to,name_basis\n1,L,L,a,a,,,x\n";
        let topics = format!("{topics}{rows}");
        let error = Topics::parse(TopicTables { topics: &topics, names, successors });
        assert_eq!(error.expect_err("a mistake").to_string(), expected);
    }
}
