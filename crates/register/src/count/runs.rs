//! The count as it is run: the file is in order of quarter, municipality, topic and outcome, so the
//! cases of one count lie side by side, and a run of them is counted at once.

use std::path::Path;

use domain::{
    count::CaseCount,
    municipality::MunicipalityCode,
    period::{Grain, Period},
    reversal::OutcomeCounts,
    topic::TopicCode,
};

use super::{counted::Counted, measures::Measures};
use crate::{
    days,
    snapshot::{DecidedBatch, MeasureColumns, SnapshotError, count_halves, outcome_of},
};

/// Counts the cases of a file: their outcomes, and the measures beside them if they are wanted.
pub(super) fn count_runs(
    folder: &Path,
    path: &Path,
    grain: Grain,
    with_measures: bool,
) -> Result<Counted, SnapshotError> {
    let damaged = || SnapshotError::damaged(folder, "a case has a bad value or is out of order");
    let start = || RunCount::new(grain, with_measures);
    let [mut first, mut second] =
        count_halves((folder, path), with_measures, start, |count, batch| {
            count.add(batch).ok_or_else(damaged)
        })?;
    first.finish();
    second.finish();
    if !second.may_follow(&first) {
        return Err(damaged());
    }
    first.counted.append(second.counted);
    Ok(first.counted)
}

/// Quarter, municipality, topic and outcome as they stand in the columns.
type Key = (u16, u16, u16, u8);

/// The count of a stretch of the file in progress.
struct RunCount {
    grain: Grain,
    /// The keys of the first and the last run.
    runs: Option<(Key, Key)>,
    /// Whether pending cases were met, after which no decided one may come.
    pending_met: bool,
    place: Option<Place>,
    outcomes: OutcomeCounts,
    measures: Option<Measures>,
    counted: Counted,
}

/// What is being counted.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub period: Period,
    pub municipality: MunicipalityCode,
    pub topic: TopicCode,
}

impl RunCount {
    fn new(grain: Grain, with_measures: bool) -> Self {
        Self {
            grain,
            runs: None,
            pending_met: false,
            place: None,
            outcomes: OutcomeCounts::default(),
            measures: with_measures.then(Measures::new),
            counted: Counted::default(),
        }
    }

    /// Counts some cases; `None` where one has a bad value or is out of order.
    fn add(&mut self, batch: &DecidedBatch) -> Option<()> {
        let (quarters, municipalities) = (batch.quarter.values(), batch.municipality.values());
        let (topics, outcomes) = (batch.topic.values(), batch.outcome.values());
        let keys = quarters.iter().zip(municipalities).zip(topics).zip(outcomes);
        let mut keys = keys.map(|(((quarter, municipality), topic), outcome)| {
            (*quarter, *municipality, *topic, *outcome)
        });
        let mut start = 0;
        if let Some(mut key) = keys.next() {
            for (row, next) in (1..).zip(keys) {
                if next != key {
                    self.add_run(key, start..row, batch.measures.as_ref())?;
                    (key, start) = (next, row);
                }
            }
            self.add_run(key, start..quarters.len(), batch.measures.as_ref())?;
        }
        self.pending_met |= batch.pending_follow;
        Some(())
    }

    /// Counts the rows of one key.
    fn add_run(
        &mut self,
        key: Key,
        rows: std::ops::Range<usize>,
        columns: Option<&MeasureColumns>,
    ) -> Option<()> {
        self.turn_to(key)?;
        let outcome = outcome_of(key.3)?;
        self.outcomes.add_cases(outcome, u32::try_from(rows.len()).ok()?);
        if let (Some(measures), Some(columns)) = (&mut self.measures, columns) {
            rows.into_iter().try_for_each(|row| measures.add(columns, row, outcome))?;
        }
        Some(())
    }

    /// Makes the place of a run the current one; `None` where the run may not stand here.
    fn turn_to(&mut self, key: Key) -> Option<()> {
        let first = self.runs.map_or(key, |(first, _)| first);
        if self.pending_met || self.runs.is_some_and(|(_, last)| key < last) {
            return None;
        }
        let last = self.runs.replace((first, key));
        let (quarter, municipality, topic, _) = key;
        if last.is_some_and(|(_, (a, b, c, _))| (a, b, c) == (quarter, municipality, topic)) {
            return Some(());
        }
        self.close_place();
        let period = match self.grain {
            Grain::Quarter => Period::Quarter(days::numbered_quarter(quarter)?),
            Grain::Year => Period::Year(days::numbered_quarter(quarter)?.year()),
        };
        let (municipality, topic) = (MunicipalityCode::new(municipality)?, TopicCode::new(topic));
        let ended = self.place.filter(|place| place.period != period);
        self.place = Some(Place { period, municipality, topic });
        if let Some(ended) = ended {
            self.counted.close(ended.period);
        }
        Some(())
    }

    /// Moves what was counted at the current place into the result.
    fn close_place(&mut self) {
        let Some(place) = self.place else { return };
        let Place { period, municipality, topic } = place;
        let outcomes = std::mem::take(&mut self.outcomes);
        self.counted.cases.push(CaseCount { period, municipality, topic, outcomes });
        if let Some(measures) = &mut self.measures {
            measures.close_place(place, &mut self.counted);
        }
    }

    /// Closes what is still being counted.
    fn finish(&mut self) {
        self.close_place();
        if let Some(place) = self.place {
            self.counted.close(place.period);
        }
    }

    /// Tells whether the stretch may stand behind another.
    fn may_follow(&self, before: &Self) -> bool {
        match (before.runs, self.runs) {
            (Some((_, last)), Some((first, _))) => last <= first && !before.pending_met,
            (None, Some(_)) => !before.pending_met,
            (_, None) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{municipality, outcome::Outcome};
    use jiff::civil::date;

    use super::*;
    use crate::{
        delivery::PENDING,
        snapshot::{StoredCase, write_cases},
        spill::{Frames, Merge},
    };

    /// Place of the municipality, topic, decision by month and outcome; `None` while pending.
    type Row = (usize, u16, Option<(i8, Outcome)>);

    const UPHELD: Option<(i8, Outcome)> = Some((2, Outcome::Upheld));

    #[test]
    fn rows_out_of_order_are_refused() {
        let changed = Some((2, Outcome::Changed));
        check(&[(3, 7, changed), (3, 7, UPHELD), (3, 8, changed), (4, 7, UPHELD)], true);
        check(&[(3, 7, Some((5, Outcome::Upheld))), (3, 7, UPHELD)], false);
        check(&[(4, 7, UPHELD), (3, 7, UPHELD)], false);
        check(&[(3, 8, UPHELD), (3, 7, UPHELD)], false);
        check(&[(3, 7, UPHELD), (3, 7, changed)], false);
        check(&[(3, 7, None), (3, 7, UPHELD)], false);
        check(&[(3, 7, UPHELD), (3, 7, None), (2, 7, None)], true);
    }

    #[test]
    fn the_halves_of_a_file_are_one_count() {
        // Two groups of rows, so that each thread reads one.
        let mut rows = vec![(3, 7, UPHELD); 200_000];
        rows.push((3, 8, UPHELD));
        let sums: Vec<u32> =
            counted(&rows).expect("order").cases.iter().map(|row| row.outcomes.upheld).collect();
        assert_eq!(sums, [200_000, 1]);
        rows.push((3, 7, UPHELD));
        assert!(counted(&rows).is_err());
        let mut rows = vec![(4, 7, UPHELD); 131_072];
        rows.push((3, 7, UPHELD));
        assert!(counted(&rows).is_err());
        rows[131_071] = (3, 7, None);
        rows[131_072] = (5, 7, UPHELD);
        assert!(counted(&rows).is_err());
    }

    #[track_caller]
    fn check(rows: &[Row], is_sound: bool) {
        match counted(rows) {
            Ok(_) => assert!(is_sound, "{rows:?}"),
            Err(error) => {
                assert!(!is_sound && error.to_string().contains("out of order"), "{error}");
            }
        }
    }

    /// Writes a file of rows in the order given, and counts it.
    fn counted(rows: &[Row]) -> Result<Counted, SnapshotError> {
        let mut frames = Vec::new();
        for (place, topic, decision) in rows {
            StoredCase {
                number: "1",
                municipality: municipality::all()[*place].code.number(),
                topic: *topic,
                received: 15_000,
                decided: decision
                    .map_or(PENDING, |(month, _)| days::from_date(date(2024, month, 1))),
                outcome: decision.map(|(_, outcome)| outcome),
                extended: None,
                registered: 20_000,
                reopened: PENDING,
                deadline: PENDING,
                parts: 0,
                reasons: "",
                errors: "",
            }
            .push(&mut frames);
        }
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let path = folder.path().join("cases.parquet");
        let stream = Merge::start(vec![Frames::of(frames)]).expect("memory");
        write_cases(&path, stream, &mut |_| {}).expect("a file is written");
        count_runs(folder.path(), &path, Grain::Year, false)
    }
}
