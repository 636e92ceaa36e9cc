//! `revisions.csv`: the counts of earlier draws that differ from those of the next newer draw.

use domain::{
    municipality::MunicipalityCode, period::Year, reversal::OutcomeCounts, topic::TopicCode,
};
use jiff::civil::Date;

use super::ReleaseError;
use crate::vintage::{Revision, YearKey};

/// The file's name.
pub(super) const FILE: &str = "revisions.csv";

#[derive(serde::Serialize, serde::Deserialize)]
struct Row {
    drawn_on: Date,
    year: i16,
    municipality: u16,
    topic: u16,
    /// Empty, with the next two, where the draw had no such count.
    changed: Option<u32>,
    remitted: Option<u32>,
    upheld: Option<u32>,
    /// Empty as well where dismissed cases were not delivered.
    dismissed: Option<u32>,
}

pub(super) fn write(revisions: &[Revision<YearKey>], dismissed_delivered: bool) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for Revision { drawn_on, key: (year, municipality, topic), was } in revisions {
        let row = Row {
            drawn_on: *drawn_on,
            year: year.number(),
            municipality: municipality.number(),
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

pub(super) fn parse(text: &str) -> Result<Vec<Revision<YearKey>>, ReleaseError> {
    let damaged = |what: String| ReleaseError::Damaged { path: FILE.into(), what };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize::<Row>().enumerate().map(|(index, row)| {
        let row = row.map_err(|error| damaged(error.to_string()))?;
        revision(&row).ok_or_else(|| damaged(format!("line {} is no revision", index + 2)))
    });
    rows.collect()
}

fn revision(row: &Row) -> Option<Revision<YearKey>> {
    let municipality = MunicipalityCode::new(row.municipality)?;
    let counts = [row.changed, row.remitted, row.upheld];
    let key = (Year::new(row.year)?, municipality, TopicCode::new(row.topic));
    let was = was(counts, row.dismissed);
    is_whole(counts).then_some(Revision { drawn_on: row.drawn_on, key, was })
}

/// Tells whether a count is given whole or not at all.
pub(super) fn is_whole(counts: [Option<u32>; 3]) -> bool {
    counts.iter().all(Option::is_some) || counts.iter().all(Option::is_none)
}

/// Returns what a count was; `None` where the draw had no such count.
pub(super) fn was(counts: [Option<u32>; 3], dismissed: Option<u32>) -> Option<OutcomeCounts> {
    let [Some(changed), Some(remitted), Some(upheld)] = counts else { return None };
    Some(OutcomeCounts { changed, remitted, upheld, dismissed: dismissed.unwrap_or(0) })
}
