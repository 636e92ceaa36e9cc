//! Tables to write: a small one with all that is hard, and some of any size.

#![allow(dead_code, reason = "each test uses some of it")]

use domain::{format::Language, provenance::Provenance};
use formats::{format::Format, layout::Layout};
use jiff::civil::date;
use tables::{
    cell::{Cell, Missing, Number},
    cube::{Column, Count, Cube, Formula},
    dimension::{Dimension, Measured, Role, Subset, Unit, Value},
    slice::{Choice, Slice},
    table::{Facts, Note, Table, TimeUnit},
    text::Text,
};

/// Returns the bytes of a slice in a format.
pub fn bytes(format: Format, slice: &Slice<'_>, layout: &Layout) -> Vec<u8> {
    let mut out = Vec::new();
    format.write(slice, layout, &mut out).expect("the format holds the slice");
    out
}

/// Returns a layout in Danish.
pub fn danish() -> Layout {
    Layout::new(Language::Da)
}

/// Returns a table of three places, three topics, four kinds of numbers and two years: seventy-two cells,
/// among them each reason for a missing one, with labels that files stumble over.
pub fn sample() -> Table {
    sample_of(Provenance::Synthetic)
}

/// Returns the same table as if its figures came from somewhere.
pub fn sample_of(provenance: Provenance) -> Table {
    let dimensions = vec![places(), topics(), contents(), years()];
    let columns: Vec<_> = (0..4).map(|contents| Column::Cells(cells(contents))).collect();
    let facts = Facts { provenance, ..facts() };
    Table::new(facts, dimensions, Cube::new(columns, (0..4).map(Formula::Stored).collect()))
}

/// Returns a part of the sample, in another order: two topics and two years backwards, time before place.
pub fn turned(table: &Table) -> Slice<'_> {
    let choice = |dimension, values: &[usize]| Choice { dimension, values: values.into() };
    let choices =
        vec![choice(3, &[1, 0]), choice(1, &[2, 0]), choice(0, &[0, 2]), choice(2, &[1, 2])];
    Slice::new(table, choices, 1)
}

/// Returns a table of counts with about as many cells as asked for, shares among them.
pub fn large(cells: usize) -> Table {
    let years = 20;
    let codes = cells.div_ceil(years * 2 * 50);
    let value = |code: String| Value::new(code.clone(), Text::new(format!("Navn {code}"), code));
    let many = |code: &str, role, count: usize| Dimension {
        values: (0..count).map(|place| value(format!("{}", 1000 + place))).collect(),
        ..dimension(code, code, code, role)
    };
    let unit =
        |decimals| Unit { name: Text::new("antal", "number"), decimals, measured: Measured::Flow };
    let contents = ["sager", "procent"].iter().zip([Some(0), Some(1)]);
    let contents = contents
        .map(|(code, decimals)| Value::new(*code, Text::same(*code)).in_unit(unit(decimals)));
    let dimensions = vec![
        many("OMRAADE", Role::Geography, codes),
        many("EMNE", Role::Classification, 50),
        Dimension {
            values: contents.collect(),
            ..dimension("INDHOLD", "indhold", "contents", Role::Contents)
        },
        many("TID", Role::Time, years),
    ];
    let count = |place: usize| match place % 50 {
        49 => Count::missing(Missing::Confidential),
        _ => Count::of(u32::try_from(place * 7919 % 20_000).expect("small")),
    };
    let column = || Column::Counts((0..codes * 50 * years).map(count).collect());
    let formulas = vec![Formula::Stored(0), Formula::Percent { part: vec![0], rest: vec![1] }];
    Table::new(facts(), dimensions, Cube::new(vec![column(), column()], formulas))
}

/// Returns a table of one topic dimension with labels and one year for each row of cells.
pub fn of(labels: &[String], rows: &[Vec<Cell>]) -> Table {
    let unit = Unit { name: Text::same("tal"), decimals: None, measured: Measured::Flow };
    let named =
        |(place, label): (usize, &String)| Value::new(format!("E{place}"), Text::same(label));
    let dimensions = vec![
        Dimension {
            values: labels.iter().enumerate().map(named).collect(),
            ..dimension("EMNE", "emne", "topic", Role::Classification)
        },
        Dimension {
            values: vec![Value::new("tal", Text::same("tal")).in_unit(unit)],
            ..dimension("INDHOLD", "indhold", "contents", Role::Contents)
        },
        Dimension {
            values: (0..rows.len())
                .map(|year| {
                    Value::new((2000 + year).to_string(), Text::same((2000 + year).to_string()))
                })
                .collect(),
            ..dimension("TID", "år", "year", Role::Time)
        },
    ];
    let cells = (0..labels.len()).flat_map(|topic| rows.iter().map(move |row| row[topic]));
    let cube = Cube::new(vec![Column::Cells(cells.collect())], vec![Formula::Stored(0)]);
    Table::new(facts(), dimensions, cube)
}

fn cells(contents: usize) -> Vec<Cell> {
    let number = |place: usize| {
        let place = i64::try_from(place).expect("small");
        match contents {
            0 => Number::Decimal { digits: 10_000 - 563 * place, places: 0 },
            1 => Number::Decimal { digits: 449 - 25 * place, places: 1 },
            2 => Number::Real(1.0 / f64::from(3 + i32::try_from(place).expect("small"))),
            _ => Number::Decimal { digits: place, places: 0 },
        }
    };
    let cell = |place: usize| match place.checked_sub(12) {
        Some(reason) if contents > 0 => Cell::Missing(Missing::ALL[reason]),
        _ => Cell::Number(number(place)),
    };
    (0..18).map(cell).collect()
}

fn dimension(code: &str, da: &str, en: &str, role: Role) -> Dimension {
    Dimension {
        code: code.into(),
        label: Text::new(da, en),
        role,
        values: Vec::new(),
        total: None,
        subsets: Vec::new(),
        notes: Vec::new(),
    }
}

fn places() -> Dimension {
    let subset = Subset {
        id: "vs_kommuner".into(),
        label: Text::new("Kommuner", "Municipalities"),
        members: vec![1, 2],
    };
    Dimension {
        values: vec![
            Value::new("000", Text::new("Hele landet", "All Denmark")),
            Value::new("101", Text::same("København")).within(0),
            Value::new("492", Text::same("Ærø")).within(0),
        ],
        total: Some(0),
        subsets: vec![subset],
        notes: vec![Text::new(
            "Kommunen, der traf afgørelsen.",
            "The municipality that made the decision.",
        )],
        ..dimension("OMRAADE", "Område", "Area", Role::Geography)
    }
}

fn topics() -> Dimension {
    let mut adults = Value::new(
        "V96",
        Text::new("Hjælp; \"BPA\" = § 96, voksne", "Help; \"BPA\" = § 96, adults"),
    );
    adults.notes = vec![Text::new(
        "Databrud i 2024: <barnets lov> & serviceloven.",
        "Series break in 2024: <the child's act> & the service act.",
    )];
    Dimension {
        values: vec![
            adults,
            Value::new("B41", Text::new("Merudgifter ≥ 1 → børn", "Extra costs ≥ 1 → children")),
            Value::new("B42", Text::new("Merudgifter ≥ 1 → børn", "Extra costs ≥ 1 → children")),
        ],
        ..dimension("EMNE", "Emne", "Topic", Role::Classification)
    }
}

fn contents() -> Dimension {
    let kind = |code: &str, da: &str, en: &str, unit: (&str, &str), decimals, measured| {
        let name = Text::new(unit.0, unit.1);
        Value::new(code, Text::new(da, en)).in_unit(Unit { name, decimals, measured })
    };
    let (number, percent) = (("antal", "number"), ("pct.", "per cent"));
    Dimension {
        values: vec![
            kind("sager", "Afgjorte sager", "Cases decided", number, Some(0), Measured::Flow),
            kind(
                "procent",
                "Omgørelsesprocent",
                "Reversal rate",
                percent,
                Some(1),
                Measured::Average,
            ),
            kind("andel", "Andel", "Share", ("andel", "share"), None, Measured::Average),
            kind("ikke_afgjort", "Verserende", "Pending", number, Some(0), Measured::Stock),
        ],
        ..dimension("INDHOLD", "Indhold", "Contents", Role::Contents)
    }
}

fn years() -> Dimension {
    Dimension {
        values: ["2023", "2024"].map(|year| Value::new(year, Text::same(year))).into(),
        ..dimension("TID", "År", "Year", Role::Time)
    }
}

fn facts() -> Facts {
    Facts {
        id: "OMG1".into(),
        title: Text::new("Klagesager", "Appeals"),
        description: Text::new(
            "Klagesager, som Ankestyrelsen har afgjort på det sociale område, fordelt efter den kommune, \
             der traf den første afgørelse, og efter det emne, som sagen handlede om. Sager, der er \
             afvist, tæller ikke med i omgørelsesprocenten.",
            "Appeals in the social area that the board has decided, by the municipality that made the \
             first decision and by the topic of the case. Dismissed cases are not part of the reversal \
             rate.",
        ),
        subject: "omgoerelse".into(),
        subject_label: Text::new("Omgørelse", "Reversals"),
        time_unit: TimeUnit::Year,
        drawn_on: date(2025, 3, 1),
        next_update: Some(date(2026, 6, 10)),
        provenance: Provenance::Synthetic,
        release: "2025-03-01-a1b2c3".into(),
        source: Text::new("Ankestyrelsen", "The National Social Appeals Board"),
        contact: Text::new("Statistik, statistik@example.dk", "Statistics, statistik@example.dk"),
        quality: Text::new("Alle afgjorte sager er med.", "All decided cases are covered."),
        disclosure: Text::new("Tal på 1–2 er skjult.", "Counts of 1–2 are hidden."),
        notes: vec![Note {
            text: Text::new("Databrud fra 2024.", "Series break from 2024."),
            mandatory: true,
        }],
    }
}
