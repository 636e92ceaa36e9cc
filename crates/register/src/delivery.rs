//! The forms a delivery may have, and reading them safely: bounded memory, every error with its line.

mod cases;
mod chunk;
mod column;
mod date;
mod error;
mod flow;
mod header;
mod origin;
mod portal;
mod source;
mod table;
mod unpack;

pub(crate) use self::{
    cases::{CaseColumns, CaseReader, CaseRow, Fault, PENDING, number_hash},
    chunk::{Chunk, Chunks, Line, lines},
    column::Column,
    flow::{FlowColumns, read_flow},
    header::{Opened, SYNTHETIC_MARK, SYNTHETIC_NUMBER, open},
    portal::{CountReader, CountRow, CountTopic, Names, PortalColumns, Scope},
    source::hex,
    table::Splitter,
    unpack::{Spool, Unpacker},
};
pub use self::{error::DeliveryError, unpack::UnpackError};

/// The form of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeliveryKind {
    /// One row per case or part-decision, in our own schema.
    Cases,
    /// The portal's export: one row per municipality, topic and period, with a law column.
    PortalLong,
    /// The portal's raw table, without a law column.
    PortalWide,
    /// The flow of cases by month: received, decided, pending, mean time.
    Flow,
}

impl DeliveryKind {
    /// The four forms.
    pub const ALL: [Self; 4] = [Self::Cases, Self::PortalLong, Self::PortalWide, Self::Flow];

    /// Returns the word used on the command line and in manifests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::PortalLong => "portal-long",
            Self::PortalWide => "portal-wide",
            Self::Flow => "flow",
        }
    }

    /// Returns the form with a word from the command line.
    ///
    /// ```
    /// use register::delivery::DeliveryKind;
    ///
    /// assert_eq!(DeliveryKind::by_id("portal-long"), Some(DeliveryKind::PortalLong));
    /// assert_eq!(DeliveryKind::by_id("excel"), None);
    /// ```
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}
