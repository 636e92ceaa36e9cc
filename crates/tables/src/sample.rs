//! A small table for the tests of this crate.

use domain::provenance::Provenance;
use jiff::civil::date;

use crate::{
    cube::{Column, Count, Cube, Formula},
    dimension::{Dimension, Measured, Role, Subset, Unit, Value},
    table::{Facts, Table, TimeUnit},
    text::Text,
};

/// Returns a table of the country and three municipalities, two kinds of numbers and five quarters.
pub fn table(id: &str) -> Table {
    let dimensions = vec![places(), contents(), quarters()];
    let counts: Vec<_> = (0..20).map(Count::of).collect();
    let columns = vec![Column::Counts(counts)];
    Table::new(
        facts(id),
        dimensions,
        Cube::new(columns, vec![Formula::Stored(0), Formula::Stored(0)]),
    )
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

fn quarters() -> Dimension {
    let codes = ["2023K4", "2024K1", "2024K2", "2024K3", "2024K4"];
    let values = codes.map(|code| Value::new(code, Text::same(code)));
    dimension("Tid", Text::new("Kvartal", "Quarter"), Role::Time, values.into())
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
