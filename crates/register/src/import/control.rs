//! Control totals: what a delivery says its rows add up to, beside what they do add up to.

use std::collections::HashMap;

use domain::{outcome::Outcome, period::Period, topic::TopicCode};

use super::{
    Delivery, ImportOptions,
    gather::{ControlTotals, Notes},
};
use crate::{
    delivery::{CountRow, CountTopic, Names, Scope},
    finding::Reason,
};

/// One total a delivery states, beside the sum of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlTotal {
    /// Of whom and what it is the total, for example `country × Serviceloven`.
    pub what: String,
    /// The period.
    pub period: Period,
    /// The outcome's word: `changed`, `remitted`, `upheld` or `dismissed`.
    pub measure: &'static str,
    /// What the delivery states.
    pub stated: u64,
    /// What its counted rows add up to; `None` where it has no such rows.
    pub computed: Option<u64>,
    /// The file's name.
    pub file: String,
    /// The line.
    pub line: u64,
}

/// How many control totals a report lists. The numbers compared and differing are complete.
const KEPT: usize = 10_000;

type Key = (Period, Scope, CountTopic);

/// Sums by outcome, in the order of [`Outcome::BY_REACH`].
type Sums = [u64; 4];

/// Compares the totals of a delivery with the sums of its rows. They are never counted.
pub(super) fn compare(
    options: &ImportOptions,
    delivery: &Delivery,
    names: &Names,
    dismissed_delivered: bool,
    rows: &[CountRow],
    notes: &mut Notes,
) -> ControlTotals {
    let sums = sums(options, names, rows);
    let mut totals = ControlTotals::default();
    for row in rows.iter().filter(|row| is_total(row)) {
        let computed = sums.get(&(row.period, row.scope, row.topic)).copied().flatten();
        let outcomes = if dismissed_delivered { 4 } else { 3 };
        let mut differs = false;
        let source = &delivery.files[usize::from(row.file)].source;
        for (at, outcome) in Outcome::BY_REACH.into_iter().enumerate().take(outcomes) {
            let total = ControlTotal {
                what: what(row, names),
                period: row.period,
                measure: outcome.id(),
                stated: u64::from(row.counts.of(outcome)),
                computed: computed.map(|sums| sums[at]),
                file: source.name().to_owned(),
                line: source.row(row.line),
            };
            totals.compared += u64::from(total.computed.is_some());
            if total.computed.is_some_and(|computed| computed != total.stated) {
                totals.differing += 1;
                differs = true;
            }
            if totals.kept.len() < KEPT {
                totals.kept.push(total);
            }
        }
        if differs {
            notes.warn(&delivery.files, row.file, row.line, (Reason::ControlTotalDiffers, None));
        }
    }
    totals
}

const fn is_total(row: &CountRow) -> bool {
    !matches!((row.scope, row.topic), (Scope::Municipality(_), CountTopic::Topic(_)))
}

/// Returns the sums for every total that is stated; `None` where no row falls under it.
fn sums(options: &ImportOptions, names: &Names, rows: &[CountRow]) -> HashMap<Key, Option<Sums>> {
    let totals = rows.iter().filter(|row| is_total(row));
    let mut sums: HashMap<Key, Option<Sums>> =
        totals.map(|row| ((row.period, row.scope, row.topic), None)).collect();
    for row in rows {
        let (Scope::Municipality(code), CountTopic::Topic(topic)) = (row.scope, row.topic) else {
            continue;
        };
        let region = code.municipality().region_on(row.period.last_day());
        let region = names.region(&region.name).map(Scope::Region);
        let law = law(options, names, topic).map(CountTopic::Law);
        for scope in [Some(row.scope), region, Some(Scope::Country)].into_iter().flatten() {
            for topic in [Some(row.topic), law, Some(CountTopic::Total)].into_iter().flatten() {
                let Some(sum) = sums.get_mut(&(row.period, scope, topic)) else { continue };
                let sum = sum.get_or_insert_default();
                for (at, outcome) in Outcome::BY_REACH.into_iter().enumerate() {
                    sum[at] += u64::from(row.counts.of(outcome));
                }
            }
        }
    }
    sums
}

fn law(options: &ImportOptions, names: &Names, topic: TopicCode) -> Option<u16> {
    names.law(&options.topics.get(topic)?.law)
}

/// Names a total in our own words.
fn what(row: &CountRow, names: &Names) -> String {
    let scope = match row.scope {
        Scope::Municipality(code) => code.to_string(),
        Scope::Region(at) => names.regions[usize::from(at)].clone(),
        Scope::Country => "country".to_owned(),
    };
    let topic = match row.topic {
        CountTopic::Topic(code) => format!("topic {code}"),
        CountTopic::Law(at) => names.laws[usize::from(at)].clone(),
        CountTopic::Total => "all topics".to_owned(),
    };
    format!("{scope} × {topic}")
}
