//! Deliveries at case level: forms, duplicates, part-decisions.

use domain::outcome::Outcome;
use jiff::civil::date;
use register::{
    case::{Case, Decision},
    finding::Reason,
    snapshot::DrawnOnBasis,
};

use crate::trial::{CASES, Trial, found};

#[test]
fn english_headers_are_read() {
    check_fixture("cases-en.csv");
}

#[test]
fn danish_headers_dates_and_latin1_give_the_same_cases() {
    check_fixture("cases-da-latin1.csv");
}

#[test]
fn a_byte_order_mark_and_commas_give_the_same_cases() {
    check_fixture("cases-bom-comma.csv");
}

#[test]
fn a_spelling_is_reported_once_with_its_first_line_and_its_rows() {
    let (report, _) = Trial::cases(&[
        "1;Århus;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01",
        "2;Aarhus;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01",
        "3;Århus;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01",
    ])
    .store();
    assert_eq!(found(&report), [(2, Some("municipality"), Reason::SpellingVariant)]);
    assert_eq!((report.findings[0].rows, report.cases), (2, Some(3)));
}

#[test]
fn the_newest_registration_of_a_case_wins() {
    check_kept(
        &[
            "1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-03-01",
            "1;Varde;Serviceloven;114;2024-01-01;2024-02-01;remitted;2024-02-01",
        ],
        &[Some(Outcome::Upheld)],
        &[(3, Some("case_number"), Reason::CaseSuperseded)],
    );
}

#[test]
fn of_two_registrations_on_one_day_the_later_line_wins() {
    check_kept(
        &[
            "1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01",
            "1;Varde;Serviceloven;114;2024-01-01;2024-02-01;remitted;2024-02-01",
        ],
        &[Some(Outcome::Remitted)],
        &[(2, Some("case_number"), Reason::CaseSuperseded)],
    );
}

#[test]
fn three_parts_upheld_and_one_remitted_is_one_remitted_case() {
    check_parts(&["upheld", "upheld", "remitted", "upheld"], Some(Outcome::Remitted));
}

#[test]
fn a_changed_part_reaches_further_than_a_remitted_one() {
    check_parts(&["dismissed", "remitted", "changed"], Some(Outcome::Changed));
}

#[test]
fn a_case_is_pending_until_all_its_parts_are_decided() {
    check_parts(&["changed", "", "upheld"], None);
}

#[test]
fn parts_that_disagree_keep_the_topic_of_the_first() {
    let text = format!(
        "{CASES};part_number\n\
         1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01;1\n\
         1;Varde;Serviceloven;113;2024-01-01;2024-02-01;upheld;2024-02-01;2\n"
    );
    let (report, snapshot) = Trial::of(text).store();
    assert_eq!(found(&report), [(3, Some("topic"), Reason::PartsDisagree)]);
    let cases = snapshot.cases().expect("the cases can be read");
    assert_eq!((cases.len(), cases[0].topic.number(), cases[0].parts), (1, 114, 2));
}

#[test]
fn the_order_of_outcomes_is_a_dated_setting() {
    let text = format!(
        "{CASES};part_number\n\
         1;Varde;Serviceloven;114;2024-01-01;2024-02-01;changed;2024-02-01;1\n\
         1;Varde;Serviceloven;114;2024-01-01;2024-02-01;remitted;2024-02-01;2\n"
    );
    let mut trial = Trial::of(text);
    let order = [Outcome::Remitted, Outcome::Changed, Outcome::Upheld, Outcome::Dismissed];
    trial.rules.reach.push(register::import::Reach { valid_from: date(2024, 1, 1), order });
    let cases = trial.store().1.cases().expect("the cases can be read");
    assert_eq!(cases[0].decision.map(|it| it.outcome), Some(Outcome::Remitted));
}

#[test]
fn a_case_without_parts_gives_way_to_its_parts_or_replaces_them() {
    let whole = |registered, outcome| format!(";2024-06-05;{outcome};{registered};\n");
    let pending = ";;;2024-01-02;\n".to_owned();
    check_whole(&pending, 2, Some(Outcome::Remitted));
    check_whole(&whole("2024-06-01", "changed"), 2, Some(Outcome::Remitted));
    check_whole(&whole("2024-07-01", "upheld"), 1, Some(Outcome::Upheld));
}

#[test]
fn every_warning_of_a_row_is_reported() {
    let row = "1;Varde;Serviceloven;114;2024-01-01;2024-02-05;upheld;2024-02-01;a b;c d";
    let mut trial = Trial::of(format!("{CASES};reversal_reasons;formal_errors\n{row}\n"));
    trial.drawn_on = Some(date(2024, 6, 1));
    let (early, codes) = (Reason::RegisteredBeforeDecided, Reason::CodesUnreadable);
    let expected = [
        (2, Some("registered_on"), early),
        (2, Some("formal_errors"), codes),
        (2, Some("reversal_reasons"), codes),
    ];
    let report = trial.store().0;
    let mut reported = found(&report);
    reported.sort();
    let mut expected = expected;
    expected.sort();
    assert_eq!(reported, expected);
}

#[test]
fn the_draw_is_the_newest_registration_unless_it_is_given() {
    let row = "1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-05";
    let (report, _) = Trial::cases(&[row]).store();
    let basis = DrawnOnBasis::NewestRegistration;
    assert_eq!((report.drawn_on, report.drawn_on_basis), (date(2024, 2, 5), basis));

    let mut trial = Trial::cases(&[row]);
    trial.drawn_on = Some(date(2024, 3, 1));
    let (report, _) = trial.store();
    assert_eq!((report.drawn_on, report.drawn_on_basis), (date(2024, 3, 1), DrawnOnBasis::Given));
}

#[test]
fn rows_after_a_given_draw_are_rejected() {
    let row = "1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-05";
    let mut trial = Trial::cases(&[row]);
    trial.drawn_on = Some(date(2024, 2, 4));
    let (report, _) = trial.store();
    assert_eq!(found(&report), [(2, Some("registered_on"), Reason::DateOutOfRange)]);
}

#[test]
fn lines_keep_their_numbers_across_files_comments_and_blank_lines() {
    let good = "1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";
    let bad = "2;Atlantis;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";
    let trial = Trial::new()
        .and("a.csv", format!("# a comment\n\n{CASES}\n{good}\n"))
        .and("b.csv", format!("{CASES}\n\n\r\n{bad}\n"));
    let (report, _) = trial.store();
    assert_eq!(found(&report), [(4, Some("municipality"), Reason::MunicipalityUnknown)]);
    assert_eq!((report.findings[0].file.as_str(), report.rows_read), ("b.csv", 2));
}

#[test]
fn the_documented_examples_are_the_ones_tested() {
    let docs = std::fs::read_to_string("../../docs/register.md").expect("docs/register.md is here");
    for name in ["cases-en.csv", "cases-da-latin1.csv"] {
        let bytes = std::fs::read(format!("tests/data/{name}")).expect("the fixture is here");
        // In latin1 each byte is the letter of that number.
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect());
        let text = text.replace('\r', "");
        assert!(docs.contains(&text), "{name}");
    }
}

#[test]
fn a_large_file_keeps_its_lines_and_its_order() {
    // More than one chunk of four megabytes; the last row but one is bad.
    let mut rows: Vec<String> = (0..70_000)
        .map(|number| {
            format!("N-{number};Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01")
        })
        .collect();
    rows[69_998] = rows[69_998].replace("Varde", "Atlantis");
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let (report, snapshot) = Trial::cases(&rows).store();
    assert!(report.sources[0].bytes > 4 << 20);
    assert_eq!(found(&report), [(70_000, Some("municipality"), Reason::MunicipalityUnknown)]);
    let cases = snapshot.cases().expect("the cases can be read");
    assert_eq!((cases.len(), report.rows_read), (69_999, 70_000));
    assert!(cases.is_sorted_by(|a, b| a.number < b.number), "one day, one place: by number");
}

#[test]
fn the_order_of_the_files_makes_no_difference() {
    let row = |outcome| {
        format!("{CASES}\n1;Varde;Serviceloven;114;2024-01-01;2024-02-01;{outcome};2024-02-01\n")
    };
    let mut trial = Trial::new().and("a.csv", row("upheld")).and("b.csv", row("changed"));
    let first = trial.store().1.manifest().clone();
    trial.files.reverse();
    trial.data = trial.folder().join("other");
    assert_eq!(trial.store().1.manifest(), &first);
}

/// Checks that a fixture holds the three cases that all of them hold.
#[track_caller]
fn check_fixture(name: &str) {
    let (report, snapshot) = Trial::fixture(name).store();
    assert_eq!((report.rows_read, report.cases, report.pending), (4, Some(3), Some(1)));
    assert_eq!(report.rejected_rows, 0, "{:?}", report.findings);
    assert_eq!(report.drawn_on, date(2024, 6, 21));
    let cases = snapshot.cases().expect("the cases can be read");
    let facts: Vec<_> = cases.iter().map(facts).collect();
    let decided = |day, outcome| Some(Decision { on: date(2024, 6, day), outcome });
    assert_eq!(
        facts,
        [
            ("24-1002", 101, 203, decided(20, Outcome::Changed), 2),
            ("24-1001", 573, 114, decided(6, Outcome::Remitted), 1),
            ("24-1003", 751, 311, None, 1),
        ]
    );
    assert_eq!(cases[1].reversal_reasons, ["information", "reasoning"]);
    assert_eq!(cases[1].formal_errors, ["hearing"]);
    assert_eq!(cases[0].statutory_deadline, Some(date(2024, 3, 28)));
    assert_eq!(cases[0].registered_on, date(2024, 6, 21));
}

fn facts(case: &Case) -> (&str, u16, u16, Option<Decision>, u8) {
    let (municipality, topic) = (case.municipality.number(), case.topic.number());
    (&case.number, municipality, topic, case.decision, case.parts)
}

#[track_caller]
fn check_kept(
    rows: &[&str],
    outcomes: &[Option<Outcome>],
    findings: &[(u64, Option<&str>, Reason)],
) {
    let (report, snapshot) = Trial::cases(rows).store();
    assert_eq!(found(&report), findings);
    let cases = snapshot.cases().expect("the cases can be read");
    let kept: Vec<_> = cases.iter().map(|case| case.decision.map(|it| it.outcome)).collect();
    assert_eq!(kept, outcomes);
    assert_eq!(report.rejected_rows, 0);
}

/// Checks a case that stands as a whole, then in two parts registered on 30 June 2024: upheld on the
/// first of June and remitted on the second.
#[track_caller]
fn check_whole(whole: &str, parts: u8, expected: Option<Outcome>) {
    const HEAD: &str = "1;Varde;Serviceloven;114;2024-01-01";
    let (report, snapshot) = Trial::of(format!(
        "{CASES};part_number\n{HEAD}{whole}{HEAD};2024-06-01;upheld;2024-06-30;1\n\
         {HEAD};2024-06-02;remitted;2024-06-30;2\n"
    ))
    .store();
    let superseded = report.findings.iter().filter(|it| it.reason == Reason::CaseSuperseded);
    assert_eq!(superseded.count(), 3 - usize::from(parts));
    let cases = snapshot.cases().expect("the cases can be read");
    assert_eq!((cases.len(), cases[0].parts), (1, parts));
    assert_eq!(cases[0].decision.map(|it| it.outcome), expected);
}

/// Checks one case whose parts are decided on the first days of June 2024; an empty one is pending.
#[track_caller]
fn check_parts(outcomes: &[&str], expected: Option<Outcome>) {
    let rows = (1..).zip(outcomes).map(|(part, outcome)| {
        let day = if outcome.is_empty() { String::new() } else { format!("2024-06-0{part}") };
        format!("1;Varde;Serviceloven;114;2024-01-01;{day};{outcome};2024-06-30;{part}\n")
    });
    let rows: String = rows.collect();
    let cases = Trial::of(format!("{CASES};part_number\n{rows}"))
        .store()
        .1
        .cases()
        .expect("the cases can be read");
    assert_eq!(cases.len(), 1);
    assert_eq!(usize::from(cases[0].parts), outcomes.len());
    assert_eq!(cases[0].decision.map(|it| it.outcome), expected);
    let last = i8::try_from(outcomes.len()).expect("few parts");
    let decided_on = expected.map(|_| date(2024, 6, last));
    assert_eq!(cases[0].decision.map(|it| it.on), decided_on);
}
