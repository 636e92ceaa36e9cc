//! Killed at each step, and each step refused by a full disk: the state is the one before or the one
//! after, the program says which, and going on gives what an undisturbed run gives.

use std::{os::unix::process::ExitStatusExt as _, path::Path, process::Output};

use crate::{
    program::{Desk, command, output, run, said, steps, told, traced},
    tree::{Tree, copy, difference, tree},
};

#[test]
fn an_import() {
    let desk = Desk::new();
    let first = desk.delivery('A', 8, 0);
    desk.import(&[&first], 0);
    let second = desk.delivery('B', 200, 1);
    check(&desk, &["import", &second], 0, &first);
}

#[test]
fn an_import_onto_a_snapshot() {
    let desk = Desk::new();
    let first = desk.delivery('A', 8, 0);
    let base = desk.import(&[&first], 0);
    let second = desk.delivery('B', 8, 0);
    check(&desk, &["import", &second, "--onto", &base], 0, &first);
}

#[test]
fn an_import_that_is_held() {
    let desk = Desk::new();
    let first = desk.delivery('A', 8, 0);
    desk.import(&[&first], 0);
    let second = desk.delivery('B', 8, 4);
    check(&desk, &["import", &second], 3, &first);
}

#[test]
fn letting_a_held_delivery_in() {
    let (desk, first, held) = holding();
    check(&desk, &["snapshot", "release-held", &held, "--reason", "so"], 0, &first);
}

#[test]
fn dropping_a_held_delivery() {
    let (desk, first, held) = holding();
    check(&desk, &["snapshot", "drop-held", &held, "--reason", "so"], 0, &first);
}

#[test]
fn building_a_release() {
    let desk = Desk::new();
    let first = desk.delivery('A', 8, 0);
    let old = desk.import(&[&first], 0);
    run(&desk.data, &["release", "build"], 0);
    let second = desk.delivery('B', 8, 0);
    desk.import(&[&second, "--onto", &old, "--drawn-on", "2024-02-01"], 0);
    check(&desk, &["release", "build"], 0, &first);
}

#[test]
fn building_the_first_release() {
    let desk = Desk::new();
    let first = desk.delivery('A', 8, 0);
    desk.import(&[&first], 0);
    check(&desk, &["release", "build"], 0, &first);
}

/// Returns a desk with a delivery that is stored and one that is held.
fn holding() -> (Desk, String, String) {
    let desk = Desk::new();
    let first = desk.delivery('A', 8, 0);
    desk.import(&[&first], 0);
    let second = desk.delivery('B', 8, 4);
    let held = desk.import(&[&second], 3);
    (desk, first, held)
}

/// The states a command leads from and to.
struct States {
    before: [String; 3],
    after: [String; 3],
    tree: Tree,
}

/// Disturbs a command at each of its steps. `stored` is a delivery that is stored already: importing it
/// again changes nothing but what is unfinished.
#[track_caller]
fn check(desk: &Desk, arguments: &[&str], code: i32, stored: &str) {
    let data = desk.copy();
    copy(&desk.data, &data);
    let before = told(&data);
    let steps = steps(&data, arguments, code);
    let states = States { before, after: told(&data), tree: tree(&data) };
    assert_ne!(states.before, states.after, "the command does something");
    assert!(steps.values().sum::<usize>() > 8, "strace saw only {steps:?}");
    for (call, count) in &steps {
        for number in 1..=*count {
            for how in ["signal=KILL", "error=ENOSPC"] {
                let place = format!("{call}:{how}:when={number}");
                copy(&desk.data, &data);
                let cut = output(traced(&data, arguments, &format!("inject={place}")));
                check_end(&cut, code, &place);
                go_on(&data, arguments, code, stored, &states, &place);
            }
        }
    }
}

/// Checks how a disturbed command ended: killed, with the reason, or as if nothing had been where the step
/// was one of clearing away or of another thread.
#[track_caller]
fn check_end(output: &Output, code: i32, place: &str) {
    match output.status.code() {
        None => assert_eq!(output.status.signal(), Some(9), "{place}"),
        // What is refused may be the message itself.
        Some(1) if place.starts_with("write") && output.stderr.is_empty() => {}
        Some(1) => assert!(said(output).contains("No space left"), "{place}: {}", said(output)),
        Some(other) => assert_eq!(other, code, "{place}: {}", said(output)),
    }
}

/// Checks the state a disturbed command left, and goes on from there.
#[track_caller]
fn go_on(data: &Path, arguments: &[&str], code: i32, stored: &str, states: &States, place: &str) {
    let now = told(data);
    let unstarred = |told: &[String; 3]| told.each_ref().map(|text| text.replace('*', " "));
    let is_after = unstarred(&now) == unstarred(&states.after);
    // A release may be built and not shown yet; the star says so.
    assert!(is_after || now == states.before, "{place}: {now:?}");
    run(data, &["snapshot", "verify"], 0);
    run(data, &["release", "verify"], 0);
    let again = output(command(data, arguments));
    // What is done cannot be done twice where it was a decision.
    let is_done = is_after && again.status.code() == Some(1);
    assert!(is_done || again.status.code() == Some(code), "{place}: {}", said(&again));
    run(data, &["import", stored], 0);
    let tree = tree(data);
    assert!(tree == states.tree, "{place}: {:?} differ", difference(&tree, &states.tree));
}
