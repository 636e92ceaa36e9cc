//! `import`: deliveries in, with a report for people or programs.

use anyhow::Result;
use domain::{
    format::{Language, fraction_number},
    provenance::Provenance,
};
use jiff::Zoned;
use register::{
    delivery::DeliveryKind,
    finding::Finding,
    import::{ImportOptions, ImportOutcome, ImportReport, ImportRules, ImportStep, import},
    snapshot::DrawnOnBasis,
};

use super::VERSION;
use crate::{
    cli::{Import, Kind, Report},
    data_folder,
    output::{Ending, say},
    progress::Step,
};

/// How many findings of each reason the report for people spells out.
const SHOWN_FINDINGS: usize = 3;
/// How many control totals that differ it spells out.
const SHOWN_TOTALS: usize = 10;

pub fn run(command: &Import) -> Result<Ending> {
    let report = read(command)?;
    match command.report {
        Report::Json => say(serde_json::to_string_pretty(&report.to_json())?)?,
        Report::Text => text(&report)?,
    }
    Ok(match report.outcome {
        ImportOutcome::Held { .. } => Ending::Held,
        ImportOutcome::Stored { .. } | ImportOutcome::AlreadyStored { .. } => Ending::Done,
    })
}

/// Reads, checks and stores a delivery.
pub fn read(command: &Import) -> Result<ImportReport> {
    let data = command.folder.path()?;
    let topics = data_folder::Reference::of(&data)?.topics()?;
    let step = Step::new("Importing");
    let report = import(
        &ImportOptions {
            files: &command.files,
            data: &data,
            onto: command.onto.as_deref(),
            drawn_on: command.drawn_on,
            today: today(),
            kind: command.kind.map(kind),
            // A file that carries the synthetic mark is synthetic whatever is said here.
            provenance: Provenance::Delivered,
            topics: &topics,
            rules: ImportRules::default(),
            code_version: VERSION,
        },
        &mut |at| show(&step, at),
    )?;
    step.done();
    Ok(report)
}

#[expect(clippy::disallowed_methods, reason = "the clock enters here, in the binary")]
pub fn today() -> jiff::civil::Date {
    Zoned::now().date()
}

const fn kind(kind: Kind) -> DeliveryKind {
    match kind {
        Kind::Cases => DeliveryKind::Cases,
        Kind::PortalLong => DeliveryKind::PortalLong,
        Kind::PortalWide => DeliveryKind::PortalWide,
        Kind::Flow => DeliveryKind::Flow,
    }
}

fn show(step: &Step, at: ImportStep) {
    let (what, done) = match at {
        ImportStep::Scanning { read, total } => ("Looking the files over", Some((read, total))),
        ImportStep::Reading { read, total } => ("Reading and checking rows", Some((read, total))),
        ImportStep::Comparing => ("Comparing the rows with each other", None),
        ImportStep::Writing => ("Writing the snapshot", None),
    };
    match done {
        Some((read, total)) => step.reached(what, read, total),
        None => step.goes_on(what),
    }
}

/// Prints a report for people.
pub fn text(report: &ImportReport) -> Result<()> {
    for (reason, severity, rows) in &report.by_reason {
        say(format_args!("{}: {} ({rows} rows)", severity.id(), reason.message()))?;
        let findings = report.findings.iter();
        let findings = findings.filter(|finding| finding.reason == *reason && finding.line > 0);
        for finding in findings.clone().take(SHOWN_FINDINGS) {
            say(format_args!("    {}", place(finding)))?;
        }
        let more = findings.count().saturating_sub(SHOWN_FINDINGS);
        if more > 0 {
            say(format_args!("    … and {more} more; --report json lists them"))?;
        }
    }
    let differing = report.control_totals.iter();
    let differing = differing.filter(|total| total.computed != Some(total.stated));
    for total in differing.take(SHOWN_TOTALS) {
        let computed = total.computed.map_or_else(|| "unknown".into(), |number| number.to_string());
        say(format_args!(
            "control total: {}:{} says {} {} in {}, the rows give {computed}",
            total.file, total.line, total.stated, total.measure, total.period
        ))?;
    }
    summary(report)
}

fn summary(report: &ImportReport) -> Result<()> {
    let kept = match (report.cases, report.pending, report.count_rows) {
        (Some(cases), pending, _) => {
            format!("{cases} cases, {} of them pending", pending.unwrap_or(0))
        }
        (None, _, rows) => format!("{} rows of figures", rows.unwrap_or(0)),
    };
    say(format_args!(
        "{} rows read, {} rejected; {kept}; {} control totals compared, {} differ",
        report.rows_read,
        report.rejected_rows,
        report.control_totals_compared,
        report.control_totals_differing
    ))?;
    if let Some(base) = &report.onto {
        say(format_args!("laid on snapshot {base}"))?;
    }
    say(format_args!("drawn on {} ({})", report.drawn_on, basis(report.drawn_on_basis)))?;
    if let Some(file) = &report.rejected_file {
        say(format_args!("the rejected rows are in {}", file.display()))?;
    }
    say(match &report.outcome {
        ImportOutcome::Stored { snapshot } => format!("snapshot {snapshot}"),
        ImportOutcome::AlreadyStored { snapshot } => {
            format!("snapshot {snapshot} was there already")
        }
        ImportOutcome::Held { folder, rows_at_fault, max_rejected_share } => format!(
            "held, so nothing changed: {rows_at_fault} of {} rows rejected ({} %), the limit is {} %. \
             The report is in {}; `snapshot release-held` and `snapshot drop-held` decide on it",
            report.rows_read,
            percent(share(*rows_at_fault, report.rows_read)),
            percent(*max_rejected_share),
            folder.display()
        ),
    })?;
    Ok(())
}

/// Writes a fraction in per cent, without a decimal that says nothing.
fn percent(fraction: f64) -> String {
    let number = fraction_number(fraction, Language::En);
    number.strip_suffix(".0").unwrap_or(&number).to_owned()
}

#[expect(clippy::cast_precision_loss, reason = "a share does not need the last digits of a count")]
fn share(rows: u64, of: u64) -> f64 {
    rows as f64 / of.max(1) as f64
}

/// Writes where a finding is, without the text of any cell.
fn place(finding: &Finding) -> String {
    let column =
        finding.column.as_ref().map_or_else(String::new, |column| format!(", column {column}"));
    let rows = if finding.rows > 1 { format!(" ({} rows)", finding.rows) } else { String::new() };
    format!("{}, line {}{column}{rows}", finding.file, finding.line)
}

const fn basis(basis: DrawnOnBasis) -> &'static str {
    match basis {
        DrawnOnBasis::Given => "as given",
        DrawnOnBasis::NewestRegistration => "the newest registration in the delivery",
        DrawnOnBasis::DayOfImport => "the day of import: no better date is known",
    }
}
