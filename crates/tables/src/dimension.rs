//! The dimensions of a table, their values, and named choices among them.

use crate::text::Text;

/// What a dimension is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Role {
    /// Where: country, regions, municipalities.
    Geography,
    /// When.
    Time,
    /// What the numbers are; every value has a unit.
    Contents,
    /// Anything else.
    Classification,
}

/// A dimension (*variabel*).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dimension {
    /// The stable code, ASCII, for example `EMNE`; contents and time are called `ContentsCode` and `Tid`, as
    /// programs for PxWeb expect.
    pub code: String,
    /// The name readers see.
    pub label: Text,
    /// What it is about.
    pub role: Role,
    /// Its values in order; time runs from the oldest. Never empty.
    pub values: Vec<Value>,
    /// The value that stands for the whole, taken when a reader leaves the dimension out; `None` where
    /// some value must be chosen.
    pub total: Option<usize>,
    /// Named choices among the values, such as all municipalities; may be empty.
    pub subsets: Vec<Subset>,
    /// What a reader must know of the dimension.
    pub notes: Vec<Text>,
}

/// A value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Value {
    /// The stable code: `101`, `2024`, `2024K1`, `omgoerelsesprocent`.
    pub code: String,
    /// The name readers see.
    pub label: Text,
    /// The place of the value it is a part of; `None` at the top.
    pub parent: Option<usize>,
    /// The unit of the numbers; only values of contents have one.
    pub unit: Option<Unit>,
    /// What a reader must know of the value, a series break for example.
    pub notes: Vec<Text>,
}

/// The unit of a kind of numbers.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unit {
    /// The unit in words: `antal`, `pct.`, `dage`.
    pub name: Text,
    /// How many decimals the numbers have; `None` for fractions that are not rounded.
    pub decimals: Option<u8>,
    /// Whether the numbers are of a stretch of time or of its last day.
    pub measured: Measured,
}

/// What a number in time is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Measured {
    /// Of the whole period: cases decided in a year.
    Flow,
    /// Of its last day: cases pending.
    Stock,
    /// A mean, a share or a quantile: never added.
    Average,
}

/// A named choice among the values of a dimension: a code list (*værdimængde*).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Subset {
    /// The code, the same in every table with these values, for example `vs_kommuner`.
    pub id: String,
    /// The name readers see.
    pub label: Text,
    /// The places of its values, in order, none twice.
    pub members: Vec<usize>,
}

impl Dimension {
    /// Returns the place of a value by its code, upper or lower case.
    #[must_use]
    pub fn position(&self, code: &str) -> Option<usize> {
        self.values.iter().position(|value| value.code.eq_ignore_ascii_case(code))
    }

    /// Returns a named choice by its code, upper or lower case.
    #[must_use]
    pub fn subset(&self, id: &str) -> Option<&Subset> {
        self.subsets.iter().find(|subset| subset.id.eq_ignore_ascii_case(id))
    }
}

impl Value {
    /// Returns a value at the top, without unit or notes.
    pub fn new(code: impl Into<String>, label: Text) -> Self {
        Self { code: code.into(), label, parent: None, unit: None, notes: Vec::new() }
    }

    /// Returns the value as a part of another.
    #[must_use]
    pub fn within(self, parent: usize) -> Self {
        Self { parent: Some(parent), ..self }
    }

    /// Returns the value with a unit.
    #[must_use]
    pub fn in_unit(self, unit: Unit) -> Self {
        Self { unit: Some(unit), ..self }
    }
}
