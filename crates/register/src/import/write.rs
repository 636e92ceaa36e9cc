//! The end of an import: a snapshot in one step, or a held delivery.

use std::path::PathBuf;

use super::{
    Delivery, ImportError, ImportOptions, ImportOutcome, ImportReport,
    gather::{Content, Gathered},
    rejected,
};
use crate::finding::Reason;
use crate::snapshot::{
    CASES, COUNTS, DataFile, MANIFEST, Manifest, SCHEMA_VERSION, SnapshotError, Stage, Store,
    hash_file, write_cases, write_counts,
};

const REJECTED: &str = "rejected.csv";

/// Stores a delivery, or holds it when too many of its rows were rejected.
pub(super) fn write(
    store: &Store,
    options: &ImportOptions,
    delivery: &Delivery,
    gathered: Gathered,
) -> Result<ImportReport, ImportError> {
    let id = format!("{}-{}", gathered.drawn_on, delivery.hash);
    let at_fault = rows_at_fault(&gathered);
    let limit = options.rules.max_rejected_share;
    let is_held = share(at_fault, gathered.rows_read) > limit;
    let place = if is_held { store.held(&id) } else { store.snapshot(&id) };
    if !is_held && place.exists() {
        // The same delivery was looked for before; this one only shares the short hash.
        return Err(SnapshotError::damaged(&place, "another delivery has its name").into());
    }
    let stage = Stage::start(&place)?;
    let filled = if is_held {
        let outcome = ImportOutcome::Held {
            folder: place,
            rows_at_fault: at_fault,
            max_rejected_share: limit,
        };
        hold(&stage, delivery, gathered, outcome)
    } else {
        fill(&stage, store, options, delivery, gathered, id)
    };
    match filled {
        Ok(report) => {
            stage.finish()?;
            Ok(report)
        }
        Err(error) => {
            // The first error says more than one that clearing away may meet.
            let _ = stage.discard();
            Err(error)
        }
    }
}

/// Returns how many rows are at fault. Every export of the portal has rows of joint bodies; they are
/// left out, and blame nobody.
fn rows_at_fault(gathered: &Gathered) -> u64 {
    let at_fault = gathered.rejected.iter().filter(|row| row.reason != Reason::NotAMunicipality);
    at_fault.count() as u64
}

#[expect(clippy::cast_precision_loss, reason = "a share does not need the last digits of a count")]
fn share(rows: u64, of: u64) -> f64 {
    rows as f64 / of.max(1) as f64
}

fn hold(
    stage: &Stage,
    delivery: &Delivery,
    gathered: Gathered,
    outcome: ImportOutcome,
) -> Result<ImportReport, ImportError> {
    rejected::write(&stage.path(REJECTED), &delivery.files, &gathered.rejected)?;
    let file = match &outcome {
        ImportOutcome::Held { folder, .. } => Some(folder.join(REJECTED)),
        ImportOutcome::Stored { .. } | ImportOutcome::AlreadyStored { .. } => None,
    };
    let report = report(delivery, gathered, outcome, file);
    let text = serde_json::to_string_pretty(&report.to_json()).expect("a report is plain values");
    stage.write("report.json", &(text + "\n"))?;
    Ok(report)
}

fn fill(
    stage: &Stage,
    store: &Store,
    options: &ImportOptions,
    delivery: &Delivery,
    gathered: Gathered,
    id: String,
) -> Result<ImportReport, ImportError> {
    let name = match &gathered.content {
        Content::Cases(cases) => {
            write_cases(&stage.path(CASES), cases.len(), &|place| cases.stored(place))?;
            CASES
        }
        Content::Counts { counts, dismissed_delivered } => {
            write_counts(&stage.path(COUNTS), counts, *dismissed_delivered)?;
            COUNTS
        }
    };
    let (sha256, bytes) = hash_file(&stage.path(name))?;
    let has_rejected = !gathered.rejected.is_empty();
    if has_rejected {
        rejected::write(&stage.path(REJECTED), &delivery.files, &gathered.rejected)?;
    }
    let place = store.rejected(&id);
    let outcome = ImportOutcome::Stored { snapshot: id.clone() };
    let report = report(delivery, gathered, outcome, has_rejected.then(|| place.clone()));
    let data = DataFile { name: name.to_owned(), sha256, bytes };
    stage.write(MANIFEST, &manifest(options, delivery, &report, id, data).to_text())?;
    if has_rejected {
        // It holds rows as delivered, so it does not lie in the snapshot; it is there before it, and
        // nothing is left to write after it.
        stage.release(REJECTED, &place)?;
    }
    Ok(report)
}

fn manifest(
    options: &ImportOptions,
    delivery: &Delivery,
    report: &ImportReport,
    id: String,
    data: DataFile,
) -> Manifest {
    Manifest {
        id,
        schema_version: SCHEMA_VERSION,
        code_version: options.code_version.to_owned(),
        kind: report.kind,
        topics_sha256: delivery.topics_sha256.clone(),
        provenance: report.provenance,
        drawn_on: report.drawn_on,
        drawn_on_basis: report.drawn_on_basis,
        sources: report.sources.clone(),
        rows_read: report.rows_read,
        cases: report.cases,
        pending: report.pending,
        count_rows: report.count_rows,
        rejected_rows: report.rejected_rows,
        dismissed_delivered: report.dismissed_delivered,
        processing_times_delivered: report.cases.is_some(),
        data,
    }
}

fn report(
    delivery: &Delivery,
    gathered: Gathered,
    outcome: ImportOutcome,
    rejected_file: Option<PathBuf>,
) -> ImportReport {
    let (cases, pending, count_rows, dismissed_delivered) = match &gathered.content {
        Content::Cases(cases) => (Some(cases.len() as u64), Some(cases.pending), None, true),
        Content::Counts { counts, dismissed_delivered } => {
            (None, None, Some(counts.len() as u64), *dismissed_delivered)
        }
    };
    let (findings, by_reason) = gathered.log.finish();
    ImportReport {
        outcome,
        kind: delivery.kind,
        drawn_on: gathered.drawn_on,
        drawn_on_basis: gathered.basis,
        provenance: gathered.provenance,
        rows_read: gathered.rows_read,
        cases,
        pending,
        count_rows,
        dismissed_delivered,
        rejected_rows: gathered.rejected.len() as u64,
        rejected_file,
        findings,
        by_reason,
        control_totals: gathered.control_totals.kept,
        control_totals_compared: gathered.control_totals.compared,
        control_totals_differing: gathered.control_totals.differing,
        sources: delivery.sources.clone(),
    }
}
