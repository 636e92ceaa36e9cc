//! The portal's Excel export: periods beside each other, the measures of each below them.
//!
//! It becomes a line for each row and period, as in the portal's CSV export. The program that makes
//! the sheet writes a figure that is missing as 0, so a row whose every measure of a period is 0
//! says nothing of that period and is left out.

use std::io::Read;

use domain::period::Period;

use super::{
    super::{
        Spool, UnpackError,
        spool::{DELIMITER, Lines},
    },
    ROWS_ABOVE, Row, Sheet, SheetPart, Workbook, is_comment,
};
use crate::delivery::{column::is_same_name, origin::Origin, source::Text};

/// The columns that stand before the figures, as the CSV export names them.
const LEADING: [&str; 3] = ["Kommune", "Lovgivning", "Sagsemne"];
/// How the portal names its first column where the sheet is of another body than the municipalities.
const OTHER_FIRST: &str = "Instans";
/// The portal knows nine measures.
const MAX_MEASURES: usize = 100;

/// Where the figures of a sheet stand.
#[derive(Debug)]
struct Layout {
    leading: [usize; 3],
    periods: Vec<String>,
    measures: Vec<String>,
    /// By period and measure, the column.
    columns: Vec<Vec<Option<usize>>>,
    header_row: u64,
    /// How many columns the header has.
    width: usize,
}

/// Turns the portal's sheet into text.
pub(super) fn unpack(
    workbook: &mut Workbook,
    sheet: &SheetPart,
    spool: &mut Spool,
) -> Result<Text, UnpackError> {
    let packed = workbook.packed;
    let mut lines = spool.lines(&packed.shown, packed.bytes)?;
    let mut reader = workbook.open(sheet, spool)?;
    let layout = find_layout(&mut reader, &mut lines)?;
    let layout = layout.ok_or_else(|| {
        let what = "two header rows: periods, and below them Kommune, Lovgivning, Sagsemne and the \
                    measures";
        UnpackError::NotThePortal { file: packed.shown.clone(), what }
    })?;
    let measures = layout.measures.iter().map(String::as_str);
    lines.row(LEADING.into_iter().chain(["periode"]).chain(measures))?;
    let lines_per_row = layout.periods.len() as u64;
    let (first_line, header_row) = (lines.next(), layout.header_row);
    let first_row = header_row + 1;
    let mut row = Row::default();
    let mut left_out = 0;
    while reader.next(&mut row)? {
        if !layout.is_note(&row) {
            lines.skip_to(first_line + (row.number - first_row) * lines_per_row)?;
            left_out += layout.write(&row, &mut lines)?;
        }
    }
    let origin = Origin { header_row, first_line, first_row, lines_per_row };
    Ok(Text { origin, delimiter: Some(DELIMITER), left_out, ..packed.text(&lines.finish()?) })
}

/// Reads up to the second header row; the comments above it are kept.
fn find_layout<R: Read>(
    reader: &mut Sheet<R>,
    lines: &mut Lines,
) -> Result<Option<Layout>, UnpackError> {
    let (mut before, mut row) = (Row::default(), Row::default());
    for _ in 0..ROWS_ABOVE {
        std::mem::swap(&mut before, &mut row);
        if !reader.next(&mut row)? {
            break;
        }
        if is_comment(&row) {
            lines.comment(&row.cells.join(";"))?;
        } else if let Some(layout) = Layout::of(&before, &row) {
            return Ok(Some(layout));
        }
    }
    Ok(None)
}

impl Layout {
    /// Understands two rows as the header, the names of the leading columns in either of them;
    /// `None` when they are none.
    fn of(above: &Row, below: &Row) -> Option<Self> {
        let find = |name| place(below, name).or_else(|| place(above, name));
        let first = find(LEADING[0]).or_else(|| find(OTHER_FIRST))?;
        let leading = [first, find(LEADING[1])?, find(LEADING[2])?];
        let mut layout = Self {
            leading,
            periods: Vec::new(),
            measures: Vec::new(),
            columns: Vec::new(),
            header_row: below.number,
            width: above.cells.len().max(below.cells.len()),
        };
        let start = leading.into_iter().max().map_or(0, |last| last + 1);
        let mut period = "";
        for column in start..below.cells.len() {
            // A merged cell has its text in the first of the columns it covers.
            if let Some(text) = above.cells.get(column).filter(|text| !text.is_empty()) {
                period = text.trim();
            }
            let measure = below.cells[column].trim();
            if measure.is_empty() {
                continue;
            }
            Period::parse(period)?;
            layout.add(period, measure, column)?;
        }
        (!layout.periods.is_empty()).then_some(layout)
    }

    /// Adds a column; `None` when it stands there twice.
    fn add(&mut self, period: &str, measure: &str, column: usize) -> Option<()> {
        let period = index(&mut self.periods, period, |a, b| a == b);
        let measure = index(&mut self.measures, measure, is_same_name);
        if self.measures.len() > MAX_MEASURES {
            return None;
        }
        self.columns.resize(self.periods.len(), Vec::new());
        let columns = &mut self.columns[period];
        if columns.len() <= measure {
            columns.resize(measure + 1, None);
        }
        columns[measure].replace(column).is_none().then_some(())
    }

    /// Tells whether a row is a note, such as the source under the table: it has its first cell only.
    fn is_note(&self, row: &Row) -> bool {
        let filled: Vec<_> = (0..row.cells.len()).filter(|at| !row.cells[*at].is_empty()).collect();
        matches!(filled.as_slice(), [only] if *only <= self.leading[0])
    }

    /// Tells whether every measure of a period is 0 or empty.
    fn says_nothing(&self, row: &Row, period: usize) -> bool {
        let columns = self.columns[period].iter().flatten();
        let mut cells = columns.filter_map(|column| row.cells.get(*column));
        cells.all(|cell| cell.is_empty() || cell == "0")
    }

    /// Writes a line for each period of a row; returns how many say nothing and stay blank.
    fn write(&self, row: &Row, lines: &mut Lines) -> Result<u64, UnpackError> {
        let mut left_out = 0;
        for period in 0..self.periods.len() {
            if self.says_nothing(row, period) {
                left_out += 1;
                lines.comment("")?;
            } else {
                lines.row(self.line(row, period))?;
            }
        }
        Ok(left_out)
    }

    fn line<'r>(&'r self, row: &'r Row, period: usize) -> impl Iterator<Item = &'r str> {
        let cell = |column: usize| row.cells.get(column).map_or("", String::as_str);
        let leading = self.leading.into_iter().map(cell);
        let columns = &self.columns[period];
        let measures = (0..self.measures.len())
            .map(move |measure| columns.get(measure).copied().flatten().map_or("", cell));
        // A cell beyond the header shows that something is wrong, as it does in a line of CSV.
        let beyond = row.cells.get(self.width..).unwrap_or_default().iter().map(String::as_str);
        leading.chain([self.periods[period].as_str()]).chain(measures).chain(beyond)
    }
}

fn place(row: &Row, name: &str) -> Option<usize> {
    row.cells.iter().position(|cell| is_same_name(cell, name))
}

/// Returns the place of a text in a list, where it is put if need be.
fn index(list: &mut Vec<String>, text: &str, same: fn(&str, &str) -> bool) -> usize {
    list.iter().position(|other| same(other, text)).unwrap_or_else(|| {
        list.push(text.to_owned());
        list.len() - 1
    })
}
