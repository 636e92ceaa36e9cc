//! What a comparison found.

use crate::{Malformed, Tolerance};

/// What is said of a folder of vectors.
#[derive(Debug)]
pub struct Report {
    /// The files whose name is known, in the order of the reference's README.
    pub files: Vec<FileReport>,
    /// The first names that are not known and were passed over, sorted.
    pub unknown: Vec<String>,
    /// How many names are not known.
    pub unknown_names: usize,
}

/// What is said of one file.
#[derive(Debug)]
pub struct FileReport {
    /// Its name within the folder, for example `published/newcombe1998_table2.csv`.
    pub name: &'static str,
    /// The comparison; an error when the file is not in the form it must have.
    pub result: Result<Comparison, Malformed>,
}

/// How the values of one file, or of several, compare with ours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Rows of a table or entries of a list.
    pub cases: u64,
    /// Expected values that were held against ours; a status or an explicit "not defined" is one.
    pub values: u64,
    /// The number that comes nearest to its tolerance, or exceeds it most; `None` without numbers.
    pub largest: Option<Deviation>,
    /// Cases with at least one value that is off.
    pub cases_off: u64,
    /// Values that are off.
    pub values_off: u64,
    /// The first of them, at most [`Self::SHOWN`].
    pub off: Vec<Off>,
    /// Fields that no comparison reads, at most [`Self::SHOWN`]; they say nothing of us.
    pub not_compared: Vec<String>,
}

/// How far one number lies from the expected one.
#[derive(Clone, Debug, PartialEq)]
pub struct Deviation {
    /// The distance, relative or absolute as the tolerance says; infinite when ours is no number.
    pub size: f64,
    /// How far it may be.
    pub tolerance: Tolerance,
    /// The case, by its id or line.
    pub case: String,
    /// The field.
    pub field: String,
}

/// One value that is off.
#[derive(Clone, Debug, PartialEq)]
pub struct Off {
    /// The case, by its id or line.
    pub case: String,
    /// The field.
    pub field: String,
    /// What is wrong with it.
    pub why: Why,
}

/// Why a value is off.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Both are numbers and lie too far apart.
    Apart {
        /// What our core says.
        ours: f64,
        /// What the vector says.
        expected: f64,
        /// How far apart they lie.
        deviation: f64,
        /// How far apart they may lie.
        tolerance: f64,
    },
    /// One of two things that must be the same; "not defined" stands for absence.
    Differs {
        /// What our core says.
        ours: String,
        /// What the vector says.
        expected: String,
    },
    /// Our core gives no answer to this input.
    NotAnswered,
}

/// What is said of a file, or of a folder, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every value agrees.
    Agrees,
    /// At least one value is off, or no value was compared.
    Off,
    /// The file is not in the form it must have.
    Malformed,
}

impl Verdict {
    /// Returns the word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Off => "off",
            Self::Malformed => "malformed",
        }
    }
}

impl Comparison {
    /// How many entries of a list are kept, so that a file that is all wrong fills no memory.
    pub const SHOWN: usize = 20;

    /// Returns the verdict; a file that compares nothing shows nothing, so it does not agree.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        if self.values_off == 0 && self.values > 0 { Verdict::Agrees } else { Verdict::Off }
    }

    /// Adds the numbers of another comparison; its lists stay where they are.
    fn add(&mut self, other: &Self) {
        self.cases += other.cases;
        self.values += other.values;
        self.cases_off += other.cases_off;
        self.values_off += other.values_off;
        if let Some(deviation) = &other.largest {
            self.meet(deviation.clone());
        }
    }

    /// Keeps the deviation that is larger beside its tolerance.
    pub(crate) fn meet(&mut self, deviation: Deviation) {
        let share = |deviation: &Deviation| deviation.size / deviation.tolerance.limit();
        if self.largest.as_ref().is_none_or(|largest| share(&deviation) > share(largest)) {
            self.largest = Some(deviation);
        }
    }
}

impl FileReport {
    /// Returns the verdict on the file.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.result.as_ref().map_or(Verdict::Malformed, Comparison::verdict)
    }
}

impl Report {
    /// Returns the numbers of all files together.
    #[must_use]
    pub fn total(&self) -> Comparison {
        let mut total = Comparison::default();
        self.files.iter().filter_map(|file| file.result.as_ref().ok()).for_each(|it| total.add(it));
        total
    }

    /// Tells whether there is a known file, and every known file agrees.
    #[must_use]
    pub fn agrees(&self) -> bool {
        !self.files.is_empty() && self.files.iter().all(|file| file.verdict() == Verdict::Agrees)
    }
}
