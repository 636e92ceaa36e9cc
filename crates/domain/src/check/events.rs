//! The dated events.

use super::{At, DataFile, Findings, entry_line, line_of};
use crate::{
    annotation::{AnnotationError, Annotations},
    topic::Topics,
};

const HEADING: &str = "[[annotation]]";

pub(super) fn check(file: DataFile, topics: &Topics, findings: &mut Findings) {
    let at = |line, column| At { file: file.name, line, column };
    let events = match Annotations::parse(file.text) {
        Ok(events) => events,
        Err(AnnotationError::Toml(error)) => {
            let line = error.span().map_or(0, |span| line_of(file.text, span.start));
            return findings.error(at(line, None), error.message());
        }
        Err(AnnotationError::Value { entry, field, expected }) => {
            let line = entry_line(file.text, HEADING, entry - 1);
            return findings.error(at(line, Some(field)), format!("it must be {expected}"));
        }
    };
    for event in events.all() {
        for code in event.topics.iter().filter(|code| topics.get(**code).is_none()) {
            let own = file
                .text
                .lines()
                .position(|line| line.trim_start().starts_with("id") && line.contains(&event.id));
            let line = own.map_or(0, |line| line + 1);
            findings.error(at(line, Some("topics")), format!("topic {code} is not in the list"));
        }
    }
}
