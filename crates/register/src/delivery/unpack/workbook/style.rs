//! Which styles of a workbook show a number as a day.

use std::{collections::BTreeMap, io::Read};

use quick_xml::events::Event;

use super::{
    super::{UnpackError, limit::Limit},
    xml::{Xml, attribute},
};

/// Excel itself has at most 65,490 styles.
const MAX_STYLES: usize = 65_536;

/// Returns, for each style of a cell, whether it shows a day.
pub(super) fn dates<R: Read>(mut xml: Xml<R>) -> Result<Vec<bool>, UnpackError> {
    let mut formats = BTreeMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    loop {
        match xml.next()? {
            Event::Start(it) | Event::Empty(it) => match it.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&it, "formatCode").unwrap_or_default();
                    formats.insert(number(attribute(&it, "numFmtId")), shows_day(&code));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = number(attribute(&it, "numFmtId"));
                    styles.push(formats.get(&id).copied().unwrap_or_else(|| is_built_in_day(id)));
                }
                _ => {}
            },
            Event::End(it) if it.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
        if styles.len() > MAX_STYLES || formats.len() > MAX_STYLES {
            return Err(Limit::Other("more styles", MAX_STYLES as u64).of(xml.shown()));
        }
    }
}

fn number(text: Option<String>) -> u32 {
    text.and_then(|it| it.parse().ok()).unwrap_or(0)
}

/// *Source*: ECMA-376, part 1, 18.8.30 (`numFmt`): formats that need no code; those of East Asian
/// languages included. 18 to 21 and 45 to 47 show a time of day only.
const fn is_built_in_day(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58)
}

/// Tells whether a format's code shows a year or a day, outside quotes, brackets and escapes.
fn shows_day(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => skip_to(&mut letters, '"'),
            '[' => skip_to(&mut letters, ']'),
            '\\' | '_' | '*' => drop(letters.next()),
            'y' | 'Y' | 'd' | 'D' => return true,
            _ => {}
        }
    }
    false
}

fn skip_to(letters: &mut std::str::Chars, end: char) {
    letters.by_ref().find(|letter| *letter == end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_with_a_year_or_a_day_shows_a_day() {
        for code in ["yyyy\\-mm\\-dd", "DD-MM-YYYY", "[$-406]d. mmmm yyyy;@", "mmm yy"] {
            assert!(shows_day(code), "{code}");
        }
    }

    #[test]
    fn a_number_a_time_or_a_word_is_no_day() {
        for code in ["General", "0.00", "hh:mm:ss", "[Red]0", "0\" dage\"", "0\\d", "#,##0_d", "@"]
        {
            assert!(!shows_day(code), "{code}");
        }
    }
}
