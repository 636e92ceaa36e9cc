//! How long cases lasted, and what came in, went out and lay: receipt cohorts and flow.

use domain::{
    count::CohortCount,
    flow::{Flow, FlowFigures},
    topic::{TopicTables, Topics},
};
use jiff::civil::{Date, date};
use register::count::{count_cohorts, count_flow, define_flow};

use crate::trial::{CASES, LONG, Stored, Trial};

#[test]
fn a_pending_case_has_lasted_to_the_day_of_the_draw() {
    let rows = ["Varde;Serviceloven;114;2024-01-01;2024-01-31;upheld", PENDING];
    check_cohorts(&rows, &[(2024, 30, true, 1), (2024, 90, false, 1)]);
}

/// Received 90 days before the draw.
const PENDING: &str = "Varde;Serviceloven;114;2024-03-12;;";

#[test]
fn the_board_is_done_with_a_dismissed_case() {
    let rows = [
        "Varde;Serviceloven;114;2024-01-01;2024-01-31;upheld",
        "Varde;Serviceloven;114;2024-01-11;2024-02-10;dismissed",
    ];
    check_cohorts(&rows, &[(2024, 30, true, 2)]);
}

#[test]
fn a_reopened_case_is_received_anew() {
    let rows = [
        "Varde;Serviceloven;114;2022-11-01;2023-01-31;upheld",
        "Varde;Serviceloven;114;2022-11-01;2024-01-31;changed;2024-01-01",
    ];
    check_cohorts(&rows, &[(2024, 30, true, 1)]);
    let flows = flow(&rows);
    let received: Vec<_> = flows.iter().filter(|it| it.figures.received > Some(0)).collect();
    let months: Vec<_> = received.iter().map(|it| it.key.month).collect();
    assert_eq!(months, [date(2024, 1, 1)]);
}

#[test]
fn a_year_before_the_first_decision_has_no_cohort() {
    let rows = [
        "Varde;Serviceloven;114;2022-12-31;2023-01-10;upheld",
        "Varde;Serviceloven;114;2023-01-01;2023-01-11;upheld",
    ];
    check_cohorts(&rows, &[(2023, 10, true, 1)]);
    check_cohorts(&[PENDING], &[]);
}

#[test]
fn before_the_first_decision_only_what_was_pending_just_then_is_known() {
    let rows = [
        "Varde;Serviceloven;114;2023-10-01;2024-03-20;upheld",
        "Varde;Serviceloven;114;2024-02-20;2024-04-30;changed",
        "Varde;Serviceloven;114;2024-03-31;;",
    ];
    let expected = [
        (date(2024, 2, 1), [None, None, Some(2)], [None, Some(80.0)]),
        (date(2024, 3, 1), [Some(1), Some(1), Some(2)], [Some(171.0), Some(20.0)]),
        (date(2024, 4, 1), [Some(0), Some(1), Some(1)], [Some(70.0), Some(30.0)]),
        (date(2024, 5, 1), [Some(0), Some(0), Some(1)], [None, Some(61.0)]),
    ];
    check_flow(&rows, &expected);
}

#[test]
fn nothing_pending_has_no_age() {
    let rows = ["Varde;Serviceloven;114;2024-05-01;2024-05-31;upheld"];
    let expected = [
        (date(2024, 4, 1), [None, None, Some(0)], [None, None]),
        (date(2024, 5, 1), [Some(1), Some(1), Some(0)], [Some(30.0), None]),
    ];
    check_flow(&rows, &expected);
}

#[test]
fn the_month_of_the_draw_is_not_whole() {
    let mut trial = Trial::cases(&[
        "1;Varde;Serviceloven;114;2024-04-01;2024-04-30;upheld;2024-04-30",
        "2;Varde;Serviceloven;114;2024-05-02;;;2024-05-03",
    ]);
    for (drawn_on, last) in [(date(2024, 5, 31), 4), (date(2024, 6, 1), 5)] {
        trial.drawn_on = Some(drawn_on);
        let (_, stored) = trial.store();
        let flows = count_flow(&stored, Topics::reference()).expect("a sound snapshot");
        let month = flows.last().map(|flow| flow.key.month);
        assert_eq!(month, Some(date(2024, last, 1)), "drawn on {drawn_on}");
    }
}

#[test]
fn a_month_without_a_case_of_a_law_or_with_a_deadline_is_zero_cases() {
    let flows = flow(&[
        "Varde;Serviceloven;114;2023-10-01;2023-11-20;upheld",
        "Varde;Barnets lov;203;2024-04-20;;",
    ]);
    let pending = |law, has_deadline| {
        let of =
            move |it: &&Flow| (&*it.key.area, it.key.has_statutory_deadline) == (law, has_deadline);
        flows.iter().filter(of).map(|it| it.figures.pending.expect("counted")).collect::<Vec<_>>()
    };
    // October 2023 to May 2024.
    assert_eq!(pending("Barnets lov", false), [0, 0, 0, 0, 0, 0, 1, 1]);
    assert_eq!(pending("Serviceloven", false), [1, 0, 0, 0, 0, 0, 0, 0]);
    for law in ["Barnets lov", "Serviceloven"] {
        assert_eq!(pending(law, true), [0; 8], "{law} with a deadline");
    }
}

#[test]
fn cases_with_a_statutory_deadline_flow_for_themselves() {
    let flows = flow(&[
        "Varde;Serviceloven;114;2024-05-01;2024-05-20;upheld;;2024-06-26",
        "Varde;Serviceloven;114;2024-05-01;2024-05-21;upheld",
    ]);
    let in_may = flows.iter().filter(|it| it.key.month == date(2024, 5, 1));
    let by_deadline: Vec<_> =
        in_may.map(|it| (it.key.has_statutory_deadline, it.figures.mean_days)).collect();
    assert_eq!(by_deadline, [(false, Some(20.0)), (true, Some(19.0))]);
}

#[test]
fn a_flow_table_gives_its_rows_and_no_cohorts() {
    let (_, stored) = Trial::fixture("flow-da.csv").store();
    let flows = count_flow(&stored, Topics::reference()).expect("a sound snapshot");
    assert_eq!(flows, stored.flow().expect("the rows can be read"));
    assert!(!flows.is_empty());
    assert_eq!(count_cohorts(&stored).expect("a sound snapshot"), None);
}

#[test]
fn counts_of_the_portal_know_no_receipts() {
    let rows = format!("{LONG}\nVarde;Serviceloven;114;2023;10;7;1;2;0\n");
    let (report, stored) = Trial::of(&rows).store();
    assert_eq!(report.count_rows, Some(1));
    assert_eq!(count_cohorts(&stored).expect("a sound snapshot"), None);
    let flows = count_flow(&stored, Topics::reference()).expect("a sound snapshot");
    assert_eq!(flows, Vec::<Flow>::new());
}

#[test]
fn a_topic_outside_the_list_is_refused() {
    let stored = stored(&["Varde;Serviceloven;114;2024-01-01;2024-01-31;upheld"]);
    let topics = "code,law,law_en,name,name_en,valid_from,valid_to,name_basis\n1,L,L,a,a,,,x\n";
    let tables = TopicTables {
        topics,
        names: "topic,name,valid_from,valid_to,basis,source\n",
        successors: "topic,successor,announced_as,on,kind,basis,source\n",
    };
    let topics = Topics::parse(tables).expect("a list of topics");
    let error = count_flow(&stored, &topics).expect_err("there is no such topic").to_string();
    assert!(error.contains("the list of topics has no topic 114"), "{error}");
}

/// Returns the snapshot, drawn on 10 June 2024, of rows of municipality, law, topic, receipt, decision,
/// outcome and, where there is one, reopening and deadline.
fn stored(rows: &[&str]) -> Stored {
    let rows: Vec<_> = (1..)
        .zip(rows)
        .map(|(number, row)| {
            let mut cells: Vec<&str> = row.split(';').collect();
            cells.resize(8, "");
            cells.insert(6, "2024-06-01");
            format!("{number};{}", cells.join(";"))
        })
        .collect();
    let header = format!("{CASES};reopened_on;statutory_deadline");
    let mut trial = Trial::of(format!("{header}\n{}\n", rows.join("\n")));
    trial.drawn_on = Some(date(2024, 6, 10));
    let (report, stored) = trial.store();
    assert_eq!(report.rejected_rows, 0, "{:?}", report.findings);
    stored
}

fn flow(rows: &[&str]) -> Vec<Flow> {
    let stored = stored(rows);
    let flows = count_flow(&stored, Topics::reference()).expect("a sound snapshot");
    let cases = stored.cases().expect("the cases can be read");
    let defined = define_flow(&cases, stored.manifest().drawn_on, Topics::reference());
    assert_eq!(flows, defined, "the count is what its definition says");
    flows
}

/// Checks year of receipt, days, whether decided, and number of the cohorts' counts.
#[track_caller]
fn check_cohorts(rows: &[&str], expected: &[(i16, u32, bool, u32)]) {
    let counts = count_cohorts(&stored(rows)).expect("a sound snapshot").expect("cases");
    let plain = |it: &CohortCount| (it.received_year.number(), it.days, it.decided, it.cases);
    assert_eq!(counts.iter().map(plain).collect::<Vec<_>>(), expected);
}

/// A month with its received, decided and pending cases, and the mean days and age.
type Month = (Date, [Option<u32>; 3], [Option<f64>; 2]);

/// Checks the months of rows of one law without a deadline.
#[track_caller]
fn check_flow(rows: &[&str], expected: &[Month]) {
    let plain = |Flow { key, figures }: Flow| {
        let FlowFigures { received, decided, pending, mean_days, pending_age_days } = figures;
        (key.month, [received, decided, pending], [mean_days, pending_age_days])
    };
    let flows = flow(rows).into_iter().filter(|it| !it.key.has_statutory_deadline);
    assert_eq!(flows.map(plain).collect::<Vec<_>>(), expected);
}
