//! From registrations to cases: the newest registration of each part counts, and a case with several
//! parts counts once.

use std::cmp::Ordering;

use domain::outcome::Outcome;

use super::{
    Delivery, ImportOptions,
    cases::{CaseTable, Lists},
    gather::Notes,
};
use crate::{
    days,
    delivery::{CaseRow, Column, PENDING},
    finding::Reason,
    snapshot::StoredCase,
};

/// The cases of a delivery in the order of the data file.
#[derive(Debug)]
pub(super) struct Cases {
    table: CaseTable,
    /// How many parts a row stands for; 0 for a row that another one replaces.
    parts: Vec<u8>,
    order: Vec<u32>,
    pub pending: u64,
}

impl Cases {
    /// Returns the number of cases.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Returns a case as it is stored.
    pub fn stored(&self, place: usize) -> StoredCase<'_> {
        let at = self.order[place] as usize;
        let row = &self.table.rows[at];
        StoredCase {
            number: self.table.number(row),
            municipality: row.municipality.number(),
            topic: row.topic.number(),
            received: row.received,
            decided: row.decided,
            outcome: row.outcome,
            registered: row.registered,
            reopened: row.reopened,
            deadline: row.deadline,
            parts: self.parts[at],
            reasons: &self.table.lists[row.reasons as usize],
            errors: &self.table.lists[row.errors as usize],
        }
    }
}

/// Reduces the rows to cases and puts them in order.
pub(super) fn reduce(
    options: &ImportOptions,
    delivery: &Delivery,
    table: CaseTable,
    notes: &mut Notes,
) -> Cases {
    let groups = repeated_numbers(&table);
    let parts = vec![1; table.rows.len()];
    let mut cases = Cases { table, parts, order: Vec::new(), pending: 0 };
    let mut lists = Lists::default();
    for list in &cases.table.lists {
        lists.number(list);
    }
    for group in groups {
        let kept = newest_registrations(&mut cases, delivery, group, notes);
        if kept.len() > 1 {
            join_parts(options, &mut cases, delivery, &kept, &mut lists, notes);
        }
    }
    cases.table.lists = lists.texts;
    cases.order = order(&cases);
    let pending = |at: &&u32| cases.table.rows[**at as usize].decided == PENDING;
    cases.pending = cases.order.iter().filter(pending).count() as u64;
    cases
}

/// Returns the groups of rows that share a case number, by number.
fn repeated_numbers(table: &CaseTable) -> Vec<Vec<u32>> {
    let half = |upper: bool| {
        let mut keys: Vec<(u64, u32)> = (0..)
            .zip(&table.rows)
            .filter(|(_, row)| (row.hash >> 63 == 1) == upper)
            .map(|(at, row)| (row.hash, at))
            .collect();
        keys.sort_unstable();
        let same_hash = keys.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
        same_hash.map(|group| group.iter().map(|(_, at)| *at).collect()).collect::<Vec<Vec<u32>>>()
    };
    let (lower, upper) = std::thread::scope(|scope| {
        let upper = scope.spawn(|| half(true));
        (half(false), upper.join().expect("sorting does not panic"))
    });
    // Different numbers may share a hash; bytes decide.
    let number = |at: &u32| table.number(&table.rows[*at as usize]);
    let mut groups = Vec::new();
    for mut group in lower.into_iter().chain(upper) {
        group.sort_by(|a, b| number(a).cmp(number(b)));
        let same = group.chunk_by(|a, b| number(a) == number(b)).filter(|same| same.len() > 1);
        groups.extend(same.map(<[u32]>::to_vec));
    }
    groups.sort_by_key(|group| group.iter().min().copied());
    groups
}

/// Keeps the newest registration of each part, and reports the others. Of two on one day the one
/// that stands later wins.
fn newest_registrations(
    cases: &mut Cases,
    delivery: &Delivery,
    mut group: Vec<u32>,
    notes: &mut Notes,
) -> Vec<u32> {
    let rows = &cases.table.rows;
    let key = |at: &u32| {
        let row = &rows[*at as usize];
        (row.part, row.registered, *at)
    };
    group.sort_by_key(key);
    let mut kept = Vec::new();
    let mut superseded = Vec::new();
    for part in group.chunk_by(|a, b| rows[*a as usize].part == rows[*b as usize].part) {
        let (newest, older) = part.split_last().expect("a chunk is not empty");
        kept.push(*newest);
        superseded.extend_from_slice(older);
    }
    supersede(cases, delivery, &superseded, notes);
    whole_or_parts(cases, delivery, kept, notes)
}

/// Keeps either the whole or its parts, where a case stands in the delivery both without part
/// numbers and with them: the newest registration says which. `kept` is in order of part numbers.
fn whole_or_parts(
    cases: &mut Cases,
    delivery: &Delivery,
    mut kept: Vec<u32>,
    notes: &mut Notes,
) -> Vec<u32> {
    let rows = &cases.table.rows;
    let has_both = kept.len() > 1 && rows[kept[0] as usize].part == 0;
    if !has_both {
        return kept;
    }
    let parts = kept.split_off(1);
    let registered = |at: &u32| (rows[*at as usize].registered, *at);
    let whole_is_newest = parts.iter().all(|part| registered(part) < registered(&kept[0]));
    let (kept, older) = if whole_is_newest { (kept, parts) } else { (parts, kept) };
    supersede(cases, delivery, &older, notes);
    kept
}

/// Takes rows out that a newer registration replaces, and reports them.
fn supersede(cases: &mut Cases, delivery: &Delivery, older: &[u32], notes: &mut Notes) {
    for at in older {
        let row = &cases.table.rows[*at as usize];
        let fault = (Reason::CaseSuperseded, Some(Column::CaseNumber));
        notes.warn(&delivery.files, row.file, row.line, fault);
        cases.parts[*at as usize] = 0;
    }
}

/// Makes one case of its parts, in the row of the first part.
///
/// The case is pending until all parts are decided. Its decision day is that of the last part, its
/// outcome the most far-reaching one in the order in force on that day.
fn join_parts(
    options: &ImportOptions,
    cases: &mut Cases,
    delivery: &Delivery,
    parts: &[u32],
    lists: &mut Lists,
    notes: &mut Notes,
) {
    let rows: Vec<CaseRow> = parts.iter().map(|at| cases.table.rows[*at as usize]).collect();
    let mut joined = rows[0];
    for row in &rows[1..] {
        if row.municipality != joined.municipality || row.topic != joined.topic {
            let column =
                if row.topic == joined.topic { Column::Municipality } else { Column::Topic };
            let fault = (Reason::PartsDisagree, Some(column));
            notes.warn(&delivery.files, row.file, row.line, fault);
        }
        joined.received = joined.received.min(row.received);
        joined.decided = joined.decided.max(row.decided);
        joined.registered = joined.registered.max(row.registered);
        joined.deadline = joined.deadline.min(row.deadline);
    }
    let reopened = rows.iter().map(|row| row.reopened).filter(|day| *day != PENDING).max();
    joined.reopened = reopened.unwrap_or(PENDING);
    joined.outcome = outcome(options, joined.decided, &rows);
    joined.reasons = union(lists, rows.iter().map(|row| row.reasons));
    joined.errors = union(lists, rows.iter().map(|row| row.errors));
    for at in parts {
        cases.parts[*at as usize] = 0;
    }
    let first = parts[0] as usize;
    cases.table.rows[first] = joined;
    cases.parts[first] = u8::try_from(parts.len()).unwrap_or(u8::MAX);
}

fn outcome(options: &ImportOptions, decided: i32, rows: &[CaseRow]) -> Option<Outcome> {
    if decided == PENDING {
        return None;
    }
    let outcomes: Vec<Outcome> = rows.iter().filter_map(|row| row.outcome).collect();
    let decided_on = days::to_date(decided).expect("a day that was read is in the calendar");
    options.rules.most_far_reaching(decided_on, &outcomes)
}

/// Returns the list of all codes in some lists, each once.
fn union(lists: &mut Lists, numbers: impl Iterator<Item = u32>) -> u32 {
    let numbers: std::collections::BTreeSet<u32> = numbers.filter(|number| *number != 0).collect();
    let texts: Vec<&str> = numbers.iter().map(|at| lists.texts[*at as usize].as_str()).collect();
    let codes: std::collections::BTreeSet<&str> =
        texts.iter().flat_map(|text| text.split('|')).collect();
    let joined = codes.into_iter().collect::<Vec<_>>().join("|");
    lists.number(&joined)
}

/// Returns the rows that stand for cases, by decision day (pending last), municipality, topic, number.
fn order(cases: &Cases) -> Vec<u32> {
    let table = &cases.table;
    let key = |row: &CaseRow| {
        let day = u64::from(row.decided.cast_unsigned() ^ (1 << 31));
        day << 32 | u64::from(row.municipality.number()) << 16 | u64::from(row.topic.number())
    };
    let keys = (0_u32..).zip(&table.rows);
    let stands = |at: u32| cases.parts[at as usize] > 0;
    let mut keys: Vec<(u64, u32)> =
        keys.filter(|(at, _)| stands(*at)).map(|(at, row)| (key(row), at)).collect();
    let number = |at: u32| table.number(&table.rows[at as usize]);
    let compare = |a: &(u64, u32), b: &(u64, u32)| -> Ordering {
        a.0.cmp(&b.0).then_with(|| number(a.1).cmp(number(b.1)))
    };
    let middle = keys.len() / 2;
    let (left, right) = keys.split_at_mut(middle);
    std::thread::scope(|scope| {
        scope.spawn(|| left.sort_unstable_by(compare));
        right.sort_unstable_by(compare);
    });
    merge(left, right, compare)
}

/// Merges two sorted halves.
fn merge(
    left: &[(u64, u32)],
    right: &[(u64, u32)],
    compare: impl Fn(&(u64, u32), &(u64, u32)) -> Ordering,
) -> Vec<u32> {
    let mut order = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if compare(a, b).is_le() => left.next(),
            (_, Some(_)) => right.next(),
            _ => left.next(),
        };
        match next {
            Some((_, at)) => order.push(*at),
            None => return order,
        }
    }
}
