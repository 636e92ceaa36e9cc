//! Cells of one line. A cell may be quoted; it may not hold a line break.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};
use memchr::{memchr, memchr_iter};

/// Cuts lines into cells. It keeps its buffers from line to line.
#[derive(Debug)]
pub(crate) struct Splitter {
    delimiter: u8,
    bounds: Vec<usize>,
    unquoted: Vec<u8>,
    text: String,
    reader: Reader,
}

/// A quote that is not closed before the line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnclosedQuote;

/// The cells of one line, without quotes and surrounding spaces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cells<'a> {
    text: &'a str,
    /// The end of each cell; a cell starts where the one before ended, `gap` bytes on.
    ends: &'a [usize],
    gap: usize,
}

impl<'a> Cells<'a> {
    /// Returns the number of cells.
    pub const fn len(self) -> usize {
        self.ends.len()
    }

    /// Returns a cell; empty beyond the last.
    pub fn get(self, index: usize) -> &'a str {
        let Some(end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] + self.gap };
        self.text[start..*end].trim_ascii()
    }

    /// Returns the cells in order.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |index| self.get(index))
    }
}

impl Splitter {
    /// Makes a splitter for a delimiter.
    pub fn new(delimiter: u8) -> Self {
        let reader =
            ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(b'\n')).build();
        Self { delimiter, bounds: Vec::new(), unquoted: Vec::new(), text: String::new(), reader }
    }

    /// Cuts a line, which has no line break in it.
    pub fn split<'a>(&'a mut self, line: &'a str) -> Result<Cells<'a>, UnclosedQuote> {
        self.bounds.clear();
        if memchr(b'"', line.as_bytes()).is_some() {
            return self.split_quoted(line);
        }
        self.bounds.extend(memchr_iter(self.delimiter, line.as_bytes()));
        self.bounds.push(line.len());
        Ok(Cells { text: line, ends: &self.bounds, gap: 1 })
    }

    /// Cuts a line with quotes in it.
    fn split_quoted(&mut self, line: &str) -> Result<Cells<'_>, UnclosedQuote> {
        self.reader.reset();
        // A line has at most one cell more than bytes, and unquoting never makes it longer.
        self.unquoted.resize(line.len() + 1, 0);
        self.bounds.resize(line.len() + 2, 0);
        let (_, _, written, ended) =
            self.reader.read_record(line.as_bytes(), &mut self.unquoted, &mut self.bounds);
        // The line break closes the record, unless it falls within a quote.
        let (result, _, more_written, more_ended) = self.reader.read_record(
            b"\n",
            &mut self.unquoted[written..],
            &mut self.bounds[ended..],
        );
        if !matches!(result, ReadRecordResult::Record) {
            return Err(UnclosedQuote);
        }
        self.bounds.truncate(ended + more_ended);
        let unquoted = &self.unquoted[..written + more_written];
        self.text.clear();
        self.text.push_str(std::str::from_utf8(unquoted).map_err(|_| UnclosedQuote)?);
        Ok(Cells { text: &self.text, ends: &self.bounds, gap: 0 })
    }
}

/// Tells whether a cell is what a spreadsheet shows for a failed formula or a truth value, in English
/// or Danish.
pub(crate) fn is_no_value(cell: &str) -> bool {
    match cell.as_bytes() {
        [b'#', .., b'!' | b'?'] => true,
        [b'#' | b'T' | b'F' | b'S', ..] => {
            ["#N/A", "#I/T", "TRUE", "FALSE", "SAND", "FALSK"].contains(&cell)
        }
        _ => false,
    }
}

/// Returns the delimiter that cuts a header into the most cells: `;`, `,` or tab.
pub(crate) fn delimiter(header: &str) -> u8 {
    let cells = |delimiter: u8| Splitter::new(delimiter).split(header).map_or(0, Cells::len);
    // The last of equals wins, so the portal's `;` stands last.
    [b'\t', b',', b';'].into_iter().max_by_key(|delimiter| cells(*delimiter)).expect("three")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_cells_are_cut_at_the_delimiter_and_trimmed() {
        check("a; b ;;c", &["a", "b", "", "c"]);
        check("", &[""]);
        check(";", &["", ""]);
    }

    #[test]
    fn a_quoted_cell_may_hold_the_delimiter_and_quotes() {
        check(r#""a;b";"say ""hi""";c"#, &["a;b", r#"say "hi""#, "c"]);
        check(r#"x;"Ærø";"#, &["x", "Ærø", ""]);
        check(r#"5" pipe;b"#, &[r#"5" pipe"#, "b"]);
    }

    #[test]
    fn an_open_quote_is_an_error() {
        let mut splitter = Splitter::new(b';');
        assert_eq!(splitter.split(r#"a;"b;c"#).map(Cells::len), Err(UnclosedQuote));
        assert_eq!(splitter.split("a;b").map(Cells::len), Ok(2));
    }

    #[test]
    fn the_delimiter_is_the_one_that_cuts_most() {
        assert_eq!(delimiter("a;b;c,d"), b';');
        assert_eq!(delimiter("a,b,c"), b',');
        assert_eq!(delimiter("a\tb"), b'\t');
        assert_eq!(delimiter("a"), b';');
        assert_eq!(delimiter("\"Hjemtagelse, m.m.\",b;c;d"), b';');
    }

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let mut splitter = Splitter::new(b';');
        let cells = splitter.split(line).expect("every quote is closed");
        assert_eq!(cells.iter().collect::<Vec<_>>(), expected);
    }
}
