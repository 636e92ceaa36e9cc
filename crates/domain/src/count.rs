//! The contract between register and publication: plain counts, and what they cannot tell.

use jiff::civil::Date;

use crate::{
    extended::ExtendedCounts,
    municipality::MunicipalityCode,
    outcome::Outcome,
    period::{Period, Year},
    provenance::Provenance,
    reversal::OutcomeCounts,
    topic::TopicCode,
};

/// How many cases of one municipality and topic the board decided each way in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseCount {
    /// The period of the board's decision.
    pub period: Period,
    /// The municipality whose decision was appealed.
    pub municipality: MunicipalityCode,
    /// The provision the case is about.
    pub topic: TopicCode,
    /// How the cases ended.
    pub outcomes: OutcomeCounts,
}

/// How many decided cases took a number of weeks at the board (*sagsbehandlingstid*).
///
/// Counted from receipt, or from the reopening of a reopened case, to the decision; the
/// municipality's own time is outside. A week is seven whole days: 0 to 6 days are week 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeCount {
    /// The period of the board's decision.
    pub period: Period,
    /// The municipality whose decision was appealed.
    pub municipality: MunicipalityCode,
    /// The provision the case is about.
    pub topic: TopicCode,
    /// Whole weeks from receipt to decision.
    pub weeks: u16,
    /// The number of cases.
    pub cases: u32,
}

/// How many of the cases received in a year (*modtagelseskohorte*) lasted a number of days.
///
/// The cases still pending stand beside the decided ones, so that a time worked out from a cohort is
/// not that of its quick cases alone. A dismissed case counts as decided: the board was done with it.
///
/// - *Unit*: whole cases and whole days.
/// - *Population*: every case received up to the day of the draw; one received later is no case yet,
///   and a decision after that day is none yet.
/// - *Receipt*: the day of receipt, or of the reopening of a reopened case; the municipality's own
///   time is outside. What happened to a reopened case before its reopening is not known.
/// - *Absence*: a year before the first year of decision has no cohort. Its cases decided earlier
///   were never delivered, so that the slow ones alone would stand for all.
/// - *Source*: reopened cases count from the reopening since January 2019 (ast.dk, "Aktuelle
///   sagsbehandlingstider").
///
/// Sorted by the fields in their order; each key stands once, and none is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CohortCount {
    /// The calendar year of receipt.
    pub received_year: Year,
    /// The municipality whose decision was appealed.
    pub municipality: MunicipalityCode,
    /// The provision the case is about.
    pub topic: TopicCode,
    /// Whether the law says when the case must be decided (*lovbestemt frist*).
    pub has_statutory_deadline: bool,
    /// Whole days from receipt to the decision, or to the day of the draw while pending.
    pub days: u32,
    /// Whether the board is done with the cases; else they had lasted so long without a decision.
    pub decided: bool,
    /// The number of cases.
    pub cases: u32,
}

/// How many cases of one municipality and topic ended each way in the extended statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtendedCount {
    /// The period of the board's decision.
    pub period: Period,
    /// The municipality whose decision was appealed.
    pub municipality: MunicipalityCode,
    /// The provision the case is about.
    pub topic: TopicCode,
    /// How the cases ended, with their part-decisions looked at.
    pub outcomes: ExtendedCounts,
}

/// How many cases with one outcome carry one code: a reason for reversal (*omgørelsesgrund*) or a
/// formal error (*formel fejl*).
///
/// A case counts once for each of its codes, so the codes of a municipality do not add up to its cases.
/// Formal errors are registered on upheld cases too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeCount {
    /// The period of the board's decision.
    pub period: Period,
    /// The municipality whose decision was appealed.
    pub municipality: MunicipalityCode,
    /// The provision the case is about.
    pub topic: TopicCode,
    /// The code, as delivered.
    pub code: String,
    /// The ordinary outcome of the cases.
    pub outcome: Outcome,
    /// The number of cases.
    pub cases: u32,
}

/// What some deliveries tell beside the ordinary outcomes; each is `None` where the delivery cannot
/// tell (*ikke leveret*). Sorted by period, municipality and topic, then code and outcome; none is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The extended statistics.
    pub extended: Option<Vec<ExtendedCount>>,
    /// The reasons for reversal.
    pub reversal_reasons: Option<Vec<CodeCount>>,
    /// The formal errors.
    pub formal_errors: Option<Vec<CodeCount>>,
}

/// What it means that a municipality has no count at all in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// The register holds every case, so there was none.
    NoCases,
    /// The delivery holds chosen counts, so nothing is known. Never zero.
    NotDelivered,
}

/// All counts of one snapshot at one grain, and where they come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// The snapshot the counts were made from.
    pub snapshot: SnapshotFacts,
    /// Counts by period, municipality and topic; sorted in that order, each key once. None is empty
    /// where every case is known; where counts were delivered, a delivered zero stays.
    pub cases: Vec<CaseCount>,
    /// The processing-time histogram; `None` where the delivery cannot tell (*ikke leveret*), or where
    /// only outcomes were asked for.
    pub times: Option<Vec<TimeCount>>,
    /// Extended statistics, reasons and formal errors; none where only outcomes were asked for.
    pub details: Details,
    /// Whether dismissed cases were delivered. Where not, their count is unknown, not zero.
    pub dismissed_delivered: bool,
    /// What an absent municipality and period means.
    pub absence: Absence,
}

/// What everyone downstream must know of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotFacts {
    /// The snapshot's name, for example `2025-06-10-1f3a9c40`.
    pub id: String,
    /// The day the figures were drawn from the board's register. Late registrations change them
    /// afterwards, so no figure travels without this date.
    pub drawn_on: Date,
    /// Delivered or synthetic.
    pub provenance: Provenance,
    /// Cases still undecided on the day of the draw; `None` where the delivery cannot tell.
    pub pending: Option<u64>,
    /// Rows left out because of an error in them.
    pub rejected_rows: u64,
    /// The delivered files: name and SHA-256 in hexadecimal.
    pub sources: Vec<Source>,
}

/// One delivered file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// The file's name without its folder.
    pub name: String,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
}
