//! Reading a delivery of cases: two threads read rows, one keeps them in order.

use std::{
    collections::HashMap,
    sync::mpsc::{self, Receiver},
};

use domain::provenance::Provenance;
use jiff::civil::Date;

use super::{
    Delivery, ImportError, ImportOptions, ImportStep, drawn_on,
    gather::{Content, ControlTotals, Gathered, Notes, Variants},
    reduce,
};
use crate::{
    days,
    delivery::{
        CaseColumns, CaseReader, CaseRow, Chunk, Chunks, Column, DeliveryError, Fault, Line,
        Opened, PENDING, SYNTHETIC_NUMBER, Splitter, lines,
    },
    finding::Reason,
};

const THREADS: usize = 2;

/// The accepted rows of a delivery, with the texts they point into.
#[derive(Debug, Default)]
pub(super) struct CaseTable {
    pub rows: Vec<CaseRow>,
    /// The case numbers one after another.
    pub numbers: String,
    /// The lists of codes; the first is empty.
    pub lists: Vec<String>,
}

impl CaseTable {
    /// Returns a row's case number.
    pub fn number(&self, row: &CaseRow) -> &str {
        let start = usize::try_from(row.number_at).expect("the text is in memory");
        &self.numbers[start..start + usize::from(row.number_bytes)]
    }
}

/// Reads, checks and reduces a delivery of cases.
pub(super) fn gather(
    options: &ImportOptions,
    delivery: &Delivery,
    progress: &mut dyn FnMut(ImportStep),
) -> Result<Gathered, ImportError> {
    let mut notes = Notes::default();
    let mut table = TableBuilder::default();
    let mut read = 0;
    for (index, file) in delivery.files.iter().enumerate() {
        notes.unknown_columns(file);
        let total = delivery.bytes;
        let parts = read_file(options, file, &mut |bytes| {
            progress(ImportStep::Reading { read: read + bytes, total });
        })?;
        if parts.iter().all(|part| part.rows_read == 0) {
            return Err(DeliveryError::NoRows { file: file.source.shown() }.into());
        }
        read += file.source.bytes;
        let index = u16::try_from(index).expect("a delivery has at most a thousand files");
        table.add(&delivery.files, index, parts, &mut notes);
    }
    progress(ImportStep::Comparing);
    let mark = if table.is_synthetic { Provenance::Synthetic } else { Provenance::Delivered };
    let mut table = table.table;
    if u32::try_from(table.rows.len()).is_err() {
        return Err(ImportError::TooManyRows { limit: u32::MAX });
    }
    let newest = table.rows.iter().map(|row| row.registered).max().and_then(days::to_date);
    let (drawn_on, basis) = drawn_on(options, newest);
    reject_after_draw(options, delivery, drawn_on, &mut table, &mut notes);
    let cases = reduce::reduce(options, delivery, table, &mut notes);
    Ok(Gathered {
        content: Content::Cases(cases),
        drawn_on,
        basis,
        provenance: delivery.provenance.with(mark),
        rows_read: notes.rows_read,
        rejected: notes.rejected,
        log: notes.log,
        control_totals: ControlTotals::default(),
    })
}

/// The rows of one chunk.
#[derive(Debug, Default)]
struct Part {
    table: CaseTable,
    rows_read: u64,
    rejected: Vec<(u64, Fault)>,
    warnings: Vec<(u64, Fault)>,
    variants: Variants,
    /// A case number is one of our generator.
    is_synthetic: bool,
}

/// Reads a file on two threads, which take chunks in turn; the parts come back in order.
fn read_file(
    options: &ImportOptions,
    file: &Opened,
    on_read: &mut dyn FnMut(u64),
) -> Result<Vec<Part>, DeliveryError> {
    let mut chunks = Chunks::start(&file.source, file.body_at, file.body_line)?;
    std::thread::scope(|scope| {
        let (queues, threads): (Vec<_>, Vec<_>) = (0..THREADS)
            .map(|_| {
                let (queue, work) = mpsc::sync_channel::<Chunk>(2);
                let thread = scope.spawn(move || Worker::new(options, file).read_all(work));
                (queue, thread)
            })
            .unzip();
        while let Some(chunk) = chunks.next()? {
            on_read(chunks.read());
            if queues[chunk.index % THREADS].send(chunk).is_err() {
                // The thread ended at an error. What lies before it is with the threads already.
                break;
            }
        }
        // The threads end when their queues do.
        drop(queues);
        let parts = threads.into_iter().map(|it| it.join().expect("a thread does not panic"));
        in_turn(parts.collect())
    })
}

/// Brings the parts of the threads back into the order of the file; the first error counts.
fn in_turn(threads: Vec<Vec<Result<Part, DeliveryError>>>) -> Result<Vec<Part>, DeliveryError> {
    let mut threads: Vec<_> = threads.into_iter().map(Vec::into_iter).collect();
    let mut parts = Vec::new();
    for turn in (0..THREADS).cycle() {
        match threads[turn].next() {
            Some(part) => parts.push(part?),
            None => break,
        }
    }
    Ok(parts)
}

/// One of the threads that read rows.
struct Worker<'a> {
    file: &'a Opened,
    reader: CaseReader<'a>,
    splitter: Splitter,
    municipality: usize,
}

impl<'a> Worker<'a> {
    fn new(options: &ImportOptions<'a>, file: &'a Opened) -> Self {
        let last_day = options.drawn_on.unwrap_or(options.today);
        Self {
            file,
            reader: CaseReader::new(CaseColumns::of(file), options.topics, last_day),
            splitter: Splitter::new(file.delimiter),
            municipality: file.place(Column::Municipality).expect("a required column"),
        }
    }

    /// Reads chunks up to the first that cannot be read.
    fn read_all(mut self, work: Receiver<Chunk>) -> Vec<Result<Part, DeliveryError>> {
        let mut parts = Vec::new();
        for chunk in work {
            let part = self.read(chunk);
            let is_last = part.is_err();
            parts.push(part);
            if is_last {
                break;
            }
        }
        parts
    }

    fn read(&mut self, chunk: Chunk) -> Result<Part, DeliveryError> {
        let (first_line, open_line) = (chunk.first_line, chunk.open_line);
        let text = chunk
            .into_text(self.file.source.encoding)
            .ok_or_else(|| DeliveryError::Changed { file: self.file.source.shown() })?;
        let mut part = Part::default();
        let mut lists = Lists::default();
        for line in lines(&text, first_line, open_line) {
            part.rows_read += 1;
            self.read_line(line, &mut part, &mut lists)?;
        }
        part.table.lists = lists.texts;
        Ok(part)
    }

    fn read_line(
        &mut self,
        line: Line,
        part: &mut Part,
        lists: &mut Lists,
    ) -> Result<(), DeliveryError> {
        let cells = self.splitter.split(line.text);
        let cells = cells.map_err(|_| self.file.unclosed_quote(line))?;
        let is_open = line.is_open;
        let line = line.number;
        if is_open {
            part.warnings.push((line, (Reason::LastLineOpen, None)));
        }
        let case = match self.reader.read(cells, line) {
            Ok(case) => case,
            Err(fault) if is_open && self.file.may_be_cut(fault) => {
                return Err(self.file.cut(line));
            }
            Err(fault) => {
                part.rejected.push((line, fault));
                return Ok(());
            }
        };
        part.warnings.extend(case.warnings.into_iter().flatten().map(|fault| (line, fault)));
        if case.variant {
            part.variants.add(cells.get(self.municipality), line);
        }
        part.is_synthetic |= case.number.starts_with(SYNTHETIC_NUMBER);
        let mut row = case.row;
        row.number_at = part.table.numbers.len() as u64;
        row.reasons = lists.number(case.reasons);
        row.errors = lists.number(case.errors);
        part.table.numbers.push_str(case.number);
        part.table.rows.push(row);
        Ok(())
    }
}

/// Lists of codes, each kept once; number 0 is the empty one.
#[derive(Debug)]
pub(super) struct Lists {
    numbers: HashMap<String, u32>,
    pub texts: Vec<String>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { numbers: HashMap::new(), texts: vec![String::new()] }
    }
}

impl Lists {
    /// Returns the number of a list.
    pub fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).expect("a row has at most two lists");
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }
}

/// Puts the parts of the files together.
#[derive(Debug, Default)]
struct TableBuilder {
    table: CaseTable,
    lists: Lists,
    is_synthetic: bool,
}

impl TableBuilder {
    fn add(&mut self, files: &[Opened], file: u16, parts: Vec<Part>, notes: &mut Notes) {
        let mut variants = Variants::default();
        let rows = parts.iter().map(|part| part.table.rows.len()).sum();
        self.table.rows.reserve(rows);
        for part in parts {
            notes.rows_read += part.rows_read;
            self.is_synthetic |= part.is_synthetic;
            for (line, fault) in part.rejected {
                notes.reject(files, file, line, fault);
            }
            for (line, fault) in part.warnings {
                notes.warn(files, file, line, fault);
            }
            variants.merge(part.variants);
            self.append(file, part.table);
        }
        notes.variants(&files[usize::from(file)], &variants);
        self.table.lists.clone_from(&self.lists.texts);
    }

    fn append(&mut self, file: u16, part: CaseTable) {
        let base = self.table.numbers.len() as u64;
        self.table.numbers.push_str(&part.numbers);
        let numbers: Vec<u32> = part.lists.iter().map(|list| self.lists.number(list)).collect();
        let moved = part.rows.into_iter().map(|mut row| {
            row.file = file;
            row.number_at += base;
            row.reasons = numbers[row.reasons as usize];
            row.errors = numbers[row.errors as usize];
            row
        });
        self.table.rows.extend(moved);
    }
}

/// Rejects what lies after the draw. Where the day of the draw follows from the delivery itself, it
/// is known only now.
fn reject_after_draw(
    options: &ImportOptions,
    delivery: &Delivery,
    drawn_on: Date,
    table: &mut CaseTable,
    notes: &mut Notes,
) {
    if options.drawn_on.is_some() {
        return;
    }
    let last = days::from_date(drawn_on);
    table.rows.retain(|row| {
        let after = |day: i32| day != PENDING && day > last;
        let fault = if after(row.received) {
            (Reason::DateOutOfRange, Some(Column::ReceivedOn))
        } else if after(row.decided) {
            (Reason::DateOutOfRange, Some(Column::DecidedOn))
        } else if after(row.reopened) {
            (Reason::DateOutOfRange, Some(Column::ReopenedOn))
        } else if row.decided == PENDING && !is_topic_valid(options, row, drawn_on) {
            (Reason::TopicNotValid, Some(Column::Topic))
        } else {
            return true;
        };
        notes.reject(&delivery.files, row.file, row.line, fault);
        false
    });
}

fn is_topic_valid(options: &ImportOptions, row: &CaseRow, drawn_on: Date) -> bool {
    let topic = options.topics.get(row.topic).expect("a topic that was found is in the list");
    let received = days::to_date(row.received).expect("a day that was read is in the calendar");
    topic.is_valid_within(received, drawn_on)
}
