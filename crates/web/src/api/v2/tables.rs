//! `/tables` and `/tables/{id}`: what tables there are.

use domain::format::Language;
use jiff::ToSpan as _;
use serde::Serialize;
use tables::{
    catalog::Catalog,
    table::{Table, TimeUnit},
};

use super::wire::{Link, link};
use crate::api::{
    call::{self, Call},
    outcome::Outcome,
    problem::{Kind, Problem},
};

/// How many tables a page has where nothing else is asked for: all of ours, and more.
const PAGE: usize = 100;

/// How many tables a page may have.
const MAX_PAGE: usize = 1_000;

/// A table in a list, schema `Table`; with a language, schema `TableResponse`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableWire<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    id: &'a str,
    label: String,
    description: &'a str,
    updated: String,
    first_period: &'a str,
    last_period: &'a str,
    category: &'static str,
    variable_names: Vec<&'a str>,
    discontinued: bool,
    source: &'a str,
    subject_code: &'a str,
    time_unit: &'static str,
    paths: Vec<Vec<PathElement<'a>>>,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct PathElement<'a> {
    id: &'a str,
    label: &'a str,
}

impl<'a> TableWire<'a> {
    pub fn new(table: &'a Table, language: Language, base: &str) -> Self {
        let facts = table.facts();
        let periods = &table.dimensions()[table.time()].values;
        let (first, last) = (periods.first(), periods.last());
        let code = |value: Option<&'a tables::dimension::Value>| value.map_or("", |of| &of.code);
        let names = table.dimensions().iter().map(|dimension| dimension.label.get(language));
        let path = format!("/tables/{}", facts.id);
        let element = PathElement { id: &facts.subject, label: facts.subject_label.get(language) };
        Self {
            language: None,
            id: &facts.id,
            label: table.label(language),
            description: facts.description.get(language),
            updated: facts.drawn_on.to_string(),
            first_period: code(first),
            last_period: code(last),
            category: "public",
            variable_names: names.collect(),
            discontinued: false,
            source: facts.source.get(language),
            subject_code: &facts.subject,
            time_unit: time_unit(facts.time_unit),
            paths: vec![vec![element]],
            links: vec![
                link(base, "self", &path, language),
                link(base, "metadata", &format!("{path}/metadata"), language),
                link(base, "data", &format!("{path}/data"), language),
            ],
        }
    }
}

const fn time_unit(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Year => "Annual",
        TimeUnit::Quarter => "Quarterly",
        TimeUnit::Month => "Monthly",
    }
}

#[derive(Serialize)]
struct TablesWire<'a> {
    language: &'static str,
    tables: Vec<TableWire<'a>>,
    page: PageWire,
    links: Vec<Link>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageWire {
    page_number: usize,
    page_size: usize,
    total_elements: usize,
    total_pages: usize,
    links: Vec<Link>,
}

/// Which tables are asked for.
struct Asked {
    query: String,
    past_days: Option<i32>,
    number: usize,
    size: usize,
}

/// Answers `/tables`.
pub fn list(mut call: Call<'_>) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let language = call.language()?;
    let asked = asked(&mut call)?;
    let found = found(&catalog, &asked, &call);
    let pages = found.len().div_ceil(asked.size).max(1);
    if asked.number > pages {
        let detail = format!("there is no page {}", asked.number);
        return Err(Problem::new(Kind::Parameter, detail)
            .of("pageNumber")
            .limit(pages as u64)
            .hint(format!("there are {pages} pages")));
    }
    let shown = found.iter().skip((asked.number - 1) * asked.size).take(asked.size);
    let page = PageWire {
        page_number: asked.number,
        page_size: asked.size,
        total_elements: found.len(),
        total_pages: pages,
        links: page_links(&call.base, &asked, pages, language),
    };
    let wire = TablesWire {
        language: language.tag(),
        tables: shown.map(|table| TableWire::new(table, language, &call.base)).collect(),
        page,
        links: vec![link(&call.base, "self", "/tables", language)],
    };
    let of_today = asked.past_days.is_some();
    Ok(if of_today { Outcome::json_of_today(&wire) } else { Outcome::json(&wire) })
}

fn asked(call: &mut Call<'_>) -> Result<Asked, Problem> {
    let params = &mut call.params;
    let number = |text: &str| text.parse().ok().filter(|&number: &usize| number > 0);
    let size = |text: &str| number(text).filter(|&size| size <= MAX_PAGE);
    let past = |text: &str| text.parse().ok().filter(|days| (1..=36_500).contains(days));
    let asked = Asked {
        query: params.take("query")?.unwrap_or_default(),
        past_days: params.take_as("pastDays", "a whole number from 1 to 36500", past)?,
        number: params.take_as("pageNumber", "a whole number from 1", number)?.unwrap_or(1),
        size: params.take_as("pageSize", "a whole number from 1 to 1000", size)?.unwrap_or(PAGE),
    };
    // None of our tables is discontinued; the answer is the same either way.
    params.flag("includeDiscontinued")?;
    std::mem::take(params)
        .finish("lang, asOf, query, pastDays, includeDiscontinued, pageNumber, pageSize")?;
    Ok(asked)
}

fn found<'c>(catalog: &'c Catalog, asked: &Asked, call: &Call<'_>) -> Vec<&'c Table> {
    let since = asked.past_days.map(|days| {
        let today = (call.settings.today)();
        today.checked_sub(days.days()).unwrap_or(jiff::civil::Date::MIN)
    });
    let is_recent = |table: &&Table| since.is_none_or(|since| table.facts().drawn_on >= since);
    catalog.search(&asked.query).filter(is_recent).collect()
}

fn page_links(base: &str, asked: &Asked, pages: usize, language: Language) -> Vec<Link> {
    let to = |rel, number: usize| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("lang", language.tag());
        if !asked.query.is_empty() {
            query.append_pair("query", &asked.query);
        }
        if let Some(days) = asked.past_days {
            query.append_pair("pastDays", &days.to_string());
        }
        query.append_pair("pageNumber", &number.to_string());
        query.append_pair("pageSize", &asked.size.to_string());
        let href = format!("{base}/api/v2/tables?{}", query.finish());
        Link { rel, hreflang: language.tag(), href }
    };
    let mut links = vec![to("first", 1)];
    if asked.number > 1 {
        links.push(to("prev", asked.number - 1));
    }
    if asked.number < pages {
        links.push(to("next", asked.number + 1));
    }
    links.push(to("last", pages));
    links
}

/// Answers `/tables/{id}`.
pub fn one(mut call: Call<'_>, id: &str) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let language = call.language()?;
    std::mem::take(&mut call.params).finish("lang, asOf")?;
    let (_, table) = call::table(&catalog, id)?;
    let wire = TableWire::new(table, language, &call.base);
    Ok(Outcome::json(&TableWire { language: Some(language.tag()), ..wire }))
}
