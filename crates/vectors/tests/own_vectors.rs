//! Vectors of an auditor: other parameters than ours, files that are not in their form.

use std::fs;
use std::path::Path;
use tempfile::TempDir;
use vectors::{Comparison, LARGEST_FILE, Report, Verdict, Why, verify};

const WILSON: &str = "id,x,n,conf,status,estimate,lower,upper\n";

#[test]
fn another_level_and_a_billion_trials_are_worked_out() {
    // Limits by 40-digit arithmetic.
    let rows = "a,3,10,0.9,ok,0.3,0.12687658390319784,0.558300204130165\n\
                b,450000000,1e+09,0.9,ok,0.45,0.44997412307974344,0.4500258771908109\n\
                c,0,0,0.9,undefined,,,\n";
    agrees("wilson.csv", &format!("{WILSON}{rows}"), 12);
}

#[test]
fn a_level_in_the_name_of_a_field_is_worked_out() {
    // One trial, the reference rate one half: θ ± z/2 is cut at 0 and 1 at 95 and 99.8 %, and at
    // 50 % it is 0.5 ± 0.6744897501960817 / 2.
    let header = "theta0,n,q_lo998,q_lo95,q_hi95,q_hi998,q_lo50,q_hi50,sp05_lo998,sp05_lo95,\
                  sp05_hi95,sp05_hi998,sym_hi95,sym_hi998,normal_lo998,normal_lo95,normal_hi95,\
                  normal_hi998,normal_lo50,normal_hi50\n";
    let row =
        "0.5,1,0,0,1,1,0,1,0,0,0.95,0.998,1,1,0,0,1,1,0.16275512490195914,0.8372448750980409\n";
    agrees("funnel_binomial.csv", &format!("{header}{row}"), 20);
}

#[test]
fn another_share_of_a_survival_curve_is_worked_out() {
    let case = r#"{"time":[1,2,3,4,5],"event":[1,1,1,1,1],"n_decided":5,"n_pending":0,
        "quantiles":{"0.8":{"first_time":4,"midpoint_rule":4.5}}}"#;
    let comparison = compared("kaplan_meier.json", &format!(r#"{{"cases":[{case}]}}"#));
    let off: Vec<_> = comparison.off.iter().map(|off| off.field.as_str()).collect();
    assert_eq!(off, ["table", "restricted_mean"], "left out, not wrong: {:?}", comparison.off);
}

#[test]
fn another_level_of_rejection_is_worked_out() {
    let case = r#"{"p":[0.004,0.5],"bh":[0.008,0.5],"by":[0.012,0.75],"holm":[0.008,0.5],
        "rejected_bh_005":[true,false],"rejected_bh_010":[true,false],
        "rejected_bh_001":[true,false],"rejected_bh_0005":[false,false]}"#;
    agrees("benjamini_hochberg.json", &format!(r#"{{"cases":[{case}]}}"#), 14);
}

#[test]
fn an_input_beyond_our_core_is_not_answered_and_off() {
    let row = "a,1,99000000000,0.95,ok,0.5,0.4,0.6\n";
    not_answered("wilson.csv", &format!("{WILSON}{row}"), "n");
    let row = "a,1,2,1.5,ok,0.5,0.4,0.6\n";
    not_answered("wilson.csv", &format!("{WILSON}{row}"), "conf");
    let case = r#"{"cases":[{"x":[1,2],"n":[3,3],"winsor_fraction":0.7,"units_used":2,"theta0":0.5,
        "status":"ok","dispersion_chi2":0.6666666666666666,"dispersion_df":1,
        "dispersion_p":0.41421617824252516,"rho_moment":0,"score":{},"arcsine":{}}]}"#;
    not_answered("overdispersion.json", case, "winsor_fraction");
}

#[test]
fn a_value_where_ours_is_undefined_is_not_answered() {
    let comparison = compared("wilson.csv", &format!("{WILSON}a,0,0,0.95,undefined,0.5,,\n"));
    assert_eq!(comparison.off[0].why, Why::NotAnswered);
    let comparison = compared("wilson.csv", &format!("{WILSON}a,0,2,0.95,undefined,,,\n"));
    assert_eq!(comparison.values_off, 4, "status and three values that we have");
}

#[test]
fn a_field_that_nothing_reads_is_named() {
    let text = format!(
        "{}\n{}\n",
        "id,x,n,conf,status,estimate,lower,upper,seconds", "a,0,0,0.9,undefined,,,,3"
    );
    let comparison = compared("wilson.csv", &text);
    assert_eq!(
        (comparison.verdict(), &comparison.not_compared[..]),
        (Verdict::Agrees, &["seconds".to_owned()][..])
    );
}

#[test]
fn a_file_that_is_all_wrong_keeps_few_of_its_mistakes() {
    let rows = "r,1,2,0.95,ok,9,9,9\n".repeat(500);
    let comparison = compared("wilson.csv", &format!("{WILSON}{rows}"));
    assert_eq!((comparison.cases_off, comparison.values_off), (500, 1500));
    assert_eq!(comparison.off.len(), Comparison::SHOWN);
}

#[test]
fn a_malformed_file_is_named_with_its_place_and_field() {
    let missing = "id,x,n,conf,status,estimate,lower\na,1,2,0.95,ok,0.5,0.1\n";
    malformed(
        "wilson.csv",
        missing,
        "wilson.csv, line 2 (a), upper: expected a column of this name",
    );
    let text = format!("{WILSON}a,1,2,0.95,ok,half,0.1,0.9\n");
    malformed("wilson.csv", &text, "line 2 (a), estimate: expected a number or nothing");
    let nan = format!("{WILSON}a,1,2,0.95,ok,NaN,0.1,0.9\n");
    malformed("wilson.csv", &nan, "line 2 (a), estimate: expected a number or nothing");
    let more = format!("{WILSON}a,3,2,0.95,ok,0.5,0.1,0.9\n");
    malformed("wilson.csv", &more, "line 2 (a), x: expected no more successes than trials");
    malformed("wilson.csv", &format!("{WILSON}a,1\n"), "line 2: 2 fields in a table of 8 columns");
    malformed("wilson.csv", "x,x\n1,2\n", "line 1: the column x stands twice");
    malformed(
        "kitagawa.json",
        "{\"cases\": [{\"id\": \"a\",\n",
        "kitagawa.json, line 2: the file ends too early",
    );
    malformed("kitagawa.json", "{\"cases\": [}", "line 1: it is not JSON");
    malformed("kitagawa.json", "[]", "line 1: the file is not one object");
    malformed("kitagawa.json", "{}", "the file, cases: expected a list");
    malformed("kitagawa.json", "{\"cases\": [3]}", "case 1, the whole of it: expected an object");
    let words = r#"{"cases":[{"values":[1,"2"],"probs":[0.5],"status":"ok","quantiles":[1.5]}]}"#;
    malformed("quantiles_type7.json", words, "case 1, values: expected a list of numbers");
    let lists = r#"{"cases":[{"id":"q","score":[1],"x":[1,2],"n":[3,3]}]}"#;
    malformed("cochran_armitage.json", lists, "case 1 (q), score: expected a list as long as");
}

#[test]
fn a_file_beyond_the_limit_and_one_that_is_a_folder_are_refused() {
    let folder = folder();
    let file = fs::File::create(folder.path().join("wilson.csv")).expect("a writable folder");
    file.set_len(LARGEST_FILE + 1).expect("a file with a hole");
    fs::create_dir(folder.path().join("jeffreys.csv")).expect("a writable folder");
    let messages: Vec<_> = report(folder.path())
        .files
        .into_iter()
        .map(|file| file.result.expect_err("refused").to_string())
        .collect();
    assert_eq!(
        messages,
        ["wilson.csv is larger than 64 MiB", "jeffreys.csv is not an ordinary file"]
    );
}

#[test]
fn a_malformed_file_stops_no_other() {
    let folder = folder();
    write(&folder, "wilson.csv", &format!("{WILSON}a,0,0,0.95,undefined,,,\n"));
    write(&folder, "jeffreys.csv", "nothing\n1\n");
    let report = report(folder.path());
    let verdicts: Vec<_> = report.files.iter().map(vectors::FileReport::verdict).collect();
    assert_eq!(verdicts, [Verdict::Agrees, Verdict::Malformed]);
    assert!(!report.agrees());
}

#[test]
fn a_folder_that_shows_nothing_does_not_agree() {
    let folder = folder();
    assert!(!report(folder.path()).agrees());
    write(&folder, "README.md", "vectors");
    fs::create_dir(folder.path().join("more")).expect("a writable folder");
    let found = report(folder.path());
    assert_eq!(
        (found.unknown, found.files.len()),
        (vec!["README.md".to_owned(), "more/".into()], 0)
    );
    write(&folder, "wilson.csv", WILSON);
    assert!(!report(folder.path()).agrees(), "a table without rows shows nothing");
    assert!(verify(&folder.path().join("no")).is_err());
}

#[track_caller]
fn agrees(file: &str, text: &str, values: u64) {
    let comparison = compared(file, text);
    assert_eq!((&comparison.off[..], comparison.values), (&[][..], values));
    assert_eq!(comparison.not_compared, Vec::<String>::new());
}

#[track_caller]
fn not_answered(file: &str, text: &str, field: &str) {
    let comparison = compared(file, text);
    let off = comparison.off.last().expect("one is off");
    assert_eq!((off.field.as_str(), &off.why), (field, &Why::NotAnswered), "{:?}", comparison.off);
    assert_eq!((comparison.values_off, comparison.verdict()), (1, Verdict::Off), "{comparison:?}");
}

#[track_caller]
fn malformed(file: &str, text: &str, words: &str) {
    let folder = folder();
    write(&folder, file, text);
    let error = report(folder.path()).files.remove(0).result.expect_err("malformed").to_string();
    assert!(error.contains(words) && error.starts_with(file), "{error}");
}

#[track_caller]
fn compared(file: &str, text: &str) -> Comparison {
    let folder = folder();
    write(&folder, file, text);
    report(folder.path()).files.remove(0).result.expect("a file in its form")
}

fn report(folder: &Path) -> Report {
    verify(folder).expect("a readable folder")
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).expect("a writable folder");
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}
