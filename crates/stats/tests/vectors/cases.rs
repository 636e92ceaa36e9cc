//! A file of nested cases that knows which of its fields were read.

use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// One case, or a part of one.
pub struct Case<'a> {
    file: &'static str,
    value: &'a Value,
    path: String,
    read: &'a RefCell<BTreeSet<String>>,
}

/// Checks every case of a file, and that every field was read in at least one of them.
#[track_caller]
pub fn check(file: &'static str, cases: usize, check: impl Fn(&Case)) {
    let value = load(file);
    let list = value["cases"].as_array().expect("a list of cases");
    assert_eq!(list.len(), cases, "cases of {file}");
    let read = RefCell::default();
    let all = list.iter().map(|value| Case { file, value, path: String::new(), read: &read });
    all.for_each(|case| check(&case));
    let mut fields = BTreeSet::new();
    for value in list {
        collect(value, "", &mut fields);
    }
    for field in fields.difference(&read.borrow()) {
        assert!(field == "id" || field == "name", "no check reads {field} of {file}");
    }
}

/// Returns a file that holds one object.
pub fn load(file: &'static str) -> Value {
    let text = std::fs::read_to_string(format!("tests/data/{file}")).expect("the file");
    serde_json::from_str(&text).expect("a readable file")
}

/// Collects the paths of all values that are no objects; lists are passed through.
fn collect(value: &Value, path: &str, fields: &mut BTreeSet<String>) {
    match value {
        Value::Object(parts) => {
            parts.iter().for_each(|(key, part)| collect(part, &join(path, key), fields));
        }
        Value::Array(parts) if parts.iter().any(Value::is_object) => {
            for part in parts {
                collect(part, path, fields);
            }
        }
        _ => drop(fields.insert(path.to_owned())),
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

impl<'a> Case<'a> {
    /// Returns a value; a missing field and an explicit null are both nothing.
    pub fn value(&self, key: &str) -> Option<&'a Value> {
        self.read.borrow_mut().insert(join(&self.path, key));
        self.value.get(key).filter(|value| !value.is_null())
    }

    /// Returns a part of the case.
    pub fn part(&self, key: &str) -> Option<Case<'a>> {
        let value = self.value(key)?;
        Some(Case { file: self.file, value, path: join(&self.path, key), read: self.read })
    }

    /// Returns the parts of a list; none when it is absent.
    pub fn parts(&self, key: &str) -> Vec<Case<'a>> {
        let list = self.value(key).map_or(&[][..], |value| value.as_array().expect("a list"));
        let part =
            |value| Case { file: self.file, value, path: join(&self.path, key), read: self.read };
        list.iter().map(part).collect()
    }

    pub fn maybe(&self, key: &str) -> Option<f64> {
        self.value(key).map(|value| value.as_f64().expect("a number"))
    }

    #[track_caller]
    pub fn number(&self, key: &str) -> f64 {
        self.maybe(key).unwrap_or_else(|| panic!("{} has no number", self.name(key)))
    }

    pub fn text(&self, key: &str) -> &'a str {
        self.value(key).and_then(Value::as_str).expect("a text")
    }

    pub fn flag(&self, key: &str) -> bool {
        self.value(key).and_then(Value::as_bool).expect("true or false")
    }

    pub fn numbers(&self, key: &str) -> Vec<f64> {
        let list = self.value(key).and_then(Value::as_array).expect("a list");
        list.iter().map(|value| value.as_f64().expect("a number")).collect()
    }

    pub fn flags(&self, key: &str) -> Vec<bool> {
        let list = self.value(key).and_then(Value::as_array).expect("a list");
        list.iter().map(|value| value.as_bool().expect("true or false")).collect()
    }

    pub fn counts(&self, key: &str) -> Vec<u32> {
        let list = self.value(key).and_then(Value::as_array).expect("a list");
        let count = |value: &Value| value.as_u64().and_then(|count| u32::try_from(count).ok());
        list.iter().map(|value| count(value).expect("a count")).collect()
    }

    pub fn count(&self, key: &str) -> u64 {
        self.value(key).and_then(Value::as_u64).expect("a count")
    }

    /// Returns the tallies of successes `x` among trials `n`.
    pub fn tallies(&self, x: &str, n: &str) -> Vec<stats::Tally> {
        let tally = |(x, n)| stats::Tally::of(x, n).expect("no more successes than trials");
        self.counts(x).into_iter().zip(self.counts(n)).map(tally).collect()
    }

    /// Returns file, case and field, for a message.
    pub fn name(&self, key: &str) -> String {
        let case = self.value.get("id").map_or("", |id| id.as_str().unwrap_or_default());
        format!("{} {case} {}", self.file, join(&self.path, key))
    }
}
