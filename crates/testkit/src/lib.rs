//! Releases for tests: small, real, and the same every time.
//!
//! Every state a figure can be in occurs: many cases, few cases, only dismissed cases, none at all.

pub mod bank;
pub mod tables;

use std::path::Path;

use domain::{
    annotation::Annotations,
    count::{Absence, CaseCount, Counts, Details, SnapshotFacts, Source},
    municipality,
    period::{Period, Quarter, Year},
    provenance::Provenance,
    recipients::Recipients,
    reversal::OutcomeCounts,
    topic::{TopicCode, TopicTables, Topics},
};
use publication::{
    draft::{Draft, finished_years},
    edition::Editions,
    release::{self, Reference},
};
use tempfile::TempDir;

/// A data folder with one release in it; removed when dropped.
#[derive(Debug)]
pub struct DataFolder {
    folder: TempDir,
    /// The name of the release.
    pub release: String,
}

impl DataFolder {
    /// Builds a release of the decision years 2022 to 2024, with quarters and one earlier draw, in which
    /// Odense had other figures for 2024.
    #[must_use]
    pub fn with_release(provenance: Provenance) -> Self {
        Self::of(&with_earlier_draw(provenance))
    }

    /// Builds the same release with recipients, in the form of `recipients.csv`.
    #[must_use]
    pub fn with_recipients(provenance: Provenance, table: &str) -> Self {
        let recipients = Recipients::parse(table).expect("a sound table");
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let draft = with_earlier_draw(provenance);
        let release = freeze_with(folder.path(), &draft, &recipients);
        Self { folder, release }
    }

    /// Builds a release of a draft.
    #[must_use]
    pub fn of(draft: &Draft) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let release = freeze(folder.path(), draft);
        Self { folder, release }
    }

    /// Builds a release of counts, with the proposed editions.
    #[must_use]
    pub fn with_counts(counts: Counts) -> Self {
        Self::of(&draft(counts))
    }

    /// Returns the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Freezes counts as a release with the proposed editions, and returns its name.
///
/// # Panics
///
/// When the release cannot be built: a test cannot go on without it.
#[must_use]
pub fn build(data: &Path, counts: Counts) -> String {
    freeze(data, &draft(counts))
}

/// Returns a draft of counts with the proposed editions.
#[must_use]
pub fn draft(counts: Counts) -> Draft {
    let editions = Editions::proposed(&finished_years(&counts), counts.snapshot.provenance);
    Draft::new(counts, editions, Topics::reference())
}

/// Returns a draft with quarters and one earlier draw.
fn with_earlier_draw(provenance: Provenance) -> Draft {
    let mut draft = draft(counts(provenance));
    draft.add_quarters(&by_quarter(counts(provenance)));
    draft.add_vintage(&earlier(provenance), &by_quarter(earlier(provenance)));
    draft
}

/// Returns the same cases by quarter; a topic's cases of a year all fall in one of its quarters.
fn by_quarter(mut counts: Counts) -> Counts {
    for count in &mut counts.cases {
        let number = u8::try_from(count.topic.number() % 4 + 1).expect("1 to 4");
        let quarter = Quarter::new(count.period.year(), number).expect("a quarter");
        count.period = Period::Quarter(quarter);
    }
    counts.cases.sort_by_key(|count| (count.period, count.municipality, count.topic));
    counts
}

/// Returns the counts as they were drawn in April.
fn earlier(provenance: Provenance) -> Counts {
    let mut counts = counts(provenance);
    counts.snapshot.id = "2025-04-01-4567cdef".into();
    counts.snapshot.drawn_on = jiff::civil::date(2025, 4, 1);
    counts.snapshot.pending = Some(5_432);
    counts.snapshot.rejected_rows = 7;
    counts.snapshot.sources =
        vec![Source { name: "levering-april.csv".into(), sha256: "cd".repeat(32) }];
    let newest = Period::Year(Year::new(2024).expect("a year"));
    for count in &mut counts.cases {
        if count.period == newest && count.municipality.number() == 461 {
            count.outcomes.remitted -= 1;
        }
    }
    counts
}

/// Freezes a draft as a release with the reference data that are compiled in, and returns its name.
///
/// # Panics
///
/// When the release cannot be built: a test cannot go on without it.
#[must_use]
pub fn freeze(data: &Path, draft: &Draft) -> String {
    freeze_with(data, draft, &Recipients::default())
}

fn freeze_with(data: &Path, draft: &Draft, recipients: &Recipients) -> String {
    let annotations = Annotations::reference();
    let reference =
        Reference { topics: TopicTables::REFERENCE, annotations: &annotations, recipients };
    let built = release::build(data, draft, reference, "0.0.0");
    built.expect("a small release can be built").manifest().id.clone()
}

/// Returns counts in which every state of a figure occurs.
#[must_use]
pub fn counts(provenance: Provenance) -> Counts {
    let mut cases = Vec::new();
    for year in 2022..=2024 {
        let year = Year::new(year).expect("a year");
        for place in municipality::all() {
            for topic in Topics::reference().all() {
                let outcomes = outcomes(place, year, topic.code);
                let valid = topic.is_valid_within(year.last_day(), year.last_day());
                if valid && outcomes != OutcomeCounts::default() {
                    let period = Period::Year(year);
                    cases.push(CaseCount {
                        period,
                        municipality: place.code,
                        topic: topic.code,
                        outcomes,
                    });
                }
            }
        }
    }
    Counts {
        snapshot: SnapshotFacts {
            id: "2025-06-10-0123abcd".into(),
            drawn_on: jiff::civil::date(2025, 6, 10),
            provenance,
            pending: Some(4_321),
            rejected_rows: 12,
            sources: vec![Source { name: "levering.csv".into(), sha256: "ab".repeat(32) }],
        },
        cases,
        times: None,
        details: Details::default(),
        dismissed_delivered: true,
        absence: Absence::NoCases,
    }
}

/// Ærø has no cases, Fanø only dismissed ones, Læsø few, Odense many; the rest something between.
fn outcomes(place: &municipality::Municipality, year: Year, topic: TopicCode) -> OutcomeCounts {
    let mix = u32::from(place.code.number()) * 7
        + u32::from(topic.number()) * 13
        + u32::from(year.number().unsigned_abs()) * 3;
    match place.name.as_str() {
        "Ærø" => OutcomeCounts::default(),
        "Fanø" => OutcomeCounts {
            dismissed: u32::from(topic.number() == 134),
            ..OutcomeCounts::default()
        },
        "Læsø" => OutcomeCounts {
            upheld: u32::from(topic.number() == 134) * 2,
            ..OutcomeCounts::default()
        },
        "Odense" => OutcomeCounts { changed: 1, remitted: 4, upheld: 25, dismissed: 3 },
        _ => OutcomeCounts {
            changed: mix % 2,
            remitted: mix % 5,
            upheld: mix % 7,
            dismissed: mix % 3,
        },
    }
}
