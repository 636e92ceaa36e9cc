//! A folder of vectors, file by file.

use crate::book::shown;
use crate::known::{KNOWN, Known};
use crate::malformed::Malformed;
use crate::read;
use crate::report::{FileReport, Report};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// The size in bytes above which a file is refused; the reference's largest has 0.2 MB.
pub const LARGEST_FILE: u64 = 64 << 20;

/// How many names that are not known are kept.
const SHOWN: usize = 100;

/// Returns the names of all files that can be compared, with `/` before those of a subfolder.
pub fn known_files() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().map(|known| known.name)
}

/// Works out every vector of a folder with our core and compares.
///
/// A file that is not in its form has an error of its own and stops no other.
///
/// - *Error*: the folder cannot be listed.
/// - *No files*: the report has none; then nothing was shown, and [`Report::agrees`] says so.
pub fn verify(folder: &Path) -> io::Result<Report> {
    let names = names(folder)?;
    let is_there = |known: &&Known| names.contains(known.name);
    let files = KNOWN.iter().filter(is_there).map(|known| FileReport {
        name: known.name,
        result: bytes(folder, known.name).and_then(|bytes| read::compare(known, &bytes)),
    });
    let files = files.collect();
    let is_known = |name: &&String| known_files().any(|known| known == name.as_str());
    let unknown = || names.iter().filter(|name| !is_known(name));
    Ok(Report {
        files,
        unknown: unknown().take(SHOWN).map(|name| shown(name)).collect(),
        unknown_names: unknown().count(),
    })
}

/// Returns the names in the folder and in its `published`; other folders end in `/`.
fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    const INNER: &str = "published";
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let path = folder.join(&name);
        if !path.is_dir() || known_files().any(|known| known == name) {
            names.insert(name);
        } else if name == INNER {
            for entry in fs::read_dir(path)? {
                names.insert(format!("{INNER}/{}", entry?.file_name().to_string_lossy()));
            }
        } else {
            names.insert(format!("{name}/"));
        }
    }
    Ok(names)
}

/// Reads a file of at most [`LARGEST_FILE`] bytes.
fn bytes(folder: &Path, file: &'static str) -> Result<Vec<u8>, Malformed> {
    let path = folder.join(file);
    let unreadable = |source| Malformed::Unreadable { file, source };
    let about = fs::metadata(&path).map_err(unreadable)?;
    if !about.is_file() {
        return Err(Malformed::NotAFile { file });
    }
    if about.len() > LARGEST_FILE {
        return Err(Malformed::TooLarge { file });
    }
    let mut bytes = Vec::new();
    let opened = File::open(path).map_err(unreadable)?;
    // The file may grow while it is read.
    opened.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST_FILE { Err(Malformed::TooLarge { file }) } else { Ok(bytes) }
}
