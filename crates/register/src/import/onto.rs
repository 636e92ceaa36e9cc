//! Laying a delivery on an earlier state: which known cases are compared, and which just stay.

use std::collections::{BTreeMap, BTreeSet};

use domain::{count::CaseCount, flow::Flow, period::Grain};

use super::{ImportError, ImportOptions, gather::Job, row::Row};
use crate::{
    delivery::{DeliveryKind, number_hash},
    snapshot::{
        Measure, Onto, Snapshot, SnapshotError, StoredCase, StoredPart, case_frames, part_frames,
        read_counts,
    },
    spill::{Frame, Frames, Spill, frames_in, partition_of},
};

/// Opens the state that a delivery is laid on, and checks that it can be.
pub(super) fn open(
    options: &ImportOptions,
    kind: DeliveryKind,
) -> Result<Option<Snapshot>, ImportError> {
    let Some(id) = options.onto else { return Ok(None) };
    let base = Snapshot::open(options.data, id)?;
    base.verify()?;
    let manifest = base.manifest();
    if holds(manifest.kind) != holds(kind) {
        return Err(ImportError::OntoOtherForm { id: id.to_owned(), holds: holds(manifest.kind) });
    }
    if let Some(drawn_on) = options.drawn_on.filter(|day| *day < manifest.drawn_on) {
        let (id, base) = (id.to_owned(), manifest.drawn_on);
        return Err(ImportError::DrawnBeforeBase { drawn_on, id, base });
    }
    Ok(Some(base))
}

/// Returns what a snapshot of a form holds.
const fn holds(kind: DeliveryKind) -> &'static str {
    match kind {
        DeliveryKind::Cases => "cases",
        DeliveryKind::PortalLong | DeliveryKind::PortalWide => "counts",
        DeliveryKind::Flow => "a flow table",
    }
}

/// Returns what the manifest of a new state says of the one it is laid on.
pub(super) fn named(base: &Snapshot) -> Onto {
    let manifest = base.manifest();
    let mut sources = manifest.onto.as_ref().map_or_else(Vec::new, |onto| onto.sources.clone());
    sources.extend(manifest.sources.iter().cloned());
    let before = manifest.onto.as_ref().map_or(0, |onto| onto.rejected_rows);
    Onto { snapshot: manifest.id.clone(), sources, rejected_rows: before + manifest.rejected_rows }
}

/// Returns what both the delivery and the state it is laid on tell.
pub(super) fn told_by_both(base: &Snapshot, told: &BTreeSet<Measure>) -> BTreeSet<Measure> {
    base.manifest().delivered.intersection(told).copied().collect()
}

/// The case numbers of a delivery, as bits under their hashes. It may take a number for one of the
/// delivery that is not: such a case is compared with nothing, and comes out as it was.
pub(super) struct Numbers {
    bits: Vec<u64>,
    mask: u64,
}

/// The set takes at most this many bits: 256 MB.
const MAX_BITS: u64 = 1 << 31;

impl Numbers {
    /// Makes an empty set for the numbers in some bytes of rows.
    pub fn new(delivery_bytes: u64) -> Self {
        // About one bit for a byte: a row has a hundred, so that one in a hundred is mistaken.
        let bits = delivery_bytes.next_power_of_two().clamp(1 << 16, MAX_BITS);
        let words = usize::try_from(bits / 64).expect("the set fits into memory");
        Self { bits: vec![0; words], mask: bits - 1 }
    }

    /// Adds the numbers of rows in frames.
    pub fn add(&mut self, frames: &[u8]) {
        for (_, frame) in frames_in(frames) {
            let (word, bit) = self.place(frame.key);
            self.bits[word] |= bit;
        }
    }

    fn has(&self, number: &str) -> bool {
        let (word, bit) = self.place(number_hash(number));
        self.bits[word] & bit != 0
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let place = hash & self.mask;
        (usize::try_from(place / 64).expect("below the number of words"), 1 << (place % 64))
    }
}

/// Adds the known rows of the cases that the delivery speaks of.
pub(super) fn add_known(
    base: &Snapshot,
    numbers: &Numbers,
    rows: &mut Spill,
) -> Result<(), SnapshotError> {
    if let Some(mut parts) = parts(base, |number| numbers.has(number))? {
        add(&mut parts, rows, |frame| Some(Row::behind(&StoredPart::of(frame))))?;
    }
    let mut cases = case_frames(base.folder(), &base.data_file(), |number| numbers.has(number))?;
    add(&mut cases, rows, |frame| {
        let case = StoredCase::of(frame);
        (case.parts == 0).then(|| Row::known(&case))
    })
}

fn add(
    frames: &mut Frames,
    rows: &mut Spill,
    row: impl Fn(Frame) -> Option<Row>,
) -> Result<(), SnapshotError> {
    let mut bytes = Vec::new();
    frames.start()?;
    while let Some(frame) = frames.head() {
        if let Some(row) = row(frame) {
            let hash = number_hash(row.number);
            bytes.clear();
            row.push(&mut bytes, hash);
            rows.append(partition_of(hash, rows.len()), &bytes)?;
        }
        frames.advance()?;
    }
    Ok(())
}

/// Returns the known cases that the delivery does not speak of, in order.
pub(super) fn other_cases<'a>(
    base: &Snapshot,
    numbers: &'a Numbers,
) -> Result<Frames<'a>, SnapshotError> {
    case_frames(base.folder(), &base.data_file(), |number| !numbers.has(number))
}

/// Returns the rows behind the known cases that the delivery does not speak of, in order.
pub(super) fn other_parts<'a>(
    base: &Snapshot,
    numbers: &'a Numbers,
) -> Result<Option<Frames<'a>>, SnapshotError> {
    parts(base, |number| !numbers.has(number))
}

fn parts<'a>(
    base: &Snapshot,
    keep: impl Fn(&str) -> bool + Send + 'a,
) -> Result<Option<Frames<'a>>, SnapshotError> {
    base.part_file().map(|path| part_frames(base.folder(), &path, keep)).transpose()
}

/// Replaces known counts by those delivered for the same municipality, topic and period; the others
/// stay.
pub(super) fn counts(
    job: Job,
    delivered: Vec<CaseCount>,
    dismissed_delivered: bool,
) -> Result<Vec<CaseCount>, ImportError> {
    let Some(base) = job.base else { return Ok(delivered) };
    if base.manifest().tells(Measure::Dismissed) != dismissed_delivered {
        return Err(ImportError::OntoOtherMeasures { id: base.manifest().id.clone() });
    }
    let mut counts = BTreeMap::new();
    let known = [Grain::Year, Grain::Quarter]
        .map(|grain| read_counts(base.folder(), &base.data_file(), grain));
    for count in known.into_iter().collect::<Result<Vec<_>, _>>()?.concat() {
        counts.insert((count.period, count.municipality, count.topic), count);
    }
    for count in delivered {
        counts.insert((count.period, count.municipality, count.topic), count);
    }
    Ok(counts.into_values().collect())
}

/// Replaces known rows of a flow table by those delivered for the same month, category, area,
/// municipality and deadline; the others stay.
pub(super) fn flows(job: Job, delivered: Vec<Flow>) -> Result<Vec<Flow>, ImportError> {
    let Some(base) = job.base else { return Ok(delivered) };
    let rows = base.flow()?.into_iter().chain(delivered);
    let by_key: BTreeMap<_, _> = rows.map(|row| (row.key, row.figures)).collect();
    Ok(by_key.into_iter().map(|(key, figures)| Flow { key, figures }).collect())
}
