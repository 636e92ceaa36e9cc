//! Reading a delivery of cases: two threads read rows, one takes them in order.

use std::sync::mpsc::{self, Receiver, SyncSender};

use domain::provenance::Provenance;
use jiff::civil::Date;

use super::{
    ImportError, ImportOptions, ImportStep, cases,
    gather::{Job, Notes, Variants},
    onto::Numbers,
    rejected::{RejectedFile, path_in},
    row::Row,
};
use crate::{
    days,
    delivery::{
        CaseColumns, CaseReader, CaseRow, Chunk, Chunks, Column, DeliveryError, Fault, Line,
        Opened, PENDING, SYNTHETIC_NUMBER, Splitter, lines,
    },
    finding::Reason,
    spill::{Spill, partition_of},
};

const THREADS: usize = 2;
/// How many chunks wait for a thread, and how many that it has read wait to be taken.
const WAITING: usize = 2;

/// The accepted rows of a delivery in partitions by case number, and what was found.
pub(super) struct Reading {
    pub rows: Spill,
    /// Their case numbers; `None` where the delivery is laid on nothing.
    pub numbers: Option<Numbers>,
    pub notes: Notes,
    pub provenance: Provenance,
    /// The newest registration, in days; the least number when no row was accepted.
    pub newest_registration: i32,
    /// The last day that an accepted row speaks of, besides its registration.
    pub last_day: i32,
}

/// Reads a delivery; no date may lie after `last_day`.
pub(super) fn read(
    job: Job,
    last_day: Date,
    progress: &mut dyn FnMut(ImportStep),
) -> Result<Reading, ImportError> {
    let mut reading = Reading {
        rows: cases::rows(job),
        numbers: job.base.map(|_| Numbers::new(job.delivery.bytes)),
        notes: Notes::default(),
        provenance: job.delivery.provenance,
        newest_registration: i32::MIN,
        last_day: i32::MIN,
    };
    let mut rejected = RejectedFile::new(path_in(&job.stage.path("")));
    let mut read = 0;
    for (index, file) in (0..).zip(&job.delivery.files) {
        let before = reading.notes.rows_read;
        reading.notes.unknown_columns(file);
        let mut variants = Variants::default();
        let total = job.delivery.bytes;
        let worker = || Worker::new(job.options, file, index, reading.rows.len(), last_day);
        let workers = [worker(), worker()];
        let mut on_read = |bytes| progress(ImportStep::Reading { read: read + bytes, total });
        read_file(file, workers, &mut on_read, &mut |part| {
            reading.take(&job.delivery.files, index, part, &mut rejected, &mut variants)
        })?;
        if reading.notes.rows_read == before {
            return Err(DeliveryError::NoRows { file: file.source.shown() }.into());
        }
        reading.notes.variants(file, &variants);
        read += file.source.bytes;
    }
    rejected.finish()?;
    Ok(reading)
}

impl Reading {
    /// Takes what a chunk holds.
    fn take(
        &mut self,
        files: &[Opened],
        index: u16,
        part: Part,
        rejected: &mut RejectedFile,
        variants: &mut Variants,
    ) -> Result<(), ImportError> {
        self.notes.rows_read += part.rows_read;
        for (line, fault, text) in part.rejected {
            self.notes.reject(files, index, line, fault);
            let source = &files[usize::from(index)].source;
            rejected.row(source.name(), source.row(line), fault.0, &text)?;
        }
        for (line, fault) in part.warnings {
            self.notes.warn(files, index, line, fault);
        }
        variants.merge(part.variants);
        self.newest_registration = self.newest_registration.max(part.newest_registration);
        self.last_day = self.last_day.max(part.last_day);
        if part.is_synthetic {
            self.provenance = Provenance::Synthetic;
        }
        for (partition, frames) in part.rows.iter().enumerate() {
            if let Some(numbers) = &mut self.numbers {
                numbers.add(frames);
            }
            self.rows.append(partition, frames)?;
        }
        Ok(())
    }
}

/// What a chunk holds.
struct Part {
    /// The accepted rows of each partition.
    rows: Vec<Vec<u8>>,
    rows_read: u64,
    rejected: Vec<(u64, Fault, String)>,
    warnings: Vec<(u64, Fault)>,
    variants: Variants,
    newest_registration: i32,
    last_day: i32,
    /// A case number is one of our generator.
    is_synthetic: bool,
}

type ReadPart = Result<Part, DeliveryError>;

/// Reads a file on two threads, which take chunks in turn; `take` gets the parts in order.
fn read_file(
    file: &Opened,
    workers: [Worker; THREADS],
    on_read: &mut dyn FnMut(u64),
    take: &mut dyn FnMut(Part) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    const WHY: &str = "a thread lives until its queue is dropped";
    let mut chunks = Chunks::start(&file.source, file.body_at, file.body_line)?;
    std::thread::scope(|scope| {
        let threads = workers.map(|worker| {
            let (queue, work) = mpsc::sync_channel::<Chunk>(WAITING);
            let (done, parts) = mpsc::sync_channel::<ReadPart>(WAITING);
            scope.spawn(move || worker.read_all(&work, &done));
            (queue, parts)
        });
        let (mut sent, mut taken) = (0, 0);
        while let Some(chunk) = chunks.next()? {
            on_read(chunks.read());
            threads[sent % THREADS].0.send(chunk).expect(WHY);
            sent += 1;
            // No queue is ever full, so nobody waits for one who waits.
            if sent - taken == THREADS * WAITING {
                take(threads[taken % THREADS].1.recv().expect(WHY)?)?;
                taken += 1;
            }
        }
        for place in taken..sent {
            take(threads[place % THREADS].1.recv().expect(WHY)?)?;
        }
        Ok(())
    })
}

/// One of the threads that read rows.
struct Worker<'a> {
    file: &'a Opened,
    index: u16,
    partitions: usize,
    options: &'a ImportOptions<'a>,
    reader: CaseReader<'a>,
    splitter: Splitter,
    municipality: usize,
}

impl<'a> Worker<'a> {
    fn new(
        options: &'a ImportOptions<'a>,
        file: &'a Opened,
        index: u16,
        partitions: usize,
        last_day: Date,
    ) -> Self {
        Self {
            file,
            index,
            partitions,
            options,
            reader: CaseReader::new(CaseColumns::of(file), options.topics, last_day),
            splitter: Splitter::new(file.delimiter),
            municipality: file.place(Column::Municipality).expect("a required column"),
        }
    }

    fn read_all(mut self, work: &Receiver<Chunk>, done: &SyncSender<ReadPart>) {
        for chunk in work {
            // Nobody listens any more when a chunk before this one could not be read.
            if done.send(self.read(chunk)).is_err() {
                return;
            }
        }
    }

    fn read(&mut self, chunk: Chunk) -> ReadPart {
        let (first_line, open_line) = (chunk.first_line, chunk.open_line);
        let text = chunk
            .into_text(self.file.source.encoding)
            .ok_or_else(|| DeliveryError::Changed { file: self.file.source.shown() })?;
        let mut part = Part {
            rows: vec![Vec::new(); self.partitions],
            rows_read: 0,
            rejected: Vec::new(),
            warnings: Vec::new(),
            variants: Variants::default(),
            newest_registration: i32::MIN,
            last_day: i32::MIN,
            is_synthetic: false,
        };
        for line in lines(&text, first_line, open_line) {
            part.rows_read += 1;
            self.read_line(line, &mut part)?;
        }
        Ok(part)
    }

    fn read_line(&mut self, line: Line, part: &mut Part) -> Result<(), DeliveryError> {
        let cells = self.splitter.split(line.text);
        let cells = cells.map_err(|_| self.file.unclosed_quote(line))?;
        if line.is_open {
            part.warnings.push((line.number, (Reason::LastLineOpen, None)));
        }
        let case = match self.reader.read(cells, line.number) {
            Ok(case) => case,
            Err(fault) if line.is_open && self.file.may_be_cut(fault) => {
                return Err(self.file.cut(line.number));
            }
            Err(fault) => {
                part.rejected.push((line.number, fault, line.text.to_owned()));
                return Ok(());
            }
        };
        part.warnings.extend(case.warnings.into_iter().flatten().map(|fault| (line.number, fault)));
        if case.variant {
            part.variants.add(cells.get(self.municipality), line.number);
        }
        part.is_synthetic |= case.number.starts_with(SYNTHETIC_NUMBER);
        part.newest_registration = part.newest_registration.max(case.row.registered);
        part.last_day = part.last_day.max(last_day(self.options, &case.row));
        let rows = &mut part.rows[partition_of(case.row.hash, self.partitions)];
        let texts = [case.number, case.reasons, case.errors];
        Row::delivered(&case.row, self.index, texts).push(rows, case.row.hash);
        Ok(())
    }
}

/// Returns the last day a row speaks of, besides its registration. The topic of a pending case must
/// have come into use by the draw.
fn last_day(options: &ImportOptions, row: &CaseRow) -> i32 {
    let or_none = |day: i32| if day == PENDING { i32::MIN } else { day };
    let mut last = row.received.max(or_none(row.decided)).max(or_none(row.reopened));
    if row.decided == PENDING {
        let topic = options.topics.get(row.topic).expect("a topic that was found is in the list");
        last = last.max(topic.valid_from.map_or(i32::MIN, days::from_date));
    }
    last
}
