//! Everything the tables of a bank are made of.

use domain::{
    annotation::Annotations,
    count::{CohortCount, Counts},
    flow::Flow,
    population::Population,
    recipients::Recipients,
    topic::Topics,
};
use publication::release::Release;

use crate::settings::Settings;

/// What the tables of a bank are made of. `None` is not delivered, and the table is left out.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The counts by year, with everything the delivery tells.
    pub years: &'a Counts,
    /// The counts by quarter of the same snapshot; only outcomes are read.
    pub quarters: &'a Counts,
    /// How long the cases received in a year lasted.
    pub cohorts: Option<&'a [CohortCount]>,
    /// The flow of cases by month; empty where none is known.
    pub flow: &'a [Flow],
    /// The topics the counts were made with.
    pub topics: &'a Topics,
    /// Dated events.
    pub annotations: &'a Annotations,
    /// The population of the municipalities.
    pub population: &'a Population,
    /// The recipients of the maps' benefits; may be empty.
    pub recipients: &'a Recipients,
    /// The release whose maps stand beside, as it was seen on the day of the draw; `None` where the draw
    /// is older than any of its own.
    pub release: Option<&'a Release>,
    /// Contact, rule of small counts, calendar.
    pub settings: &'a Settings,
}
