//! National figures as they were published at the time, every vintage of them.

use jiff::civil::Date;

use crate::{
    format::Language,
    map::MapKind,
    period::Year,
    reference::{self, Line, TableError},
};

/// A percentage exactly as it was published: `45` stays `45`, `44.9` stays `44.9`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedPercent {
    /// The number without its decimal mark.
    digits: u32,
    /// How many of the digits are decimals, 0 or 1.
    decimals: u8,
}

impl std::str::FromStr for PublishedPercent {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::parse(text).ok_or(())
    }
}

impl PublishedPercent {
    /// Reads a percentage with a decimal point; `None` for anything but 0 to 100 with at most one
    /// decimal.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || decimals.len() > 1 {
            return None;
        }
        if !only_digits(whole) || !only_digits(decimals) {
            return None;
        }
        let percent = Self {
            digits: format!("{whole}{decimals}").parse().ok()?,
            decimals: u8::try_from(decimals.len()).ok()?,
        };
        (percent.tenths() <= 1_000).then_some(percent)
    }

    /// Returns tenths of a per cent: 449 for 44.9, 450 for 45.
    #[must_use]
    pub const fn tenths(self) -> u32 {
        if self.decimals == 0 { self.digits * 10 } else { self.digits }
    }

    /// Returns how many decimals were published, 0 or 1.
    #[must_use]
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// Writes the number as published, with the decimal mark of the language.
    #[must_use]
    pub fn number(self, language: Language) -> String {
        let mark = if language == Language::Da { "," } else { "." };
        if self.decimals == 0 {
            self.digits.to_string()
        } else {
            format!("{}{mark}{}", self.digits / 10, self.digits % 10)
        }
    }
}

/// One published national figure of one map and decision year.
///
/// Only a percentage was published for most years, so no interval belongs to it.
#[derive(Clone, Debug)]
pub struct PublishedFigure {
    /// The year of the board's decisions.
    pub year: Year,
    /// The map.
    pub map: MapKind,
    /// Changed or annulled, of the merits cases; `None` where it was not published.
    pub changed: Option<PublishedPercent>,
    /// Remitted, of the merits cases.
    pub remitted: Option<PublishedPercent>,
    /// Upheld, of the merits cases.
    pub upheld: Option<PublishedPercent>,
    /// The reversal rate.
    pub reversal: Option<PublishedPercent>,
    /// The number of merits cases.
    pub merits: Option<u32>,
    /// The day of publication; `None` where the source gives none.
    pub published_on: Option<Date>,
    /// Where the figure stands: an address or a document.
    pub source: String,
}

#[derive(serde::Deserialize)]
struct FigureRow {
    decision_year: i16,
    map: String,
    changed_or_annulled_pct: String,
    remitted_pct: String,
    upheld_pct: String,
    reversal_pct: String,
    cases: String,
    published_on: String,
    source: String,
}

impl PublishedFigure {
    /// Reads a table in the form of `data/published_national.csv`, in its order.
    pub fn parse_all(table: &str) -> Result<Vec<Self>, TableError> {
        let rows = reference::rows::<FigureRow>("the published figures", table)?;
        rows.into_iter().map(|(line, row)| Self::from_row(line, row)).collect()
    }

    /// Returns every published figure that is compiled in.
    #[must_use]
    pub fn reference() -> Vec<Self> {
        Self::parse_all(reference::PUBLISHED_NATIONAL)
            .expect("the published figures compiled in are well-formed")
    }

    fn from_row(line: Line, row: FigureRow) -> Result<Self, TableError> {
        let percent = |column, text: &str| {
            line.optional(column, "a percentage with at most one decimal", text)
        };
        Ok(Self {
            year: Year::new(row.decision_year).ok_or(line.cell("decision_year", "a year"))?,
            map: MapKind::by_id(&row.map).ok_or(line.cell("map", "the name of a map"))?,
            changed: percent("changed_or_annulled_pct", &row.changed_or_annulled_pct)?,
            remitted: percent("remitted_pct", &row.remitted_pct)?,
            upheld: percent("upheld_pct", &row.upheld_pct)?,
            reversal: percent("reversal_pct", &row.reversal_pct)?,
            merits: line.optional("cases", "a whole number", &row.cases)?,
            published_on: line.optional("published_on", "a date", &row.published_on)?,
            source: row.source,
        })
    }
}

/// When a year's maps were published, and by whom.
#[derive(Clone, Debug)]
pub struct PublishedEdition {
    /// The year of the board's decisions.
    pub year: Year,
    /// The day of publication.
    pub published_on: Date,
    /// The ministry, by its name on that day.
    pub publisher: String,
}

#[derive(serde::Deserialize)]
struct EditionRow {
    decision_year: i16,
    published_on: Date,
    publisher: String,
}

impl PublishedEdition {
    /// Returns the known publications of the maps, the oldest first.
    #[must_use]
    pub fn reference() -> Vec<Self> {
        let rows =
            reference::rows::<EditionRow>("the published editions", reference::PUBLISHED_EDITIONS)
                .expect("the published editions compiled in are well-formed");
        let year = |number| Year::new(number).expect("an edition has a year");
        rows.into_iter()
            .map(|(_, row)| Self {
                year: year(row.decision_year),
                published_on: row.published_on,
                publisher: row.publisher,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_percentage_gains_no_decimal() {
        let published = PublishedPercent::parse("45").expect("a percentage");
        assert_eq!((published.number(Language::Da), published.tenths()), ("45".into(), 450));
        let published = PublishedPercent::parse("44.9").expect("a percentage");
        assert_eq!((published.number(Language::Da), published.tenths()), ("44,9".into(), 449));
    }

    #[test]
    fn what_is_no_percentage_is_refused() {
        for text in ["", "-1", "101", "44.95", "1e1", "."] {
            assert_eq!(PublishedPercent::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_vintages_of_2023_are_both_kept() {
        let year = Year::new(2023).expect("a year");
        let figures = PublishedFigure::reference();
        let kept = figures.iter().filter(|row| row.year == year && row.map == MapKind::Social);
        let tenths: Vec<_> = kept.filter_map(|row| Some(row.reversal?.tenths())).collect();
        assert_eq!(tenths, [385, 386]);
    }
}
