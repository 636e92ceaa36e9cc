//! Writing so that a file or folder appears in one step or not at all, and stays.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use super::SnapshotError;

/// Writes a small file, and makes sure that it is on the disk.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), SnapshotError> {
    let mut file = File::create(path).map_err(SnapshotError::io(path))?;
    file.write_all(text.as_bytes()).map_err(SnapshotError::io(path))?;
    file.sync_all().map_err(SnapshotError::io(path))
}

/// Adds a line to a file in one step, unless it is the last line already. `aside` lies beside it.
pub(crate) fn append_line(path: &Path, aside: &Path, line: &str) -> Result<(), SnapshotError> {
    let mut text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(SnapshotError::Io { path: path.to_owned(), error }),
    };
    if text.lines().last() == Some(line) {
        return Ok(());
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    write_file(aside, &format!("{text}{line}\n"))?;
    move_file(aside, path)
}

/// Gives a file a second name; where the file system has no such thing, a copy.
pub(super) fn link(path: &Path, place: &Path) -> Result<(), SnapshotError> {
    if fs::hard_link(path, place).is_ok() {
        return Ok(());
    }
    let copied = fs::copy(path, place).and_then(|_| File::open(place)?.sync_all());
    copied.map_err(SnapshotError::io(place))
}

/// Moves a file to its place.
pub(crate) fn move_file(path: &Path, place: &Path) -> Result<(), SnapshotError> {
    let parent = parent_of(place)?;
    fs::rename(path, place).map_err(SnapshotError::io(place))?;
    sync_folder(parent)
}

/// Moves a whole folder to its place.
pub(crate) fn move_folder(folder: &Path, place: &Path) -> Result<(), SnapshotError> {
    let parent = parent_of(place)?;
    sync_folder(folder)?;
    fs::rename(folder, place).map_err(SnapshotError::io(place))?;
    sync_folder(parent)
}

/// Returns the folder a place lies in, which is made if need be.
fn parent_of(place: &Path) -> Result<&Path, SnapshotError> {
    let parent = place.parent().expect("a place lies in the data folder");
    if !parent.is_dir() {
        fs::create_dir_all(parent).map_err(SnapshotError::io(parent))?;
        sync_folder(parent.parent().expect("a folder of the data folder"))?;
    }
    Ok(parent)
}

/// A rename is only safe on disk when the folder that holds the name is.
fn sync_folder(folder: &Path) -> Result<(), SnapshotError> {
    File::open(folder).and_then(|it| it.sync_all()).map_err(SnapshotError::io(folder))
}

/// Removes a folder in one step: it loses its name before its files.
pub(crate) fn remove_whole(folder: &Path, aside: &Path) -> Result<(), SnapshotError> {
    remove(aside)?;
    move_folder(folder, aside)?;
    remove(aside)
}

/// Removes a file or folder, if there is one.
pub(crate) fn remove(path: &Path) -> Result<(), SnapshotError> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(SnapshotError::Io { path: path.to_owned(), error })
        }
        _ => Ok(()),
    }
}

/// Returns the names in a folder; none when there is no such folder.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, SnapshotError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(SnapshotError::Io { path: folder.to_owned(), error }),
    };
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    names.collect::<io::Result<_>>().map_err(SnapshotError::io(folder))
}
