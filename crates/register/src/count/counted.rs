//! What was counted, as rows in order; the quarters of a year and the halves of a file brought together.

use std::cmp::Ordering;

use domain::{
    count::{CaseCount, CodeCount, ExtendedCount, TimeCount},
    period::Period,
};

/// Rows in order of their periods. Within one that is not [closed](Self::close), a key may come again.
#[derive(Default)]
pub(super) struct Counted {
    pub cases: Vec<CaseCount>,
    pub extended: Vec<ExtendedCount>,
    pub times: Vec<TimeCount>,
    pub reasons: Vec<CodeCount>,
    pub errors: Vec<CodeCount>,
}

impl Counted {
    /// Puts the rows of a period in order, and makes one of those that have one key.
    pub fn close(&mut self, period: Period) {
        close(
            &mut self.cases,
            |row| row.period.cmp(&period),
            by_place,
            |sum, row| {
                sum.outcomes += row.outcomes;
            },
        );
        close(
            &mut self.extended,
            |row| row.period.cmp(&period),
            by_place_too,
            |sum, row| {
                sum.outcomes += row.outcomes;
            },
        );
        close(
            &mut self.times,
            |row| row.period.cmp(&period),
            by_weeks,
            |sum, row| {
                sum.cases += row.cases;
            },
        );
        for codes in [&mut self.reasons, &mut self.errors] {
            close(codes, |row| row.period.cmp(&period), by_code, |sum, row| sum.cases += row.cases);
        }
    }

    /// Adds what was counted in the rest of the file; the last period may go on there.
    pub fn append(&mut self, mut rest: Self) {
        let last = self.cases.last().map(|row| row.period);
        self.cases.append(&mut rest.cases);
        self.extended.append(&mut rest.extended);
        self.times.append(&mut rest.times);
        self.reasons.append(&mut rest.reasons);
        self.errors.append(&mut rest.errors);
        if let Some(period) = last {
            self.close(period);
        }
    }
}

fn close<T>(
    rows: &mut Vec<T>,
    to_period: impl Fn(&T) -> Ordering,
    order: fn(&T, &T) -> Ordering,
    add: fn(&mut T, &T),
) {
    let later = rows.split_off(rows.partition_point(|row| to_period(row).is_le()));
    let mut period = rows.split_off(rows.partition_point(|row| to_period(row).is_lt()));
    // Rows come in a few stretches that are in order: a stable sort is quick with them.
    period.sort_by(order);
    period.dedup_by(|row, sum| {
        let is_same = order(sum, row).is_eq();
        if is_same {
            add(sum, row);
        }
        is_same
    });
    rows.extend(period);
    rows.extend(later);
}

fn by_place(a: &CaseCount, b: &CaseCount) -> Ordering {
    (a.municipality, a.topic).cmp(&(b.municipality, b.topic))
}

fn by_place_too(a: &ExtendedCount, b: &ExtendedCount) -> Ordering {
    (a.municipality, a.topic).cmp(&(b.municipality, b.topic))
}

fn by_weeks(a: &TimeCount, b: &TimeCount) -> Ordering {
    (a.municipality, a.topic, a.weeks).cmp(&(b.municipality, b.topic, b.weeks))
}

fn by_code(a: &CodeCount, b: &CodeCount) -> Ordering {
    (a.municipality, a.topic, &a.code, a.outcome).cmp(&(
        b.municipality,
        b.topic,
        &b.code,
        b.outcome,
    ))
}
