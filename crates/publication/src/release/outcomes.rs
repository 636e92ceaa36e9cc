//! `outcomes.csv`: the counts of a release, one row for each period, municipality and topic.

use domain::{
    count::{Absence, CaseCount, Counts, Details},
    municipality::MunicipalityCode,
    period::Period,
    reversal::OutcomeCounts,
    topic::TopicCode,
};

use super::{Manifest, ReleaseError};

/// The file's name.
pub(super) const FILE: &str = "outcomes.csv";

#[derive(serde::Serialize, serde::Deserialize)]
struct Row {
    period: String,
    municipality: u16,
    topic: u16,
    changed: u32,
    remitted: u32,
    upheld: u32,
    /// Empty where dismissed cases were not delivered.
    dismissed: Option<u32>,
}

pub(super) fn write(counts: &Counts) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for count in &counts.cases {
        let row = Row {
            period: count.period.to_string(),
            municipality: count.municipality.number(),
            topic: count.topic.number(),
            changed: count.outcomes.changed,
            remitted: count.outcomes.remitted,
            upheld: count.outcomes.upheld,
            dismissed: counts.dismissed_delivered.then_some(count.outcomes.dismissed),
        };
        writer.serialize(row).expect("writing to memory does not fail");
    }
    writer.into_inner().expect("writing to memory does not fail")
}

pub(super) fn parse(text: &str, manifest: &Manifest) -> Result<Counts, ReleaseError> {
    let damaged = |what: String| ReleaseError::Damaged { path: FILE.into(), what };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut cases = Vec::new();
    for (index, row) in reader.deserialize::<Row>().enumerate() {
        let row = row.map_err(|error| damaged(error.to_string()))?;
        let count = case_count(&row);
        cases.push(count.ok_or_else(|| damaged(format!("line {} is no count", index + 2)))?);
    }
    Ok(Counts {
        snapshot: manifest.facts(),
        cases,
        times: None,
        details: Details::default(),
        dismissed_delivered: manifest.dismissed_delivered,
        absence: if manifest.every_case_delivered {
            Absence::NoCases
        } else {
            Absence::NotDelivered
        },
    })
}

fn case_count(row: &Row) -> Option<CaseCount> {
    Some(CaseCount {
        period: Period::parse(&row.period)?,
        municipality: MunicipalityCode::new(row.municipality)?,
        topic: TopicCode::new(row.topic),
        outcomes: OutcomeCounts {
            changed: row.changed,
            remitted: row.remitted,
            upheld: row.upheld,
            dismissed: row.dismissed.unwrap_or(0),
        },
    })
}
