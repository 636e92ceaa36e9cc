//! Two commands at once on one data folder.

use std::{
    path::Path,
    process::{Child, Output},
    time::Duration,
};

use crate::{
    program::{Desk, command, output, run, said, start, told, traced},
    tree::{copy, difference, tree},
};

/// The first call that makes sure of a file waits so long that the other command comes in between.
const SLOW: &str = "inject=fsync:delay_enter=3000000:when=1";

#[test]
fn the_second_of_two_imports_is_told_to_wait() {
    let desk = Desk::new();
    let [a, b] = [desk.delivery('A', 8, 0), desk.delivery('B', 8, 0)];
    let expected = desk.copy();
    copy(&desk.data, &expected);
    run(&expected, &["import", &a], 0);
    run(&expected, &["import", &b], 0);
    for [first, second] in [[&a, &b], [&b, &a]] {
        let data = desk.data.parent().expect("the desk").join("pair");
        copy(&desk.data, &data);
        let slow = start(traced(&data, &["import", first], SLOW));
        wait_for(&data.join("snapshots"));
        let refused = output(command(&data, &["import", second]));
        assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
        assert!(said(&refused).contains("another import is running on"), "{}", said(&refused));
        assert_eq!(end(slow).status.code(), Some(0));
        run(&data, &["import", second], 0);
        let (tree, expected) = (tree(&data), tree(&expected));
        assert!(tree == expected, "{:?} differ", difference(&tree, &expected));
    }
}

#[test]
fn an_import_beside_a_build_disturbs_neither() {
    let desk = Desk::new();
    let [a, b] = [desk.delivery('A', 8, 0), desk.delivery('B', 8, 0)];
    desk.import(&[&a], 0);
    let alone = desk.copy();
    copy(&desk.data, &alone);
    run(&alone, &["release", "build"], 0);
    run(&alone, &["import", &b], 0);
    let slow = start(traced(&desk.data, &["release", "build"], SLOW));
    wait_for(&desk.data.join("editions.toml.part"));
    run(&desk.data, &["import", &b], 0);
    let built = end(slow);
    assert_eq!(built.status.code(), Some(0), "{}", said(&built));
    assert_eq!(told(&desk.data), told(&alone));
    let (tree, alone) = (tree(&desk.data), tree(&alone));
    assert!(tree == alone, "{:?} differ", difference(&tree, &alone));
}

#[test]
fn the_second_of_two_builds_is_told_to_wait() {
    let desk = Desk::new();
    desk.import(&[&desk.delivery('A', 8, 0)], 0);
    run(&desk.data, &["release", "build"], 0);
    desk.import(&[&desk.delivery('B', 8, 0), "--drawn-on", "2024-02-01"], 0);
    let slow = start(traced(&desk.data, &["release", "build"], SLOW));
    wait_for(&desk.data.join("releases/.building"));
    let refused = output(command(&desk.data, &["release", "build"]));
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(said(&refused).contains("another build works in"), "{}", said(&refused));
    assert_eq!(end(slow).status.code(), Some(0));
    run(&desk.data, &["release", "verify"], 0);
    assert_eq!(run(&desk.data, &["release", "list"], 0).lines().count(), 2);
}

/// Waits until something lies at a path.
#[track_caller]
fn wait_for(path: &Path) {
    for _ in 0..2_000 {
        if path.exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("{} never came", path.display());
}

fn end(child: Child) -> Output {
    child.wait_with_output().expect("it ends")
}
