//! What the changes do to the national figures of the maps.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    count::{Absence, Counts},
    map::{MapDefinition, MapKind, UnknownContents},
    municipality,
    period::{Grain, Period, Year},
    reversal::OutcomeCounts,
    topic::TopicCode,
};

use super::{DiffError, DiffOptions, MapChange};
use crate::count::count_outcomes;

type Figures = BTreeMap<(MapKind, Year), Option<OutcomeCounts>>;

/// Returns the national outcomes of every map and year that one of the states has.
pub(super) fn compare(options: &DiffOptions) -> Result<Vec<MapChange>, DiffError> {
    let figures =
        |snapshot| Ok::<_, DiffError>(figures(options, &count_outcomes(snapshot, Grain::Year)?)?);
    let (before, after) = (figures(options.before)?, figures(options.after)?);
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
    let change = |(map, year)| MapChange {
        map,
        year,
        before: before.get(&(map, year)).copied().flatten(),
        after: after.get(&(map, year)).copied().flatten(),
    };
    Ok(keys.into_iter().map(change).collect())
}

fn figures(options: &DiffOptions, counts: &Counts) -> Result<Figures, UnknownContents> {
    let mut figures = Figures::new();
    for (year, rows) in by_year(counts) {
        let Some(definition) = in_force(options.definitions, year) else { continue };
        for map in MapKind::ALL {
            let topics = definition.topics(map, options.topics)?;
            let rows = || rows.iter().filter(|(_, topic, _)| topics.contains(topic));
            let places: BTreeSet<usize> = rows().map(|(place, ..)| *place).collect();
            // The sum of some municipalities is not the country.
            let is_country =
                counts.absence == Absence::NoCases || places.len() == municipality::all().len();
            let sum = rows().map(|(.., outcomes)| *outcomes).sum();
            figures.insert((map, year), is_country.then_some(sum));
        }
    }
    Ok(figures)
}

type Row = (usize, TopicCode, OutcomeCounts);

fn by_year(counts: &Counts) -> BTreeMap<Year, Vec<Row>> {
    let mut years: BTreeMap<Year, Vec<Row>> = BTreeMap::new();
    for count in &counts.cases {
        if let Period::Year(year) = count.period {
            let row = (count.municipality.index(), count.topic, count.outcomes);
            years.entry(year).or_default().push(row);
        }
    }
    years
}

fn in_force(definitions: &[MapDefinition], year: Year) -> Option<&MapDefinition> {
    let holding = definitions.iter().filter(|it| it.from_decision_year <= year.number());
    holding.max_by_key(|definition| definition.from_decision_year)
}
