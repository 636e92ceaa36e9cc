//! One expected value at a time is changed, and exactly that one must be found.

mod files;
mod leaf;

use files::{read, write};
use leaf::{Leaf, leaves};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vectors::{Off, known_files, verify};

/// The inputs of each file, and what is only said of a case; every other field is a result.
fn inputs(file: &str) -> &'static [&'static str] {
    match file {
        "wilson.csv" | "jeffreys.csv" | "clopper_pearson.csv" => &["x", "n", "conf"],
        "newcombe_diff.csv" | "miettinen_nurminen_diff.csv" => &["x1", "n1", "x2", "n2", "conf"],
        "two_proportion_tests.csv" | "published/newcombe1998_table2.csv" => {
            &["x1", "n1", "x2", "n2"]
        }
        "funnel_binomial.csv" => &["theta0", "n"],
        "binomial_vs_reference.csv" => &["x", "n", "theta0"],
        "betabinomial_tails.csv" => &["x", "n", "alpha", "beta"],
        "overdispersion.json" => &["x", "n", "winsor_fraction", "limits_score.n"],
        "beta_binomial_eb.json" => &["x", "n"],
        "kitagawa.json" => &["x1", "n1", "x2", "n2", "categories"],
        "das_gupta_three_factor.json" => &["x1", "n1", "x2", "n2", "sections", "order"],
        "direct_standardisation.json" | "indirect_standardisation.json" => {
            &["x", "n", "x_ref", "n_ref"]
        }
        "cochran_armitage.json" => &["x", "n", "score"],
        "benjamini_hochberg.json" => &["p"],
        "kaplan_meier.json" => &["time", "event", "entry"],
        "quantiles_type7.json" => &["values", "probs"],
        "rank_distribution.json" => &["alpha", "beta", "quadrature_change"],
        "hierarchical_beta_binomial.json" => {
            &["x", "n", "units.index", "integration_change.mean", "integration_change.quantile"]
        }
        "published/funnelplotr_poisson_limits.csv" => &["expected"],
        "published/das_gupta_1993_examples.json" => &[
            "kind",
            "description",
            "size1",
            "size2",
            "rate1",
            "rate2",
            "columns",
            "a1",
            "b1",
            "c1",
            "a2",
            "b2",
            "c2",
        ],
        "published/bda3_rat_tumours.json" => &["x", "n", "method", "source"],
        other => panic!("{other} has no list of inputs"),
    }
}

#[test]
fn a_change_of_any_result_field_is_found_and_nothing_else() {
    let mut changed = 0;
    for file in known_files() {
        let cases = read(file);
        let mut done = BTreeSet::new();
        for case in &cases {
            for leaf in leaves(case) {
                if is_result(file, &leaf) && done.insert(leaf.path.clone()) {
                    check(file, std::slice::from_ref(case), 0, &leaf);
                }
            }
        }
        assert!(!done.is_empty(), "{file} has no result");
        changed += done.len();
    }
    assert!(changed > 200, "only {changed} fields");
}

#[test]
fn a_change_in_the_midst_of_a_file_is_found_in_its_case() {
    for file in known_files() {
        let cases = read(file);
        let place = cases.len() / 2;
        let leaf = leaves(&cases[place]).into_iter().rev().find(|leaf| is_result(file, leaf));
        check(file, &cases, place, &leaf.expect("a result"));
    }
}

fn is_result(file: &str, leaf: &Leaf) -> bool {
    let path = leaf.path.as_str();
    !["id", "name"].contains(&path) && !inputs(file).contains(&path)
}

/// Changes one value of one case in a copy of the file; it and no other must be off.
#[track_caller]
fn check(file: &str, cases: &[Value], place: usize, leaf: &Leaf) {
    let mut cases = cases.to_vec();
    let value = cases[place].pointer_mut(&leaf.pointer).expect("the leaf is there");
    *value = changed(value);
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), file, &cases);
    let report = verify(folder.path()).expect("a readable folder");
    let comparison = report.files[0].result.as_ref().expect("a file in its form");
    let off: BTreeSet<&str> = comparison.off.iter().map(|off: &Off| off.field.as_str()).collect();
    assert_eq!(off, BTreeSet::from([leaf.field.as_str()]), "{file} {:?}", comparison.off);
    assert_eq!(comparison.cases_off, 1, "{file} {}", leaf.field);
    let id = cases[place].get("id").and_then(Value::as_str);
    assert!(id.is_none_or(|id| id == comparison.off[0].case), "{file} {:?}", comparison.off[0]);
    assert!(!report.agrees());
}

/// Returns a value that is surely another.
fn changed(value: &Value) -> Value {
    let text = |text: &str| match (text.parse::<u64>(), text.parse::<f64>()) {
        (Ok(whole), _) => (whole + 1).to_string(),
        (_, Ok(number)) => format!("{:?}", moved(number)),
        _ => "changed".into(),
    };
    match value {
        Value::Bool(flag) => json!(!flag),
        Value::Number(number) => match number.as_u64() {
            Some(whole) => json!(whole + 1),
            None => json!(moved(number.as_f64().expect("a number"))),
        },
        Value::String(written) => json!(text(written)),
        other => panic!("{other} is no leaf"),
    }
}

fn moved(number: f64) -> f64 {
    number + 0.5 * number.abs().max(1.0)
}
