//! Counting a snapshot, and the loop that defines what the count is.

mod codes;
mod cohorts;
mod counted;
mod flows;
mod measures;
mod runs;

use std::collections::BTreeMap;

use domain::{
    count::{Absence, CaseCount, CodeCount, Counts, Details, ExtendedCount, TimeCount},
    extended::{ExtendedCounts, ExtendedOutcome},
    municipality::MunicipalityCode,
    period::{Grain, Period},
    topic::TopicCode,
};
use jiff::civil::Date;

pub use self::{
    cohorts::{count_cohorts, define_cohorts},
    flows::{count_flow, define_flow},
};
use crate::{
    case::{Case, PartDecision},
    delivery::DeliveryKind,
    snapshot::{Measure, Snapshot, SnapshotError, read_counts},
};

/// Counts a snapshot by period, municipality and topic.
///
/// A snapshot of cases is counted in one pass over the columns of all measures. A snapshot of counts gives those of the grain: four
/// quarters are no year. What it cannot tell is not delivered, never zero. A flow table has nothing to
/// count, and is refused.
pub fn count(snapshot: &Snapshot, grain: Grain) -> Result<Counts, SnapshotError> {
    count_wanted(snapshot, grain, true)
}

/// Counts only the outcomes of a snapshot, many times as fast as [`count`].
///
/// Processing times and details are `None`, as where they are not delivered.
pub fn count_outcomes(snapshot: &Snapshot, grain: Grain) -> Result<Counts, SnapshotError> {
    count_wanted(snapshot, grain, false)
}

fn count_wanted(
    snapshot: &Snapshot,
    grain: Grain,
    with_measures: bool,
) -> Result<Counts, SnapshotError> {
    let manifest = snapshot.manifest();
    if manifest.kind == DeliveryKind::Flow {
        return Err(SnapshotError::NoOutcomes { id: manifest.id.clone() });
    }
    let (folder, path) = (snapshot.folder(), snapshot.data_file());
    let (cases, times, details, absence) = if manifest.cases.is_some() {
        let counted = runs::count_runs(folder, &path, grain, with_measures)?;
        let tells = |measure| with_measures && manifest.tells(measure);
        let details = Details {
            extended: tells(Measure::Parts).then_some(counted.extended),
            reversal_reasons: tells(Measure::ReversalReasons).then_some(counted.reasons),
            formal_errors: tells(Measure::FormalErrors).then_some(counted.errors),
        };
        (counted.cases, with_measures.then_some(counted.times), details, Absence::NoCases)
    } else {
        let counts = read_counts(folder, &path, grain)?;
        (counts, None, Details::default(), Absence::NotDelivered)
    };
    Ok(Counts {
        snapshot: manifest.facts(),
        cases,
        times,
        details,
        dismissed_delivered: manifest.tells(Measure::Dismissed),
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
        let weeks = weeks(begun_on(case), decision.on);
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

/// Defines the extended statistics: each decided case once, reversed exactly when it is in the ordinary
/// ones, and partly so when one of its standing parts was upheld.
///
/// *Source*: Ankestyrelsen, extended statistics of serviceloven, since 1 April 2018.
#[must_use]
pub fn define_extended(cases: &[Case], parts: &[PartDecision], grain: Grain) -> Vec<ExtendedCount> {
    let mut counts: BTreeMap<Key, ExtendedCounts> = BTreeMap::new();
    for case in cases {
        let Some(decision) = case.decision else { continue };
        let standing = parts.iter().filter(|part| part.case_number == case.number && part.stands);
        let outcomes: Vec<_> = standing.filter_map(|part| Some(part.decision?.outcome)).collect();
        let period = Period::containing(decision.on, grain);
        let outcome = ExtendedOutcome::of(decision.outcome, &outcomes);
        counts.entry((period, case.municipality, case.topic)).or_default().add(outcome);
    }
    let rows = counts.into_iter();
    rows.map(|((period, municipality, topic), outcomes)| ExtendedCount {
        period,
        municipality,
        topic,
        outcomes,
    })
    .collect()
}

/// Defines the counts of reasons or formal errors: each decided case once for each of its codes.
#[must_use]
pub fn define_codes(cases: &[Case], grain: Grain, of: fn(&Case) -> &[String]) -> Vec<CodeCount> {
    let mut counts: BTreeMap<_, u32> = BTreeMap::new();
    for case in cases {
        let Some(decision) = case.decision else { continue };
        let period = Period::containing(decision.on, grain);
        for code in of(case).iter().collect::<std::collections::BTreeSet<_>>() {
            let key = (period, case.municipality, case.topic, code.clone(), decision.outcome);
            *counts.entry(key).or_default() += 1;
        }
    }
    let rows = counts.into_iter();
    rows.map(|((period, municipality, topic, code, outcome), cases)| CodeCount {
        period,
        municipality,
        topic,
        code,
        outcome,
        cases,
    })
    .collect()
}

/// Returns the day from which the time of a case counts: its receipt, or its reopening.
fn begun_on(case: &Case) -> Date {
    case.reopened_on.unwrap_or(case.received_on)
}

/// Returns the day of a case's decision, if it was decided up to a day.
fn decided_by(case: &Case, drawn_on: Date) -> Option<Date> {
    case.decision.map(|decision| decision.on).filter(|day| *day <= drawn_on)
}

/// Returns the whole days between two days; a case never ends before it begins.
fn days_between(from: Date, to: Date) -> u32 {
    u32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(0)
}

fn weeks(from: Date, to: Date) -> u16 {
    u16::try_from(to.duration_since(from).as_hours() / (24 * 7)).unwrap_or(u16::MAX)
}
