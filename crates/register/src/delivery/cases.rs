//! Rows at case level: reading and checking them one by one.

use std::collections::HashMap;

use domain::{
    municipality::MunicipalityCode,
    outcome::Outcome,
    place::Place,
    topic::{TopicCode, TopicMatch, Topics},
};
use jiff::civil::Date;

use super::{
    Column, Opened, date,
    table::{Cells, is_no_value},
};
use crate::{days, finding::Reason};

/// The day of something that has not happened.
pub(crate) const PENDING: i32 = i32::MAX;
/// The longest case number in bytes.
const MAX_NUMBER_BYTES: usize = 64;
/// The longest code of a reason or an error in bytes.
const MAX_CODE_BYTES: usize = 32;
/// How many different texts are remembered; a hostile file may hold a new one in each row.
const MEMORY: usize = 10_000;

/// One registration of a case or a part of one. Days count from 1970; [`PENDING`] is no day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CaseRow {
    pub line: u64,
    /// A hash of the case number, the same in every run.
    pub hash: u64,
    pub received: i32,
    pub decided: i32,
    pub registered: i32,
    pub reopened: i32,
    pub deadline: i32,
    pub municipality: MunicipalityCode,
    pub topic: TopicCode,
    /// 0 when the case has no part numbers.
    pub part: u16,
    pub outcome: Option<Outcome>,
}

/// Where the columns of a file at case level stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CaseColumns {
    number: usize,
    municipality: usize,
    law: usize,
    topic: usize,
    received: usize,
    decided: usize,
    outcome: usize,
    registered: usize,
    part: Option<usize>,
    reopened: Option<usize>,
    deadline: Option<usize>,
    reasons: Option<usize>,
    errors: Option<usize>,
    count: usize,
}

impl CaseColumns {
    /// Returns where the columns of a file stand.
    pub fn of(file: &Opened) -> Self {
        let needed = |column| file.place(column).expect("a form has its required columns");
        Self {
            number: needed(Column::CaseNumber),
            municipality: needed(Column::Municipality),
            law: needed(Column::Law),
            topic: needed(Column::Topic),
            received: needed(Column::ReceivedOn),
            decided: needed(Column::DecidedOn),
            outcome: needed(Column::Outcome),
            registered: needed(Column::RegisteredOn),
            part: file.place(Column::PartNumber),
            reopened: file.place(Column::ReopenedOn),
            deadline: file.place(Column::StatutoryDeadline),
            reasons: file.place(Column::ReversalReasons),
            errors: file.place(Column::FormalErrors),
            count: file.header.len(),
        }
    }
}

/// A fault of a row: why, and in which column.
pub(crate) type Fault = (Reason, Option<Column>);

/// What a row says, before its texts are stored.
#[derive(Debug)]
pub(crate) struct ReadCase<'c> {
    pub row: CaseRow,
    pub number: &'c str,
    /// The lists of codes, as they stand in the row.
    pub reasons: &'c str,
    pub errors: &'c str,
    /// What does not keep the row out.
    pub warnings: [Option<Fault>; 3],
    /// The municipality is spelled otherwise than by Danmarks Statistik.
    pub variant: bool,
}

/// Reads and checks rows. It remembers the places, topics and outcomes it has met.
#[derive(Debug)]
pub(crate) struct CaseReader<'t> {
    columns: CaseColumns,
    topics: &'t Topics,
    /// The first and the last day a date may have.
    days: (Date, Date),
    places: HashMap<String, Option<Place>>,
    topic_matches: HashMap<String, Option<TopicCode>>,
    outcomes: HashMap<String, Option<Outcome>>,
    key: String,
}

impl<'t> CaseReader<'t> {
    /// Makes a reader; no date may lie after `last_day`.
    pub fn new(columns: CaseColumns, topics: &'t Topics, last_day: Date) -> Self {
        Self {
            columns,
            topics,
            days: (date::FIRST_DAY, last_day),
            places: HashMap::new(),
            topic_matches: HashMap::new(),
            outcomes: HashMap::new(),
            key: String::new(),
        }
    }

    /// Reads a row, or says what is wrong with it; the first fault decides.
    pub fn read<'c>(&mut self, cells: Cells<'c>, line: u64) -> Result<ReadCase<'c>, Fault> {
        let columns = self.columns;
        if cells.len() != columns.count {
            let few = cells.len() < columns.count;
            let reason = if few { Reason::TooFewCells } else { Reason::TooManyCells };
            return Err((reason, None));
        }
        let number = case_number(cells.get(columns.number))?;
        let (municipality, variant) = self.municipality(cells.get(columns.municipality))?;
        let topic = self.topic(cells.get(columns.law), cells.get(columns.topic))?;
        let row = CaseRow {
            line,
            hash: number_hash(number),
            received: self.day(cells.get(columns.received), Column::ReceivedOn)?,
            decided: self.optional_day(cells, Some(columns.decided), Column::DecidedOn)?,
            registered: self.day(cells.get(columns.registered), Column::RegisteredOn)?,
            reopened: self.optional_day(cells, columns.reopened, Column::ReopenedOn)?,
            deadline: deadline(cells, columns.deadline)?,
            municipality,
            topic,
            part: part_number(cells, columns.part)?,
            outcome: self.outcome(cells.get(columns.outcome))?,
        };
        check_order(&row)?;
        self.check_topic(&row)?;
        let (reasons, bad_reasons) = codes(cells, columns.reasons, Column::ReversalReasons);
        let (errors, bad_errors) = codes(cells, columns.errors, Column::FormalErrors);
        let early = (row.decided != PENDING && row.registered < row.decided)
            .then_some((Reason::RegisteredBeforeDecided, Some(Column::RegisteredOn)));
        let warnings = [early, bad_reasons, bad_errors];
        Ok(ReadCase { row, number, reasons, errors, warnings, variant })
    }

    fn municipality(&mut self, text: &str) -> Result<(MunicipalityCode, bool), Fault> {
        let column = Some(Column::Municipality);
        let place = remembered(&mut self.places, text, || Place::parse(text));
        match place {
            Some(Place::Municipality(code)) => Ok((code, false)),
            Some(Place::Variant(code)) => Ok((code, true)),
            Some(_) => Err((Reason::NotAMunicipality, column)),
            None => Err((Reason::MunicipalityUnknown, column)),
        }
    }

    fn topic(&mut self, law: &str, name: &str) -> Result<TopicCode, Fault> {
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        key.push_str(law);
        key.push('\n');
        key.push_str(name);
        let topics = self.topics;
        let found = remembered(&mut self.topic_matches, &key, || {
            // Without its law a name may be ambiguous, and this form always has the law.
            match (law.is_empty(), topics.find(law, name)) {
                (false, Some(TopicMatch::Topic(code))) => Some(code),
                _ => None,
            }
        });
        self.key = key;
        found.ok_or((Reason::TopicUnknown, Some(Column::Topic)))
    }

    fn outcome(&mut self, text: &str) -> Result<Option<Outcome>, Fault> {
        if text.is_empty() {
            return Ok(None);
        }
        let outcome = remembered(&mut self.outcomes, text, || Outcome::parse(text));
        outcome.map(Some).ok_or((Reason::OutcomeUnknown, Some(Column::Outcome)))
    }

    fn day(&self, text: &str, column: Column) -> Result<i32, Fault> {
        let day = date::parse(text).ok_or((Reason::DateUnreadable, Some(column)))?;
        if day < self.days.0 || day > self.days.1 {
            return Err((Reason::DateOutOfRange, Some(column)));
        }
        Ok(days::from_date(day))
    }

    fn optional_day(&self, cells: Cells, at: Option<usize>, column: Column) -> Result<i32, Fault> {
        match at.map(|at| cells.get(at)) {
            None | Some("") => Ok(PENDING),
            Some(text) => self.day(text, column),
        }
    }

    /// A pending case may be decided under the topic until the last day there is.
    fn check_topic(&self, row: &CaseRow) -> Result<(), Fault> {
        let topic = self.topics.get(row.topic).expect("a topic that was found is in the list");
        if topic.valid_from.is_none() && topic.valid_to.is_none() {
            return Ok(());
        }
        let day = |days| days::to_date(days).expect("a day that was read is in the calendar");
        let last = if row.decided == PENDING { self.days.1 } else { day(row.decided) };
        if topic.is_valid_within(day(row.received), last) {
            return Ok(());
        }
        Err((Reason::TopicNotValid, Some(Column::Topic)))
    }
}

/// Looks a text up, or finds out and remembers it while there is room.
fn remembered<T: Copy>(
    memory: &mut HashMap<String, T>,
    text: &str,
    find_out: impl FnOnce() -> T,
) -> T {
    if let Some(known) = memory.get(text) {
        return *known;
    }
    let found = find_out();
    if memory.len() < MEMORY {
        memory.insert(text.to_owned(), found);
    }
    found
}

fn case_number(text: &str) -> Result<&str, Fault> {
    match text.len() {
        0 => Err((Reason::CaseNumberMissing, Some(Column::CaseNumber))),
        _ if is_no_value(text) => Err((Reason::CellIsNoValue, Some(Column::CaseNumber))),
        1..=MAX_NUMBER_BYTES => Ok(text),
        _ => Err((Reason::CaseNumberTooLong, Some(Column::CaseNumber))),
    }
}

fn part_number(cells: Cells, at: Option<usize>) -> Result<u16, Fault> {
    let text = at.map_or("", |at| cells.get(at));
    if text.is_empty() {
        return Ok(0);
    }
    let only_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = only_digits.then(|| text.parse::<u16>().ok()).flatten();
    let fault = (Reason::PartNumberUnreadable, Some(Column::PartNumber));
    number.filter(|number| *number > 0).ok_or(fault)
}

/// A statutory deadline may lie ahead of the draw, so only its form is checked.
fn deadline(cells: Cells, at: Option<usize>) -> Result<i32, Fault> {
    let text = at.map_or("", |at| cells.get(at));
    if text.is_empty() {
        return Ok(PENDING);
    }
    let day = date::parse(text);
    day.map(days::from_date).ok_or((Reason::DateUnreadable, Some(Column::StatutoryDeadline)))
}

fn check_order(row: &CaseRow) -> Result<(), Fault> {
    if (row.decided == PENDING) != row.outcome.is_none() {
        let column = if row.decided == PENDING { Column::DecidedOn } else { Column::Outcome };
        return Err((Reason::HalfDecided, Some(column)));
    }
    if row.decided < row.received {
        return Err((Reason::DecidedBeforeReceived, Some(Column::DecidedOn)));
    }
    if row.reopened < row.received {
        return Err((Reason::ReopenedBeforeReceived, Some(Column::ReopenedOn)));
    }
    if row.reopened != PENDING && row.decided < row.reopened {
        return Err((Reason::DecidedBeforeReopened, Some(Column::DecidedOn)));
    }
    Ok(())
}

/// Returns a list of codes, or nothing and a warning when it is not one: it may be free text.
fn codes(cells: Cells<'_>, at: Option<usize>, column: Column) -> (&str, Option<Fault>) {
    let text = at.map_or("", |at| cells.get(at));
    let is_code = |code: &str| {
        (1..=MAX_CODE_BYTES).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    if text.is_empty() || (text.split('|').all(is_code) && !is_no_value(text)) {
        return (text, None);
    }
    ("", Some((Reason::CodesUnreadable, Some(column))))
}

/// Returns a hash of a case number: FNV-1a with a final mix; the same in every run, and only to bring
/// equal numbers together.
pub(crate) fn number_hash(text: &str) -> u64 {
    let folded = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (folded ^ (folded >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^ (mixed >> 32)
}
