//! Text and numbers as they may stand in XML.

use std::fmt::{self, Write};

/// Text with the five characters escaped that mean something in XML; works in HTML as well.
///
/// Characters that XML 1.0 does not allow at all are left out, since one of them would make the
/// whole picture unreadable.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                '\t' | '\n' | '\r' => out.write_char(' ')?,
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                _ => out.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// A coordinate with at most one decimal, and none when it is zero.
pub(crate) struct Coordinate(pub(crate) f64);

impl fmt::Display for Coordinate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = (self.0 * 10.0).round() / 10.0;
        // Adding zero turns a negative zero into a plain one.
        write!(out, "{}", rounded + 0.0)
    }
}

/// Returns a picture as an inline `<svg>` that is one image to a screen reader, with what is drawn in it.
pub(crate) fn image(
    class: &str,
    [width, height]: [f64; 2],
    [title, description]: [&str; 2],
    draw: impl FnOnce(&mut String) -> fmt::Result,
) -> String {
    collect(|out| {
        write!(
            out,
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {}\" role=\"img\" aria-label=\"{}. {}\">",
            Coordinate(height),
            Escaped(title.trim_end_matches('.')),
            Escaped(description),
        )?;
        draw(out)?;
        out.write_str("</svg>")
    })
}

/// Collects what a drawing function writes.
pub(crate) fn collect(draw: impl FnOnce(&mut String) -> fmt::Result) -> String {
    let mut text = String::new();
    draw(&mut text).expect("writing to a string does not fail");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_text_stays_text() {
        check(
            "<b a=\"1\">Tom & Jerry's</b>",
            "&lt;b a=&quot;1&quot;&gt;Tom &amp; Jerry&#39;s&lt;/b&gt;",
        );
    }

    #[test]
    fn characters_that_xml_forbids_are_left_out() {
        check("a\u{0}b\u{1b}c\nd", "abc d");
    }

    #[test]
    fn coordinates_are_short() {
        let written = [12.04, -0.04, 3.25, 700.0].map(|value| Coordinate(value).to_string());
        assert_eq!(written, ["12", "0", "3.3", "700"]);
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Escaped(text).to_string(), expected);
    }
}
