//! Frozen folders: written aside, hashed, renamed into place, never edited. Releases lie in such folders, and
//! so do the banks of statistics tables.

use std::{
    fmt::Write as _,
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::release::ReleaseError;

const BUILDING: &str = ".building";
const CURRENT: &str = "current";
const MANIFEST: &str = "manifest.json";

/// One file of a frozen folder.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileEntry {
    /// The file's name in the folder.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: String,
}

impl FileEntry {
    /// Returns the entry of a file.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        Self { name: name.into(), bytes: bytes.len() as u64, sha256: hash(bytes) }
    }
}

/// What a frozen folder says of itself. Its name holds the hash of everything else in it.
pub trait Manifest: Serialize + DeserializeOwned + Clone {
    /// Returns the name of the folder.
    fn id(&self) -> &str;
    /// Sets the name of the folder.
    fn name(&mut self, id: String);
    /// Returns what the name begins with: the day of the draw.
    fn day(&self) -> String;
    /// Returns the files.
    fn files(&self) -> &[FileEntry];
}

/// Names a manifest after its contents.
pub fn named<M: Manifest>(mut manifest: M) -> M {
    let contents = contents_hash(&manifest);
    manifest.name(format!("{}-{}", manifest.day(), &contents[..8]));
    manifest
}

/// Freezes files under the name of their manifest and makes the folder the current one; tells whether it
/// is new. The very same folder may be there already: then it is checked.
pub fn freeze<M: Manifest>(
    vault: &Path,
    manifest: &M,
    files: &[(impl AsRef<str>, Vec<u8>)],
) -> Result<bool, ReleaseError> {
    // Held until the end of the function: two builds would clear away each other's folder.
    let _lock = lock(vault)?;
    let target = vault.join(manifest.id());
    if target.exists() {
        for (name, _) in files {
            read(vault, manifest, name.as_ref())?;
        }
        make_current(vault, manifest.id())?;
        return Ok(false);
    }
    let aside = folder(vault)?;
    for (name, bytes) in files {
        write(&aside.join(name.as_ref()), bytes)?;
    }
    write(&aside.join(MANIFEST), &json(manifest))?;
    finish(&aside, &target)?;
    make_current(vault, manifest.id())?;
    Ok(true)
}

/// Names a folder as the current one, in one step.
fn make_current(vault: &Path, id: &str) -> Result<(), ReleaseError> {
    let aside = vault.join(".building-current");
    write(&aside, format!("{id}\n").as_bytes())?;
    finish(&aside, &vault.join(CURRENT))
}

/// Returns the name of the folder that was frozen last, which is the one to show; `None` when none was.
pub fn current(vault: &Path) -> Result<Option<String>, ReleaseError> {
    let path = vault.join(CURRENT);
    match fs::read_to_string(&path) {
        Ok(id) => Ok(Some(id.trim().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ReleaseError::Io { path, error }),
    }
}

/// Returns the names of all folders in order, whether they can be read or not.
pub fn names(vault: &Path) -> Result<Vec<String>, ReleaseError> {
    if !vault.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for folder in at(vault, fs::read_dir(vault))? {
        let name = at(vault, folder)?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && name != CURRENT {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Reads the manifest of a folder, checked against the hash in its name; `None` where there is no such
/// folder.
pub fn manifest<M: Manifest>(vault: &Path, id: &str) -> Result<Option<M>, ReleaseError> {
    let is_name =
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let folder = vault.join(id);
    if !is_name || !folder.is_dir() {
        return Ok(None);
    }
    let path = folder.join(MANIFEST);
    let bytes = at(&path, fs::read(&path))?;
    let damaged = |what: String| ReleaseError::Damaged { path: path.clone(), what };
    let manifest: M = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
    if manifest.id() != id {
        return Err(damaged(format!("it names another folder, {}", manifest.id())));
    }
    if json(&manifest) != bytes {
        return Err(damaged("it is not as it was written".into()));
    }
    // The name holds the hash of the contents, so a manifest that was changed gives itself away.
    if !manifest.id().ends_with(&contents_hash(&manifest)[..8]) {
        return Err(damaged("it does not have the hash in its own name".into()));
    }
    Ok(Some(manifest))
}

/// Reads a file of a folder, checked against the hash in its manifest.
pub fn read<M: Manifest>(vault: &Path, manifest: &M, name: &str) -> Result<String, ReleaseError> {
    let path = vault.join(manifest.id()).join(name);
    let damaged = |what: &str| ReleaseError::Damaged { path: path.clone(), what: what.into() };
    let listed = manifest.files().iter().find(|file| file.name == name);
    let listed = listed.ok_or_else(|| damaged("the manifest does not list it"))?;
    let bytes = at(&path, fs::read(&path))?;
    if FileEntry::of(name, &bytes) != *listed {
        return Err(damaged("its bytes do not have the hash in the manifest"));
    }
    String::from_utf8(bytes).map_err(|_| damaged("it is not UTF-8"))
}

/// Returns the hash of everything a manifest says but its own name.
fn contents_hash<M: Manifest>(manifest: &M) -> String {
    let mut nameless = manifest.clone();
    nameless.name(String::new());
    hash(&json(&nameless))
}

fn json<M: Manifest>(manifest: &M) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(manifest).expect("a manifest is plain data");
    json.push(b'\n');
    json
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to memory does not fail");
        text
    })
}

/// Takes a vault for one build.
///
/// The lock belongs to the open file: the system releases it also when the program is killed.
fn lock(vault: &Path) -> Result<File, ReleaseError> {
    at(vault, fs::create_dir_all(vault))?;
    let path = vault.join(".build.lock");
    let options = File::options().create(true).truncate(false).write(true).open(&path);
    let lock = at(&path, options)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(ReleaseError::Busy(vault.into())),
        Err(TryLockError::Error(error)) => Err(ReleaseError::Io { path, error }),
    }
}

/// Starts a folder. What a killed build left is gone.
fn folder(vault: &Path) -> Result<PathBuf, ReleaseError> {
    for entry in at(vault, fs::read_dir(vault))? {
        let path = at(vault, entry)?.path();
        let is_left = path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(BUILDING));
        if is_left {
            let removed =
                if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            at(&path, removed)?;
        }
    }
    let aside = vault.join(BUILDING);
    at(&aside, fs::create_dir(&aside))?;
    Ok(aside)
}

/// Writes a file, and makes sure that it is on the disk.
fn write(path: &Path, bytes: &[u8]) -> Result<(), ReleaseError> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    at(path, written)
}

/// Gives a file or folder its name, and makes sure that the name is on the disk.
fn finish(aside: &Path, target: &Path) -> Result<(), ReleaseError> {
    if aside.is_dir() {
        sync(aside)?;
    }
    at(target, fs::rename(aside, target))?;
    sync(target.parent().expect("a frozen folder lies in a vault"))
}

fn sync(folder: &Path) -> Result<(), ReleaseError> {
    at(folder, File::open(folder).and_then(|folder| folder.sync_all()))
}

/// Makes an error of a path of what the system said.
fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, ReleaseError> {
    result.map_err(|error| ReleaseError::Io { path: path.into(), error })
}
