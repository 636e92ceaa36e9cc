//! The manifest: what a snapshot holds and where it comes from, as `manifest.json`.

use std::{collections::BTreeSet, path::Path};

use domain::{count::SnapshotFacts, count::Source, provenance::Provenance};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{CASES, COUNTS, FLOW, PARTS, SCHEMA_VERSION, SnapshotError};
use crate::delivery::{DeliveryKind, hex};

/// The name under which a manifest's own hash stands in it.
const OWN_HASH: &str = "sha256";

/// The manifest's name in the snapshot's folder.
pub(crate) const MANIFEST: &str = "manifest.json";

/// What a snapshot holds and where it comes from. It has no time of its own, so that the same
/// delivery gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The snapshot's name: draw date and the beginning of a hash over kind, topics and sources.
    pub id: String,
    /// The layout of the data file.
    pub schema_version: u32,
    /// The version of the program that wrote it.
    pub code_version: String,
    /// The form of the delivery.
    #[serde(with = "kind_id")]
    pub kind: DeliveryKind,
    /// SHA-256 of the list of topics the rows were read with. Another list makes another snapshot.
    pub topics_sha256: String,
    /// Delivered or synthetic; for ever.
    pub provenance: Provenance,
    /// The day the figures were drawn from the board's register.
    pub drawn_on: Date,
    /// How that day is known.
    pub drawn_on_basis: DrawnOnBasis,
    /// The delivered files, by name.
    pub sources: Vec<SourceFile>,
    /// The state the delivery was laid on; `None` where the delivery is all there is.
    pub onto: Option<Onto>,
    /// Why the delivery was let in although too many of its rows were rejected; `None` where it was
    /// not held.
    pub released_because: Option<String>,
    /// Rows in the files, without headers and blank lines.
    pub rows_read: u64,
    /// Cases, decided and pending; `None` where the snapshot holds no cases.
    pub cases: Option<u64>,
    /// Cases undecided on the day of the draw; `None` where the delivery cannot tell.
    pub pending: Option<u64>,
    /// Rows of counts, or of a flow table; `None` where the snapshot holds cases.
    pub count_rows: Option<u64>,
    /// Rows left out because of an error in them.
    pub rejected_rows: u64,
    /// The first and the last year with a decision; `None` where there is none.
    pub years: Option<(i16, i16)>,
    /// What the delivery tells beside the merits outcomes. What is not among it is unknown, not zero.
    pub delivered: BTreeSet<Measure>,
    /// The data files: that of the cases or counts first.
    pub data: Vec<DataFile>,
}

/// Something a delivery may tell or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many cases were dismissed.
    Dismissed,
    /// How long the cases took.
    ProcessingTimes,
    /// The part-decisions of a case, and with them the extended statistics.
    Parts,
    /// The reasons for reversal.
    ReversalReasons,
    /// The formal errors.
    FormalErrors,
}

/// How the day of the draw is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawnOnBasis {
    /// The importer said it.
    Given,
    /// It is the newest registration in the delivery.
    NewestRegistration,
    /// Nothing better was known.
    DayOfImport,
}

/// The state that a delivery was laid on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Onto {
    /// The snapshot.
    pub snapshot: String,
    /// The delivered files it was made of, the oldest delivery first.
    pub sources: Vec<SourceFile>,
    /// The rows left out from them because of an error.
    pub rejected_rows: u64,
}

/// One delivered file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Its name without the folder.
    pub name: String,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

/// One data file of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataFile {
    /// `cases.parquet`, `parts.parquet`, `counts.parquet` or `flow.parquet`.
    pub name: String,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

impl Manifest {
    /// Tells whether a text has the form of a snapshot's name: `2025-06-10-1f3a9c40`.
    #[must_use]
    pub fn is_id(text: &str) -> bool {
        let Some((date, hash)) = text.split_at_checked(10) else { return false };
        let digits = hash.strip_prefix('-').unwrap_or_default();
        date.parse::<Date>().is_ok_and(|day| day.to_string() == date)
            && digits.len() == 8
            && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    }

    /// Reads the manifest in a snapshot's folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, SnapshotError> {
        let path = folder.join(MANIFEST);
        let text = std::fs::read_to_string(&path).map_err(SnapshotError::io(&path))?;
        let damaged = |error| SnapshotError::damaged(folder, format!("{MANIFEST}: {error}"));
        let mut raw: serde_json::Value = serde_json::from_str(&text).map_err(damaged)?;
        let has_hash = raw.as_object_mut().and_then(|raw| raw.remove(OWN_HASH)).is_some();
        let changed = || SnapshotError::damaged(folder, format!("{MANIFEST} was changed"));
        if has_hash && with_hash(raw.clone()) != text {
            return Err(changed());
        }
        let version = raw["schema_version"].as_u64().unwrap_or_default();
        if version > u64::from(SCHEMA_VERSION) {
            return Err(SnapshotError::TooNew {
                id: raw["id"].as_str().unwrap_or_default().to_owned(),
                version: u32::try_from(version).unwrap_or(u32::MAX),
                known: SCHEMA_VERSION,
            });
        }
        if (1..u64::from(SCHEMA_VERSION)).contains(&version) {
            return Err(SnapshotError::TooOld { folder: folder.to_owned(), known: SCHEMA_VERSION });
        }
        if !has_hash {
            return Err(changed());
        }
        let manifest: Self = serde_json::from_value(raw).map_err(damaged)?;
        let files: Vec<_> = manifest.data.iter().map(|file| file.name.as_str()).collect();
        match (manifest.cases, files.as_slice()) {
            (Some(_), [CASES] | [CASES, PARTS]) | (None, [COUNTS | FLOW]) => Ok(manifest),
            _ => Err(SnapshotError::damaged(folder, "its manifest names other data files")),
        }
    }

    /// Writes the manifest as it stands in the file: at its end, the hash of all that goes before.
    pub(crate) fn to_text(&self) -> String {
        with_hash(serde_json::to_value(self).expect("a manifest holds only plain values"))
    }

    /// Tells whether the delivery has a measure.
    #[must_use]
    pub fn tells(&self, measure: Measure) -> bool {
        self.delivered.contains(&measure)
    }

    /// Returns what everyone downstream must know.
    #[must_use]
    pub fn facts(&self) -> SnapshotFacts {
        let source =
            |file: &SourceFile| Source { name: file.name.clone(), sha256: file.sha256.clone() };
        let before = self.onto.iter().flat_map(|onto| &onto.sources);
        let rejected_before = self.onto.as_ref().map_or(0, |onto| onto.rejected_rows);
        SnapshotFacts {
            id: self.id.clone(),
            drawn_on: self.drawn_on,
            provenance: self.provenance,
            pending: self.pending,
            rejected_rows: rejected_before + self.rejected_rows,
            sources: before.chain(&self.sources).map(source).collect(),
        }
    }
}

/// Writes a manifest with its own hash at the end.
fn with_hash(mut manifest: serde_json::Value) -> String {
    manifest[OWN_HASH] = hex(&Sha256::digest(manifest.to_string())).into();
    format!("{manifest:#}\n")
}

/// A form of delivery by its word.
mod kind_id {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::delivery::DeliveryKind;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    pub(super) fn serialize<S: Serializer>(kind: &DeliveryKind, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(kind.id())
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(text: D) -> Result<DeliveryKind, D::Error> {
        let id = String::deserialize(text)?;
        DeliveryKind::by_id(&id).ok_or_else(|| D::Error::custom("the kind is not known"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_date_and_eight_digits_name_a_snapshot() {
        assert!(Manifest::is_id("2025-06-10-1f3a9c40"));
        for id in [
            "",
            "..",
            "2025-06-10",
            "2025-06-10-1f3a9c4",
            "2025-06-10-1F3A9C40",
            "2025-02-30-1f3a9c40",
        ] {
            assert!(!Manifest::is_id(id), "{id}");
        }
        assert!(!Manifest::is_id("2025-06-10-../../.."));
    }
}
