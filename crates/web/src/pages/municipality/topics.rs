//! The cases of a municipality by topic, law by law.

use domain::{
    format::{self, Language},
    municipality::MunicipalityCode,
    period::Year,
};

use crate::pages::Context;

/// A law with its topics.
pub struct Law {
    pub name: String,
    pub rows: Vec<Row>,
}

/// One topic. Counts only: rates on a handful of cases would be read as more than they are.
pub struct Row {
    pub name: String,
    pub merits: String,
    pub changed: String,
    pub remitted: String,
    pub upheld: String,
    pub dismissed: String,
}

pub fn laws(context: &Context, code: MunicipalityCode, year: Year) -> Vec<Law> {
    let (release, language) = (context.release, context.address.language);
    let mut laws: Vec<Law> = Vec::new();
    for (topic, outcomes) in release.topic_outcomes(code, year) {
        let topic = release.topics().get(*topic).expect("a release holds its own topics");
        let (law, name) = match language {
            Language::Da => (&topic.law, &topic.name),
            Language::En => (&topic.law_en, &topic.name_en),
        };
        if laws.last().is_none_or(|last| last.name != *law) {
            laws.push(Law { name: law.clone(), rows: Vec::new() });
        }
        let count = |number: u32| format::count(number, language);
        let dismissed = release.dismissed_delivered().then(|| count(outcomes.dismissed));
        let row = Row {
            name: name.clone(),
            merits: count(outcomes.merits()),
            changed: count(outcomes.changed),
            remitted: count(outcomes.remitted),
            upheld: count(outcomes.upheld),
            dismissed: dismissed.unwrap_or_else(|| "–".into()),
        };
        laws.last_mut().expect("one was pushed above").rows.push(row);
    }
    laws
}
