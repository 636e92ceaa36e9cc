//! Reading the inputs of a case.

use super::{Case, Stop};
use serde_json::Value;
use stats::{Confidence, Proportion, Tally};

impl Case<'_> {
    /// Returns a number.
    pub(crate) fn number(&self, key: &str) -> Result<f64, Stop> {
        let value = self.raw(key)?.and_then(|value| self.as_number(value));
        value.ok_or_else(|| self.broken(key, "a number"))
    }

    /// Returns a whole number that is not negative.
    pub(crate) fn count(&self, key: &str) -> Result<u64, Stop> {
        let value = self.raw(key)?.and_then(|value| self.as_count(value));
        value.ok_or_else(|| self.broken(key, WHOLE))
    }

    /// Returns a word.
    pub(crate) fn text(&self, key: &str) -> Result<&str, Stop> {
        self.raw(key)?.and_then(Value::as_str).ok_or_else(|| self.broken(key, "a text"))
    }

    /// Tells whether a field is there and not `null`.
    pub(crate) fn has(&self, key: &str) -> Result<bool, Stop> {
        Ok(self.raw(key)?.is_some())
    }

    /// Returns a list of numbers.
    pub(crate) fn numbers(&self, key: &str) -> Result<Vec<f64>, Stop> {
        let numbers = self.list(key)?.iter().map(|value| self.as_number(value)).collect();
        Option::ok_or_else(numbers, || self.broken(key, "a list of numbers"))
    }

    /// Returns a list of counts.
    ///
    /// - *Not answered*: one is above four billion, more than our core counts.
    pub(crate) fn counts(&self, key: &str) -> Result<Vec<u32>, Stop> {
        let counts: Option<Vec<u64>> =
            self.list(key)?.iter().map(|value| self.as_count(value)).collect();
        let counts = counts.ok_or_else(|| self.broken(key, "a list of whole numbers from 0"))?;
        let narrow = |count| u32::try_from(count).map_err(|_| self.not_answered(key));
        counts.into_iter().map(narrow).collect()
    }

    /// Returns `x` successes among `n` trials; none without trials.
    pub(crate) fn share(&self, x: &str, n: &str) -> Result<Option<Proportion>, Stop> {
        let (successes, trials) = (self.count(x)?, self.count(n)?);
        let failures = trials.checked_sub(successes).ok_or_else(|| self.broken(x, AT_MOST_N))?;
        match (u32::try_from(successes), u32::try_from(failures)) {
            (Ok(successes), Ok(failures)) => Ok(Proportion::from_parts(successes, failures)),
            _ => Err(self.not_answered(n)),
        }
    }

    /// Returns tallies of successes `x` among trials `n`, two lists of one length.
    pub(crate) fn tallies(&self, x: &str, n: &str) -> Result<Vec<Tally>, Stop> {
        let (successes, trials) = (self.counts(x)?, self.counts(n)?);
        if successes.len() != trials.len() {
            return Err(self.broken(x, SAME_LENGTH));
        }
        let tally = |(x, n)| Tally::of(x, n);
        let tallies: Option<_> = successes.into_iter().zip(trials).map(tally).collect();
        tallies.ok_or_else(|| self.broken(x, AT_MOST_N))
    }

    /// Returns a two-sided level of confidence.
    ///
    /// - *Not answered*: it is not above 0 and below 1.
    pub(crate) fn confidence(&self, key: &str) -> Result<Confidence, Stop> {
        Confidence::new(self.number(key)?).ok_or_else(|| self.not_answered(key))
    }

    /// Returns a list; it must be there.
    pub(crate) fn list(&self, key: &str) -> Result<&[Value], Stop> {
        let list = self.raw(key)?.and_then(Value::as_array);
        list.map(Vec::as_slice).ok_or_else(|| self.broken(key, "a list"))
    }

    pub(super) fn as_number(&self, value: &Value) -> Option<f64> {
        let number = match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) if self.is_row => text.parse().ok(),
            _ => None,
        };
        number.filter(|number| number.is_finite())
    }

    /// Returns a whole number; other software also writes it as `10.0` or `1e9`.
    pub(super) fn as_count(&self, value: &Value) -> Option<u64> {
        let exact = match value {
            Value::Number(number) => number.as_u64(),
            Value::String(text) if self.is_row => text.parse().ok(),
            _ => None,
        };
        exact.or_else(|| whole(self.as_number(value)?))
    }
}

pub(super) const WHOLE: &str = "a whole number from 0";
/// What a list must be that belongs to another one.
pub(crate) const SAME_LENGTH: &str = "a list as long as the one it belongs to";
const AT_MOST_N: &str = "no more successes than trials";

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, below 2^53")]
fn whole(value: f64) -> Option<u64> {
    /// 2⁵³; above it not every whole number is a real one.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let is_whole = (0.0..EXACT).contains(&value) && value.fract() == 0.0;
    is_whole.then_some(value as u64)
}
