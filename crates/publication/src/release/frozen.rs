//! What a frozen folder holds, read once and shared by every draw that is looked at.

use domain::{
    annotation::Annotations,
    count::{Counts, Details, SnapshotFacts},
    population::Population,
    published::PublishedFigure,
    recipients::Recipients,
    topic::Topics,
};

use super::{
    Manifest, ReleaseError, folder::Files, outcomes, quarter_revisions, quarters, revisions,
};
use crate::{
    draft::{self, MapYear},
    edition::{Edition, Editions},
    quarter::{self, QuarterCount},
    vintage::{self, Draw, QuarterKey, Revision, State, Vintage, YearKey},
};

/// The contents of a release. A draw is a place in its list of draws: 0 is the newest.
#[derive(Debug)]
pub(super) struct Frozen {
    pub manifest: Manifest,
    pub editions: Editions,
    pub topics: Topics,
    /// The counts of the newest draw.
    pub counts: Counts,
    /// The release's own draw, then the vintages in the manifest.
    pub draws: Vec<Vintage>,
    /// The maps of each draw.
    pub maps: Vec<Vec<MapYear>>,
    revisions: Vec<Revision<YearKey>>,
    /// The country's counts by quarter in the newest draw; `None` where none were frozen.
    quarters: Option<Vec<QuarterCount>>,
    /// What they were in earlier draws; `None` where the layout did not keep that.
    quarter_revisions: Option<Vec<Revision<QuarterKey>>>,
    pub annotations: Annotations,
    pub population: Population,
    /// Empty where none were delivered.
    pub recipients: Recipients,
    pub published: Vec<PublishedFigure>,
    pub geometry: String,
}

impl Frozen {
    pub(super) fn read(files: &Files) -> Result<Self, ReleaseError> {
        let manifest = files.manifest.clone();
        let topics = Topics::parse(files.topic_tables())?;
        let editions = Editions::parse(&files.editions, &topics)?;
        let counts = outcomes::parse(&files.outcomes, &manifest)?;
        let quarter_revisions = files.quarter_revisions.as_deref();
        let annotations = files.annotations.as_deref().map(Annotations::parse).transpose()?;
        let recipients = files.recipients.as_deref().map(Recipients::parse).transpose()?;
        let own = [Vintage::of(&counts.snapshot)];
        let mut frozen = Self {
            draws: own.into_iter().chain(manifest.vintages.iter().cloned()).collect(),
            maps: Vec::new(),
            revisions: revisions::parse(files.revisions.as_deref().unwrap_or_default())?,
            quarters: files.quarters.as_deref().map(quarters::parse).transpose()?,
            quarter_revisions: quarter_revisions.map(quarter_revisions::parse).transpose()?,
            annotations: annotations.unwrap_or_default(),
            population: Population::parse(&files.population)?,
            recipients: recipients.unwrap_or_default(),
            published: PublishedFigure::parse_all(&files.published)?,
            geometry: files.geometry.clone(),
            manifest,
            editions,
            topics,
            counts,
        };
        frozen.maps = frozen.maps();
        Ok(frozen)
    }

    /// Returns a draw with its maps.
    pub(super) fn draw(&self, draw: usize) -> Draw<'_> {
        let Vintage { snapshot, drawn_on, delivery } = &self.draws[draw];
        let maps = &self.maps[draw];
        Draw { snapshot, drawn_on: *drawn_on, delivery: delivery.as_ref(), maps }
    }

    /// Makes the maps of every draw, each from the next newer one.
    fn maps(&self) -> Vec<Vec<MapYear>> {
        let maps_of = |counts: &Counts, editions: &Editions| {
            draft::maps(counts, editions, &self.topics, &mut Vec::new())
        };
        let mut state = self.newest_state();
        let mut maps = vec![maps_of(&self.counts, &self.editions)];
        for vintage in &self.draws[1..] {
            vintage::go_back(&mut state, vintage.drawn_on, &self.revisions);
            let editions = self.editions.of_draw(&state);
            maps.push(maps_of(&self.counts_of(vintage, &state), &editions));
        }
        maps
    }

    /// Returns the counts by year of an earlier draw, with the editions that have figures in it.
    pub(super) fn earlier(&self, draw: usize) -> (Counts, Editions) {
        let mut state = self.newest_state();
        for vintage in &self.draws[1..=draw] {
            vintage::go_back(&mut state, vintage.drawn_on, &self.revisions);
        }
        (self.counts_of(&self.draws[draw], &state), self.editions.of_draw(&state))
    }

    /// Returns the country's counts by quarter of a draw; `None` where none were frozen.
    pub(super) fn quarters(&self, draw: usize) -> Option<Vec<QuarterCount>> {
        let newest = self.quarters.as_ref()?;
        if draw == 0 {
            return Some(newest.clone());
        }
        let revisions = self.quarter_revisions.as_ref()?;
        let mut state = quarter::state(newest);
        for vintage in &self.draws[1..=draw] {
            vintage::go_back(&mut state, vintage.drawn_on, revisions);
        }
        Some(quarter::counts(&state))
    }

    fn newest_state(&self) -> State<YearKey> {
        let years = self.editions.edition.iter().map(Edition::year).collect();
        vintage::state(&self.counts, &years)
    }

    /// Makes counts of a state. What is known of the delivery stands in the draw: here it is left empty.
    fn counts_of(&self, vintage: &Vintage, state: &State<YearKey>) -> Counts {
        let snapshot = SnapshotFacts {
            id: vintage.snapshot.clone(),
            drawn_on: vintage.drawn_on,
            provenance: self.manifest.provenance,
            pending: None,
            rejected_rows: 0,
            sources: Vec::new(),
        };
        let cases = vintage::case_counts(state);
        let (dismissed_delivered, absence) = (self.counts.dismissed_delivered, self.counts.absence);
        let details = Details::default();
        Counts { snapshot, cases, times: None, details, dismissed_delivered, absence }
    }
}
