//! Percentages stated beside the counts: recomputed and compared, never used.

use domain::{
    outcome::Outcome,
    reversal::{OutcomeCounts, merits_share, reversal_rate},
};

use super::{Cells, Column, Fault, Opened};
use crate::finding::Reason;

/// A percentage rounded to one decimal may differ this much from the exact one, in percentage
/// points; the rest allows for the binary fraction.
const TOLERANCE: f64 = 0.05 + 1e-9;

/// Where percentages stand.
#[derive(Clone, Debug)]
pub(super) struct RateColumns(Vec<(usize, Column)>);

impl RateColumns {
    /// Returns where percentages stand.
    pub fn of(file: &Opened) -> Self {
        let rates =
            [Column::ReversalRate, Column::RemittedRate, Column::UpheldRate, Column::ChangedRate];
        let there = rates.into_iter().filter_map(|column| Some((file.place(column)?, column)));
        Self(there.collect())
    }

    /// Compares the percentages of a row with its counts.
    pub fn check(&self, cells: Cells, counts: OutcomeCounts) -> Vec<Fault> {
        let faults = self.0.iter().filter_map(|(place, column)| {
            let reason = fault(cells.get(*place), share(counts, *column))?;
            Some((reason, Some(*column)))
        });
        faults.collect()
    }
}

/// Returns the fraction a percentage states.
fn share(counts: OutcomeCounts, column: Column) -> Option<f64> {
    let share = match column {
        Column::RemittedRate => merits_share(counts, Outcome::Remitted)?,
        Column::UpheldRate => merits_share(counts, Outcome::Upheld)?,
        Column::ChangedRate => merits_share(counts, Outcome::Changed)?,
        _ => reversal_rate(counts)?,
    };
    Some(share.value())
}

/// Without merits cases there is no rate; the portal writes nothing, `NA` or 0, and all are let pass.
fn fault(text: &str, share: Option<f64>) -> Option<Reason> {
    if text.is_empty() || text == "NA" {
        return None;
    }
    let Some(stated) = percent(text) else { return Some(Reason::RateUnreadable) };
    let exact = share? * 100.0;
    ((stated - exact).abs() > TOLERANCE).then_some(Reason::RateDiffers)
}

/// Reads a percentage with a decimal comma or point.
fn percent(text: &str) -> Option<f64> {
    let plain = text.replace(',', ".");
    let only_number = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let value: f64 = only_number.then(|| plain.parse().ok()).flatten()?;
    (0.0..=100.0).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_rounded_to_one_decimal_agrees() {
        check("35,7", None);
        check("35.7", None);
        check("", None);
    }

    #[test]
    fn another_percentage_is_reported() {
        check("35,8", Some(Reason::RateDiffers));
        check("35,6", Some(Reason::RateDiffers));
        check("36", Some(Reason::RateDiffers));
    }

    #[test]
    fn what_is_no_percentage_is_reported() {
        for text in ["x", "-1", "101", "NaN", "inf", "1e1", "."] {
            check(text, Some(Reason::RateUnreadable));
        }
    }

    #[test]
    fn no_merits_case_leaves_nothing_to_compare() {
        assert_eq!(fault("0,0", None), None);
    }

    /// Checks against Varde 2017: 41 of 115 are 35.65 %.
    #[track_caller]
    fn check(text: &str, expected: Option<Reason>) {
        let varde = OutcomeCounts { upheld: 74, changed: 15, remitted: 26, dismissed: 11 };
        assert_eq!(fault(text, share(varde, Column::ReversalRate)), expected, "{text}");
    }
}
