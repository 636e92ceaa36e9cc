//! The statistics tables of the open API: what they are, how some of their cells are chosen.
//!
//! A table is dimensions and cells. What the cells show is one dimension among the others, as in PxWeb.
//! A table can be stored as it is (`serde`); what programs outside read is for `formats`.
//! Every cell is a number with its digits, or missing for a reason; there is no third way.

#![warn(missing_docs)]

pub mod catalog;
pub mod cell;
pub mod choose;
pub mod cube;
pub mod dimension;
#[cfg(test)]
mod sample;
pub mod slice;
pub mod table;
pub mod text;
