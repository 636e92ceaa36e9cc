//! The counts of one row, stated or proven by the row's total; never guessed.

use domain::reversal::OutcomeCounts;

use super::{Cells, Column, DeliveryError, DeliveryKind, Fault, Opened, name_in};
use crate::finding::Reason;

/// The largest number of cases a cell may state. All municipal cases of a year are about 24,000; and
/// the sum over every municipality, topic and outcome of a period stays within 32 bits.
const MAX_COUNT: u32 = 100_000;

/// The outcomes in the order of the arrays here: changed, remitted, upheld, dismissed.
const OUTCOMES: [Column; 4] =
    [Column::Changed, Column::Remitted, Column::Upheld, Column::Dismissed];

/// Where the counts stand.
#[derive(Clone, Debug)]
pub(super) struct CountColumns {
    outcomes: [Option<usize>; 4],
    /// The total and its column.
    total: Option<(usize, Column)>,
    /// How many of the outcomes the total covers: 3 are the merits, 4 also the dismissed.
    covered: usize,
}

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stated {
    NoColumn,
    /// Empty or `NA`.
    Nothing,
    Count(u64),
}

impl CountColumns {
    /// Returns where the counts stand; an error when they do not follow from the columns.
    pub fn of(file: &Opened) -> Result<Self, DeliveryError> {
        let (total, covered) = match file.kind {
            DeliveryKind::PortalWide => (Column::Total, 4),
            _ => (Column::Merits, 3),
        };
        let columns = Self {
            outcomes: OUTCOMES.map(|column| file.place(column)),
            total: file.place(total).map(|place| (place, total)),
            covered,
        };
        columns.check(file, total)?;
        Ok(columns)
    }

    /// At most one outcome may be found by subtraction, and only where there is a total.
    fn check(&self, file: &Opened, total: Column) -> Result<(), DeliveryError> {
        let is_absent = |at: &usize| self.outcomes[*at].is_none();
        // Without a total the dismissed may be unknown; the merits may not.
        let needed = if self.total.is_some() { self.covered } else { 3 };
        let mut absent: Vec<_> = (0..needed).filter(is_absent).map(|at| OUTCOMES[at]).collect();
        if absent.is_empty() || (absent.len() == 1 && self.total.is_some()) {
            return Ok(());
        }
        if self.total.is_none() && absent.len() == 1 {
            absent.push(total);
        }
        let names: Vec<_> = absent.iter().map(|column| name_in(file.kind, *column)).collect();
        let and = if absent.contains(&total) { " or " } else { ", " };
        Err(DeliveryError::NotEnoughCounts { file: file.source.shown(), missing: names.join(and) })
    }

    /// Tells whether dismissed cases are stated or follow from the total.
    pub const fn gives_dismissed(&self) -> bool {
        self.outcomes[3].is_some() || (self.covered == 4 && self.total.is_some())
    }

    /// Reads the counts of a row.
    pub fn read(&self, cells: Cells) -> Result<OutcomeCounts, Fault> {
        let mut stated = [Stated::NoColumn; 4];
        for (at, place) in self.outcomes.iter().enumerate() {
            stated[at] = place.map_or(Ok(Stated::NoColumn), |place| {
                read(cells.get(place)).map_err(|reason| (reason, Some(OUTCOMES[at])))
            })?;
        }
        let total = self.total.map_or(Ok(Stated::NoColumn), |(place, column)| {
            read(cells.get(place)).map_err(|reason| (reason, Some(column)))
        })?;
        let mut counts = [0; 4];
        complete(&stated[..self.covered], total, &mut counts)?;
        if self.covered == 3 {
            counts[3] = match stated[3] {
                Stated::Count(count) => count,
                Stated::NoColumn => 0,
                Stated::Nothing => return Err((Reason::CountMissing, Some(Column::Dismissed))),
            };
        }
        let [changed, remitted, upheld, dismissed] = counts
            .map(|count| u32::try_from(count).expect("a count is at most a hundred thousand"));
        Ok(OutcomeCounts { changed, remitted, upheld, dismissed })
    }
}

/// Fills in what the total proves, or says what is wrong.
fn complete(stated: &[Stated], total: Stated, counts: &mut [u64; 4]) -> Result<(), Fault> {
    let known = |it: &Stated| if let Stated::Count(count) = it { *count } else { 0 };
    let sum: u64 = stated.iter().map(known).sum();
    for (count, stated) in counts.iter_mut().zip(stated) {
        *count = known(stated);
    }
    let empty = stated.iter().position(|it| *it == Stated::Nothing);
    let absent = stated.iter().position(|it| *it == Stated::NoColumn);
    let missing = |at: usize| Err((Reason::CountMissing, Some(OUTCOMES[at])));
    let Stated::Count(total) = total else {
        // The dismissed may be unknown; `check` saw to it that the merits have their columns.
        return match (empty, absent) {
            (Some(at), _) => missing(at),
            (None, Some(at)) if at < 3 => missing(at),
            _ => Ok(()),
        };
    };
    match (empty, absent) {
        _ if sum > total => Err((Reason::PartsDifferFromTotal, None)),
        _ if sum == total => Ok(()),
        (Some(at), _) => missing(at),
        (None, Some(at)) => {
            counts[at] = total - sum;
            Ok(())
        }
        (None, None) => Err((Reason::PartsDifferFromTotal, None)),
    }
}

fn read(text: &str) -> Result<Stated, Reason> {
    whole_number(text)
        .map(|count| count.map_or(Stated::Nothing, |count| Stated::Count(count.into())))
}

/// Reads a number of cases; `None` where the cell is empty or `NA`.
pub(in super::super) fn whole_number(text: &str) -> Result<Option<u32>, Reason> {
    if text.is_empty() || text == "NA" {
        return Ok(None);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Reason::CountUnreadable);
    }
    // A number too long for 32 bits is too large as well.
    let count = text.parse().unwrap_or(u32::MAX);
    if count > MAX_COUNT { Err(Reason::CountTooLarge) } else { Ok(Some(count)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stated::{Count, NoColumn, Nothing};

    #[test]
    fn two_of_three_and_the_total_give_the_third() {
        check(&[Count(15), Count(26), NoColumn], Count(115), Ok([15, 26, 74, 0]));
    }

    #[test]
    fn an_empty_cell_is_zero_only_where_the_total_proves_it() {
        check(&[Count(15), Nothing, Count(74)], Count(89), Ok([15, 0, 74, 0]));
        check(&[Count(15), Nothing, Count(74)], Count(90), Err(Reason::CountMissing));
        check(&[Count(15), Nothing, Count(74)], NoColumn, Err(Reason::CountMissing));
    }

    #[test]
    fn parts_must_add_up() {
        check(&[Count(1), Count(2), Count(3)], Count(6), Ok([1, 2, 3, 0]));
        check(&[Count(1), Count(2), Count(3)], Count(7), Err(Reason::PartsDifferFromTotal));
        check(&[Count(1), Count(2), NoColumn], Count(2), Err(Reason::PartsDifferFromTotal));
    }

    #[test]
    fn dismissed_follow_from_a_total_that_covers_them() {
        let merits = [Count(1), Count(2), Count(3), NoColumn];
        check(&merits, Count(10), Ok([1, 2, 3, 4]));
        check(&merits, NoColumn, Ok([1, 2, 3, 0]));
    }

    #[test]
    fn what_is_no_count_is_refused() {
        for text in ["-1", "1.5", "1,0", "1e3", "+4", "x", "٣"] {
            assert_eq!(read(text), Err(Reason::CountUnreadable), "{text}");
        }
        for text in ["100001", "4294967295", "10000000000"] {
            assert_eq!(read(text), Err(Reason::CountTooLarge), "{text}");
        }
        assert_eq!(read("99999999999999999999999"), Err(Reason::CountTooLarge));
        assert_eq!(read("100000"), Ok(Count(100_000)));
        assert_eq!(read("NA"), Ok(Nothing));
    }

    #[track_caller]
    fn check(stated: &[Stated], total: Stated, expected: Result<[u64; 4], Reason>) {
        let mut counts = [0; 4];
        let result = complete(stated, total, &mut counts).map(|()| counts);
        assert_eq!(result.map_err(|(reason, _)| reason), expected);
    }
}
