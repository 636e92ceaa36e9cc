//! Small texts: what is read is written and read again as the same.

use domain::{
    annotation::Annotations,
    check::{DataFile, DataFiles, Severity, check},
    recipients::Recipients,
    topic::{TopicTables, Topics},
};
use publication::edition::Editions;
use web::address::{Address, elsewhere};

/// Reads three tables with a zero byte between them. What can be used, `check-data` can check.
pub fn topics(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut tables = text.splitn(3, '\0');
    let mut table = |compiled_in| tables.next().unwrap_or(compiled_in);
    let own = TopicTables {
        topics: table(TopicTables::REFERENCE.topics),
        names: table(TopicTables::REFERENCE.names),
        successors: table(TopicTables::REFERENCE.successors),
    };
    let topics = Topics::parse(own);
    let file = |name, text| DataFile { name, text };
    let findings = check(&DataFiles {
        topics: file("topics.csv", own.topics),
        topic_names: file("topic_names.csv", own.names),
        topic_successors: file("topic_successors.csv", own.successors),
        ..DataFiles::REFERENCE
    });
    match topics {
        Ok(topics) => {
            for topic in topics.all() {
                assert_eq!(topics.get(topic.code).map(|it| &it.name), Some(&topic.name));
            }
        }
        Err(error) => assert!(!findings.is_empty(), "the check is silent on: {error}"),
    }
}

/// Reads `editions.toml`.
pub fn editions(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(editions) = Editions::parse(&text, Topics::reference()) {
        let again = Editions::parse(&editions.to_toml(), Topics::reference());
        assert_eq!(again.expect("we wrote it"), editions);
    }
}

/// Reads `annotations.toml`.
pub fn annotations(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(own) = Annotations::parse(&text) {
        assert_eq!(Annotations::parse(&own.to_toml()).expect("we wrote it"), own);
    }
}

/// Reads `recipients.csv`. What is used has no error in `check-data`, and what is refused is found there.
pub fn recipients(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let own = DataFile { name: "recipients.csv", text: &text };
    let mut findings = check(&DataFiles { own_recipients: Some(own), ..DataFiles::REFERENCE });
    findings.retain(|finding| finding.file == own.name);
    match Recipients::parse(&text) {
        Ok(own) => {
            assert!(findings.iter().all(|it| it.severity != Severity::Error), "{findings:?}");
            assert_eq!(Recipients::parse(&own.to_csv()).expect("we wrote it"), own);
        }
        Err(error) => assert!(!findings.is_empty(), "the check is silent on: {error}"),
    }
}

/// Reads path and query with a question mark between them.
pub fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (path, query) = text.split_once('?').unwrap_or((&text, ""));
    if let Some(other) = elsewhere(path, query) {
        check_address(&other);
    }
    let (language, address) = Address::parse(path, query);
    if let Ok(address) = address {
        assert_eq!(address.language, language);
        check_address(&address);
        check_address(&address.twin());
    }
}

fn check_address(address: &Address) {
    let written = address.to_string();
    let (path, query) = written.split_once('?').unwrap_or((&written, ""));
    let again = Address::parse(path, query).1;
    // What a form sends is written as the address it leads to.
    assert_eq!(again.ok(), Some(address.lasting()), "{written}");
}
