//! Checks all reference data against themselves and each other, and says what is wrong and where.
//!
//! Reading a table stops at its first mistake. This goes through everything, for the person who edits
//! the data.

mod events;
mod maps;
mod places;
mod published;
mod recipients;
mod sections;
mod sheet;
mod topics;

use crate::{reference, topic::TopicTables};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The data cannot be used, or would give wrong figures.
    Error,
    /// The data can be used; someone should look.
    Warning,
}

impl Severity {
    /// Returns the word used in reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something wrong with the reference data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFinding {
    /// The file, as it was named.
    pub file: String,
    /// The line, the first being 1; 0 where it is about the whole file.
    pub line: usize,
    /// The column or field; `None` where it is about the whole line.
    pub column: Option<&'static str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong. No free text of a cell is repeated, only codes, years and days.
    pub reason: String,
}

/// A file with its name.
#[derive(Clone, Copy, Debug)]
pub struct DataFile<'a> {
    /// What findings call it.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// All reference data an administrator can see, and some can replace.
#[derive(Clone, Copy, Debug)]
pub struct DataFiles<'a> {
    /// The topics.
    pub topics: DataFile<'a>,
    /// Their names.
    pub topic_names: DataFile<'a>,
    /// Their successors.
    pub topic_successors: DataFile<'a>,
    /// What the maps count.
    pub map_definitions: DataFile<'a>,
    /// The definitions in `editions.toml` of a data folder, if it has any.
    pub own_definitions: Option<DataFile<'a>>,
    /// The groups of provisions that belong to a map.
    pub map_sections: DataFile<'a>,
    /// The links from serviceloven to barnets lov.
    pub section_crosswalk: DataFile<'a>,
    /// The dated events.
    pub annotations: DataFile<'a>,
    /// The dated events of a data folder, if it has any.
    pub own_annotations: Option<DataFile<'a>>,
    /// The municipalities.
    pub municipalities: DataFile<'a>,
    /// The regions.
    pub regions: DataFile<'a>,
    /// Other spellings of municipalities.
    pub aliases: DataFile<'a>,
    /// The population.
    pub population: DataFile<'a>,
    /// The recipients in `recipients.csv` of a data folder, if it has any.
    pub own_recipients: Option<DataFile<'a>>,
    /// The published national figures.
    pub published_national: DataFile<'a>,
    /// The published editions.
    pub published_editions: DataFile<'a>,
}

impl DataFiles<'static> {
    /// The data that are compiled in.
    pub const REFERENCE: Self = {
        const fn file(name: &'static str, text: &'static str) -> DataFile<'static> {
            DataFile { name, text }
        }
        Self {
            topics: file("data/topics.csv", reference::TOPICS),
            topic_names: file("data/topic_names.csv", reference::TOPIC_NAMES),
            topic_successors: file("data/topic_successors.csv", reference::TOPIC_SUCCESSORS),
            map_definitions: file("data/map_definitions.toml", reference::MAP_DEFINITIONS),
            own_definitions: None,
            map_sections: file("data/map_sections.csv", reference::MAP_SECTIONS),
            section_crosswalk: file(
                "data/section_crosswalk_2024.csv",
                reference::SECTION_CROSSWALK,
            ),
            annotations: file("data/annotations.toml", reference::ANNOTATIONS),
            own_annotations: None,
            municipalities: file("data/municipalities.csv", reference::MUNICIPALITIES),
            regions: file("data/regions.csv", reference::REGIONS),
            aliases: file("data/municipality_aliases.csv", reference::ALIASES),
            population: file("data/population.csv", reference::POPULATION),
            own_recipients: None,
            published_national: file("data/published_national.csv", reference::PUBLISHED_NATIONAL),
            published_editions: file("data/published_editions.csv", reference::PUBLISHED_EDITIONS),
        }
    };
}

impl<'a> DataFiles<'a> {
    /// Returns the tables of topics.
    #[must_use]
    pub const fn topic_tables(&self) -> TopicTables<'a> {
        TopicTables {
            topics: self.topics.text,
            names: self.topic_names.text,
            successors: self.topic_successors.text,
        }
    }
}

/// Checks everything. Findings stand by file, in the order of their lines.
#[must_use]
pub fn check(files: &DataFiles) -> Vec<DataFinding> {
    let mut findings = Findings::default();
    let topics = topics::check(files, &mut findings);
    if let Some(topics) = &topics {
        for file in [Some(files.map_definitions), files.own_definitions].into_iter().flatten() {
            maps::check(file, topics, &mut findings);
        }
        sections::check(files, topics, &mut findings);
        for file in [Some(files.annotations), files.own_annotations].into_iter().flatten() {
            events::check(file, topics, &mut findings);
        }
    }
    places::check(files, &mut findings);
    if let Some(file) = files.own_recipients {
        recipients::check(file, &mut findings);
    }
    published::check(files, &mut findings);
    findings.list.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    findings.list
}

/// What was found so far.
#[derive(Debug, Default)]
struct Findings {
    list: Vec<DataFinding>,
}

/// Where something is wrong.
#[derive(Clone, Copy)]
struct At<'a> {
    file: &'a str,
    line: usize,
    column: Option<&'static str>,
}

impl Findings {
    fn error(&mut self, at: At, reason: impl Into<String>) {
        self.add(at, Severity::Error, reason.into());
    }

    fn warning(&mut self, at: At, reason: impl Into<String>) {
        self.add(at, Severity::Warning, reason.into());
    }

    fn add(&mut self, at: At, severity: Severity, reason: String) {
        let At { file, line, column } = at;
        self.list.push(DataFinding { file: file.into(), line, column, severity, reason });
    }
}

/// Returns the line a byte of a text stands on, the first being 1.
#[must_use]
pub fn line_of(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count() + 1
}

/// Returns the line of the entry `index` (from 0) of an array of tables in a TOML text.
fn entry_line(text: &str, heading: &str, index: usize) -> usize {
    let lines = text.lines().enumerate().filter(|(_, line)| line.trim() == heading);
    lines.map(|(line, _)| line + 1).nth(index).unwrap_or(0)
}

#[cfg(test)]
mod tests;
