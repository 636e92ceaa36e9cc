//! What the figures are about: municipalities, topics, outcomes, periods, the three maps, and how a
//! figure is named and written.
//!
//! The crate does no I/O: the reference data in `data/` are compiled in. Same input, same bits: no
//! clock, no randomness, no hash-map iteration.
#![warn(missing_docs)]

pub mod annotation;
pub mod backlog;
pub mod check;
pub mod comparison;
pub mod count;
pub mod extended;
pub mod flow;
pub mod format;
pub mod map;
pub mod municipality;
pub mod outcome;
pub mod partial_date;
pub mod period;
pub mod place;
pub mod population;
pub mod provenance;
pub mod published;
pub mod recipients;
pub mod reference;
pub mod region;
pub mod reversal;
pub mod rule;
pub mod series_break;
pub mod topic;
