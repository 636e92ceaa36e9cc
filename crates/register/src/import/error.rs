//! Why an import ended without a result.

use jiff::civil::Date;

use crate::{delivery::DeliveryError, snapshot::SnapshotError};

/// An import that ended without a result. No snapshot was made.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The delivery cannot be read.
    #[error(transparent)]
    Delivery(#[from] DeliveryError),
    /// The data folder cannot be read or written.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The day of the draw has not come yet.
    #[error("the delivery cannot have been drawn on {drawn_on}: today is {today}")]
    DrawnInFuture {
        /// The day given.
        drawn_on: Date,
        /// Today.
        today: Date,
    },
}
