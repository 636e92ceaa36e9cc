//! What stands in a cell: a number, or why there is none.

use crate::text::Text;

/// A number with the digits it is shown with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number of units of 10^-`places`: 449 with one place is 44.9. Counts have no places.
    Decimal {
        /// The digits, without a decimal mark.
        digits: i64,
        /// How many of them stand after the mark.
        places: u8,
    },
    /// A fraction that is not rounded. It is finite.
    Real(f64),
}

impl Number {
    /// Returns a count.
    #[must_use]
    pub const fn count(cases: u32) -> Self {
        Self::Decimal { digits: cases as i64, places: 0 }
    }

    /// Returns the number as the nearest binary fraction, for formats that hold nothing else.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "digits of figures stay far below 2^53")]
    pub fn value(self) -> f64 {
        match self {
            Self::Decimal { digits, places } => digits as f64 / power_of_ten(places),
            Self::Real(value) => value,
        }
    }
}

/// Returns 10^places, exactly.
fn power_of_ten(places: u8) -> f64 {
    (0..places).fold(1.0, |power, _| power * 10.0)
}

impl std::fmt::Display for Number {
    /// Writes the number as files do: with a point, without marks between thousands.
    ///
    /// ```
    /// use tables::cell::Number;
    ///
    /// assert_eq!(Number::Decimal { digits: 449, places: 1 }.to_string(), "44.9");
    /// assert_eq!(Number::Decimal { digits: -5, places: 2 }.to_string(), "-0.05");
    /// assert_eq!(Number::count(8631).to_string(), "8631");
    /// ```
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::Decimal { digits, places: 0 } => write!(out, "{digits}"),
            Self::Decimal { digits, places } => {
                let scale = 10_u64.pow(u32::from(places));
                let (whole, part) = (digits.unsigned_abs() / scale, digits.unsigned_abs() % scale);
                let sign = if digits < 0 { "-" } else { "" };
                write!(out, "{sign}{whole}.{part:0width$}", width = usize::from(places))
            }
            Self::Real(value) => write!(out, "{value}"),
        }
    }
}

/// Why a cell has no number. There are six reasons, as many as a PX file has symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// No case that the figure could be made of: no rate, never 0 per cent.
    NoCases,
    /// The delivery does not tell.
    NotDelivered,
    /// Hidden, so that nobody can be recognized (*diskretion*).
    Confidential,
    /// There can be no figure: the topic did not exist in the period, say.
    NotApplicable,
    /// Not reached yet: so few cases of the cohort are decided that the quantile lies ahead.
    NotReached,
    /// The method gives no answer for these counts, or may not be used on them.
    Undefined,
}

impl Missing {
    /// All reasons, in the order of their symbols.
    pub const ALL: [Self; 6] = [
        Self::NoCases,
        Self::NotDelivered,
        Self::Confidential,
        Self::NotApplicable,
        Self::NotReached,
        Self::Undefined,
    ];

    /// Returns the symbol that stands for the reason in tables and files: one to six dots.
    ///
    /// *Source*: PX file format, keywords DATASYMBOL1 to DATASYMBOL6.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::NoCases => ".",
            Self::NotDelivered => "..",
            Self::Confidential => "...",
            Self::NotApplicable => "....",
            Self::NotReached => ".....",
            Self::Undefined => "......",
        }
    }

    /// Returns the stable word for the reason in files with a column of reasons.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoCases => "no_cases",
            Self::NotDelivered => "not_delivered",
            Self::Confidential => "confidential",
            Self::NotApplicable => "not_applicable",
            Self::NotReached => "not_reached",
            Self::Undefined => "undefined",
        }
    }

    /// Returns the reason in words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::NoCases => Text::new("Ingen sager", "No cases"),
            Self::NotDelivered => Text::new("Ikke leveret", "Not delivered"),
            Self::Confidential => {
                Text::new("Skjult af hensyn til fortrolighed", "Hidden to protect confidentiality")
            }
            Self::NotApplicable => Text::new("Kan ikke forekomme", "Cannot occur"),
            Self::NotReached => Text::new("Endnu ikke nået", "Not reached yet"),
            Self::Undefined => Text::new("Kan ikke beregnes", "Cannot be worked out"),
        }
    }
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A number.
    Number(Number),
    /// None, and why.
    Missing(Missing),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_symbol_of_its_own() {
        let symbols: std::collections::BTreeSet<_> =
            Missing::ALL.iter().map(|reason| reason.symbol()).collect();
        assert_eq!(symbols.len(), Missing::ALL.len());
    }

    #[test]
    fn a_decimal_is_the_fraction_it_is_written_as() {
        assert!((Number::Decimal { digits: 449, places: 1 }.value() - 44.9).abs() < f64::EPSILON);
    }
}
