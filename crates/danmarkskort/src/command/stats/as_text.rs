//! The comparison as an aligned table for people, the total last.

use std::error::Error;

use vectors::{Comparison, Deviation, FileReport, Malformed, Off, Report, Verdict, Why};

/// What stands in one line of the table.
struct Line {
    file: String,
    cells: [String; 4],
    verdict: String,
}

/// Returns the lines: heading, each file with what is off below it, other names, the total.
pub fn lines(report: &Report) -> Vec<String> {
    let total = total(report);
    let files: Vec<_> = report.files.iter().map(|file| (of_file(file), details(file))).collect();
    let names = report.files.iter().map(|file| file.name.len());
    let width = names.max().unwrap_or_default().max(total.file.len());
    let mut lines = vec![written(&heading(), width)];
    for (line, details) in files {
        lines.push(written(&line, width));
        lines.extend(details.into_iter().map(|detail| format!("    {detail}")));
    }
    lines.extend(report.unknown.iter().map(|name| format!("{name}: not known, skipped")));
    let more = report.unknown_names - report.unknown.len();
    if more > 0 {
        lines.push(format!("and {more} other names: not known, skipped"));
    }
    lines.push(written(&total, width));
    lines
}

fn written(line: &Line, width: usize) -> String {
    let [cases, values, deviation, tolerance] = &line.cells;
    format!(
        "{:<width$}  {cases:>6}  {values:>7}  {deviation:>17}  {tolerance:>9}  {}",
        line.file, line.verdict
    )
}

fn heading() -> Line {
    let cells = ["cases", "values", "largest deviation", "tolerance"].map(str::to_owned);
    Line { file: "file".into(), cells, verdict: "verdict".into() }
}

fn of_file(file: &FileReport) -> Line {
    let cells = file.result.as_ref().map_or_else(|_| <[String; 4]>::default(), cells);
    let verdict = match &file.result {
        Ok(comparison) => of_comparison(comparison),
        Err(_) => Verdict::Malformed.word().into(),
    };
    Line { file: file.name.into(), cells, verdict }
}

fn of_comparison(comparison: &Comparison) -> String {
    match comparison.verdict() {
        Verdict::Off if comparison.values == 0 => "off: nothing to compare".into(),
        Verdict::Off => format!("off: {} of {} cases", comparison.cases_off, comparison.cases),
        verdict => verdict.word().into(),
    }
}

fn total(report: &Report) -> Line {
    let agreeing = report.files.iter().filter(|file| file.verdict() == Verdict::Agrees).count();
    let word = if report.agrees() { Verdict::Agrees } else { Verdict::Off }.word();
    Line {
        file: "total".into(),
        cells: cells(&report.total()),
        verdict: format!("{word}: {agreeing} of {} files agree", report.files.len()),
    }
}

fn cells(comparison: &Comparison) -> [String; 4] {
    let number = |value: fn(&Deviation) -> f64| {
        comparison.largest.as_ref().map_or_else(|| "-".into(), |it| format!("{:.1e}", value(it)))
    };
    [
        comparison.cases.to_string(),
        comparison.values.to_string(),
        number(|deviation| deviation.size),
        number(|deviation| deviation.tolerance.limit()),
    ]
}

/// Returns what is off in a file, or why it could not be read.
fn details(file: &FileReport) -> Vec<String> {
    let comparison = match &file.result {
        Ok(comparison) => comparison,
        Err(error) => return vec![with_cause(error)],
    };
    let mut details: Vec<_> = comparison.off.iter().map(of_off).collect();
    let more = comparison.values_off - comparison.off.len() as u64;
    if more > 0 {
        details.push(format!("and {more} more values"));
    }
    if !comparison.not_compared.is_empty() {
        details.push(format!("not compared: {}", comparison.not_compared.join(", ")));
    }
    details
}

fn with_cause(error: &Malformed) -> String {
    let cause = error.source().map_or_else(String::new, |cause| format!(": {cause}"));
    format!("{error}{cause}")
}

fn of_off(off: &Off) -> String {
    let why = match &off.why {
        Why::Apart { ours, expected, deviation, tolerance } => format!(
            "ours {ours:?}, expected {expected:?} (deviation {deviation:.1e}, tolerance {tolerance:.1e})"
        ),
        Why::Differs { ours, expected } => format!("ours {ours}, expected {expected}"),
        Why::NotAnswered => "not answered".into(),
    };
    format!("{}, {}: {why}", off.case, off.field)
}
