//! Snapshots: once each, whole or not at all, and sound.

use std::{fs, path::Path};

use domain::{
    reference,
    topic::{TopicTables, Topics},
};
use jiff::civil::date;
use register::{
    import::{ImportOutcome, ImportRules},
    snapshot::{Manifest, Measure, Snapshot},
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::trial::Trial;

const GOOD: &str = "24-1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";
const BAD: &str = "24-2;Atlantis;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";

#[test]
fn the_same_delivery_twice_makes_one_snapshot() {
    let trial = Trial::cases(&[GOOD]);
    let (first, snapshot) = trial.store();
    let again = trial.import().expect("the delivery can be read");
    let id = snapshot.manifest().id.clone();
    assert_eq!(again.outcome, ImportOutcome::AlreadyStored { snapshot: id });
    assert_eq!((again.cases, again.rows_read), (first.cases, first.rows_read));
    assert_eq!(Snapshot::list(&trial.data).expect("a list").len(), 1);
}

#[test]
fn the_same_delivery_with_another_draw_date_makes_another_snapshot() {
    let mut trial = Trial::cases(&[GOOD]);
    trial.store();
    trial.drawn_on = Some(date(2024, 5, 1));
    trial.store();
    assert_eq!(Snapshot::list(&trial.data).expect("a list").len(), 2);
    let list = Snapshot::list(&trial.data).expect("a list");
    assert_eq!(list[1].drawn_on, date(2024, 5, 1), "the oldest draw comes first");
}

#[test]
fn the_same_delivery_read_with_another_list_of_topics_makes_another_snapshot() {
    let mut trial = Trial::cases(&[GOOD]);
    trial.store();
    let corrected = reference::TOPICS.replace("Hjælpemidler § 112", "Hjælpemidler §§ 112");
    trial.topics = Topics::parse(TopicTables { topics: &corrected, ..TopicTables::REFERENCE })
        .expect("a list of topics");
    trial.store();
    assert_eq!(Snapshot::list(&trial.data).expect("a list").len(), 2);
}

#[test]
fn a_name_the_topic_had_before_is_read_as_the_topic() {
    let aftercare = GOOD.replace("Hjælpemidler § 112", "1.9 Børn - efterværn - §§ 68 og 76");
    let (report, _) = Trial::cases(&[&aftercare]).store();
    assert_eq!((report.cases, report.rejected_rows), (Some(1), 0));
}

#[test]
fn joint_bodies_are_left_out_and_hold_no_delivery() {
    let joint = GOOD.replace("Varde", "Kommunale fællesskaber");
    let mut trial = Trial::cases(&[GOOD, &joint]);
    trial.rules = ImportRules::default();
    let (report, _) = trial.store();
    assert_eq!((report.cases, report.rejected_rows), (Some(1), 1));
}

#[test]
fn the_same_delivery_gives_the_same_bytes() {
    let read = |trial: &Trial| {
        let (_, snapshot) = trial.store();
        (snapshot.manifest().clone(), files(snapshot.folder()))
    };
    assert_eq!(read(&Trial::fixture("cases-en.csv")), read(&Trial::fixture("cases-en.csv")));
    assert_eq!(read(&Trial::fixture("portal-wide.csv")), read(&Trial::fixture("portal-wide.csv")));
}

#[test]
fn a_snapshot_verifies_until_a_byte_changes() {
    let (_, snapshot) = Trial::fixture("cases-en.csv").store();
    snapshot.verify().expect("it is as it was written");
    let path = snapshot.folder().join("cases.parquet");
    let mut bytes = fs::read(&path).expect("the data are there");
    bytes[40] ^= 1;
    fs::write(&path, bytes).expect("they can be spoiled");
    let error = snapshot.verify().expect_err("it is spoiled").to_string();
    assert!(error.contains("cases.parquet is not the file the manifest names"), "{error}");
}

#[test]
fn importing_again_never_calls_a_damaged_snapshot_sound() {
    let trial = Trial::cases(&[GOOD]);
    let (_, snapshot) = trial.store();
    for name in ["cases.parquet", "manifest.json"] {
        fs::write(snapshot.folder().join(name), "spoiled").expect("it can be spoiled");
        let message = trial.fail();
        assert!(message.ends_with("remove it and import the delivery again"), "{message}");
    }
    fs::remove_dir_all(snapshot.folder()).expect("the folder can be removed");
    trial.store();
}

#[test]
fn what_a_killed_import_left_is_no_snapshot_and_is_cleared() {
    let trial = Trial::cases(&[GOOD]);
    let left = trial.data.join("snapshots/.unfinished-2024-02-01-00000000");
    fs::create_dir_all(&left).expect("a folder is made");
    fs::write(left.join("cases.parquet"), "half").expect("a file is written");
    assert!(Snapshot::list(&trial.data).expect("a list").is_empty());
    trial.store();
    assert!(!left.exists());
    assert_eq!(Snapshot::list(&trial.data).expect("a list").len(), 1);
}

#[test]
fn a_second_import_waits_for_nobody() {
    let trial = Trial::cases(&[GOOD]);
    fs::create_dir_all(&trial.data).expect("a folder is made");
    let lock = fs::File::create(trial.data.join(".import.lock")).expect("a file is made");
    lock.lock().expect("nobody else has it");
    assert_eq!(trial.fail(), "another import is running on data; try again when it is done");
}

#[test]
fn rejected_rows_lie_beside_the_snapshot_as_they_were_delivered() {
    let trial = Trial::cases(&[GOOD, BAD]);
    let (report, snapshot) = trial.store();
    let file = trial.data.join(format!("rejected/{}.csv", snapshot.manifest().id));
    let text = fs::read_to_string(&file).expect("the rejected rows are there");
    assert_eq!(report.rejected_file, Some(file));
    let row = format!("delivery.csv,3,municipality_unknown,{BAD}");
    assert_eq!(text, format!("file,line,reason,row\n{row}\n"));
    assert_eq!((report.rejected_rows, snapshot.manifest().rejected_rows), (1, 1));
}

#[test]
fn a_delivery_with_too_many_rejected_rows_is_held() {
    let mut trial = Trial::cases(&[GOOD, BAD]);
    trial.rules.max_rejected_share = 0.49;
    for _ in 0..2 {
        let report = trial.import().expect("the delivery can be read");
        let ImportOutcome::Held { folder, rows_at_fault, max_rejected_share } = &report.outcome
        else {
            panic!("it was not held")
        };
        assert_eq!((*rows_at_fault, *max_rejected_share), (1, 0.49));
        assert_eq!(report.rejected_file, Some(folder.join("rejected.csv")));
        assert_eq!(names(folder), ["rejected.csv", "report.json", "snapshot"]);
        let text = fs::read_to_string(folder.join("report.json")).expect("the report is there");
        let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!((&json["outcome"], &json["rejected_rows"]), (&"held".into(), &1.into()));
    }
    assert!(Snapshot::list(&trial.data).expect("a list").is_empty());
    assert!(!trial.data.join("rejected").exists());

    trial.rules = ImportRules { max_rejected_share: 0.5, ..ImportRules::default() };
    trial.store();
}

#[test]
fn a_snapshot_that_is_not_there_is_named() {
    let data = Path::new("does-not-exist");
    for id in ["2024-01-01-00000000", "../../etc", ""] {
        let error = Snapshot::open(data, id).expect_err("there is none").to_string();
        assert_eq!(
            error,
            format!("there is no snapshot {id}; `snapshot list` shows those there are")
        );
    }
    assert!(Snapshot::list(data).expect("an empty list").is_empty());
}

#[test]
fn a_later_schema_is_refused() {
    let (_, snapshot) = Trial::fixture("cases-en.csv").store();
    let path = snapshot.folder().join("manifest.json");
    let text = fs::read_to_string(&path).expect("the manifest is there");
    let later = with_version(&text, 4);
    fs::write(&path, later).expect("it can be changed");
    let data = snapshot.folder().parent().and_then(Path::parent).expect("a data folder");
    let error = Snapshot::open(data, &snapshot.manifest().id).expect_err("it is later").to_string();
    assert!(error.ends_with("has schema version 4; this program reads up to 3"), "{error}");

    let earlier = with_version(&text, 1);
    fs::write(&path, earlier).expect("it can be changed");
    let error = Snapshot::open(data, &snapshot.manifest().id).expect_err("it is earlier");
    let what = "was written before schema version 3; remove it and import the delivery again";
    assert!(error.to_string().ends_with(what), "{error}");
}

/// Writes a manifest as a program of another schema would, with its own hash.
fn with_version(text: &str, version: u32) -> String {
    let mut manifest: Value = serde_json::from_str(text).expect("a manifest");
    manifest.as_object_mut().expect("an object").remove("sha256").expect("its own hash");
    manifest["schema_version"] = version.into();
    let hash = Sha256::digest(manifest.to_string());
    let digits = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let hexadecimal = |digit| char::from_digit(u32::from(digit), 16).expect("four bits");
    manifest["sha256"] = digits.map(hexadecimal).collect::<String>().into();
    format!("{manifest:#}\n")
}

#[test]
fn a_manifest_says_what_the_snapshot_holds() {
    let (_, snapshot) = Trial::fixture("cases-en.csv").store();
    let manifest = snapshot.manifest();
    assert!(Manifest::is_id(&manifest.id));
    assert_eq!((manifest.cases, manifest.pending, manifest.count_rows), (Some(3), Some(1), None));
    let [times, parts] = [Measure::ProcessingTimes, Measure::Parts];
    assert!(manifest.tells(Measure::Dismissed) && manifest.tells(times) && manifest.tells(parts));
    assert_eq!(manifest.years, Some((2024, 2024)));
    assert_eq!(manifest.sources[0].name, "cases-en.csv");
    assert_eq!(manifest.code_version, "test");
    let facts = manifest.facts();
    assert_eq!((facts.id, facts.pending), (manifest.id.clone(), Some(1)));
}

#[test]
fn a_report_as_json_keeps_its_names() {
    let (report, _) = Trial::fixture("portal-long-latin1.csv").store();
    let json = report.to_json();
    let names: Vec<_> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    let mut expected = vec![
        "outcome",
        "snapshot",
        "held",
        "kind",
        "drawn_on",
        "drawn_on_basis",
        "provenance",
        "rows_read",
        "cases",
        "pending",
        "count_rows",
        "years",
        "dismissed_delivered",
        "rejected_rows",
        "rejected_file",
        "findings",
        "findings_by_reason",
        "control_totals",
        "control_totals_compared",
        "control_totals_differing",
        "onto",
        "sources",
    ];
    expected.sort_unstable();
    let mut names = names;
    names.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(json["outcome"], "stored");
    assert_eq!(json["findings_by_reason"]["spelling_variant"], 1);
    assert_eq!(json["findings"][1]["reason"], "spelling_variant");
    assert_eq!(json["control_totals"][0]["period"], "2017");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |name: String| {
        let bytes = fs::read(folder.join(&name)).expect("the file is there");
        (name, bytes)
    };
    names(folder).into_iter().map(read).collect()
}
