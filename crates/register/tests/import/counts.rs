//! Deliveries of counts from the portal, long and wide.

use domain::{
    count::Absence,
    period::{Grain, Period},
    reversal::{OutcomeCounts, reversal_rate},
};
use register::{count::count, delivery::DeliveryKind, finding::Reason, snapshot::Snapshot};

use crate::trial::{LONG, Trial, found};

#[test]
fn varde_2017_adds_up_from_its_topics() {
    let (report, snapshot) = Trial::fixture("portal-long-latin1.csv").store();
    assert_eq!(report.kind, DeliveryKind::PortalLong);
    let counts = count(&snapshot, Grain::Year).expect("the snapshot is sound");
    let varde = counts.cases.iter().filter(|row| row.municipality.number() == 573);
    let sum: OutcomeCounts = varde.map(|row| row.outcomes).sum();
    let expected = OutcomeCounts { upheld: 74, changed: 15, remitted: 26, dismissed: 11 };
    assert_eq!(sum, expected);
    let rate = reversal_rate(sum).expect("there are cases");
    assert_eq!(domain::format::whole_percent(rate), 36);
    assert!(counts.dismissed_delivered);
    assert_eq!((counts.times, counts.absence), (None, Absence::NotDelivered));
}

#[test]
fn control_totals_are_compared_and_never_counted() {
    let (report, _) = Trial::fixture("portal-long-latin1.csv").store();
    assert_eq!((report.rows_read, report.count_rows), (7, Some(4)));
    assert_eq!((report.control_totals_compared, report.control_totals_differing), (12, 0));
    let what: Vec<_> = report.control_totals.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(what[0], "0573 × Serviceloven");
    assert!(what.contains(&"country × Serviceloven"));
    assert!(what.contains(&"Region Syddanmark × topic 140"));
    assert_eq!(found(&report).len(), 2, "{:?}", report.findings);
}

#[test]
fn upheld_follows_from_the_total_and_dismissed_is_not_delivered() {
    let (report, snapshot) = Trial::fixture("portal-long-two-of-three.csv").store();
    assert!(!report.dismissed_delivered);
    let counts = count(&snapshot, Grain::Year).expect("the snapshot is sound");
    assert!(!counts.dismissed_delivered);
    let expected = OutcomeCounts { upheld: 24, changed: 6, remitted: 10, dismissed: 0 };
    assert_eq!(counts.cases[0].outcomes, expected);
}

#[test]
fn a_year_and_its_quarters_are_kept_apart() {
    let (_, snapshot) = Trial::fixture("portal-long-two-of-three.csv").store();
    check_merits(&snapshot, Grain::Year, &[("2017", 40)]);
    check_merits(&snapshot, Grain::Quarter, &[("2017Q1", 9), ("2017Q2", 11)]);
}

#[test]
fn the_raw_table_is_recognized_without_a_law_column() {
    let (report, snapshot) = Trial::fixture("portal-wide.csv").store();
    assert_eq!(report.kind, DeliveryKind::PortalWide);
    check_merits(&snapshot, Grain::Quarter, &[("2022Q4", 8), ("2022Q4", 3)]);
    assert_eq!((report.rejected_rows, report.control_totals_differing), (0, 0));
    let dismissed: Vec<_> = report.control_totals.iter().map(|it| it.stated).collect();
    assert_eq!(dismissed, [1, 3, 7, 1]);
}

#[test]
fn the_older_portal_calls_the_municipality_instans() {
    let text = LONG.replace("Kommune", "Instans");
    let trial = Trial::of(format!("{text}\nVarde;Serviceloven;114;2017;3;1;1;1;0\n"));
    assert_eq!(trial.store().0.count_rows, Some(1));
}

#[test]
fn a_raw_table_that_r_wrote_without_danish_letters_is_read() {
    let trial = Trial::of(
        "Kommune,Sagsemne,Hjemvisning,Antal_sager_ialt,Stadf.stelse,X.ndring.Oph.velse,periode\n\
         Varde,Hjælpemidler § 112,1,7,3,1,2019\n",
    );
    let (report, snapshot) = trial.store();
    assert!(report.dismissed_delivered, "the total gives the dismissed");
    let counts = count(&snapshot, Grain::Year).expect("the snapshot is sound");
    assert_eq!(counts.cases[0].outcomes.dismissed, 2);
}

#[test]
fn rates_alone_are_refused_with_the_columns_that_are_missing() {
    let trial = Trial::of(
        "Kommune;Lovgivning;Sagsemne;periode;Realitetsbehandlede sager i alt;Omgørelsesprocent\n\
         Varde;Serviceloven;114;2017;115;35,7\n",
    );
    assert_eq!(
        trial.fail(),
        "delivery.csv: the counts cannot be made from its columns; rates alone are not enough: \
         export Ændrede/ophævede sager, Hjemviste sager, Stadfæstede sager as well"
    );
}

#[test]
fn rows_that_differ_are_all_rejected_and_rows_that_agree_kept_once() {
    let (report, snapshot) = Trial::counts(&[
        "Varde;Serviceloven;114;2017;3;1;1;1;0",
        "Varde;Serviceloven;114;2017;3;1;1;1;0",
        "Varde;Serviceloven;113;2017;3;1;1;1;0",
        "Varde;Serviceloven;113;2017;4;2;1;1;0",
    ])
    .store();
    let lines: Vec<_> = report.findings.iter().map(|it| (it.line, it.reason)).skip(1).collect();
    let conflict = Reason::RowsConflict;
    assert_eq!(lines, [(3, Reason::RowRepeated), (4, conflict), (5, conflict)]);
    check_merits(&snapshot, Grain::Year, &[("2017", 3)]);
}

#[test]
fn a_delivered_zero_is_known_and_an_absent_row_is_not() {
    let (_, snapshot) = Trial::counts(&["Varde;Serviceloven;114;2017;0;0;0;0;0"]).store();
    check_merits(&snapshot, Grain::Year, &[("2017", 0)]);
}

#[test]
fn a_total_that_differs_is_reported_with_both_numbers() {
    let (report, _) =
        Trial::counts(&["Varde;Serviceloven;114;2017;3;1;1;1;0", "I alt;;I alt;2017;5;3;1;1;0"])
            .store();
    assert_eq!(found(&report)[1], (3, None, Reason::ControlTotalDiffers));
    let upheld = report.control_totals.iter().find(|it| it.measure == "upheld").expect("upheld");
    assert_eq!((upheld.stated, upheld.computed), (3, Some(1)));
    assert_eq!(upheld.what, "country × all topics");
}

#[test]
fn a_total_of_a_law_we_do_not_know_is_not_the_total_of_everything() {
    let (report, _) = Trial::counts(&[
        "Varde;Serviceloven;114;2017;3;1;1;1;0",
        "I alt;;I alt;2017;3;1;1;1;0",
        "I alt;Friplejeboligloven;I alt;2017;5;3;1;1;0",
        "Hele landet;Serviceloven;I alt;2017;3;1;1;1;0",
    ])
    .store();
    assert_eq!(found(&report)[1..], [(4, Some("Sagsemne"), Reason::TopicUnknown)]);
    assert_eq!((report.control_totals_compared, report.control_totals_differing), (8, 0));
}

#[test]
fn files_that_differ_in_what_they_can_tell_are_not_mixed() {
    let trial = Trial::counts(&["Varde;Serviceloven;114;2017;3;1;1;1;0"]).and(
        "other.csv",
        "Kommune;Lovgivning;Sagsemne;periode;Stadfæstede sager;Ændrede/ophævede sager;\
         Hjemviste sager\nVarde;Serviceloven;114;2018;1;1;1\n",
    );
    assert!(trial.fail().starts_with("other.csv and the first file differ in whether"));
}

/// Checks the merits cases by period, in order.
#[track_caller]
fn check_merits(snapshot: &Snapshot, grain: Grain, expected: &[(&str, u32)]) {
    let counts = count(snapshot, grain).expect("the snapshot is sound");
    let merits: Vec<_> =
        counts.cases.iter().map(|row| (row.period, row.outcomes.merits())).collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(period, merits)| (Period::parse(period).expect("a period"), *merits))
        .collect();
    assert_eq!(merits, expected);
}
