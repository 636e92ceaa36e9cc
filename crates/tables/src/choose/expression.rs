//! What a reader may write in the place of the codes of values.

/// How expressions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// As PxWebApi 2 has them: `TOP(n[,offset])`, `BOTTOM(n[,offset])`, `FROM(x)`, `TO(x)`, `RANGE(x,y)`.
    ///
    /// *Source*: PxWebApi 2.0, selection expressions.
    PxWeb,
    /// As Statistics Denmark's API has them: `>=2019<=2022`, `>2019`, `(-n+4)`.
    ///
    /// *Source*: StatBank API, the console's description of values.
    Statbank,
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The code at the end.
    pub code: String,
    /// Whether the code itself is in the range.
    pub inclusive: bool,
}

/// What is chosen of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// One value.
    Code(String),
    /// The values whose code a pattern matches: `*` is any text, `?` any letter.
    Pattern(String),
    /// So many values after the first `offset`: the newest of time, the first of anything else.
    Top {
        /// How many.
        count: usize,
        /// How many are passed over.
        offset: usize,
    },
    /// The same from the other end.
    Bottom {
        /// How many.
        count: usize,
        /// How many are passed over.
        offset: usize,
    },
    /// The values between two codes, in the order of the table; `None` for an open end.
    Between(Option<Bound>, Option<Bound>),
    /// The places `step × n + start` for n = 0, 1, 2 …, counted from 1 as [`Expression::Top`] counts.
    Nth {
        /// How far apart; negative steps go towards the first.
        step: i64,
        /// Where n is 0.
        start: i64,
    },
}

impl Expression {
    /// Reads an expression; `None` where it is written wrongly.
    ///
    /// ```
    /// use tables::choose::expression::{Dialect, Expression};
    ///
    /// let newest = Expression::parse("top(4)", Dialect::PxWeb);
    /// assert_eq!(newest, Some(Expression::Top { count: 4, offset: 0 }));
    /// assert_eq!(Expression::parse("top(4", Dialect::PxWeb), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str, dialect: Dialect) -> Option<Self> {
        let text = text.trim();
        match dialect {
            Dialect::PxWeb if is_function(text) => function(text),
            Dialect::Statbank if text.starts_with(['<', '>', '(']) => rule(text),
            _ if text.contains(['*', '?']) => Some(Self::Pattern(text.into())),
            _ if text.is_empty() => None,
            _ => Some(Self::Code(text.into())),
        }
    }
}

/// Tells whether a text begins as one of the functions does; other parentheses belong to a code.
fn is_function(text: &str) -> bool {
    let name = text.split_once('(').map(|(name, _)| name.trim().to_ascii_uppercase());
    name.is_some_and(|name| ["TOP", "BOTTOM", "FROM", "TO", "RANGE"].contains(&&*name))
}

/// Reads `NAME(arguments)`.
fn function(text: &str) -> Option<Expression> {
    let (name, rest) = text.split_once('(')?;
    let arguments: Vec<_> = rest.strip_suffix(')')?.split(',').map(str::trim).collect();
    match (&*name.trim().to_ascii_uppercase(), &*arguments) {
        ("TOP", numbers) => {
            window(numbers).map(|(count, offset)| Expression::Top { count, offset })
        }
        ("BOTTOM", numbers) => {
            window(numbers).map(|(count, offset)| Expression::Bottom { count, offset })
        }
        ("FROM", [from]) => Some(Expression::Between(Some(bound(from)?), None)),
        ("TO", [to]) => Some(Expression::Between(None, Some(bound(to)?))),
        ("RANGE", [from, to]) => Some(Expression::Between(Some(bound(from)?), Some(bound(to)?))),
        _ => None,
    }
}

fn window(numbers: &[&str]) -> Option<(usize, usize)> {
    let (count, offset) = match numbers {
        [count] => (count.parse().ok()?, 0),
        [count, offset] => (count.parse().ok()?, offset.parse().ok()?),
        _ => return None,
    };
    (count > 0).then_some((count, offset))
}

fn bound(code: &str) -> Option<Bound> {
    let is_code = !code.is_empty() && !code.contains(['(', ')', '<', '>', '=']);
    is_code.then(|| Bound { code: code.into(), inclusive: true })
}

/// Reads `>=a<=b`, `>a`, `<b` or `(an+b)`.
fn rule(text: &str) -> Option<Expression> {
    if let Some(inside) = text.strip_prefix('(') {
        return nth(inside.strip_suffix(')')?);
    }
    if text.starts_with('<') {
        return Some(Expression::Between(None, Some(end(text, '<')?)));
    }
    let at = text.find('<').unwrap_or(text.len());
    let (from, to) = text.split_at(at);
    let to = if to.is_empty() { None } else { Some(end(to, '<')?) };
    Some(Expression::Between(Some(end(from, '>')?), to))
}

fn end(text: &str, sign: char) -> Option<Bound> {
    let code = text.strip_prefix(sign)?;
    let (code, inclusive) = code.strip_prefix('=').map_or((code, false), |code| (code, true));
    bound(code.trim()).map(|bound| Bound { inclusive, ..bound })
}

/// Reads `3`, `n`, `-n+4` or `2n+1`.
fn nth(text: &str) -> Option<Expression> {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let text = text.to_ascii_lowercase();
    let number = |text: &str| text.parse::<i32>().ok().map(i64::from);
    let Some((step, start)) = text.split_once('n') else {
        return number(&text).map(|start| Expression::Nth { step: 0, start });
    };
    let step = match step {
        "" | "+" => 1,
        "-" => -1,
        step => number(step)?,
    };
    let start = if start.is_empty() {
        0
    } else if start.starts_with(['+', '-']) {
        number(start)?
    } else {
        return None;
    };
    Some(Expression::Nth { step, start })
}

/// Splits a list at its commas, except those within parentheses.
///
/// ```
/// use tables::choose::expression::split_list;
///
/// assert_eq!(split_list("101,RANGE(2019,2022)"), ["101", "RANGE(2019,2022)"]);
/// ```
#[must_use]
pub fn split_list(list: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    list.split(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    })
    .map(str::trim)
    .collect()
}

/// Tells whether a pattern with `*` and `?` matches a text, upper and lower case alike.
///
/// It takes at most as many steps as the product of their lengths.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<_> = pattern.chars().flat_map(char::to_lowercase).collect();
    let text: Vec<_> = text.chars().flat_map(char::to_lowercase).collect();
    let (mut at, mut place) = (0, 0);
    // Where the last star stands, and the place up to which it has swallowed the text.
    let mut star: Option<(usize, usize)> = None;
    while place < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(&letter) if letter == '?' || letter == text[place] => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some((before, swallowed)) = star else { return false };
                star = Some((before, swallowed + 1));
                at = before + 1;
                place = swallowed + 1;
            }
        }
    }
    pattern[at..].iter().all(|&letter| letter == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_functions_are_read_in_any_case() {
        check("bottom( 2 , 1 )", Some(Expression::Bottom { count: 2, offset: 1 }));
        check("Range(2019,2022)", Some(between(Some(("2019", true)), Some(("2022", true)))));
    }

    #[test]
    fn functions_written_wrongly_are_told() {
        for text in ["TOP()", "TOP(0)", "TOP(-1)", "TOP(1,2,3)", "RANGE(a)", "FROM()", "TO(x", ""] {
            check(text, None);
        }
    }

    #[test]
    fn other_parentheses_belong_to_a_code() {
        check("a(b)", Some(Expression::Code("a(b)".into())));
    }

    #[test]
    fn ranges_of_statbank_may_be_open_or_leave_their_ends_out() {
        check_statbank(">=2019<=2022", Some(between(Some(("2019", true)), Some(("2022", true)))));
        check_statbank(">2019<2022", Some(between(Some(("2019", false)), Some(("2022", false)))));
        check_statbank("<=2022", Some(between(None, Some(("2022", true)))));
        check_statbank(">2019", Some(between(Some(("2019", false)), None)));
        check_statbank(">", None);
        check_statbank(">=2019<=", None);
        check_statbank(">1<2<3", None);
    }

    #[test]
    fn nth_rules_are_those_of_style_sheets() {
        check_statbank("(-n+4)", Some(Expression::Nth { step: -1, start: 4 }));
        check_statbank("(2n+1)", Some(Expression::Nth { step: 2, start: 1 }));
        check_statbank("(3)", Some(Expression::Nth { step: 0, start: 3 }));
        check_statbank("(n)", Some(Expression::Nth { step: 1, start: 0 }));
        check_statbank("(n4)", None);
        check_statbank("(", None);
    }

    #[test]
    fn a_pattern_matches_any_text_or_any_letter() {
        for (pattern, text) in [("*", ""), ("2024K?", "2024k1"), ("*k*4", "2024K4"), ("a**b", "ab")]
        {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("?", ""), ("2024", "2024K1"), ("*a", "ab"), ("a?", "a")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    fn between(from: Option<(&str, bool)>, to: Option<(&str, bool)>) -> Expression {
        let bound = |(code, inclusive): (&str, bool)| Bound { code: code.into(), inclusive };
        Expression::Between(from.map(bound), to.map(bound))
    }

    #[track_caller]
    fn check(text: &str, expected: impl Into<Option<Expression>>) {
        assert_eq!(Expression::parse(text, Dialect::PxWeb), expected.into());
    }

    #[track_caller]
    fn check_statbank(text: &str, expected: impl Into<Option<Expression>>) {
        assert_eq!(Expression::parse(text, Dialect::Statbank), expected.into());
    }
}
