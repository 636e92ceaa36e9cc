//! A delivery of cases: rows are read, spread over partitions, reduced to cases and written in order.

use std::{collections::BTreeSet, sync::Mutex};

use domain::period::Year;

use super::{
    ImportError, ImportStep, drawn_on,
    gather::{Contents, ControlTotals, Gathered, Job, Notes},
    onto::{self, Numbers},
    read::{self, Reading},
    reduce::{Reduced, Reducer},
};
use crate::{
    days,
    delivery::{Column, PENDING},
    snapshot::{CASES, Measure, PARTS, SnapshotError, StoredCase, write_cases, write_parts},
    spill::{Frames, Merge, Spill, partitions},
};

const THREADS: usize = 2;

/// Reads, checks, reduces and writes a delivery of cases.
pub(super) fn gather(
    job: Job,
    progress: &mut dyn FnMut(ImportStep),
) -> Result<Gathered, ImportError> {
    let options = job.options;
    let mut reading = read::read(job, options.drawn_on.unwrap_or(options.today), progress)?;
    let (drawn_on, basis) = drawn_on(job, days::to_date(reading.newest_registration));
    if reading.last_day > days::from_date(drawn_on) {
        // Some rows lie after the draw, whose day follows from the delivery: it is known only now.
        reading.rows.close()?;
        reading = read::read(job, drawn_on, progress)?;
    }
    progress(ImportStep::Comparing);
    let Reading { mut rows, numbers, mut notes, provenance, .. } = reading;
    if let (Some(base), Some(numbers)) = (job.base, &numbers) {
        onto::add_known(base, numbers, &mut rows)?;
    }
    let reduced = reduce(job, rows, &mut notes)?;
    progress(ImportStep::Writing);
    let contents = write(job, reduced, numbers.as_ref())?;
    let provenance = job.provenance(provenance);
    let control_totals = ControlTotals::default();
    Ok(Gathered { contents, drawn_on, basis, provenance, notes, control_totals })
}

/// The sorted cases and parts of every partition.
struct Runs {
    cases: Spill,
    parts: Spill,
}

/// Reduces the partitions on two threads.
fn reduce(job: Job, rows: Spill, notes: &mut Notes) -> Result<Runs, SnapshotError> {
    let budget = job.options.rules.memory_bytes;
    let run = |name| Spill::new(&job.stage.path(name), rows.len(), budget / 2);
    let runs = Mutex::new(Runs { cases: run("cases.runs"), parts: run("parts.runs") });
    let partitions = rows.len();
    let rows = Mutex::new((0..partitions, rows));
    let reduce_some = || {
        let mut reducer = Reducer::new(&job.options.rules, &job.delivery.files);
        loop {
            let next = {
                let (places, rows) = &mut *rows.lock().expect(NO_PANIC);
                places.next().map(|place| (place, rows.take(place)))
            };
            let Some((place, frames)) = next else { return Ok::<_, SnapshotError>(reducer.notes) };
            let Reduced { cases, parts } = reducer.reduce(frames)?;
            let mut runs = runs.lock().expect(NO_PANIC);
            runs.cases.append(place, &cases)?;
            runs.parts.append(place, &parts)?;
        }
    };
    let found = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(reduce_some)).collect();
        threads.into_iter().map(|it| it.join().expect(NO_PANIC)).collect::<Vec<_>>()
    });
    for found in found {
        notes.log.merge(found?.log);
    }
    rows.into_inner().expect(NO_PANIC).1.close()?;
    Ok(runs.into_inner().expect(NO_PANIC))
}

const NO_PANIC: &str = "a thread that reduces rows does not panic";

/// Writes the data files in order.
fn write(job: Job, mut runs: Runs, numbers: Option<&Numbers>) -> Result<Contents, SnapshotError> {
    let known = job.base.zip(numbers);
    let known_cases = known.map(|(base, numbers)| onto::other_cases(base, numbers)).transpose()?;
    let known_parts = known.map(|(base, numbers)| onto::other_parts(base, numbers)).transpose()?;
    let mut contents = contents(job);
    let (mut cases, mut pending, mut decided) = (0, 0, None);
    let mut count = |case: &StoredCase| {
        cases += 1;
        if case.decided == PENDING {
            pending += 1;
        } else {
            let (first, last) = decided.unwrap_or((case.decided, case.decided));
            decided = Some((first.min(case.decided), last.max(case.decided)));
        }
    };
    write_cases(&job.stage.data(CASES), merged(&mut runs.cases, known_cases)?, &mut count)?;
    let parts = merged(&mut runs.parts, known_parts.flatten())?;
    if parts.head().is_some() {
        write_parts(&job.stage.data(PARTS), parts)?;
        contents.files.push(PARTS);
    }
    for day in decided.into_iter().flat_map(|(first, last)| [first, last]) {
        let day = days::to_date(day).expect("a day that was read is a date");
        contents.add_year(Year::of(day));
    }
    (contents.cases, contents.pending) = (Some(cases), Some(pending));
    runs.cases.close()?;
    runs.parts.close()?;
    Ok(contents)
}

/// Returns sorted runs and known rows as one stream.
fn merged<'a>(runs: &mut Spill, known: Option<Frames<'a>>) -> Result<Merge<'a>, SnapshotError> {
    let partitions = 0..runs.len();
    Merge::start(partitions.map(|place| runs.take(place)).chain(known).collect())
}

/// Returns what a delivery of cases holds, before it is counted.
fn contents(job: Job) -> Contents {
    let optional = [
        (Measure::Parts, Column::PartNumber),
        (Measure::ReversalReasons, Column::ReversalReasons),
        (Measure::FormalErrors, Column::FormalErrors),
    ];
    let is_there = |(_, column): &(Measure, Column)| {
        job.delivery.files.iter().all(|file| file.place(*column).is_some())
    };
    let told = optional.into_iter().filter(is_there).map(|(measure, _)| measure);
    let told: BTreeSet<_> =
        [Measure::Dismissed, Measure::ProcessingTimes].into_iter().chain(told).collect();
    Contents {
        files: vec![CASES],
        delivered: job.base.map_or_else(|| told.clone(), |base| onto::told_by_both(base, &told)),
        ..Contents::default()
    }
}

/// Returns partitions for the rows of a delivery, which take about as much room as its files; and for
/// those of the state it is laid on, since it may speak of all of them.
pub(super) fn rows(job: Job) -> Spill {
    const ROW_BYTES: u64 = 80;
    let known = job.base.and_then(|base| base.manifest().cases).unwrap_or(0) * ROW_BYTES;
    let budget = job.options.rules.memory_bytes;
    Spill::new(&job.stage.path("rows"), partitions(job.delivery.bytes + known, budget), budget)
}
