//! The rows of a made-up case, in our own schema.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use domain::{outcome::Outcome, topic::Topics};

use super::{
    SyntheticOptions,
    length::{DEADLINE_DAYS, has_deadline},
    year::MadeCase,
};
use crate::{
    days,
    delivery::{SYNTHETIC_MARK, SYNTHETIC_NUMBER},
};

const HEADER: &str = "case_number;municipality;law;topic;received_on;decided_on;outcome;\
    registered_on;part_number;reopened_on;statutory_deadline;reversal_reasons;formal_errors";

/// Writes cases as rows.
pub(super) struct RowWriter<W: Write> {
    out: W,
    line: String,
    drawn_on: i32,
    until: i32,
    cases: u64,
    rows: u64,
}

/// What differs between the rows of one case.
#[derive(Clone, Copy)]
struct Version {
    decision: Option<(i32, Outcome)>,
    registered: i32,
    part: u8,
}

impl<W: Write> RowWriter<W> {
    /// Writes the mark and the header.
    pub fn start(mut out: W, options: &SyntheticOptions) -> io::Result<Self> {
        let seed = options.seed;
        writeln!(out, "{SYNTHETIC_MARK}, seed {seed}: describes no real municipality")?;
        writeln!(out, "{HEADER}")?;
        let drawn_on = days::from_date(options.drawn_on);
        let until = days::from_date(options.registered_until.unwrap_or(options.drawn_on));
        Ok(Self { out, line: String::new(), drawn_on, until, cases: 0, rows: 0 })
    }

    /// Writes a case; the last one is registered on the day of the draw, which so shows in the file.
    pub fn write(&mut self, case: &MadeCase, is_last: bool) -> io::Result<()> {
        self.cases += 1;
        let registered = if is_last { self.drawn_on } else { case.registered };
        let first = Version { decision: None, registered: case.received + 2, part: 0 };
        if registered > self.until {
            // Seen then, the case was pending, or not yet there.
            let is_there = first.registered <= self.until;
            return if is_there { self.write_row(case, first) } else { Ok(()) };
        }
        let whole = Version { decision: case.decision, registered, part: 0 };
        match (case.decision, case.fate % 1_000) {
            (Some((decided, outcome)), 0..12) => self.write_parts(case, decided, outcome, whole),
            (Some(_), 12..14) => {
                let registered = first.registered.min(registered);
                self.write_row(case, Version { registered, ..first })?;
                self.write_row(case, whole)
            }
            _ => self.write_row(case, whole),
        }
    }

    /// Writes a case in parts. None of them is more far-reaching or later than the case, which is
    /// the last.
    fn write_parts(
        &mut self,
        case: &MadeCase,
        decided: i32,
        outcome: Outcome,
        whole: Version,
    ) -> io::Result<()> {
        // Not before the year, because a topic may be as young as the year.
        let begun = case.reopened.unwrap_or(case.received).max(first_of_year(decided));
        let others = 1 + u8::from((case.fate / 1_000).is_multiple_of(4));
        let lesser: Vec<_> = Outcome::BY_REACH.into_iter().filter(|it| *it >= outcome).collect();
        for part in 1..=others {
            let days = i32::from(part) * 5;
            let chosen = lesser[usize::from(part) % lesser.len()];
            let decision = Some(((decided - days).max(begun), chosen));
            self.write_row(case, Version { decision, part, ..whole })?;
        }
        self.write_row(case, Version { part: others + 1, ..whole })
    }

    fn write_row(&mut self, case: &MadeCase, version: Version) -> io::Result<()> {
        self.rows += 1;
        self.line.clear();
        let law = Topics::reference().get(case.topic).map_or("", |topic| topic.law.as_str());
        let (number, name, topic) = (self.cases, &case.municipality.name, case.topic);
        write!(self.line, "{SYNTHETIC_NUMBER}{number:09};{name};{law};{topic};")
            .expect("a string takes all");
        self.day(Some(case.received));
        self.day(version.decision.map(|(day, _)| day));
        self.line.push_str(version.decision.map_or("", |(_, outcome)| outcome.id()));
        self.line.push(';');
        self.day(Some(version.registered));
        if version.part > 0 {
            write!(self.line, "{}", version.part).expect("a string takes all");
        }
        self.line.push(';');
        self.day(case.reopened.filter(|_| version.decision.is_some()));
        let has_deadline = has_deadline(case.topic, case.fate);
        self.day(has_deadline.then_some(case.received + DEADLINE_DAYS));
        self.line.push_str(reasons(case.fate, version.decision));
        self.line.push(';');
        self.line.push_str(errors(case.fate, version.decision));
        self.line.push('\n');
        self.out.write_all(self.line.as_bytes())
    }

    /// Writes a day, or nothing, and the delimiter.
    fn day(&mut self, day: Option<i32>) {
        if let Some(date) = day.and_then(days::to_date) {
            let (year, month, day) = (date.year(), date.month(), date.day());
            write!(self.line, "{year:04}-{month:02}-{day:02}").expect("a string takes all");
        }
        self.line.push(';');
    }

    /// Ends the file and returns the number of rows.
    pub fn finish(mut self) -> io::Result<u64> {
        self.out.flush()?;
        Ok(self.rows)
    }
}

fn first_of_year(day: i32) -> i32 {
    let date = days::to_date(day).expect("a made-up day is in the calendar");
    days::from_date(date.first_of_year())
}

/// Returns the reasons of a reversal. About three in four lack information.
///
/// *Source*: insufficient information or reasoning in 74 % of the reversals of 2023 (ast.dk).
const fn reasons(fate: u64, decision: Option<(i32, Outcome)>) -> &'static str {
    match decision {
        Some((_, Outcome::Changed | Outcome::Remitted)) => match fate / 7_000 % 100 {
            0..60 => "information",
            60..74 => "information|reasoning",
            74..90 => "assessment",
            _ => "law",
        },
        _ => "",
    }
}

/// Returns the formal errors; they occur on upheld cases too.
const fn errors(fate: u64, decision: Option<(i32, Outcome)>) -> &'static str {
    match (decision, fate / 900_000 % 100) {
        (Some(_), 0..5) => "reasoning",
        (Some(_), 5..8) => "hearing",
        (Some(_), 8..10) => "investigation|reasoning",
        _ => "",
    }
}
