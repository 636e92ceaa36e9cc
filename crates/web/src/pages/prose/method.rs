//! How the figures are made: every method with a worked example, every threshold, every sentence.
//!
//! The examples are those that tests run ([`publication::spec`]), worked out when the page is asked for;
//! thresholds and sentences come from where the figures take them.

use std::{collections::BTreeMap, sync::LazyLock};

use askama::Template;
use domain::{
    comparison::Standing,
    format::{self, Language},
    rule::{self, Value},
};
use publication::spec::{self, Worked};

use super::{Facts, facts};
use crate::{
    address::Prose,
    answer::{Answer, HTML},
    pages::{
        Context,
        frame::{Frame, prose_name},
        render,
    },
};

#[derive(Template)]
#[template(path = "method.html")]
struct MethodPage {
    frame: Frame,
    facts: Facts,
    contents: Vec<Section>,
    body: String,
}

/// A line of the table of contents.
struct Section {
    id: String,
    title: String,
}

#[derive(Template)]
#[template(path = "prose/method.html")]
struct Body<'a> {
    facts: &'a Facts,
    language: Language,
    few_cases: Vec<FewCases>,
    thresholds: Vec<ThresholdText>,
    sentences: Vec<SentenceText>,
}

/// The limit of few cases in editions that follow one another.
struct FewCases {
    first: String,
    last: String,
    below: u32,
}

struct ThresholdText {
    value: String,
    what: &'static str,
    why: &'static str,
}

struct SentenceText {
    id: &'static str,
    label: &'static str,
    sentence: String,
}

/// A table of examples.
#[derive(Template)]
#[template(path = "example.html")]
struct Example<'a> {
    id: String,
    language: Language,
    table: &'a Worked,
}

/// The examples by the name of their method. They depend on nothing that is asked for.
static EXAMPLES: LazyLock<BTreeMap<&str, Vec<Worked>>> =
    LazyLock::new(|| spec::ALL.iter().map(|spec| (spec.id, spec.worked())).collect());

/// A number of cases for the sentences that name one.
const FEW: u32 = 3;

pub fn page(context: &Context) -> Answer {
    let language = context.address.language;
    let facts = facts(context);
    let body = body(&facts, language);
    let page = MethodPage {
        frame: Frame::new(context, prose_name(Prose::Method, language).into_owned()),
        contents: contents(&body),
        facts,
        body,
    };
    Answer::found(HTML, render(&page))
}

/// Returns the address within the page and the heading of each section.
pub fn sections(context: &Context) -> Vec<(String, String)> {
    let body = body(&facts(context), context.address.language);
    contents(&body).into_iter().map(|section| (section.id, section.title)).collect()
}

fn body(facts: &Facts, language: Language) -> String {
    render(&Body {
        facts,
        language,
        few_cases: few_cases(facts),
        thresholds: thresholds(language),
        sentences: sentences(language),
    })
}

impl Body<'_> {
    /// Returns a table of the examples of a method, counted from 0.
    fn example(&self, id: &str, place: usize) -> String {
        let tables = EXAMPLES.get(id).expect("the templates name examples that there are");
        let table = &tables[place];
        let id = format!("{}-{}", id.replace('_', "-"), place + 1);
        render(&Example { id, language: self.language, table })
    }
}

impl Example<'_> {
    /// Tells whether most of a column is numbers, so that they stand below one another.
    fn is_numeric(&self, column: usize) -> bool {
        let rows = &self.table.rows;
        let numbers = rows.iter().filter(|row| row[column].is_number).count();
        column > 0 && 2 * numbers > rows.len()
    }
}

/// Returns the limits of few cases, the oldest edition first.
fn few_cases(facts: &Facts) -> Vec<FewCases> {
    let mut limits: Vec<FewCases> = Vec::new();
    for edition in facts.editions.iter().rev() {
        let (year, below) = (edition.year.clone(), edition.few_cases_below);
        match limits.last_mut().filter(|limit| limit.below == below) {
            Some(limit) => limit.last = year,
            None => limits.push(FewCases { first: year.clone(), last: year, below }),
        }
    }
    limits
}

fn thresholds(language: Language) -> Vec<ThresholdText> {
    let threshold = |threshold: &rule::Threshold| ThresholdText {
        value: match threshold.value {
            Value::Share(share) => {
                format::with_unit(&format::fixed(100.0 * share, 0, language), language)
            }
            Value::Number(number) => number.to_string(),
        },
        what: threshold.what(language),
        why: threshold.why(language),
    };
    rule::ALL.iter().map(threshold).collect()
}

fn sentences(language: Language) -> Vec<SentenceText> {
    let sentence = |standing: Standing| SentenceText {
        id: standing.id(),
        label: standing.label(language),
        sentence: standing.sentence(FEW, language),
    };
    Standing::ALL.into_iter().map(sentence).collect()
}

/// Returns the headings of the second level, which all have an address of their own.
fn contents(body: &str) -> Vec<Section> {
    let section = |rest: &str| {
        let (id, rest) = rest.split_once("\">")?;
        let (title, _) = rest.split_once("</h2>")?;
        Some(Section { id: id.into(), title: title.into() })
    };
    body.split("<h2 id=\"").skip(1).filter_map(section).collect()
}
