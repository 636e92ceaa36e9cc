//! `TID1`: how long the cases received in a year last at the board, pending ones included.

use std::collections::{BTreeMap, BTreeSet};

use domain::{count::CohortCount, municipality, period::Period};
use stats::{
    quantile::quantile,
    survival::{Observation, Share, Survival},
};
use tables::{
    cell::{Cell, Missing, Number},
    cube::{Column, Count, Cube, Formula},
    dimension::{Dimension, Role, Value},
    table::{Facts, Table, TimeUnit},
    text::Text,
};

use crate::{
    contents, details,
    facts::{self, Subject},
    periods,
    places::Places,
    protect::{Axis, Block, Earlier, Unhidden},
    shape::Shape,
    source::Source,
    sum::Sum,
    topics::TopicTree,
};

/// Returns the table; `None` where receipts were not delivered.
pub(crate) fn table(source: &Source, earlier: Option<&Table>) -> Result<Option<Table>, Unhidden> {
    let Some(cohorts) = source.cohorts else { return Ok(None) };
    let years: BTreeSet<_> = cohorts.iter().map(|count| count.received_year).collect();
    if years.is_empty() {
        return Ok(None);
    }
    let periods: Vec<_> = years.into_iter().map(Period::Year).collect();
    let mut times = Times::new(source, periods);
    for (time, year) in cohorts.chunk_by(|a, b| a.received_year == b.received_year).enumerate() {
        times.add_year(year, time);
        times.protect(time, source.settings.hide_up_to, &Earlier::of(earlier))?;
    }
    Ok(Some(times.table(source)))
}

/// How long cases lasted, in days, and whether they were decided then: with how many did so.
type Lasted = BTreeMap<(u32, bool), u32>;

/// The shares whose days are told, of all cases of a cohort.
const SHARES: [Share; 4] = [Share::QUARTER, Share::HALF, Share::THREE_QUARTERS, Share::NINE_TENTHS];

struct Times<'a> {
    places: Places,
    topics: TopicTree<'a>,
    periods: Vec<Period>,
    time: Dimension,
    deadlines: Dimension,
    shape: Shape<4>,
    counts: Vec<Count>,
    /// The days of each of [`SHARES`], then the median of the decided cases alone.
    days: [Vec<Cell>; 5],
}

impl<'a> Times<'a> {
    fn new(source: &Source<'a>, periods: Vec<Period>) -> Self {
        let (places, topics) = (Places::new(), TopicTree::new(source.topics));
        let label = Text::new("modtagelsesår", "year of receipt");
        let time = periods::dimension(label, &periods, source.annotations);
        let shape = Shape([places.len(), topics.without_families(), DEADLINES, periods.len()]);
        let none = vec![Cell::Missing(Missing::NoCases); shape.len()];
        let days = [const { Vec::new() }; 5].map(|_: Vec<Cell>| none.clone());
        let counts = vec![Count::of(0); shape.len()];
        Self { places, topics, periods, time, deadlines: deadlines(), shape, counts, days }
    }

    /// Adds the cohort of a year to every group its cases belong to.
    fn add_year(&mut self, cohort: &[CohortCount], time: usize) {
        let day = self.periods[time].last_day();
        let mut groups: BTreeMap<[usize; 3], Lasted> = BTreeMap::new();
        let around = |code| self.places.around(self.places.of(code), day);
        let around: Vec<_> = municipality::all().iter().map(|it| around(it.code)).collect();
        for count in cohort {
            let topic = self.topics.of(count.topic).expect("counted with the same topics");
            let law = self.topics.parent(topic);
            for &place in &around[count.municipality.index()] {
                let of_country = if place == 0 { vec![topic, 0] } else { Vec::new() };
                for topic in of_country.into_iter().chain([law]) {
                    for deadline in [0, if count.has_statutory_deadline { 1 } else { 2 }] {
                        let group = groups.entry([place, topic, deadline]).or_default();
                        *group.entry((count.days, count.decided)).or_default() += count.cases;
                    }
                }
            }
        }
        for ([place, topic, deadline], lasted) in groups {
            self.set([place, topic, deadline, time], &lasted);
        }
        self.blank(time);
    }

    fn set(&mut self, at: [usize; 4], lasted: &Lasted) {
        let cell = self.shape.place(at);
        self.counts[cell] = Count::of(lasted.values().sum());
        let found = days(lasted);
        for (column, found) in self.days.iter_mut().zip(found) {
            column[cell] = found;
        }
    }

    /// Says where a year has no figure: of a region that does not exist; and, outside the country, of single
    /// topics, which would nearly all be small, and of all acts together, which would give single ones away.
    fn blank(&mut self, time: usize) {
        let absent = self.places.absent(self.periods[time].last_day());
        let [places, topics, ..] = self.shape.0;
        for (place, topic) in (1..places).flat_map(|it| (0..topics).map(move |topic| (it, topic))) {
            let reason = if absent.contains(&place) {
                Missing::NotApplicable
            } else if self.topics.is_law(topic) {
                continue;
            } else {
                Missing::Confidential
            };
            for deadline in 0..DEADLINES {
                self.hide([place, topic, deadline, time], reason);
            }
        }
    }

    fn hide(&mut self, at: [usize; 4], reason: Missing) {
        let cell = self.shape.place(at);
        self.counts[cell] = Count::missing(reason);
        for column in &mut self.days {
            column[cell] = Cell::Missing(reason);
        }
    }

    /// Hides small counts, and the days of the cases they count, within each act of a year.
    fn protect(&mut self, time: usize, largest: u32, earlier: &Earlier) -> Result<(), Unhidden> {
        let mut is_law_hidden = false;
        for law in self.topics.law_sums() {
            let cells = self.cells(&law, time);
            let hidden = self.block(&cells, &law, largest, earlier)?;
            for (at, _) in cells.iter().zip(hidden).filter(|(_, hidden)| *hidden) {
                is_law_hidden |= at[0] == 0 && at[1] == law.total;
                self.hide(*at, Missing::Confidential);
            }
        }
        // All acts together would give away the only hidden one.
        for deadline in (0..DEADLINES).filter(|_| is_law_hidden) {
            self.hide([0, 0, deadline, time], Missing::Confidential);
        }
        Ok(())
    }

    /// Returns the cells of an act in a year: places, topics with the act last, deadlines.
    fn cells(&self, law: &Sum, time: usize) -> Vec<[usize; 4]> {
        let topics = || law.parts.iter().copied().chain([law.total]);
        let places = 0..self.places.len();
        let lines = places.flat_map(|place| topics().map(move |topic| (place, topic)));
        lines
            .flat_map(|(place, topic)| (0..DEADLINES).map(move |it| [place, topic, it, time]))
            .collect()
    }

    fn block(
        &self,
        cells: &[[usize; 4]],
        law: &Sum,
        largest: u32,
        earlier: &Earlier,
    ) -> Result<Vec<bool>, Unhidden> {
        let time = cells[0][3];
        let topics = law.parts.len();
        let axes = [
            Axis { size: self.places.len(), sums: self.places.sums(self.periods[time].last_day()) },
            Axis {
                size: topics + 1,
                sums: vec![Sum { total: topics, parts: (0..topics).collect() }],
            },
            Axis { size: DEADLINES, sums: vec![Sum { total: 0, parts: vec![1, 2] }] },
        ];
        let count = |at: &[usize; 4]| self.counts[self.shape.place(*at)].get().ok();
        let counts: Vec<_> = cells.iter().map(count).collect();
        let keep: Vec<_> = cells.iter().map(|at| self.was_hidden(*at, earlier)).collect();
        let known = vec![false; cells.len()];
        let block = Block { axes: &axes, counts: &counts, keep: &keep, known: &known };
        block.hidden(largest).map_err(|reason| Unhidden {
            table: "TID1",
            period: self.periods[time].to_string(),
            law: self.topics.code(law.total).into(),
            reason,
        })
    }

    fn was_hidden(&self, [place, topic, deadline, time]: [usize; 4], earlier: &Earlier) -> bool {
        let codes = [
            self.places.code(place),
            self.topics.code(topic),
            &self.deadlines.values[deadline].code,
            &self.time.values[time].code,
        ];
        earlier.hid(&codes, 0)
    }

    fn table(self, source: &Source) -> Table {
        let columns = [Column::Counts(self.counts)].into_iter().chain(self.days.map(Column::Cells));
        let columns: Vec<_> = columns.collect();
        let formulas = (0..columns.len()).map(Formula::Stored).collect();
        let mut topics = self.topics.dimension_without_families();
        topics.total = None;
        let dimensions = vec![
            self.places.dimension(),
            topics,
            self.deadlines,
            contents::dimension(values()),
            self.time,
        ];
        Table::new(facts(source), dimensions, Cube::new(columns, formulas))
    }
}

/// Returns the days within which each share of the cases were decided, and the median of the decided.
fn days(lasted: &Lasted) -> [Cell; 5] {
    let each = |(&(days, decided), &cases): (&(u32, bool), &u32)| {
        let one = Observation { time: days, ended: decided, entry: None };
        std::iter::repeat_n(one, cases as usize)
    };
    let observations: Vec<_> = lasted.iter().flat_map(each).collect();
    let curve = Survival::new(&observations);
    let whole = |days: u32| Cell::Number(Number::count(days));
    let [a, b, c, d] = SHARES.map(|share| match &curve {
        None => Cell::Missing(Missing::NoCases),
        Some(curve) => curve.quantile(share).map_or(Cell::Missing(Missing::NotReached), whole),
    });
    let decided = observations.iter().filter(|it| it.ended).map(|it| f64::from(it.time));
    let median = quantile(&decided.collect::<Vec<_>>(), 0.5);
    [a, b, c, d, median.map_or(Cell::Missing(Missing::NoCases), half_days)]
}

/// Returns a median of whole days, which lies on a day or between two.
#[expect(clippy::cast_possible_truncation, reason = "days of a case are far below 2^63")]
fn half_days(days: f64) -> Cell {
    Cell::Number(Number::Decimal { digits: (days * 10.0).round() as i64, places: 1 })
}

/// All cases, those with a statutory deadline, the rest.
const DEADLINES: usize = 3;

fn deadlines() -> Dimension {
    let values = [
        Value::new("ALLE", Text::new("Alle sager", "All cases")),
        Value::new("MED", Text::new("Med lovbestemt frist", "With a statutory deadline")).within(0),
        Value::new("UDEN", Text::new("Uden lovbestemt frist", "Without a statutory deadline"))
            .within(0),
    ];
    Dimension {
        code: "FRIST".into(),
        label: Text::new("lovbestemt frist", "statutory deadline"),
        role: Role::Classification,
        values: values.into(),
        total: Some(0),
        subsets: Vec::new(),
        notes: Vec::new(),
    }
}

fn values() -> Vec<Value> {
    vec![
        contents::cases("modtaget", "Modtagne sager", "Cases received"),
        contents::days(
            "kvartil1",
            "Dage, til en fjerdedel er afgjort",
            "Days until a quarter are decided",
        ),
        contents::days(
            "median",
            "Median, dage: halvdelen er afgjort",
            "Median, days: half are decided",
        ),
        contents::days(
            "kvartil3",
            "Dage, til tre fjerdedele er afgjort",
            "Days until three quarters are decided",
        ),
        contents::days(
            "fraktil90",
            "Dage, til 90 pct. er afgjort",
            "Days until 90 per cent are decided",
        ),
        contents::half_days(
            "median_afgjorte",
            "Median af de afgjorte alene, dage",
            "Median of the decided cases alone, days",
        ),
    ]
}

fn facts(source: &Source) -> Facts {
    facts::of(
        source,
        "TID1",
        Subject::Time,
        TimeUnit::Year,
        [
            Text::new("Ankestyrelsens sagsbehandlingstid", "The board's processing time"),
            Text::new(
                "Hvor længe de sager, der blev modtaget i et år, varer fra modtagelse til afgørelse. Sager, der endnu ikke er \
            afgjort, er med (Kaplan-Meier). Tallet for de afgjorte alene står ved siden af; det er for lavt, mens \
            de langsomme sager venter. Genoptagne sager tæller fra genoptagelsen. Kommunens egen tid er ikke med. Enkelte emner vises kun for hele landet.",
                "How long the cases received in a year last from receipt to decision. Cases not decided yet are included \
            (Kaplan-Meier). The figure of the decided cases alone stands beside; it is too low while the slow cases \
            wait. Reopened cases count from the reopening. The municipality's own time is outside. Single topics are shown for the country only.",
            ),
            details::disclosure(source),
        ],
    )
}
