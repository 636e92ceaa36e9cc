//! A workbook: the table on the first sheet, what must be known of it on the second.
//!
//! Numbers are numbers, shown with the decimals of their unit; a missing one is its symbol. Headings are
//! repeated in each row and column, so that a filter finds them, and stay in sight. Of a layout the
//! workbook takes language, texts and title. Rows wait in a file of the system's folder for such, not in
//! memory. The only date in it is the day of the draw, so that the same slice gives the same bytes.

use std::io::Write;

use domain::format::Language;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use tables::{
    cell::Cell,
    dimension::{Role, Unit},
    slice::{Cells, Slice},
};

use crate::{error::WriteError, layout::Layout, places::Places, words};

/// How many rows a sheet holds.
const ROWS: u64 = 1 << 20;

/// How many columns a sheet holds.
const COLUMNS: u64 = 1 << 14;

/// Writes a slice as a workbook. That it has room is known before the first byte.
pub(crate) fn write(
    slice: &Slice<'_>,
    layout: &Layout,
    out: &mut (impl Write + Send),
) -> Result<(), WriteError> {
    let top = Top::new(slice, layout);
    fits("rows", u64::from(top.rows()) + Places::rows(slice).len(), ROWS)?;
    fits("columns", slice.stub() as u64 + Places::columns(slice).len(), COLUMNS)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(slice, layout.language)?);
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    Table { slice, layout, top, formats: Formats::new(slice), sheet }.write()?;
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    notes(slice, layout.language, sheet)?;
    workbook.save_to_writer(&mut *out)?;
    Ok(out.flush()?)
}

fn fits(what: &'static str, found: u64, limit: u64) -> Result<(), WriteError> {
    if found <= limit { Ok(()) } else { Err(WriteError::TooLarge { what, limit, found }) }
}

/// Returns what the file says of itself; its day is the day of the draw.
fn properties(slice: &Slice<'_>, language: Language) -> Result<DocProperties, XlsxError> {
    let day = slice.table().facts().drawn_on;
    let year = u16::try_from(day.year()).expect("drawn in our age");
    let created =
        ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())?;
    let mark = words::synthetic_mark(slice, language).unwrap_or_default();
    let properties = DocProperties::new().set_title(words::title(slice, language));
    Ok(properties.set_comment(mark).set_creation_datetime(&created))
}

/// The lines above the headings.
struct Top {
    lines: Vec<String>,
    levels: u32,
}

impl Top {
    fn new(slice: &Slice<'_>, layout: &Layout) -> Self {
        let mark = words::synthetic_mark(slice, layout.language).map(str::to_owned);
        let title = layout.title.then(|| words::title(slice, layout.language));
        let levels = (slice.choices().len() - slice.stub()).max(1);
        Self {
            lines: mark.into_iter().chain(title).collect(),
            levels: u32::try_from(levels).expect("few dimensions"),
        }
    }

    /// Returns the first row of the headings.
    fn headings(&self) -> u32 {
        u32::try_from(self.lines.len()).expect("two lines at most")
    }

    /// Returns how many rows stand above the numbers.
    fn rows(&self) -> u32 {
        self.headings() + self.levels
    }
}

/// How numbers and words look.
struct Formats {
    /// One for each value of the contents.
    numbers: Vec<Format>,
    symbol: Format,
    heading: Format,
    mark: Format,
}

impl Formats {
    fn new(slice: &Slice<'_>) -> Self {
        let contents = contents(slice);
        let number = |unit: Option<&Unit>| Format::new().set_num_format(number_format(unit));
        Self {
            numbers: slice.values(contents).map(|value| number(value.unit.as_ref())).collect(),
            symbol: Format::new().set_align(FormatAlign::Right),
            heading: Format::new().set_bold(),
            mark: Format::new().set_bold().set_font_color(Color::RGB(0x00B0_0020)),
        }
    }
}

/// Returns how numbers of a unit are shown: with its decimals, marks between thousands; fractions that are
/// not rounded with as many as fit.
fn number_format(unit: Option<&Unit>) -> String {
    match unit.and_then(|unit| unit.decimals) {
        Some(0) => "#,##0".into(),
        Some(decimals) => format!("#,##0.{}", "0".repeat(usize::from(decimals))),
        None => "General".into(),
    }
}

fn contents(slice: &Slice<'_>) -> usize {
    let mut all = 0..slice.choices().len();
    all.find(|&choice| slice.dimension(choice).role == Role::Contents)
        .expect("a table has contents")
}

/// The first sheet.
struct Table<'a> {
    slice: &'a Slice<'a>,
    layout: &'a Layout,
    top: Top,
    formats: Formats,
    sheet: &'a mut Worksheet,
}

impl Table<'_> {
    fn write(mut self) -> Result<(), WriteError> {
        self.sheet.set_name(match self.layout.language {
            Language::Da => "Tabel",
            Language::En => "Table",
        })?;
        let stub = column(self.slice.stub());
        self.sheet.set_freeze_panes(self.top.rows(), stub)?;
        for place in 0..stub {
            self.sheet.set_column_width(place, 28)?;
        }
        for (row, line) in (0..).zip(&self.top.lines) {
            self.sheet.write_with_format(row, 0, line, &self.formats.mark)?;
        }
        for level in 0..self.top.levels {
            self.heading(level)?;
        }
        let names: Vec<Vec<_>> = (0..self.slice.stub())
            .map(|choice| self.slice.values(choice).map(|of| self.layout.name(of)).collect())
            .collect();
        let (slice, mut rows) = (self.slice, Places::rows(self.slice));
        let mut cells = slice.cells();
        let mut row = self.top.rows();
        while rows.advance().is_some() {
            for (choice, &place) in rows.at().iter().enumerate() {
                let name = &names[choice][place];
                self.sheet.write_string(row, column(choice), name)?;
            }
            self.row(row, rows.at(), &mut cells)?;
            row += 1;
        }
        Ok(())
    }

    /// Writes the headings of a level; the last holds the names of the rows' dimensions too, as a filter
    /// wants them.
    fn heading(&mut self, level: u32) -> Result<(), XlsxError> {
        let (slice, row) = (self.slice, self.top.headings() + level);
        if level + 1 == self.top.levels {
            for choice in 0..slice.stub() {
                let of = slice.dimension(choice);
                let name = self.layout.pair(&of.code, of.label.get(self.layout.language));
                let heading = &self.formats.heading;
                self.sheet.write_string_with_format(row, column(choice), name, heading)?;
            }
        }
        let choice = slice.stub() + level as usize;
        if choice == slice.choices().len() {
            let unnamed = column(slice.stub());
            self.sheet.write_string_with_format(row, unnamed, "value", &self.formats.heading)?;
            return Ok(());
        }
        let mut columns = Places::columns(slice);
        let mut place = slice.stub();
        while columns.advance().is_some() {
            let name = self.layout.name(slice.value(choice, columns.at()[level as usize]));
            let heading = &self.formats.heading;
            self.sheet.write_string_with_format(row, column(place), name, heading)?;
            place += 1;
        }
        Ok(())
    }

    /// Writes the numbers of a row.
    fn row(&mut self, row: u32, at: &[usize], cells: &mut Cells<'_, '_>) -> Result<(), XlsxError> {
        let (contents, stub) = (contents(self.slice), self.slice.stub());
        let mut columns = Places::columns(self.slice);
        let mut place = stub;
        while columns.advance().is_some() {
            match cells.next().expect("as many cells as rows times columns") {
                Cell::Number(number) => {
                    let kind = if contents < stub { at } else { columns.at() };
                    let kind = kind[if contents < stub { contents } else { contents - stub }];
                    let format = &self.formats.numbers[kind];
                    let value = number.value();
                    self.sheet.write_number_with_format(row, column(place), value, format)?;
                }
                Cell::Missing(reason) => {
                    let (symbol, format) = (reason.symbol(), &self.formats.symbol);
                    self.sheet.write_string_with_format(row, column(place), symbol, format)?;
                }
            }
            place += 1;
        }
        Ok(())
    }
}

/// Writes the second sheet: title, notes, units, source.
fn notes(slice: &Slice<'_>, language: Language, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(match language {
        Language::Da => "Noter",
        Language::En => "Notes",
    })?;
    let facts = slice.table().facts();
    let texts = [words::title(slice, language), facts.description.get(language).to_owned()];
    let notes = words::notes(slice, language).into_iter().map(|note| note.text);
    let parts = words::part_notes(slice, language).into_iter().map(|note| note.sentence());
    let rest = [
        words::units(slice, language),
        words::source(slice, language),
        facts.contact.get(language).to_owned(),
    ];
    sheet.set_column_width(0, 120)?;
    let wrapped = Format::new().set_text_wrap();
    let all = texts.into_iter().chain(notes).chain(parts).chain(rest);
    for (row, text) in (0..).zip(all.filter(|text| !text.is_empty())) {
        sheet.write_string_with_format(row, 0, text, &wrapped)?;
    }
    Ok(())
}

/// Returns a place as the column of a sheet; that it is one was checked before anything was written.
fn column(place: usize) -> u16 {
    u16::try_from(place).expect("fits a sheet")
}
