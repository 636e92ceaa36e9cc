//! Held deliveries: looking at them, letting one in after all, dropping one.

use std::{fs, path::Path};

use jiff::civil::Date;
use serde_json::json;

use crate::snapshot::{
    Listed, MANIFEST, Manifest, REJECTED, SNAPSHOT, Snapshot, SnapshotError, Stage, Store,
    append_line, write_file,
};

/// What cannot be done with a held delivery.
#[derive(Debug, thiserror::Error)]
pub enum HeldError {
    /// There is none of this name.
    #[error("there is no held delivery {id}; `snapshot held` shows those there are")]
    NoSuchDelivery {
        /// The name asked for.
        id: String,
    },
    /// Nothing says why.
    #[error("say why in 1 to {limit} characters on one line")]
    BadReason {
        /// How long a reason may be.
        limit: usize,
    },
    /// No row of the delivery was accepted.
    #[error("every row of {id} was rejected, so there is nothing to let in; drop it instead")]
    NothingToRelease {
        /// The delivery.
        id: String,
    },
    /// A snapshot has its name already.
    #[error("there is a snapshot {id} already; drop the held delivery instead")]
    AlreadyThere {
        /// The name of both.
        id: String,
    },
    /// The data folder cannot be read or written.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
}

const MAX_REASON: usize = 500;

/// Returns the ids of the held deliveries, each with the manifest of the snapshot it would become, or
/// why that cannot be read.
pub fn list(data: &Path) -> Result<Vec<Listed>, SnapshotError> {
    let store = Store::new(data);
    let read = |id: String| (Manifest::read(&store.held(&id).join(SNAPSHOT)), id);
    Ok(store.held_ids()?.into_iter().map(read).map(|(manifest, id)| (id, manifest)).collect())
}

/// Lets a held delivery in although too many of its rows were rejected; the reason is kept in the
/// manifest and in `held.log`.
pub fn release(data: &Path, id: &str, reason: &str, today: Date) -> Result<Manifest, HeldError> {
    let reason = checked(reason)?;
    let store = Store::new(data);
    let _lock = store.lock()?;
    let folder = find(&store, id)?;
    if store.snapshot(id).exists() {
        return Err(HeldError::AlreadyThere { id: id.to_owned() });
    }
    let snapshot = Snapshot::in_folder(&folder.join(SNAPSHOT), id)?;
    snapshot.verify()?;
    let mut manifest = snapshot.manifest().clone();
    if manifest.cases.or(manifest.count_rows) == Some(0) {
        return Err(HeldError::NothingToRelease { id: id.to_owned() });
    }
    manifest.released_because = Some(reason.to_owned());
    let stage = Stage::start(&store, id)?;
    let let_in = let_in(&store, &stage, &folder, &manifest, today);
    let cleared = stage.clear();
    let_in?;
    cleared?;
    store.remove_held(id)?;
    Ok(manifest)
}

/// Makes a snapshot of a held delivery, which stays as it is until the snapshot has appeared.
fn let_in(
    store: &Store,
    stage: &Stage,
    held: &Path,
    manifest: &Manifest,
    today: Date,
) -> Result<(), SnapshotError> {
    for file in &manifest.data {
        stage.take_over(held, &format!("{SNAPSHOT}/{}", file.name))?;
    }
    if held.join(REJECTED).exists() {
        stage.take_over(held, REJECTED)?;
    }
    write_file(&stage.data(MANIFEST), &manifest.to_text())?;
    let reason = manifest.released_because.as_deref().unwrap_or_default();
    log(store, ["released", &manifest.id, reason], Some(manifest), today)?;
    stage.finish_snapshot(store, &manifest.id)
}

/// Removes a held delivery; a line in `held.log` keeps what it was and why it went.
pub fn discard(data: &Path, id: &str, reason: &str, today: Date) -> Result<(), HeldError> {
    let reason = checked(reason)?;
    let store = Store::new(data);
    let _lock = store.lock()?;
    let folder = find(&store, id)?;
    // A damaged one can be dropped as well; then only its name is left to write down.
    let manifest = Manifest::read(&folder.join(SNAPSHOT)).ok();
    log(&store, ["dropped", id, reason], manifest.as_ref(), today)?;
    Ok(store.remove_held(id)?)
}

fn checked(reason: &str) -> Result<&str, HeldError> {
    let reason = reason.trim();
    let length = reason.chars().count();
    if (1..=MAX_REASON).contains(&length) && !reason.chars().any(char::is_control) {
        return Ok(reason);
    }
    Err(HeldError::BadReason { limit: MAX_REASON })
}

fn find(store: &Store, id: &str) -> Result<std::path::PathBuf, HeldError> {
    let folder = store.held(id);
    if Manifest::is_id(id) && fs::metadata(&folder).is_ok_and(|it| it.is_dir()) {
        return Ok(folder);
    }
    Err(HeldError::NoSuchDelivery { id: id.to_owned() })
}

/// Writes a decision down before it is carried out, so that none is without its reason. Who is killed
/// between the two decides again, and the same decision stands there once.
fn log(
    store: &Store,
    [action, id, reason]: [&str; 3],
    manifest: Option<&Manifest>,
    today: Date,
) -> Result<(), SnapshotError> {
    let line = json!({
        "date": today,
        "action": action,
        "id": id,
        "sources": manifest.map(|it| &it.sources),
        "rows_read": manifest.map(|it| it.rows_read),
        "rejected_rows": manifest.map(|it| it.rejected_rows),
        "reason": reason,
    });
    append_line(&store.held_log(), &store.held_log_aside(), &line.to_string())
}
