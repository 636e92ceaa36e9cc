//! Texts that may stand between quotation marks in a PX file.

use std::borrow::Cow;

use deunicode::deunicode_char;
use encoding_rs::WINDOWS_1252;

use crate::{error::WriteError, layout::CodePage};

/// Returns a text without what would end or break it: quotation marks become typographic ones, line ends
/// spaces. Characters that the code page lacks become letters that stand for them, `≥` `>=` say.
pub(super) fn clean(text: &str, code_page: CodePage) -> Result<String, WriteError> {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        if code_page == CodePage::Utf8 || is_in_windows_1252(character) {
            clean.push(character);
        } else {
            clean += deunicode_char(character).ok_or(WriteError::Character(character))?;
        }
    }
    let is_break = |character: char| character.is_control();
    Ok(clean.replace('"', "”").replace("\r\n", " ").replace(is_break, " "))
}

/// Returns a clean text as the bytes of a code page.
pub(super) fn encoded(text: &str, code_page: CodePage) -> Cow<'_, [u8]> {
    match code_page {
        CodePage::Utf8 => Cow::Borrowed(text.as_bytes()),
        CodePage::Windows1252 => WINDOWS_1252.encode(text).0,
    }
}

fn is_in_windows_1252(character: char) -> bool {
    let mut buffer = [0; 4];
    character.is_ascii() || !WINDOWS_1252.encode(character.encode_utf8(&mut buffer)).2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_become_typographic() {
        check("\"hjælp\"", "”hjælp”");
        check("＂hjælp＂", "”hjælp”");
    }

    #[test]
    fn danish_letters_and_paragraphs_stay() {
        check("§ 79 b – børn, Åben é", "§ 79 b – børn, Åben é");
    }

    #[test]
    fn other_characters_become_letters_rather_than_question_marks() {
        check("Šibenik ≥ 3 → ő", "Šibenik >= 3 - o");
    }

    #[test]
    fn line_ends_become_spaces() {
        check("a\r\nb\nc", "a b c");
    }

    #[test]
    fn a_character_that_nothing_stands_for_is_refused() {
        let found = clean("\u{10ffff}", CodePage::Windows1252);
        assert!(matches!(found, Err(WriteError::Character('\u{10ffff}'))));
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = clean(text, CodePage::Windows1252).expect("every character can be told");
        assert_eq!(found, expected);
        let bytes = encoded(&found, CodePage::Windows1252);
        assert_eq!(WINDOWS_1252.decode(&bytes).0, expected);
    }
}
