//! `bank build|verify|list`: the statistics tables of the portal stream.

use std::path::Path;

use anyhow::{Context as _, Result};
use bank::{
    bank::{self as frozen, Bank, BankError, Manifest},
    settings::Settings,
    source::Source,
};
use domain::{flow::Flow, period::Grain, population::Population, topic::Topics};
use publication::release::{self, Release, ReleaseError};
use register::{
    count::{count, count_cohorts, count_flow, count_outcomes},
    delivery::DeliveryKind,
    snapshot::Snapshot,
};

use super::{VERSION, release::newest};
use crate::{
    cli::Bank as Command,
    data_folder,
    output::{Ending, say},
    progress::Step,
};

pub fn run(command: &Command) -> Result<Ending> {
    match command {
        Command::Build { folder, snapshot } => {
            let manifest = build(&folder.path()?, snapshot.as_deref())?;
            say(&manifest.id)?;
            Ok(Ending::Done)
        }
        Command::Verify { id, folder } => verify(&folder.path()?, id.as_deref()),
        Command::List(folder) => list(&folder.path()?),
    }
}

/// Counts a snapshot and freezes the tables made of it.
pub fn build(data: &Path, snapshot: Option<&str>) -> Result<Manifest> {
    let topics = data_folder::Reference::of(data)?.topics()?;
    let settings = settings(data)?;
    let (annotations, recipients) =
        (data_folder::annotations(data)?, data_folder::recipients(data)?);
    let snapshot = match snapshot {
        Some(id) => Snapshot::open(data, id)?,
        None => newest(data)?,
    };
    let step = Step::new("Counting");
    snapshot.verify()?;
    let years = count(&snapshot, Grain::Year)?;
    let quarters = count_outcomes(&snapshot, Grain::Quarter)?;
    let cohorts = count_cohorts(&snapshot)?;
    let flow = flow(data, &snapshot, &topics)?;
    let release = beside(data, &snapshot)?;
    step.done();
    let step = Step::new("Making the tables and hiding small counts");
    let source = Source {
        years: &years,
        quarters: &quarters,
        cohorts: cohorts.as_deref(),
        flow: &flow,
        topics: &topics,
        annotations: &annotations,
        population: &Population::reference(),
        recipients: &recipients,
        release: release.as_ref(),
        settings: &settings,
    };
    let manifest = frozen::freeze(data, &source, VERSION)?;
    step.done();
    Ok(manifest)
}

/// Returns what `bank.toml` of the folder says; the defaults where there is no such file.
pub fn settings(data: &Path) -> Result<Settings> {
    let path = data.join("bank.toml");
    let Some(text) = data_folder::read_if_there(&path)? else { return Ok(Settings::default()) };
    Settings::parse(&text).with_context(|| path.display().to_string())
}

/// Returns the flow of cases: that of the newest flow table drawn no later than the snapshot, or else what
/// the snapshot's own cases tell.
fn flow(data: &Path, snapshot: &Snapshot, topics: &Topics) -> Result<Vec<Flow>> {
    let own = snapshot.manifest();
    let mut tables = Snapshot::list(data)?;
    tables.retain(|table| {
        table.kind == DeliveryKind::Flow
            && table.drawn_on <= own.drawn_on
            && table.provenance == own.provenance
    });
    match tables.last() {
        Some(table) => {
            let table = Snapshot::open(data, &table.id)?;
            table.verify()?;
            Ok(count_flow(&table, topics)?)
        }
        None => Ok(count_flow(snapshot, topics)?),
    }
}

/// Returns the release that is shown, as it was seen on the day of the draw; `None` where there is none or
/// its oldest draw is newer.
fn beside(data: &Path, snapshot: &Snapshot) -> Result<Option<Release>> {
    let own = snapshot.manifest();
    let Some(id) = release::current(data)? else { return Ok(None) };
    let release = Release::open(data, &id)?;
    if release.provenance() != own.provenance {
        return Ok(None);
    }
    Ok(release.seen_on(own.drawn_on).ok())
}

fn verify(data: &Path, id: Option<&str>) -> Result<Ending> {
    let names = match id {
        Some(id) => vec![id.to_owned()],
        None => frozen::names(data)?,
    };
    let mut ending = Ending::Done;
    for name in names {
        match Bank::open(data, &name) {
            Ok(bank) => {
                say(format_args!("{name}: {} files are whole", bank.manifest().files.len()))?;
            }
            // A file that is gone or cannot be read is damage as well.
            Err(BankError::Folder(
                error @ (ReleaseError::Damaged { .. } | ReleaseError::Io { .. }),
            )) => {
                say(format_args!("{name}: {error}"))?;
                ending = Ending::Damage;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(ending)
}

fn list(data: &Path) -> Result<Ending> {
    let current = frozen::current(data)?;
    for bank in frozen::list(data)? {
        let star = if current.as_ref() == Some(&bank.id) { "*" } else { " " };
        let mark = if bank.provenance.is_synthetic() { "synthetic" } else { "delivered" };
        say(format_args!(
            "{star} {}  drawn {}  {mark}  snapshot {}  {} tables",
            bank.id,
            bank.drawn_on,
            bank.snapshot,
            bank.tables.len()
        ))?;
    }
    Ok(Ending::Done)
}
