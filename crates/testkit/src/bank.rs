//! Figures for the statistics tables: everything a delivery of cases tells.

use std::{collections::BTreeMap, path::Path};

use bank::{bank as frozen, settings::Settings, source::Source};
use domain::{
    annotation::Annotations,
    count::{CaseCount, CodeCount, CohortCount, Counts, Details, ExtendedCount},
    extended::ExtendedCounts,
    flow::{Flow, FlowFigures, FlowKey, MUNICIPAL_CASES},
    outcome::Outcome,
    period::Period,
    population::Population,
    provenance::Provenance,
    recipients::Recipients,
    topic::Topics,
};
use jiff::civil::date;
use publication::release::Release;

/// The counts of a draw in every form the tables are made of.
#[derive(Clone, Debug)]
pub struct Figures {
    /// By year, with reasons, errors and parts.
    pub years: Counts,
    /// By quarter.
    pub quarters: Counts,
    /// By year of receipt.
    pub cohorts: Vec<CohortCount>,
    /// By month.
    pub flow: Vec<Flow>,
    /// What an administrator decided.
    pub settings: Settings,
}

impl Figures {
    /// Returns the figures of the newest draw.
    #[must_use]
    pub fn newest(provenance: Provenance) -> Self {
        Self::of(super::counts(provenance))
    }

    /// Returns the figures of the earlier draw.
    #[must_use]
    pub fn earlier(provenance: Provenance) -> Self {
        Self::of(super::earlier(provenance))
    }

    fn of(mut years: Counts) -> Self {
        let quarters = super::by_quarter(years.clone());
        let cohorts = cohorts(&years);
        years.details = Details {
            extended: Some(years.cases.iter().map(extended).collect()),
            reversal_reasons: Some(codes(&years, reasons)),
            formal_errors: Some(codes(&years, errors)),
        };
        Self { years, quarters, cohorts, flow: flow(), settings: Settings::default() }
    }

    /// Freezes the tables in a data folder beside a release, and returns the name of the bank.
    ///
    /// # Panics
    ///
    /// When the bank cannot be built: a test cannot go on without it.
    #[must_use]
    pub fn freeze(&self, data: &Path, release: Option<&Release>) -> String {
        self.with_source(release, |source| {
            frozen::freeze(data, source, "0.0.0").expect("small tables can be frozen").id
        })
    }

    /// Calls a function with the figures as the source of tables.
    pub fn with_source<T>(&self, release: Option<&Release>, then: impl FnOnce(&Source) -> T) -> T {
        then(&Source {
            years: &self.years,
            quarters: &self.quarters,
            cohorts: Some(&self.cohorts),
            flow: &self.flow,
            topics: Topics::reference(),
            annotations: &Annotations::reference(),
            population: &Population::reference(),
            recipients: &Recipients::default(),
            release,
            settings: &self.settings,
        })
    }
}

/// Of the reversed cases, every third but one is so in part.
fn extended(count: &CaseCount) -> ExtendedCount {
    let CaseCount { period, municipality, topic, outcomes } = *count;
    let partly_reversed = outcomes.reversed() / 3;
    let outcomes = ExtendedCounts {
        fully_reversed: outcomes.reversed() - partly_reversed,
        partly_reversed,
        upheld: outcomes.upheld,
        dismissed: outcomes.dismissed,
    };
    ExtendedCount { period, municipality, topic, outcomes }
}

fn codes(
    counts: &Counts,
    of: fn(&CaseCount) -> Vec<(&'static str, Outcome, u32)>,
) -> Vec<CodeCount> {
    let rows = counts.cases.iter().flat_map(|count| {
        of(count).into_iter().filter(|(_, _, cases)| *cases > 0).map(|(code, outcome, cases)| {
            CodeCount {
                period: count.period,
                municipality: count.municipality,
                topic: count.topic,
                code: code.into(),
                outcome,
                cases,
            }
        })
    });
    rows.collect()
}

fn reasons(count: &CaseCount) -> Vec<(&'static str, Outcome, u32)> {
    let (changed, remitted) = (count.outcomes.changed, count.outcomes.remitted);
    vec![
        ("assessment", Outcome::Changed, changed),
        ("information", Outcome::Remitted, remitted),
        ("reasoning", Outcome::Remitted, remitted / 2),
    ]
}

fn errors(count: &CaseCount) -> Vec<(&'static str, Outcome, u32)> {
    let outcomes = count.outcomes;
    vec![
        ("hearing", Outcome::Upheld, outcomes.upheld / 4),
        ("reasoning", Outcome::Changed, outcomes.changed / 2),
        ("reasoning", Outcome::Remitted, outcomes.remitted / 2),
    ]
}

/// Returns a cohort for each year: the cases decided in it, as if received then; some still lie.
fn cohorts(years: &Counts) -> Vec<CohortCount> {
    let mut counts: BTreeMap<_, u32> = BTreeMap::new();
    for count in &years.cases {
        let Period::Year(year) = count.period else { continue };
        let cases = count.outcomes.merits() + count.outcomes.dismissed;
        for case in 0..cases {
            let mix = u32::from(count.municipality.number())
                + u32::from(count.topic.number()) * 3
                + case * 17;
            let is_pending = year.number() == 2024 && mix % 4 == 0;
            let key =
                (year, count.municipality, count.topic, mix % 9 == 0, 20 + mix % 300, !is_pending);
            *counts.entry(key).or_default() += 1;
        }
    }
    let row =
        |((received_year, municipality, topic, has_statutory_deadline, days, decided), cases)| {
            CohortCount {
                received_year,
                municipality,
                topic,
                has_statutory_deadline,
                days,
                decided,
                cases,
            }
        };
    counts.into_iter().map(row).collect()
}

/// Returns two months of two areas; nobody delivered how old the pending cases of one are.
fn flow() -> Vec<Flow> {
    let row = |area: &str, month: i8, pending: u32, age: Option<f64>| Flow {
        key: FlowKey {
            category: MUNICIPAL_CASES.into(),
            area: area.into(),
            municipality: None,
            has_statutory_deadline: false,
            month: date(2025, month, 1),
        },
        figures: FlowFigures {
            received: Some(120),
            decided: Some(110),
            pending: Some(pending),
            mean_days: Some(98.25),
            pending_age_days: age,
        },
    };
    vec![
        row("Aktivloven", 3, 400, None),
        row("Aktivloven", 4, 410, None),
        row("Serviceloven", 3, 900, Some(61.5)),
        row("Serviceloven", 4, 910, Some(63.04)),
    ]
}
