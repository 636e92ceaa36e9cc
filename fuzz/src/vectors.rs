//! Vectors of an auditor: whatever a file holds, it is answered or refused, and its neighbor still read.

use std::fs;

use vectors::{known_files, verify};

/// Reads a byte that chooses one of the known files, and the file.
pub fn vectors(bytes: &[u8]) {
    let Some((choice, text)) = bytes.split_first() else { return };
    let names: Vec<_> = known_files().collect();
    let name = names[usize::from(*choice) % names.len()];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    let report = verify(folder.path()).unwrap();
    assert_eq!(report.agrees(), verify(folder.path()).unwrap().agrees(), "told twice");
}
