//! Imports of whole deliveries through the public functions.

mod agreement;
mod broken;
mod cases;
mod counts;
mod craft;
mod diff;
mod findings;
mod flow;
mod forms;
mod held;
mod memory;
mod packed;
mod storing;
mod synthetic;
mod synthetic_flow;
mod time;
mod trial;
mod vintages;
