//! Every reason for a finding, each with a delivery made for it.

use jiff::civil::date;
use register::finding::{Reason, Severity};

use crate::{
    craft::{sheet, workbook_of},
    trial::{CASES, Trial, found},
};

#[test]
fn every_reason_is_found_where_it_should_be() {
    for reason in Reason::ALL {
        check(*reason);
    }
}

#[test]
fn a_report_never_repeats_what_stood_in_a_cell() {
    let secret = "Jensen 010190-1234";
    let rows = [
        format!("1;{secret};Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01"),
        format!("1;Varde;{secret};114;2024-01-01;2024-02-01;upheld;2024-02-01"),
        format!("1;Varde;Serviceloven;114;{secret};2024-02-01;upheld;2024-02-01"),
        format!("1;Varde;Serviceloven;114;2024-01-01;2024-02-01;{secret};2024-02-01"),
    ];
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let report = Trial::cases(&rows).import().expect("the delivery can be read");
    assert_eq!(report.rejected_rows, 4);
    assert!(!report.to_json().to_string().contains("Jensen"));
}

#[test]
fn every_reason_is_documented() {
    let text = std::fs::read_to_string("../../docs/register.md").expect("docs/register.md is here");
    for reason in Reason::ALL {
        let row = format!("| `{}` | {} |", reason.id(), reason.severity().id());
        assert!(text.contains(&row), "docs/register.md lacks {row}");
    }
}

/// Checks that a delivery made for a reason has it, at its line and column, and nothing else but the
/// missing draw date of counts.
#[track_caller]
fn check(reason: Reason) {
    let (trial, line, column) = delivery(reason);
    let report = trial.import().expect("the delivery can be read");
    let mut findings = found(&report);
    if reason != Reason::DrawDateNotGiven {
        findings.retain(|(_, _, reason)| *reason != Reason::DrawDateNotGiven);
    }
    findings.dedup_by_key(|(_, _, reason)| *reason);
    assert_eq!(findings, [(line, column, reason)]);
    let is_error = reason.severity() == Severity::Error;
    assert_eq!(report.rejected_rows > 0, is_error, "{reason:?}");
    assert!(report.by_reason.iter().any(|(other, ..)| *other == reason));
}

/// Returns a delivery made for a reason, and where the finding should be.
fn delivery(reason: Reason) -> (Trial, u64, Option<&'static str>) {
    match reason {
        Reason::TooFewCells => case("1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld", None),
        Reason::TooManyCells => case(&format!("{GOOD};x"), None),
        Reason::MunicipalityUnknown => changed("Varde", "Atlantis", "municipality"),
        Reason::NotAMunicipality => changed("Varde", "Christiansø", "municipality"),
        Reason::TopicUnknown => changed("114", "999", "topic"),
        Reason::TopicNotValid => changed("Serviceloven;114", "Serviceloven;129", "topic"),
        Reason::CaseNumberMissing => changed("24-1;", ";", "case_number"),
        Reason::CellIsNoValue => changed("24-1;", "#REF!;", "case_number"),
        Reason::CaseNumberTooLong => changed("24-1", &"9".repeat(65), "case_number"),
        Reason::DateUnreadable => changed("2024-01-01", "2024-13-01", "received_on"),
        Reason::DateOutOfRange => changed("2024-01-01", "1999-12-31", "received_on"),
        Reason::DecidedBeforeReceived => changed("2024-01-01", "2024-02-02", "decided_on"),
        Reason::OutcomeUnknown => changed("upheld", "ved ikke", "outcome"),
        Reason::HalfDecided => changed("upheld", "", "outcome"),
        Reason::RegisteredBeforeDecided => {
            changed("upheld;2024-02-01", "upheld;2024-01-31", "registered_on")
        }
        Reason::SpellingVariant => changed("Varde", "Varde Kommune", "municipality"),
        Reason::CaseSuperseded => case(&format!("{GOOD}\n{GOOD}"), Some("case_number")),
        Reason::PartNumberUnreadable => extra("part_number", "0"),
        Reason::LastLineOpen => (Trial::of(format!("{CASES}\n{GOOD}")), 2, None),
        Reason::CodesUnreadable => extra("reversal_reasons", "the neighbor's word, he said"),
        Reason::ReopenedBeforeReceived => extra("reopened_on", "2023-12-31"),
        Reason::UnknownColumn => {
            let (trial, _, column) = extra("notes", "");
            (trial, 1, column)
        }
        Reason::DecidedBeforeReopened => {
            let (trial, line, _) = extra("reopened_on", "2024-02-02");
            (trial, line, Some("decided_on"))
        }
        Reason::PartsDisagree => {
            let text = format!("{CASES};part_number\n{GOOD};1\n{GOOD};2\n");
            (Trial::of(text.replacen("Varde", "Sorø", 1)), 3, Some("municipality"))
        }
        _ => count_delivery(reason),
    }
}

/// Returns a delivery of counts made for a reason.
fn count_delivery(reason: Reason) -> (Trial, u64, Option<&'static str>) {
    match reason {
        Reason::PeriodUnreadable => {
            count("Varde;Serviceloven;114;i fjor;3;1;1;1;0", Some("periode"))
        }
        Reason::CountUnreadable => {
            count("Varde;Serviceloven;114;2017;3;-1;1;1;0", Some("Stadfæstede sager"))
        }
        Reason::CountTooLarge => {
            count("Varde;Serviceloven;114;2017;3;1;1;1;100001", Some("Afviste sager"))
        }
        Reason::CountMissing => {
            count("Varde;Serviceloven;114;2017;3;1;1;;0", Some("Hjemviste sager"))
        }
        Reason::PartsDifferFromTotal => count("Varde;Serviceloven;114;2017;3;1;1;2;0", None),
        Reason::RowsConflict => count(
            "Varde;Serviceloven;114;2017;3;1;1;1;0\nVarde;Serviceloven;114;2017;4;2;1;1;0",
            None,
        ),
        Reason::RowRepeated => {
            let row = "Varde;Serviceloven;114;2017;3;1;1;1;0";
            let (trial, ..) = count(&format!("{row}\n{row}"), None);
            (trial, 3, None)
        }
        Reason::ControlTotalDiffers => {
            let rows =
                "Varde;Serviceloven;114;2017;3;1;1;1;0\nI alt;Serviceloven;114;2017;4;2;1;1;0";
            let (trial, ..) = count(rows, None);
            (trial, 3, None)
        }
        Reason::RateDiffers => rate("35,0"),
        Reason::RateUnreadable => rate("en tredjedel"),
        Reason::DrawDateNotGiven => {
            let (trial, ..) = count("Varde;Serviceloven;114;2017;3;1;1;1;0", None);
            (trial, 0, None)
        }
        _ => other_delivery(reason),
    }
}

/// Returns a flow table or a sheet of the portal made for a reason.
fn other_delivery(reason: Reason) -> (Trial, u64, Option<&'static str>) {
    match reason {
        Reason::MonthUnreadable => flow("2024-02;", "februar;", 3, "month"),
        Reason::TextUnreadable => flow("2024-02;Klager;", "2024-02;;", 3, "case_category"),
        Reason::DeadlineUnreadable => flow(";no;30;", ";måske;30;", 3, "statutory_deadline"),
        Reason::DaysUnreadable => flow(";47,5", ";-47,5", 3, "mean_days"),
        Reason::PendingDiffers => flow(";110;47,5", ";111;47,5", 3, "pending"),
        Reason::FiguresMissing => {
            let (trial, line, _) = flow(";30;20;110;47,5", ";;NA;;", 3, "");
            (trial, line, None)
        }
        Reason::ZerosLeftOut => {
            let measures =
                "Realitetsbehandlede sager i alt;Stadfæstede sager;Ændrede/ophævede sager";
            let above = "Kommune;Lovgivning;Sagsemne;2016;;;2017;;";
            let below = format!(";;;{measures};{measures}");
            let rows = sheet(&[above, &below, "Varde;Serviceloven;114;0;0;0;3;2;1"]);
            (Trial::of(workbook_of(&[("Som tabel", &rows)], &[])), 0, None)
        }
        _ => panic!("no delivery was made for {reason:?}"),
    }
}

fn flow(
    from: &str,
    to: &str,
    line: u64,
    column: &'static str,
) -> (Trial, u64, Option<&'static str>) {
    let text = "month;case_category;area;statutory_deadline;received;decided;pending;mean_days\n\
                2024-01;Klager;Aktivloven;no;3;2;100;48\n2024-02;Klager;Aktivloven;no;30;20;110;47,5\n";
    (Trial::of(text.replacen(from, to, 1)), line, Some(column))
}

#[test]
fn the_name_of_an_unknown_column_is_cut_and_has_no_control_letters() {
    let name = format!("\u{1b}[2J{}", "x".repeat(100));
    let (report, _) = Trial::of(format!("{CASES};{name}\n{GOOD};\n")).store();
    let expected = format!("[2J{}", "x".repeat(57));
    assert_eq!(found(&report), [(1, Some(expected.as_str()), Reason::UnknownColumn)]);
}

const GOOD: &str = "24-1;Varde;Serviceloven;114;2024-01-01;2024-02-01;upheld;2024-02-01";

fn case(row: &str, column: Option<&'static str>) -> (Trial, u64, Option<&'static str>) {
    let mut trial = Trial::cases(&[row]);
    trial.drawn_on = Some(date(2024, 6, 1));
    (trial, 2, column)
}

fn changed(from: &str, to: &str, column: &'static str) -> (Trial, u64, Option<&'static str>) {
    case(&GOOD.replacen(from, to, 1), Some(column))
}

fn extra(column: &'static str, cell: &str) -> (Trial, u64, Option<&'static str>) {
    (Trial::of(format!("{CASES};{column}\n{GOOD};{cell}\n")), 2, Some(column))
}

fn count(rows: &str, column: Option<&'static str>) -> (Trial, u64, Option<&'static str>) {
    (Trial::counts(&[rows]), 2, column)
}

fn rate(cell: &str) -> (Trial, u64, Option<&'static str>) {
    let text = format!(
        "Kommune;Lovgivning;Sagsemne;periode;Stadfæstede sager;Ændrede/ophævede sager;\
         Hjemviste sager;Omgørelsesprocent\nVarde;Serviceloven;114;2017;2;1;0;{cell}\n"
    );
    (Trial::of(text), 2, Some("Omgørelsesprocent"))
}
