//! The counts behind reversal rates: a rate never stands without them.

use domain::reversal::OutcomeCounts;
use publication::{edition::FEW_CASES_BELOW, figure::Figure};
use tables::{
    cell::{Cell, Missing, Number},
    slice::Slice,
    table::Table,
};

/// The code of the reversal rate in per cent in the tables of outcomes.
pub const RATE: &str = "omgoerelsesprocent";

/// The code of the same rate as a fraction that is not rounded.
const FRACTION: &str = "omgoerelsesandel";

/// Where a table of outcomes has its counts.
#[derive(Clone, Copy, Debug)]
pub struct Shares<'a> {
    table: &'a Table,
    reversed: usize,
    pub merits: usize,
    /// Those changed and those remitted, where the table divides the reversed.
    split: Option<[usize; 2]>,
}

impl<'a> Shares<'a> {
    /// Returns where the counts are; `None` for a table without reversal rates.
    pub fn of(table: &'a Table) -> Option<Self> {
        let contents = &table.dimensions()[table.contents()];
        contents.position(RATE)?;
        let reversed = contents.position("omgjort")?;
        let merits = contents.position("realitetsbehandlet")?;
        let split = contents.position("aendret").zip(contents.position("hjemvist"));
        Some(Self { table, reversed, merits, split: split.map(|(a, b)| [a, b]) })
    }

    /// Tells whether a value of the contents is a reversal rate.
    pub fn is_rate(code: &str) -> bool {
        [RATE, FRACTION].contains(&code)
    }

    /// Returns the figure at places of a slice, whatever they say of the contents. It is compared with
    /// nothing.
    pub fn at(&self, slice: &Slice, at: &[usize]) -> Figure {
        let places = slice.choices().iter().zip(at);
        let places = places.map(|(choice, &place)| (choice.dimension, choice.values[place]));
        let counts = self.counts(&places.collect::<Vec<_>>());
        Figure::uncompared(counts, false, FEW_CASES_BELOW)
    }

    /// Returns the cases at values of the dimensions, whatever they say of the contents: those reversed, as
    /// changed where the table does not divide them, and the rest of those decided on their merits, as upheld.
    /// `None` where they are not known.
    pub fn counts(&self, values: &[(usize, usize)]) -> Option<OutcomeCounts> {
        let count = |contents: usize| {
            let of = |&(dimension, value): &(usize, usize)| {
                (dimension, if dimension == self.table.contents() { contents } else { value })
            };
            match self.table.cell(values.iter().map(of)) {
                Cell::Number(Number::Decimal { digits, places: 0 }) => u32::try_from(digits).ok(),
                Cell::Missing(Missing::NoCases) => Some(0),
                Cell::Number(_) | Cell::Missing(_) => None,
            }
        };
        let (reversed, merits) = (count(self.reversed)?, count(self.merits)?);
        let upheld = merits.checked_sub(reversed)?;
        let split = self.split.and_then(|[changed, remitted]| count(changed).zip(count(remitted)));
        let (changed, remitted) = split.unwrap_or((reversed, 0));
        Some(OutcomeCounts { changed, remitted, upheld, ..OutcomeCounts::default() })
    }
}
