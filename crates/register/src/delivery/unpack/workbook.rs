//! Workbooks (XLSX): the sheet that holds the rows becomes text, a line for each row of the sheet.
//!
//! A workbook is read as a stream with `quick-xml`. Formulas count by the value that was saved.

mod parts;
mod portal;
mod sheet;
mod strings;
mod style;
mod value;
mod xml;

pub(super) use self::value::float;

use std::{io::Read, path::PathBuf};

use self::{
    parts::{Book, SheetPart},
    sheet::{Row, Sheet},
    strings::Strings,
    xml::Xml,
};
use super::{
    Packed, Spool, UnpackError,
    archive::Archive,
    spool::{DELIMITER, Lines},
};
use crate::{
    delivery::{DeliveryKind, column::is_header, source::Text},
    rules::ImportRules,
};

/// The portal's export lies in a sheet of this name.
const PORTAL_SHEET: &str = "Som tabel";
/// How many rows with something in them may stand above the header.
const ROWS_ABOVE: usize = 20;
/// How many sheets an error names.
const NAMED_SHEETS: usize = 10;

/// A workbook whose small parts are read.
struct Workbook<'a> {
    packed: &'a Packed,
    archive: &'a mut Archive,
    book: Book,
    strings: Strings,
    max_row_bytes: usize,
}

/// Turns a workbook into text.
pub(super) fn unpack(
    packed: &Packed,
    archive: &mut Archive,
    spool: &mut Spool,
    rules: &ImportRules,
    forced: Option<DeliveryKind>,
) -> Result<Text, UnpackError> {
    if archive.has_ending("vbaproject.bin") {
        return Err(UnpackError::Macros { file: packed.shown.clone() });
    }
    let book = Book::read(packed, archive, spool)?;
    let strings = Strings::read(packed, archive, spool, &book)?;
    let max_row_bytes = rules.max_line_bytes;
    let mut workbook = Workbook { packed, archive, book, strings, max_row_bytes };
    if forced.is_none_or(|kind| kind == DeliveryKind::PortalLong) {
        let sheets = workbook.book.sheets.iter();
        if let Some(sheet) = sheets.clone().find(|sheet| sheet.name.trim() == PORTAL_SHEET) {
            let sheet = sheet.clone();
            return portal::unpack(&mut workbook, &sheet, spool);
        }
    }
    let (sheet, header_row) = workbook.find_header(spool, forced)?;
    let path = workbook.write(&sheet, header_row, spool)?;
    Ok(Text { delimiter: Some(DELIMITER), ..packed.text(&path) })
}

impl Workbook<'_> {
    fn open<'s>(
        &'s mut self,
        sheet: &SheetPart,
        spool: &Spool,
    ) -> Result<Sheet<'s, impl Read + use<'s>>, UnpackError> {
        let xml = Xml::open(self.packed, self.archive, spool, &sheet.part)?;
        Ok(Sheet::new(xml, &self.book, &self.strings, self.max_row_bytes))
    }

    /// Returns the one sheet with a known header, and the header's row.
    ///
    /// Where no sheet has one and there is but one, its first row is taken for the header: the error
    /// then says what it lacks.
    fn find_header(
        &mut self,
        spool: &Spool,
        forced: Option<DeliveryKind>,
    ) -> Result<(SheetPart, u64), UnpackError> {
        let mut found = Vec::new();
        let mut first_row = None;
        for sheet in self.book.sheets.clone() {
            let mut reader = self.open(&sheet, spool)?;
            let mut row = Row::default();
            let mut seen = 0;
            while seen < ROWS_ABOVE && reader.next(&mut row)? {
                if is_comment(&row) {
                    continue;
                }
                seen += 1;
                first_row = first_row.or(Some(row.number));
                if is_header(&row.cells, forced) {
                    found.push((sheet, row.number));
                    break;
                }
            }
        }
        let sheets = &self.book.sheets;
        match (found.len(), first_row, sheets.as_slice()) {
            (1, ..) => Ok(found.remove(0)),
            (0, Some(row), [only]) => Ok((only.clone(), row)),
            (0, ..) => Err(self.no_sheet(forced)),
            _ => Err(UnpackError::SeveralSheets {
                file: self.packed.shown.clone(),
                sheets: names(found.iter().map(|(sheet, _)| sheet)),
            }),
        }
    }

    fn no_sheet(&self, forced: Option<DeliveryKind>) -> UnpackError {
        let kinds = forced.map_or(DeliveryKind::ALL.to_vec(), |kind| vec![kind]);
        let kinds: Vec<_> = kinds.into_iter().map(DeliveryKind::id).collect();
        UnpackError::NoSheet {
            file: self.packed.shown.clone(),
            kinds: kinds.join(", "),
            sheets: names(self.book.sheets.iter()),
        }
    }

    /// Writes a sheet from its header on, each row to the line of the same number.
    fn write(
        &mut self,
        sheet: &SheetPart,
        header_row: u64,
        spool: &mut Spool,
    ) -> Result<PathBuf, UnpackError> {
        let mut lines = spool.lines(&self.packed.shown, self.packed.bytes)?;
        let mut reader = self.open(sheet, spool)?;
        let mut row = Row::default();
        let mut width = 0;
        while reader.next(&mut row)? {
            if row.number < header_row && !is_comment(&row) {
                continue;
            }
            lines.skip_to(row.number)?;
            if row.number < header_row {
                lines.comment(&row.cells.join(";"))?;
                continue;
            }
            if row.number == header_row {
                width = row.cells.len();
            }
            write_row(&mut lines, &row, width)?;
        }
        lines.finish()
    }
}

/// Writes a row, at least as wide as the header; cells beyond it show that something is wrong.
fn write_row(lines: &mut Lines, row: &Row, width: usize) -> Result<(), UnpackError> {
    let missing = width.saturating_sub(row.cells.len());
    lines.row(row.cells.iter().map(String::as_str).chain(std::iter::repeat_n("", missing)))
}

/// Tells whether a row is a comment: text made of one keeps its lines that begin with `#`.
fn is_comment(row: &Row) -> bool {
    row.cells.first().is_some_and(|first| first.starts_with('#'))
}

/// Names sheets in an error.
fn names<'s>(sheets: impl Iterator<Item = &'s SheetPart>) -> String {
    let plain = |sheet: &SheetPart| -> String {
        sheet.name.chars().filter(|letter| !letter.is_control()).take(31).collect()
    };
    let mut names: Vec<_> = sheets.take(NAMED_SHEETS + 1).map(plain).collect();
    if names.len() > NAMED_SHEETS {
        "more".clone_into(&mut names[NAMED_SHEETS]);
    }
    names.join(", ")
}
