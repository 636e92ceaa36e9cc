//! Slices of statistics tables as the files that statisticians' programs read.

#![warn(missing_docs)]
