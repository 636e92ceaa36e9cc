//! `OMG4`: the national figures as they were published, every vintage of them.

use domain::{
    format::{self, Language},
    map::MapKind,
    period::Period,
    published::{PublishedFigure, PublishedPercent},
};
use tables::{
    cell::{Cell, Missing, Number},
    cube::{Column, Cube, Formula},
    dimension::{Dimension, Role, Value},
    table::{Facts, Table, TimeUnit},
    text::Text,
};

use super::{count, maps};
use crate::{
    contents,
    facts::{self, Subject},
    periods,
    shape::Shape,
    source::Source,
};

/// Returns the table; `None` where no release stands beside, or it knows nothing published.
pub(crate) fn table(source: &Source) -> Option<Table> {
    let release = source.release?;
    let mut figures = release.all_published().to_vec();
    figures.sort_by_key(|figure| (figure.year, figure.map, figure.published_on));
    let mut years: Vec<_> = figures.iter().map(|figure| figure.year).collect();
    years.dedup();
    let of_one = figures.chunk_by(|a, b| (a.year, a.map) == (b.year, b.map));
    let most = of_one.clone().map(<[_]>::len).max()?;
    let shape = Shape([MapKind::ALL.len(), most, years.len()]);
    let none = vec![Cell::Missing(Missing::NotApplicable); shape.len()];
    let mut columns = [const { Vec::new() }; 7].map(|_: Vec<Cell>| none.clone());
    for vintages in of_one {
        for (vintage, figure) in vintages.iter().enumerate() {
            let map = MapKind::ALL.iter().position(|map| *map == figure.map);
            let year = years.binary_search(&figure.year);
            let at = [map.expect("one of three"), vintage, year.expect("a year of the figures")];
            for (column, found) in columns.iter_mut().zip(cells(figure)) {
                column[shape.place(at)] = found;
            }
        }
    }
    let periods: Vec<_> = years.into_iter().map(Period::Year).collect();
    let mut time = periods::dimension(
        Text::new("afgørelsesår", "decision year"),
        &periods,
        source.annotations,
    );
    add_sources(&mut time, &figures);
    let dimensions = vec![maps(), vintages(most), contents::dimension(values()), time];
    let formulas = (0..columns.len()).map(Formula::Stored).collect();
    Some(Table::new(
        facts(source),
        dimensions,
        Cube::new(columns.map(Column::Cells).into(), formulas),
    ))
}

/// Notes on each year where its figures were published, and when.
fn add_sources(time: &mut Dimension, figures: &[PublishedFigure]) {
    for (value, year) in time.values.iter_mut().zip(figures.chunk_by(|a, b| a.year == b.year)) {
        value.notes.extend(year.iter().map(|figure| {
            let on = |language| match figure.published_on {
                Some(day) => format::date(day, language),
                None if language == Language::Da => "dag ukendt".into(),
                None => "day unknown".into(),
            };
            let note = |language| {
                format!("{}, {}: {}", figure.map.name(language), on(language), figure.source)
            };
            Text::new(note(Language::Da), note(Language::En))
        }));
    }
}

fn cells(figure: &PublishedFigure) -> [Cell; 7] {
    let percent = |percent: Option<PublishedPercent>| {
        percent.map_or(Cell::Missing(Missing::NotDelivered), |percent| {
            Cell::Number(Number::Decimal { digits: i64::from(percent.tenths()), places: 1 })
        })
    };
    let not_told = Cell::Missing(Missing::NotDelivered);
    [
        percent(figure.reversal),
        percent(figure.changed),
        percent(figure.remitted),
        percent(figure.upheld),
        figure.merits.map_or(not_told, count),
        figure.published_on.map_or(not_told, |day| {
            let digits = i64::from(day.year()) * 10_000
                + i64::from(day.month()) * 100
                + i64::from(day.day());
            Cell::Number(Number::Decimal { digits, places: 0 })
        }),
        figure.reversal.map_or(not_told, |percent| count(u32::from(percent.decimals()))),
    ]
}

fn vintages(most: usize) -> Dimension {
    let value = |number: usize| {
        let label = Text::new(
            format!("{number}. gang offentliggjort"),
            format!("published for the {number}{} time", ending(number)),
        );
        Value::new(number.to_string(), label)
    };
    Dimension {
        code: "OFFENTLIGGJORT".into(),
        label: Text::new("offentliggjort", "published"),
        role: Role::Classification,
        values: (1..=most).map(value).collect(),
        total: None,
        subsets: Vec::new(),
        notes: vec![Text::new(
            "Den samme procent er offentliggjort flere gange, og ikke altid med samme tal. De uden kendt dag står først.",
            "The same rate was published several times, not always as the same figure. Those of an unknown day stand first.",
        )],
    }
}

const fn ending(number: usize) -> &'static str {
    match number {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    }
}

fn values() -> Vec<Value> {
    vec![
        contents::percent("omgoerelsesprocent", "Omgørelsesprocent", "Reversal rate"),
        contents::percent("aendret", "Ændret eller ophævet", "Changed or annulled"),
        contents::percent("hjemvist", "Hjemvist", "Remitted"),
        contents::percent("stadfaestet", "Stadfæstet", "Upheld"),
        contents::cases(
            "realitetsbehandlet",
            "Realitetsbehandlede sager",
            "Cases decided on their merits",
        ),
        contents::code("dag", "Offentliggjort den (ååååmmdd)", "Published on (yyyymmdd)"),
        contents::code(
            "decimaler",
            "Decimaler i den offentliggjorte procent",
            "Decimals of the published rate",
        ),
    ]
}

fn facts(source: &Source) -> Facts {
    let mut facts = facts::of(
        source,
        "OMG4",
        Subject::Reversal,
        TimeUnit::Year,
        [
            Text::new(
                "Landets omgørelsesprocenter, som de er offentliggjort",
                "The country's reversal rates as published",
            ),
            Text::new(
                "Hver gang en landsprocent er offentliggjort, med dag og kilde. Kun procenten kendes for de fleste år, så der hører intet interval til.",
                "Each time a national rate was published, with day and source. For most years only the rate is known, so no interval belongs to it.",
            ),
            Text::new(
                "Tallene er offentliggjort i forvejen.",
                "The figures are published already.",
            ),
        ],
    );
    facts.source = Text::new(
        "Ministeriets og Ankestyrelsens offentliggørelser",
        "Publications of the ministry and the board",
    );
    facts
}
