//! How many people live in a municipality.

use std::collections::BTreeMap;

use crate::{municipality::MunicipalityCode, period::Year, reference};

/// The population of the municipalities on 1 January, by year.
///
/// *Source*: Danmarks Statistik, FOLK1A. 2024 and 2025 are not in our copy; nothing is interpolated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Population {
    table: BTreeMap<MunicipalityCode, BTreeMap<Year, u32>>,
}

#[derive(serde::Deserialize)]
struct Row {
    year: i16,
    code: String,
    population: u32,
}

impl Population {
    /// Reads a table with the columns `year,code,population`.
    pub fn parse(table: &str) -> Result<Self, reference::TableError> {
        let mut population = Self::default();
        for (line, row) in reference::rows::<Row>("the population", table)? {
            let code = MunicipalityCode::parse(&row.code);
            let code = code.ok_or(line.cell("code", "the code of a municipality"))?;
            let year = Year::new(row.year).ok_or(line.cell("year", "a year"))?;
            population.table.entry(code).or_default().insert(year, row.population);
        }
        Ok(population)
    }

    /// Returns the table that is compiled in (`data/population.csv`).
    #[must_use]
    pub fn reference() -> Self {
        Self::parse(reference::POPULATION).expect("the population compiled in is well-formed")
    }

    /// Returns the years in which the population of a municipality is known, in order.
    pub fn years(&self, code: MunicipalityCode) -> impl Iterator<Item = Year> {
        self.table.get(&code).into_iter().flat_map(|years| years.keys().copied())
    }

    /// Returns the population in the newest known year up to `year`, with that year, which must be
    /// shown beside the figure; `None` before the table begins.
    ///
    /// ```
    /// use domain::{municipality::MunicipalityCode, period::Year, population::Population};
    ///
    /// let copenhagen = MunicipalityCode::new(101).unwrap();
    /// let population = Population::reference();
    /// let (year, people) = population.newest(copenhagen, Year::new(2024).unwrap()).unwrap();
    /// assert_eq!((year.number(), people), (2023, 653_664));
    /// ```
    #[must_use]
    pub fn newest(&self, code: MunicipalityCode, year: Year) -> Option<(Year, u32)> {
        let years = self.table.get(&code)?;
        years.range(..=year).next_back().map(|(known, people)| (*known, *people))
    }
}

/// Returns how many cases there are for every 1,000 inhabitants; `None` without inhabitants.
///
/// ```
/// assert_eq!(domain::population::per_1000(40, 50_000), Some(0.8));
/// ```
#[must_use]
pub fn per_1000(cases: u32, people: u32) -> Option<f64> {
    (people > 0).then(|| f64::from(cases) * 1_000.0 / f64::from(people))
}
