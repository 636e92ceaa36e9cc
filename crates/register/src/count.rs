//! Counting a snapshot, and the loop that defines what the count is.

mod dense;

use std::collections::BTreeMap;

use domain::{
    count::{Absence, CaseCount, Counts, TimeCount},
    municipality::MunicipalityCode,
    period::{Grain, Period},
    topic::TopicCode,
};
use jiff::civil::Date;

use crate::{
    case::Case,
    snapshot::{Snapshot, SnapshotError, read_counts, read_decided},
};

/// Counts a snapshot by period, municipality and topic.
///
/// A snapshot of cases is counted in one pass. A snapshot of counts gives those of the grain: four
/// quarters are no year. What it cannot tell is not delivered, never zero.
pub fn count(snapshot: &Snapshot, grain: Grain) -> Result<Counts, SnapshotError> {
    let manifest = snapshot.manifest();
    let (folder, path) = (snapshot.folder(), snapshot.data_file());
    let (cases, times, absence) = if manifest.cases.is_some() {
        let mut dense = dense::DenseCount::new(grain);
        read_decided(folder, &path, &mut |batch| dense.add(folder, batch))?;
        let (cases, times) = dense.finish();
        (cases, Some(times), Absence::NoCases)
    } else {
        (read_counts(folder, &path, grain)?, None, Absence::NotDelivered)
    };
    Ok(Counts {
        snapshot: manifest.facts(),
        cases,
        times,
        dismissed_delivered: manifest.dismissed_delivered,
        absence,
    })
}

type Key = (Period, MunicipalityCode, TopicCode);

/// Defines the count: each decided case once, in the period of its decision.
#[must_use]
pub fn define(cases: &[Case], grain: Grain) -> Vec<CaseCount> {
    let mut counts: BTreeMap<Key, domain::reversal::OutcomeCounts> = BTreeMap::new();
    for case in cases {
        let Some(decision) = case.decision else { continue };
        let period = Period::containing(decision.on, grain);
        counts.entry((period, case.municipality, case.topic)).or_default().add(decision.outcome);
    }
    let rows = counts.into_iter();
    rows.map(|((period, municipality, topic), outcomes)| CaseCount {
        period,
        municipality,
        topic,
        outcomes,
    })
    .collect()
}

/// Defines the processing-time histogram: whole weeks from receipt, or from the reopening of a
/// reopened case, to the decision.
///
/// *Source*: reopened cases count from the reopening since January 2019 (ast.dk, "Aktuelle
/// sagsbehandlingstider").
#[must_use]
pub fn define_times(cases: &[Case], grain: Grain) -> Vec<TimeCount> {
    let mut counts: BTreeMap<(Key, u16), u32> = BTreeMap::new();
    for case in cases {
        let Some(decision) = case.decision else { continue };
        let period = Period::containing(decision.on, grain);
        let weeks = weeks(case.reopened_on.unwrap_or(case.received_on), decision.on);
        *counts.entry(((period, case.municipality, case.topic), weeks)).or_default() += 1;
    }
    let rows = counts.into_iter();
    rows.map(|(((period, municipality, topic), weeks), cases)| TimeCount {
        period,
        municipality,
        topic,
        weeks,
        cases,
    })
    .collect()
}

fn weeks(from: Date, to: Date) -> u16 {
    u16::try_from(to.duration_since(from).as_hours() / (24 * 7)).unwrap_or(u16::MAX)
}
