//! Proportions and their uncertainty.
//!
//! Pure functions: the same input gives the same bits everywhere. The crate knows no municipality,
//! no appeal and no Danish word; `domain` gives the numbers their meaning.
//!
//! | question | where |
//! | --- | --- |
//! | how uncertain is one proportion | [`proportion`] |
//! | is it different from a reference, or unusual among many | [`reference_test`], [`funnel`] |
//! | do two differ | [`difference`] |
//! | what is the best estimate for a small unit, and its rank | [`shrinkage`], [`rank`] |
//! | many comparisons | [`multiplicity`] |
//! | does it rise or fall, or change at once | [`trend`], [`step`] |
//! | why did the whole change | [`decomposition`] |
//! | what would it be with the same mix | [`standardization`] |
//! | what must a table hide | [`suppression`] |
//! | how long does it take | [`survival`], [`quantile`](mod@quantile), [`flow`] |
//!
//! Every function is total: counts of zero, one and four billion give a value or a typed absence,
//! never a panic and never NaN. The crate `vectors` holds them against independent software.
#![warn(missing_docs)]
#![expect(clippy::many_single_char_names, reason = "formulas keep the letters of their sources")]

pub mod decomposition;
pub mod difference;
pub mod distribution;
pub mod flow;
pub mod funnel;
pub mod interval;
pub mod multiplicity;
mod number;
pub mod proportion;
pub mod quantile;
pub mod rank;
pub mod reference_test;
pub mod shrinkage;
mod special;
pub mod spread;
pub mod standardization;
pub mod step;
pub mod suppression;
pub mod survival;
pub mod tally;
pub mod trend;

pub use interval::{Confidence, Interval};
pub use proportion::Proportion;
pub use tally::Tally;
