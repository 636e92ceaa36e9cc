//! All that lies in a folder.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Every file by its path, with its bytes.
pub type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// Returns every file of a data folder but the two locks, which hold nothing.
pub fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    collect(folder, folder, &mut found);
    found.remove(Path::new(".import.lock"));
    found.remove(Path::new("releases/.build.lock"));
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Tree) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            let name = path.strip_prefix(root).expect("it lies there").to_owned();
            found.insert(name, fs::read(&path).expect("a readable file"));
        }
    }
}

/// Makes a folder a copy of another, whatever it was before.
pub fn copy(from: &Path, to: &Path) {
    if to.exists() {
        fs::remove_dir_all(to).expect("our own folder");
    }
    copy_into(from, to);
}

fn copy_into(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        let place = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_into(&path, &place);
        } else {
            fs::copy(&path, &place).expect("room for a copy");
        }
    }
}

/// Says where two trees differ, without their bytes.
pub fn difference(a: &Tree, b: &Tree) -> Vec<PathBuf> {
    let names = a.keys().chain(b.keys());
    let mut names: Vec<_> = names.filter(|name| a.get(*name) != b.get(*name)).cloned().collect();
    names.dedup();
    names
}
