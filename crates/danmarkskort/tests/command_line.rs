//! The program as users' scripts see it: what it prints, where, and with which code it ends.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

const CASES: &str = "\
case_number;municipality;law;topic;received_on;decided_on;outcome;registered_on
A1;Aarhus;Serviceloven;Hjælpemidler § 112;2023-01-02;2023-05-04;upheld;2023-05-05
A2;0751;Serviceloven;Hjælpemidler § 112;2023-01-02;2023-05-04;changed;2023-05-05
A3;Århus;Serviceloven;Hjælpemidler § 112;2023-01-02;;;2023-01-03
";

/// As we write it.
const RECIPIENTS: &str = "map,year,code,recipients,source\n\
                          social,2022,0101,9000,s\n\
                          social,2022,0751,900,s\n";

#[test]
fn a_delivery_becomes_a_snapshot_and_a_release_that_verifies() {
    let data = folder();
    let file = write(&data, "cases.csv", CASES);
    let report = json(&run(&data, &["import", &file, "--report", "json"], 0));
    assert_eq!((&report["outcome"], &report["rows_read"]), (&"stored".into(), &3.into()));
    assert_eq!((&report["cases"], &report["pending"]), (&3.into(), &1.into()));
    assert_eq!(report["drawn_on"], "2023-05-05");
    let list = out(&run(&data, &["snapshot", "list"], 0));
    let id = report["snapshot"].as_str().expect("a name");
    assert!(list.contains(id) && list.contains("delivered"), "{list}");
    assert_eq!(json(&run(&data, &["snapshot", "show", id], 0))["id"], id);
}

#[test]
fn the_same_file_twice_makes_one_snapshot() {
    let data = folder();
    let file = write(&data, "cases.csv", CASES);
    let first = json(&run(&data, &["import", &file, "--report", "json"], 0));
    let second = json(&run(&data, &["import", &file, "--report", "json"], 0));
    assert_eq!(second["outcome"], "already_stored");
    assert_eq!(first["snapshot"], second["snapshot"]);
}

#[test]
fn a_finding_has_file_line_column_severity_and_reason_but_no_text_of_the_case() {
    let data = folder();
    let file = write(&data, "cases.csv", CASES);
    let report = json(&run(&data, &["import", &file, "--report", "json"], 0));
    let finding = &report["findings"][0];
    assert_eq!((&finding["file"], &finding["line"]), (&"cases.csv".into(), &4.into()));
    assert_eq!(
        (&finding["column"], &finding["severity"]),
        (&"municipality".into(), &"warning".into())
    );
    assert!(finding["reason"].is_string() && !report.to_string().contains("Århus"));
}

#[test]
fn a_delivery_full_of_errors_is_held_and_nothing_changes() {
    let data = folder();
    let file = write(&data, "cases.csv", &CASES.replace("Hjælpemidler § 112", "Ukendt emne"));
    let report = json(&run(&data, &["import", &file, "--report", "json"], 3));
    assert_eq!(report["outcome"], "held");
    assert_eq!((&report["held"]["rows_at_fault"], &report["rows_read"]), (&3.into(), &3.into()));
    assert_eq!(report["held"]["max_rejected_share"], 0.05);
    let rejected = report["rejected_file"].as_str().expect("a path");
    assert!(fs::read_to_string(rejected).expect("the rows are there").contains("topic_unknown"));
    let text = out(&run(&data, &["import", &file], 3));
    assert!(text.contains("3 of 3 rows rejected (100 %), the limit is 5 %"), "{text}");
    assert!(text.contains(&format!("the rejected rows are in {rejected}")), "{text}");
    assert_eq!(out(&run(&data, &["snapshot", "list"], 0)), "");
}

#[test]
fn the_rejected_rows_of_a_stored_delivery_are_shown_each_time() {
    let data = folder();
    let joint = "A4;Christiansø;Serviceloven;Hjælpemidler § 112;2023-01-02;;;2023-01-03\n";
    let file = write(&data, "cases.csv", &format!("{CASES}{joint}"));
    for outcome in ["stored", "already_stored"] {
        let report = json(&run(&data, &["import", &file, "--report", "json"], 0));
        assert_eq!(report["outcome"], outcome);
        assert!(Path::new(report["rejected_file"].as_str().expect("a path")).exists());
    }
    let text = out(&run(&data, &["import", &file], 0));
    assert!(text.contains("the rejected rows are in"), "{text}");
}

#[test]
fn a_damaged_snapshot_is_listed_among_the_sound_ones() {
    let data = folder();
    let first = write(&data, "first.csv", CASES);
    let second = write(&data, "second.csv", &CASES.replace("A1;", "B1;"));
    let damaged = json(&run(&data, &["import", &first, "--report", "json"], 0));
    let sound = json(&run(&data, &["import", &second, "--report", "json"], 0));
    let name = |report: &Value| report["snapshot"].as_str().expect("a name").to_owned();
    let manifest = data.path().join("snapshots").join(name(&damaged)).join("manifest.json");
    fs::write(manifest, "{").expect("a writable folder");
    let list = out(&run(&data, &["snapshot", "list"], 4));
    assert!(list.contains(&format!("{}  damaged: ", name(&damaged))), "{list}");
    assert!(list.contains(&format!("{}  drawn", name(&sound))), "{list}");
    assert!(list.contains("3 cases, 1 pending  2023  3 rows read"), "{list}");
}

#[test]
fn a_month_is_laid_on_a_state_and_the_difference_told() {
    let data = folder();
    let first = write(&data, "first.csv", CASES);
    let header = CASES.lines().next().expect("a header");
    let row = "A2;0751;Serviceloven;Hjælpemidler § 112;2023-01-02;2023-05-04;upheld;2023-06-05";
    let second = write(&data, "second.csv", &format!("{header}\n{row}\n"));
    let name = |report: &Value| report["snapshot"].as_str().expect("a name").to_owned();
    let base = name(&json(&run(&data, &["import", &first, "--report", "json"], 0)));
    let onto = ["import", &second, "--onto", &base, "--report", "json"];
    let report = json(&run(&data, &onto, 0));
    assert_eq!((&report["cases"], &report["onto"]), (&3.into(), &base.clone().into()));
    let laid = name(&report);
    let list = out(&run(&data, &["snapshot", "list"], 0));
    assert!(list.contains(&format!("laid on {base}")), "{list}");
    let text = out(&run(&data, &["snapshot", "diff", &base, &laid], 0));
    assert!(text.contains("Aarhus: 0, 0, 0, 1, 0"), "{text}");
    assert!(text.contains("social 2023: 1 0 1 0 (50.0 %) → 0 0 2 0 (0.0 %)"), "{text}");
    let diff = ["snapshot", "diff", &base, &laid, "--report", "json"];
    assert_eq!(json(&run(&data, &diff, 0))["cases"]["outcome_changed"], 1);
    check(&data, &["import", &second, "--onto", "2024-01-01-00000000"], 1, "snapshot list");
}

#[test]
fn a_held_delivery_is_listed_let_in_or_dropped() {
    let data = folder();
    let bad = CASES.replace("A2;0751", "A2;Atlantis");
    let held = |text: &str, file: &str| {
        let report =
            json(&run(&data, &["import", &write(&data, file, text), "--report", "json"], 3));
        let folder = report["held"]["folder"].as_str().expect("a path").to_owned();
        Path::new(&folder).file_name().expect("a name").to_string_lossy().into_owned()
    };
    let (first, second) = (held(&bad, "a.csv"), held(&bad.replace("A1;", "B1;"), "b.csv"));
    let list = out(&run(&data, &["snapshot", "held"], 0));
    assert!(list.contains(&first) && list.contains(&second), "{list}");
    run(&data, &["snapshot", "release-held", &first, "--reason", "they agreed"], 0);
    run(&data, &["snapshot", "drop-held", &second, "--reason", "sent by mistake"], 0);
    assert_eq!(out(&run(&data, &["snapshot", "held"], 0)), "");
    let manifest = json(&run(&data, &["snapshot", "show", &first], 0));
    assert_eq!(manifest["released_because"], "they agreed");
    let log = fs::read_to_string(data.path().join("held.log")).expect("a log");
    assert!(log.contains("they agreed") && log.contains("sent by mistake"), "{log}");
    check(&data, &["snapshot", "drop-held", &second, "--reason", "again"], 1, "snapshot held");
}

#[test]
fn a_mistake_in_an_administrators_file_is_told_once() {
    let data = folder();
    let file = write(&data, "cases.csv", CASES);
    run(&data, &["import", &file], 0);
    for (name, text, words) in [
        ("editions.toml", "[[edition]]\ndecision_year = \"x\"\n", "invalid type"),
        ("topics.csv", "code,law\n1,a,b\n", "line 2 of the list of topics: the row has 3 cells"),
    ] {
        write(&data, name, text);
        let output = run(&data, &["release", "build"], 1);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(error.matches(words).count(), 1, "{error}");
    }
}

#[test]
fn a_release_is_built_listed_and_its_damage_found() {
    let data = folder();
    let file = data.path().join("synthetic.csv");
    let out_file = file.to_str().expect("UTF-8");
    bare(&["synth", "--cases", "2000", "--out", out_file], 0);
    run(&data, &["import", out_file], 0);
    let id = out(&run(&data, &["release", "build"], 0)).trim().to_owned();
    let list = out(&run(&data, &["release", "list"], 0));
    assert!(list.contains(&id) && list.contains("synthetic"), "{list}");
    assert!(out(&run(&data, &["release", "verify"], 0)).contains("whole"));
    let outcomes = data.path().join("releases").join(&id).join("outcomes.csv");
    let mut bytes = fs::read(&outcomes).expect("a file");
    bytes[100] ^= 1;
    fs::write(&outcomes, bytes).expect("a writable folder");
    assert!(out(&run(&data, &["release", "verify", &id], 4)).contains("outcomes.csv"));
}

#[test]
fn two_snapshots_of_one_day_are_not_chosen_between() {
    let data = folder();
    let first = write(&data, "first.csv", CASES);
    let second = write(&data, "second.csv", &CASES.replace("A1;", "B1;"));
    run(&data, &["import", &first, "--drawn-on", "2024-01-05"], 0);
    let report =
        json(&run(&data, &["import", &second, "--drawn-on", "2024-01-05", "--report", "json"], 0));
    check(&data, &["release", "build"], 1, "--snapshot");
    let id = report["snapshot"].as_str().expect("a name");
    run(&data, &["release", "build", "--snapshot", id], 0);
}

#[test]
fn a_release_keeps_earlier_draws_and_leaves_out_two_of_one_day() {
    let data = folder();
    let early = write(&data, "early.csv", CASES);
    run(&data, &["import", &early, "--drawn-on", "2024-01-05"], 0);
    let late = write(&data, "late.csv", &CASES.replace("A1;", "A9;"));
    run(&data, &["import", &late, "--drawn-on", "2024-06-05"], 0);
    let id = out(&run(&data, &["release", "build"], 0)).trim().to_owned();
    let manifest = data.path().join("releases").join(&id).join("manifest.json");
    let read = || -> Value {
        serde_json::from_slice(&fs::read(&manifest).expect("a manifest")).expect("JSON")
    };
    assert_eq!(read()["vintages"][0]["drawn_on"], "2024-01-05");
    let twin = write(&data, "twin.csv", &CASES.replace("A1;", "B1;"));
    run(&data, &["import", &twin, "--drawn-on", "2024-01-05"], 0);
    let built = run(&data, &["release", "build"], 0);
    let note = String::from_utf8_lossy(&built.stderr).into_owned();
    assert!(note.contains("another was drawn on 2024-01-05"), "{note}");
    let manifest = data.path().join("releases").join(out(&built).trim()).join("manifest.json");
    let text = fs::read_to_string(manifest).expect("a manifest");
    assert!(!text.contains("vintages"), "{text}");
}

#[test]
fn events_of_the_folder_are_frozen_with_the_release() {
    let data = folder();
    let file = write(&data, "cases.csv", CASES);
    run(&data, &["import", &file, "--drawn-on", "2024-01-05"], 0);
    let own = "[[annotation]]\nid = 'own'\non = '2023-05'\nkind = 'practice'\ntext = 'da'\n\
               text_en = 'en'\nsource = 's'\n";
    write(&data, "annotations.toml", own);
    let id = out(&run(&data, &["release", "build"], 0)).trim().to_owned();
    let frozen = data.path().join("releases").join(id).join("annotations.toml");
    let frozen = fs::read_to_string(frozen).expect("the events");
    assert!(frozen.contains("id = \"own\"") && frozen.contains("id = \"l64-2024\""), "{frozen}");
    write(&data, "annotations.toml", &own.replace("'practice'", "'gossip'"));
    check(&data, &["release", "build"], 1, "entry 1: kind must be law, practice or coding");
}

#[test]
fn recipients_of_the_folder_are_frozen_with_the_release() {
    let data = folder();
    let file = write(&data, "cases.csv", CASES);
    run(&data, &["import", &file, "--drawn-on", "2024-01-05"], 0);
    let without = out(&run(&data, &["release", "build"], 0));
    write(&data, "recipients.csv", RECIPIENTS);
    let with = out(&run(&data, &["release", "build"], 0));
    let frozen = |id: &str| data.path().join("releases").join(id.trim()).join("recipients.csv");
    assert_eq!(fs::read_to_string(frozen(&with)).expect("the recipients"), RECIPIENTS);
    assert!(!frozen(&without).exists());
    run(&data, &["release", "verify"], 0);
}

#[test]
fn a_mistake_in_the_recipients_stops_the_build_before_anything_is_written() {
    let data = folder();
    let file = write(&data, "cases.csv", CASES);
    run(&data, &["import", &file, "--drawn-on", "2024-01-05"], 0);
    let before = names(&data);
    let twice = format!("{RECIPIENTS}social,2022,751,4,s\r\n");
    for (text, words) in [
        (RECIPIENTS.replace("0751", "0411"), "line 3 of the recipients: code is not the code"),
        (
            RECIPIENTS.replace(",900,", ",9oo,"),
            "line 3 of the recipients: recipients is not a whole",
        ),
        (RECIPIENTS.replace(",source", ""), "line 1 of the recipients: there is no column source"),
        (twice, "line 4 of the recipients: the combination of map, year and code is used twice"),
    ] {
        let file = write(&data, "recipients.csv", &text);
        check(&data, &["release", "build"], 1, words);
        check(&data, &["release", "build"], 1, &file);
        fs::remove_file(file).expect("a writable folder");
        assert_eq!(names(&data), before, "{words}");
    }
}

#[test]
fn mistakes_in_the_recipients_are_found_with_file_line_and_column() {
    let data = folder();
    write(&data, "recipients.csv", &RECIPIENTS.replace("0751,900,s", "0411,9oo,"));
    let text = out(&run(&data, &["check-data"], 4));
    for words in [
        "error: recipients.csv, line 3, code: no municipality has this code",
        "error: recipients.csv, line 3, recipients: the cell is not a whole number",
        "error: recipients.csv, line 3, source: the cell is empty",
        "warning: recipients.csv: 97 municipalities have no recipients of social in 2022",
        "3 errors, 2 warnings",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let report = json(&run(&data, &["check-data", "--report", "json"], 4));
    let found = report["findings"].as_array().expect("a list").iter();
    let mut own = found.filter(|it| it["file"] == "recipients.csv" && it["column"] == "code");
    let finding = own.next().expect("the unknown code");
    assert_eq!((&finding["line"], &finding["severity"]), (&3.into(), &"error".into()));
}

#[test]
fn the_data_compiled_in_pass_their_check() {
    let report = json(&run(&folder(), &["check-data", "--report", "json"], 0));
    assert_eq!((&report["errors"], &report["warnings"]), (&0.into(), &1.into()));
}

#[test]
fn mistakes_in_the_files_of_the_folder_are_found_with_file_line_and_column() {
    let data = folder();
    let heading = "topic,successor,announced_as,on,kind,basis,source\n";
    let cycle = "102,203,,2024-01-01,one_to_one,b,\n203,102,,2024-01-01,one_to_one,b,\n";
    write(&data, "topic_successors.csv", &format!("{heading}{cycle}"));
    write(&data, "annotations.toml", "[[annotation]]\nid = 'a'\nwrong = 1\n");
    let file = write(&data, "cases.csv", CASES);
    run(&data, &["import", &file, "--drawn-on", "2024-01-05"], 0);
    let folder = data.path().join("annotations.toml");
    fs::rename(&folder, data.path().join("aside")).expect("a writable folder");
    run(&data, &["release", "build"], 0);
    fs::rename(data.path().join("aside"), &folder).expect("a writable folder");
    let editions = data.path().join("editions.toml");
    let text = fs::read_to_string(&editions).expect("the proposal");
    fs::write(&editions, text.replace("few_cases_below = 5", "few_cases_below = 1"))
        .expect("a file");
    let text = out(&run(&data, &["check-data"], 4));
    for words in [
        "error: topic_successors.csv, line 3, successor: topic 203 becomes itself again: a cycle",
        "error: annotations.toml, line 3: unknown field `wrong`",
        "error: editions.toml, line 11, few_cases_below: it must be at least 5",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn an_auditor_sees_per_file_how_far_our_statistics_lie_from_theirs() {
    let data = folder();
    let header = "id,x,n,conf,status,estimate,lower,upper";
    let sound = "a,3,10,0.9,ok,0.3,0.12687658390319784,0.558300204130165\nb,0,0,0.9,undefined,,,\n";
    write(&data, "wilson.csv", &format!("{header}\n{sound}"));
    write(&data, "README.md", "vectors of ours");
    let at = data.path().to_str().expect("UTF-8");
    let text = out(&bare(&["stats", "verify", at], 0));
    let words: Vec<Vec<&str>> = text.lines().map(|it| it.split_whitespace().collect()).collect();
    assert_eq!(words[0][..3], ["file", "cases", "values"]);
    assert_eq!(words[1][..3], ["wilson.csv", "2", "8"]);
    assert_eq!(words[1][4..], ["1.0e-10", "agrees"]);
    assert_eq!(text.lines().nth(2), Some("README.md: not known, skipped"));
    assert!(
        text.lines().last().is_some_and(|it| it.ends_with("agrees: 1 of 1 files agree")),
        "{text}"
    );

    write(&data, "wilson.csv", &format!("{header}\n{}", sound.replace("0.5583", "0.5584")));
    write(&data, "jeffreys.csv", "id\n1\n");
    let text = out(&bare(&["stats", "verify", at], 1));
    assert!(text.contains("off: 1 of 2 cases"), "{text}");
    assert!(
        text.contains("a, upper: ours 0.558300204130165, expected 0.558400204130165"),
        "{text}"
    );
    assert!(text.contains("jeffreys.csv, line 2 (1), x: expected a column of this name"), "{text}");
    let report = json(&bare(&["stats", "verify", at, "--format", "json"], 1));
    assert_eq!((&report["verdict"], &report["unknown"][0]), (&"off".into(), &"README.md".into()));
    let off = &report["files"][0]["off"][0];
    assert_eq!(
        (&off["case"], &off["field"], &off["why"]),
        (&"a".into(), &"upper".into(), &"apart".into())
    );
    assert_eq!(report["files"][1]["verdict"], "malformed");
    assert_eq!((&report["total"]["cases"], &report["total"]["values_off"]), (&2.into(), &1.into()));
}

#[test]
fn a_folder_without_vectors_is_a_failure() {
    let data = folder();
    let at = data.path().to_str().expect("UTF-8");
    let output = bare(&["stats", "verify", at], 1);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("no file of a known name, such as wilson.csv"), "{error}");
    let output = bare(&["stats", "verify", &format!("{at}/no")], 1);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("cannot be listed"), "{error}");
}

#[test]
fn a_flow_table_is_stored_and_never_published() {
    let data = folder();
    let flow = "month;case_category;area;statutory_deadline;received;decided;pending\n\
                2024-01;Klager;Aktivloven;no;3;2;100\n";
    let file = write(&data, "flow.csv", flow);
    let arguments = ["import", &file, "--kind", "flow", "--drawn-on", "2024-02-05"];
    let report = json(&run(&data, &[&arguments[..], &["--report", "json"]].concat(), 0));
    assert_eq!((&report["kind"], &report["count_rows"]), (&"flow".into(), &1.into()));
    let id = report["snapshot"].as_str().expect("a name");
    check(&data, &["release", "build"], 1, "holds no snapshot of outcomes");
    check(&data, &["release", "build", "--snapshot", id], 1, "has no outcomes to count");
    // An older draw of cases is taken all the same; it has no finished year to publish.
    let file = write(&data, "cases.csv", CASES);
    run(&data, &["import", &file], 0);
    check(&data, &["release", "build"], 1, "there is nothing to publish");
}

#[test]
fn made_up_figures_never_lie_among_delivered_ones() {
    let data = folder();
    let file = write(&data, "cases.csv", CASES);
    run(&data, &["import", &file], 0);
    check(&data, &["demo", "--cases", "10"], 1, "another folder");
}

#[test]
fn errors_say_what_to_do() {
    let data = folder();
    check(&data, &["serve"], 1, "danmarkskort release build");
    check(&data, &["release", "build"], 1, "danmarkskort import");
    check(&data, &["import", "no-such-file.csv"], 1, "no-such-file.csv");
    check(&data, &["snapshot", "show", "x"], 1, "x");
    check(&data, &["import", ".", "--kind", "cases"], 1, "folder");
    check(&data, &["import", ".", "--kind", "wrong"], 2, "portal-long");
    check(&data, &["import", ".", "--drawn-on", "1/2/24"], 2, "write it like 2024-02-01");
}

#[test]
fn a_figure_is_explained_to_people_with_its_draw_method_and_mark() {
    let data = synthetic_release();
    let text = |name: &str, language: &str| {
        let named = ["explain", "--kommune", name, "--map", "social", "--year", "2022"];
        out(&run(&data, &[&named[..], &["--language", language]].concat(), 0))
    };
    let danish = text("Århus", "da");
    for words in [
        "Aarhus: Socialområdet generelt, 2022",
        "Syntetiske tal",
        "Trukket den 10. juni 2025. Udgave 2025-06-10-",
        "Metodeversion 2",
        "95 pct.-interval",
        "Bedste skøn – ikke det offentliggjorte tal",
        "hvor 1 er den højeste procent",
        "afstand 0,",
        "pr. 1.000 indbyggere",
    ] {
        assert!(danish.contains(words), "{words}: {danish}");
    }
    assert_eq!(text("0751", "da"), danish);
    assert!(text("aarhus kommune", "en").contains("Compared with the country"));
}

#[test]
fn a_figure_is_explained_to_programs_with_a_reason_for_each_absence() {
    let data = synthetic_release();
    let explain = |name: &str, map: &str, year: &str| {
        let named = ["explain", "--kommune", name, "--map", map, "--year", year];
        json(&run(&data, &[&named[..], &["--format", "json"]].concat(), 0))
    };
    let first = explain("Odense", "child_disability", "2013");
    assert_eq!(first, explain("odense", "boernehandicap", "2013"));
    assert_eq!(
        (&first["provenance"], &first["drawn_on"]),
        (&"synthetic".into(), &"2025-06-10".into())
    );
    assert_eq!(first["change"]["difference"], Value::Null);
    assert_eq!(first["change"]["reason"], "first_year");
    let figure = &explain("København", "social", "2022")["figure"];
    let [reversed, merits] =
        ["reversed", "merits"].map(|name| figure[name].as_f64().expect("cases"));
    assert_eq!(figure["reversal_rate"].as_f64(), Some(reversed / merits));
    assert_eq!(figure["reason"], Value::Null);
    let names = |document: &Value| keys(document);
    assert_eq!(names(&first), names(&explain("København", "social", "2022")));
}

/// Returns the names of every part and value of a document.
fn keys(document: &Value) -> Vec<String> {
    let parts = document.as_object().expect("an object").iter();
    let of = |(part, values): (&String, &Value)| -> Vec<String> {
        let values = values.as_object().into_iter().flatten();
        [part.clone()].into_iter().chain(values.map(|(name, _)| format!("{part}.{name}"))).collect()
    };
    parts.flat_map(of).collect()
}

#[test]
fn what_cannot_be_explained_is_answered_with_what_there_is() {
    let data = folder();
    let of = |name, map, year| ["explain", "--kommune", name, "--map", map, "--year", year];
    check(&data, &of("Atlantis", "social", "2022"), 2, "Aarhus");
    check(&data, &of("Hele landet", "social", "2022"), 2, "none of the 98 municipalities");
    check(&data, &of("Odense", "skole", "2022"), 2, "voksenhandicap (adult_disability)");
    check(&data, &of("Odense", "social", "i år"), 2, "write it like 2024");
    check(&data, &of("Odense", "social", "2022"), 1, "danmarkskort release build");
    let data = synthetic_release();
    check(&data, &of("Odense", "social", "2031"), 1, "has no maps of 2031; it has 2013, 2014");
    let unknown = ["--release", "2001-01-01-00000000"];
    check(&data, &[&of("Odense", "social", "2022")[..], &unknown].concat(), 1, "release list");
}

fn synthetic_release() -> TempDir {
    let data = folder();
    let file = data.path().join("synthetic.csv");
    let out_file = file.to_str().expect("UTF-8");
    bare(&["synth", "--cases", "20000", "--out", out_file], 0);
    run(&data, &["import", out_file, "--drawn-on", "2025-06-10"], 0);
    run(&data, &["release", "build"], 0);
    data
}

#[test]
fn help_names_every_exit_code() {
    let help = out(&bare(&["--help"], 0));
    for words in
        ["0 done", "1 failed", "2 wrong use", "3 a delivery was held", "4 a check found damage"]
    {
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains(words), "{words}: {help}");
    }
}

#[test]
fn the_same_seed_gives_the_same_register() {
    let made = || bare(&["synth", "--cases", "500", "--seed", "7"], 0).stdout;
    assert_eq!(made(), made());
    assert_ne!(made(), bare(&["synth", "--cases", "500", "--seed", "8"], 0).stdout);
}

#[track_caller]
fn check(data: &TempDir, arguments: &[&str], code: i32, words: &str) {
    let output = run(data, arguments, code);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains(words), "{arguments:?} does not say {words:?}: {error}");
}

#[track_caller]
fn run(data: &TempDir, arguments: &[&str], code: i32) -> Output {
    let data = data.path().to_str().expect("UTF-8");
    bare(&[arguments, &["--data", data]].concat(), code)
}

#[track_caller]
fn bare(arguments: &[&str], code: i32) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_danmarkskort"));
    let output = Command::new(program).args(arguments).output().expect("the program starts");
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
    output
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn write(data: &TempDir, name: &str, text: &str) -> String {
    let path = data.path().join(name);
    fs::write(&path, text).expect("a writable folder");
    path.to_str().expect("UTF-8").to_owned()
}

/// Returns the names of what lies in the folder, in order.
fn names(data: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(data.path()).expect("a readable folder");
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<_> = entries.map(|entry| name(entry.expect("an entry"))).collect();
    names.sort();
    names
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}
