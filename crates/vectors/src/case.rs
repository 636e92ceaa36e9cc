//! One case: its inputs are read, and its expected values are held against ours.

mod expected;
mod input;

pub(crate) use expected::Field;
pub(crate) use input::SAME_LENGTH;

use crate::book::Book;
use serde_json::{Map, Value};
use std::cell::RefCell;

/// Why a case was not compared to its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A field is missing or holds something else than it must.
    Broken { field: String, expected: &'static str },
    /// Our core has no answer to the input in this field.
    NotAnswered(String),
}

/// How the comparison of a case ended; values that are off are in the book, not here.
pub(crate) type Outcome = Result<(), Stop>;

/// One case, or a part of one.
pub(crate) struct Case<'a> {
    fields: &'a Map<String, Value>,
    /// All values are text, as in a table; then every field must be there.
    is_row: bool,
    /// The names that lead here, for example `units`.
    path: String,
    /// The same with the place in a list, for example `units[3]`.
    place: String,
    book: &'a RefCell<Book>,
}

impl<'a> Case<'a> {
    /// Returns a whole case.
    pub(crate) fn new(
        fields: &'a Map<String, Value>,
        is_row: bool,
        book: &'a RefCell<Book>,
    ) -> Self {
        let case = Self { fields, is_row, path: String::new(), place: String::new(), book };
        case.remarks(&["id", "name"]);
        case
    }

    /// Marks fields that say something about the case, not about its result.
    pub(crate) fn remarks(&self, fields: &[&str]) {
        for field in fields {
            self.book.borrow_mut().read(&join(&self.path, field));
        }
    }

    /// Notes which fields the case has.
    pub(crate) fn note_fields(&self) {
        self.fields.iter().for_each(|(key, value)| self.note(&join(&self.path, key), value));
    }

    fn note(&self, path: &str, value: &Value) {
        match value {
            Value::Object(parts) => {
                parts.iter().for_each(|(key, part)| self.note(&join(path, key), part));
            }
            Value::Array(parts) if parts.iter().any(Value::is_object) => {
                for part in parts {
                    self.note(path, part);
                }
            }
            _ => self.book.borrow_mut().seen(path),
        }
    }

    /// Returns the names of the fields between `before` and `after`: `95` of `lower95`.
    pub(crate) fn between(&self, before: &str, after: &str) -> Vec<&'a str> {
        let middle = |key: &'a String| key.strip_prefix(before)?.strip_suffix(after);
        self.fields.iter().filter_map(|(key, _)| middle(key)).collect()
    }

    /// Returns a field; one that is empty, `null` or (in JSON) missing is nothing.
    fn raw(&self, key: &str) -> Result<Option<&'a Value>, Stop> {
        self.book.borrow_mut().read(&join(&self.path, key));
        match self.fields.get(key) {
            None if self.is_row => Err(self.broken(key, "a column of this name")),
            value => Ok(value.filter(|value| !value.is_null())),
        }
    }

    /// Returns a stop because a field does not hold what it must.
    pub(crate) fn broken(&self, key: &str, expected: &'static str) -> Stop {
        Stop::Broken { field: join(&self.place, key), expected }
    }

    /// Returns a stop because our core has no answer to the input in a field.
    pub(crate) fn not_answered(&self, key: &str) -> Stop {
        Stop::NotAnswered(join(&self.place, key))
    }

    fn inner(&self, fields: &'a Map<String, Value>, key: &str, place: String) -> Self {
        let (path, book) = (join(&self.path, key), self.book);
        Case { fields, is_row: self.is_row, path, place, book }
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
