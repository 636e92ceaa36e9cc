//! The comparison as JSON for programs.

use std::error::Error as _;

use serde_json::{Value, json};
use vectors::{Comparison, Deviation, FileReport, Off, Report, Verdict, Why};

/// Returns the whole report; a deviation that is infinite is `null`.
pub fn report(report: &Report) -> Value {
    let malformed = report.files.iter().filter(|file| file.verdict() == Verdict::Malformed);
    let total = report.total();
    json!({
        "verdict": if report.agrees() { Verdict::Agrees } else { Verdict::Off }.word(),
        "files": report.files.iter().map(file).collect::<Vec<_>>(),
        "unknown": report.unknown,
        "unknown_names": report.unknown_names,
        "total": {
            "files": report.files.len(),
            "malformed": malformed.count(),
            "cases": total.cases,
            "values": total.values,
            "cases_off": total.cases_off,
            "values_off": total.values_off,
            "largest": total.largest.as_ref().map(largest),
        },
    })
}

fn file(file: &FileReport) -> Value {
    let verdict = file.verdict().word();
    match &file.result {
        Ok(comparison) => of_comparison(file.name, verdict, comparison),
        Err(error) => json!({
            "file": file.name,
            "verdict": verdict,
            "error": error.to_string(),
            "cause": error.source().map(ToString::to_string),
        }),
    }
}

fn of_comparison(file: &str, verdict: &str, comparison: &Comparison) -> Value {
    json!({
        "file": file,
        "verdict": verdict,
        "cases": comparison.cases,
        "values": comparison.values,
        "largest": comparison.largest.as_ref().map(largest),
        "cases_off": comparison.cases_off,
        "values_off": comparison.values_off,
        "off": comparison.off.iter().map(off).collect::<Vec<_>>(),
        "not_compared": comparison.not_compared,
    })
}

fn largest(deviation: &Deviation) -> Value {
    json!({
        "deviation": deviation.size,
        "tolerance": deviation.tolerance.limit(),
        "case": deviation.case,
        "field": deviation.field,
    })
}

fn off(off: &Off) -> Value {
    let (case, field) = (&off.case, &off.field);
    match &off.why {
        Why::Apart { ours, expected, deviation, tolerance } => json!({
            "case": case, "field": field, "why": "apart", "ours": ours, "expected": expected,
            "deviation": deviation, "tolerance": tolerance,
        }),
        Why::Differs { ours, expected } => json!({
            "case": case, "field": field, "why": "differs", "ours": ours, "expected": expected,
        }),
        Why::NotAnswered => json!({ "case": case, "field": field, "why": "not_answered" }),
    }
}
