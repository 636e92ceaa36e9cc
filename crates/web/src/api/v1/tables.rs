//! `/v1/tables`: what tables there are.

use domain::format::Language;
use jiff::ToSpan as _;
use serde::Serialize;
use tables::{catalog::Catalog, table::Table};

use super::{fields::Fields, subjects};
use crate::api::{outcome::Outcome, problem::Problem, settings::Settings};

/// A table in a list.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableWire<'a> {
    id: &'a str,
    text: String,
    unit: &'a str,
    updated: String,
    first_period: &'a str,
    latest_period: &'a str,
    active: bool,
    variables: Vec<&'a str>,
}

impl<'a> TableWire<'a> {
    pub fn new(table: &'a Table, language: Language) -> Self {
        let facts = table.facts();
        let periods = &table.dimensions()[table.time()].values;
        let code = |value: Option<&'a tables::dimension::Value>| value.map_or("", |of| &of.code);
        let names = table.dimensions().iter().map(|dimension| dimension.label.get(language));
        Self {
            id: &facts.id,
            text: table.label(language),
            unit: unit(table, language),
            updated: updated(table),
            first_period: code(periods.first()),
            latest_period: code(periods.last()),
            active: true,
            variables: names.collect(),
        }
    }
}

/// Returns the unit of the numbers; a dash where a table has several, as Statistics Denmark writes it.
pub fn unit(table: &Table, language: Language) -> &str {
    let contents = &table.dimensions()[table.contents()].values;
    let mut units = contents.iter().filter_map(|value| value.unit.as_ref());
    let Some(first) = units.next() else { return "-" };
    let is_same = units.all(|unit| unit.name == first.name);
    if is_same { first.name.get(language) } else { "-" }
}

/// Returns the day of the draw, in the form of a moment, which programs expect.
pub fn updated(table: &Table) -> String {
    format!("{}T00:00:00", table.facts().drawn_on)
}

/// Answers with all tables, or those of some subjects or days.
pub fn answer(
    catalog: &Catalog,
    mut fields: Fields,
    settings: &Settings,
) -> Result<Outcome, Problem> {
    let language = fields.language()?;
    fields.json_only()?;
    let subjects = subjects::chosen(catalog, fields.list("subjects")?)?;
    let past = |text: &str| text.parse().ok().filter(|days: &i32| (0..=36_500).contains(days));
    let past_days = fields.text_as("pastDays", "a whole number from 0 to 36500", past)?;
    // None of our tables has come to an end; the answer is the same either way.
    fields.flag("includeInactive")?;
    fields.finish("subjects, pastDays, includeInactive, lang, format, asOf")?;
    let since = past_days.map(|days| {
        let today = (settings.today)();
        today.checked_sub(days.days()).unwrap_or(jiff::civil::Date::MIN)
    });
    let is_asked = |table: &&Table| {
        let facts = table.facts();
        subjects.iter().any(|subject| subject.code == facts.subject)
            && since.is_none_or(|since| facts.drawn_on >= since)
    };
    let found = catalog.tables().iter().filter(is_asked);
    let wire: Vec<_> = found.map(|table| TableWire::new(table, language)).collect();
    Ok(if since.is_some() { Outcome::json_of_today(&wire) } else { Outcome::json(&wire) })
}
