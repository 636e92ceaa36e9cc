//! How much room words take in a picture. About: the fonts are known to the reader's machine only.
//! And the words that several pictures share.

use domain::format::Language;

/// Breaks a text into lines of at most `width` letters, at ordinary spaces only: a number stays with
/// its unit. A longer word stands alone.
pub(crate) fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let letters = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + letters <= width => {
                line.push(' ');
                line.push_str(word);
                length += 1 + letters;
            }
            _ => {
                lines.push(word.to_owned());
                length = letters;
            }
        }
    }
    lines
}

/// Returns about how wide a text is, in letters of the given width.
pub(crate) fn width(text: &str, letter: f64) -> f64 {
    letter * real(text.chars().count())
}

/// Returns a number of letters or lines as a factor of lengths.
pub(crate) fn real(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Returns what stands at a series break (*databrud*), and what it means.
pub(crate) const fn series_break(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Da => ("brud", "Databrud: tal før og efter kan ikke sammenlignes"),
        Language::En => ("break", "Series break: do not compare across this line"),
    }
}

/// Returns what a key calls a figure that rests on few cases.
pub(crate) const fn few_cases(language: Language) -> &'static str {
    match language {
        Language::Da => "få sager",
        Language::En => "few cases",
    }
}

/// Returns what a key calls a line from one limit of an interval to the other.
pub(crate) const fn interval(language: Language) -> &'static str {
    match language {
        Language::Da => "95 pct.-interval",
        Language::En => "95% interval",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_at_spaces() {
        assert_eq!(lines("en to tre fire", 8), ["en to", "tre fire"]);
        assert_eq!(lines("ordetharingenplads her", 5), ["ordetharingenplads", "her"]);
        assert_eq!(lines("", 5), [""; 0]);
    }
}
