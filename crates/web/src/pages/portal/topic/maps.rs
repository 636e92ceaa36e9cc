//! On which of the three maps a topic counts, and in which years.

use domain::{
    map::MapKind,
    period::{Period, Year},
    topic::Topic,
};

use crate::{
    address::{MapPage, Page},
    pages::portal::Portal,
};

/// A map that a topic counts on.
pub struct OnMap {
    pub name: &'static str,
    /// `2013–2022, 2024`.
    pub years: String,
    /// The map of the newest of these years.
    pub href: String,
}

/// Returns the maps on which any of some topics counts, in the editions of the newest release.
pub fn maps(portal: &Portal, topics: &[&Topic]) -> Vec<OnMap> {
    let on_map = |map: MapKind| {
        let years = years(portal, map, topics);
        let newest = *years.last()?;
        Some(OnMap {
            name: map.name(portal.address.language),
            years: ranges(&years),
            href: portal.context.address.to(Page::Map(MapPage::new(map, newest))).to_string(),
        })
    };
    MapKind::ALL.into_iter().filter_map(on_map).collect()
}

fn years(portal: &Portal, map: MapKind, topics: &[&Topic]) -> Vec<Year> {
    let release = portal.context.release;
    let mut years: Vec<_> = release
        .definitions()
        .into_iter()
        .flat_map(|(definition, years)| {
            let counted = definition.topics(map, release.topics()).unwrap_or_default();
            let counts = move |year: &Year| {
                let period = Period::Year(*year);
                topics.iter().any(|topic| {
                    counted.contains(&topic.code)
                        && topic.is_valid_within(period.first_day(), period.last_day())
                })
            };
            years.into_iter().filter(counts).collect::<Vec<_>>()
        })
        .collect();
    years.sort_unstable();
    years
}

/// Writes years that follow each other as one range.
fn ranges(years: &[Year]) -> String {
    let runs = years.chunk_by(|a, b| a.number() + 1 == b.number());
    let range = |run: &[Year]| match run {
        [first, .., last] => format!("{first}–{last}"),
        _ => run.iter().map(Year::to_string).collect(),
    };
    runs.map(range).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_follow_each_other_are_one_range() {
        check(&[2013, 2014, 2015, 2018, 2020, 2021], "2013–2015, 2018, 2020–2021");
        check(&[2024], "2024");
        check(&[], "");
    }

    #[track_caller]
    fn check(years: &[i16], expected: &str) {
        let years: Vec<_> = years.iter().filter_map(|year| Year::new(*year)).collect();
        assert_eq!(ranges(&years), expected);
    }
}
