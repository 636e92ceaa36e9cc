//! Holds the statistics core against expected values of other software.
//!
//! A folder of vectors has files of known names and form: inputs, with the results that R, scipy or
//! a printed table give for them. [`verify`] works every one of them out with `stats` and says how
//! far the two lie apart. Ours are in `tests/data`; an auditor brings their own.
//!
//! | question | where |
//! | --- | --- |
//! | which files are known, and who answers them | `known` |
//! | how far apart two values may lie | [`Tolerance`] |
//! | what is said of a file | [`Comparison`], [`Malformed`] |
//!
//! What it does not do: it prints nothing, and it works out nothing itself that `stats` can.
#![warn(missing_docs)]

mod book;
mod case;
mod compare;
mod folder;
mod known;
mod malformed;
mod read;
mod report;
mod tolerance;

pub use folder::{LARGEST_FILE, known_files, verify};
pub use malformed::Malformed;
pub use report::{Comparison, Deviation, FileReport, Off, Report, Verdict, Why};
pub use tolerance::Tolerance;
