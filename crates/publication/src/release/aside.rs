//! Writing a folder or file aside and giving it its name when it is whole.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::ReleaseError;

const BUILDING: &str = ".building";

/// Takes the folder of releases for one build.
///
/// The lock belongs to the open file: the system releases it also when the program is killed.
pub(super) fn lock(releases: &Path) -> Result<File, ReleaseError> {
    at(releases, fs::create_dir_all(releases))?;
    let path = releases.join(".build.lock");
    let options = File::options().create(true).truncate(false).write(true).open(&path);
    let lock = at(&path, options)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(ReleaseError::Busy(releases.into())),
        Err(TryLockError::Error(error)) => Err(ReleaseError::Io { path, error }),
    }
}

/// Starts a folder for a release. What a killed build left is gone.
pub(super) fn folder(releases: &Path) -> Result<PathBuf, ReleaseError> {
    for entry in at(releases, fs::read_dir(releases))? {
        let path = at(releases, entry)?.path();
        let is_left = path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(BUILDING));
        if is_left {
            let removed =
                if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            at(&path, removed)?;
        }
    }
    let aside = releases.join(BUILDING);
    at(&aside, fs::create_dir(&aside))?;
    Ok(aside)
}

/// Writes a file, and makes sure that it is on the disk.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), ReleaseError> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    at(path, written)
}

/// Gives a file or folder its name, and makes sure that the name is on the disk.
pub(super) fn finish(aside: &Path, target: &Path) -> Result<(), ReleaseError> {
    if aside.is_dir() {
        sync(aside)?;
    }
    at(target, fs::rename(aside, target))?;
    sync(target.parent().expect("a release lies in a folder"))
}

fn sync(folder: &Path) -> Result<(), ReleaseError> {
    at(folder, File::open(folder).and_then(|folder| folder.sync_all()))
}

/// Makes an error of a path of what the system said.
pub(super) fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, ReleaseError> {
    result.map_err(|error| ReleaseError::Io { path: path.into(), error })
}
