//! A case and a part-decision on their way into a snapshot and between files.

use domain::{extended::ExtendedOutcome, outcome::Outcome, period::Quarter};
use jiff::civil::Date;

use crate::{
    days,
    delivery::PENDING,
    spill::{Cursor, Frame, push_frame},
};

/// A day of a year takes so many bits.
const DAY_BITS: u32 = 9;

/// Returns the number an outcome has in files; it never changes. 0 is none.
pub(crate) const fn outcome_number(outcome: Option<Outcome>) -> u8 {
    match outcome {
        Some(Outcome::Changed) => 1,
        Some(Outcome::Remitted) => 2,
        Some(Outcome::Upheld) => 3,
        Some(Outcome::Dismissed) => 4,
        None => 0,
    }
}

pub(crate) const fn outcome_of(number: u8) -> Option<Outcome> {
    match number {
        1 => Some(Outcome::Changed),
        2 => Some(Outcome::Remitted),
        3 => Some(Outcome::Upheld),
        4 => Some(Outcome::Dismissed),
        _ => None,
    }
}

/// Returns the number an extended outcome has in files; it never changes. 0 is none.
pub(super) const fn extended_number(outcome: Option<ExtendedOutcome>) -> u8 {
    match outcome {
        Some(ExtendedOutcome::FullyReversed) => 1,
        Some(ExtendedOutcome::PartlyReversed) => 2,
        Some(ExtendedOutcome::Upheld) => 3,
        Some(ExtendedOutcome::Dismissed) => 4,
        None => 0,
    }
}

pub(crate) const fn extended_of(number: u8) -> Option<ExtendedOutcome> {
    match number {
        1 => Some(ExtendedOutcome::FullyReversed),
        2 => Some(ExtendedOutcome::PartlyReversed),
        3 => Some(ExtendedOutcome::Upheld),
        4 => Some(ExtendedOutcome::Dismissed),
        _ => None,
    }
}

/// One case as it stands in a file. Days count from 1970; [`PENDING`] is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StoredCase<'a> {
    pub number: &'a str,
    pub municipality: u16,
    pub topic: u16,
    pub received: i32,
    pub decided: i32,
    pub outcome: Option<Outcome>,
    pub extended: Option<ExtendedOutcome>,
    pub registered: i32,
    pub reopened: i32,
    pub deadline: i32,
    /// How many parts the case is made of; 0 where it came without part numbers, so that nothing but
    /// the case itself lies behind it.
    pub parts: u8,
    pub reasons: &'a str,
    pub errors: &'a str,
}

impl<'a> StoredCase<'a> {
    /// Returns what cases are ordered by before their numbers: quarter of decision (pending last),
    /// municipality, topic, outcome, day in the year.
    fn key(&self) -> u64 {
        let day = self.decided_on();
        let quarter = day.map_or(u16::MAX, |day| days::quarter_number(Quarter::of(day)));
        let day_of_year = day.map_or(0, |day| day.day_of_year().cast_unsigned());
        let last = u16::from(outcome_number(self.outcome)) << DAY_BITS | day_of_year;
        let parts = [quarter, self.municipality, self.topic, last];
        parts.into_iter().fold(0, |key, part| key << 16 | u64::from(part))
    }

    fn decided_on(&self) -> Option<Date> {
        let day = || days::to_date(self.decided).expect("a day that was read is a date");
        (self.decided != PENDING).then(day)
    }

    /// Returns the number of the quarter of the decision; `None` while the case is pending.
    pub fn quarter(&self) -> Option<u16> {
        self.decided_on().map(|day| days::quarter_number(Quarter::of(day)))
    }

    /// Returns the whole weeks from receipt, or from the reopening of a reopened case, to the
    /// decision; `None` while the case is pending.
    pub fn weeks(&self) -> Option<u16> {
        let from = if self.reopened == PENDING { self.received } else { self.reopened };
        let days = (self.decided != PENDING).then(|| self.decided.saturating_sub(from).max(0))?;
        Some(u16::try_from(days / 7).unwrap_or(u16::MAX))
    }

    /// Appends the case as a frame; frames are ordered as the cases of a file are.
    pub fn push(&self, out: &mut Vec<u8>) {
        push_frame(out, self.key(), self.number, |out| {
            let days = [self.received, self.decided, self.registered, self.reopened, self.deadline];
            for day in days {
                out.extend_from_slice(&day.to_le_bytes());
            }
            let extended = extended_number(self.extended);
            out.extend_from_slice(&[outcome_number(self.outcome), extended, self.parts]);
            Cursor::push_text(out, self.reasons);
            Cursor::push_text(out, self.errors);
        });
    }

    /// Reads a frame that [`push`](Self::push) wrote.
    #[expect(clippy::cast_possible_truncation, reason = "the key is four numbers side by side")]
    pub fn of(frame: Frame<'a>) -> Self {
        let mut rest = Cursor(frame.rest);
        Self {
            number: frame.text(),
            municipality: (frame.key >> 32) as u16,
            topic: (frame.key >> 16) as u16,
            received: rest.day(),
            decided: rest.day(),
            registered: rest.day(),
            reopened: rest.day(),
            deadline: rest.day(),
            outcome: outcome_of(rest.byte()),
            extended: extended_of(rest.byte()),
            parts: rest.byte(),
            reasons: rest.text(),
            errors: rest.text(),
        }
    }
}

/// The newest registration of one part of a case, or of the case as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StoredPart<'a> {
    pub number: &'a str,
    /// 0 for the case as a whole.
    pub part: u16,
    /// Whether the case is made of it. Where a case came as a whole and in parts, only the newer
    /// counts; the other is kept for later deliveries to be compared with.
    pub stands: bool,
    pub municipality: u16,
    pub topic: u16,
    pub received: i32,
    pub decided: i32,
    pub outcome: Option<Outcome>,
    pub registered: i32,
    pub reopened: i32,
    pub deadline: i32,
    pub reasons: &'a str,
    pub errors: &'a str,
}

impl<'a> StoredPart<'a> {
    /// Appends the part as a frame; frames are ordered by case number and part.
    pub fn push(&self, out: &mut Vec<u8>) {
        push_frame(out, 0, self.number, |out| {
            // The great end first, so that bytes are in the order of numbers.
            out.extend_from_slice(&self.part.to_be_bytes());
            out.extend_from_slice(&[u8::from(self.stands), outcome_number(self.outcome)]);
            out.extend_from_slice(&self.municipality.to_le_bytes());
            out.extend_from_slice(&self.topic.to_le_bytes());
            let days = [self.received, self.decided, self.registered, self.reopened, self.deadline];
            for day in days {
                out.extend_from_slice(&day.to_le_bytes());
            }
            Cursor::push_text(out, self.reasons);
            Cursor::push_text(out, self.errors);
        });
    }

    /// Reads a frame that [`push`](Self::push) wrote.
    pub fn of(frame: Frame<'a>) -> Self {
        let mut rest = Cursor(frame.rest);
        Self {
            number: frame.text(),
            part: u16::from_be_bytes(rest.take()),
            stands: rest.byte() == 1,
            outcome: outcome_of(rest.byte()),
            municipality: rest.code(),
            topic: rest.code(),
            received: rest.day(),
            decided: rest.day(),
            registered: rest.day(),
            reopened: rest.day(),
            deadline: rest.day(),
            reasons: rest.text(),
            errors: rest.text(),
        }
    }
}

/// Returns a day for a column that may be empty.
pub(super) fn optional(day: i32) -> Option<i32> {
    (day != PENDING).then_some(day)
}

/// Returns a list of codes for a column that may be empty.
pub(super) fn list(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
