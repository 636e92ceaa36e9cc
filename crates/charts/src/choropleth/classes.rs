//! The classes of the rates: the same for every map and year, so that maps may be compared.

use domain::format::{self, Language};
use stats::Proportion;

/// A class of rates, from one whole per cent up to, but not including, another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateClass {
    /// The lowest rate of the class in per cent.
    pub from: u8,
    /// Where the next class starts; 100 belongs to the last class itself.
    pub to: u8,
}

/// The classes, from the lowest.
pub const CLASSES: [RateClass; 6] = [
    RateClass { from: 0, to: 20 },
    RateClass { from: 20, to: 30 },
    RateClass { from: 30, to: 40 },
    RateClass { from: 40, to: 50 },
    RateClass { from: 50, to: 60 },
    RateClass { from: 60, to: 100 },
];

/// Returns the class of a rate, a position in [`CLASSES`].
///
/// The rate counts as it is shown, in tenths of a per cent: one that reads 20,0 pct. never has the
/// color of the class below.
#[must_use]
pub fn class_of(share: Proportion) -> u8 {
    class_of_tenths(format::tenths_of_percent(share))
}

/// Returns the class of an estimate, a fraction; like a rate, it counts as it is shown.
#[must_use]
pub fn class_of_estimate(fraction: f64) -> u8 {
    class_of_tenths(format::tenths_of_fraction(fraction))
}

fn class_of_tenths(tenths: u64) -> u8 {
    CLASSES[1..].iter().map(|class| u8::from(tenths >= 10 * u64::from(class.from))).sum()
}

/// Writes the limits of a class: `20–30 pct.`, `20–30%`. A number that is no class gives the last.
#[must_use]
pub fn class_label(class: u8, language: Language) -> String {
    let RateClass { from, to } = CLASSES[usize::from(class).min(CLASSES.len() - 1)];
    format::with_unit(&format!("{from}–{to}"), language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_on_a_limit_belongs_to_the_class_above() {
        check(200, 1_000, 1);
        check(300, 1_000, 2);
        check(600, 1_000, 5);
    }

    #[test]
    fn a_rate_just_below_a_limit_stays_below() {
        check(199, 1_000, 0);
        check(599, 1_000, 4);
    }

    #[test]
    fn a_rate_that_is_shown_as_the_limit_has_its_color() {
        check(19_996, 100_000, 1);
    }

    #[test]
    fn an_estimate_that_is_shown_as_the_limit_has_its_color() {
        assert_eq!([0.1994, 0.1996, 0.2, 1.0].map(class_of_estimate), [0, 1, 1, 5]);
    }

    #[test]
    fn none_and_all_have_a_class() {
        check(0, 7, 0);
        check(7, 7, 5);
    }

    #[test]
    fn classes_join_without_gap_or_overlap() {
        assert!(CLASSES.windows(2).all(|pair| pair[0].to == pair[1].from));
    }

    #[test]
    fn labels_name_the_limits_in_both_languages() {
        assert_eq!(class_label(1, Language::Da), "20–30\u{a0}pct.");
        assert_eq!(class_label(5, Language::En), "60–100%");
    }

    #[track_caller]
    fn check(part: u32, whole: u32, expected: u8) {
        let share = Proportion::from_parts(part, whole - part).expect("there is a whole");
        assert_eq!(class_of(share), expected);
    }
}
