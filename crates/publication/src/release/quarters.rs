//! `quarters.csv`: the country's counts by quarter and topic.

use domain::{
    period::{Period, Quarter},
    reversal::OutcomeCounts,
    topic::TopicCode,
};

use super::ReleaseError;
use crate::quarter::QuarterCount;

/// The file's name.
pub(super) const FILE: &str = "quarters.csv";

#[derive(serde::Serialize, serde::Deserialize)]
struct Row {
    quarter: String,
    topic: u16,
    changed: u32,
    remitted: u32,
    upheld: u32,
    /// Empty where dismissed cases were not delivered.
    dismissed: Option<u32>,
}

pub(super) fn write(counts: &[QuarterCount], dismissed_delivered: bool) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for count in counts {
        let row = Row {
            quarter: Period::Quarter(count.quarter).to_string(),
            topic: count.topic.number(),
            changed: count.outcomes.changed,
            remitted: count.outcomes.remitted,
            upheld: count.outcomes.upheld,
            dismissed: dismissed_delivered.then_some(count.outcomes.dismissed),
        };
        writer.serialize(row).expect("writing to memory does not fail");
    }
    writer.into_inner().expect("writing to memory does not fail")
}

/// Reads the counts; they stand in order of quarter.
pub(super) fn parse(text: &str) -> Result<Vec<QuarterCount>, ReleaseError> {
    let damaged = |what: String| ReleaseError::Damaged { path: FILE.into(), what };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut counts: Vec<QuarterCount> = Vec::new();
    for (index, row) in reader.deserialize::<Row>().enumerate() {
        let row = row.map_err(|error| damaged(error.to_string()))?;
        let wrong = || damaged(format!("line {} is no count, or out of order", index + 2));
        let quarter = quarter(&row.quarter).ok_or_else(wrong)?;
        if counts.last().is_some_and(|last| last.quarter > quarter) {
            return Err(wrong());
        }
        let outcomes = OutcomeCounts {
            changed: row.changed,
            remitted: row.remitted,
            upheld: row.upheld,
            dismissed: row.dismissed.unwrap_or(0),
        };
        counts.push(QuarterCount { quarter, topic: TopicCode::new(row.topic), outcomes });
    }
    Ok(counts)
}

pub(super) fn quarter(text: &str) -> Option<Quarter> {
    match Period::parse(text)? {
        Period::Quarter(quarter) => Some(quarter),
        Period::Year(_) => None,
    }
}
