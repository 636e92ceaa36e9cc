//! The statistics bank (*statistikbank*): the tables of the portal stream, made of counts and frozen.

#![warn(missing_docs)]

pub mod bank;
mod codes;
mod contents;
mod details;
mod facts;
mod flow;
mod folder;
mod maps;
mod outcomes;
mod people;
mod periods;
mod places;
pub mod protect;
pub mod settings;
mod shape;
pub mod source;
mod stored;
mod sum;
mod times;
mod topics;
