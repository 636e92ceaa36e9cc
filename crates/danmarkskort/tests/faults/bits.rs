//! A bit that changed in a file: found, named, and nothing is built on it or shown from it.

use std::{fs, path::Path};

use crate::program::{Desk, run};

#[test]
fn in_a_snapshot() {
    let desk = Desk::new();
    let id = desk.import(&[&desk.delivery('A', 8, 0)], 0);
    let folder = desk.data.join("snapshots").join(&id);
    let names = each_bit(&folder, |name| {
        let said = run(&desk.data, &["snapshot", "verify"], 4);
        assert!(said.contains(&id) && said.contains(name), "{name}: {said}");
        run(&desk.data, &["snapshot", "verify", &id], 4);
        run(&desk.data, &["release", "build"], 1);
    });
    assert_eq!(names, ["cases.parquet", "manifest.json", "parts.parquet"]);
    assert!(!desk.data.join("releases").exists(), "nothing was built");
    assert_eq!(run(&desk.data, &["snapshot", "verify"], 0), format!("{id}: 3 files are whole\n"));
    run(&desk.data, &["release", "build"], 0);
}

#[test]
fn in_a_release() {
    let desk = Desk::new();
    desk.import(&[&desk.delivery('A', 8, 0)], 0);
    let id = run(&desk.data, &["release", "build"], 0).trim().to_owned();
    let names = each_bit(&desk.data.join("releases").join(&id), |name| {
        let said = run(&desk.data, &["release", "verify"], 4);
        assert!(said.contains(&id) && said.contains(name), "{name}: {said}");
        run(&desk.data, &["serve", "--listen", "127.0.0.1:0"], 1);
    });
    assert!(names.len() > 10, "{names:?}");
    fs::remove_file(desk.data.join("releases").join(&id).join("topics.csv")).expect("a file");
    assert!(run(&desk.data, &["release", "verify"], 4).contains("topics.csv"));
}

#[test]
fn a_file_that_is_gone() {
    let desk = Desk::new();
    let id = desk.import(&[&desk.delivery('A', 8, 0)], 0);
    fs::remove_file(desk.data.join("snapshots").join(&id).join("parts.parquet")).expect("a file");
    assert!(run(&desk.data, &["snapshot", "verify"], 4).contains("parts.parquet"));
    run(&desk.data, &["release", "build"], 1);
    run(&desk.data, &["snapshot", "verify", "2024-01-01-00000000"], 1);
}

/// Changes a bit at several places of each file of a folder, one at a time; returns the names.
fn each_bit(folder: &Path, mut check: impl FnMut(&str)) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("one").path());
    let mut paths: Vec<_> = entries.collect();
    paths.sort();
    let mut names = Vec::new();
    for path in paths {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let sound = fs::read(&path).expect("a readable file");
        let last = sound.len().saturating_sub(1);
        for (place, bit) in [(0, 0), (last / 3, 4), (last / 2, 7), (last, 2)] {
            let mut bytes = sound.clone();
            match bytes.get_mut(place) {
                Some(byte) => *byte ^= 1 << bit,
                None => bytes.push(b'x'),
            }
            fs::write(&path, bytes).expect("a writable file");
            check(&name);
        }
        fs::write(&path, sound).expect("a writable file");
        names.push(name);
    }
    names
}
