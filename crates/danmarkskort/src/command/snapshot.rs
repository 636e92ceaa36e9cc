//! `snapshot list|show`.

use anyhow::Result;
use register::snapshot::{Manifest, Snapshot};

use crate::{
    cli,
    output::{Ending, say},
};

pub fn run(command: &cli::Snapshot) -> Result<Ending> {
    match command {
        cli::Snapshot::List(folder) => list(&folder.path()?),
        cli::Snapshot::Show { id, folder } => {
            let snapshot = Snapshot::open(&folder.path()?, id)?;
            say(serde_json::to_string_pretty(snapshot.manifest())?)?;
            Ok(Ending::Done)
        }
    }
}

/// Lists every snapshot; one whose manifest cannot be read is listed as damaged.
fn list(data: &std::path::Path) -> Result<Ending> {
    let mut ending = Ending::Done;
    for (id, manifest) in Snapshot::list_all(data)? {
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
    format!(
        "{}  drawn {}  {mark}  {}  {holds}  {years}  {} rows read, {} rejected",
        manifest.id,
        manifest.drawn_on,
        manifest.kind.id(),
        manifest.rows_read,
        manifest.rejected_rows
    )
}
