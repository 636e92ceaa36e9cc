//! Reading a delivery of cases: two threads read rows, one keeps them in order.

use std::{collections::HashMap, sync::mpsc};

use jiff::civil::Date;

use super::{
    Delivery, ImportError, ImportOptions, ImportStep, drawn_on,
    gather::{Content, ControlTotals, Gathered, Notes, Variants},
    reduce,
};
use crate::{
    days,
    delivery::{
        CaseColumns, CaseReader, CaseRow, Chunk, Chunks, Column, DeliveryError, Fault, Opened,
        PENDING, Splitter, lines,
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
        read += file.source.bytes;
        let index = u16::try_from(index).expect("a delivery has at most a thousand files");
        table.add(&delivery.files, index, parts, &mut notes);
    }
    progress(ImportStep::Comparing);
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
                let thread = scope.spawn(move || {
                    let mut worker = Worker::new(options, file);
                    work.into_iter().map(|chunk| worker.read(chunk)).collect::<Vec<_>>()
                });
                (queue, thread)
            })
            .unzip();
        while let Some(chunk) = chunks.next()? {
            on_read(chunks.read());
            queues[chunk.index % THREADS].send(chunk).expect("a thread lives while it has work");
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

    fn read(&mut self, chunk: Chunk) -> Result<Part, DeliveryError> {
        let (first_line, ends_open) = (chunk.first_line, chunk.ends_open);
        let text = chunk
            .into_text(self.file.source.encoding)
            .ok_or_else(|| DeliveryError::Changed { file: self.file.source.shown() })?;
        let mut part = Part::default();
        let mut lists = Lists::default();
        let mut last_line = 0;
        for (line, text) in lines(&text, first_line) {
            part.rows_read += 1;
            last_line = line;
            self.read_line(line, text, &mut part, &mut lists)?;
        }
        if ends_open && part.rejected.last().is_some_and(|(line, _)| *line == last_line) {
            let file = self.file.source.shown();
            return Err(DeliveryError::Cut { file, line: last_line });
        }
        part.table.lists = lists.texts;
        Ok(part)
    }

    fn read_line(
        &mut self,
        line: u64,
        text: &str,
        part: &mut Part,
        lists: &mut Lists,
    ) -> Result<(), DeliveryError> {
        let cells = self.splitter.split(text).map_err(|_| DeliveryError::UnclosedQuote {
            file: self.file.source.shown(),
            line,
            limit: self.file.source.max_line_bytes,
        })?;
        let case = match self.reader.read(cells, line) {
            Ok(case) => case,
            Err(fault) => {
                part.rejected.push((line, fault));
                return Ok(());
            }
        };
        part.warnings.extend(case.warning.map(|fault| (line, fault)));
        if case.variant {
            part.variants.add(cells.get(self.municipality), line);
        }
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
}

impl TableBuilder {
    fn add(&mut self, files: &[Opened], file: u16, parts: Vec<Part>, notes: &mut Notes) {
        let mut variants = Variants::default();
        let rows = parts.iter().map(|part| part.table.rows.len()).sum();
        self.table.rows.reserve(rows);
        for part in parts {
            notes.rows_read += part.rows_read;
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
