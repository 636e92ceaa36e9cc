//! From delivered files to a snapshot, or to nothing at all.

mod cases;
mod control;
mod counts;
mod error;
mod flow;
mod gather;
mod onto;
mod read;
mod reduce;
mod rejected;
mod report;
mod row;
mod write;

use std::path::{Path, PathBuf};

use domain::{provenance::Provenance, topic::Topics};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

pub use self::{
    control::ControlTotal,
    error::ImportError,
    report::{ImportOutcome, ImportReport},
};
pub use crate::rules::{ImportRules, Reach};
use crate::{
    delivery::{DeliveryError, DeliveryKind, Opened, Spool, Unpacker, hex, open},
    snapshot::{DrawnOnBasis, Manifest, Snapshot, SourceFile, Stage, Store},
};
use gather::Job;

/// What to import and how.
#[derive(Clone, Debug)]
pub struct ImportOptions<'a> {
    /// The files of one delivery, all of one form.
    pub files: &'a [PathBuf],
    /// The data folder; made if need be.
    pub data: &'a Path,
    /// The snapshot that the delivery is laid on: what it does not speak of stays as it is there.
    pub onto: Option<&'a str>,
    /// The day the delivery was drawn, if it is known.
    pub drawn_on: Option<Date>,
    /// Today. No date of a delivery may lie after it.
    pub today: Date,
    /// The form, if it shall not be recognized.
    pub kind: Option<DeliveryKind>,
    /// Delivered or synthetic. A file with our generator's mark is synthetic whatever stands here.
    pub provenance: Provenance,
    /// The list of topics.
    pub topics: &'a Topics,
    /// The settings.
    pub rules: ImportRules,
    /// The version of the program, for the manifest.
    pub code_version: &'a str,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportStep {
    /// The files are hashed and looked over.
    Scanning {
        /// Bytes read so far.
        read: u64,
        /// Bytes in all files.
        total: u64,
    },
    /// The rows are read and checked.
    Reading {
        /// Bytes read so far.
        read: u64,
        /// Bytes in all files.
        total: u64,
    },
    /// The rows are compared with each other.
    Comparing,
    /// The snapshot is written.
    Writing,
}

/// The files of a delivery after the first reading.
#[derive(Debug)]
struct Delivery {
    files: Vec<Opened>,
    kind: DeliveryKind,
    provenance: Provenance,
    sources: Vec<SourceFile>,
    /// What the list of topics is.
    topics_sha256: String,
    /// The beginning of a hash over kind, topics, sources and what the delivery is laid on: the second
    /// half of the snapshot's name.
    hash: String,
    bytes: u64,
}

/// Imports a delivery: all of it becomes one snapshot, or nothing does.
///
/// The same delivery twice makes one snapshot. A delivery with too many rejected rows is held: its
/// report and its rejected rows are kept for someone to look at.
pub fn import(
    options: &ImportOptions,
    progress: &mut dyn FnMut(ImportStep),
) -> Result<ImportReport, ImportError> {
    if let Some(drawn_on) = options.drawn_on.filter(|day| *day > options.today) {
        return Err(ImportError::DrawnInFuture { drawn_on, today: options.today });
    }
    let store = Store::new(options.data);
    // Held until the end of the function, whichever way it ends. Packed files are unpacked under it.
    let _lock = store.lock()?;
    // The text of packed files is there as long as the spool.
    let (delivery, _spool) = read_tops(options, progress)?;
    if let Some(stored) = stored_before(&store, options, &delivery)? {
        return Ok(ImportReport::already_stored(&stored, &store));
    }
    let base = onto::open(options, delivery.kind)?;
    let stage = Stage::start(&store, &delivery.hash)?;
    let job = Job { options, delivery: &delivery, base: base.as_ref(), stage: &stage };
    let gathered = match delivery.kind {
        DeliveryKind::Cases => cases::gather(job, progress),
        DeliveryKind::PortalLong | DeliveryKind::PortalWide => counts::gather(job, progress),
        DeliveryKind::Flow => flow::gather(job, progress),
    };
    let stored = gathered.and_then(|gathered| write::write(&store, job, gathered));
    // Where the import failed, its error says more than one that clearing away may meet.
    let cleared = stage.clear();
    let report = stored?;
    cleared?;
    Ok(report)
}

/// More files in one delivery are a mistake, such as a whole folder of old ones.
const MAX_FILES: usize = 1_000;

/// Reads every file once and understands its header.
fn read_tops(
    options: &ImportOptions,
    progress: &mut dyn FnMut(ImportStep),
) -> Result<(Delivery, Spool), ImportError> {
    if options.files.len() > MAX_FILES {
        return Err(DeliveryError::TooManyFiles { limit: MAX_FILES }.into());
    }
    let size = |file: &PathBuf| std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    let total = options.files.iter().map(size).sum();
    let mut read = 0;
    let mut files: Vec<Opened> = Vec::new();
    let mut unpacker = Unpacker::new(options.data, &options.rules, options.kind);
    for path in options.files {
        let sources = unpacker.sources(path, &mut |bytes| {
            read += bytes;
            progress(ImportStep::Scanning { read, total });
        })?;
        for source in sources {
            add_file(&mut files, open(source, options.kind)?)?;
        }
    }
    let kind = files.first().ok_or(DeliveryError::NoFiles)?.kind;
    // Of two equal registrations the later one counts, so the order must not be the caller's.
    files.sort_by(|a, b| {
        (a.source.name(), &a.source.sha256).cmp(&(b.source.name(), &b.source.sha256))
    });
    let synthetic = files.iter().any(|file| file.synthetic);
    let mark = if synthetic { Provenance::Synthetic } else { Provenance::Delivered };
    let sources = sources(&files);
    let topics_sha256 = topics_hash(options.topics);
    let delivery = Delivery {
        hash: delivery_hash(kind, &topics_sha256, &sources, options.onto),
        topics_sha256,
        provenance: options.provenance.with(mark),
        bytes: files.iter().map(|file| file.source.bytes).sum(),
        kind,
        sources,
        files,
    };
    Ok((delivery, unpacker.into_spool()))
}

/// Adds a file to those of the delivery, which must be of one form and differ from each other.
fn add_file(files: &mut Vec<Opened>, file: Opened) -> Result<(), DeliveryError> {
    if files.len() == MAX_FILES {
        return Err(DeliveryError::TooManyFiles { limit: MAX_FILES });
    }
    if let Some(first) = files.first().filter(|first| first.kind != file.kind) {
        let (kind, first) = (file.kind, first.kind);
        return Err(DeliveryError::MixedForms { file: file.source.shown(), kind, first });
    }
    let same = |other: &&Opened| other.source.sha256 == file.source.sha256;
    if let Some(first) = files.iter().find(same) {
        let (file, first) = (file.source.shown(), first.source.shown());
        return Err(DeliveryError::FileTwice { file, first });
    }
    files.push(file);
    Ok(())
}

/// Returns the files as delivered, by name, so that the order they are named in makes no difference.
fn sources(files: &[Opened]) -> Vec<SourceFile> {
    let source = |file: &Opened| {
        let delivered = file.source.delivered.clone();
        SourceFile { name: delivered.name, sha256: delivered.sha256, bytes: delivered.bytes }
    };
    let mut sources: Vec<_> = files.iter().map(source).collect();
    sources.sort();
    // The members of an archive came in one file.
    sources.dedup();
    sources
}

/// Returns a hash over what of a list of topics decides how rows are read.
fn topics_hash(topics: &Topics) -> String {
    let mut hash = Sha256::new();
    for topic in topics.all() {
        let days = (topic.valid_from, topic.valid_to);
        hash.update(format!("{};{};{};{days:?}\n", topic.code, topic.law, topic.name));
    }
    for name in topics.names() {
        hash.update(format!("{};{}\n", name.topic, name.name));
    }
    hex(&hash.finalize())
}

fn delivery_hash(
    kind: DeliveryKind,
    topics_sha256: &str,
    sources: &[SourceFile],
    onto: Option<&str>,
) -> String {
    let mut hash = Sha256::new();
    hash.update(kind.id());
    hash.update(b"\n");
    hash.update(topics_sha256);
    for sha256 in content(sources) {
        hash.update(b"\n");
        hash.update(sha256);
    }
    if let Some(base) = onto {
        hash.update(b"\nonto ");
        hash.update(base);
    }
    hex(&hash.finalize()[..4])
}

/// Returns the hashes of the sources in order: what a delivery is, whatever its files are called.
fn content(sources: &[SourceFile]) -> Vec<&str> {
    let mut hashes: Vec<_> = sources.iter().map(|source| source.sha256.as_str()).collect();
    hashes.sort_unstable();
    hashes
}

/// Finds the snapshot this delivery made before: of any draw date, unless one is given.
fn stored_before(
    store: &Store,
    options: &ImportOptions,
    delivery: &Delivery,
) -> Result<Option<Manifest>, ImportError> {
    for id in store.snapshot_ids()?.into_iter().filter(|id| id.ends_with(&delivery.hash)) {
        let snapshot = Snapshot::open(options.data, &id)?;
        let manifest = snapshot.manifest().clone();
        let same = manifest.kind == delivery.kind
            && manifest.topics_sha256 == delivery.topics_sha256
            && manifest.onto.as_ref().map(|base| base.snapshot.as_str()) == options.onto
            && content(&manifest.sources) == content(&delivery.sources);
        if same && options.drawn_on.is_none_or(|day| day == manifest.drawn_on) {
            // Who imports again because a snapshot is damaged must not hear that all is well.
            snapshot.verify()?;
            return Ok(Some(manifest));
        }
    }
    Ok(None)
}

/// Returns the day of the draw and how it is known. A state is never older than the one below it.
fn drawn_on(job: Job, newest_registration: Option<Date>) -> (Date, DrawnOnBasis) {
    let base = job.base.map(|base| base.manifest().drawn_on);
    match (job.options.drawn_on, newest_registration) {
        (Some(day), _) => (day, DrawnOnBasis::Given),
        (None, Some(day)) => {
            (base.map_or(day, |base| base.max(day)), DrawnOnBasis::NewestRegistration)
        }
        (None, None) => (job.options.today, DrawnOnBasis::DayOfImport),
    }
}
