//! The statistics bank (*statistikbank*): the tables of the portal stream, made of counts and frozen.

#![warn(missing_docs)]
