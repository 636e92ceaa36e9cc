//! Reading a flow table.

use std::collections::BTreeMap;

use domain::flow::{Flow, FlowFigures, FlowKey};
use jiff::civil::Date;

use super::{
    Delivery, ImportError, ImportStep, drawn_on,
    gather::{Contents, ControlTotals, Gathered, Job, Notes, Variants},
    onto,
    rejected::{self, Rejected, RejectedFile, path_in},
};
use crate::{
    delivery::{
        Chunk, Chunks, Column, DeliveryError, FlowColumns, Line, Opened, Splitter, lines, read_flow,
    },
    finding::Reason,
    snapshot::{DrawnOnBasis, FLOW, write_flow},
};

/// A month of every category, area and municipality has a few thousand rows.
const MAX_ROWS: u32 = 5_000_000;

/// The figures of a row and where it stands.
#[derive(Clone, Copy, Debug)]
struct Placed {
    figures: FlowFigures,
    file: u16,
    line: u64,
}

/// The rows by what they are about.
type Rows = BTreeMap<FlowKey, Vec<Placed>>;

/// Reads, checks, compares and writes a flow table.
pub(super) fn gather(
    job: Job,
    progress: &mut dyn FnMut(ImportStep),
) -> Result<Gathered, ImportError> {
    let delivery = job.delivery;
    let (drawn_on, basis) = drawn_on(job, None);
    let mut notes = Notes::default();
    if basis == DrawnOnBasis::DayOfImport {
        notes.log.add("", 0, None, Reason::DrawDateNotGiven);
    }
    let mut rows = Rows::new();
    let mut rejected = Vec::new();
    let mut read = 0;
    for (index, file) in (0..).zip(&delivery.files) {
        notes.unknown_columns(file);
        let mut reading = Reading::new(&delivery.files, index, drawn_on);
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
    let flows = once_each(delivery, rows, &mut rejected, &mut notes);
    progress(ImportStep::Writing);
    let mut file = RejectedFile::new(path_in(&job.stage.path("")));
    rejected::copy(&delivery.files, rejected, &mut file)?;
    file.finish()?;
    let flows = onto::flows(job, flows)?;
    write_flow(&job.stage.data(FLOW), &flows)?;
    let contents =
        Contents { files: vec![FLOW], count_rows: Some(flows.len() as u64), ..Contents::default() };
    let provenance = job.provenance(delivery.provenance);
    let control_totals = ControlTotals::default();
    Ok(Gathered { contents, drawn_on, basis, provenance, notes, control_totals })
}

/// One file being read.
struct Reading<'a> {
    files: &'a [Opened],
    index: u16,
    columns: FlowColumns,
    drawn_on: Date,
    splitter: Splitter,
    variants: Variants,
}

impl<'a> Reading<'a> {
    fn new(files: &'a [Opened], index: u16, drawn_on: Date) -> Self {
        let file = &files[usize::from(index)];
        let (columns, splitter) = (FlowColumns::of(file), Splitter::new(file.delimiter));
        Self { files, index, columns, drawn_on, splitter, variants: Variants::default() }
    }

    fn read(
        &mut self,
        chunk: Chunk,
        rows: &mut Rows,
        rejected: &mut Vec<Rejected>,
        notes: &mut Notes,
    ) -> Result<(), ImportError> {
        let file = &self.files[usize::from(self.index)];
        let (first_line, open_line) = (chunk.first_line, chunk.open_line);
        let text = chunk
            .into_text(file.source.encoding)
            .ok_or_else(|| DeliveryError::Changed { file: file.source.shown() })?;
        for line in lines(&text, first_line, open_line) {
            notes.rows_read += 1;
            if notes.rows_read > u64::from(MAX_ROWS) {
                return Err(ImportError::TooManyRows { limit: MAX_ROWS });
            }
            self.read_line(line, rows, rejected, notes)?;
        }
        Ok(())
    }

    fn read_line(
        &mut self,
        line: Line,
        rows: &mut Rows,
        rejected: &mut Vec<Rejected>,
        notes: &mut Notes,
    ) -> Result<(), DeliveryError> {
        let file = &self.files[usize::from(self.index)];
        let cells = self.splitter.split(line.text).map_err(|_| file.unclosed_quote(line))?;
        let (line, is_open) = (line.number, line.is_open);
        if is_open {
            notes.warn(self.files, self.index, line, (Reason::LastLineOpen, None));
        }
        let read = match read_flow(self.columns, cells, self.drawn_on) {
            Ok(read) => read,
            Err(fault) if is_open && file.may_be_cut(fault) => return Err(file.cut(line)),
            Err(fault) => {
                rejected.push(Rejected { file: self.index, line, reason: fault.0 });
                notes.reject(self.files, self.index, line, fault);
                return Ok(());
            }
        };
        if read.variant {
            let place = file.place(Column::Municipality).expect("it was read");
            self.variants.add(cells.get(place), line);
        }
        let placed = Placed { figures: read.flow.figures, file: self.index, line };
        rows.entry(read.flow.key).or_default().push(placed);
        Ok(())
    }
}

/// Keeps each month of a series once. Rows that agree are one; where they differ, nobody can say
/// which is right, and all of them are rejected.
fn once_each(
    delivery: &Delivery,
    rows: Rows,
    rejected: &mut Vec<Rejected>,
    notes: &mut Notes,
) -> Vec<Flow> {
    let mut kept: Vec<Flow> = Vec::with_capacity(rows.len());
    for (key, same) in rows {
        let (first, others) = same.split_first().expect("a key has a row");
        if others.iter().any(|row| row.figures != first.figures) {
            for row in &same {
                let reason = Reason::RowsConflict;
                rejected.push(Rejected { file: row.file, line: row.line, reason });
                notes.reject(&delivery.files, row.file, row.line, (reason, None));
            }
            continue;
        }
        for row in others {
            notes.warn(&delivery.files, row.file, row.line, (Reason::RowRepeated, None));
        }
        let before = kept.last().filter(|before| key.follows(&before.key));
        if before.is_some_and(|before| !first.figures.continues(&before.figures)) {
            let fault = (Reason::PendingDiffers, Some(Column::Pending));
            notes.warn(&delivery.files, first.file, first.line, fault);
        }
        kept.push(Flow { key, figures: first.figures });
    }
    kept
}
