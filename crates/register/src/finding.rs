//! What the checks say about a delivery: where, why and how grave; never what stood in the cell.

use std::collections::BTreeMap;

/// How grave a finding is: a row with an error is not counted and stands in the file of rejected rows; one
/// with a warning is kept, or replaced by another row of the delivery.
pub use domain::check::Severity;

/// Declares the reasons once: variant, id, severity and message.
macro_rules! reasons {
    ($($variant:ident, $id:literal, $severity:ident, $message:literal;)*) => {
        /// Why a row was rejected or deserves a look.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Reason {
            $(#[doc = $message] $variant,)*
        }

        impl Reason {
            /// Every reason, in the order of `docs/register.md`.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the word used in reports; scripts depend on it.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// Returns how grave a finding with this reason is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }

            /// Returns one sentence for people.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message),* }
            }
        }
    };
}

reasons! {
    TooFewCells, "too_few_cells", Error, "the row has fewer cells than the header";
    TooManyCells, "too_many_cells", Error, "the row has more cells than the header";
    MunicipalityUnknown, "municipality_unknown", Error, "no municipality has this name or code";
    NotAMunicipality, "not_a_municipality", Error, "the place is not one of the 98 municipalities";
    TopicUnknown, "topic_unknown", Error, "no topic of this law has this name or code";
    TopicNotValid, "topic_not_valid", Error, "the topic was not in use at that date";
    CaseNumberMissing, "case_number_missing", Error, "the case number is empty";
    CaseNumberTooLong, "case_number_too_long", Error, "the case number is longer than 64 bytes";
    PartNumberUnreadable, "part_number_unreadable", Error,
        "the part number is not a whole number from 1 to 65535";
    DateUnreadable, "date_unreadable", Error, "the cell is not a date";
    DateOutOfRange, "date_out_of_range", Error,
        "the date lies before 1 January 2000 or after the day of the draw";
    DecidedBeforeReceived, "decided_before_received", Error,
        "the case was decided before it was received";
    ReopenedBeforeReceived, "reopened_before_received", Error,
        "the case was reopened before it was received";
    DecidedBeforeReopened, "decided_before_reopened", Error,
        "the case was decided before it was reopened";
    OutcomeUnknown, "outcome_unknown", Error, "the outcome is not one of the four";
    HalfDecided, "half_decided", Error,
        "only one of decision day and outcome is given; a pending case has neither";
    PeriodUnreadable, "period_unreadable", Error, "the period is neither a year nor a quarter";
    CountUnreadable, "count_unreadable", Error, "the count is not a whole number of cases";
    CellIsNoValue, "cell_is_no_value", Error, "the cell is a failed formula or a truth value";
    CountTooLarge, "count_too_large", Error, "the count is above 100000";
    CountMissing, "count_missing", Error,
        "the count is empty and the row's total does not prove it to be zero";
    FiguresMissing, "figures_missing", Error, "the row gives no figure";
    MonthUnreadable, "month_unreadable", Error, "the cell is not a month";
    TextUnreadable, "text_unreadable", Error, "the text is empty or longer than 120 bytes";
    DeadlineUnreadable, "deadline_unreadable", Error, "the cell is neither yes nor no";
    DaysUnreadable, "days_unreadable", Error,
        "the mean is not a number of days from 0 to 36500";
    PartsDifferFromTotal, "parts_differ_from_total", Error,
        "the outcomes do not add up to the row's total";
    RowsConflict, "rows_conflict", Error,
        "two rows give different figures for the same place, subject and period";
    RowRepeated, "row_repeated", Warning, "the same row stands twice; one is kept";
    CaseSuperseded, "case_superseded", Warning,
        "a newer registration of the same case is known and is kept instead";
    PartsDisagree, "parts_disagree", Warning,
        "a part-decision names another municipality or topic than the first part, which is kept";
    RegisteredBeforeDecided, "registered_before_decided", Warning,
        "the case was registered before it was decided";
    CodesUnreadable, "codes_unreadable", Warning,
        "the list is not made of short codes with | between; it is left out";
    SpellingVariant, "spelling_variant", Warning,
        "the municipality is spelled otherwise than by Danmarks Statistik; the rows are counted";
    UnknownColumn, "unknown_column", Warning, "the column is not known and was ignored";
    RateDiffers, "rate_differs", Warning,
        "the percentage is not the one the row's counts give";
    RateUnreadable, "rate_unreadable", Warning, "the percentage is not a number from 0 to 100";
    ControlTotalDiffers, "control_total_differs", Warning,
        "the total is not the sum of the rows that were counted";
    PendingDiffers, "pending_differs", Warning,
        "the pending cases are not those of the month before, plus received, minus decided";
    ZerosLeftOut, "zeros_left_out", Warning,
        "every measure is 0, which is how the portal's sheet writes that a period is missing; left out";
    LastLineOpen, "last_line_open", Warning,
        "the last line has no line break after it; the file may be cut";
    DrawDateNotGiven, "draw_date_not_given", Warning,
        "the delivery does not say when it was drawn; the day of import is used";
}

/// One thing the checks found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file's name without its folder, for a member of an archive both names with `/` between;
    /// empty for the delivery as a whole.
    pub file: String,
    /// The line in the file, or the row of a sheet or of a Parquet table, the first being 1; 0 for
    /// the file or delivery as a whole.
    pub line: u64,
    /// The column's name; `None` when the finding is about the row.
    pub column: Option<String>,
    /// Why.
    pub reason: Reason,
    /// How grave.
    pub severity: Severity,
    /// How many rows the finding stands for, the first of them in `line`.
    pub rows: u64,
}

/// The findings of a delivery: the first ones of each reason kept, all of them counted.
///
/// The first ones are those that stand first in the delivery, whatever order they are noted in.
#[derive(Debug, Default)]
pub(crate) struct FindingLog {
    by_reason: BTreeMap<Reason, Tally>,
}

/// File, line and column of a finding.
type Place = (String, u64, Option<String>);

/// What is known of one reason.
#[derive(Debug, Default)]
struct Tally {
    rows: u64,
    /// The rows that each of the first places stands for.
    first: BTreeMap<Place, u64>,
}

impl Tally {
    /// Keeps a place if it is among the first.
    fn keep(&mut self, file: &str, line: u64, column: Option<&str>, rows: u64) {
        let is_full = self.first.len() >= FindingLog::KEPT;
        let is_beyond = |(last, _): (&Place, _)| {
            (last.0.as_str(), last.1, last.2.as_deref()) < (file, line, column)
        };
        if is_full && self.first.last_key_value().is_some_and(is_beyond) {
            return;
        }
        let place = (file.to_owned(), line, column.map(ToOwned::to_owned));
        *self.first.entry(place).or_default() += rows;
        if self.first.len() > FindingLog::KEPT {
            self.first.pop_last();
        }
    }
}

impl FindingLog {
    /// How many findings of each reason a report lists: a frequent reason must not crowd out a rare
    /// one. The numbers by reason are always complete.
    const KEPT: usize = 1_000;

    /// Notes a finding.
    pub(crate) fn add(&mut self, file: &str, line: u64, column: Option<&str>, reason: Reason) {
        self.add_rows(file, line, column, reason, 1);
    }

    /// Notes a finding that stands for several rows.
    pub(crate) fn add_rows(
        &mut self,
        file: &str,
        line: u64,
        column: Option<&str>,
        reason: Reason,
        rows: u64,
    ) {
        let tally = self.by_reason.entry(reason).or_default();
        tally.rows += rows;
        tally.keep(file, line, column, rows);
    }

    /// Adds what another log holds.
    pub(crate) fn merge(&mut self, other: Self) {
        for (reason, theirs) in other.by_reason {
            let tally = self.by_reason.entry(reason).or_default();
            tally.rows += theirs.rows;
            for ((file, line, column), rows) in theirs.first {
                tally.keep(&file, line, column.as_deref(), rows);
            }
        }
    }

    /// Returns the kept findings by file and line, and the numbers by reason.
    pub(crate) fn finish(self) -> (Vec<Finding>, Vec<(Reason, Severity, u64)>) {
        let mut kept = Vec::new();
        let mut totals = Vec::new();
        for (reason, tally) in self.by_reason {
            let severity = reason.severity();
            totals.push((reason, severity, tally.rows));
            let findings = tally.first.into_iter().map(|((file, line, column), rows)| Finding {
                file,
                line,
                column,
                reason,
                severity,
                rows,
            });
            kept.extend(findings);
        }
        kept.sort_by(|a, b| {
            (&a.file, a.line, a.reason, &a.column).cmp(&(&b.file, b.line, b.reason, &b.column))
        });
        (kept, totals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frequent_reason_is_counted_in_full_and_leaves_room_for_a_rare_one() {
        let mut log = FindingLog::default();
        for line in 0..FindingLog::KEPT as u64 + 5 {
            log.add("a.csv", line, None, Reason::TopicUnknown);
        }
        log.add("a.csv", 1, None, Reason::RowsConflict);
        let (kept, totals) = log.finish();
        assert_eq!(kept.len(), FindingLog::KEPT + 1);
        assert!(kept.iter().any(|finding| finding.reason == Reason::RowsConflict));
        assert_eq!(totals[0], (Reason::TopicUnknown, Severity::Error, 1_005));
    }

    #[test]
    fn the_first_findings_are_kept_whatever_order_they_are_noted_in() {
        let mut logs = [FindingLog::default(), FindingLog::default()];
        for line in (0..5_000).rev() {
            logs[usize::from(line % 3 == 0)].add("a.csv", line, None, Reason::CaseSuperseded);
        }
        let [mut log, other] = logs;
        log.merge(other);
        let (kept, totals) = log.finish();
        assert!(kept.iter().map(|finding| finding.line).eq(0..FindingLog::KEPT as u64));
        assert_eq!(totals[0].2, 5_000);
    }

    #[test]
    fn every_reason_has_an_id_of_its_own() {
        let ids: std::collections::BTreeSet<_> = Reason::ALL.iter().map(|it| it.id()).collect();
        assert_eq!(ids.len(), Reason::ALL.len());
    }
}
