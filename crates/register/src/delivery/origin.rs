//! Where a line of plain text stood in the delivered file: the row that a person sees there.

/// The way from a line of the text to a row of the delivered file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The row the header stands in; 0 where the file has no such row.
    pub header_row: u64,
    /// The first line that holds figures.
    pub first_line: u64,
    /// The row it stood in.
    pub first_row: u64,
    /// How many lines a row became.
    pub lines_per_row: u64,
}

impl Origin {
    /// Lines and rows are the same: plain text, and a sheet written line by line.
    pub const PLAIN: Self = Self { header_row: 1, first_line: 1, first_row: 1, lines_per_row: 1 };

    /// The rows of a table that has its column names elsewhere.
    pub const TABLE: Self = Self { header_row: 0, first_line: 2, first_row: 1, lines_per_row: 1 };

    /// Returns the row of a line.
    pub const fn row(self, line: u64) -> u64 {
        if line < self.first_line {
            return self.header_row;
        }
        self.first_row + (line - self.first_line) / self.lines_per_row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_plain_text_is_its_own_row() {
        check(Origin::PLAIN, 1, 1);
        check(Origin::PLAIN, 77, 77);
    }

    #[test]
    fn a_table_has_no_row_for_its_names() {
        check(Origin::TABLE, 1, 0);
        check(Origin::TABLE, 2, 1);
    }

    #[test]
    fn a_row_that_became_three_lines_is_one_row() {
        let pivoted = Origin { header_row: 4, first_line: 2, first_row: 6, lines_per_row: 3 };
        for (line, row) in [(1, 4), (2, 6), (4, 6), (5, 7), (7, 7), (8, 8)] {
            check(pivoted, line, row);
        }
    }

    #[track_caller]
    fn check(origin: Origin, line: u64, expected: u64) {
        assert_eq!(origin.row(line), expected);
    }
}
