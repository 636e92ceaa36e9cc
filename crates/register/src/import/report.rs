//! What an import tells: for people through the binary, for programs as JSON.

use std::path::PathBuf;

use domain::provenance::Provenance;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::ControlTotal;
use crate::{
    delivery::DeliveryKind,
    finding::{Finding, Reason, Severity},
    snapshot::{DrawnOnBasis, Manifest, Measure, SourceFile, Store},
};

/// How an import ended.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportOutcome {
    /// A new snapshot.
    Stored {
        /// Its name.
        snapshot: String,
    },
    /// The same delivery made this snapshot before; nothing changed.
    AlreadyStored {
        /// Its name.
        snapshot: String,
    },
    /// Too many rows were rejected: no snapshot. Report and rejected rows lie in the folder.
    Held {
        /// The folder.
        folder: PathBuf,
        /// The rejected rows that count towards the limit: all but those that are no municipality,
        /// which every export of the portal has.
        rows_at_fault: u64,
        /// The largest share of the rows that may be at fault. A fraction.
        max_rejected_share: f64,
    },
}

/// What an import found. It names no case and repeats no cell.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// How it ended.
    pub outcome: ImportOutcome,
    /// The form of the delivery.
    pub kind: DeliveryKind,
    /// The day the delivery was drawn.
    pub drawn_on: Date,
    /// How that day is known.
    pub drawn_on_basis: DrawnOnBasis,
    /// Delivered or synthetic.
    pub provenance: Provenance,
    /// Rows in the files, without headers and blank lines.
    pub rows_read: u64,
    /// Cases after reduction, decided and pending; `None` for any other delivery.
    pub cases: Option<u64>,
    /// Cases still undecided; `None` for a delivery of counts.
    pub pending: Option<u64>,
    /// Rows of counts, or of a flow table; `None` for a delivery of cases.
    pub count_rows: Option<u64>,
    /// The first and the last year with a decision; `None` where there is none.
    pub years: Option<(i16, i16)>,
    /// Whether dismissed cases were delivered. Where not, their number is unknown, not zero.
    pub dismissed_delivered: bool,
    /// Rows rejected because of an error.
    pub rejected_rows: u64,
    /// The file of the rejected rows; `None` when none was rejected.
    pub rejected_file: Option<PathBuf>,
    /// The first thousand findings of each reason. None when the delivery had been stored before.
    pub findings: Vec<Finding>,
    /// How many rows each reason concerns; complete.
    pub by_reason: Vec<(Reason, Severity, u64)>,
    /// The first ten thousand control totals.
    pub control_totals: Vec<ControlTotal>,
    /// How many control totals were compared.
    pub control_totals_compared: u64,
    /// How many of them differ from the rows counted.
    pub control_totals_differing: u64,
    /// The snapshot the delivery was laid on.
    pub onto: Option<String>,
    /// The delivered files.
    pub sources: Vec<SourceFile>,
}

impl ImportReport {
    /// Reports a delivery that had been stored before; it was not read again.
    pub(super) fn already_stored(manifest: &Manifest, store: &Store) -> Self {
        let has_rejected = manifest.rejected_rows > 0;
        Self {
            outcome: ImportOutcome::AlreadyStored { snapshot: manifest.id.clone() },
            kind: manifest.kind,
            drawn_on: manifest.drawn_on,
            drawn_on_basis: manifest.drawn_on_basis,
            provenance: manifest.provenance,
            rows_read: manifest.rows_read,
            cases: manifest.cases,
            pending: manifest.pending,
            count_rows: manifest.count_rows,
            years: manifest.years,
            dismissed_delivered: manifest.tells(Measure::Dismissed),
            rejected_rows: manifest.rejected_rows,
            rejected_file: has_rejected.then(|| store.rejected(&manifest.id)),
            findings: Vec::new(),
            by_reason: Vec::new(),
            control_totals: Vec::new(),
            control_totals_compared: 0,
            control_totals_differing: 0,
            onto: manifest.onto.as_ref().map(|base| base.snapshot.clone()),
            sources: manifest.sources.clone(),
        }
    }

    /// Returns the report as JSON. Users' scripts depend on its names.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let (outcome, snapshot, held) = match &self.outcome {
            ImportOutcome::Stored { snapshot } => ("stored", Some(snapshot), Value::Null),
            ImportOutcome::AlreadyStored { snapshot } => {
                ("already_stored", Some(snapshot), Value::Null)
            }
            ImportOutcome::Held { folder, rows_at_fault, max_rejected_share } => {
                let held = json!({
                    "folder": folder.display().to_string(),
                    "rows_at_fault": rows_at_fault,
                    "max_rejected_share": max_rejected_share,
                });
                ("held", None, held)
            }
        };
        let by_reason = self.by_reason.iter();
        let by_reason: Map<_, _> =
            by_reason.map(|(reason, _, rows)| (reason.id().to_owned(), json!(rows))).collect();
        json!({
            "outcome": outcome,
            "snapshot": snapshot,
            "held": held,
            "kind": self.kind.id(),
            "drawn_on": self.drawn_on,
            "drawn_on_basis": self.drawn_on_basis,
            "provenance": self.provenance,
            "rows_read": self.rows_read,
            "cases": self.cases,
            "pending": self.pending,
            "count_rows": self.count_rows,
            "years": self.years,
            "dismissed_delivered": self.dismissed_delivered,
            "rejected_rows": self.rejected_rows,
            "rejected_file": self.rejected_file.as_ref().map(|file| file.display().to_string()),
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
            "findings_by_reason": by_reason,
            "control_totals": self.control_totals.iter().map(control_total).collect::<Vec<_>>(),
            "control_totals_compared": self.control_totals_compared,
            "control_totals_differing": self.control_totals_differing,
            "onto": self.onto,
            "sources": self.sources,
        })
    }
}

fn finding(finding: &Finding) -> Value {
    json!({
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity.id(),
        "reason": finding.reason.id(),
        "message": finding.reason.message(),
        "rows": finding.rows,
    })
}

fn control_total(total: &ControlTotal) -> Value {
    json!({
        "what": total.what,
        "period": total.period.to_string(),
        "measure": total.measure,
        "stated": total.stated,
        "computed": total.computed,
        "file": total.file,
        "line": total.line,
    })
}
