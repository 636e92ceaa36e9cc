//! Reading a delivery of counts from the portal.

use std::collections::BTreeMap;

use domain::{count::CaseCount, period::Period};

use super::{
    Delivery, ImportError, ImportStep, control, drawn_on,
    gather::{Contents, Gathered, Job, Notes, Variants},
    onto,
    rejected::{self, Rejected, RejectedFile, path_in},
};
use crate::{
    delivery::{
        Chunk, Chunks, Column, CountReader, CountRow, CountTopic, DeliveryError, Line, Names,
        Opened, PortalColumns, Scope, Splitter, lines,
    },
    finding::Reason,
    snapshot::{COUNTS, DrawnOnBasis, Measure, write_counts},
};

/// Reads, checks, compares and writes a delivery of counts.
pub(super) fn gather(
    job: Job,
    progress: &mut dyn FnMut(ImportStep),
) -> Result<Gathered, ImportError> {
    let (options, delivery) = (job.options, job.delivery);
    let (drawn_on, basis) = drawn_on(job, None);
    let mut notes = Notes::default();
    if basis == DrawnOnBasis::DayOfImport {
        notes.log.add("", 0, None, Reason::DrawDateNotGiven);
    }
    let columns = columns(&delivery.files)?;
    let names = Names::new(options.topics);
    let mut rows = Vec::new();
    let mut rejected = Vec::new();
    let mut read = 0;
    for (index, (file, columns)) in (0..).zip(delivery.files.iter().zip(&columns)) {
        notes.unknown_columns(file);
        let reader = CountReader::new(columns.clone(), options.topics, &names, drawn_on);
        let mut reading = Reading::new(&delivery.files, index, reader);
        let mut chunks = Chunks::start(&file.source, file.body_at, file.body_line)?;
        let rows_before = notes.rows_read;
        while let Some(chunk) = chunks.next()? {
            let step = ImportStep::Reading { read: read + chunks.read(), total: delivery.bytes };
            progress(step);
            reading.read(chunk, &mut rows, &mut rejected, &mut notes)?;
        }
        if notes.rows_read == rows_before {
            return Err(DeliveryError::NoRows { file: file.source.shown() }.into());
        }
        read += file.source.bytes;
        notes.variants(file, &reading.variants);
    }
    progress(ImportStep::Comparing);
    let rows = once_each(delivery, rows, &mut rejected, &mut notes);
    let counts = counted(&rows);
    if counts.is_empty() && !rows.is_empty() {
        return Err(DeliveryError::OnlyTotals.into());
    }
    let dismissed_delivered = columns.iter().all(PortalColumns::gives_dismissed);
    let totals =
        control::compare(options, delivery, &names, dismissed_delivered, &rows, &mut notes);
    progress(ImportStep::Writing);
    let mut file = RejectedFile::new(path_in(&job.stage.path("")));
    rejected::copy(&delivery.files, rejected, &mut file)?;
    file.finish()?;
    let counts = onto::counts(job, counts, dismissed_delivered)?;
    let contents = write(job, &counts, dismissed_delivered)?;
    let provenance = job.provenance(delivery.provenance);
    Ok(Gathered { contents, drawn_on, basis, provenance, notes, control_totals: totals })
}

fn write(
    job: Job,
    counts: &[CaseCount],
    dismissed_delivered: bool,
) -> Result<Contents, ImportError> {
    write_counts(&job.stage.data(COUNTS), counts, dismissed_delivered)?;
    let mut contents = Contents {
        files: vec![COUNTS],
        count_rows: Some(counts.len() as u64),
        delivered: dismissed_delivered.then_some(Measure::Dismissed).into_iter().collect(),
        ..Contents::default()
    };
    for count in counts {
        contents.add_year(count.period.year());
    }
    Ok(contents)
}

/// Returns the columns of the files, which must agree on what they can tell.
fn columns(files: &[Opened]) -> Result<Vec<PortalColumns>, DeliveryError> {
    let columns = files.iter().map(PortalColumns::of).collect::<Result<Vec<_>, _>>()?;
    for (file, other) in files.iter().zip(&columns) {
        if other.gives_dismissed() != columns[0].gives_dismissed() {
            return Err(DeliveryError::MixedMeasures { file: file.source.shown() });
        }
    }
    Ok(columns)
}

/// One file being read.
struct Reading<'a> {
    files: &'a [Opened],
    index: u16,
    reader: CountReader<'a>,
    splitter: Splitter,
    variants: Variants,
}

impl<'a> Reading<'a> {
    fn new(files: &'a [Opened], index: u16, reader: CountReader<'a>) -> Self {
        let splitter = Splitter::new(files[usize::from(index)].delimiter);
        Self { files, index, reader, splitter, variants: Variants::default() }
    }

    fn file(&self) -> &'a Opened {
        &self.files[usize::from(self.index)]
    }

    fn read(
        &mut self,
        chunk: Chunk,
        rows: &mut Vec<CountRow>,
        rejected: &mut Vec<Rejected>,
        notes: &mut Notes,
    ) -> Result<(), DeliveryError> {
        let file = self.file();
        let (first_line, open_line) = (chunk.first_line, chunk.open_line);
        let text = chunk
            .into_text(file.source.encoding)
            .ok_or_else(|| DeliveryError::Changed { file: file.source.shown() })?;
        for line in lines(&text, first_line, open_line) {
            notes.rows_read += 1;
            self.read_line(line, rows, rejected, notes)?;
        }
        Ok(())
    }

    fn read_line(
        &mut self,
        line: Line,
        rows: &mut Vec<CountRow>,
        rejected: &mut Vec<Rejected>,
        notes: &mut Notes,
    ) -> Result<(), DeliveryError> {
        let file = self.file();
        let cells = self.splitter.split(line.text).map_err(|_| file.unclosed_quote(line))?;
        let is_open = line.is_open;
        let line = line.number;
        if is_open {
            notes.warn(self.files, self.index, line, (Reason::LastLineOpen, None));
        }
        let read = match self.reader.read(cells, line) {
            Ok(read) => read,
            Err(fault) if is_open && file.may_be_cut(fault) => return Err(file.cut(line)),
            Err(fault) => {
                notes.reject(self.files, self.index, line, fault);
                rejected.push(Rejected { file: self.index, line, reason: fault.0 });
                return Ok(());
            }
        };
        for fault in read.warnings {
            notes.warn(self.files, self.index, line, fault);
        }
        if read.variant {
            let place = file.place(Column::Municipality).expect("a required column");
            self.variants.add(cells.get(place), line);
        }
        rows.push(CountRow { file: self.index, ..read.row });
        Ok(())
    }
}

type Key = (Period, Scope, CountTopic);

/// Keeps each municipality, topic and period once. Two rows that agree are one; where they differ,
/// nobody can say which is right, and all of them are rejected.
fn once_each(
    delivery: &Delivery,
    rows: Vec<CountRow>,
    rejected: &mut Vec<Rejected>,
    notes: &mut Notes,
) -> Vec<CountRow> {
    let mut by_key: BTreeMap<Key, Vec<CountRow>> = BTreeMap::new();
    for row in rows {
        by_key.entry((row.period, row.scope, row.topic)).or_default().push(row);
    }
    let mut kept = Vec::with_capacity(by_key.len());
    for same in by_key.into_values() {
        let (first, others) = same.split_first().expect("a key has a row");
        if others.iter().all(|row| row.counts == first.counts) {
            kept.push(*first);
            for row in others {
                notes.warn(&delivery.files, row.file, row.line, (Reason::RowRepeated, None));
            }
        } else {
            for row in &same {
                let reason = Reason::RowsConflict;
                notes.reject(&delivery.files, row.file, row.line, (reason, None));
                rejected.push(Rejected { file: row.file, line: row.line, reason });
            }
        }
    }
    kept
}

/// Returns the rows that are counted: those of one municipality and one topic. They are in order.
fn counted(rows: &[CountRow]) -> Vec<CaseCount> {
    let counts = rows.iter().filter_map(|row| match (row.scope, row.topic) {
        (Scope::Municipality(municipality), CountTopic::Topic(topic)) => {
            Some(CaseCount { period: row.period, municipality, topic, outcomes: row.counts })
        }
        _ => None,
    });
    counts.collect()
}
