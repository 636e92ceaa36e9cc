//! What each fuzz target checks: an invariant of the reader or of the statistics, not only that it does
//! not panic.
//!
//! `./test` runs each program in `src/bin` for a while, from its corpus in `corpus/`; `run` is the
//! script that does it. CONTRIBUTING.md says how to go on from a finding.

mod choose;
mod delivery;
mod guard;
mod release;
mod saved_query;
mod snapshot;
mod statistics;
mod text;
mod vectors;

pub use self::{
    choose::choose,
    delivery::{delivery, sheet},
    guard::run,
    release::release,
    saved_query::saved_query,
    snapshot::snapshot,
    statistics::statistics,
    text::{address, annotations, editions, recipients, topics},
    vectors::vectors,
};
