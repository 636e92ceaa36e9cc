//! Numbers as the bytes of a text file.

use std::io::Write;

use tables::cell::Number;

/// What stands before the decimals of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    /// `44.9`
    Point,
    /// `44,9`
    Comma,
}

impl DecimalMark {
    const fn byte(self) -> u8 {
        match self {
            Self::Point => b'.',
            Self::Comma => b',',
        }
    }
}

/// Adds a number to a line. It equals [`Number`]'s own `Display` but for the mark; with that, a file of
/// millions of cells takes nearly twice as long.
pub fn push(line: &mut Vec<u8>, number: Number, mark: DecimalMark) {
    match number {
        Number::Decimal { digits, places } => push_decimal(line, digits, places, mark),
        Number::Real(value) => {
            let start = line.len();
            write!(line, "{value}").expect("a vector takes all");
            if let Some(point) = line[start..].iter().position(|&byte| byte == b'.') {
                line[start + point] = mark.byte();
            }
        }
    }
}

/// Adds a fraction with fifteen decimals at most, as many as a PX file may announce.
pub fn push_to_fifteen_decimals(line: &mut Vec<u8>, value: f64) {
    let text = format!("{value:.15}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    line.extend(if short == "-0" { "0" } else { short }.as_bytes());
}

fn push_decimal(line: &mut Vec<u8>, digits: i64, places: u8, mark: DecimalMark) {
    let mut buffer = itoa::Buffer::new();
    if digits < 0 {
        line.push(b'-');
    }
    let written = buffer.format(digits.unsigned_abs()).as_bytes();
    let places = usize::from(places);
    if places == 0 {
        line.extend(written);
    } else if let Some(whole) = written.len().checked_sub(places).filter(|&whole| whole > 0) {
        line.extend(&written[..whole]);
        line.push(mark.byte());
        line.extend(&written[whole..]);
    } else {
        line.extend([b'0', mark.byte()]);
        line.extend(std::iter::repeat_n(b'0', places - written.len()));
        line.extend(written);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_show_themselves() {
        for digits in [0, 1, -5, 9, 10, 99, 100, -449, 1000, i64::MAX, i64::MIN] {
            for places in [0, 1, 2, 3, 18] {
                let number = Number::Decimal { digits, places };
                check(number, DecimalMark::Point, &number.to_string());
            }
        }
        check(Number::Real(1.0 / 3.0), DecimalMark::Point, "0.3333333333333333");
    }

    #[test]
    fn a_danish_file_has_commas_before_decimals() {
        check(Number::Decimal { digits: 449, places: 1 }, DecimalMark::Comma, "44,9");
        check(Number::Real(-0.5), DecimalMark::Comma, "-0,5");
        check(Number::Real(3.0), DecimalMark::Comma, "3");
    }

    #[test]
    fn a_fraction_in_a_px_file_has_fifteen_decimals_at_most() {
        for (value, expected) in [
            (1.0 / 3.0, "0.333333333333333"),
            (0.25, "0.25"),
            (100.0, "100"),
            (-1e-300, "0"),
            (1e-15, "0.000000000000001"),
        ] {
            let mut line = Vec::new();
            push_to_fifteen_decimals(&mut line, value);
            assert_eq!(String::from_utf8_lossy(&line), expected);
        }
    }

    #[track_caller]
    fn check(number: Number, mark: DecimalMark, expected: &str) {
        let mut line = Vec::new();
        push(&mut line, number, mark);
        assert_eq!(String::from_utf8_lossy(&line), expected);
    }
}
