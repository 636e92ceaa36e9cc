//! One appeal case, after its registrations and part-decisions were reduced to one row.

use domain::{municipality::MunicipalityCode, outcome::Outcome, topic::TopicCode};
use jiff::civil::Date;

/// How and when the board decided a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The day of the decision; of several part-decisions the last one.
    pub on: Date,
    /// The outcome; of several part-decisions the most far-reaching one.
    pub outcome: Outcome,
}

/// The newest registration of one part of a case (*delafgørelse*), or of the case as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartDecision {
    /// The case.
    pub case_number: String,
    /// The part's number; `None` for the case as a whole.
    pub part: Option<u16>,
    /// Whether the case is made of it. Where a case came as a whole and in parts, only the newer
    /// counts.
    pub stands: bool,
    /// The decision; `None` while the part is pending.
    pub decision: Option<Decision>,
}

/// One appeal case. It names no person; the case number is the board's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The board's case number (*sagsnummer*), the unit of the statistics.
    pub number: String,
    /// The municipality whose decision was appealed.
    pub municipality: MunicipalityCode,
    /// The provision the case is about.
    pub topic: TopicCode,
    /// The day the board received the case.
    pub received_on: Date,
    /// The decision; `None` while the case, or one of its parts, is pending.
    pub decision: Option<Decision>,
    /// The day the newest registration was made. Late ones change figures already published.
    pub registered_on: Date,
    /// The day the case was reopened (*genoptaget*), if it was.
    pub reopened_on: Option<Date>,
    /// The day the law wants the case decided (*lovbestemt frist*), where there is one.
    pub statutory_deadline: Option<Date>,
    /// How many part-decisions the case has, 1 or more; 255 stands for 255 or more.
    pub parts: u8,
    /// Codes of the reasons for reversal (*omgørelsesgrunde*).
    pub reversal_reasons: Vec<String>,
    /// Codes of the formal errors (*formelle fejl*).
    pub formal_errors: Vec<String>,
}
