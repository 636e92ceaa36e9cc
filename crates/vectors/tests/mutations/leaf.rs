//! The single values of a case.

use serde_json::Value;

/// A value of a case that is neither a list nor an object, and where it stands.
pub struct Leaf {
    /// Its field without places in lists: `units.mean`.
    pub path: String,
    /// Its field as it is reported: `units[3].mean`.
    pub field: String,
    /// Its place as JSON pointers say it: `/units/3/mean`.
    pub pointer: String,
}

/// Returns all values of a case that are there.
pub fn leaves(case: &Value) -> Vec<Leaf> {
    let mut found = Vec::new();
    let start = Leaf { path: String::new(), field: String::new(), pointer: String::new() };
    collect(case, start, &mut found);
    found
}

fn collect(value: &Value, at: Leaf, found: &mut Vec<Leaf>) {
    match value {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::Object(fields) => {
            for (key, value) in fields {
                let join = |path: &str| match path {
                    "" => key.clone(),
                    path => format!("{path}.{key}"),
                };
                let (path, field) = (join(&at.path), join(&at.field));
                collect(
                    value,
                    Leaf { path, field, pointer: format!("{}/{key}", at.pointer) },
                    found,
                );
            }
        }
        Value::Array(values) => {
            for (place, value) in values.iter().enumerate() {
                let field = format!("{}[{place}]", at.field);
                let pointer = format!("{}/{place}", at.pointer);
                collect(value, Leaf { path: at.path.clone(), field, pointer }, found);
            }
        }
        _ => found.push(at),
    }
}
