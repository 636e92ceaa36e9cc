//! The folder of a release: written aside, hashed, renamed into place, never edited.

use std::{
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use domain::{
    annotation::Annotations,
    recipients::Recipients,
    reference,
    topic::{TopicTables, Topics},
};
use sha2::{Digest, Sha256};

use super::{
    FileEntry, Manifest, ReleaseError,
    aside::{self, at},
    outcomes, quarter_revisions, quarters, revisions,
};
use crate::draft::Draft;

const ANNOTATIONS: &str = "annotations.toml";
const CURRENT: &str = "current";
const EDITIONS: &str = "editions.toml";
const GEOMETRY: &str = "geometry.topojson";
const MANIFEST: &str = "manifest.json";
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
    let entries: Vec<_> = files.iter().map(|(name, bytes)| entry(name, bytes)).collect();
    let manifest = manifest(draft, entries, code);
    let releases = folder_of(data, "");
    // Held until the end of the function: two builds would clear away each other's folder.
    let _lock = aside::lock(&releases)?;
    let target = folder_of(data, &manifest.id);
    if target.exists() {
        verify(data, &manifest.id)?;
        make_current(data, &manifest.id)?;
        return Ok(Built::AlreadyThere(manifest));
    }
    let aside = aside::folder(&releases)?;
    for (name, bytes) in &files {
        aside::write(&aside.join(name), bytes)?;
    }
    aside::write(&aside.join(MANIFEST), &manifest_json(&manifest))?;
    aside::finish(&aside, &target)?;
    make_current(data, &manifest.id)?;
    Ok(Built::New(manifest))
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

/// Names the release that was built last as the current one, in one step.
fn make_current(data: &Path, id: &str) -> Result<(), ReleaseError> {
    let aside = folder_of(data, ".building-current");
    aside::write(&aside, format!("{id}\n").as_bytes())?;
    aside::finish(&aside, &folder_of(data, CURRENT))
}

/// Returns the name of the release that was built last, which is the one to show; `None` when none
/// was built.
pub fn current(data: &Path) -> Result<Option<String>, ReleaseError> {
    let path = folder_of(data, CURRENT);
    match fs::read_to_string(&path) {
        Ok(id) => Ok(Some(id.trim().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ReleaseError::Io { path, error }),
    }
}

/// Returns the names of all releases in order, whether they can be read or not.
pub fn names(data: &Path) -> Result<Vec<String>, ReleaseError> {
    let releases = data.join("releases");
    if !releases.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for folder in at(&releases, fs::read_dir(&releases))? {
        let name = at(&releases, folder)?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && name != CURRENT {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
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
    let folder = folder_of(data, id);
    let text = |name: &str| read_checked(&folder.join(name), name, &manifest);
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

fn read_checked(path: &Path, name: &str, manifest: &Manifest) -> Result<String, ReleaseError> {
    let damaged = |what: &str| ReleaseError::Damaged { path: path.into(), what: what.into() };
    let listed = manifest.files.iter().find(|file| file.name == name);
    let listed = listed.ok_or_else(|| damaged("the manifest does not list it"))?;
    let bytes = at(path, fs::read(path))?;
    if entry(name, &bytes) != *listed {
        return Err(damaged("its bytes do not have the hash in the manifest"));
    }
    String::from_utf8(bytes).map_err(|_| damaged("it is not UTF-8"))
}

fn read_manifest(data: &Path, id: &str) -> Result<Manifest, ReleaseError> {
    let is_name =
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let folder = folder_of(data, id);
    if !is_name || !folder.is_dir() {
        return Err(ReleaseError::Unknown(id.into()));
    }
    let path = folder.join(MANIFEST);
    let bytes = at(&path, fs::read(&path))?;
    let damaged = |what: String| ReleaseError::Damaged { path: path.clone(), what };
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
    if manifest.id != id {
        return Err(damaged(format!("it names another release, {}", manifest.id)));
    }
    if !(1..=Manifest::SCHEMA).contains(&manifest.schema) {
        let (layout, newest) = (manifest.schema, Manifest::SCHEMA);
        return Err(damaged(format!("it has layout {layout}; this program reads 1 to {newest}")));
    }
    if manifest_json(&manifest) != bytes {
        return Err(damaged("it is not as it was written".into()));
    }
    // The name holds the hash of the contents, so a manifest that was changed gives itself away.
    if !manifest.id.ends_with(&contents_hash(&manifest)[..8]) {
        return Err(damaged("it does not have the hash in its own name".into()));
    }
    Ok(manifest)
}

fn manifest(draft: &Draft, entries: Vec<FileEntry>, code: &str) -> Manifest {
    let mut manifest = Manifest::nameless(draft, code, entries);
    let contents = contents_hash(&manifest);
    manifest.id = format!("{}-{}", manifest.drawn_on, &contents[..8]);
    manifest
}

/// Returns the hash of everything the manifest says but its own name.
fn contents_hash(manifest: &Manifest) -> String {
    let nameless = Manifest { id: String::new(), ..manifest.clone() };
    hash(&manifest_json(&nameless))
}

fn manifest_json(manifest: &Manifest) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(manifest).expect("a manifest is plain data");
    json.push(b'\n');
    json
}

fn entry(name: &str, bytes: &[u8]) -> FileEntry {
    FileEntry { name: name.into(), bytes: bytes.len() as u64, sha256: hash(bytes) }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to memory does not fail");
        text
    })
}

fn folder_of(data: &Path, id: &str) -> PathBuf {
    data.join("releases").join(id)
}

#[cfg(test)]
mod tests;
