//! A release: a frozen folder of figures, read-only, with an address of its own.

mod folder;
mod frozen;
mod manifest;
mod outcomes;
mod quarter_revisions;
mod quarters;
mod revisions;
mod seen;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use domain::{
    annotation::{Annotation, AnnotationError},
    map::{MapDefinition, MapKind},
    municipality::MunicipalityCode,
    period::Year,
    population::Population,
    provenance::Provenance,
    published::PublishedFigure,
    recipients::Recipients,
    reference::TableError,
    reversal::OutcomeCounts,
    topic::{TopicCode, Topics},
};
use jiff::civil::Date;

pub use folder::{Built, Reference, build, current, list, names, verify};
pub use manifest::Manifest;

use frozen::Frozen;
use seen::Seen;

use crate::{
    draft::MapYear,
    edition::{Edition, EditionsError},
    quarter::{QuarterCount, QuarterFigure},
    rest::RestYear,
    vintage::Draw,
};

/// The version of the methods: raised when a change moves a published figure.
/// `docs/decisions/` says what changed.
pub const METHOD_VERSION: u32 = 2;

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
    #[error("another build works in {}; try again when it is done", .0.display())]
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

/// A day before every draw that a release knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the oldest draw is of {oldest}")]
pub struct NoDraw {
    /// The day of the oldest draw.
    pub oldest: Date,
}

/// Figures frozen for publication, with everything a page needs, as one of its draws has them.
///
/// There is one way to get a value: [`Release::open`] on a folder that [`build`] wrote, which gives the
/// figures of the newest draw; [`Release::seen_on`] steps back from there. A clone shares the figures.
#[derive(Clone, Debug)]
pub struct Release {
    frozen: Arc<Frozen>,
    seen: Arc<Seen>,
}

impl Release {
    /// Reads the release with a name from the data folder, every file checked against its hash.
    pub fn open(data: &Path, id: &str) -> Result<Self, ReleaseError> {
        let frozen = Frozen::read(&folder::read(data, id)?)?;
        let seen = Seen::of(&frozen, 0);
        Ok(Self { frozen: Arc::new(frozen), seen: Arc::new(seen) })
    }

    /// Returns the release as it was seen on a day: with the figures of the newest draw up to it, and no
    /// newer draw. From the day of its own draw on that is the release itself.
    ///
    /// What is no figure stays as it was frozen: topics, definitions, what was published, events,
    /// population, recipients, boundaries.
    pub fn seen_on(&self, day: Date) -> Result<Self, NoDraw> {
        let drawn = self.frozen.draws.iter().map(|draw| draw.drawn_on).enumerate();
        let mut known = drawn.skip(self.seen.draw);
        let Some((draw, _)) = known.find(|(_, drawn_on)| *drawn_on <= day) else {
            let oldest = self.frozen.draws.last().expect("a release has its own draw");
            return Err(NoDraw { oldest: oldest.drawn_on });
        };
        if draw == self.seen.draw {
            return Ok(self.clone());
        }
        let seen = Arc::new(Seen::of(&self.frozen, draw));
        Ok(Self { frozen: Arc::clone(&self.frozen), seen })
    }

    /// Returns the name of the release, which is also its address: `/udgave/{id}/`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.frozen.manifest.id
    }

    /// Returns the manifest.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.frozen.manifest
    }

    /// Returns the draw the figures are of: its snapshot, its day and what is known of its delivery.
    #[must_use]
    pub fn snapshot(&self) -> Draw<'_> {
        self.frozen.draw(self.seen.draw)
    }

    /// Returns whether the figures were delivered or made up.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        self.frozen.manifest.provenance
    }

    /// Returns the editions, the oldest first.
    #[must_use]
    pub fn editions(&self) -> &[Edition] {
        &self.seen.editions.edition
    }

    /// Returns the decision year of the newest edition; `None` when there is no edition.
    #[must_use]
    pub fn newest_year(&self) -> Option<Year> {
        self.seen.editions.edition.last().map(Edition::year)
    }

    /// Returns the edition of a decision year; `None` when the year has none.
    #[must_use]
    pub fn edition(&self, year: Year) -> Option<&Edition> {
        self.seen.editions.of(year)
    }

    /// Returns the definitions that editions follow, the oldest first, each with its decision years.
    #[must_use]
    pub fn definitions(&self) -> Vec<(&MapDefinition, Vec<Year>)> {
        let years = |definition: &MapDefinition| -> Vec<Year> {
            let own = self.editions().iter().filter(|e| e.map_definition == definition.id);
            own.map(Edition::year).collect()
        };
        let used =
            self.seen.editions.definition.iter().map(|definition| (definition, years(definition)));
        used.filter(|(_, years)| !years.is_empty()).collect()
    }

    /// Returns the definition an edition follows.
    #[must_use]
    pub fn definition(&self, edition: &Edition) -> &MapDefinition {
        self.seen.editions.definition_of(edition).expect("editions are checked when they are read")
    }

    /// Returns a map; `None` when the year has no edition.
    #[must_use]
    pub fn map(&self, map: MapKind, year: Year) -> Option<&MapYear> {
        self.frozen.maps[self.seen.draw].iter().find(|known| known.map == map && known.year == year)
    }

    /// Returns a map through all editions, the oldest first.
    pub fn series(&self, map: MapKind) -> impl Iterator<Item = &MapYear> {
        self.frozen.maps[self.seen.draw].iter().filter(move |known| known.map == map)
    }

    /// Returns the draws the figures can be asked for, the oldest first; the last is the one they are of.
    #[must_use]
    pub fn draws(&self) -> Vec<Draw<'_>> {
        let draws = self.seen.draw..self.frozen.draws.len();
        draws.rev().map(|draw| self.frozen.draw(draw)).collect()
    }

    /// Returns the figures as they were on a day: of the newest draw up to it. `None` when the release
    /// knows no draw that old.
    #[must_use]
    pub fn as_of(&self, day: Date) -> Option<Draw<'_>> {
        self.draws().into_iter().rfind(|draw| draw.drawn_on <= day)
    }

    /// Returns the country's counts by quarter and topic, in that order, of the quarters that were over and
    /// whole; `None` where no quarters of the draw were frozen.
    #[must_use]
    pub fn quarter_counts(&self) -> Option<&[QuarterCount]> {
        self.seen.quarter_counts.as_deref()
    }

    /// Returns the country's figures of a map by quarter, in order; none where no quarters of the draw
    /// were frozen.
    pub fn quarters(&self, map: MapKind) -> impl Iterator<Item = &QuarterFigure> {
        self.seen.quarters.iter().filter(move |known| known.map == map)
    }

    /// Returns the country's figures of what the general map counts beside the other two, by year.
    #[must_use]
    pub fn rest(&self) -> &[RestYear] {
        &self.seen.rest
    }

    /// Returns the dated events that belong beside series.
    #[must_use]
    pub fn annotations(&self) -> &[Annotation] {
        self.frozen.annotations.all()
    }

    /// Returns the outcomes of a municipality in a year by topic; empty where there are none.
    #[must_use]
    pub fn topic_outcomes(
        &self,
        code: MunicipalityCode,
        year: Year,
    ) -> &[(TopicCode, OutcomeCounts)] {
        self.seen.by_topic.get(&(code, year)).map_or(&[], Vec::as_slice)
    }

    /// Returns the topics as they were when the release was built.
    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.frozen.topics
    }

    /// Returns whether dismissed cases were delivered.
    #[must_use]
    pub fn dismissed_delivered(&self) -> bool {
        self.frozen.counts.dismissed_delivered
    }

    /// Returns the population.
    #[must_use]
    pub fn population(&self) -> &Population {
        &self.frozen.population
    }

    /// Returns the recipients of the maps' benefits; empty where none were delivered.
    #[must_use]
    pub fn recipients(&self) -> &Recipients {
        &self.frozen.recipients
    }

    /// Returns every published national figure, in the order of the table they come from.
    #[must_use]
    pub fn all_published(&self) -> &[PublishedFigure] {
        &self.frozen.published
    }

    /// Returns every published national figure of a map and year, every vintage of it.
    pub fn published(&self, map: MapKind, year: Year) -> impl Iterator<Item = &PublishedFigure> {
        self.frozen.published.iter().filter(move |row| row.map == map && row.year == year)
    }

    /// Returns the boundaries as TopoJSON.
    #[must_use]
    pub fn geometry(&self) -> &str {
        &self.frozen.geometry
    }
}
