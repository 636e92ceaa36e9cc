//! Which topic took over from which, and whether together they still count the same.

use jiff::civil::Date;

use super::TopicCode;
use crate::reference::{self, Line, TableError};

/// One topic that takes over from another.
///
/// *Source*: the row's own; `data/topic_successors.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The topic that ends.
    pub topic: TopicCode,
    /// The one that takes over.
    pub successor: Successor,
    /// The first decision day of the successor; `None` when it is announced and the day is not
    /// known. A day is never guessed.
    pub on: Option<Date>,
    /// How the content was handed over.
    pub kind: SuccessionKind,
    /// What the row rests on; (?) marks what no source settles.
    pub basis: String,
    /// Where it can be read; empty where there is no public source.
    pub source: String,
}

/// What takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Successor {
    /// A topic of the list.
    Topic(TopicCode),
    /// Something announced that the list does not have yet, by its name.
    Announced(String),
}

/// How the content of topics was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuccessionKind {
    /// One topic became one other.
    OneToOne,
    /// One became several that together hold what it held.
    Split,
    /// Several became one that holds what they held.
    Merge,
    /// What was handed over is not known to be the same: something may have left or joined.
    Regroup,
}

impl SuccessionKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::OneToOne, Self::Split, Self::Merge, Self::Regroup];

    /// Returns the word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::OneToOne => "one_to_one",
            Self::Split => "split",
            Self::Merge => "merge",
            Self::Regroup => "regroup",
        }
    }

    /// Tells whether old and new together count the same decisions.
    #[must_use]
    pub const fn keeps_content(self) -> bool {
        !matches!(self, Self::Regroup)
    }
}

#[derive(serde::Deserialize)]
struct Row {
    topic: u16,
    successor: String,
    announced_as: String,
    on: String,
    kind: String,
    basis: String,
    source: String,
}

/// Reads the successions with the lines they stand on.
pub(super) fn parse(table: &str) -> Result<Vec<(Line, Succession)>, TableError> {
    let rows = reference::rows::<Row>("the successors of topics", table)?;
    rows.into_iter().map(|(line, row)| Ok((line, succession(line, row)?))).collect()
}

fn succession(line: Line, row: Row) -> Result<Succession, TableError> {
    let code = line.optional("successor", "the code of a topic", &row.successor)?.map(TopicCode);
    let successor = match (code, row.announced_as.as_str()) {
        (Some(code), "") => Successor::Topic(code),
        (None, name) if !name.is_empty() => Successor::Announced(name.to_owned()),
        _ => return Err(line.cell("successor", "given here or in announced_as, and not in both")),
    };
    let on = line.optional("on", "a date like 2024-01-01", &row.on)?;
    if on.is_none() && code.is_some() {
        return Err(line.cell("on", "a date, which a successor with a code must have"));
    }
    let kind = SuccessionKind::ALL.into_iter().find(|kind| kind.id() == row.kind);
    Ok(Succession {
        topic: TopicCode(row.topic),
        successor,
        on,
        kind: kind.ok_or(line.cell("kind", "one_to_one, split, merge or regroup"))?,
        basis: row.basis,
        source: row.source,
    })
}
