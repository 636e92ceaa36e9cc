//! A disk without room and a folder that may only be read.

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::Path,
    process::{Command, Output},
};

use crate::{
    program::{Desk, command, output, run, said, told},
    tree::tree,
};

#[test]
fn a_file_that_may_not_grow_stops_an_import_and_nothing_is_left() {
    let desk = Desk::new();
    desk.import(&[&desk.delivery('A', 8, 0)], 0);
    let (before, whole) = (told(&desk.data), tree(&desk.data));
    let large = desk.delivery('B', 20_000, 0);
    for kilobytes in [1, 2, 4] {
        let limited = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", kilobytes * 2);
        let output = wrapped(&["sh", "-c", &limited, "sh"], &desk.data, &["import", &large]);
        assert_eq!(output.status.code(), Some(1), "{kilobytes}: {}", said(&output));
        assert!(said(&output).contains("File too large"), "{}", said(&output));
        assert_eq!((told(&desk.data), tree(&desk.data)), (before.clone(), whole.clone()));
    }
    run(&desk.data, &["import", &large], 0);
}

#[test]
fn a_folder_that_may_only_be_read_is_named_and_can_be_read() {
    let desk = Desk::new();
    desk.import(&[&desk.delivery('A', 8, 0)], 0);
    let held = desk.import(&[&desk.delivery('B', 8, 4)], 3);
    run(&desk.data, &["release", "build"], 0);
    let before = tree(&desk.data);
    let new = desk.delivery('C', 8, 0);
    for arguments in [
        &["import", &new][..],
        &["snapshot", "release-held", &held, "--reason", "so"],
        &["snapshot", "drop-held", &held, "--reason", "so"],
        &["release", "build"],
    ] {
        let output = read_only(&desk.data, arguments);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        let folder = desk.data.to_str().expect("UTF-8");
        let said = said(&output);
        assert!(said.contains(folder), "{said}");
        assert!(said.contains("Read-only file system") || said.contains("denied"), "{said}");
    }
    for arguments in [["snapshot", "list"], ["snapshot", "verify"], ["release", "verify"]] {
        let output = read_only(&desk.data, &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    assert_eq!(tree(&desk.data), before);
}

/// Runs the program on a folder that may only be read. Who is root may write everywhere but on a file
/// system that takes nothing, so there the folder is made one.
fn read_only(data: &Path, arguments: &[&str]) -> Output {
    let is_root = fs::metadata("/proc/self").expect("Linux").uid() == 0;
    if is_root {
        let script = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";
        let folder = data.to_str().expect("UTF-8");
        return wrapped(&["unshare", "-m", "sh", "-c", script, folder], data, arguments);
    }
    let folders =
        [data.to_owned(), data.join("snapshots"), data.join("held"), data.join("releases")];
    let permit = |mode| {
        for folder in &folders {
            fs::set_permissions(folder, fs::Permissions::from_mode(mode)).expect("our own folder");
        }
    };
    permit(0o555);
    fs::set_permissions(data.join(".import.lock"), fs::Permissions::from_mode(0o444))
        .expect("ours");
    let output = output(command(data, arguments));
    permit(0o755);
    fs::set_permissions(data.join(".import.lock"), fs::Permissions::from_mode(0o644))
        .expect("ours");
    output
}

/// Runs the program under another.
fn wrapped(wrapper: &[&str], data: &Path, arguments: &[&str]) -> Output {
    let inner = command(data, arguments);
    let mut outer = Command::new(wrapper[0]);
    outer.args(&wrapper[1..]).arg(inner.get_program()).args(inner.get_args());
    output(outer)
}
