//! From the bytes of a file to its cases.

use crate::book::{Book, shown};
use crate::case::{Case, Stop};
use crate::known::{Form, Known};
use crate::malformed::Malformed;
use crate::report::Comparison;
use serde_json::{Map, Value};
use std::cell::RefCell;

/// Compares every case of a file.
pub(crate) fn compare(known: &Known, bytes: &[u8]) -> Result<Comparison, Malformed> {
    let mut reading = Reading { known, book: RefCell::default() };
    match known.form {
        Form::Table => reading.table(bytes)?,
        Form::Cases => reading.cases(bytes)?,
        Form::OneCase => {
            let fields = reading.object(bytes)?;
            reading.case(&fields, "the only case".into())?;
        }
    }
    Ok(reading.book.into_inner().close())
}

/// A file while it is read.
struct Reading<'a> {
    known: &'a Known,
    book: RefCell<Book>,
}

impl Reading<'_> {
    /// Compares one case; `place` names it when it has no id.
    fn case(&mut self, fields: &Map<String, Value>, place: String) -> Result<(), Malformed> {
        let id = fields.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
        self.book.borrow_mut().begin(id.map_or_else(|| place.clone(), shown));
        let case = Case::new(fields, self.known.form == Form::Table, &self.book);
        match (self.known.compare)(&case) {
            Ok(()) => {}
            Err(Stop::NotAnswered(field)) => self.book.borrow_mut().not_answered(&field),
            Err(Stop::Broken { field, expected }) => {
                let name = self.book.borrow().case().to_owned();
                let case = if name == place { place } else { format!("{place} ({name})") };
                return Err(Malformed::Field { file: self.known.name, case, field, expected });
            }
        }
        case.note_fields();
        Ok(())
    }

    /// Compares every row of a CSV file.
    fn table(&mut self, bytes: &[u8]) -> Result<(), Malformed> {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
        let columns = reader.headers().map_err(|error| self.csv_error(&error))?.clone();
        for (place, column) in columns.iter().enumerate() {
            if columns.iter().take(place).any(|earlier| earlier == column) {
                return Err(self.syntax(1, format!("the column {} stands twice", shown(column))));
            }
        }
        let mut row = csv::StringRecord::new();
        while reader.read_record(&mut row).map_err(|error| self.csv_error(&error))? {
            let value = |text: &str| match text {
                "" => Value::Null,
                text => Value::String(text.to_owned()),
            };
            let fields = columns.iter().zip(&row);
            let fields = fields.map(|(name, text)| (name.to_owned(), value(text))).collect();
            let line = row.position().map_or(0, csv::Position::line);
            self.case(&fields, format!("line {line}"))?;
        }
        Ok(())
    }

    /// Compares every entry of the list `cases` of a JSON file.
    fn cases(&mut self, bytes: &[u8]) -> Result<(), Malformed> {
        let mut file = self.object(bytes)?;
        let Some(Value::Array(cases)) = file.remove("cases") else {
            return Err(self.field("the file", "cases", "a list"));
        };
        for (place, case) in cases.into_iter().enumerate() {
            let place = format!("case {}", place + 1);
            let Value::Object(fields) = case else {
                return Err(self.field(&place, "the whole of it", "an object"));
            };
            self.case(&fields, place)?;
        }
        Ok(())
    }

    /// Reads a JSON file that is one object.
    fn object(&self, bytes: &[u8]) -> Result<Map<String, Value>, Malformed> {
        serde_json::from_slice(bytes).map_err(|error| {
            let reason = match error.classify() {
                serde_json::error::Category::Eof => "the file ends too early",
                serde_json::error::Category::Data => "the file is not one object",
                _ => "it is not JSON",
            };
            self.syntax(error.line() as u64, reason.into())
        })
    }

    fn csv_error(&self, error: &csv::Error) -> Malformed {
        let line = error.position().map_or(1, csv::Position::line);
        let reason = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("{len} fields in a table of {expected_len} columns")
            }
            csv::ErrorKind::Utf8 { .. } => "the text is not UTF-8".into(),
            _ => "it is not CSV".into(),
        };
        self.syntax(line, reason)
    }

    fn syntax(&self, line: u64, reason: String) -> Malformed {
        Malformed::Syntax { file: self.known.name, line, reason }
    }

    fn field(&self, case: &str, field: &str, expected: &'static str) -> Malformed {
        let (case, field) = (case.to_owned(), field.to_owned());
        Malformed::Field { file: self.known.name, case, field, expected }
    }
}
