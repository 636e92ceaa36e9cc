//! A row of a case on its way from the delivery, or from the state it is laid on, to its case.

use domain::outcome::Outcome;

use crate::{
    delivery::CaseRow,
    snapshot::{StoredCase, StoredPart, outcome_number, outcome_of},
    spill::{Cursor, Frame, push_frame},
};

/// How a row came here. Of two registrations on one day the later of these counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// A row of the state that the delivery is laid on, which another one replaced there.
    KnownReplaced,
    /// A row that stands there.
    KnownStanding,
    /// A row of the delivery, with its file and line; the later one counts.
    Delivered { file: u16, line: u64 },
}

/// One registration of a case or a part of one. Days count from 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub number: &'a str,
    pub origin: Origin,
    /// 0 when the row has no part number.
    pub part: u16,
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

impl<'a> Row<'a> {
    /// Appends the row as a frame under the hash of its case number.
    pub fn push(&self, out: &mut Vec<u8>, hash: u64) {
        push_frame(out, hash, self.number, |out| {
            let (origin, file, line) = match self.origin {
                Origin::KnownReplaced => (0, 0, 0),
                Origin::KnownStanding => (1, 0, 0),
                Origin::Delivered { file, line } => (2, file, line),
            };
            out.extend_from_slice(&[origin, outcome_number(self.outcome)]);
            out.extend_from_slice(&line.to_le_bytes());
            for code in [file, self.part, self.municipality, self.topic] {
                out.extend_from_slice(&code.to_le_bytes());
            }
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
        let (origin, outcome) = (rest.byte(), rest.byte());
        let line = u64::from_le_bytes(rest.take());
        let file = rest.code();
        Self {
            number: frame.text(),
            origin: match origin {
                0 => Origin::KnownReplaced,
                1 => Origin::KnownStanding,
                _ => Origin::Delivered { file, line },
            },
            part: rest.code(),
            municipality: rest.code(),
            topic: rest.code(),
            received: rest.day(),
            decided: rest.day(),
            outcome: outcome_of(outcome),
            registered: rest.day(),
            reopened: rest.day(),
            deadline: rest.day(),
            reasons: rest.text(),
            errors: rest.text(),
        }
    }

    /// Makes a row of one that was read from a file.
    pub fn delivered(row: &CaseRow, file: u16, [number, reasons, errors]: [&'a str; 3]) -> Self {
        Self {
            number,
            origin: Origin::Delivered { file, line: row.line },
            part: row.part,
            municipality: row.municipality.number(),
            topic: row.topic.number(),
            received: row.received,
            decided: row.decided,
            outcome: row.outcome,
            registered: row.registered,
            reopened: row.reopened,
            deadline: row.deadline,
            reasons,
            errors,
        }
    }

    /// Makes a row of a case of the state that the delivery is laid on, which came without parts.
    pub const fn known(case: &StoredCase<'a>) -> Self {
        Self {
            number: case.number,
            origin: Origin::KnownStanding,
            part: 0,
            municipality: case.municipality,
            topic: case.topic,
            received: case.received,
            decided: case.decided,
            outcome: case.outcome,
            registered: case.registered,
            reopened: case.reopened,
            deadline: case.deadline,
            reasons: case.reasons,
            errors: case.errors,
        }
    }

    /// Makes a row of one behind a case that came in parts.
    pub const fn behind(part: &StoredPart<'a>) -> Self {
        Self {
            number: part.number,
            origin: if part.stands { Origin::KnownStanding } else { Origin::KnownReplaced },
            part: part.part,
            municipality: part.municipality,
            topic: part.topic,
            received: part.received,
            decided: part.decided,
            outcome: part.outcome,
            registered: part.registered,
            reopened: part.reopened,
            deadline: part.deadline,
            reasons: part.reasons,
            errors: part.errors,
        }
    }

    /// Returns the row as it is kept behind its case.
    pub const fn part(&self, stands: bool) -> StoredPart<'a> {
        StoredPart {
            number: self.number,
            part: self.part,
            stands,
            municipality: self.municipality,
            topic: self.topic,
            received: self.received,
            decided: self.decided,
            outcome: self.outcome,
            registered: self.registered,
            reopened: self.reopened,
            deadline: self.deadline,
            reasons: self.reasons,
            errors: self.errors,
        }
    }

    /// Returns the case that the row alone makes.
    pub fn case(&self) -> StoredCase<'a> {
        let extended =
            self.outcome.map(|outcome| domain::extended::ExtendedOutcome::of(outcome, &[]));
        StoredCase {
            number: self.number,
            municipality: self.municipality,
            topic: self.topic,
            received: self.received,
            decided: self.decided,
            outcome: self.outcome,
            extended,
            registered: self.registered,
            reopened: self.reopened,
            deadline: self.deadline,
            parts: u8::from(self.part > 0),
            reasons: self.reasons,
            errors: self.errors,
        }
    }
}
