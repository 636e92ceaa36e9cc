//! Counts by place, act, values of a table's own, and year.

use std::collections::BTreeSet;

use domain::{municipality::MunicipalityCode, period::Period, topic::TopicCode};
use tables::{
    cell::Missing,
    cube::{Count, Cube},
    dimension::Dimension,
    table::{Facts, Table},
    text::Text,
};

use crate::{
    periods,
    places::Places,
    protect::{Axis, Block, Earlier, Unhidden},
    source::Source,
    sum::Sum,
    topics::TopicTree,
};

/// Counts by place, act, the table's own values, and the years that were over on the day of the draw.
pub(super) struct Tabulation<'a> {
    id: &'static str,
    places: Places,
    topics: TopicTree<'a>,
    laws: Dimension,
    own: Vec<Dimension>,
    /// The sums within each own dimension, then within the kinds of counts.
    axes: Vec<Axis>,
    periods: Vec<Period>,
    time: Dimension,
    /// The last of place, act, own and year runs fastest.
    pub counts: Vec<Count>,
}

impl<'a> Tabulation<'a> {
    /// Returns a table of zeros: `own` are the dimensions between act and contents with their sums, `kinds`
    /// the kinds of counts that stand beside each other under contents.
    pub fn new(
        id: &'static str,
        source: &Source<'a>,
        own: Vec<(Dimension, Vec<Sum>)>,
        kinds: Axis,
    ) -> Self {
        let (places, topics) = (Places::new(), TopicTree::new(source.topics));
        let laws = topics.law_dimension();
        let periods: BTreeSet<_> = source.years.cases.iter().map(|count| count.period).collect();
        let drawn_on = source.years.snapshot.drawn_on;
        let periods: Vec<_> = periods.into_iter().filter(|it| it.last_day() < drawn_on).collect();
        let time = periods::dimension(Text::new("år", "year"), &periods, source.annotations);
        let (own, sums): (Vec<_>, Vec<_>) = own.into_iter().unzip();
        let sized = own.iter().map(|dimension| dimension.values.len());
        let axes = sized.zip(sums).map(|(size, sums)| Axis { size, sums }).chain([kinds]);
        let axes: Vec<_> = axes.collect();
        let cells = axes.iter().map(|axis| axis.size).product::<usize>();
        let counts = vec![Count::of(0); places.len() * laws.values.len() * cells * periods.len()];
        Self { id, places, topics, laws, own, axes, periods, time, counts }
    }

    /// Returns how many cells there are at a place, act and year.
    fn own_cells(&self) -> usize {
        self.axes.iter().map(|axis| axis.size).product()
    }

    fn kinds(&self) -> usize {
        self.axes.last().expect("kinds of counts are an axis").size
    }

    /// Returns the place of a cell by its place, act, own value and year.
    pub fn at(&self, [place, law, own, time]: [usize; 4]) -> usize {
        ((place * self.laws.values.len() + law) * self.own_cells() + own) * self.periods.len()
            + time
    }

    /// Returns every cell in order, with its place, act, own value and year.
    pub fn cells(&self) -> impl Iterator<Item = ([usize; 4], Count)> {
        let (laws, own, periods) = (self.laws.values.len(), self.own_cells(), self.periods.len());
        self.counts.iter().enumerate().map(move |(cell, count)| {
            let at = [
                cell / periods / own / laws,
                cell / periods / own % laws,
                cell / periods % own,
                cell % periods,
            ];
            (at, *count)
        })
    }

    /// Adds some cases of a municipality; those of a year that was not over are left out.
    pub fn add(
        &mut self,
        municipality: MunicipalityCode,
        topic: TopicCode,
        own: usize,
        (period, cases): (Period, u32),
    ) {
        let Ok(time) = self.periods.binary_search(&period) else { return };
        let law = self.topics.law_place(topic).expect("counts are made with the same topics");
        let cell = self.at([self.places.of(municipality), law, own, time]);
        self.counts[cell] = Count::of(self.count(cell) + cases);
    }

    fn count(&self, cell: usize) -> u32 {
        self.counts[cell].get().unwrap_or(0)
    }

    /// Sums municipalities into everything they are a part of.
    pub fn add_places(&mut self) {
        for time in 0..self.periods.len() {
            let day = self.periods[time].last_day();
            for Sum { total, parts } in self.places.sums(day) {
                for (law, own) in pairs(self.laws.values.len(), self.own_cells()) {
                    let at = |place| self.at([place, law, own, time]);
                    let sum = parts.iter().map(|&part| self.count(at(part))).sum();
                    let total = at(total);
                    self.counts[total] = Count::of(sum);
                }
            }
            for place in self.places.absent(day) {
                for (law, own) in pairs(self.laws.values.len(), self.own_cells()) {
                    let cell = self.at([place, law, own, time]);
                    self.counts[cell] = Count::missing(Missing::NotApplicable);
                }
            }
        }
    }

    /// Hides small counts within each year and act. `known` are own values that readers know from another
    /// table.
    pub fn protect(
        &mut self,
        largest: u32,
        known: &[usize],
        earlier: &Earlier,
    ) -> Result<(), Unhidden> {
        for (law, time) in pairs(self.laws.values.len(), self.periods.len()) {
            let cells: Vec<_> = pairs(self.places.len(), self.own_cells())
                .map(|(place, own)| [place, law, own, time])
                .collect();
            let hidden = self.block(&cells, largest, known, earlier)?;
            for (cell, _) in cells.iter().zip(hidden).filter(|(_, hidden)| *hidden) {
                let cell = self.at(*cell);
                self.counts[cell] = Count::missing(Missing::Confidential);
            }
        }
        Ok(())
    }

    /// Returns which cells of a year and act to hide.
    fn block(
        &self,
        cells: &[[usize; 4]],
        largest: u32,
        known: &[usize],
        earlier: &Earlier,
    ) -> Result<Vec<bool>, Unhidden> {
        let [_, law, _, time] = cells[0];
        let places =
            Axis { size: self.places.len(), sums: self.places.sums(self.periods[time].last_day()) };
        let axes: Vec<_> = [places].into_iter().chain(self.axes.iter().cloned()).collect();
        let counts: Vec<_> = cells.iter().map(|at| self.counts[self.at(*at)].get().ok()).collect();
        let keep: Vec<_> = cells.iter().map(|at| self.was_hidden(*at, earlier)).collect();
        let known: Vec<_> = cells.iter().map(|[_, _, own, _]| known.contains(own)).collect();
        let block = Block { axes: &axes, counts: &counts, keep: &keep, known: &known };
        block.hidden(largest).map_err(|reason| Unhidden {
            table: self.id,
            period: self.periods[time].to_string(),
            law: self.laws.values[law].code.clone(),
            reason,
        })
    }

    fn was_hidden(&self, [place, law, own, time]: [usize; 4], earlier: &Earlier) -> bool {
        let (mut rest, kind) = (own / self.kinds(), own % self.kinds());
        let mut codes = vec![&*self.time.values[time].code];
        for dimension in self.own.iter().rev() {
            codes.push(&dimension.values[rest % dimension.values.len()].code);
            rest /= dimension.values.len();
        }
        codes.push(&self.laws.values[law].code);
        codes.push(self.places.code(place));
        codes.reverse();
        earlier.hid(&codes, kind)
    }

    /// Returns the counts of one kind, for a column of their own.
    pub fn column(&self, kind: usize) -> Vec<Count> {
        let of_kind = self.cells().filter(|([_, _, own, _], _)| own % self.kinds() == kind);
        of_kind.map(|(_, count)| count).collect()
    }

    /// Returns the table.
    pub fn table(self, facts: Facts, contents: Dimension, cube: Cube) -> Table {
        let before = [self.places.dimension(), self.laws].into_iter();
        Table::new(facts, before.chain(self.own).chain([contents, self.time]).collect(), cube)
    }
}

fn pairs(first: usize, second: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..first).flat_map(move |a| (0..second).map(move |b| (a, b)))
}
