//! `release build|verify|list`.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use domain::{count::Counts, period::Grain, topic::Topics};
use publication::{
    draft::{Draft, finished_years},
    edition::Editions,
    release::{self, Built, Manifest, ReleaseError},
};
use register::{count::count, snapshot::Snapshot};

use super::VERSION;
use crate::{
    cli::Release,
    data_folder,
    output::{Ending, remark, say},
    progress::Step,
};

pub fn run(command: &Release) -> Result<Ending> {
    match command {
        Release::Build { folder, snapshot } => {
            let manifest = build(&folder.path()?, snapshot.as_deref())?;
            say(&manifest.id)?;
            Ok(Ending::Done)
        }
        Release::Verify { id, folder } => verify(&folder.path()?, id.as_deref()),
        Release::List(folder) => list(&folder.path()?),
    }
}

/// Counts a snapshot and freezes the result as a release.
pub fn build(data: &Path, snapshot: Option<&str>) -> Result<Manifest> {
    let reference = data_folder::Reference::of(data)?;
    let topics = reference.topics()?;
    let snapshot = match snapshot {
        Some(id) => Snapshot::open(data, id)?,
        None => newest(data)?,
    };
    let step = Step::new("Counting");
    snapshot.verify()?;
    let counts = count(&snapshot, Grain::Year)?;
    step.done();
    let editions = editions(data, &counts, &topics)?;
    let draft = Draft::new(counts, editions, &topics);
    for notice in &draft.notices {
        remark(format_args!("note: {notice}"))?;
    }
    anyhow::ensure!(
        !draft.editions.edition.is_empty(),
        "there is nothing to publish: no edition in editions.toml has yearly figures in the snapshot"
    );
    let step = Step::new("Freezing the release");
    let built = release::build(data, &draft, reference.topic_tables(), VERSION)?;
    step.done();
    if let Built::AlreadyThere(manifest) = &built {
        remark(format_args!("release {} was there already", manifest.id))?;
    }
    Ok(built.manifest().clone())
}

/// Returns the snapshot with the newest draw. Two of one day cannot be told apart by age.
fn newest(data: &Path) -> Result<Snapshot> {
    let mut drawn = Snapshot::list(data)?;
    let newest = drawn.last().map(|manifest| manifest.drawn_on).with_context(|| {
        format!("{} holds no snapshot: `danmarkskort import FILE` makes one", data.display())
    })?;
    drawn.retain(|manifest| manifest.drawn_on == newest);
    let names: Vec<_> = drawn.iter().map(|manifest| manifest.id.as_str()).collect();
    let [only] = names.as_slice() else {
        bail!(
            "several snapshots were drawn on {newest}: choose one with --snapshot ({})",
            names.join(", ")
        );
    };
    Ok(Snapshot::open(data, only)?)
}

/// Reads `editions.toml` of the folder, or proposes and writes it.
fn editions(data: &Path, counts: &Counts, topics: &Topics) -> Result<Editions> {
    let path = data.join("editions.toml");
    if let Some(text) = data_folder::read_if_there(&path)? {
        return Editions::parse(&text, topics).with_context(|| path.display().to_string());
    }
    let editions = Editions::proposed(&finished_years(counts), counts.snapshot.provenance);
    std::fs::write(&path, editions.to_toml()).with_context(|| path.display().to_string())?;
    remark(format_args!("wrote a proposal to {}: check it, then build again", path.display()))?;
    Ok(editions)
}

fn verify(data: &Path, id: Option<&str>) -> Result<Ending> {
    let names = match id {
        Some(id) => vec![id.to_owned()],
        None => release::list(data)?.into_iter().map(|manifest| manifest.id).collect(),
    };
    let mut ending = Ending::Done;
    for name in names {
        match release::verify(data, &name) {
            Ok(manifest) => say(format_args!("{name}: {} files are whole", manifest.files.len()))?,
            Err(error @ ReleaseError::Damaged { .. }) => {
                say(format_args!("{name}: {error}"))?;
                ending = Ending::Damage;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(ending)
}

fn list(data: &Path) -> Result<Ending> {
    let current = release::current(data)?;
    for manifest in release::list(data)? {
        let star = if current.as_ref() == Some(&manifest.id) { "*" } else { " " };
        let mark = if manifest.provenance.is_synthetic() { "synthetic" } else { "delivered" };
        say(format_args!(
            "{star} {}  drawn {}  {mark}  from {}",
            manifest.id, manifest.drawn_on, manifest.snapshot
        ))?;
    }
    Ok(Ending::Done)
}
