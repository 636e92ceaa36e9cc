//! From counts to what the public reads: editions, figures, the draft, the frozen release, and the
//! files that can be downloaded from it.
//!
//! `Draft` and `Release` are different types. Everything public takes a [`release::Release`], which
//! can only be had by reading a frozen folder; so no page can show a draft.
#![warn(missing_docs)]

pub mod analysis;
pub mod denominator;
pub mod download;
pub mod draft;
pub mod edition;
pub mod explanation;
pub mod figure;
pub mod quarter;
pub mod release;
pub mod rest;
pub mod revision;
pub mod spec;
pub mod vault;
pub mod vintage;
