//! From registrations to cases: the newest registration of each part counts, and a case with several
//! parts counts once.

use domain::{extended::ExtendedOutcome, outcome::Outcome};

use super::{
    ImportRules,
    gather::Notes,
    row::{Origin, Row},
};
use crate::{
    days,
    delivery::{Column, Opened, PENDING},
    finding::Reason,
    snapshot::{SnapshotError, StoredCase},
    spill::{Frame, Frames, frames_in},
};

/// Makes cases of rows, one partition at a time. All rows of a case lie in one partition.
pub(super) struct Reducer<'a> {
    rules: &'a ImportRules,
    files: &'a [Opened],
    /// What the comparisons found.
    pub notes: Notes,
}

/// The cases of a partition as frames, in the order of the data files.
#[derive(Debug, Default)]
pub(super) struct Reduced {
    pub cases: Vec<u8>,
    pub parts: Vec<u8>,
}

impl<'a> Reducer<'a> {
    pub fn new(rules: &'a ImportRules, files: &'a [Opened]) -> Self {
        Self { rules, files, notes: Notes::default() }
    }

    /// Reduces the rows of a partition to its cases.
    pub fn reduce(&mut self, mut rows: Frames) -> Result<Reduced, SnapshotError> {
        let mut limit = self.rules.memory_bytes / 4;
        let mut bytes = Vec::new();
        rows.start()?;
        while rows.head().is_some() {
            bytes.extend_from_slice(rows.raw());
            rows.advance()?;
            if bytes.len() > limit {
                // One number over and over: its replaced registrations must not fill the memory.
                bytes = self.newest_only(&bytes);
                limit = limit.max(2 * bytes.len());
            }
        }
        drop(rows);
        let mut reduced = Reduced::default();
        by_number(&bytes, |rows| {
            if let [only] = rows.as_slice() {
                only.case().push(&mut reduced.cases);
                if only.part > 0 {
                    only.part(true).push(&mut reduced.parts);
                }
                return;
            }
            let (kept, standing) = self.newest(rows);
            let in_parts = kept.iter().any(|row| row.part > 0);
            if in_parts {
                for row in &kept {
                    row.part(stands(&standing, row)).push(&mut reduced.parts);
                }
            }
            self.push_case(&standing, in_parts, &mut reduced.cases);
        });
        drop(bytes);
        Ok(Reduced { cases: sorted(&reduced.cases), parts: sorted(&reduced.parts) })
    }

    /// Returns the rows without the registrations that a newer one of the same part replaces.
    fn newest_only(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut newest = Vec::new();
        by_number(bytes, |rows| {
            for row in self.newest_of_parts(rows) {
                row.push(&mut newest, crate::delivery::number_hash(row.number));
            }
        });
        newest
    }

    /// Returns the newest registration of each part, and those of them that the case is made of.
    ///
    /// Where a case stands both without part numbers and in parts, the newest registration says
    /// which counts. Both are in order of part numbers.
    fn newest<'r>(&mut self, rows: &mut Vec<Row<'r>>) -> (Vec<Row<'r>>, Vec<Row<'r>>) {
        let kept = self.newest_of_parts(rows);
        let has_both = kept.len() > 1 && kept[0].part == 0;
        if !has_both {
            return (kept.clone(), kept);
        }
        let (whole, parts) = kept.split_first().expect("there are two");
        let age = |row: &Row| (row.registered, row.origin);
        let whole_is_newest = parts.iter().all(|part| age(part) < age(whole));
        let (standing, older) =
            if whole_is_newest { (&kept[..1], parts) } else { (parts, &kept[..1]) };
        self.superseded(older);
        (kept.clone(), standing.to_vec())
    }

    /// Keeps the newest registration of each part, and reports the others. Of two on one day the one
    /// that came later wins.
    fn newest_of_parts<'r>(&mut self, rows: &mut Vec<Row<'r>>) -> Vec<Row<'r>> {
        rows.sort_by_key(|row| (row.part, row.registered, row.origin));
        let mut kept = Vec::new();
        for part in rows.chunk_by(|a, b| a.part == b.part) {
            let (newest, older) = part.split_last().expect("a chunk is not empty");
            kept.push(*newest);
            self.superseded(older);
        }
        kept
    }

    /// Appends the case of its standing rows, in the place of the first part.
    ///
    /// The case is pending until all parts are decided. Its decision day is that of the last part,
    /// its outcome the most far-reaching one in the order in force on that day.
    fn push_case(&mut self, rows: &[Row], in_parts: bool, out: &mut Vec<u8>) {
        let [first, others @ ..] = rows else { return };
        let mut case = first.case();
        case.parts = if in_parts { u8::try_from(rows.len()).unwrap_or(u8::MAX) } else { 0 };
        if others.is_empty() {
            case.push(out);
            return;
        }
        for row in others {
            if (row.municipality, row.topic) != (first.municipality, first.topic) {
                let same_topic = row.topic == first.topic;
                let column = if same_topic { Column::Municipality } else { Column::Topic };
                self.warn(row, Reason::PartsDisagree, column);
            }
            case.received = case.received.min(row.received);
            case.decided = case.decided.max(row.decided);
            case.registered = case.registered.max(row.registered);
            case.deadline = case.deadline.min(row.deadline);
        }
        let reopened = rows.iter().map(|row| row.reopened).filter(|day| *day != PENDING).max();
        case.reopened = reopened.unwrap_or(PENDING);
        self.set_outcome(&mut case, rows);
        let reasons = union(rows.iter().map(|row| row.reasons));
        let errors = union(rows.iter().map(|row| row.errors));
        StoredCase { reasons: &reasons, errors: &errors, ..case }.push(out);
    }

    fn set_outcome(&self, case: &mut StoredCase, rows: &[Row]) {
        (case.outcome, case.extended) = (None, None);
        if case.decided == PENDING {
            return;
        }
        let outcomes: Vec<Outcome> = rows.iter().filter_map(|row| row.outcome).collect();
        let decided_on = days::to_date(case.decided).expect("a day that was read is a date");
        case.outcome = self.rules.most_far_reaching(decided_on, &outcomes);
        case.extended = case.outcome.map(|outcome| ExtendedOutcome::of(outcome, &outcomes));
    }

    /// Reports registrations that a newer one replaces.
    fn superseded(&mut self, older: &[Row]) {
        for row in older {
            self.warn(row, Reason::CaseSuperseded, Column::CaseNumber);
        }
    }

    /// Notes something about a row of the delivery; what is known already was reported when it came.
    fn warn(&mut self, row: &Row, reason: Reason, column: Column) {
        if let Origin::Delivered { file, line } = row.origin {
            self.notes.warn(self.files, file, line, (reason, Some(column)));
        }
    }
}

fn stands(standing: &[Row], row: &Row) -> bool {
    standing.iter().any(|other| other.part == row.part)
}

/// Calls `each` with the rows of every case number.
fn by_number<'b>(bytes: &'b [u8], mut each: impl FnMut(&mut Vec<Row<'b>>)) {
    let mut places: Vec<(u64, usize)> =
        frames_in(bytes).map(|(at, frame)| (frame.key, at)).collect();
    places.sort_unstable();
    let mut repeated = Vec::new();
    for same_hash in places.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        repeated.extend(same_hash.iter().map(|(_, at)| *at));
        let row = |(_, at): &(u64, usize)| Row::of(Frame::at(bytes, *at));
        let mut rows: Vec<Row> = same_hash.iter().map(row).collect();
        // Different numbers may share a hash; bytes decide.
        rows.sort_by_key(|row| row.number);
        for same in rows.chunk_by(|a, b| a.number == b.number) {
            each(&mut same.to_vec());
        }
    }
    // The others, which are nearly all, are quickest in the order in which they lie.
    repeated.sort_unstable();
    let mut repeated = repeated.into_iter().peekable();
    let mut rows = Vec::new();
    for (at, frame) in frames_in(bytes) {
        if repeated.next_if_eq(&at).is_none() {
            rows.clear();
            rows.push(Row::of(frame));
            each(&mut rows);
        }
    }
}

/// Puts frames in order.
fn sorted(bytes: &[u8]) -> Vec<u8> {
    let mut places: Vec<(u64, usize)> =
        frames_in(bytes).map(|(at, frame)| (frame.key, at)).collect();
    places.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| Frame::at(bytes, a.1).cmp(&Frame::at(bytes, b.1)))
    });
    let mut out = Vec::with_capacity(bytes.len());
    for (_, at) in places {
        out.extend_from_slice(Frame::raw_at(bytes, at));
    }
    out
}

/// Returns the list of all codes in some lists, each once.
fn union<'l>(lists: impl Iterator<Item = &'l str>) -> String {
    let codes = lists.filter(|list| !list.is_empty()).flat_map(|list| list.split('|'));
    let codes: std::collections::BTreeSet<&str> = codes.collect();
    codes.into_iter().collect::<Vec<_>>().join("|")
}
