//! Snapshots: whatever is done to a file, it is found, and nothing falls over it.

use std::{fs, path::PathBuf, sync::LazyLock};

use domain::period::Grain;
use register::{count::count, snapshot::Snapshot};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::{
    delivery::{check_counts, folder, store},
    guard::tolerate_others,
};

/// One snapshot of each form.
const DELIVERIES: [&str; 3] = ["cases-en.csv", "portal-long-latin1.csv", "flow-da.csv"];

struct Base {
    folder: TempDir,
    /// Snapshot, path and bytes of each file, by snapshot and name.
    files: Vec<(String, PathBuf, Vec<u8>)>,
}

static BASE: LazyLock<Base> = LazyLock::new(|| {
    let folder = folder();
    let golden =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/register/tests/data"));
    for name in DELIVERIES {
        store(folder.path(), &golden.join(name)).expect("the golden deliveries can be imported");
    }
    let mut files = Vec::new();
    for manifest in Snapshot::list(folder.path()).expect("a list") {
        let snapshot = Snapshot::open(folder.path(), &manifest.id).expect("it is sound");
        check_counts(&snapshot);
        let mut names: Vec<_> = manifest.data.iter().map(|file| file.name.as_str()).collect();
        names.push("manifest.json");
        for name in names {
            let path = snapshot.folder().join(name);
            files.push((manifest.id.clone(), path.clone(), fs::read(path).expect("it is there")));
        }
    }
    Base { folder, files }
});

/// Puts bytes in the place of a file; the first byte says which, and above 127 that a manifest gets the
/// hash of what it says, as if it had been written so.
pub fn snapshot(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let base = &*BASE;
    let (id, path, sound) = &base.files[usize::from(*which) % base.files.len()];
    let rehashed = (*which > 127 && path.ends_with("manifest.json")).then(|| with_hash(bytes));
    fs::write(path, rehashed.as_deref().unwrap_or(bytes)).expect("there is room for it");
    let opened = Snapshot::open(base.folder.path(), id);
    let verified = opened.as_ref().map_err(ToString::to_string).and_then(|snapshot| {
        read(snapshot);
        snapshot.verify().map_err(|error| error.to_string())
    });
    fs::write(path, sound).expect("there is room for it");
    if rehashed.is_none() {
        assert_eq!(verified.is_ok(), bytes == sound.as_slice(), "{}: {verified:?}", path.display());
    }
}

/// Returns a manifest with its own hash; what is none stays as it is.
fn with_hash(bytes: &[u8]) -> Vec<u8> {
    let Ok(mut manifest) = serde_json::from_slice::<serde_json::Value>(bytes) else {
        return bytes.to_owned();
    };
    let Some(fields) = manifest.as_object_mut() else { return bytes.to_owned() };
    fields.remove("sha256");
    let hash = Sha256::digest(manifest.to_string());
    manifest["sha256"] = hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into();
    format!("{manifest:#}\n").into_bytes()
}

/// Reads a snapshot that may be damaged, which the product never does: it verifies first.
fn read(snapshot: &Snapshot) {
    tolerate_others(|| drop(snapshot.cases()));
    tolerate_others(|| drop(snapshot.parts()));
    tolerate_others(|| drop(snapshot.flow()));
    for grain in [Grain::Year, Grain::Quarter] {
        tolerate_others(|| drop(count(snapshot, grain)));
    }
}
