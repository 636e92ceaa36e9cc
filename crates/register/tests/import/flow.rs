//! Flow tables: figures by month.

use domain::flow::{Flow, FlowFigures};
use jiff::civil::date;
use register::{count::count, delivery::DeliveryKind, finding::Reason, snapshot::Snapshot};

use crate::trial::{Trial, found};

const FLOW: &str = "month;case_category;area;statutory_deadline;received;decided;pending";

#[test]
fn a_flow_table_becomes_a_snapshot_of_its_own() {
    let mut trial = Trial::fixture("flow-da.csv");
    trial.drawn_on = Some(date(2024, 3, 5));
    let (report, stored) = trial.store();
    assert_eq!(report.kind, DeliveryKind::Flow);
    assert_eq!((report.count_rows, report.cases, report.pending), (Some(5), None, None));
    assert_eq!(found(&report), []);
    stored.verify().expect("the data are those of the manifest");
    let flows = stored.flow().expect("the rows can be read");
    let first = &flows[0];
    assert_eq!(
        (first.key.category.as_str(), first.key.area.as_str()),
        ("Børn og unge-udvalg", "Barnets lov")
    );
    assert!(first.key.has_statutory_deadline);
    assert_eq!(first.key.month, date(2024, 1, 1));
    let figures = FlowFigures {
        received: Some(120),
        decided: Some(118),
        pending: Some(140),
        mean_days: Some(48.0),
        pending_age_days: None,
    };
    assert_eq!(first.figures, figures);
    let varde = flows.iter().find(|flow| flow.key.municipality.is_some()).expect("Varde");
    let figures = FlowFigures { decided: Some(12), ..FlowFigures::default() };
    assert_eq!(varde.figures, figures, "an empty cell is not delivered, never zero");
    let list = Snapshot::list(&trial.data).expect("a list");
    assert_eq!(list[0].kind, DeliveryKind::Flow);
}

#[test]
fn every_form_of_the_same_table_gives_the_same_rows() {
    let (_, plain) = Trial::fixture("flow-da.csv").store();
    let expected = plain.flow().expect("the rows can be read");
    for name in ["flow-libreoffice.xlsx", "flow-pyarrow.parquet"] {
        let (report, stored) = Trial::fixture(name).store();
        assert_eq!(report.rejected_rows, 0, "{name}");
        assert_eq!(stored.flow().expect("the rows can be read"), expected, "{name}");
    }
}

#[test]
fn a_flow_table_is_not_counted() {
    let (_, stored) = Trial::fixture("flow-da.csv").store();
    let id = stored.manifest().id.clone();
    let error = count(&stored, domain::period::Grain::Year).expect_err("it has no outcomes");
    assert_eq!(
        error.to_string(),
        format!(
            "snapshot {id} holds a flow table, which has no outcomes to count; name one of cases or \
             of the portal's counts"
        )
    );
}

#[test]
fn cases_have_no_flow() {
    let (_, stored) = Trial::fixture("cases-en.csv").store();
    assert_eq!(stored.flow().expect("nothing to read"), Vec::<Flow>::new());
}

#[test]
fn rows_that_agree_are_one_and_rows_that_differ_are_none() {
    let row = "2024-01;Klager;Aktivloven;no;3;2;10";
    let (report, stored) = flow(&[row, "2024-02;Klager;Aktivloven;no;3;2;11", row]).store();
    assert_eq!(found(&report), [(4, None, Reason::RowRepeated)]);
    assert_eq!(stored.flow().expect("the rows can be read").len(), 2);
    let (report, stored) = flow(&[row, "2024-01;Klager;Aktivloven;no;3;2;11"]).store();
    assert_eq!(found(&report), [(2, None, Reason::RowsConflict), (3, None, Reason::RowsConflict)]);
    assert_eq!(stored.flow().expect("the rows can be read"), []);
}

#[test]
fn pending_cases_are_compared_with_the_month_before_in_any_order() {
    let rows = [
        "2024-02;Klager;Aktivloven;no;30;20;111",
        "2024-01;Klager;Aktivloven;no;3;2;100",
        "2024-03;Klager;Aktivloven;no;5;5;111",
        "2024-02;Klager;Aktivloven;yes;1;1;7",
    ];
    let (report, stored) = flow(&rows).store();
    assert_eq!(found(&report), [(2, Some("pending"), Reason::PendingDiffers)]);
    assert_eq!(stored.flow().expect("the rows can be read").len(), 4, "a warning keeps the row");
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let read = || {
        let (_, stored) = Trial::fixture("flow-libreoffice.xlsx").store();
        std::fs::read(stored.folder().join("flow.parquet")).expect("the data are there")
    };
    assert_eq!(read(), read());
}

/// A flow table of these rows, drawn on 1 June 2024.
fn flow(rows: &[&str]) -> Trial {
    let mut trial = Trial::of(format!("{FLOW}\n{}\n", rows.join("\n")));
    trial.drawn_on = Some(date(2024, 6, 1));
    trial
}
