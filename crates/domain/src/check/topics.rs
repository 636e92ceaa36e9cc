//! Topics, their names and their successors.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{At, DataFiles, Findings, sheet::Sheet};
use crate::{
    partial_date::PartialDate,
    topic::{Succession, SuccessionKind, Topic, TopicCode, Topics},
};

const DATE: &str = "a date like 2024-01-01";

/// Checks the three tables; returns the list where it can be used.
pub(super) fn check(files: &DataFiles, findings: &mut Findings) -> Option<Topics> {
    let before = findings.list.len();
    check_topics(files, findings);
    check_names(files, findings);
    let successors = Sheet::read(
        files.topic_successors,
        &["topic", "successor", "announced_as", "on", "kind", "basis", "source"],
        findings,
    );
    match Topics::parse(files.topic_tables()) {
        Ok(topics) => {
            if let Some(sheet) = successors {
                check_successors(&sheet, &topics, findings);
            }
            check_ends(files, &topics, findings);
            Some(topics)
        }
        Err(error) => {
            // Its message names table and line; what the rows above found says it more closely.
            if findings.list.len() == before {
                let at = At { file: files.topics.name, line: 0, column: None };
                findings.error(at, error.to_string());
            } else {
                let at = At { file: files.topics.name, line: 0, column: None };
                findings.error(at, format!("what rests on topics was not checked: {error}"));
            }
            None
        }
    }
}

fn check_topics(files: &DataFiles, findings: &mut Findings) {
    let columns =
        ["code", "law", "law_en", "name", "name_en", "valid_from", "valid_to", "name_basis"];
    let Some(sheet) = Sheet::read(files.topics, &columns, findings) else { return };
    sheet.need(&["law", "law_en", "name", "name_en", "name_basis"], findings);
    sheet.unique("code", findings);
    if sheet.other_columns > 0 {
        let at = At { file: sheet.file, line: 1, column: None };
        let reason = format!(
            "{} columns are not known and are ignored; successors stand in topic_successors.csv",
            sheet.other_columns
        );
        findings.warning(at, reason);
    }
    let mut laws: BTreeMap<&str, &str> = BTreeMap::new();
    for row in &sheet.rows {
        row.needed::<u16>("code", "a number up to 65535", findings);
        let from = row.optional::<Date>("valid_from", DATE, findings);
        let to = row.optional::<Date>("valid_to", DATE, findings);
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            findings.error(row.at("valid_to"), format!("{to} lies before {from}"));
        }
        let english = *laws.entry(row.cell("law")).or_insert(row.cell("law_en"));
        if english != row.cell("law_en") {
            findings.error(row.at("law_en"), "the act has another English name on a line above");
        }
    }
}

fn check_names(files: &DataFiles, findings: &mut Findings) {
    let columns = ["topic", "name", "valid_from", "valid_to", "basis", "source"];
    let Some(sheet) = Sheet::read(files.topic_names, &columns, findings) else { return };
    sheet.need(&["name", "basis", "source"], findings);
    let mut spans: BTreeMap<u16, Vec<(Date, Date, usize)>> = BTreeMap::new();
    for row in &sheet.rows {
        let expected = "a date like 2018-03-01, 2018-03 or 2018";
        let from = row.optional::<PartialDate>("valid_from", expected, findings);
        let to = row.optional::<PartialDate>("valid_to", expected, findings);
        let first = from.map_or(Date::MIN, PartialDate::first_day);
        let last = to.map_or(Date::MAX, PartialDate::last_day);
        if first > last {
            findings.error(row.at("valid_to"), "the name ends before it begins");
        }
        let Some(topic) = row.needed::<u16>("topic", "the code of a topic", findings) else {
            continue;
        };
        let others = spans.entry(topic).or_default();
        if let Some((.., line)) = others.iter().find(|other| first <= other.1 && other.0 <= last) {
            let reason = format!("topic {topic} has another name at the same time, on line {line}");
            findings.error(row.at("valid_from"), reason);
        }
        others.push((first, last, row.line));
    }
}

fn check_successors(sheet: &Sheet, topics: &Topics, findings: &mut Findings) {
    sheet.need(&["basis"], findings);
    // A list that could be read has as many successions as rows, in their order.
    for (row, succession) in sheet.rows.iter().zip(topics.successions()) {
        let old = topics.get(succession.topic).expect("a list that was read is sound");
        let heirs: Vec<_> = topics.successors(old.code).map(|(code, _)| code).collect();
        let Some(new) = heir(succession, topics) else { continue };
        if new.valid_from != succession.on {
            let reason = format!("it is not the first day of topic {}", new.code);
            findings.error(row.at("on"), reason);
        }
        if let (Some(end), Some(on)) = (old.valid_to, succession.on)
            && end.tomorrow().is_ok_and(|next| next < on)
        {
            let reason =
                format!("topic {} ended on {end}: the days between belong to none", old.code);
            findings.error(row.at("on"), reason);
        }
        let olds = topics.predecessors(new.code).count();
        if !fits(succession.kind, heirs.len(), olds) {
            let reason = format!(
                "topic {} has {} successors and topic {} {olds} predecessors",
                old.code,
                heirs.len(),
                new.code
            );
            findings.error(row.at("kind"), reason);
        }
        if reaches(new.code, old.code, topics) {
            let reason = format!("topic {} becomes itself again: a cycle", old.code);
            findings.error(row.at("successor"), reason);
        }
    }
}

fn heir<'t>(succession: &Succession, topics: &'t Topics) -> Option<&'t Topic> {
    match &succession.successor {
        crate::topic::Successor::Topic(code) => topics.get(*code),
        crate::topic::Successor::Announced(_) => None,
    }
}

const fn fits(kind: SuccessionKind, heirs: usize, olds: usize) -> bool {
    match kind {
        SuccessionKind::OneToOne => heirs == 1 && olds == 1,
        SuccessionKind::Split => heirs > 1 && olds == 1,
        SuccessionKind::Merge => heirs == 1 && olds > 1,
        SuccessionKind::Regroup => true,
    }
}

/// Tells whether one topic becomes another, at once or over others.
fn reaches(from: TopicCode, to: TopicCode, topics: &Topics) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(code) = next.pop() {
        if code == to {
            return true;
        }
        if seen.insert(code) {
            next.extend(topics.successors(code).map(|(code, _)| code));
        }
    }
    false
}

/// Finds topics that end and are followed by nothing.
fn check_ends(files: &DataFiles, topics: &Topics, findings: &mut Findings) {
    let Some(sheet) = Sheet::read(files.topics, &["code"], &mut Findings::default()) else {
        return;
    };
    for row in &sheet.rows {
        let Some(topic) =
            row.cell("code").parse().ok().and_then(|code| topics.get(TopicCode::new(code)))
        else {
            continue;
        };
        let is_followed = topics.successions().iter().any(|it| it.topic == topic.code);
        if let Some(end) = topic.valid_to.filter(|_| !is_followed) {
            let reason = format!("topic {} ends on {end} and nothing takes over", topic.code);
            findings.warning(row.at("code"), reason);
        }
    }
}
