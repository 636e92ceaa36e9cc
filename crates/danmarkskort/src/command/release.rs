//! `release build|verify|list`.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use domain::{count::Counts, period::Grain, topic::Topics};
use publication::{
    draft::{Draft, finished_years},
    edition::Editions,
    release::{self, Built, Manifest, Reference, ReleaseError},
    vintage::MOST_VINTAGES,
};
use register::{count::count_outcomes, delivery::DeliveryKind, snapshot::Snapshot};

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
    // Before anything is written: a proposal of editions is.
    let recipients = data_folder::recipients(data)?;
    let snapshot = match snapshot {
        Some(id) => Snapshot::open(data, id)?,
        None => newest(data)?,
    };
    let step = Step::new("Counting");
    snapshot.verify()?;
    let counts = count_outcomes(&snapshot, Grain::Year)?;
    step.done();
    let editions = editions(data, &counts, &topics)?;
    let mut draft = Draft::new(counts, editions, &topics);
    let step = Step::new("Counting quarters and earlier draws");
    draft.add_quarters(&count_outcomes(&snapshot, Grain::Quarter)?);
    add_vintages(data, &mut draft, &snapshot)?;
    step.done();
    for notice in &draft.notices {
        remark(format_args!("note: {notice}"))?;
    }
    anyhow::ensure!(
        !draft.editions.edition.is_empty(),
        "there is nothing to publish: no edition in editions.toml has yearly figures in the snapshot"
    );
    let annotations = data_folder::annotations(data)?;
    let frozen = Reference {
        topics: reference.topic_tables(),
        annotations: &annotations,
        recipients: &recipients,
    };
    let step = Step::new("Freezing the release");
    let built = release::build(data, &draft, frozen, VERSION)?;
    step.done();
    if let Built::AlreadyThere(manifest) = &built {
        remark(format_args!("release {} was there already", manifest.id))?;
    }
    Ok(built.manifest().clone())
}

/// Adds the earlier draws that are kept of the same register, the newest first.
fn add_vintages(data: &Path, draft: &mut Draft, newest: &Snapshot) -> Result<()> {
    let own = newest.manifest();
    let mut earlier = kept(data)?;
    earlier.retain(|manifest| {
        manifest.drawn_on < own.drawn_on
            && manifest.provenance == own.provenance
            && source(manifest.kind) == source(own.kind)
    });
    let days: Vec<_> = earlier.iter().map(|manifest| manifest.drawn_on).collect();
    for manifest in earlier.iter().rev() {
        if days.iter().filter(|day| **day == manifest.drawn_on).count() > 1 {
            remark(format_args!(
                "note: snapshot {} is not kept as an earlier vintage: another was drawn on {}, and nobody \
                 can say which one counts; remove the folder of one of them",
                manifest.id, manifest.drawn_on
            ))?;
            continue;
        }
        if draft.vintages.len() == MOST_VINTAGES {
            remark(format_args!(
                "note: draws before {} are left out: a release keeps {MOST_VINTAGES} earlier ones",
                manifest.drawn_on
            ))?;
            break;
        }
        let snapshot = Snapshot::open(data, &manifest.id)?;
        snapshot.verify()?;
        let by_quarter = count_outcomes(&snapshot, Grain::Quarter)?;
        draft.add_vintage(&count_outcomes(&snapshot, Grain::Year)?, &by_quarter);
    }
    Ok(())
}

/// Where a delivery comes from: only figures of one source are vintages of each other.
#[derive(PartialEq, Eq)]
enum FigureSource {
    Register,
    Portal,
    /// It has no outcomes of cases.
    Flow,
}

const fn source(kind: DeliveryKind) -> FigureSource {
    match kind {
        DeliveryKind::Cases => FigureSource::Register,
        DeliveryKind::PortalLong | DeliveryKind::PortalWide => FigureSource::Portal,
        DeliveryKind::Flow => FigureSource::Flow,
    }
}

/// Returns the snapshots, the oldest draw first, without those that another of the same day was laid on.
fn kept(data: &Path) -> Result<Vec<register::snapshot::Manifest>> {
    let mut kept = Snapshot::list(data)?;
    let bases: Vec<_> = kept
        .iter()
        .filter_map(|top| Some((top.onto.as_ref()?.snapshot.clone(), top.drawn_on)))
        .collect();
    kept.retain(|base| !bases.contains(&(base.id.clone(), base.drawn_on)));
    Ok(kept)
}

/// Returns the snapshot with the newest draw. Two of one day cannot be told apart by age.
pub fn newest(data: &Path) -> Result<Snapshot> {
    let mut drawn = kept(data)?;
    // A flow table has no outcomes to publish.
    drawn.retain(|manifest| manifest.kind != DeliveryKind::Flow);
    let newest = drawn.last().map(|manifest| manifest.drawn_on).with_context(|| {
        format!(
            "{} holds no snapshot of outcomes: `danmarkskort import FILE` makes one",
            data.display()
        )
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
    data_folder::write_whole(&path, &editions.to_toml())?;
    remark(format_args!("wrote a proposal to {}: check it, then build again", path.display()))?;
    Ok(editions)
}

fn verify(data: &Path, id: Option<&str>) -> Result<Ending> {
    let names = match id {
        Some(id) => vec![id.to_owned()],
        None => release::names(data)?,
    };
    let mut ending = Ending::Done;
    for name in names {
        match release::verify(data, &name) {
            Ok(manifest) => say(format_args!("{name}: {} files are whole", manifest.files.len()))?,
            // A file that is gone or cannot be read is damage as well.
            Err(error @ (ReleaseError::Damaged { .. } | ReleaseError::Io { .. })) => {
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
    let mut ending = Ending::Done;
    for manifest in release::list(data)? {
        let star = if current.as_ref() == Some(&manifest.id) { "*" } else { " " };
        let mark = if manifest.provenance.is_synthetic() { "synthetic" } else { "delivered" };
        let kind = if manifest.every_case_delivered { "cases" } else { "counts" };
        let years = match release::Release::open(data, &manifest.id) {
            Ok(release) => years(&release),
            Err(error) => {
                ending = Ending::Damage;
                format!("damaged: {error}")
            }
        };
        say(format_args!(
            "{star} {}  drawn {}  {mark}  {kind} of snapshot {}  {years}",
            manifest.id, manifest.drawn_on, manifest.snapshot
        ))?;
    }
    Ok(ending)
}

/// Writes the decision years of a release's maps.
fn years(release: &release::Release) -> String {
    let years: Vec<_> = release.editions().iter().map(|edition| edition.decision_year).collect();
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => {
            format!("{} maps of {first}–{last}", years.len() * 3)
        }
        (Some(only), _) => format!("3 maps of {only}"),
        (None, _) => "no maps".to_owned(),
    }
}
