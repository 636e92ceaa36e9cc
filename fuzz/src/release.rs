//! Releases: a file that is not what the manifest says is found; one that is, is understood or refused.

use std::{fs, path::PathBuf, sync::LazyLock};

use domain::provenance::Provenance;
use publication::release::{Manifest, Release, verify};
use sha2::{Digest, Sha256};
use testkit::DataFolder;
use web::site::Site;

struct Base {
    folder: DataFolder,
    manifest: Manifest,
    /// Name and bytes of each file; the manifest comes last.
    files: Vec<(String, Vec<u8>)>,
}

static BASE: LazyLock<Base> = LazyLock::new(|| {
    let folder = DataFolder::with_release(Provenance::Delivered);
    let manifest = verify(folder.path(), &folder.release).expect("it was just built");
    let own = folder.path().join("releases").join(&folder.release);
    let mut names: Vec<_> = manifest.files.iter().map(|file| file.name.clone()).collect();
    names.push("manifest.json".into());
    let read = |name: String| (name.clone(), fs::read(own.join(name)).expect("it is there"));
    let files = names.into_iter().map(read).collect();
    Base { folder, manifest, files }
});

/// Puts bytes in the place of a file; the first byte says which.
pub fn release(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let base = &*BASE;
    let (name, sound) = &base.files[usize::from(*which) % base.files.len()];
    let path = base.folder.path().join("releases").join(&base.folder.release).join(name);
    fs::write(&path, bytes).expect("there is room for it");
    let verified = verify(base.folder.path(), &base.folder.release);
    fs::write(&path, sound).expect("there is room for it");
    assert_eq!(verified.is_ok(), bytes == sound.as_slice(), "{name}: {verified:?}");
    if name != "manifest.json" {
        rehashed(base, name, bytes);
    }
}

/// Opens a release that was built with these bytes.
fn rehashed(base: &Base, name: &str, bytes: &[u8]) {
    let mut manifest = base.manifest.clone();
    for file in manifest.files.iter_mut().filter(|file| file.name == name) {
        file.bytes = bytes.len() as u64;
        file.sha256 = hash(bytes);
    }
    manifest.id = String::new();
    manifest.id = format!("{}-{}", manifest.drawn_on, &hash(&text(&manifest))[..8]);
    let releases = base.folder.path().join("releases");
    let own = releases.join(&manifest.id);
    fs::create_dir_all(&own).expect("there is room for it");
    for (other, sound) in &base.files {
        fs::write(own.join(other), sound).expect("there is room for it");
    }
    fs::write(own.join(name), bytes).expect("there is room for it");
    fs::write(own.join("manifest.json"), text(&manifest)).expect("there is room for it");
    open(base.folder.path().to_owned(), &manifest.id);
    if manifest.id != base.manifest.id {
        fs::remove_dir_all(own).expect("it is ours");
    }
    fs::write(releases.join("current"), &base.manifest.id).expect("there is room for it");
}

fn open(data: PathBuf, id: &str) {
    fs::write(data.join("releases/current"), id).expect("there is room for it");
    if let Ok(release) = Release::open(&data, id) {
        assert_eq!(release.id(), id);
        for edition in release.editions() {
            assert_eq!(release.edition(edition.year()), Some(edition));
        }
        // Its outlines may still be such that no map can be drawn, which is said.
        drop(Site::open(data));
    }
}

fn text(manifest: &Manifest) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(manifest).expect("a manifest is plain data");
    json.push(b'\n');
    json
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
