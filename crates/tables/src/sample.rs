//! A small table for the tests of this crate.

use domain::provenance::Provenance;
use jiff::civil::date;

use crate::{
    cell::Missing,
    cube::{Column, Count, Cube, Formula},
    dimension::{Dimension, Measured, Role, Subset, Unit, Value},
    table::{Facts, Table, TimeUnit},
    text::Text,
};

/// Returns a table of the country and three municipalities, two kinds of numbers and five quarters.
pub fn table(id: &str) -> Table {
    let codes = ["2023K4", "2024K1", "2024K2", "2024K3", "2024K4"];
    of(id, &codes.map(str::to_owned), (0..20).map(Count::of).collect())
}

/// Returns a table of the same places that has a number where a period has a 1 for a place, and none where it
/// has a 0.
pub fn known(periods: &[[u32; 4]]) -> Table {
    let codes: Vec<_> = (0..periods.len()).map(|period| format!("{}", 2020 + period)).collect();
    let count = |is_known: u32| match is_known {
        0 => Count::missing(Missing::NotDelivered),
        _ => Count::of(7),
    };
    let places = (0..4).flat_map(|place| periods.iter().map(move |period| count(period[place])));
    of("T1", &codes, places.collect())
}

fn of(id: &str, periods: &[String], counts: Vec<Count>) -> Table {
    let dimensions = vec![places(), contents(), time(periods)];
    let formulas = vec![Formula::Stored(0), Formula::Stored(0)];
    Table::new(facts(id), dimensions, Cube::new(vec![Column::Counts(counts)], formulas))
}

fn places() -> Dimension {
    let value = |code: &str, name: &str| Value::new(code, Text::same(name));
    let values = vec![
        Value::new("00", Text::new("Hele landet", "All Denmark")),
        value("101", "København").within(0),
        value("147", "Frederiksberg").within(0),
        value("825", "Læsø").within(0),
    ];
    let label = Text::new("Kommuner", "Municipalities");
    let subset = Subset { id: "vs_kommuner".into(), label, members: vec![1, 2, 3] };
    let label = Text::new("Område", "Area");
    Dimension {
        total: Some(0),
        subsets: vec![subset],
        ..dimension("OMRAADE", label, Role::Geography, values)
    }
}

fn contents() -> Dimension {
    let name = Text::new("antal", "number");
    let unit = Unit { name, decimals: Some(0), measured: Measured::Flow };
    let values =
        ["sager", "afgjorte"].map(|code| Value::new(code, Text::same(code)).in_unit(unit.clone()));
    dimension("ContentsCode", Text::new("Tal", "Figures"), Role::Contents, values.into())
}

fn time(periods: &[String]) -> Dimension {
    let values = periods.iter().map(|code| Value::new(code, Text::same(&**code)));
    dimension("Tid", Text::new("Kvartal", "Quarter"), Role::Time, values.collect())
}

fn dimension(code: &str, label: Text, role: Role, values: Vec<Value>) -> Dimension {
    let (subsets, notes) = (Vec::new(), Vec::new());
    Dimension { code: code.into(), label, role, values, total: None, subsets, notes }
}

fn facts(id: &str) -> Facts {
    Facts {
        id: id.into(),
        title: Text::new("Afgjorte sager", "Cases decided"),
        description: Text::same(""),
        subject: "omgoerelse".into(),
        subject_label: Text::new("Omgørelse", "Reversal"),
        time_unit: TimeUnit::Quarter,
        drawn_on: date(2025, 3, 1),
        next_update: None,
        provenance: Provenance::Synthetic,
        release: "r".into(),
        source: Text::same(""),
        contact: Text::same(""),
        quality: Text::same(""),
        disclosure: Text::same(""),
        notes: Vec::new(),
    }
}
