//! What each fuzz target checks: an invariant of the reader, not only that it does not panic.
//!
//! `./test` runs each program in `src/bin` for a while, from its corpus in `corpus/`; `run` is the
//! script that does it. CONTRIBUTING.md says how to go on from a finding.

mod delivery;
mod guard;
mod release;
mod snapshot;
mod text;

pub use self::{
    delivery::{delivery, sheet},
    guard::run,
    release::release,
    snapshot::snapshot,
    text::{address, annotations, editions, topics},
};
