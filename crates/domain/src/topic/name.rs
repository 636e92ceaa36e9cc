//! Names a topic had at other times; most changed in March 2018.

use super::TopicCode;
use crate::{
    partial_date::PartialDate,
    reference::{self, TableError},
};

/// A name the board used for a topic in its statistics, with the time it was used.
///
/// *Source*: the row's own; `data/topic_names.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicName {
    /// The topic.
    pub topic: TopicCode,
    /// The name, as the portal wrote it.
    pub name: String,
    /// The first day it was used, as exactly as it is known; `None` when it is as old as the topic.
    pub valid_from: Option<PartialDate>,
    /// The last day; `None` while it is in use.
    pub valid_to: Option<PartialDate>,
    /// What the row rests on; (?) marks what no source settles.
    pub basis: String,
    /// Where it can be read.
    pub source: String,
}

#[derive(serde::Deserialize)]
struct Row {
    topic: u16,
    name: String,
    valid_from: String,
    valid_to: String,
    basis: String,
    source: String,
}

const DATE: &str = "a date like 2018-03-01, 2018-03 or 2018";

/// Reads the names with the lines they stand on.
pub(super) fn parse(table: &str) -> Result<Vec<(reference::Line, TopicName)>, TableError> {
    let rows = reference::rows::<Row>("the names of topics", table)?;
    let name = |(line, row): (reference::Line, Row)| {
        let name = TopicName {
            topic: TopicCode(row.topic),
            valid_from: line.optional("valid_from", DATE, &row.valid_from)?,
            valid_to: line.optional("valid_to", DATE, &row.valid_to)?,
            name: row.name,
            basis: row.basis,
            source: row.source,
        };
        Ok((line, name))
    };
    rows.into_iter().map(name).collect()
}
