//! A release: a frozen folder of figures, read-only, with an address of its own.

mod aside;
mod folder;
mod manifest;
mod outcomes;
mod quarters;
mod revisions;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use domain::{
    annotation::{Annotation, AnnotationError, Annotations},
    count::{Counts, Details, SnapshotFacts},
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
use jiff::civil::Date;

pub use folder::{Built, Reference, build, current, list, names, verify};
pub use manifest::{FileEntry, Manifest};

use crate::{
    draft::{self, MapYear},
    edition::{Edition, Editions, EditionsError},
    quarter::{self, QuarterFigure},
    rest::{self, RestYear},
    vintage::{self, Draw, Revision, Vintage},
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
    /// Another build works on the folder.
    #[error("another release is being built in {}; try again when it is done", .0.display())]
    Busy(PathBuf),
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
    /// The dated events of the release cannot be read.
    #[error(transparent)]
    Annotations(#[from] AnnotationError),
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
    /// The maps of the vintages in the manifest, in its order.
    earlier: Vec<Vec<MapYear>>,
    quarters: Vec<QuarterFigure>,
    rest: Vec<RestYear>,
    annotations: Annotations,
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
        let quarters = match &files.quarters {
            Some(text) => quarter::figures(&quarters::parse(text)?, &counts, &editions, &topics),
            None => Vec::new(),
        };
        let revisions = revisions::parse(files.revisions.as_deref().unwrap_or_default())?;
        let earlier = earlier(&counts, &files.manifest.vintages, &revisions, &editions, &topics);
        let annotations = files.annotations.as_deref().map(Annotations::parse).transpose()?;
        Ok(Self {
            by_topic: by_topic(&counts),
            rest: rest::rest(&counts, &maps, &editions, &topics),
            maps,
            earlier,
            quarters,
            annotations: annotations.unwrap_or_default(),
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
        self.editions.of(year)
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

    /// Returns the draws the figures can be asked for, the oldest first; the last is the release's own.
    #[must_use]
    pub fn draws(&self) -> Vec<Draw<'_>> {
        let earlier = self.manifest.vintages.iter().zip(&self.earlier).rev();
        let earlier = earlier.map(|(vintage, maps)| Draw {
            snapshot: &vintage.snapshot,
            drawn_on: vintage.drawn_on,
            maps,
        });
        let own = self.snapshot();
        let own = Draw { snapshot: &own.id, drawn_on: own.drawn_on, maps: &self.maps };
        earlier.chain([own]).collect()
    }

    /// Returns the figures as they were on a day: of the newest draw up to it. `None` when the release
    /// knows no draw that old.
    #[must_use]
    pub fn as_of(&self, day: Date) -> Option<Draw<'_>> {
        self.draws().into_iter().rfind(|draw| draw.drawn_on <= day)
    }

    /// Returns the country's figures of a map by quarter, in order; none where no quarters were frozen.
    pub fn quarters(&self, map: MapKind) -> impl Iterator<Item = &QuarterFigure> {
        self.quarters.iter().filter(move |known| known.map == map)
    }

    /// Returns the country's figures of what the general map counts beside the other two, by year.
    #[must_use]
    pub fn rest(&self) -> &[RestYear] {
        &self.rest
    }

    /// Returns the dated events that belong beside series.
    #[must_use]
    pub fn annotations(&self) -> &[Annotation] {
        self.annotations.all()
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

/// Makes the maps of the earlier draws, each from the next newer one.
fn earlier(
    newest: &Counts,
    vintages: &[Vintage],
    revisions: &[Revision],
    editions: &Editions,
    topics: &Topics,
) -> Vec<Vec<MapYear>> {
    let years = editions.edition.iter().map(Edition::year).collect();
    let mut state = vintage::state(newest, &years);
    let maps = vintages.iter().map(|vintage| {
        vintage::go_back(&mut state, vintage.drawn_on, revisions);
        let cases = vintage::case_counts(&state);
        let counts = Counts {
            snapshot: newest.snapshot.clone(),
            cases,
            times: None,
            details: Details::default(),
            ..*newest
        };
        let mut known = editions.clone();
        known.edition.retain(|edition| vintage::is_over(edition.year(), vintage.drawn_on));
        draft::maps(&counts, &known, topics, &mut Vec::new())
    });
    maps.collect()
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
