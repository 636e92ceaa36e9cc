//! The regions, with the days they exist: a municipality's region is a question with a date.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::{
    municipality::Municipality,
    reference::{self, Line, TableError},
};

/// A region (*region*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Our name for it in tables, for example `oestdanmark`.
    pub id: String,
    /// The official code; `None` where none is known.
    pub code: Option<u16>,
    /// The name, for example `Region Midtjylland`.
    pub name: String,
    /// The first day it exists.
    pub valid_from: Date,
    /// The last day; `None` while nothing ends it.
    pub valid_to: Option<Date>,
    /// The region that takes over; `None` while nothing does.
    pub successor: Option<String>,
}

#[derive(serde::Deserialize)]
struct Row {
    id: String,
    code: String,
    name: String,
    valid_from: Date,
    valid_to: String,
    successor: String,
}

static REGIONS: LazyLock<Vec<Region>> =
    LazyLock::new(|| parse(reference::REGIONS).expect("the regions compiled in are well-formed"));

/// Returns every region, also those that no longer or do not yet exist.
#[must_use]
pub fn all() -> &'static [Region] {
    &REGIONS
}

/// Reads a table in the form of `data/regions.csv`.
pub fn parse(table: &str) -> Result<Vec<Region>, TableError> {
    let rows = reference::rows::<Row>("the regions", table)?;
    rows.into_iter().map(|(line, row)| region(line, row)).collect()
}

fn region(line: Line, row: Row) -> Result<Region, TableError> {
    Ok(Region {
        code: line.optional("code", "a number", &row.code)?,
        valid_to: line.optional("valid_to", "a date like 2026-12-31", &row.valid_to)?,
        id: row.id,
        name: row.name,
        valid_from: row.valid_from,
        successor: Some(row.successor).filter(|id| !id.is_empty()),
    })
}

impl Municipality {
    /// Returns the region the municipality lies in on a day.
    ///
    /// *Source*: regionsloven § 1; from 1 January 2027 overgangsloven (act no. 699 of 20 June 2025).
    ///
    /// ```
    /// use domain::municipality::by_slug;
    /// use jiff::civil::date;
    ///
    /// let bornholm = by_slug("bornholm").unwrap();
    /// assert_eq!(bornholm.region_on(date(2026, 12, 31)).name, "Region Hovedstaden");
    /// assert_eq!(bornholm.region_on(date(2027, 1, 1)).name, "Region Østdanmark");
    /// ```
    #[must_use]
    pub fn region_on(&self, day: Date) -> &'static Region {
        let named = |name: &str| all().iter().find(|region| region.name == name);
        let mut region = named(&self.region_of_2007).expect("every municipality has a region");
        while let Some(next) = region.successor_on(day) {
            region = next;
        }
        region
    }
}

impl Region {
    /// Returns the region that has taken over on a day; `None` while this one exists.
    fn successor_on(&self, day: Date) -> Option<&'static Self> {
        self.valid_to.filter(|last| day > *last)?;
        all().iter().find(|region| Some(&region.id) == self.successor.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::municipality;

    #[test]
    fn forty_six_municipalities_make_the_region_of_2027() {
        check(date(2027, 1, 1), "Region Østdanmark", 46);
        check(date(2026, 12, 31), "Region Østdanmark", 0);
        check(date(2026, 12, 31), "Region Hovedstaden", 29);
        check(date(2026, 12, 31), "Region Sjælland", 17);
    }

    #[test]
    fn the_other_regions_stay() {
        for day in [date(2013, 1, 1), date(2030, 1, 1)] {
            check(day, "Region Nordjylland", 11);
        }
    }

    #[track_caller]
    fn check(day: Date, region: &str, municipalities: usize) {
        let members =
            municipality::all().iter().filter(|place| place.region_on(day).name == region);
        assert_eq!(members.count(), municipalities, "{region} on {day}");
    }
}
