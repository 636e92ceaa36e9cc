//! Counting the codes of reasons and formal errors, one municipality and topic at a time.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::outcome::Outcome;

/// Codes counted by outcome.
#[derive(Default)]
pub(super) struct CodeTally {
    /// The codes of every list met so far, by their numbers.
    lists: HashMap<String, Vec<u32>>,
    numbers: HashMap<String, u32>,
    names: Vec<String>,
    counts: BTreeMap<(u32, Outcome), u32>,
}

impl CodeTally {
    /// Counts a case once for each code of its list.
    pub fn add(&mut self, list: &str, outcome: Outcome) {
        if !self.lists.contains_key(list) {
            let codes: BTreeSet<&str> = list.split('|').collect();
            let numbers = codes.into_iter().map(|code| self.number(code)).collect();
            self.lists.insert(list.to_owned(), numbers);
        }
        for code in &self.lists[list] {
            *self.counts.entry((*code, outcome)).or_default() += 1;
        }
    }

    fn number(&mut self, code: &str) -> u32 {
        if let Some(number) = self.numbers.get(code) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).expect("codes are few");
        self.names.push(code.to_owned());
        self.numbers.insert(code.to_owned(), number);
        number
    }

    /// Returns what was counted, in no particular order, and begins anew.
    pub fn take(&mut self) -> impl Iterator<Item = (String, Outcome, u32)> {
        let counts = std::mem::take(&mut self.counts).into_iter();
        counts.map(|((code, outcome), cases)| (self.names[code as usize].clone(), outcome, cases))
    }
}
