//! Our own vectors: every file and case of the reference, and how close we are.

use std::collections::BTreeSet;
use std::path::Path;
use vectors::{Verdict, known_files, verify};

/// File, cases, values that are compared, and how far the worst number lies from the expected one.
///
/// The last is far below the tolerance: what moves a value by more than that is a change to look at.
const FILES: [(&str, u64, u64, f64); 25] = [
    ("wilson.csv", 201, 804, 2e-15),
    ("jeffreys.csv", 201, 1005, 5e-15),
    ("clopper_pearson.csv", 201, 603, 2e-14),
    ("newcombe_diff.csv", 114, 456, 3e-16),
    ("miettinen_nurminen_diff.csv", 114, 456, 4e-15),
    ("two_proportion_tests.csv", 113, 1017, 2e-14),
    ("funnel_binomial.csv", 81, 1296, 4e-15),
    ("binomial_vs_reference.csv", 121, 847, 5e-14),
    ("betabinomial_tails.csv", 77, 385, 7e-14),
    ("overdispersion.json", 23, 7727, 2e-13),
    ("beta_binomial_eb.json", 22, 5599, 5e-15),
    ("kitagawa.json", 27, 857, 2e-16),
    ("das_gupta_three_factor.json", 8, 80, 1e-16),
    ("direct_standardisation.json", 20, 209, 2e-16),
    ("indirect_standardisation.json", 20, 476, 4e-14),
    ("cochran_armitage.json", 49, 696, 7e-14),
    ("benjamini_hochberg.json", 31, 7375, 4e-16),
    ("kaplan_meier.json", 25, 3679, 6e-16),
    ("quantiles_type7.json", 31, 235, 2e-15),
    ("rank_distribution.json", 7, 1075, 3e-14),
    ("hierarchical_beta_binomial.json", 8, 524, 3e-11),
    ("published/funnelplotr_poisson_limits.csv", 3, 12, 2e-7),
    ("published/newcombe1998_table2.csv", 8, 44, 5e-5),
    ("published/das_gupta_1993_examples.json", 3, 20, 5e-7),
    ("published/bda3_rat_tumours.json", 1, 4, 7e-3),
];

#[test]
fn every_value_of_other_software_is_met() {
    let report = verify(Path::new("tests/data")).expect("the vectors are here");
    assert_eq!(report.files.len(), FILES.len());
    for (file, (name, cases, values, within)) in report.files.iter().zip(FILES) {
        let comparison = file.result.as_ref().expect("a file in its form");
        assert_eq!((file.name, comparison.cases, comparison.values), (name, cases, values));
        assert_eq!((file.verdict(), &comparison.off[..]), (Verdict::Agrees, &[][..]), "{name}");
        assert_eq!(comparison.not_compared, Vec::<String>::new(), "{name}");
        let largest = comparison.largest.as_ref().expect("a number");
        assert!(largest.size <= within, "{name}: {largest:?}");
    }
    assert!(report.agrees());
    let total = report.total();
    assert_eq!((total.cases, total.values_off), (FILES.iter().map(|file| file.1).sum(), 0));
    assert_eq!(report.unknown_names, FILES.len(), "the sources, which change nothing");
    assert!(report.unknown.iter().all(|name| name.ends_with(".source.toml")));
}

#[test]
fn every_file_is_known_and_has_a_source() {
    let known: BTreeSet<&str> = known_files().collect();
    for folder in ["", "published/"] {
        let names = names(folder);
        for name in names.iter().filter(|name| !name.ends_with(".source.toml")) {
            assert!(known.contains(name.as_str()), "nothing compares {name}");
            let (stem, _) = name.rsplit_once('.').expect("an ending");
            assert!(names.contains(&format!("{stem}.source.toml")), "{name} has no source");
        }
    }
}

/// Returns the names of the files of a folder, with the folder before them.
fn names(folder: &str) -> BTreeSet<String> {
    std::fs::read_dir(Path::new("tests/data").join(folder))
        .expect("the vectors are here")
        .map(|entry| entry.expect("a readable entry"))
        .filter(|entry| entry.file_type().expect("a type").is_file())
        .map(|entry| format!("{folder}{}", entry.file_name().to_string_lossy()))
        .collect()
}
