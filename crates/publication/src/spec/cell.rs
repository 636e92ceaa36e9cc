//! A cell of an example, in both languages.

use domain::format::{self, Language};
use stats::Proportion;

/// What a cell says: a number in both number forms, or words in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    texts: [String; 2],
    /// Whether it is a number, or the lack of one.
    pub is_number: bool,
}

impl Cell {
    /// Returns what the cell says in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        &self.texts[language as usize]
    }

    /// Reads a written cell: a number with decimal point, `–` for none, words, or `ord / words`.
    pub(super) fn read(written: &str) -> Self {
        if let Some(number) = number(written) {
            let decimals = written.split_once('.').map_or(0, |(_, part)| part.len());
            return Self::decimal(number, decimals);
        }
        Self { is_number: written == "–", ..Self::label(written) }
    }

    /// Reads words in both languages, `ord / words`, or the same in both, such as a name or a year.
    pub(super) fn label(written: &str) -> Self {
        let (da, en) = written.split_once(" / ").unwrap_or((written, written));
        Self::words([da, en])
    }

    /// Returns words in Danish and English.
    pub(super) fn words(words: [&str; 2]) -> Self {
        Self { texts: words.map(String::from), is_number: false }
    }

    /// Returns the mark of a number that there is not.
    pub(super) fn missing() -> Self {
        Self { is_number: true, ..Self::words(["–", "–"]) }
    }

    /// Returns a number with some decimals.
    pub(super) fn decimal(number: f64, decimals: usize) -> Self {
        Self::number(|language| format::fixed(number, decimals, language))
    }

    /// Returns a whole number.
    pub(super) fn count(number: u32) -> Self {
        Self::number(|language| format::count(number, language))
    }

    /// Returns a share in per cent, one decimal.
    pub(super) fn percent(share: Proportion) -> Self {
        Self::number(|language| format::percent_number(share, language))
    }

    /// Returns a fraction in per cent, one decimal.
    pub(super) fn fraction(fraction: f64) -> Self {
        Self::number(|language| format::fraction_number(fraction, language))
    }

    /// Returns yes or no.
    pub(super) fn yes(is_so: bool) -> Self {
        Self::words(if is_so { ["ja", "yes"] } else { ["nej", "no"] })
    }

    fn number(text: impl Fn(Language) -> String) -> Self {
        Self { texts: Language::ALL.map(text), is_number: true }
    }
}

/// Reads a number with a decimal point, its minus sign written as − or -.
pub(super) fn number(written: &str) -> Option<f64> {
    written.replace('−', "-").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_takes_the_form_of_each_language() {
        check("−1234.50", ["−1.234,50", "−1,234.50"], true);
        check("18421", ["18.421", "18,421"], true);
    }

    #[test]
    fn words_stand_in_both_languages() {
        check("emne / topic", ["emne", "topic"], false);
        check("Varde", ["Varde", "Varde"], false);
    }

    #[test]
    fn no_number_is_the_same_in_both() {
        check("–", ["–", "–"], true);
    }

    #[track_caller]
    fn check(written: &str, texts: [&str; 2], is_number: bool) {
        assert_eq!(Cell::read(written), Cell { is_number, ..Cell::words(texts) });
    }
}
