//! What the figures of a map and year show beyond themselves: is it noise, is it mix, is it news?
//!
//! Everything is worked out from a release's counts by the methods of `stats` and the thresholds of
//! [`domain::rule`], and nothing replaces a published figure.

mod cells;
mod change;
mod estimate;
mod level;
mod mix;
pub(crate) mod peers;
mod quarters;
pub(crate) mod reliable;
mod trend;
mod years;

use std::sync::OnceLock;

use domain::{map::MapKind, municipality::MunicipalityCode, period::Year};
use stats::{Tally, funnel::overdispersion::Overdispersion, spread::Spread};

pub use cells::Cells;
pub use change::{Change, changes, country_change};
pub use estimate::{Estimate, Estimates, Pooled};
pub use level::{Level, levels};
pub use mix::{Contribution, Split, country_split, municipality_split};
pub use peers::{Peer, Peers};
pub use quarters::{Alarm, Group, alarms};
pub use reliable::{Reliability, Reliable, reliable};
pub use trend::{Course, Steady, country_course, courses};
pub use years::{before, comparable, pooled_years};

use crate::{draft::MapYear, release::Release};

/// The analyses of every map and year of one release, each worked out when it is first asked for.
#[derive(Debug)]
pub struct Analyses {
    by_map: Vec<(MapKind, Year, OnceLock<Option<MapAnalysis>>)>,
}

impl Analyses {
    /// Returns the analyses of a release, none worked out yet.
    #[must_use]
    pub fn new(release: &Release) -> Self {
        let maps = release
            .editions()
            .iter()
            .flat_map(|edition| MapKind::ALL.map(|map| (map, edition.year(), OnceLock::new())));
        Self { by_map: maps.collect() }
    }

    /// Returns the analysis of a map and year of the release the analyses were made for; `None` where
    /// the year has no edition, or the country's figure was not delivered.
    #[must_use]
    pub fn of(&self, release: &Release, map: MapKind, year: Year) -> Option<&MapAnalysis> {
        let known = self.by_map.iter().find(|known| (known.0, known.1) == (map, year))?;
        known.2.get_or_init(|| MapAnalysis::of(release, release.map(map, year)?)).as_ref()
    }
}

/// What can be said of one map in one decision year.
#[derive(Debug)]
pub struct MapAnalysis {
    /// Why municipalities differ; `None` where all cases ended alike.
    pub spread: Option<Spread>,
    /// How much more municipalities differ than chance gives; `None` where all cases ended alike.
    pub overdispersion: Option<Overdispersion>,
    /// Shrunken estimates and ranks.
    pub estimates: Estimates,
    /// The rate of the newest comparable years together, by municipality.
    pub pooled: Vec<Option<Pooled>>,
    /// The country's rate of the same years together.
    pub country_pooled: Option<Pooled>,
    /// The rate at the national mix, by municipality.
    pub levels: Vec<Option<Level>>,
    /// The country's change since the year before.
    pub country_change: Option<Change>,
    /// The change of each municipality since the year before.
    pub changes: Vec<Option<Change>>,
    /// The country's course over the years.
    pub country_course: Course,
    /// The course of each municipality over the years.
    pub courses: Vec<Course>,
    /// What the country's change consists of.
    pub country_split: Option<Split>,
    /// Which municipalities are reliably lower.
    pub reliable: Reliable,
    /// Which municipalities are most alike.
    pub peers: Peers,
}

impl MapAnalysis {
    fn of(release: &Release, map: &MapYear) -> Option<Self> {
        let cells = Cells::of(release, map)?;
        let tallies: Vec<Tally> = cells.municipalities();
        let peers = Peers::of(release, map);
        Some(Self {
            spread: Spread::new(&cells.tallies()),
            overdispersion: Overdispersion::estimate(&tallies),
            estimates: Estimates::new(tallies),
            pooled: estimate::pooled(release, map),
            country_pooled: estimate::country_pooled(release, map),
            levels: levels(&cells),
            country_change: country_change(release, map),
            changes: changes(release, map),
            country_course: country_course(release, map),
            courses: courses(release, map),
            country_split: country_split(release, map),
            reliable: reliable(release, map, &peers),
            peers,
        })
    }

    /// Returns the rate of the newest comparable years of a municipality.
    #[must_use]
    pub fn pooled(&self, code: MunicipalityCode) -> Option<&Pooled> {
        self.pooled[code.index()].as_ref()
    }

    /// Returns the rate of a municipality at the national mix.
    #[must_use]
    pub fn level(&self, code: MunicipalityCode) -> Option<&Level> {
        self.levels[code.index()].as_ref()
    }

    /// Returns the change of a municipality since the year before.
    #[must_use]
    pub fn change(&self, code: MunicipalityCode) -> Option<&Change> {
        self.changes[code.index()].as_ref()
    }

    /// Returns the course of a municipality over the years.
    #[must_use]
    pub fn course(&self, code: MunicipalityCode) -> &Course {
        &self.courses[code.index()]
    }
}
