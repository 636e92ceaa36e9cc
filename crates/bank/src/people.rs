//! `OPL1`: how many people live in a place, and how many received the benefits of the maps.

use std::collections::BTreeSet;

use domain::{
    map::MapKind,
    municipality,
    period::{Period, Year},
};
use tables::{
    cell::Missing,
    cube::{Column, Count, Cube, Formula},
    dimension::Value,
    table::{Facts, Table, TimeUnit},
    text::Text,
};

use crate::{
    contents,
    facts::{self, Subject},
    periods,
    places::Places,
    shape::Shape,
    source::Source,
};

/// Returns the table. A year of which a number is not delivered says so.
pub(crate) fn table(source: &Source) -> Table {
    let places = Places::new();
    let years: Vec<_> = years(source).into_iter().collect();
    let people = |year, code| source.population.newest(code, year);
    let mut columns = vec![column(&places, &years, &people)];
    for map in MapKind::ALL {
        let recipients = |year, code| source.recipients.newest(map, code, year);
        columns.push(column(&places, &years, &recipients));
    }
    let periods: Vec<_> = years.into_iter().map(Period::Year).collect();
    let time = periods::dimension(Text::new("år", "year"), &periods, source.annotations);
    let formulas = (0..columns.len()).map(Formula::Stored).collect();
    let dimensions = vec![places.dimension(), contents::dimension(values()), time];
    Table::new(facts(source), dimensions, Cube::new(columns, formulas))
}

fn years(source: &Source) -> BTreeSet<Year> {
    let codes = municipality::all().iter().map(|place| place.code);
    let people = codes.flat_map(|code| source.population.years(code));
    people.chain(MapKind::ALL.into_iter().flat_map(|map| source.recipients.years(map))).collect()
}

/// Returns the people of each place and year. Only a number of the very year counts.
fn column(
    places: &Places,
    years: &[Year],
    newest: &dyn Fn(Year, municipality::MunicipalityCode) -> Option<(Year, u32)>,
) -> Column {
    let shape = Shape([places.len(), years.len()]);
    let mut counts = vec![Count::missing(Missing::NotDelivered); shape.len()];
    for (time, year) in years.iter().enumerate() {
        for place in municipality::all() {
            if let Some((_, people)) = newest(*year, place.code).filter(|(known, _)| known == year)
            {
                counts[shape.place([places.of(place.code), time])] = Count::of(people);
            }
        }
        let day = year.last_day();
        for sum in places.sums(day) {
            let at = |place| shape.place([place, time]);
            let parts = sum.parts.iter().map(|&part| counts[at(part)].get());
            let total = parts.sum::<Result<u32, Missing>>();
            counts[at(sum.total)] = total.map_or_else(Count::missing, Count::of);
        }
        for place in places.absent(day) {
            counts[shape.place([place, time])] = Count::missing(Missing::NotApplicable);
        }
    }
    Column::Counts(counts)
}

fn values() -> Vec<Value> {
    let mut values =
        vec![contents::people("folketal", "Folketal den 1. januar", "Population on 1 January")];
    values.extend(MapKind::ALL.map(|map| {
        use domain::format::Language::{Da, En};
        contents::people(
            &format!("modtagere_{}", map.slug()),
            &format!("Modtagere: {}", map.name(Da)),
            &format!("Recipients: {}", map.name(En)),
        )
    }));
    values
}

fn facts(source: &Source) -> Facts {
    let title = Text::new("Folketal og modtagere", "Population and recipients");
    let description = Text::new(
        "Til at sætte antallet af sager i forhold til. Modtagere står her, når de er leveret; et år uden tal gættes der ikke på.",
        "To set the number of cases against. Recipients stand here where they are delivered; a year without a number is not guessed.",
    );
    let disclosure =
        Text::new("Antal vises, som de er leveret.", "Numbers are shown as delivered.");
    let mut facts = facts::of(
        source,
        "OPL1",
        Subject::People,
        TimeUnit::Year,
        [title, description, disclosure],
    );
    facts.source = Text::new(
        "Danmarks Statistik, FOLK1A (folketal)",
        "Statistics Denmark, FOLK1A (population)",
    );
    facts
}
