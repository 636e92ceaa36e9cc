//! A key under a picture: signs with their words, side by side as far as there is room.

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use crate::{
    words::{self, lines},
    xml::{Coordinate, Escaped},
};

/// About the width of a letter.
const LETTER: f64 = 8.2;
/// From one row to the next.
const ROW: f64 = 23.0;
/// From the left of a sign to its words: the sign is 26 wide.
const WORDS: f64 = 32.0;
/// The air between two entries of a row.
const APART: f64 = 20.0;
/// The air left and right of the key.
const MARGIN: f64 = 6.0;

/// Entries and where they stand.
pub(crate) struct Key<T> {
    entries: Vec<Entry<T>>,
    height: f64,
}

struct Entry<T> {
    sign: T,
    lines: Vec<String>,
    left: f64,
    top: f64,
}

impl<T: Copy> Key<T> {
    /// Places signs with their words in rows of a width.
    pub(crate) fn of<'a>(entries: impl IntoIterator<Item = (T, Cow<'a, str>)>, width: f64) -> Self {
        let mut key = Self { entries: Vec::new(), height: 0.0 };
        let (mut left, mut top) = (MARGIN, 0.0);
        for (sign, text) in entries {
            let lines = lines(&text, letters_within(width - WORDS - 2.0 * MARGIN));
            let widths = lines.iter().map(|line| words::width(line, LETTER));
            let reach = WORDS + widths.fold(0.0, f64::max);
            if left > MARGIN && left + reach > width - MARGIN {
                (left, top) = (MARGIN, key.height);
            }
            key.height = key.height.max(top + ROW * words::real(lines.len().max(1)));
            key.entries.push(Entry { sign, lines, left, top });
            left += reach + APART;
        }
        key
    }

    /// Returns how high the key is: nothing without entries.
    pub(crate) const fn height(&self) -> f64 {
        self.height
    }

    /// Draws the key at a height; `draw_sign` gets the left end and the middle of each sign.
    pub(crate) fn draw(
        &self,
        out: &mut String,
        top: f64,
        draw_sign: impl Fn(&mut String, T, [f64; 2]) -> fmt::Result,
    ) -> fmt::Result {
        for entry in &self.entries {
            let middle = top + entry.top + ROW / 2.0;
            draw_sign(out, entry.sign, [entry.left, middle])?;
            let (x, mut y) = (Coordinate(entry.left + WORDS), middle + 5.0);
            for line in &entry.lines {
                let (at, line) = (Coordinate(y), Escaped(line));
                write!(out, "<text class=\"key\" x=\"{x}\" y=\"{at}\">{line}</text>")?;
                y += ROW;
            }
        }
        Ok(())
    }
}

/// Returns how many letters fit within a width.
fn letters_within(width: f64) -> usize {
    (1..=200).take_while(|letters| words::real(*letters) * LETTER <= width).last().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_side_by_side_while_there_is_room() {
        check(&["Aarhus", "Odense"], &[[6.0, 0.0], [107.2, 0.0]]);
        check(&["Aarhus", "En kommune med et langt navn"], &[[6.0, 0.0], [6.0, 23.0]]);
    }

    #[test]
    fn words_that_do_not_fit_on_a_line_push_the_next_entry_down() {
        let long = "Et meget langt navn på en række, som ingen læser til ende";
        check(&[long, "Odense"], &[[6.0, 0.0], [6.0, 46.0]]);
    }

    #[track_caller]
    fn check(texts: &[&str], expected: &[[f64; 2]]) {
        let key = Key::of(texts.iter().map(|text| ((), Cow::from(*text))), 300.0);
        let places = key.entries.iter().map(|entry| [entry.left, entry.top]);
        for (place, expected) in places.zip(expected) {
            let away = place.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(away < 1e-9, "{place:?} {expected:?}");
        }
    }
}
