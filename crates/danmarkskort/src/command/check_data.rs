//! `check-data`: everything that is wrong with the reference data, built in and replaced.

use std::path::Path;

use anyhow::Result;
use domain::{
    check::{DataFile, DataFiles, DataFinding, Severity, check, line_of},
    topic::Topics,
};
use publication::edition::{Editions, EditionsError};
use serde_json::json;

use crate::{
    cli::{CheckData, Report},
    data_folder::{RECIPIENTS, read_if_there},
    output::{Ending, say},
};

const EDITIONS: &str = "editions.toml";
const ANNOTATIONS: &str = "annotations.toml";

pub fn run(command: &CheckData) -> Result<Ending> {
    let findings = findings(&command.folder.path()?)?;
    let number = |severity| findings.iter().filter(|it| it.severity == severity).count();
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    match command.report {
        Report::Json => say(serde_json::to_string_pretty(&json!({
            "errors": errors,
            "warnings": warnings,
            "findings": findings.iter().map(as_json).collect::<Vec<_>>(),
        }))?)?,
        Report::Text => {
            for finding in &findings {
                say(as_text(finding))?;
            }
            say(format_args!("{errors} errors, {warnings} warnings"))?;
        }
    }
    Ok(if errors > 0 { Ending::Damage } else { Ending::Done })
}

/// Checks the data that are compiled in, with the files of a folder in the place of ours.
fn findings(data: &Path) -> Result<Vec<DataFinding>> {
    let read = |name: &str| read_if_there(&data.join(name));
    let topics = read("topics.csv")?;
    let names = read("topic_names.csv")?;
    let successors = read("topic_successors.csv")?;
    let (annotations, editions, recipients) =
        (read(ANNOTATIONS)?, read(EDITIONS)?, read(RECIPIENTS)?);
    let ours = DataFiles::REFERENCE;
    let files = DataFiles {
        topics: own("topics.csv", topics.as_deref()).unwrap_or(ours.topics),
        topic_names: own("topic_names.csv", names.as_deref()).unwrap_or(ours.topic_names),
        topic_successors: own("topic_successors.csv", successors.as_deref())
            .unwrap_or(ours.topic_successors),
        own_annotations: own(ANNOTATIONS, annotations.as_deref()),
        own_recipients: own(RECIPIENTS, recipients.as_deref()),
        own_definitions: own(EDITIONS, editions.as_deref()),
        ..ours
    };
    let mut findings = check(&files);
    if let (Some(text), Ok(topics)) = (&editions, Topics::parse(files.topic_tables()))
        && let Err(error) = Editions::parse(text, &topics)
    {
        let finding = of_editions(text, &error);
        let is_known = |known: &DataFinding| known.file == EDITIONS && known.line == finding.line;
        if !findings.iter().any(is_known) {
            findings.push(finding);
        }
    }
    Ok(findings)
}

fn own<'a>(name: &'a str, text: Option<&'a str>) -> Option<DataFile<'a>> {
    text.map(|text| DataFile { name, text })
}

fn of_editions(text: &str, error: &EditionsError) -> DataFinding {
    let line_with = |start: &str| text.lines().position(|line| line.trim() == start);
    let (line, column, reason) = match error {
        EditionsError::Toml(error) => {
            (error.span().map_or(0, |span| line_of(text, span.start)), None, error.message().into())
        }
        EditionsError::Value { decision_year, field, expected } => {
            let line = line_with(&format!("decision_year = {decision_year}"));
            (line.map_or(0, |line| line + 1), Some(*field), format!("it must be {expected}"))
        }
        EditionsError::Contents(error) => {
            let line = line_with(&format!("id = \"{}\"", error.definition));
            (line.map_or(0, |line| line + 1), Some(error.map), error.to_string())
        }
    };
    DataFinding { file: EDITIONS.into(), line, column, severity: Severity::Error, reason }
}

fn as_text(finding: &DataFinding) -> String {
    let line = if finding.line > 0 { format!(", line {}", finding.line) } else { String::new() };
    let column = finding.column.map_or_else(String::new, |column| format!(", {column}"));
    format!("{}: {}{line}{column}: {}", finding.severity.id(), finding.file, finding.reason)
}

fn as_json(finding: &DataFinding) -> serde_json::Value {
    json!({
        "file": finding.file,
        "line": Some(finding.line).filter(|line| *line > 0),
        "column": finding.column,
        "severity": finding.severity.id(),
        "reason": finding.reason,
    })
}
