//! Imports of whole deliveries through the public functions.

mod agreement;
mod broken;
mod cases;
mod counts;
mod diff;
mod findings;
mod held;
mod memory;
mod storing;
mod synthetic;
mod trial;
mod vintages;
