//! The changed cases. Both files are in one order, so what did not change is passed over as it is met;
//! only the rest is brought together by case number.

use std::{cmp::Ordering, collections::BTreeMap};

use domain::{municipality::MunicipalityCode, period::Year, topic::TopicCode};

use super::{Cell, Changes, DiffOptions};
use crate::{
    days,
    delivery::{PENDING, number_hash},
    snapshot::{Snapshot, SnapshotError, StoredCase, case_frames},
    spill::{Frame, Frames, Spill, frames_in, partition_of, partitions, push_frame},
};

const BEFORE: u8 = 0;
const AFTER: u8 = 1;

/// Returns the changed cases.
pub(super) fn compare(options: &DiffOptions) -> Result<BTreeMap<Cell, Changes>, SnapshotError> {
    let mut rest = differing(options)?;
    let mut cells = BTreeMap::new();
    for partition in 0..rest.len() {
        let mut frames = rest.take(partition);
        let mut bytes = Vec::new();
        frames.start()?;
        while frames.head().is_some() {
            bytes.extend_from_slice(frames.raw());
            frames.advance()?;
        }
        pair(&bytes, &mut cells);
    }
    rest.close()?;
    let known = cells.into_iter().map(|(cell, changes)| Some((named(cell)?, changes)));
    let damaged = || SnapshotError::damaged(options.after.folder(), "a case has a bad value");
    known.collect::<Option<_>>().ok_or_else(damaged)
}

/// Returns the cases that do not stand in both files just alike, by the hash of their numbers.
fn differing(options: &DiffOptions) -> Result<Spill, SnapshotError> {
    let open =
        |snapshot: &Snapshot| case_frames(snapshot.folder(), &snapshot.data_file(), |_| true);
    let (mut before, mut after) = (open(options.before)?, open(options.after)?);
    let cases = |snapshot: &Snapshot| snapshot.manifest().cases.unwrap_or(0);
    let bytes = (cases(options.before) + cases(options.after)) * 100;
    let count = partitions(bytes, options.memory_bytes);
    let mut rest = Spill::new(options.scratch, count, options.memory_bytes);
    before.start()?;
    after.start()?;
    loop {
        let order = match (before.head(), after.head()) {
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return Ok(rest),
        };
        if order.is_lt() {
            put(&before, BEFORE, &mut rest)?;
        } else if order.is_gt() {
            put(&after, AFTER, &mut rest)?;
        }
        if order.is_le() {
            before.advance()?;
        }
        if order.is_ge() {
            after.advance()?;
        }
    }
}

fn put(frames: &Frames, side: u8, rest: &mut Spill) -> Result<(), SnapshotError> {
    let number = frames.head().expect("a side that differs has a case").text();
    let hash = number_hash(number);
    let mut out = Vec::new();
    push_frame(&mut out, hash, number, |out| {
        out.push(side);
        out.extend_from_slice(frames.raw());
    });
    rest.append(partition_of(hash, rest.len()), &out)
}

/// Municipality, topic and year by number.
type RawCell = (u16, u16, Option<i32>);

/// Brings together what both states say of a number, and counts the changes.
fn pair(bytes: &[u8], cells: &mut BTreeMap<RawCell, Changes>) {
    let mut frames: Vec<Frame> = frames_in(bytes).map(|(_, frame)| frame).collect();
    // By hash, number and side.
    frames.sort_unstable();
    for same in frames.chunk_by(|a, b| a.text == b.text) {
        let sides: Vec<_> = same.iter().map(|frame| sided(*frame)).collect();
        let of = |side| sides.iter().find(|(other, _)| *other == side).map(|(_, case)| case);
        let (before, after) = (of(BEFORE), of(AFTER));
        let Some(newest) = after.or(before) else { continue };
        let year = (newest.decided != PENDING).then_some(newest.decided);
        let year = year.and_then(days::to_date).map(|day| i32::from(day.year()));
        let cell = cells.entry((newest.municipality, newest.topic, year)).or_default();
        cell.add(change(before, after));
    }
}

/// Returns a case with the side it stands on.
fn sided(frame: Frame) -> (u8, StoredCase) {
    let (side, raw) = frame.rest.split_first().expect("a side was pushed");
    (*side, StoredCase::of(Frame::at(raw, 0)))
}

fn change(before: Option<&StoredCase>, after: Option<&StoredCase>) -> Changes {
    let mut changes = Changes::default();
    let kind = match (before, after) {
        (None, _) => &mut changes.added,
        (_, None) => &mut changes.gone,
        (Some(before), Some(after)) if before.outcome == after.outcome => &mut changes.otherwise,
        (Some(before), Some(_)) if before.outcome.is_none() => &mut changes.decided,
        (Some(_), Some(_)) => &mut changes.outcome_changed,
    };
    *kind = 1;
    changes
}

fn named((municipality, topic, year): RawCell) -> Option<Cell> {
    let year = match year {
        Some(year) => Some(Year::new(i16::try_from(year).ok()?)?),
        None => None,
    };
    Some((MunicipalityCode::new(municipality)?, TopicCode::new(topic), year))
}
