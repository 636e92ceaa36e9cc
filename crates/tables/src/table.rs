//! A statistics table: facts about it, dimensions, cells.

use domain::{format::Language, provenance::Provenance};
use jiff::civil::Date;

use crate::{
    cell::Cell,
    cube::Cube,
    dimension::{Dimension, Role},
    text::Text,
};

/// How often a table has a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum TimeUnit {
    /// By year.
    Year,
    /// By quarter.
    Quarter,
    /// By month.
    Month,
}

/// A note to a table.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// The text.
    pub text: Text,
    /// Whether it must be shown wherever the figures are.
    pub mandatory: bool,
}

/// What is said of a table as a whole.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// The stable name, upper-case ASCII, for example `OMG1`.
    pub id: String,
    /// What the numbers are of, without the dimensions: `Afgjorte klagesager`.
    pub title: Text,
    /// What the table is for, in a few sentences.
    pub description: Text,
    /// The code of the subject it stands under, for example `omgoerelse`.
    pub subject: String,
    /// The name of the subject.
    pub subject_label: Text,
    /// How often it has a figure.
    pub time_unit: TimeUnit,
    /// The day the figures were drawn. They go on moving.
    pub drawn_on: Date,
    /// The day of the next update; `None` where none is announced.
    pub next_update: Option<Date>,
    /// Delivered or synthetic.
    pub provenance: Provenance,
    /// The name of the frozen folder the figures come from: addresses that hold it never change.
    pub release: String,
    /// Where the figures come from.
    pub source: Text,
    /// Whom to ask.
    pub contact: Text,
    /// How good the figures are: what they cover, what may move them (*kvalitetsdeklaration*).
    pub quality: Text,
    /// The rule of small counts, with its value (*diskretionering*).
    pub disclosure: Text,
    /// Notes; series breaks among them.
    pub notes: Vec<Note>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    facts: Facts,
    dimensions: Vec<Dimension>,
    cube: Cube,
    /// How far apart in the cube two neighbors in a dimension are; 0 for the contents.
    strides: Vec<usize>,
    contents: usize,
}

impl Table {
    /// Returns a table of dimensions and the cells they span, the last dimension running fastest, the
    /// contents left out.
    ///
    /// # Panics
    ///
    /// When there is not exactly one dimension of contents and one of time, or the cells are not as many
    /// as the dimensions span.
    #[must_use]
    pub fn new(facts: Facts, dimensions: Vec<Dimension>, cube: Cube) -> Self {
        let of = |role: Role| dimensions.iter().filter(move |dimension| dimension.role == role);
        assert!(
            of(Role::Time).count() == 1 && of(Role::Contents).count() == 1,
            "time and contents"
        );
        let is_contents = |dimension: &Dimension| dimension.role == Role::Contents;
        let contents = dimensions.iter().position(is_contents).expect("just counted");
        let mut strides = vec![0; dimensions.len()];
        let mut stride = 1;
        for (place, dimension) in dimensions.iter().enumerate().rev() {
            if place != contents {
                strides[place] = stride;
                stride *= dimension.values.len();
            }
        }
        assert_eq!(stride, cube.len(), "as many cells as the dimensions span");
        assert_eq!(dimensions[contents].values.len(), cube.contents(), "a formula for each");
        Self { facts, dimensions, cube, strides, contents }
    }

    /// Returns what is said of the table.
    #[must_use]
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Returns what the table is called in lists: what the numbers are of, and by which dimensions. *Formelle
    /// fejl efter område, lov, formel fejl, udfald og år*.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        let dimensions = self.dimensions.iter().filter(|it| it.role != Role::Contents);
        let names: Vec<_> = dimensions.map(|it| it.label.get(language).to_lowercase()).collect();
        let title = self.facts.title.get(language);
        match (names.split_last(), language) {
            (None, _) => title.into(),
            (Some((last, [])), Language::Da) => format!("{title} efter {last}"),
            (Some((last, [])), Language::En) => format!("{title} by {last}"),
            (Some((last, rest)), Language::Da) => {
                format!("{title} efter {} og {last}", rest.join(", "))
            }
            (Some((last, rest)), Language::En) => {
                format!("{title} by {} and {last}", rest.join(", "))
            }
        }
    }

    /// Returns the dimensions.
    #[must_use]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// Returns the packed cells.
    #[must_use]
    pub const fn cube(&self) -> &Cube {
        &self.cube
    }

    /// Returns how far apart in the cube two neighbors in each dimension are; 0 for the contents.
    #[must_use]
    pub fn strides(&self) -> &[usize] {
        &self.strides
    }

    /// Returns the place of a dimension by its code, upper or lower case.
    #[must_use]
    pub fn position(&self, code: &str) -> Option<usize> {
        self.dimensions.iter().position(|dimension| dimension.code.eq_ignore_ascii_case(code))
    }

    /// Returns the place of the dimension of contents.
    #[must_use]
    pub const fn contents(&self) -> usize {
        self.contents
    }

    /// Returns the place of the dimension of time.
    #[must_use]
    pub fn time(&self) -> usize {
        let is_time = |dimension: &Dimension| dimension.role == Role::Time;
        self.dimensions.iter().position(is_time).expect("checked when the table was made")
    }

    /// Returns how many cells the table has.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.cube.len() as u64 * self.cube.contents() as u64
    }

    /// Tells whether there are no cells; dimensions are never empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns a cell by its values: pairs of the places of a dimension and of a value in it, one for each
    /// dimension, in any order.
    #[must_use]
    pub fn cell(&self, values: impl IntoIterator<Item = (usize, usize)>) -> Cell {
        let (mut contents, mut place) = (0, 0);
        for (dimension, value) in values {
            place += value * self.strides[dimension];
            if dimension == self.contents {
                contents = value;
            }
        }
        self.cube.cell(contents, place)
    }
}
