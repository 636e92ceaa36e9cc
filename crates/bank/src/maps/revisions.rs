//! `REV1`: the figures of the maps in every draw that is known.

use domain::{
    format::{self, Language},
    map::MapKind,
    period::Period,
};
use publication::figure::Figure;
use tables::{
    cell::Missing,
    cube::{Column, Count, Cube, Formula},
    dimension::{Dimension, Role, Value},
    table::{Facts, Table, TimeUnit},
    text::Text,
};

use super::{figures, maps, places};
use crate::{
    contents,
    facts::{self, Subject},
    periods,
    shape::Shape,
    source::Source,
};

/// Returns the table; `None` where no release stands beside.
pub(crate) fn table(source: &Source) -> Option<Table> {
    let release = source.release?;
    let (draws, places) = (release.draws(), places());
    let years: Vec<_> = release.editions().iter().map(period).collect();
    let shape = Shape([MapKind::ALL.len(), places.values.len(), draws.len(), years.len()]);
    let none = vec![Count::missing(Missing::NotApplicable); shape.len()];
    let mut columns = [none.clone(), none.clone(), none];
    for (draw, found) in draws.iter().enumerate() {
        for (map, kind) in MapKind::ALL.into_iter().enumerate() {
            for (time, period) in years.iter().enumerate() {
                let Some(found) = found.map(kind, period.year()) else { continue };
                for (place, figure) in figures(found) {
                    let cell = shape.place([map, place, draw, time]);
                    for (column, count) in columns.iter_mut().zip(counts(figure)) {
                        column[cell] = count;
                    }
                }
            }
        }
    }
    let time =
        periods::dimension(Text::new("afgørelsesår", "decision year"), &years, source.annotations);
    let days = draws.iter().map(|draw| Value::new(draw.drawn_on.to_string(), day(draw.drawn_on)));
    let dimensions = vec![
        maps(),
        places,
        drawn_on(days.collect()),
        contents::dimension(contents::outcomes()),
        time,
    ];
    let formulas = vec![
        Formula::Percent { part: vec![0, 1], rest: vec![2] },
        Formula::Sum(vec![0, 1, 2]),
        Formula::Sum(vec![0, 1]),
        Formula::Stored(0),
        Formula::Stored(1),
        Formula::Stored(2),
    ];
    Some(Table::new(
        facts(source),
        dimensions,
        Cube::new(columns.map(Column::Counts).into(), formulas),
    ))
}

fn period(edition: &publication::edition::Edition) -> Period {
    Period::Year(edition.year())
}

fn day(day: jiff::civil::Date) -> Text {
    Text::new(format::date(day, Language::Da), format::date(day, Language::En))
}

fn counts(figure: &Figure) -> [Count; 3] {
    let missing = Count::missing(Missing::NotDelivered);
    figure.counts().map_or([missing; 3], |counts| {
        [counts.changed, counts.remitted, counts.upheld].map(Count::of)
    })
}

fn drawn_on(values: Vec<Value>) -> Dimension {
    Dimension {
        code: "UDTRAEK".into(),
        label: Text::new("udtræk", "draw"),
        role: Role::Classification,
        values,
        total: None,
        subsets: Vec::new(),
        notes: vec![Text::new(
            "Et år, der ikke var gået på udtrækkets dag, kan ikke have noget tal i det.",
            "A year that was not over on the day of a draw can have no figure in it.",
        )],
    }
}

fn facts(source: &Source) -> Facts {
    facts::of(
        source,
        "REV1",
        Subject::Reversal,
        TimeUnit::Year,
        [
            Text::new(
                "Kortenes tal, som de var i hvert udtræk",
                "The figures of the maps as each draw had them",
            ),
            Text::new(
                "Sager, der registreres sent, ændrer tal, som allerede er vist. Her står hvert tal, som det var i hvert udtræk.",
                "Cases that are registered late change figures already shown. Here each figure stands as it was in each draw.",
            ),
            Text::new(
                "Antal vises, som de er, også når de er små.",
                "Counts are shown as they are, small ones too.",
            ),
        ],
    )
}
