//! A release: a frozen folder of figures, read-only, with an address of its own.

mod folder;
mod manifest;
mod outcomes;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use domain::{
    count::{Counts, SnapshotFacts},
    map::{MapDefinition, MapKind},
    municipality::MunicipalityCode,
    period::{Period, Year},
    population::Population,
    provenance::Provenance,
    published::PublishedFigure,
    reference::TableError,
    reversal::OutcomeCounts,
    topic::{TopicCode, Topics},
};

pub use folder::{Built, build, current, list, verify};
pub use manifest::{FileEntry, Manifest};

use crate::{
    draft::{self, MapYear},
    edition::{Edition, Editions, EditionsError},
};

/// The version of the methods: raised when a change moves a published figure.
/// `docs/decisions/` says what changed.
pub const METHOD_VERSION: u32 = 1;

/// Why a release cannot be written, read or trusted.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// The disk.
    #[error("{path}: {error}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// No release of this name.
    #[error("there is no release {0}; `danmarkskort release list` shows which there are")]
    Unknown(String),
    /// A file of the release is not what the manifest says.
    #[error("{path} is damaged: {what}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A table of the release cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The editions of the release cannot be read.
    #[error(transparent)]
    Editions(#[from] EditionsError),
}

/// Figures frozen for publication, with everything a page needs.
///
/// There is one way to get a value: [`Release::open`] on a folder that [`build`] wrote.
#[derive(Debug)]
pub struct Release {
    manifest: Manifest,
    editions: Editions,
    topics: Topics,
    counts: Counts,
    /// Where the counts of a municipality and year begin and end in a list by topic.
    by_topic: BTreeMap<(MunicipalityCode, Year), Vec<(TopicCode, OutcomeCounts)>>,
    maps: Vec<MapYear>,
    population: Population,
    published: Vec<PublishedFigure>,
    geometry: String,
}

impl Release {
    /// Reads the release with a name from the data folder, every file checked against its hash.
    pub fn open(data: &Path, id: &str) -> Result<Self, ReleaseError> {
        let files = folder::read(data, id)?;
        let topics = Topics::parse(files.topic_tables())?;
        let editions = Editions::parse(&files.editions, &topics)?;
        let counts = outcomes::parse(&files.outcomes, &files.manifest)?;
        let maps = draft::maps(&counts, &editions, &topics, &mut Vec::new());
        Ok(Self {
            by_topic: by_topic(&counts),
            maps,
            population: Population::parse(&files.population)?,
            published: PublishedFigure::parse_all(&files.published)?,
            geometry: files.geometry,
            manifest: files.manifest,
            editions,
            topics,
            counts,
        })
    }

    /// Returns the name of the release, which is also its address: `/udgave/{id}/`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.manifest.id
    }

    /// Returns the manifest.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns what is known of the snapshot the figures were counted from.
    #[must_use]
    pub const fn snapshot(&self) -> &SnapshotFacts {
        &self.counts.snapshot
    }

    /// Returns whether the figures were delivered or made up.
    #[must_use]
    pub const fn provenance(&self) -> Provenance {
        self.counts.snapshot.provenance
    }

    /// Returns the editions, the oldest first.
    #[must_use]
    pub fn editions(&self) -> &[Edition] {
        &self.editions.edition
    }

    /// Returns the decision year of the newest edition; `None` when there is no edition.
    #[must_use]
    pub fn newest_year(&self) -> Option<Year> {
        self.editions.edition.last().map(Edition::year)
    }

    /// Returns the edition of a decision year; `None` when the year has none.
    #[must_use]
    pub fn edition(&self, year: Year) -> Option<&Edition> {
        self.editions.edition.iter().find(|edition| edition.year() == year)
    }

    /// Returns the definitions that editions follow, the oldest first, each with its decision years.
    #[must_use]
    pub fn definitions(&self) -> Vec<(&MapDefinition, Vec<Year>)> {
        let years = |definition: &MapDefinition| -> Vec<Year> {
            let own = self.editions().iter().filter(|e| e.map_definition == definition.id);
            own.map(Edition::year).collect()
        };
        let used =
            self.editions.definition.iter().map(|definition| (definition, years(definition)));
        used.filter(|(_, years)| !years.is_empty()).collect()
    }

    /// Returns the definition an edition follows.
    #[must_use]
    pub fn definition(&self, edition: &Edition) -> &MapDefinition {
        self.editions.definition_of(edition).expect("editions are checked when they are read")
    }

    /// Returns a map; `None` when the year has no edition.
    #[must_use]
    pub fn map(&self, map: MapKind, year: Year) -> Option<&MapYear> {
        self.maps.iter().find(|known| known.map == map && known.year == year)
    }

    /// Returns a map through all editions, the oldest first.
    pub fn series(&self, map: MapKind) -> impl Iterator<Item = &MapYear> {
        self.maps.iter().filter(move |known| known.map == map)
    }

    /// Returns the outcomes of a municipality in a year by topic; empty where there are none.
    #[must_use]
    pub fn topic_outcomes(
        &self,
        code: MunicipalityCode,
        year: Year,
    ) -> &[(TopicCode, OutcomeCounts)] {
        self.by_topic.get(&(code, year)).map_or(&[], Vec::as_slice)
    }

    /// Returns the topics as they were when the release was built.
    #[must_use]
    pub const fn topics(&self) -> &Topics {
        &self.topics
    }

    /// Returns whether dismissed cases were delivered.
    #[must_use]
    pub const fn dismissed_delivered(&self) -> bool {
        self.counts.dismissed_delivered
    }

    /// Returns the population.
    #[must_use]
    pub const fn population(&self) -> &Population {
        &self.population
    }

    /// Returns every published national figure of a map and year, every vintage of it.
    pub fn published(&self, map: MapKind, year: Year) -> impl Iterator<Item = &PublishedFigure> {
        self.published.iter().filter(move |row| row.map == map && row.year == year)
    }

    /// Returns the boundaries as TopoJSON.
    #[must_use]
    pub fn geometry(&self) -> &str {
        &self.geometry
    }
}

fn by_topic(
    counts: &Counts,
) -> BTreeMap<(MunicipalityCode, Year), Vec<(TopicCode, OutcomeCounts)>> {
    let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for count in &counts.cases {
        if let Period::Year(year) = count.period {
            let key = (count.municipality, year);
            rows.entry(key).or_default().push((count.topic, count.outcomes));
        }
    }
    rows
}
