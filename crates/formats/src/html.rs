//! The table as a whole page: no script, no style sheet or picture from elsewhere.
//!
//! The headings of all levels are header cells with a scope, the caption is the whole title, notes and the
//! meaning of symbols stand below, the mark of synthetic figures above. Of a layout the page takes language
//! and texts; its numbers have the decimal mark of the language.

use std::io::{BufWriter, Write};

use domain::format::Language;
use quick_xml::escape::escape;
use tables::{
    cell::Cell,
    slice::{Cells, Slice},
};

use crate::{
    error::WriteError,
    layout::Layout,
    number::{self, DecimalMark},
    places::Places,
    words,
};

/// How many bytes are gathered before the stream gets them.
const CHUNK: usize = 1 << 16;

/// How the page looks: dark on light or the other way, as the reader has it.
const STYLE: &str = "\
:root{color-scheme:light dark}body{font-family:sans-serif;margin:1rem}\
table{border-collapse:collapse}caption{text-align:left;font-weight:bold;padding:.5rem 0}\
th,td{border:1px solid;padding:.25rem .5rem;vertical-align:top}th{text-align:left}\
td{text-align:right;font-variant-numeric:tabular-nums}.mark{border:2px solid;padding:.5rem}";

/// Writes a slice as a page.
pub(crate) fn write(
    slice: &Slice<'_>,
    layout: &Layout,
    out: &mut impl Write,
) -> Result<(), WriteError> {
    let mut page = Page { slice, layout, out: BufWriter::with_capacity(CHUNK, out) };
    page.start()?;
    page.head()?;
    page.body()?;
    page.notes()?;
    page.out.write_all(b"</main>\n</body>\n</html>\n")?;
    Ok(page.out.flush()?)
}

struct Page<'a, W: Write> {
    slice: &'a Slice<'a>,
    layout: &'a Layout,
    out: BufWriter<W>,
}

impl<W: Write> Page<'_, W> {
    fn start(&mut self) -> Result<(), WriteError> {
        let language = self.layout.language;
        let title = words::title(self.slice, language);
        let title = escape(&title);
        write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n",
            language.tag(),
            escape(self.slice.table().facts().title.get(language))
        )?;
        if let Some(mark) = words::synthetic_mark(self.slice, language) {
            writeln!(self.out, "<p class=\"mark\"><strong>{}</strong></p>", escape(mark))?;
        }
        Ok(write!(self.out, "<table>\n<caption>{title}</caption>\n")?)
    }

    /// Writes the names of the rows' dimensions and the columns, a row for each level.
    fn head(&mut self) -> Result<(), WriteError> {
        let (slice, stub) = (self.slice, self.slice.stub());
        let levels = (slice.choices().len() - stub).max(1);
        self.out.write_all(b"<thead>\n<tr>")?;
        for choice in 0..stub {
            let of = slice.dimension(choice);
            let name = self.layout.pair(&of.code, of.label.get(self.layout.language));
            let name = escape(&name);
            write!(self.out, "<th scope=\"col\"{}>{name}</th>", span("row", levels as u64))?;
        }
        if levels > slice.choices().len() - stub {
            let name = match self.layout.language {
                Language::Da => "Tal",
                Language::En => "Number",
            };
            write!(self.out, "<th scope=\"col\">{name}</th>")?;
        }
        for choice in stub..slice.choices().len() {
            if choice > stub {
                self.out.write_all(b"<tr>")?;
            }
            self.level(choice)?;
            self.out.write_all(b"</tr>\n")?;
        }
        if stub == slice.choices().len() {
            self.out.write_all(b"</tr>\n")?;
        }
        Ok(self.out.write_all(b"</thead>\n")?)
    }

    /// Writes the columns of one level, each as wide as the levels below it.
    fn level(&mut self, choice: usize) -> Result<(), WriteError> {
        let slice = self.slice;
        let width = Places::new(slice, choice + 1..slice.choices().len()).len();
        let names: Vec<_> = slice.values(choice).map(|value| self.layout.name(value)).collect();
        for _ in 0..Places::new(slice, slice.stub()..choice).len() {
            for name in &names {
                let name = escape(name);
                write!(self.out, "<th scope=\"col\"{}>{name}</th>", span("col", width))?;
            }
        }
        Ok(())
    }

    /// Writes the rows. A heading stands once for all rows below it.
    fn body(&mut self) -> Result<(), WriteError> {
        let (slice, stub) = (self.slice, self.slice.stub());
        let heights: Vec<_> = (0..stub).map(|of| Places::new(slice, of + 1..stub).len()).collect();
        let columns = Places::columns(slice).len();
        let mut rows = Places::rows(slice);
        let mut cells = slice.cells();
        self.out.write_all(b"<tbody>\n")?;
        while let Some(changed) = rows.advance() {
            self.out.write_all(b"<tr>")?;
            for (choice, &height) in heights.iter().enumerate().skip(changed) {
                let name = self.layout.name(slice.value(choice, rows.at()[choice]));
                let (name, span) = (escape(&name), span("row", height));
                write!(self.out, "<th scope=\"row\"{span}>{name}</th>")?;
            }
            self.row(&mut cells, columns)?;
            self.out.write_all(b"</tr>\n")?;
        }
        Ok(self.out.write_all(b"</tbody>\n</table>\n")?)
    }

    fn row(&mut self, cells: &mut Cells<'_, '_>, columns: u64) -> Result<(), WriteError> {
        let language = self.layout.language;
        let mark = match language {
            Language::Da => DecimalMark::Comma,
            Language::En => DecimalMark::Point,
        };
        let mut field = Vec::new();
        for _ in 0..columns {
            match cells.next().expect("as many cells as rows times columns") {
                Cell::Number(number) => {
                    field.clear();
                    number::push(&mut field, number, mark);
                    self.out.write_all(b"<td>")?;
                    self.out.write_all(&field)?;
                    self.out.write_all(b"</td>")?;
                }
                Cell::Missing(reason) => {
                    let (symbol, text) = (reason.symbol(), reason.text());
                    write!(self.out, "<td title=\"{}\">{symbol}</td>", text.get(language))?;
                }
            }
        }
        Ok(())
    }

    fn notes(&mut self) -> Result<(), WriteError> {
        let (slice, language) = (self.slice, self.layout.language);
        let facts = slice.table().facts();
        let heading = match language {
            Language::Da => "Noter",
            Language::En => "Notes",
        };
        write!(self.out, "<h2>{heading}</h2>\n<ul>\n")?;
        for note in words::notes(slice, language) {
            writeln!(self.out, "<li>{}</li>", escape(&note.text))?;
        }
        for note in words::part_notes(slice, language) {
            writeln!(self.out, "<li>{}</li>", escape(note.sentence()))?;
        }
        for text in [words::units(slice, language), words::source(slice, language)] {
            writeln!(self.out, "<li>{}</li>", escape(&text))?;
        }
        let contact = facts.contact.get(language);
        if !contact.is_empty() {
            writeln!(self.out, "<li>{}</li>", escape(contact))?;
        }
        Ok(self.out.write_all(b"</ul>\n")?)
    }
}

/// Returns the attribute of a header cell that spans rows or columns; nothing for one. Its scope is all it
/// spans; the scopes of groups would need a group of rows or columns for each.
fn span(what: &str, length: u64) -> String {
    if length > 1 { format!(" {what}span=\"{length}\"") } else { String::new() }
}
