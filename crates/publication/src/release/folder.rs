//! The folder of a release: written aside, hashed, renamed into place, never edited.

use std::path::{Path, PathBuf};

use domain::{
    annotation::Annotations,
    recipients::Recipients,
    reference,
    topic::{TopicTables, Topics},
};

use super::{Manifest, ReleaseError, outcomes, quarter_revisions, quarters, revisions};
use crate::{
    draft::Draft,
    vault::{self, FileEntry},
};

const ANNOTATIONS: &str = "annotations.toml";
const EDITIONS: &str = "editions.toml";
const GEOMETRY: &str = "geometry.topojson";
const POPULATION: &str = "population.csv";
const PUBLISHED: &str = "published_national.csv";
const RECIPIENTS: &str = "recipients.csv";
const TOPICS: &str = "topics.csv";
const TOPIC_NAMES: &str = "topic_names.csv";
const TOPIC_SUCCESSORS: &str = "topic_successors.csv";

/// What building a release came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Built {
    /// A new release.
    New(Manifest),
    /// The very same release was there already.
    AlreadyThere(Manifest),
}

impl Built {
    /// Returns the manifest in either case.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        match self {
            Self::New(manifest) | Self::AlreadyThere(manifest) => manifest,
        }
    }
}

/// The reference data a release is frozen with.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// The list of topics the counts were made with.
    pub topics: TopicTables<'a>,
    /// The dated events that pages show beside series.
    pub annotations: &'a Annotations,
    /// The recipients of the maps' benefits; where there are none, the release has no file of them.
    pub recipients: &'a Recipients,
}

/// The text of every file of a release; what a release of an earlier layout does not have is `None`.
pub(super) struct Files {
    pub(super) manifest: Manifest,
    pub(super) editions: String,
    pub(super) outcomes: String,
    pub(super) topics: String,
    pub(super) topic_names: Option<String>,
    pub(super) topic_successors: Option<String>,
    pub(super) annotations: Option<String>,
    pub(super) quarters: Option<String>,
    pub(super) quarter_revisions: Option<String>,
    pub(super) revisions: Option<String>,
    pub(super) population: String,
    /// `None` where no recipients were delivered.
    pub(super) recipients: Option<String>,
    pub(super) published: String,
    pub(super) geometry: String,
}

impl Files {
    pub(super) fn topic_tables(&self) -> TopicTables<'_> {
        TopicTables {
            topics: &self.topics,
            names: self
                .topic_names
                .as_deref()
                .unwrap_or("topic,name,valid_from,valid_to,basis,source"),
            successors: self
                .topic_successors
                .as_deref()
                .unwrap_or("topic,successor,announced_as,on,kind,basis,source"),
        }
    }
}

/// Freezes a draft as a release in the data folder. The same draft gives the same bytes.
///
/// `code` is the version of the program.
pub fn build(
    data: &Path,
    draft: &Draft,
    reference: Reference,
    code: &str,
) -> Result<Built, ReleaseError> {
    let files = files_of(draft, reference)?;
    let entries = files.iter().map(|(name, bytes)| FileEntry::of(name, bytes)).collect();
    let manifest = vault::named(Manifest::nameless(draft, code, entries));
    let is_new = vault::freeze(&vault(data), &manifest, &files)?;
    Ok(if is_new { Built::New(manifest) } else { Built::AlreadyThere(manifest) })
}

fn files_of(
    draft: &Draft,
    Reference { topics, annotations, recipients }: Reference,
) -> Result<Vec<(&'static str, Vec<u8>)>, ReleaseError> {
    Topics::parse(topics)?;
    let dismissed = draft.counts.dismissed_delivered;
    let mut files: Vec<(&str, Vec<u8>)> = vec![
        (ANNOTATIONS, annotations.to_toml().into_bytes()),
        (EDITIONS, draft.editions.to_toml().into_bytes()),
        (GEOMETRY, reference::GEOMETRY.into()),
        (outcomes::FILE, outcomes::write(&draft.counts)),
        (POPULATION, reference::POPULATION.into()),
        (PUBLISHED, reference::PUBLISHED_NATIONAL.into()),
        (revisions::FILE, revisions::write(&draft.revisions, dismissed)),
        (TOPICS, topics.topics.into()),
        (TOPIC_NAMES, topics.names.into()),
        (TOPIC_SUCCESSORS, topics.successors.into()),
    ];
    if let Some(counts) = &draft.quarters {
        files.push((quarters::FILE, quarters::write(counts, dismissed)));
        let revisions = quarter_revisions::write(&draft.quarter_revisions, dismissed);
        files.push((quarter_revisions::FILE, revisions));
    }
    if !recipients.is_empty() {
        files.push((RECIPIENTS, recipients.to_csv().into_bytes()));
    }
    files.sort_by_key(|(name, _)| *name);
    Ok(files)
}

/// Returns the name of the release that was built last, which is the one to show; `None` when none
/// was built.
pub fn current(data: &Path) -> Result<Option<String>, ReleaseError> {
    vault::current(&vault(data))
}

/// Returns the names of all releases in order, whether they can be read or not.
pub fn names(data: &Path) -> Result<Vec<String>, ReleaseError> {
    vault::names(&vault(data))
}

/// Returns the manifests of all releases, the oldest draw first. A folder without a readable
/// manifest is an error that names it, not a release that is passed over.
pub fn list(data: &Path) -> Result<Vec<Manifest>, ReleaseError> {
    let manifests = names(data)?.into_iter().map(|name| read_manifest(data, &name));
    let mut manifests = manifests.collect::<Result<Vec<_>, _>>()?;
    manifests.sort_by(|a, b| (a.drawn_on, &a.id).cmp(&(b.drawn_on, &b.id)));
    Ok(manifests)
}

/// Checks every file of a release against its hash.
pub fn verify(data: &Path, id: &str) -> Result<Manifest, ReleaseError> {
    read(data, id).map(|files| files.manifest)
}

pub(super) fn read(data: &Path, id: &str) -> Result<Files, ReleaseError> {
    let manifest = read_manifest(data, id)?;
    let vault = vault(data);
    let text = |name: &str| vault::read(&vault, &manifest, name);
    // A file that a layout must have is damage when it is not listed, and absent by right before.
    let since_2 = |name: &str| (manifest.schema >= 2).then(|| text(name)).transpose();
    let has = |name: &str| manifest.files.iter().any(|file| file.name == name);
    let has_quarters = has(quarters::FILE);
    let with_quarters = |name: &str, since: u32| {
        (has_quarters && manifest.schema >= since).then(|| text(name)).transpose()
    };
    Ok(Files {
        editions: text(EDITIONS)?,
        outcomes: text(outcomes::FILE)?,
        topics: text(TOPICS)?,
        topic_names: since_2(TOPIC_NAMES)?,
        topic_successors: since_2(TOPIC_SUCCESSORS)?,
        annotations: since_2(ANNOTATIONS)?,
        revisions: since_2(revisions::FILE)?,
        quarters: with_quarters(quarters::FILE, 1)?,
        quarter_revisions: with_quarters(quarter_revisions::FILE, 3)?,
        population: text(POPULATION)?,
        recipients: has(RECIPIENTS).then(|| text(RECIPIENTS)).transpose()?,
        published: text(PUBLISHED)?,
        geometry: text(GEOMETRY)?,
        manifest,
    })
}

fn read_manifest(data: &Path, id: &str) -> Result<Manifest, ReleaseError> {
    let manifest = vault::manifest::<Manifest>(&vault(data), id)?;
    let manifest = manifest.ok_or_else(|| ReleaseError::Unknown(id.into()))?;
    if !(1..=Manifest::SCHEMA).contains(&manifest.schema) {
        let (layout, newest) = (manifest.schema, Manifest::SCHEMA);
        let what = format!("it has layout {layout}; this program reads 1 to {newest}");
        return Err(ReleaseError::Damaged { path: vault(data).join(id), what });
    }
    Ok(manifest)
}

fn vault(data: &Path) -> PathBuf {
    data.join("releases")
}

#[cfg(test)]
mod tests;
