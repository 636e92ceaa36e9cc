//! Deliveries in: read, checked, frozen as snapshots and counted; and the synthetic register.
//!
//! A delivery goes through [`import::import`]: it becomes a [`snapshot::Snapshot`] or nothing at
//! all. [`count::count`] turns a snapshot into the plain counts that `publication` works on. Case
//! rows never leave this crate. The clock and the environment never enter it: the caller passes the
//! day and the folder. The forms a delivery may have are described in `docs/register.md`.

pub mod case;
pub mod count;
pub mod delivery;
pub mod diff;
pub mod finding;
pub mod held;
pub mod import;
pub mod rules;
pub mod snapshot;
pub mod synthetic;

mod days;
mod spill;
