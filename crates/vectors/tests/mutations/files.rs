//! Reading and writing the files of vectors as lists of cases.

use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Reads the cases of one of our files; a row of a table is an object of texts.
pub fn read(file: &str) -> Vec<Value> {
    let path = Path::new("tests/data").join(file);
    if is_table(file) {
        let mut reader = csv::Reader::from_path(path).expect("a table");
        let columns = reader.headers().expect("a header").clone();
        let fields = |row: csv::StringRecord| {
            let fields = columns.iter().zip(&row);
            fields.map(|(column, value)| (column.to_owned(), json!(value))).collect()
        };
        return reader.records().map(|row| fields(row.expect("a row"))).collect();
    }
    let text = fs::read_to_string(path).expect("a file");
    let value: Value = serde_json::from_str(&text).expect("JSON");
    match value.get("cases") {
        Some(cases) => cases.as_array().expect("a list").clone(),
        None => vec![value],
    }
}

fn is_table(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|ending| ending == "csv")
}

/// Writes the cases in the form in which they were read.
pub fn write(folder: &Path, file: &str, cases: &[Value]) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
    if is_table(file) {
        let mut writer = csv::Writer::from_path(path).expect("a writable folder");
        let row = |case: &Value| case.as_object().expect("a row").clone();
        writer.write_record(row(&cases[0]).keys()).expect("a header");
        for case in cases {
            let values = row(case);
            let values = values.values().map(|value| value.as_str().expect("a text"));
            writer.write_record(values).expect("a row");
        }
        writer.flush().expect("a writable folder");
    } else if cases[0].get("id").is_some() {
        fs::write(path, json!({ "cases": cases }).to_string()).expect("a writable folder");
    } else {
        fs::write(path, cases[0].to_string()).expect("a writable folder");
    }
}
