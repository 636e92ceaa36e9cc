//! Slices of statistics tables as the files that statisticians' programs read.
//!
//! One module for each format, which writes a [`tables::slice::Slice`] to a stream and holds a row of it, or
//! a group of rows, at a time. [`format::Format::write`] is the door to them all.
//!
//! A format that cannot hold a slice says so before its first byte. An error after that means that the
//! file is cut short: whoever sends it must end the connection so that nobody takes it for whole.

#![warn(missing_docs)]

pub mod csv;
pub mod error;
pub mod format;
pub mod html;
pub mod json_stat;
pub mod json_stat1;
pub mod layout;
pub mod long_csv;
mod number;
pub mod parquet;
mod places;
pub mod px;
pub mod words;
pub mod xlsx;
