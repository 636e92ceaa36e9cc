//! Rows and columns: every combination of the values of some choices.

use std::ops::Range;

use tables::slice::Slice;

/// The combinations of some choices of a slice, the last running fastest. Nothing is held but the place.
#[derive(Debug)]
pub struct Places {
    sizes: Vec<usize>,
    at: Vec<usize>,
    is_started: bool,
}

impl Places {
    /// Returns the combinations of some choices of a slice. Of no choice there is one: nothing.
    pub fn new(slice: &Slice<'_>, choices: Range<usize>) -> Self {
        let sizes: Vec<_> = choices.map(|choice| slice.choices()[choice].values.len()).collect();
        Self { at: vec![0; sizes.len()], sizes, is_started: false }
    }

    /// Returns the rows of a slice.
    pub fn rows(slice: &Slice<'_>) -> Self {
        Self::new(slice, 0..slice.stub())
    }

    /// Returns the columns of a slice.
    pub fn columns(slice: &Slice<'_>) -> Self {
        Self::new(slice, slice.stub()..slice.choices().len())
    }

    /// Returns how many combinations there are; larger products saturate.
    pub fn len(&self) -> u64 {
        self.sizes.iter().fold(1, |product, &size| product.saturating_mul(size as u64))
    }

    /// Goes to the next combination, the first one at first, and returns the first choice whose place is
    /// another than before; `None` after the last.
    pub fn advance(&mut self) -> Option<usize> {
        if !self.is_started {
            self.is_started = true;
            return Some(0);
        }
        for choice in (0..self.sizes.len()).rev() {
            self.at[choice] += 1;
            if self.at[choice] < self.sizes[choice] {
                return Some(choice);
            }
            self.at[choice] = 0;
        }
        None
    }

    /// Returns the place in each choice.
    pub fn at(&self) -> &[usize] {
        &self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_choice_runs_fastest_and_the_first_change_is_told() {
        let expected = [(0, [0, 0]), (1, [0, 1]), (0, [1, 0]), (1, [1, 1])];
        check(&[2, 2], &expected.map(|(changed, at)| (changed, at.to_vec())));
    }

    #[test]
    fn of_no_choice_there_is_one_combination() {
        check(&[], &[(0, Vec::new())]);
    }

    #[track_caller]
    fn check(sizes: &[usize], expected: &[(usize, Vec<usize>)]) {
        let mut places =
            Places { sizes: sizes.into(), at: vec![0; sizes.len()], is_started: false };
        let mut found = Vec::new();
        while let Some(changed) = places.advance() {
            found.push((changed, places.at().to_vec()));
        }
        assert_eq!(found, expected);
        assert_eq!(places.len(), expected.len() as u64);
    }
}
