//! The flow of cases by month, worked out from cases, and the loop that defines it.

use std::collections::BTreeMap;

use domain::{
    flow::{Flow, FlowFigures, FlowKey, MUNICIPAL_CASES},
    topic::{TopicCode, Topics},
};
use jiff::{ToSpan, civil::Date};

use super::{begun_on, days_between, decided_by};
use crate::{
    case::Case,
    days,
    snapshot::{Snapshot, SnapshotError, Span, span_halves},
};

/// Returns the flow of cases by month, in the order of [`FlowKey`].
///
/// A flow table gives its rows as delivered. Cases are counted for the whole country by law and
/// statutory deadline, in one pass over six columns, up to the last whole month before the draw; what
/// the first months can tell is said at [`define_flow`]. Counts of the portal know no receipts, and have
/// no flow. The topics must be those the snapshot was read with.
pub fn count_flow(snapshot: &Snapshot, topics: &Topics) -> Result<Vec<Flow>, SnapshotError> {
    let manifest = snapshot.manifest();
    if manifest.cases.is_none() {
        return snapshot.flow();
    }
    let (folder, path) = (snapshot.folder(), snapshot.data_file());
    let drawn_on = days::from_date(manifest.drawn_on);
    let [mut tally, second] = span_halves((folder, &path), drawn_on, Tally::default, Tally::add)?;
    for (key, month) in second.months {
        tally.months.entry(key).or_default().join(month);
    }
    // The months up to the draw's, which is not whole.
    let Some(opening) = tally.first_decided() else { return Ok(Vec::new()) };
    let months = (opening, days::month_number(manifest.drawn_on) - 1);
    let series = tally.by_series(topics).map_err(|topic| {
        SnapshotError::damaged(folder, format!("the list of topics has no topic {topic}"))
    })?;
    Ok(series.iter().flat_map(|(key, tallied)| flows(*key, tallied, months)).collect())
}

/// Defines the flow of cases: what was received and decided within each month, and what was pending
/// at its end and how old it was.
///
/// A case begins with its receipt, or with the reopening of a reopened case, so that its first round is
/// not in the flow. The months are those from the first decision to the last whole one before the day
/// of the draw, for each law with a case: no case of a law, or none with a deadline, is zero cases. A delivery holds the cases decided since some
/// day and those pending, so that before the first decision nothing is known of receipts and decisions:
/// cases decided earlier are not there. What was pending just before it is known, because all of it was
/// decided later or is pending still; that month has nothing else. Earlier months are left out. This
/// takes it that a delivery begins with a whole month, as the deliveries of whole years do.
#[must_use]
pub fn define_flow(cases: &[Case], drawn_on: Date, topics: &Topics) -> Vec<Flow> {
    let decisions = cases.iter().filter_map(|case| decided_by(case, drawn_on));
    let Some(opening) = decisions.min().map(Date::first_of_month) else { return Vec::new() };
    let mut series: BTreeMap<_, Vec<(Date, Option<Date>)>> = BTreeMap::new();
    for case in cases.iter().filter(|case| begun_on(case) <= drawn_on) {
        let law = topics.get(case.topic).expect("a case has a topic of the list").law.as_str();
        for has_deadline in [false, true] {
            series.entry((law, has_deadline)).or_default();
        }
        let key = (law, case.statutory_deadline.is_some());
        series.entry(key).or_default().push((begun_on(case), decided_by(case, drawn_on)));
    }
    let mut flows = Vec::new();
    for (key, spans) in series {
        let is_whole = |month: &Date| month.last_of_month() < drawn_on.first_of_month();
        let first = opening - 1.month();
        for month in first.series(1.month()).take_while(is_whole) {
            let figures = define_month(&spans, month, month >= opening);
            flows.push(flow(key, month, figures));
        }
    }
    flows
}

/// Defines the figures of a month; `is_known` tells whether receipts and decisions are.
fn define_month(spans: &[(Date, Option<Date>)], month: Date, is_known: bool) -> FlowFigures {
    let end = month.last_of_month();
    let is_within = |day: Date| month <= day && day <= end;
    let received = spans.iter().filter(|(begun, _)| is_within(*begun)).count();
    let decided = spans.iter().filter_map(|(begun, decided)| {
        Some(days_between(*begun, decided.filter(|day| is_within(*day))?))
    });
    let is_pending = |decided: &Option<Date>| decided.is_none_or(|day| day > end);
    let pending = spans.iter().filter(|(begun, decided)| *begun <= end && is_pending(decided));
    let ages: Vec<u32> = pending.map(|(begun, _)| days_between(*begun, end)).collect();
    let lengths: Vec<u32> = decided.collect();
    let cases = |count: usize| u32::try_from(count).ok();
    let mean_of =
        |days: &[u32]| mean(days.iter().map(|days| i64::from(*days)).sum(), cases(days.len())?);
    FlowFigures {
        received: cases(received).filter(|_| is_known),
        decided: cases(lengths.len()).filter(|_| is_known),
        pending: cases(ages.len()),
        mean_days: mean_of(&lengths),
        pending_age_days: mean_of(&ages),
    }
}

fn flow((law, has_statutory_deadline): (&str, bool), month: Date, figures: FlowFigures) -> Flow {
    let key = FlowKey {
        category: MUNICIPAL_CASES.to_owned(),
        area: law.to_owned(),
        municipality: None,
        has_statutory_deadline,
        month,
    };
    Flow { key, figures }
}

/// Returns the mean of some days; `None` without a case.
#[expect(clippy::cast_precision_loss, reason = "the days of all cases are far below 2^53")]
fn mean(days: i64, cases: u32) -> Option<f64> {
    (cases > 0).then(|| days as f64 / f64::from(cases))
}

/// What began and ended within a month.
#[derive(Clone, Copy, Debug, Default)]
struct Month {
    received: u32,
    decided: u32,
    /// The days that the decided cases lasted.
    lasted: i64,
    /// The first days of the cases received less those of the cases decided, as numbers. Added up over
    /// the months they are the first days of the pending cases, from which their ages follow.
    begun: i64,
}

impl Month {
    fn join(&mut self, other: Self) {
        self.received += other.received;
        self.decided += other.decided;
        self.lasted += other.lasted;
        self.begun += other.begun;
    }
}

/// The months of one law, with and without a deadline, by their numbers.
type Series = BTreeMap<u16, Month>;

/// The months by topic, deadline and number of the month.
#[derive(Default)]
struct Tally {
    months: BTreeMap<(u16, bool, u16), Month>,
}

impl Tally {
    fn add(&mut self, span: Span) {
        let begun = i64::from(span.begun);
        let month = self.month(span, span.begun);
        month.received += 1;
        month.begun += begun;
        if let Some(decided) = span.decided {
            let month = self.month(span, decided);
            month.decided += 1;
            month.lasted += i64::from(decided) - begun;
            month.begun -= begun;
        }
    }

    fn month(&mut self, span: Span, day: i32) -> &mut Month {
        let date = days::to_date(day).expect("the day was checked when it was read");
        let key = (span.topic, span.has_deadline, days::month_number(date));
        self.months.entry(key).or_default()
    }

    /// Returns the number of the month of the first decision; `None` where there is none.
    fn first_decided(&self) -> Option<u16> {
        let decided = self.months.iter().filter(|(_, month)| month.decided > 0);
        decided.map(|((.., number), _)| *number).min()
    }

    /// Adds up the topics of each law; the error is a topic that the list does not have.
    fn by_series(self, topics: &Topics) -> Result<BTreeMap<(&str, bool), Series>, TopicCode> {
        let mut all: BTreeMap<_, Series> = BTreeMap::new();
        for ((topic, has_deadline, number), month) in self.months {
            let code = TopicCode::new(topic);
            let law = topics.get(code).ok_or(code)?.law.as_str();
            all.entry((law, !has_deadline)).or_default();
            let series = all.entry((law, has_deadline)).or_default();
            series.entry(number).or_default().join(month);
        }
        Ok(all)
    }
}

/// Adds up the months of a series, and gives those from the month that precedes `opening` on.
fn flows(key: (&str, bool), series: &Series, (opening, last): (u16, u16)) -> Vec<Flow> {
    let first = series.first_key_value().map_or(opening, |(&first, _)| first).min(opening - 1);
    let (mut pending, mut begun) = (0_u32, 0_i64);
    let mut flows = Vec::new();
    for number in first..=last {
        let month = series.get(&number).copied().unwrap_or_default();
        pending = pending + month.received - month.decided;
        begun += month.begun;
        if number + 1 < opening {
            continue;
        }
        let first_day = days::numbered_month(number).expect("a month between two days of ours");
        let end = i64::from(days::from_date(first_day.last_of_month()));
        let is_known = number >= opening;
        let figures = FlowFigures {
            received: is_known.then_some(month.received),
            decided: is_known.then_some(month.decided),
            pending: Some(pending),
            mean_days: mean(month.lasted, month.decided),
            pending_age_days: mean(end * i64::from(pending) - begun, pending),
        };
        flows.push(flow(key, first_day, figures));
    }
    flows
}
