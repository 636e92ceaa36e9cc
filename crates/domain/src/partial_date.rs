//! A date of which only the month or the year may be known.

use jiff::civil::Date;

use crate::format::{self, Language};

/// A day, a month or a year, as exact as the source gives it. Nothing is filled in.
///
/// ```
/// use domain::{format::Language, partial_date::PartialDate};
///
/// let month: PartialDate = "2018-03".parse().unwrap();
/// assert_eq!(month.written(Language::Da), "marts 2018");
/// assert_eq!((month.first_day().to_string(), month.last_day().to_string()), ("2018-03-01".into(), "2018-03-31".into()));
/// assert!("2018-13".parse::<PartialDate>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDate {
    first: Date,
    known: Known,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Year,
    Month,
    Day,
}

/// A text that is neither `2018`, `2018-03` nor `2018-03-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date is written 2018-03-01, 2018-03 or 2018")]
pub struct NoPartialDate;

impl PartialDate {
    /// Returns the first day it can be.
    #[must_use]
    pub const fn first_day(self) -> Date {
        self.first
    }

    /// Returns the last day it can be.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self.known {
            Known::Year => self.first.last_of_year(),
            Known::Month => self.first.last_of_month(),
            Known::Day => self.first,
        }
    }

    /// Writes it for readers: `1. marts 2018`, `marts 2018`, `2018`.
    #[must_use]
    pub fn written(self, language: Language) -> String {
        match self.known {
            Known::Year => self.first.year().to_string(),
            Known::Month => format::month(self.first, language),
            Known::Day => format::date(self.first, language),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self { first: day, known: Known::Day }
    }
}

impl std::str::FromStr for PartialDate {
    type Err = NoPartialDate;

    fn from_str(text: &str) -> Result<Self, NoPartialDate> {
        let part = |part: &str, digits: usize| -> Result<i16, NoPartialDate> {
            let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            if is_number { part.parse().map_err(|_| NoPartialDate) } else { Err(NoPartialDate) }
        };
        let parts: Vec<_> = text.split('-').collect();
        let (year, month, known) = match parts.as_slice() {
            [year] => (part(year, 4)?, 1, Known::Year),
            [year, month] => (part(year, 4)?, part(month, 2)?, Known::Month),
            _ => {
                let first = text.parse().map_err(|_| NoPartialDate)?;
                return Ok(Self { first, known: Known::Day });
            }
        };
        let month = i8::try_from(month).map_err(|_| NoPartialDate)?;
        let first = Date::new(year, month, 1).map_err(|_| NoPartialDate)?;
        Ok(Self { first, known })
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = self.first.to_string();
        let letters = match self.known {
            Known::Year => 4,
            Known::Month => 7,
            Known::Day => 10,
        };
        out.write_str(&day[..letters])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_exactly_as_it_was_read() {
        for text in ["2018", "2018-03", "2018-03-01"] {
            assert_eq!(text.parse::<PartialDate>().expect(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "18", "2018-3", "2018-02-30", "2018-00", "marts 2018", "+018"] {
            assert_eq!(text.parse::<PartialDate>(), Err(NoPartialDate), "{text}");
        }
    }
}
