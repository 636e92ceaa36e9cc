//! `quarter_revisions.csv`: the country's counts by quarter in earlier draws that differ from those of the
//! next newer draw.

use domain::{period::Period, topic::TopicCode};
use jiff::civil::Date;

use super::{ReleaseError, quarters, revisions};
use crate::vintage::{QuarterKey, Revision};

/// The file's name.
pub(super) const FILE: &str = "quarter_revisions.csv";

#[derive(serde::Serialize, serde::Deserialize)]
struct Row {
    drawn_on: Date,
    quarter: String,
    topic: u16,
    /// Empty, with the next two, where the draw had no such count.
    changed: Option<u32>,
    remitted: Option<u32>,
    upheld: Option<u32>,
    /// Empty as well where dismissed cases were not delivered.
    dismissed: Option<u32>,
}

pub(super) fn write(revisions: &[Revision<QuarterKey>], dismissed_delivered: bool) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for Revision { drawn_on, key: (quarter, topic), was } in revisions {
        let row = Row {
            drawn_on: *drawn_on,
            quarter: Period::Quarter(*quarter).to_string(),
            topic: topic.number(),
            changed: was.map(|was| was.changed),
            remitted: was.map(|was| was.remitted),
            upheld: was.map(|was| was.upheld),
            dismissed: was.filter(|_| dismissed_delivered).map(|was| was.dismissed),
        };
        writer.serialize(row).expect("writing to memory does not fail");
    }
    writer.into_inner().expect("writing to memory does not fail")
}

pub(super) fn parse(text: &str) -> Result<Vec<Revision<QuarterKey>>, ReleaseError> {
    let damaged = |what: String| ReleaseError::Damaged { path: FILE.into(), what };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize::<Row>().enumerate().map(|(index, row)| {
        let row = row.map_err(|error| damaged(error.to_string()))?;
        revision(&row).ok_or_else(|| damaged(format!("line {} is no revision", index + 2)))
    });
    rows.collect()
}

fn revision(row: &Row) -> Option<Revision<QuarterKey>> {
    let counts = [row.changed, row.remitted, row.upheld];
    let key = (quarters::quarter(&row.quarter)?, TopicCode::new(row.topic));
    let was = revisions::was(counts, row.dismissed);
    revisions::is_whole(counts).then_some(Revision { drawn_on: row.drawn_on, key, was })
}
