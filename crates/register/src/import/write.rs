//! The end of an import: a snapshot in one step, or a held delivery.

use std::{collections::BTreeSet, path::PathBuf};

use super::{
    ImportError, ImportOutcome, ImportReport,
    gather::{Gathered, Job},
    onto,
};
use crate::snapshot::{
    DataFile, MANIFEST, Manifest, Measure, REJECTED, SCHEMA_VERSION, SnapshotError, Store,
    hash_file, write_file,
};

const REPORT: &str = "report.json";

/// Stores a delivery whose data files lie in the stage, or holds it when too many of its rows were
/// rejected.
pub(super) fn write(
    store: &Store,
    job: Job,
    gathered: Gathered,
) -> Result<ImportReport, ImportError> {
    let id = format!("{}-{}", gathered.drawn_on, job.delivery.hash);
    let place = store.snapshot(&id);
    if place.exists() {
        // The same delivery was looked for before; this one only shares the short hash.
        return Err(SnapshotError::damaged(&place, "another delivery has its name").into());
    }
    let data = data_files(job, &gathered)?;
    let (at_fault, limit) = (gathered.notes.rows_at_fault, job.options.rules.max_rejected_share);
    let is_held = share(at_fault, gathered.notes.rows_read) > limit;
    let (outcome, rejected) = if is_held {
        let folder = store.held(&id);
        let rejected = folder.join(REJECTED);
        (
            ImportOutcome::Held { folder, rows_at_fault: at_fault, max_rejected_share: limit },
            rejected,
        )
    } else {
        (ImportOutcome::Stored { snapshot: id.clone() }, store.rejected(&id))
    };
    let delivered = gathered.contents.delivered.clone();
    let report = report(job, gathered, outcome, rejected);
    let manifest = manifest(job, &report, delivered, id.clone(), data);
    write_file(&job.stage.data(MANIFEST), &manifest.to_text())?;
    match &report.outcome {
        ImportOutcome::Held { .. } => hold(store, job, &report, &id)?,
        _ => job.stage.finish_snapshot(store, &id)?,
    }
    Ok(report)
}

#[expect(clippy::cast_precision_loss, reason = "a share does not need the last digits of a count")]
fn share(rows: u64, of: u64) -> f64 {
    rows as f64 / of.max(1) as f64
}

fn data_files(job: Job, gathered: &Gathered) -> Result<Vec<DataFile>, SnapshotError> {
    let files = gathered.contents.files.iter().map(|name| {
        let (sha256, bytes) = hash_file(&job.stage.data(name))?;
        Ok(DataFile { name: (*name).to_owned(), sha256, bytes })
    });
    files.collect()
}

/// Keeps report, rejected rows and the snapshot, for someone to look at and decide on.
fn hold(store: &Store, job: Job, report: &ImportReport, id: &str) -> Result<(), SnapshotError> {
    let text = serde_json::to_string_pretty(&report.to_json()).expect("a report is plain values");
    write_file(&job.stage.path(REPORT), &(text + "\n"))?;
    job.stage.finish_held(store, id)
}

fn manifest(
    job: Job,
    report: &ImportReport,
    delivered: BTreeSet<Measure>,
    id: String,
    data: Vec<DataFile>,
) -> Manifest {
    Manifest {
        id,
        schema_version: SCHEMA_VERSION,
        code_version: job.options.code_version.to_owned(),
        kind: report.kind,
        topics_sha256: job.delivery.topics_sha256.clone(),
        provenance: report.provenance,
        drawn_on: report.drawn_on,
        drawn_on_basis: report.drawn_on_basis,
        sources: report.sources.clone(),
        onto: job.base.map(onto::named),
        released_because: None,
        rows_read: report.rows_read,
        cases: report.cases,
        pending: report.pending,
        count_rows: report.count_rows,
        rejected_rows: report.rejected_rows,
        years: report.years,
        delivered,
        data,
    }
}

fn report(job: Job, gathered: Gathered, outcome: ImportOutcome, rejected: PathBuf) -> ImportReport {
    let contents = gathered.contents;
    let notes = gathered.notes;
    let (findings, by_reason) = notes.log.finish();
    ImportReport {
        outcome,
        kind: job.delivery.kind,
        drawn_on: gathered.drawn_on,
        drawn_on_basis: gathered.basis,
        provenance: gathered.provenance,
        rows_read: notes.rows_read,
        cases: contents.cases,
        pending: contents.pending,
        count_rows: contents.count_rows,
        years: contents.years.map(|(first, last)| (first.number(), last.number())),
        dismissed_delivered: contents.delivered.contains(&Measure::Dismissed),
        rejected_rows: notes.rejected_rows,
        rejected_file: (notes.rejected_rows > 0).then_some(rejected),
        findings,
        by_reason,
        control_totals: gathered.control_totals.kept,
        control_totals_compared: gathered.control_totals.compared,
        control_totals_differing: gathered.control_totals.differing,
        onto: job.base.map(|base| base.manifest().id.clone()),
        sources: job.delivery.sources.clone(),
    }
}
