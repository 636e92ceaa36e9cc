//! The table of outcomes by topic and year, as the pages of topics read it.

use publication::{edition::FEW_CASES_BELOW, figure::Figure};
use tables::{
    catalog::Catalog,
    cell::{Cell, Missing},
    dimension::{Dimension, Role, Value},
    table::Table,
};

use super::shares::Shares;

/// The table by year.
pub const YEARS: &str = "OMG1";

/// The table by quarter.
pub const QUARTERS: &str = "OMG2";

/// The dimension of topics in both.
pub const TOPIC: &str = "EMNE";

/// How cases ended, by place, topic and year.
pub struct Outcomes<'a> {
    pub table: &'a Table,
    shares: Shares<'a>,
    places: usize,
    topics: usize,
}

impl<'a> Outcomes<'a> {
    /// Returns the table of a draw; `None` where it has none with places, topics and rates.
    pub fn of(catalog: &'a Catalog) -> Option<Self> {
        let table = catalog.table(YEARS)?;
        let places = table.dimensions().iter().position(|it| it.role == Role::Geography)?;
        table.dimensions()[places].total?;
        Some(Self { table, shares: Shares::of(table)?, places, topics: table.position(TOPIC)? })
    }

    /// Returns the topics, with acts and families.
    pub fn topics(&self) -> &'a Dimension {
        &self.table.dimensions()[self.topics]
    }

    /// Returns the places.
    pub fn places(&self) -> &'a Dimension {
        &self.table.dimensions()[self.places]
    }

    /// Returns the value that stands for the country.
    pub fn whole_country(&self) -> &'a Value {
        &self.places().values[self.total()]
    }

    /// Returns the years that were over on the day of the draw, the oldest first.
    pub fn years(&self) -> &'a [Value] {
        &self.table.dimensions()[self.table.time()].values
    }

    /// Returns the country's figure of a topic in a year, compared with nothing, or why there is none.
    pub fn country(&self, topic: usize, year: usize) -> Result<Figure, Missing> {
        let at = [
            (self.places, self.total()),
            (self.topics, topic),
            (self.table.contents(), self.shares.merits),
            (self.table.time(), year),
        ];
        match self.table.cell(at) {
            Cell::Missing(reason) if reason != Missing::NoCases => Err(reason),
            _ => Ok(Figure::uncompared(self.shares.counts(&at), false, FEW_CASES_BELOW)),
        }
    }

    /// Returns the newest year in which cases could be decided under a topic and are known.
    pub fn newest(&self, topic: usize) -> Option<usize> {
        (0..self.years().len()).rev().find(|&year| self.country(topic, year).is_ok())
    }

    fn total(&self) -> usize {
        self.places().total.expect("checked when the table was found")
    }
}
