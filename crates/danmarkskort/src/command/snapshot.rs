//! `snapshot list|show`.

use anyhow::Result;
use register::snapshot::Snapshot;

use crate::{
    cli,
    output::{Ending, say},
};

pub fn run(command: &cli::Snapshot) -> Result<Ending> {
    match command {
        cli::Snapshot::List(folder) => {
            for manifest in Snapshot::list(&folder.path()?)? {
                let mark =
                    if manifest.provenance.is_synthetic() { "synthetic" } else { "delivered" };
                say(format_args!(
                    "{}  drawn {}  {mark}  {}  {} rows read, {} rejected",
                    manifest.id,
                    manifest.drawn_on,
                    manifest.kind.id(),
                    manifest.rows_read,
                    manifest.rejected_rows
                ))?;
            }
        }
        cli::Snapshot::Show { id, folder } => {
            let snapshot = Snapshot::open(&folder.path()?, id)?;
            say(serde_json::to_string_pretty(snapshot.manifest())?)?;
        }
    }
    Ok(Ending::Done)
}
