//! The record that is kept while one file is compared.

use crate::report::{Comparison, Deviation, Off, Why};
use crate::tolerance::Tolerance;
use std::collections::BTreeSet;

/// The record of one file.
#[derive(Debug, Default)]
pub(crate) struct Book {
    comparison: Comparison,
    case: String,
    is_off: bool,
    read: BTreeSet<String>,
    seen: BTreeSet<String>,
}

/// How many different names of fields are remembered.
const NAMES: usize = 1_000;

impl Book {
    /// Begins a case, by its id or line.
    pub(crate) fn begin(&mut self, case: String) {
        self.comparison.cases += 1;
        (self.case, self.is_off) = (case, false);
    }

    /// Returns the case under way.
    pub(crate) fn case(&self) -> &str {
        &self.case
    }

    /// Notes that a comparison knows a field.
    pub(crate) fn read(&mut self, field: &str) {
        note(&mut self.read, field);
    }

    /// Notes that the file has a field.
    pub(crate) fn seen(&mut self, field: &str) {
        note(&mut self.seen, field);
    }

    /// Holds a number against the expected one; nothing on both sides agrees.
    pub(crate) fn number(
        &mut self,
        field: &str,
        ours: Option<f64>,
        expected: Option<f64>,
        tolerance: Tolerance,
    ) {
        let (Some(ours), Some(expected)) = (ours, expected) else {
            return self.same(field, ours.map(written), expected.map(written));
        };
        self.comparison.values += 1;
        let size = tolerance.deviation(ours, expected);
        let (case, field) = (self.case.clone(), field.to_owned());
        if size > tolerance.limit() {
            let tolerance = tolerance.limit();
            self.off(&field, Why::Apart { ours, expected, deviation: size, tolerance });
        }
        self.comparison.meet(Deviation { size, tolerance, case, field });
    }

    /// Holds a word, a flag or a whole number against the expected one; `None` is "not defined".
    pub(crate) fn same(&mut self, field: &str, ours: Option<String>, expected: Option<String>) {
        self.comparison.values += 1;
        match (ours, expected) {
            (ours, expected) if ours == expected => {}
            (None, Some(_)) => self.off(field, Why::NotAnswered),
            (ours, expected) => {
                let words = |value: Option<String>| {
                    value.map_or_else(|| "not defined".into(), |value| shown(&value))
                };
                self.off(field, Why::Differs { ours: words(ours), expected: words(expected) });
            }
        }
    }

    /// Notes an input to which our core has no answer.
    pub(crate) fn not_answered(&mut self, field: &str) {
        self.comparison.values += 1;
        self.off(field, Why::NotAnswered);
    }

    fn off(&mut self, field: &str, why: Why) {
        let comparison = &mut self.comparison;
        comparison.values_off += 1;
        comparison.cases_off += u64::from(!self.is_off);
        self.is_off = true;
        if comparison.off.len() < Comparison::SHOWN {
            let (case, field) = (self.case.clone(), shown(field));
            comparison.off.push(Off { case, field, why });
        }
    }

    /// Returns what was found.
    pub(crate) fn close(mut self) -> Comparison {
        let unread = self.seen.difference(&self.read).take(Comparison::SHOWN);
        self.comparison.not_compared = unread.map(|field| shown(field)).collect();
        self.comparison
    }
}

/// Returns what a file says in a form that can be shown: short, and without control characters.
pub(crate) fn shown(text: &str) -> String {
    let letters = text.chars().map(|letter| if letter.is_control() { '?' } else { letter });
    letters.take(100).collect()
}

/// Writes a number so that it reads back as the same.
fn written(value: f64) -> String {
    format!("{value:?}")
}

fn note(names: &mut BTreeSet<String>, name: &str) {
    if names.len() < NAMES && !names.contains(name) {
        names.insert(name.to_owned());
    }
}
