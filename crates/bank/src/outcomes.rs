//! `OMG1` and `OMG2`: how cases ended, by place, topic and year or quarter.

use std::collections::BTreeSet;

use domain::{
    count::{Absence, Counts},
    outcome::Outcome,
    period::{Grain, Period},
};
use tables::{
    cell::Missing,
    cube::{Column, Count, Cube, Formula},
    dimension::Value,
    table::{Table, TimeUnit},
    text::Text,
};

use crate::{
    contents, facts, periods, places::Places, shape::Shape, source::Source, sum::Sum,
    topics::TopicTree,
};

/// Returns the table of a grain, of the periods that were over on the day of the draw.
pub(crate) fn table(source: &Source, grain: Grain) -> Table {
    let counts = match grain {
        Grain::Year => source.years,
        Grain::Quarter => source.quarters,
    };
    let (places, topics) = (Places::new(), TopicTree::new(source.topics));
    let periods = finished(counts);
    let outcomes = Summed::new(counts, &places, &topics, &periods);
    let dimensions = vec![
        places.dimension(),
        topics.dimension(),
        contents::dimension(values()),
        periods::dimension(label(grain), &periods, source.annotations),
    ];
    Table::new(facts(source, grain), dimensions, outcomes.cube())
}

/// Returns the periods of some counts that were over on the day of the draw, the oldest first.
fn finished(counts: &Counts) -> Vec<Period> {
    let periods: BTreeSet<_> = counts.cases.iter().map(|count| count.period).collect();
    periods.into_iter().filter(|it| it.last_day() < counts.snapshot.drawn_on).collect()
}

fn label(grain: Grain) -> Text {
    match grain {
        Grain::Year => Text::new("år", "year"),
        Grain::Quarter => Text::new("kvartal", "quarter"),
    }
}

const OUTCOMES: [Outcome; 4] =
    [Outcome::Changed, Outcome::Remitted, Outcome::Upheld, Outcome::Dismissed];

fn values() -> Vec<Value> {
    let mut values = contents::outcomes();
    values.extend([
        contents::cases(
            "afvist",
            "Afvist, henvist eller bortfaldet",
            "Dismissed, referred or lapsed",
        ),
        contents::percent("hjemvisningsprocent", "Hjemvisningsprocent", "Remitted share"),
        contents::fraction(
            "omgoerelsesandel",
            "Omgjort, andel uden afrunding",
            "Reversed, fraction that is not rounded",
        ),
    ]);
    values
}

/// The counts of every place, topic and period, sums included.
struct Summed {
    shape: Shape<3>,
    columns: [Vec<Count>; 4],
}

impl Summed {
    fn new(counts: &Counts, places: &Places, topics: &TopicTree, periods: &[Period]) -> Self {
        let shape = Shape([places.len(), topics.len(), periods.len()]);
        let columns = OUTCOMES.map(|_| vec![Count::of(0); shape.len()]);
        let mut summed = Self { shape, columns };
        summed.fill(counts, places, topics, periods);
        let sums = topics.sums();
        for (time, period) in periods.iter().enumerate() {
            if counts.absence == Absence::NotDelivered {
                summed.blank_undelivered(counts, places, topics, (time, *period));
            }
            for place in 0..places.len() {
                summed.add_topics(&sums, (place, time));
            }
            summed.add_places(places, topics.len(), (time, *period));
            summed.blank_absent(topics, places.len(), (time, *period));
        }
        if !counts.dismissed_delivered {
            summed.columns[3].fill(Count::missing(Missing::NotDelivered));
        }
        summed
    }

    fn fill(&mut self, counts: &Counts, places: &Places, topics: &TopicTree, periods: &[Period]) {
        for count in &counts.cases {
            let Ok(time) = periods.binary_search(&count.period) else { continue };
            let topic = topics.of(count.topic).expect("counts are made with the same topics");
            let place = self.shape.place([places.of(count.municipality), topic, time]);
            for (column, outcome) in self.columns.iter_mut().zip(OUTCOMES) {
                column[place] = Count::of(count.outcomes.of(outcome));
            }
        }
    }

    /// Blanks what a delivery of counts does not tell: a municipality, or a topic, without any row of the
    /// period. A topic that cannot occur in the period stays as it is.
    fn blank_undelivered(
        &mut self,
        counts: &Counts,
        places: &Places,
        topics: &TopicTree,
        (time, period): (usize, Period),
    ) {
        let rows = || counts.cases.iter().filter(|count| count.period == period);
        let told: BTreeSet<_> = rows().map(|row| places.of(row.municipality)).collect();
        let named: BTreeSet<_> = rows().filter_map(|row| topics.of(row.topic)).collect();
        let absent = topics.absent(period);
        for municipality in domain::municipality::all() {
            let place = places.of(municipality.code);
            for topic in topics.leaves().filter(|topic| !absent.contains(topic)) {
                if !told.contains(&place) || !named.contains(&topic) {
                    self.set([place, topic, time], Missing::NotDelivered);
                }
            }
        }
    }

    /// Sums the topics of a place and period into acts, families and all of them.
    fn add_topics(&mut self, sums: &[Sum], (place, time): (usize, usize)) {
        for sum in sums {
            for column in 0..self.columns.len() {
                let at = |topic| self.shape.place([place, topic, time]);
                let parts = sum.parts.iter().map(|&part| self.columns[column][at(part)].get());
                let total = parts.sum::<Result<u32, Missing>>();
                let total = total.map_or_else(Count::missing, Count::of);
                let place = at(sum.total);
                self.columns[column][place] = total;
            }
        }
    }

    /// Says of topics, and of acts with nothing else, that no case can be decided under them in a period.
    /// Where there is one nevertheless, its counts stay.
    fn blank_absent(&mut self, topics: &TopicTree, places: usize, (time, period): (usize, Period)) {
        for topic in topics.absent(period) {
            if (0..places).all(|place| self.is_zero([place, topic, time])) {
                for place in 0..places {
                    self.set([place, topic, time], Missing::NotApplicable);
                }
            }
        }
    }

    /// Sums the municipalities of a period into everything they are a part of.
    fn add_places(&mut self, places: &Places, topics: usize, (time, period): (usize, Period)) {
        let day = period.last_day();
        for sum in places.sums(day) {
            for topic in 0..topics {
                for column in &mut self.columns {
                    let at = |place| self.shape.place([place, topic, time]);
                    let parts = sum.parts.iter().map(|&part| column[at(part)].get());
                    let total = parts.sum::<Result<u32, Missing>>();
                    column[at(sum.total)] = total.map_or_else(Count::missing, Count::of);
                }
            }
        }
        for place in places.absent(day) {
            for topic in 0..topics {
                self.set([place, topic, time], Missing::NotApplicable);
            }
        }
    }

    /// Tells whether nothing was counted.
    fn is_zero(&self, at: [usize; 3]) -> bool {
        let place = self.shape.place(at);
        self.columns.iter().all(|column| column[place].get().unwrap_or(0) == 0)
    }

    fn set(&mut self, at: [usize; 3], reason: Missing) {
        let place = self.shape.place(at);
        for column in &mut self.columns {
            column[place] = Count::missing(reason);
        }
    }

    fn cube(self) -> Cube {
        let [changed, remitted, upheld, dismissed] = [0, 1, 2, 3];
        let reversed = vec![changed, remitted];
        let formulas = vec![
            Formula::Percent { part: reversed.clone(), rest: vec![upheld] },
            Formula::Sum(vec![changed, remitted, upheld]),
            Formula::Sum(reversed.clone()),
            Formula::Stored(changed),
            Formula::Stored(remitted),
            Formula::Stored(upheld),
            Formula::Stored(dismissed),
            Formula::Percent { part: vec![remitted], rest: vec![changed, upheld] },
            Formula::Fraction { part: reversed, rest: vec![upheld] },
        ];
        Cube::new(self.columns.map(Column::Counts).into(), formulas)
    }
}

fn facts(source: &Source, grain: Grain) -> tables::table::Facts {
    let (id, time_unit) = match grain {
        Grain::Year => ("OMG1", TimeUnit::Year),
        Grain::Quarter => ("OMG2", TimeUnit::Quarter),
    };
    let title = Text::new(
        "Ankestyrelsens afgørelser i klager over kommuner",
        "The board's decisions on appeals against municipalities",
    );
    let description = Text::new(
        "Hvor mange sager Ankestyrelsen ændrede, ophævede, hjemviste og stadfæstede, og hvor stor en del det er af de realitetsbehandlede. Hver sag tælles én gang, med det mest vidtgående udfald.",
        "How many cases the board changed, annulled, remitted and upheld, and how large a share of those decided on their merits. Each case counts once, by its most far-reaching outcome.",
    );
    let disclosure = Text::new(
        "Antal vises, som de er, også når de er små, ligesom i Ankestyrelsens Talportal.",
        "Counts are shown as they are, small ones too, as in the board's own portal.",
    );
    facts::of(source, id, facts::Subject::Reversal, time_unit, [title, description, disclosure])
}
