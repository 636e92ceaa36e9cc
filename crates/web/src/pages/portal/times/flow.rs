//! `FLOW1` of the whole country: sums and means of what was delivered.
//!
//! Cases of several law areas are added only where each has a number, and months only where cases come and
//! go: what lies at the end of a month is never added over time.

use std::ops::RangeInclusive;

use domain::{backlog::Backlog, flow::MUNICIPAL_CASES, format::Language};
use tables::{
    catalog::Catalog,
    cell::{Cell, Missing, Number},
    dimension::Dimension,
    table::Table,
};

/// The code of the whole country.
pub const COUNTRY: &str = "0000";

/// The values of statutory deadline.
pub const DEADLINES: [&str; 2] = ["MED", "UDEN"];

/// What is counted or measured in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Received,
    Decided,
    Pending,
    /// The mean age of the pending, in days.
    Age,
    /// The mean time of the decided, in days.
    Time,
}

impl Measure {
    /// Returns the code among the contents.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "modtaget",
            Self::Decided => "afgjort",
            Self::Pending => "verserende",
            Self::Age => "liggetid",
            Self::Time => "sagsbehandlingstid",
        }
    }

    /// Returns the count of the cases that a mean is of.
    const fn cases(self) -> Self {
        match self {
            Self::Age => Self::Pending,
            Self::Time => Self::Decided,
            count => count,
        }
    }
}

/// The table, with the places of its dimensions.
pub struct FlowTable<'a> {
    pub table: &'a Table,
    pub category: usize,
    pub law: usize,
    pub deadline: usize,
    /// The dimension of places and the country in it.
    country: (usize, usize),
}

/// Figures that were delivered together: a law area with or without a statutory deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub category: usize,
    pub law: usize,
    pub deadline: usize,
}

impl<'a> FlowTable<'a> {
    /// Returns the table; `None` where the bank has none of the whole country.
    pub fn of(catalog: &'a Catalog) -> Option<Self> {
        let table = catalog.table("FLOW1")?;
        let [places, category, law, deadline] =
            ["OMRAADE", "KATEGORI", "LOVOMRAADE", "FRIST"].map(|code| table.position(code));
        let places = places?;
        let country = (places, table.dimensions()[places].position(COUNTRY)?);
        Some(Self { table, category: category?, law: law?, deadline: deadline?, country })
    }

    /// Returns the category that is shown unasked: the municipal cases, or else the first.
    pub fn usual_category(&self) -> usize {
        let values = &self.table.dimensions()[self.category].values;
        let is_usual = |name: &str| name == MUNICIPAL_CASES;
        values.iter().position(|value| is_usual(value.label.get(Language::Da))).unwrap_or(0)
    }

    pub fn months(&self) -> &Dimension {
        &self.table.dimensions()[self.table.time()]
    }

    /// Returns the law areas of a category: those with any number.
    pub fn laws(&self, category: usize) -> Vec<usize> {
        let laws = 0..self.table.dimensions()[self.law].values.len();
        laws.filter(|law| !self.group(category, &[*law], None).parts.is_empty()).collect()
    }

    /// Returns the cases of some law areas, with or without a deadline or both.
    pub fn group(&self, category: usize, laws: &[usize], deadline: Option<&str>) -> Group<'_> {
        let known = &self.table.dimensions()[self.deadline];
        let deadlines = DEADLINES.iter().filter(|code| deadline.is_none_or(|it| it == **code));
        let deadlines: Vec<_> = deadlines.filter_map(|code| known.position(code)).collect();
        let all = laws.iter().flat_map(|&law| {
            deadlines.iter().map(move |&deadline| Part { category, law, deadline })
        });
        let (parts, unknown) = all.partition(|part| self.is_delivered(*part));
        Group { flow: self, parts, unknown }
    }

    /// Tells whether there is any count of a part.
    fn is_delivered(&self, part: Part) -> bool {
        let counts = [Measure::Pending, Measure::Received, Measure::Decided];
        let mut months = 0..self.months().values.len();
        months.any(|month| {
            counts.iter().any(|of| matches!(self.cell(part, *of, month), Cell::Number(_)))
        })
    }

    fn cell(&self, part: Part, measure: Measure, month: usize) -> Cell {
        let contents = self.table.contents();
        let Some(measure) = self.table.dimensions()[contents].position(measure.code()) else {
            return Cell::Missing(Missing::NotDelivered);
        };
        self.table.cell([
            self.country,
            (self.category, part.category),
            (self.law, part.law),
            (self.deadline, part.deadline),
            (contents, measure),
            (self.table.time(), month),
        ])
    }
}

/// Parts that are looked at together.
pub struct Group<'a> {
    flow: &'a FlowTable<'a>,
    pub parts: Vec<Part>,
    /// Those without a number in any month; no sum holds them.
    pub unknown: Vec<Part>,
}

/// A mean, with the number of cases it is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    pub days: f64,
    pub cases: u32,
}

impl Group<'_> {
    /// Returns the cases of a month, or why they are not known.
    pub fn count(&self, measure: Measure, month: usize) -> Result<u32, Missing> {
        self.sum(measure, month..=month)
    }

    /// Returns the cases of some months together, or why they are not known.
    fn sum(&self, measure: Measure, months: RangeInclusive<usize>) -> Result<u32, Missing> {
        if self.parts.is_empty() {
            return Err(Missing::NotDelivered);
        }
        let cells = months
            .flat_map(|month| self.parts.iter().map(move |&part| (part, month)))
            .map(|(part, month)| counted(self.flow.cell(part, measure, month)));
        cells.sum()
    }

    /// Returns what lies at the end of a month, and what came and went in the twelve months to it.
    pub fn year(&self, month: usize) -> Result<Backlog, Missing> {
        let months = || Some(month.checked_sub(11)?..=month);
        let year = |of| months().map_or(Err(Missing::NotDelivered), |it| self.sum(of, it));
        Ok(Backlog {
            pending: self.count(Measure::Pending, month)?,
            received: year(Measure::Received)?,
            decided: year(Measure::Decided)?,
        })
    }

    /// Returns the mean over all cases of some months: each mean counts as often as it has cases.
    pub fn mean(&self, of: Measure, months: RangeInclusive<usize>) -> Result<Mean, Missing> {
        let cases = self.sum(of.cases(), months.clone())?;
        let mut days = 0.0;
        for month in months {
            for &part in &self.parts {
                let of_part = counted(self.flow.cell(part, of.cases(), month))?;
                if of_part > 0 {
                    days += f64::from(of_part) * measured(self.flow.cell(part, of, month))?;
                }
            }
        }
        if cases == 0 {
            return Err(Missing::NoCases);
        }
        Ok(Mean { days: days / f64::from(cases), cases })
    }

    /// Returns the newest month with a known number of pending cases.
    pub fn newest(&self) -> Option<usize> {
        let months = self.flow.months().values.len();
        (0..months).rev().find(|month| self.count(Measure::Pending, *month).is_ok())
    }
}

fn counted(cell: Cell) -> Result<u32, Missing> {
    match cell {
        Cell::Number(Number::Decimal { digits, places: 0 }) => {
            u32::try_from(digits).map_err(|_| Missing::Undefined)
        }
        Cell::Number(_) => Err(Missing::Undefined),
        Cell::Missing(reason) => Err(reason),
    }
}

/// Returns the number of a cell, or why there is none.
pub fn measured(cell: Cell) -> Result<f64, Missing> {
    match cell {
        Cell::Number(number) => Ok(number.value()),
        Cell::Missing(reason) => Err(reason),
    }
}
