//! Statistics tables for tests: synthetic, and the same every time.
//!
//! One with places in two levels, code lists and quarters; one with every kind of missing cell; one so
//! large that nobody may have it whole.

use std::sync::Arc;

use bank::settings::Settings;
use domain::{municipality, provenance::Provenance};
use jiff::civil::{Date, date};
use tables::{
    catalog::Catalog,
    cell::{Cell, Missing, Number},
    cube::{Column, Count, Cube, Formula},
    dimension::{Dimension, Measured, Role, Subset, Unit, Value},
    table::{Facts, Note, Table, TimeUnit},
    text::Text,
};

/// The release of the older draw, of 1 March 2025.
pub const OLDER: &str = "2025-03-01-0a0b0c0d";

/// The release of the newest draw, of 10 June 2025.
pub const NEWEST: &str = "2025-06-10-0123abcd";

/// Returns two draws, the newest last.
#[must_use]
pub fn catalogs() -> Vec<Arc<Catalog>> {
    vec![catalog(OLDER, date(2025, 3, 1), 0), catalog(NEWEST, date(2025, 6, 10), 1)]
}

/// Returns what is decided of them, with an update of each stream announced.
///
/// # Panics
///
/// Never; the text is well-formed.
#[must_use]
pub fn settings() -> Settings {
    let text = "contact = \"Statistik\"\ncontact_en = \"Statistics\"\nemail = \"statistik@example.dk\"\n\
        [[update]]\non = \"2025-03-01\"\nof = \"tables\"\ntitle = \"Tabeller for 2024\"\n\
        title_en = \"Tables of 2024\"\n\
        [[update]]\non = \"2025-09-10\"\nof = \"tables\"\ntitle = \"Tabeller for 1. halvår 2025\"\n\
        title_en = \"Tables of the first half of 2025\"\n\
        [[update]]\non = \"2026-06-12\"\nof = \"maps\"\ntitle = \"Kortene for 2025\"\n\
        title_en = \"The maps of 2025\"\n";
    Settings::parse(text).expect("well-formed settings")
}

fn catalog(release: &str, drawn_on: Date, late: u32) -> Arc<Catalog> {
    let facts = |id, title, unit| facts(id, title, unit, (release, drawn_on));
    let tables = vec![
        appeals(facts("KLAGE1", "Afgjorte klagesager", TimeUnit::Quarter), late),
        gaps(facts("HULLER", "Alle slags huller", TimeUnit::Year)),
        large(facts("STOR", "En meget stor tabel", TimeUnit::Year)),
    ];
    Arc::new(Catalog::new(release, drawn_on, Provenance::Synthetic, tables))
}

/// Cases by place, topic, contents and quarter. The older draw knows fewer of the last quarter.
fn appeals(facts: Facts, late: u32) -> Table {
    let (places, topics, quarters) = (places(), topics(), quarters());
    let (mut reversed, mut upheld) = (Vec::new(), Vec::new());
    let sizes = [&places, &topics, &quarters].map(|dimension| dimension.values.len());
    for place in 0..sizes[0] {
        for topic in 0..sizes[1] {
            for quarter in 0..sizes[2] {
                let mix = u32::try_from(place * 31 + topic * 17 + quarter * 7 + 3).expect("small");
                let is_last = quarter + 1 == sizes[2];
                let more = if is_last { late } else { 1 };
                reversed.push(Count::of(mix % 11));
                // Every 13th has no case at all, so that there is no rate.
                upheld.push(Count::of(if mix % 11 == 0 { 0 } else { mix % 23 + more }));
            }
        }
    }
    let percent = Formula::Percent { part: vec![0], rest: vec![1] };
    let formulas = vec![Formula::Sum(vec![0, 1]), Formula::Stored(0), percent];
    let cube = Cube::new(vec![Column::Counts(reversed), Column::Counts(upheld)], formulas);
    let count = || unit("antal", "number", Some(0), Measured::Flow);
    let contents = contents(vec![
        value("afgjorte", "Afgjorte sager", "Cases decided").in_unit(count()),
        value("omgjorte", "Omgjorte sager", "Cases reversed").in_unit(count()),
        value("omgoerelsesprocent", "Omgørelsesprocent", "Reversal rate").in_unit(unit(
            "pct.",
            "per cent",
            Some(1),
            Measured::Average,
        )),
    ]);
    Table::new(facts, vec![places, topics, contents, quarters], cube)
}

/// One cell for each reason there is no number, and one with a number.
fn gaps(facts: Facts) -> Table {
    let mut cells: Vec<_> = Missing::ALL.into_iter().map(Cell::Missing).collect();
    cells.push(Cell::Number(Number::Decimal { digits: -5, places: 1 }));
    cells.push(Cell::Number(Number::Real(0.1)));
    let mut values: Vec<_> =
        Missing::ALL.iter().map(|reason| Value::new(reason.word(), reason.text())).collect();
    values.push(value("tal", "Et tal", "A number"));
    values.push(value("broek", "En brøk", "A fraction"));
    let label = Text::new("Grund", "Reason");
    let reasons = dimension("GRUND", label, Role::Classification, values);
    let number = unit("dage", "days", Some(1), Measured::Average);
    let contents = contents(vec![value("dage", "Dage", "Days").in_unit(number)]);
    let year = dimension(
        "Tid",
        Text::new("År", "Year"),
        Role::Time,
        vec![Value::new("2024", Text::same("2024"))],
    );
    let cube = Cube::new(vec![Column::Cells(cells)], vec![Formula::Stored(0)]);
    Table::new(facts, vec![reasons, contents, year], cube)
}

/// A thousand million cells, made from a million counts.
fn large(facts: Facts) -> Table {
    let numbered = |count: usize| {
        let code = |n| Value::new(format!("{n:03}"), Text::same(format!("Nr. {n}")));
        (0..count).map(code).collect::<Vec<_>>()
    };
    let a = dimension("A", Text::same("A"), Role::Classification, numbered(1_000));
    let b = dimension("B", Text::same("B"), Role::Classification, numbered(100));
    let years = (2015..2025).map(|year| year.to_string());
    let years = years.map(|year| Value::new(&*year, Text::same(&*year))).collect();
    let years = dimension("Tid", Text::new("År", "Year"), Role::Time, years);
    let count = unit("antal", "number", Some(0), Measured::Flow);
    let all = numbered(1_000).into_iter().map(|value| value.in_unit(count.clone()));
    let counts = (0..1_000_000).map(Count::of).collect();
    let cube = Cube::new(vec![Column::Counts(counts)], vec![Formula::Stored(0); 1_000]);
    Table::new(facts, vec![a, b, contents(all.collect()), years], cube)
}

/// The country, two parts of it, and their municipalities.
fn places() -> Dimension {
    let mut values = vec![value("00", "Hele landet", "All Denmark")];
    values.push(value("001", "Øst for Storebælt", "East of the Great Belt").within(0));
    values.push(value("002", "Vest for Storebælt", "West of the Great Belt").within(0));
    for place in municipality::all() {
        let part = if place.code.number() < 430 { 1 } else { 2 };
        let name = Text::same(place.name.as_str());
        values.push(Value::new(place.code.number().to_string(), name).within(part));
    }
    let parts = Text::new("Landsdele", "Parts of the country");
    let all = Text::new("Kommuner", "Municipalities");
    let subsets = vec![
        Subset { id: "vs_landsdele".into(), label: parts, members: vec![1, 2] },
        Subset { id: "vs_kommuner".into(), label: all, members: (3..values.len()).collect() },
    ];
    let label = Text::new("Område", "Area");
    let dimension = dimension("OMRAADE", label, Role::Geography, values);
    Dimension { total: Some(0), subsets, ..dimension }
}

fn topics() -> Dimension {
    let mut child = value("boern", "Børn", "Children").within(0);
    child.notes = vec![Text::new("Databrud i 2024", "Series break in 2024")];
    let values = vec![
        value("i-alt", "I alt", "Total"),
        child,
        value("voksne", "Voksne", "Adults").within(0),
    ];
    let label = Text::new("Emne", "Topic");
    let dimension = dimension("EMNE", label, Role::Classification, values);
    Dimension { total: Some(0), ..dimension }
}

fn quarters() -> Dimension {
    let codes = (2022..=2024).flat_map(|year| (1..=4).map(move |quarter| (year, quarter)));
    let values = codes.map(|(year, quarter)| {
        let label = Text::new(format!("{year}K{quarter}"), format!("{year}Q{quarter}"));
        Value::new(format!("{year}K{quarter}"), label)
    });
    dimension("Tid", Text::new("Kvartal", "Quarter"), Role::Time, values.collect())
}

fn contents(values: Vec<Value>) -> Dimension {
    dimension("ContentsCode", Text::new("Tal", "Figures"), Role::Contents, values)
}

fn dimension(code: &str, label: Text, role: Role, values: Vec<Value>) -> Dimension {
    let (subsets, notes) = (Vec::new(), Vec::new());
    Dimension { code: code.into(), label, role, values, total: None, subsets, notes }
}

fn value(code: &str, danish: &str, english: &str) -> Value {
    Value::new(code, Text::new(danish, english))
}

fn unit(danish: &str, english: &str, decimals: Option<u8>, measured: Measured) -> Unit {
    Unit { name: Text::new(danish, english), decimals, measured }
}

fn facts(id: &str, title: &str, time_unit: TimeUnit, (release, drawn_on): (&str, Date)) -> Facts {
    let is_trial = id != "KLAGE1";
    Facts {
        id: id.into(),
        title: Text::new(title, format!("{title} (in English)")),
        description: Text::new("En tabel til prøver.", "A table for tests."),
        subject: if is_trial { "proever" } else { "omgoerelse" }.into(),
        subject_label: if is_trial {
            Text::new("Prøver", "Tests")
        } else {
            Text::new("Omgørelse", "Reversal")
        },
        time_unit,
        drawn_on,
        next_update: Some(date(2025, 12, 1)),
        provenance: Provenance::Synthetic,
        release: release.into(),
        source: Text::new("Prøver", "Tests"),
        contact: Text::new("Ingen", "Nobody"),
        quality: Text::new("Opdigtet.", "Made up."),
        disclosure: Text::new("Intet er skjult.", "Nothing is hidden."),
        notes: vec![Note {
            text: Text::new("Tallene er opdigtede.", "The figures are made up."),
            mandatory: true,
        }],
    }
}
