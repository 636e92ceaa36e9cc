//! Held deliveries: let in with a reason, or dropped with one.

use std::fs;

use jiff::civil::{Date, date};
use register::{
    held,
    import::{ImportOutcome, ImportRules},
    snapshot::Snapshot,
};

use crate::trial::{CASES, Trial};

const TODAY: Date = date(2025, 9, 1);
const GOOD: &str = "24-1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";

#[test]
fn a_held_delivery_is_let_in_with_a_reason() {
    let (trial, id) = hold(&[GOOD, "bad"]);
    let why = "the sender has confirmed them";
    let manifest = held::release(&trial.data, &id, why, TODAY).expect("let in");
    assert_eq!((manifest.released_because.as_deref(), manifest.cases), (Some(why), Some(1)));
    let snapshot = Snapshot::open(&trial.data, &id).expect("it is a snapshot now");
    snapshot.verify().expect("it is whole");
    assert_eq!(snapshot.manifest(), &manifest);
    let rejected = trial.data.join(format!("rejected/{id}.csv"));
    assert_eq!(fs::read_to_string(rejected).expect("the rows moved along").lines().count(), 2);
    assert!(held::list(&trial.data).expect("a list").is_empty());
    check_log(&trial, &["\"released\"", "2025-09-01", why, &id]);
    let again = trial.import().expect("the delivery can be read");
    assert_eq!(again.outcome, ImportOutcome::AlreadyStored { snapshot: id });
}

#[test]
fn a_held_delivery_is_dropped_and_a_line_remains() {
    let (trial, id) = hold(&[GOOD, "bad"]);
    held::discard(&trial.data, &id, "sent by mistake", TODAY).expect("dropped");
    assert!(!trial.data.join("held").join(&id).exists());
    assert!(Snapshot::list(&trial.data).expect("a list").is_empty());
    check_log(&trial, &["\"dropped\"", "2025-09-01", "sent by mistake", &id]);
}

#[test]
fn what_cannot_be_done_is_said() {
    let (trial, id) = hold(&["bad"]);
    let fail = |id: &str, reason: &str| {
        held::release(&trial.data, id, reason, TODAY).expect_err("it is wrong").to_string()
    };
    for reason in [" ", "two\nlines", &"x".repeat(501)] {
        assert_eq!(fail(&id, reason), "say why in 1 to 500 characters on one line");
    }
    for id in ["2024-01-01-00000000", "../snapshots", ""] {
        assert!(fail(id, "so").starts_with("there is no held delivery"));
        let error = held::discard(&trial.data, id, "so", TODAY).expect_err("there is none");
        assert!(error.to_string().starts_with("there is no held delivery"));
    }
    assert!(fail(&id, "so").ends_with("there is nothing to let in; drop it instead"));
    assert!(!trial.data.join("held.log").exists(), "nothing was done");
}

#[test]
fn a_damaged_held_delivery_is_not_let_in() {
    let (trial, id) = hold(&[GOOD, "bad"]);
    let data = trial.data.join("held").join(&id).join("snapshot/cases.parquet");
    fs::write(data, "spoiled").expect("it can be spoiled");
    let error = held::release(&trial.data, &id, "so", TODAY).expect_err("it is damaged");
    assert!(error.to_string().contains("is damaged"), "{error}");
    assert!(Snapshot::list(&trial.data).expect("a list").is_empty());

    let manifest = trial.data.join("held").join(&id).join("snapshot/manifest.json");
    fs::write(manifest, "spoiled").expect("it can be spoiled");
    assert!(held::list(&trial.data).expect("a list")[0].1.is_err());
    held::discard(&trial.data, &id, "it is damaged", TODAY).expect("it can be dropped");
    check_log(&trial, &["\"dropped\"", &id, "it is damaged"]);
}

/// Returns a delivery that is held under the ordinary rules, and its name.
fn hold(rows: &[&str]) -> (Trial, String) {
    let mut trial = Trial::of(format!("{CASES}\n{}\n", rows.join("\n")));
    trial.rules = ImportRules::default();
    trial.import().expect("the delivery can be read");
    let held = held::list(&trial.data).expect("a list");
    let [(id, Ok(_))] = held.as_slice() else { panic!("{held:?}") };
    (trial, id.clone())
}

#[track_caller]
fn check_log(trial: &Trial, words: &[&str]) {
    let log = fs::read_to_string(trial.data.join("held.log")).expect("a log");
    assert_eq!(log.lines().count(), 1, "{log}");
    for word in words {
        assert!(log.contains(word), "{word}: {log}");
    }
}
