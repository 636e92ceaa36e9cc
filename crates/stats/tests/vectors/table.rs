//! A table of expected values that knows which of its columns were read.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::str::FromStr;

/// A file with one case per row.
pub struct Table {
    file: &'static str,
    columns: Vec<String>,
    rows: Vec<csv::StringRecord>,
    read: RefCell<BTreeSet<String>>,
}

/// One case.
pub struct Row<'a> {
    table: &'a Table,
    values: &'a csv::StringRecord,
}

/// Checks every row of a file, and that every column was read.
#[track_caller]
pub fn check(file: &'static str, rows: usize, check: impl Fn(&Row)) {
    let mut reader = csv::Reader::from_path(format!("tests/data/{file}")).expect("the file");
    let columns = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let records = reader.records().map(|row| row.expect("a readable row")).collect();
    let table = Table { file, columns, rows: records, read: RefCell::default() };
    assert_eq!(table.rows.len(), rows, "rows of {file}");
    table.rows.iter().for_each(|values| check(&Row { table: &table, values }));
    let read = table.read.borrow();
    for column in &table.columns {
        assert!(read.contains(column), "no check reads column {column} of {file}");
    }
}

impl Row<'_> {
    /// Returns the value as it is written.
    pub fn text(&self, column: &str) -> &str {
        self.table.read.borrow_mut().insert(column.to_owned());
        let position = self.table.columns.iter().position(|name| name == column);
        &self.values[position.unwrap_or_else(|| panic!("no {column} in {}", self.table.file))]
    }

    /// Returns the value; an empty field is a failure.
    pub fn read<T: FromStr<Err: Debug>>(&self, column: &str) -> T {
        self.text(column).parse().expect("a value of the type that is asked for")
    }

    /// Returns the value, or nothing for an empty field.
    pub fn maybe<T: FromStr<Err: Debug>>(&self, column: &str) -> Option<T> {
        (!self.text(column).is_empty()).then(|| self.read(column))
    }

    /// Returns file, case and column, for a message.
    pub fn name(&self, column: &str) -> String {
        format!("{} {} {column}", self.table.file, &self.values[0])
    }
}
