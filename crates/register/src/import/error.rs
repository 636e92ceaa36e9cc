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
    /// The delivery has more rows than such figures ever have.
    #[error("the delivery has more than {limit} rows; import it in parts")]
    TooManyRows {
        /// The limit.
        limit: u32,
    },
    /// The day of the draw has not come yet.
    #[error("the delivery cannot have been drawn on {drawn_on}: today is {today}")]
    DrawnInFuture {
        /// The day given.
        drawn_on: Date,
        /// Today.
        today: Date,
    },
    /// The delivery was drawn before the state it is laid on.
    #[error(
        "the delivery was drawn on {drawn_on}, but {id}, which it is laid on, on {base}; lay the \
             older one first"
    )]
    DrawnBeforeBase {
        /// The day given.
        drawn_on: Date,
        /// The state it is laid on.
        id: String,
        /// When that was drawn.
        base: Date,
    },
    /// The delivery and the state it is laid on are of different forms.
    #[error("{id} holds {holds}; a delivery of another form cannot be laid on it")]
    OntoOtherForm {
        /// The state.
        id: String,
        /// `cases` or `counts`.
        holds: &'static str,
    },
    /// Only one of the delivery and the state it is laid on tells of dismissed cases.
    #[error(
        "either {id} or the delivery has no dismissed cases; export both with the same columns"
    )]
    OntoOtherMeasures {
        /// The state.
        id: String,
    },
}
