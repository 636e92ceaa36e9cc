//! The records of a PX file: a keyword, what it is of, what it says.

use std::fmt::Write;

/// How many characters of a text stand in one line. A line of the longest keyword, and of this many
/// characters with quotation marks and a comma, is shorter than 256.
const PIECE: usize = 200;

/// How long a line grows before the next piece starts a new one.
const LINE: usize = 250;

/// Records, one below the other. What goes in is clean already.
#[derive(Debug, Default)]
pub(super) struct Records {
    text: String,
    /// How many characters the last line has.
    line: usize,
}

impl Records {
    /// Adds a record of one text: `KEYWORD("of","which")="text";`.
    pub(super) fn text(&mut self, keyword: &str, of: &[&str], text: &str) {
        self.list(keyword, of, &[text]);
    }

    /// Adds a record of texts.
    pub(super) fn list<T: AsRef<str>>(&mut self, keyword: &str, of: &[&str], texts: &[T]) {
        self.key(keyword, of);
        self.texts(texts);
        self.end();
    }

    /// Adds a record of a word or a number, which has no quotation marks.
    pub(super) fn word(&mut self, keyword: &str, of: &[&str], word: &str) {
        self.key(keyword, of);
        self.push(word);
        self.end();
    }

    /// Adds the periods of a time dimension: `TIMEVAL("year")=TLIST(A1),"2023","2024";`.
    pub(super) fn periods(&mut self, of: &str, scale: &str, periods: &[String]) {
        self.key("TIMEVAL", &[of]);
        let mut list = String::new();
        write!(list, "TLIST({scale}),").expect("a text takes all");
        self.push(&list);
        self.texts(periods);
        self.end();
    }

    /// Returns the text of the records.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Adds a key. It stands in one line however long it is, since readers look for it there.
    fn key(&mut self, keyword: &str, of: &[&str]) {
        self.push(keyword);
        for (place, of) in of.iter().enumerate() {
            self.push(if place == 0 { "(\"" } else { ",\"" });
            self.push(of);
            self.push("\"");
        }
        self.push(if of.is_empty() { "=" } else { ")=" });
    }

    fn texts<T: AsRef<str>>(&mut self, texts: &[T]) {
        for (place, text) in texts.iter().enumerate() {
            if place > 0 {
                self.push(",");
            }
            self.quoted(text.as_ref());
        }
    }

    /// Adds a text in quotation marks; a long one in pieces, one on each line, which readers join.
    fn quoted(&mut self, text: &str) {
        for (place, piece) in pieces(text).into_iter().enumerate() {
            let length = piece.chars().count() + 2;
            if place > 0 || self.line + length > LINE {
                self.text.push_str("\r\n");
                self.line = 0;
            }
            self.push("\"");
            self.push(piece);
            self.push("\"");
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.line += text.chars().count();
    }

    fn end(&mut self) {
        self.text.push_str(";\r\n");
        self.line = 0;
    }
}

/// Returns a text in pieces that fit a line, cut behind spaces where there are any.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((limit, _)) = rest.char_indices().nth(PIECE) {
        let cut = rest[..limit].rfind(' ').map_or(limit, |space| space + 1);
        let (piece, after) = rest.split_at(cut);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_names_what_it_is_of() {
        let mut records = Records::default();
        records.word("PRECISION", &["indhold", "andel"], "1");
        assert_eq!(records.into_text(), "PRECISION(\"indhold\",\"andel\")=1;\r\n");
    }

    #[test]
    fn a_long_text_is_cut_behind_a_space() {
        check(&"ord ".repeat(150));
    }

    #[test]
    fn a_long_word_is_cut_anywhere() {
        check(&"å".repeat(700));
    }

    #[test]
    fn a_long_list_goes_on_in_the_next_line() {
        let mut records = Records::default();
        records.list("VALUES", &["kommune"], &vec!["København"; 98]);
        let text = records.into_text();
        assert!(text.lines().all(|line| line.chars().count() <= 256));
        assert_eq!(text.matches("\"København\"").count(), 98);
    }

    /// Checks that no line of a text is too long and that its pieces make it whole.
    #[track_caller]
    fn check(text: &str) {
        let mut records = Records::default();
        records.text("NOTE", &[], text);
        let record = records.into_text();
        assert!(record.lines().all(|line| line.chars().count() <= 256));
        let joined = record.replace("\"\r\n\"", "");
        assert_eq!(joined.strip_prefix("NOTE="), Some(format!("\"{text}\";\r\n").as_str()));
    }
}
