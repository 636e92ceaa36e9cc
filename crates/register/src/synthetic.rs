//! The synthetic register: made-up cases that add up to the published national figures.
//!
//! It stands in for deliveries we do not have. It describes no real municipality: each has a
//! propensity drawn from the seed. The file says so in its first line, and the import never forgets
//! it. The same options give the same bytes everywhere: only whole numbers and the four operations
//! on fractions are used.

mod chance;
mod length;
mod line;
mod mix;
mod pending;
mod plan;
mod quota;
mod row;
mod target;
mod year;

use std::io::{BufWriter, Write};

use domain::{
    period::{Grain, Period, Year},
    population::Population,
    topic::Topics,
};
use jiff::civil::{Date, date};

use crate::days;

/// How large a synthetic register is, and what it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntheticOptions {
    /// Cases, decided and pending. Part-decisions and older registrations add a few rows.
    pub cases: u64,
    /// The seed; the same seed gives the same file.
    pub seed: u64,
    /// The day the register is drawn.
    pub drawn_on: Date,
    /// The last day whose registrations are written; `None` for all. It gives the same register as it
    /// was seen that day: later decisions are still pending, later cases are not there.
    pub registered_until: Option<Date>,
    /// The first decision year.
    pub first_year: Year,
    /// The last whole decision year. The year after it is filled up to the day of the draw.
    pub last_year: Year,
}

impl SyntheticOptions {
    /// The size that gives the maps about their real volumes.
    pub const DEFAULT_CASES: u64 = 240_000;
}

impl Default for SyntheticOptions {
    fn default() -> Self {
        let year = |number| Year::new(number).expect("a year");
        Self {
            cases: Self::DEFAULT_CASES,
            seed: 1,
            drawn_on: date(2025, 6, 10),
            registered_until: None,
            first_year: year(2013),
            last_year: year(2024),
        }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyntheticSummary {
    /// Cases made up, decided and pending, whether their rows are written or not.
    pub cases: u64,
    /// Of them pending on the day of the draw.
    pub pending: u64,
    /// Rows written; more than cases, because of part-decisions and older registrations.
    pub rows: u64,
}

/// A synthetic register that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SyntheticError {
    /// The years make no sense.
    #[error(
        "the decision years must be in order, from {FIRST_YEAR} on, and begin before the day of the \
         draw"
    )]
    Years,
    /// The number of cases makes no sense.
    #[error("a synthetic register has 1 to {MAX_CASES} cases")]
    Cases,
    /// The file cannot be written.
    #[error("the synthetic register cannot be written: {0}")]
    Io(#[from] std::io::Error),
}

/// Earlier years would need cases received before the first day a register may hold.
const FIRST_YEAR: i16 = 2005;
const MAX_CASES: u64 = 2_000_000_000;

/// Writes a synthetic register as a delivery at case level; `progress` hears the cases written.
pub fn write_cases<W: Write>(
    options: &SyntheticOptions,
    out: W,
    progress: &mut dyn FnMut(u64),
) -> Result<SyntheticSummary, SyntheticError> {
    let periods = decision_periods(options)?;
    let topics = Topics::reference();
    let plan = plan::plan(options, &periods, topics);
    let mut writer = row::RowWriter::start(BufWriter::with_capacity(1 << 18, out), options)?;
    let towns = year::Towns::new(options.seed, Population::reference());
    let mut left: u64 = options.cases;
    for planned in &plan.years {
        for case in year::decided(options, planned, &towns) {
            left -= 1;
            writer.write(&case, left == 0)?;
        }
        progress(options.cases - left);
    }
    for case in pending::pending(options, &plan, &towns) {
        left -= 1;
        writer.write(&case, left == 0)?;
    }
    progress(options.cases - left);
    let rows = writer.finish()?;
    Ok(SyntheticSummary { cases: options.cases, pending: plan.pending, rows })
}

/// A stretch of decisions within one year, by days since 1970.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    year: Year,
    first: i32,
    last: i32,
}

/// Returns the years with decisions; the one of the draw ends with it.
fn decision_periods(options: &SyntheticOptions) -> Result<Vec<Stretch>, SyntheticError> {
    let drawn = Year::of(options.drawn_on);
    if !(1..=MAX_CASES).contains(&options.cases) {
        return Err(SyntheticError::Cases);
    }
    let is_ordered = options.first_year <= options.last_year && options.first_year <= drawn;
    if !is_ordered || options.first_year.number() < FIRST_YEAR {
        return Err(SyntheticError::Years);
    }
    let last =
        if drawn.before() == options.last_year { drawn } else { options.last_year.min(drawn) };
    let years = options.first_year.number()..=last.number();
    let stretches = years.filter_map(Year::new).map(|year| {
        let first = days::first_of(Period::containing(year.last_day(), Grain::Year));
        let last = year.last_day().min(options.drawn_on);
        Stretch { year, first: days::from_date(first), last: days::from_date(last) }
    });
    Ok(stretches.collect())
}
