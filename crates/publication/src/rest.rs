//! What the general map counts beside the two other maps: the rest of the social area.

use domain::{
    count::Counts,
    map::MapKind,
    period::{Period, Year},
    series_break::SeriesBreak,
    topic::Topics,
};

use crate::{draft::MapYear, edition::Editions, figure::Figure};

/// The country's figure of the topics that only the general map counts, in one decision year.
#[derive(Clone, Debug, PartialEq)]
pub struct RestYear {
    /// The year of the board's decisions.
    pub year: Year,
    /// The figure; not delivered where one of the three maps is not.
    pub country: Figure,
    /// The breaks of the maps in this year: what one of them gains or loses, the rest may lose or gain.
    pub breaks: Vec<SeriesBreak>,
}

pub(crate) fn rest(
    counts: &Counts,
    maps: &[MapYear],
    editions: &Editions,
    topics: &Topics,
) -> Vec<RestYear> {
    let year_of = |edition: &crate::edition::Edition| {
        let year = edition.year();
        let of_year: Vec<_> = maps.iter().filter(|map| map.year == year).collect();
        let is_delivered = of_year.iter().all(|map| map.country.counts().is_some());
        let definition = editions.definition_of(edition).expect("editions are checked when read");
        let of = |map| definition.topics(map, topics).expect("editions are checked when read");
        let mut wanted = of(MapKind::Social);
        for map in [MapKind::ChildDisability, MapKind::AdultDisability] {
            let own = of(map);
            wanted.retain(|code| !own.contains(code));
        }
        let rows = counts
            .cases
            .iter()
            .filter(|count| count.period == Period::Year(year) && wanted.contains(&count.topic));
        let sum = is_delivered.then(|| rows.map(|count| count.outcomes).sum());
        RestYear {
            year,
            country: Figure::of_country(sum, counts.dismissed_delivered),
            breaks: of_year.iter().filter_map(|map| map.series_break.clone()).collect(),
        }
    };
    editions.edition.iter().map(year_of).collect()
}
