//! The groups of provisions the maps rest on, and where serviceloven went in 2024.

use super::{DataFiles, Findings, sheet::Sheet};
use crate::topic::{TopicMatch, Topics};

pub(super) fn check(files: &DataFiles, topics: &Topics, findings: &mut Findings) {
    let columns = ["map", "law", "sections", "statistics_topic_name", "source"];
    if let Some(sheet) = Sheet::read(files.map_sections, &columns, findings) {
        sheet.need(&columns, findings);
        for row in &sheet.rows {
            let found = topics.find(row.cell("law"), row.cell("statistics_topic_name"));
            if !matches!(found, Some(TopicMatch::Topic(_) | TopicMatch::LawTotal)) {
                findings.error(row.at("statistics_topic_name"), "no topic has, or had, this name");
            }
        }
    }
    let columns = ["before_2024_01_01", "from_2024_01_01", "topic", "basis", "source"];
    if let Some(sheet) = Sheet::read(files.section_crosswalk, &columns, findings) {
        sheet.need(&columns, findings);
    }
}
