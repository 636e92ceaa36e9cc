//! Proportions and their uncertainty.
//!
//! Pure functions: the same input gives the same bits everywhere. The crate knows no municipality,
//! no appeal and no Danish word; `domain` gives the numbers their meaning.
#![warn(missing_docs)]

pub mod interval;
pub mod proportion;

pub use interval::{Confidence, Interval};
pub use proportion::Proportion;
