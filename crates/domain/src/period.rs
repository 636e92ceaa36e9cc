//! Years and quarters. A year is not four quarters: a figure for one is never added to the other.

use jiff::civil::{Date, date};

/// A calendar year in which decisions fall, for example 2022.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(i16);

impl Year {
    /// Returns the year, `None` outside 1900 to 2199.
    #[must_use]
    pub const fn new(year: i16) -> Option<Self> {
        if year >= 1900 && year <= 2199 { Some(Self(year)) } else { None }
    }

    /// Returns the year of a date.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self(day.year())
    }

    /// Returns the number, for example 2022.
    #[must_use]
    pub const fn number(self) -> i16 {
        self.0
    }

    /// Returns the last day of the year.
    #[must_use]
    pub fn last_day(self) -> Date {
        date(self.0, 12, 31)
    }

    /// Returns the year before.
    #[must_use]
    pub const fn before(self) -> Self {
        Self(self.0 - 1)
    }
}

impl std::fmt::Display for Year {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.0)
    }
}

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: Year,
    number: u8,
}

impl Quarter {
    /// Returns the quarter `number` (1 to 4) of a year.
    #[must_use]
    pub const fn new(year: Year, number: u8) -> Option<Self> {
        if number >= 1 && number <= 4 { Some(Self { year, number }) } else { None }
    }

    /// Returns the quarter of a date.
    #[must_use]
    #[expect(clippy::cast_sign_loss, reason = "a month is 1 to 12")]
    pub fn of(day: Date) -> Self {
        Self { year: Year::of(day), number: (day.month() as u8 - 1) / 3 + 1 }
    }

    /// Returns the year the quarter lies in.
    #[must_use]
    pub const fn year(self) -> Year {
        self.year
    }

    /// Returns 1 to 4.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.number
    }
}

/// The stretch of time a count covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A whole calendar year.
    Year(Year),
    /// A quarter. Four of them are no [`Period::Year`]: a delivery by quarter says nothing of what
    /// the board would call the year.
    Quarter(Quarter),
}

/// How fine a count is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// By calendar year.
    Year,
    /// By quarter.
    Quarter,
}

impl Period {
    /// Returns the period of a grain that a day lies in.
    #[must_use]
    pub fn containing(day: Date, grain: Grain) -> Self {
        match grain {
            Grain::Year => Self::Year(Year::of(day)),
            Grain::Quarter => Self::Quarter(Quarter::of(day)),
        }
    }

    /// Returns how fine the period is.
    #[must_use]
    pub const fn grain(self) -> Grain {
        match self {
            Self::Year(_) => Grain::Year,
            Self::Quarter(_) => Grain::Quarter,
        }
    }

    /// Returns the year the period is, or lies in.
    #[must_use]
    pub const fn year(self) -> Year {
        match self {
            Self::Year(year) => year,
            Self::Quarter(quarter) => quarter.year(),
        }
    }

    /// Returns the first day of the period.
    #[must_use]
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => date(year.number(), 1, 1),
            Self::Quarter(quarter) => {
                date(quarter.year().number(), quarter.number().cast_signed() * 3 - 2, 1)
            }
        }
    }

    /// Returns the last day of the period.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => year.last_day(),
            Self::Quarter(quarter) => {
                date(quarter.year().number(), quarter.number().cast_signed() * 3, 1).last_of_month()
            }
        }
    }

    /// Reads a period as the portal writes it: `2022` or `2022 - 4. kvartal`; our own `2022Q4` too.
    ///
    /// ```
    /// use domain::period::Period;
    ///
    /// assert_eq!(Period::parse("2022 - 4. kvartal").unwrap().to_string(), "2022Q4");
    /// assert_eq!(Period::parse("2022").unwrap().to_string(), "2022");
    /// assert_eq!(Period::parse("2022 - 5. kvartal"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (year, rest) = text.split_at_checked(4)?;
        let year = Year::new(year.parse().ok()?)?;
        let rest = rest.trim();
        if rest.is_empty() {
            return Some(Self::Year(year));
        }
        let number = rest
            .strip_prefix('Q')
            .or_else(|| rest.strip_prefix('-')?.trim().strip_suffix(". kvartal"))?
            .parse()
            .ok()?;
        Quarter::new(year, number).map(Self::Quarter)
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Year(year) => write!(out, "{year}"),
            Self::Quarter(quarter) => write!(out, "{}Q{}", quarter.year(), quarter.number()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_of_a_quarter_is_the_last_of_its_third_month() {
        let quarter = Period::parse("2024Q1").expect("a quarter");
        assert_eq!(
            (quarter.first_day(), quarter.last_day()),
            (date(2024, 1, 1), date(2024, 3, 31))
        );
    }

    #[test]
    fn a_year_differs_from_its_quarters() {
        let day = date(2022, 12, 24);
        assert_ne!(Period::containing(day, Grain::Year), Period::containing(day, Grain::Quarter));
    }
}
