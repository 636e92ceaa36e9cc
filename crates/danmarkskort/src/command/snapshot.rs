//! `snapshot list|show|verify|diff|held|release-held|drop-held`.

mod diff;

use std::path::Path;

use anyhow::Result;
use register::{
    held,
    snapshot::{Listed, Manifest, Snapshot, SnapshotError},
};

use super::import::today;
use crate::{
    cli::{self, HeldDecision},
    output::{Ending, say},
};

pub fn run(command: &cli::Snapshot) -> Result<Ending> {
    match command {
        cli::Snapshot::List(folder) => list(Snapshot::list_all(&folder.path()?)?),
        cli::Snapshot::Verify { id, folder } => verify(&folder.path()?, id.as_deref()),
        cli::Snapshot::Held(folder) => list(held::list(&folder.path()?)?),
        cli::Snapshot::Diff { before, after, folder, report } => {
            diff::run(&folder.path()?, [before, after], *report)
        }
        cli::Snapshot::ReleaseHeld(HeldDecision { id, reason, folder }) => {
            let manifest = held::release(&folder.path()?, id, reason, today())?;
            say(format_args!("snapshot {}", manifest.id))?;
            Ok(Ending::Done)
        }
        cli::Snapshot::DropHeld(HeldDecision { id, reason, folder }) => {
            held::discard(&folder.path()?, id, reason, today())?;
            say(format_args!("dropped {id}; held.log says why"))?;
            Ok(Ending::Done)
        }
        cli::Snapshot::Show { id, folder } => {
            let snapshot = Snapshot::open(&folder.path()?, id)?;
            say(serde_json::to_string_pretty(snapshot.manifest())?)?;
            Ok(Ending::Done)
        }
    }
}

/// Lists snapshots; one whose manifest cannot be read is listed as damaged.
fn list(snapshots: Vec<Listed>) -> Result<Ending> {
    let mut ending = Ending::Done;
    for (id, manifest) in snapshots {
        match manifest {
            Ok(manifest) => say(line(&manifest))?,
            Err(error) => {
                say(format_args!("{id}  damaged: {error}"))?;
                ending = Ending::Damage;
            }
        }
    }
    Ok(ending)
}

/// Checks one snapshot, or all of them: the damage of one hides none of the others.
fn verify(data: &Path, id: Option<&str>) -> Result<Ending> {
    let names = match id {
        Some(id) => vec![id.to_owned()],
        None => Snapshot::list_all(data)?.into_iter().map(|(id, _)| id).collect(),
    };
    let mut ending = Ending::Done;
    for name in names {
        let checked = Snapshot::open(data, &name)
            .and_then(|snapshot| snapshot.verify().map(|()| snapshot.manifest().data.len()));
        match checked {
            Ok(files) => say(format_args!("{name}: {} files are whole", files + 1))?,
            Err(error @ SnapshotError::NoSuchSnapshot { .. }) => return Err(error.into()),
            Err(error) => {
                say(format_args!("{name}: {error}"))?;
                ending = Ending::Damage;
            }
        }
    }
    Ok(ending)
}

fn line(manifest: &Manifest) -> String {
    let mark = if manifest.provenance.is_synthetic() { "synthetic" } else { "delivered" };
    let holds = match (manifest.cases, manifest.pending, manifest.count_rows) {
        (Some(cases), pending, _) => format!("{cases} cases, {} pending", pending.unwrap_or(0)),
        (None, _, rows) => format!("{} rows of counts", rows.unwrap_or(0)),
    };
    let years = match manifest.years {
        Some((first, last)) if first != last => format!("{first}–{last}"),
        Some((only, _)) => only.to_string(),
        None => "no decisions".to_owned(),
    };
    let onto = manifest.onto.as_ref();
    let onto = onto.map_or_else(String::new, |base| format!("  laid on {}", base.snapshot));
    format!(
        "{}  drawn {}  {mark}  {}  {holds}  {years}  {} rows read, {} rejected{onto}",
        manifest.id,
        manifest.drawn_on,
        manifest.kind.id(),
        manifest.rows_read,
        manifest.rejected_rows
    )
}
