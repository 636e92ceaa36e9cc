//! `OMG3`, `OMG4` and `REV1`: the maps, what was published of them, and what moved between draws. They come
//! from a release, so they say what its pages say.

mod published;
mod revisions;

use domain::{
    comparison::Standing, format::tenths_of_fraction, map::MapKind, municipality, period::Period,
};
use publication::{draft::MapYear, figure::Figure, release::Release};
use stats::Interval;
use tables::{
    cell::{Cell, Missing, Number},
    cube::{Column, Cube, Formula},
    dimension::{Dimension, Role, Value},
    table::{Facts, Note, Table, TimeUnit},
    text::Text,
};

pub(crate) use self::{published::table as published, revisions::table as revisions};
use crate::{
    contents,
    facts::{self, Subject},
    periods,
    places::Places,
    shape::Shape,
    source::Source,
};

/// Returns the table of the three maps; `None` where no release stands beside.
pub(crate) fn table(source: &Source) -> Option<Table> {
    let release = source.release?;
    let years: Vec<_> =
        release.editions().iter().map(|edition| Period::Year(edition.year())).collect();
    let places = places();
    let shape = Shape([MapKind::ALL.len(), places.values.len(), years.len()]);
    let none = vec![Cell::Missing(Missing::NotDelivered); shape.len()];
    let mut columns = [const { Vec::new() }; 9].map(|_: Vec<Cell>| none.clone());
    for (map, kind) in MapKind::ALL.into_iter().enumerate() {
        for (time, found) in release.series(kind).enumerate() {
            for (place, figure) in figures(found) {
                let cell = shape.place([map, place, time]);
                for (column, found) in columns.iter_mut().zip(cells(figure)) {
                    column[cell] = found;
                }
            }
        }
    }
    let dimensions = vec![
        maps(),
        places,
        contents::dimension(values()),
        periods::dimension(Text::new("afgørelsesår", "decision year"), &years, source.annotations),
    ];
    let formulas = (0..columns.len()).map(Formula::Stored).collect();
    Some(Table::new(
        facts(source, release),
        dimensions,
        Cube::new(columns.map(Column::Cells).into(), formulas),
    ))
}

/// Returns the places of a map: the country, and the municipalities in the order of [`figures`].
fn places() -> Dimension {
    let mut all = Places::new().dimension();
    let is_kept = |value: &Value| value.code == "0000" || value.code.starts_with('0');
    all.values.retain(is_kept);
    for (place, value) in all.values.iter_mut().enumerate() {
        value.parent = (place > 0).then_some(0);
    }
    let municipalities = all.subset("vs_kommuner").cloned();
    all.subsets = municipalities.into_iter().collect();
    all.subsets[0].members = (1..all.values.len()).collect();
    all.notes.clear();
    all
}

/// Returns the figure of each place of a map.
fn figures(map: &MapYear) -> impl Iterator<Item = (usize, &Figure)> {
    let own = municipality::in_danish_order().into_iter().map(|it| map.municipality(it.code));
    [&map.country].into_iter().chain(own).enumerate()
}

fn maps() -> Dimension {
    use domain::format::Language::{Da, En};
    let value =
        |map: MapKind| Value::new(map.slug().to_uppercase(), Text::new(map.name(Da), map.name(En)));
    Dimension {
        code: "KORT".into(),
        label: Text::new("kort", "map"),
        role: Role::Classification,
        values: MapKind::ALL.map(value).into(),
        total: None,
        subsets: Vec::new(),
        notes: Vec::new(),
    }
}

fn cells(figure: &Figure) -> [Cell; 9] {
    let standing = figure.standing();
    let (Some(counts), Some(rate)) = (figure.counts(), figure.rate()) else {
        let reason =
            if figure.counts().is_some() { Missing::NoCases } else { Missing::NotDelivered };
        let merits = figure.merits().map_or(Cell::Missing(reason), count);
        let mut cells = [Cell::Missing(reason); 9];
        (cells[1], cells[2], cells[8]) = (merits, merits, class(standing));
        return cells;
    };
    let Interval { lower, upper } =
        figure.interval().expect("where there is a rate there is an interval");
    let test = |of: fn(domain::comparison::Test) -> f64| {
        figure
            .test()
            .map_or(Cell::Missing(Missing::Undefined), |test| Cell::Number(Number::Real(of(test))))
    };
    [
        tenths(domain::format::tenths_of_percent(rate)),
        count(counts.merits()),
        count(counts.reversed()),
        tenths(tenths_of_fraction(lower)),
        tenths(tenths_of_fraction(upper)),
        Cell::Number(Number::Real(rate.value())),
        test(|test| test.p_value),
        test(|test| test.adjusted),
        class(standing),
    ]
}

fn count(cases: u32) -> Cell {
    Cell::Number(Number::count(cases))
}

fn tenths(tenths: u64) -> Cell {
    let digits = i64::try_from(tenths).expect("at most 1000");
    Cell::Number(Number::Decimal { digits, places: 1 })
}

/// Returns the number that stands for what may be said, see [`CLASSES`].
fn class(standing: Standing) -> Cell {
    match CLASSES.iter().position(|(known, _)| *known == standing) {
        Some(place) => count(u32::try_from(place).expect("six") + 1),
        None => Cell::Missing(Missing::NotDelivered),
    }
}

/// The classes in the order of their numbers, from 1; *not delivered* is a missing value.
const CLASSES: [(Standing, [&str; 2]); 6] = [
    (
        Standing::ChanceMayExplain,
        ["kan ikke skelnes fra hele landet", "cannot be told from the country"],
    ),
    (Standing::Lower, ["lavere end hele landet", "lower than the country"]),
    (Standing::Higher, ["højere end hele landet", "higher than the country"]),
    (Standing::FewCases, ["for få sager til at sige noget", "too few cases to say"]),
    (Standing::NoCases, ["ingen sager", "no cases"]),
    (Standing::NotCompared, ["sammenlignes ikke", "not compared"]),
];

fn values() -> Vec<Value> {
    let mut class = contents::code(
        "klasse",
        "Hvad der kan siges (se noten)",
        "What may be said (see the note)",
    );
    let listed = |language: usize| {
        let named = CLASSES
            .iter()
            .enumerate()
            .map(|(place, (_, words))| format!("{} = {}", place + 1, words[language]));
        named.collect::<Vec<_>>().join("; ")
    };
    class.notes = vec![Text::new(listed(0), listed(1))];
    vec![
        contents::percent("omgoerelsesprocent", "Omgørelsesprocent", "Reversal rate"),
        contents::cases(
            "realitetsbehandlet",
            "Realitetsbehandlede sager",
            "Cases decided on their merits",
        ),
        contents::cases("omgjort", "Omgjorte sager", "Cases reversed"),
        contents::percent(
            "nedre",
            "Nedre grænse, 95 pct. (Wilson)",
            "Lower limit, 95 per cent (Wilson)",
        ),
        contents::percent(
            "oevre",
            "Øvre grænse, 95 pct. (Wilson)",
            "Upper limit, 95 per cent (Wilson)",
        ),
        contents::fraction(
            "omgoerelsesandel",
            "Omgjort, andel uden afrunding",
            "Reversed, fraction that is not rounded",
        ),
        contents::fraction(
            "p",
            "Sandsynlighed for så stor en forskel ved tilfældigheder",
            "Probability of as large a difference by chance",
        ),
        contents::fraction(
            "p_rettet",
            "Det samme, rettet for alle kommuner på kortet",
            "The same, adjusted for all municipalities of the map",
        ),
        class,
    ]
}

fn facts(source: &Source, release: &Release) -> Facts {
    let mut facts = facts::of(
        source,
        "OMG3",
        Subject::Reversal,
        TimeUnit::Year,
        [
            Text::new("Danmarkskortets tre kort", "The three maps of Danmarkskortet"),
            Text::new(
                "Omgørelsesprocenten på hvert kort med antal, 95 pct.-interval og hvad der kan siges om kommunen over for hele landet. Tallene er udgavens, ikke Talportalens seneste.",
                "The reversal rate of each map with counts, 95 per cent interval and what may be said of the municipality beside the country. The figures are those of the edition, not the newest of the board's portal.",
            ),
            Text::new(
                "Antal vises, som de er, også når de er små. Om en procent af færre sager, end udgaven siger, siges der ikke noget.",
                "Counts are shown as they are, small ones too. Nothing is said of a rate of fewer cases than the edition states.",
            ),
        ],
    );
    facts.drawn_on = release.snapshot().drawn_on;
    // They are the edition's, frozen.
    facts.notes.retain(|note| !note.mandatory);
    for map in MapKind::ALL {
        use domain::format::Language::{Da, En};
        let breaks = release.series(map).filter_map(|found| found.series_break.as_ref());
        facts.notes.extend(breaks.map(|it| Note {
            text: Text::new(
                format!("{}: {}", map.name(Da), it.sentence(Da)),
                format!("{}: {}", map.name(En), it.sentence(En)),
            ),
            mandatory: true,
        }));
    }
    facts
}
