//! A release as one of its draws has it: everything that differs from draw to draw.

use std::collections::BTreeMap;

use domain::{
    count::Counts,
    municipality::MunicipalityCode,
    period::{Period, Year},
    reversal::OutcomeCounts,
    topic::TopicCode,
};

use super::frozen::Frozen;
use crate::{
    edition::Editions,
    quarter::{self, QuarterCount, QuarterFigure},
    rest::{self, RestYear},
};

/// The figures of one draw; its maps lie with those of the other draws.
#[derive(Debug)]
pub(super) struct Seen {
    /// The place in the list of draws.
    pub draw: usize,
    /// The editions that have figures in the draw.
    pub editions: Editions,
    pub by_topic: ByTopic,
    /// The country's counts by quarter; `None` where none of the draw were frozen.
    pub quarter_counts: Option<Vec<QuarterCount>>,
    pub quarters: Vec<QuarterFigure>,
    pub rest: Vec<RestYear>,
}

/// The outcomes of a municipality in a year by topic.
type ByTopic = BTreeMap<(MunicipalityCode, Year), Vec<(TopicCode, OutcomeCounts)>>;

impl Seen {
    pub(super) fn of(frozen: &Frozen, draw: usize) -> Self {
        if draw == 0 {
            return Self::with(frozen, draw, &frozen.counts, frozen.editions.clone());
        }
        let (counts, editions) = frozen.earlier(draw);
        Self::with(frozen, draw, &counts, editions)
    }

    fn with(frozen: &Frozen, draw: usize, counts: &Counts, editions: Editions) -> Self {
        let topics = &frozen.topics;
        let quarter_counts = frozen.quarters(draw);
        let quarters = quarter_counts.as_ref();
        let figures = quarters.map(|it| quarter::figures(it, counts, &editions, topics));
        Self {
            draw,
            by_topic: by_topic(counts),
            quarters: figures.unwrap_or_default(),
            quarter_counts,
            rest: rest::rest(counts, &frozen.maps[draw], &editions, topics),
            editions,
        }
    }
}

fn by_topic(counts: &Counts) -> ByTopic {
    let mut rows = ByTopic::new();
    for count in &counts.cases {
        if let Period::Year(year) = count.period {
            let key = (count.municipality, year);
            rows.entry(key).or_default().push((count.topic, count.outcomes));
        }
    }
    rows
}
