//! Counting the codes of reasons and formal errors, one period at a time.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::outcome::Outcome;

/// Codes counted by place in the arrays of a count and by outcome.
#[derive(Default)]
pub(super) struct CodeTally {
    /// The codes of every list met so far, by their numbers.
    lists: HashMap<String, Vec<u32>>,
    numbers: HashMap<String, u32>,
    names: Vec<String>,
    counts: BTreeMap<(usize, u32, Outcome), u32>,
}

impl CodeTally {
    /// Counts a case once for each code of its list.
    pub fn add(&mut self, cell: usize, list: &str, outcome: Outcome) {
        if !self.lists.contains_key(list) {
            let codes: BTreeSet<&str> = list.split('|').collect();
            let numbers = codes.into_iter().map(|code| self.number(code)).collect();
            self.lists.insert(list.to_owned(), numbers);
        }
        for code in &self.lists[list] {
            *self.counts.entry((cell, *code, outcome)).or_default() += 1;
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

    /// Returns what was counted, by place, code and outcome, and begins anew.
    pub fn take(&mut self) -> Vec<(usize, String, Outcome, u32)> {
        let counts = std::mem::take(&mut self.counts).into_iter();
        let named = counts.map(|((cell, code, outcome), cases)| {
            (cell, self.names[code as usize].clone(), outcome, cases)
        });
        named.collect()
    }
}
