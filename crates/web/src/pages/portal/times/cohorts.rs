//! How long the cases received in each year last, from `TID1`.

use domain::{flow::MUNICIPAL_CASES, format::Language};
use tables::{
    cell::{Cell, Missing},
    table::Table,
};

use super::{
    super::figure::{self, Shown},
    flow::{COUNTRY, measured},
    lines::{Chart, Drawn, Point, Series},
    scope::Scope,
};
use crate::address::TableChoice;

/// All cases, with and without a deadline.
const KINDS: [&str; 3] = ["ALLE", "MED", "UDEN"];

/// How many cases were received; the days until half and nine tenths are decided.
const CONTENTS: [&str; 3] = ["modtaget", "median", "fraktil90"];

/// All acts.
const ALL_TOPICS: &str = "TOT";

/// Pictures and a table by year of receipt.
pub struct Cohorts {
    pub charts: Vec<Chart>,
    pub kinds: Vec<String>,
    pub rows: Vec<Row>,
    /// Whether some year is too young for a figure.
    pub is_young: bool,
    pub href: String,
}

/// A year.
pub struct Row {
    pub year: String,
    /// For each kind of cases: received, median, nine tenths.
    pub cells: Vec<Shown>,
}

/// Returns the years, or why there are none.
pub fn of(scope: &Scope) -> Result<Cohorts, String> {
    let category = &scope.flow.table.dimensions()[scope.flow.category].values[scope.category];
    if category.label.get(Language::Da) != MUNICIPAL_CASES {
        return Err(scope.say("times-cohorts-municipal"));
    }
    let none = || scope.say("times-no-cohorts");
    let table = scope.portal.catalog.table("TID1").ok_or_else(none)?;
    let codes = &scope.flow.table.dimensions()[scope.flow.law].values;
    let topic = scope.law.map_or(ALL_TOPICS, |law| &*codes[law].code);
    let years = Years::of(table, topic).ok_or_else(none)?;
    Ok(Cohorts {
        charts: vec![
            years.chart(scope, "times-median", CONTENTS[1]),
            years.chart(scope, "times-ninety", CONTENTS[2]),
        ],
        kinds: KINDS.iter().map(|kind| years.kind_name(kind, scope.language())).collect(),
        rows: years.rows(scope),
        is_young: years.is_young(),
        href: years.href(scope, &CONTENTS),
    })
}

/// The cells of one topic in the whole country.
struct Years<'a> {
    table: &'a Table,
    topic: &'a str,
    /// Dimensions and values of the country and the topic.
    fixed: [(usize, usize); 2],
    deadline: usize,
}

impl<'a> Years<'a> {
    /// Returns the cells; `None` where the table does not have the topic.
    fn of(table: &'a Table, topic: &'a str) -> Option<Self> {
        let place = |dimension: &str, value: &str| {
            let dimension = table.position(dimension)?;
            Some((dimension, table.dimensions()[dimension].position(value)?))
        };
        let fixed = [place("OMRAADE", COUNTRY)?, place("EMNE", topic)?];
        Some(Self { table, topic, fixed, deadline: table.position("FRIST")? })
    }

    fn years(&self) -> impl Iterator<Item = (usize, &'a tables::dimension::Value)> {
        self.table.dimensions()[self.table.time()].values.iter().enumerate()
    }

    fn cell(&self, kind: &str, contents: &str, year: usize) -> Cell {
        let dimensions = self.table.dimensions();
        let kind = dimensions[self.deadline].position(kind);
        let of = self.table.contents();
        let Some((kind, contents)) = kind.zip(dimensions[of].position(contents)) else {
            return Cell::Missing(Missing::NotDelivered);
        };
        let chosen = [(self.deadline, kind), (of, contents), (self.table.time(), year)];
        self.table.cell(self.fixed.into_iter().chain(chosen))
    }

    fn kind_name(&self, kind: &str, language: Language) -> String {
        let dimension = &self.table.dimensions()[self.deadline];
        let place = dimension.position(kind);
        place.map_or(kind, |place| dimension.values[place].label.get(language)).to_owned()
    }

    fn rows(&self, scope: &Scope) -> Vec<Row> {
        let language = scope.language();
        let cells = |year: usize| {
            let each = |kind| CONTENTS.map(move |contents| (kind, contents));
            let cells = KINDS.into_iter().flat_map(each);
            cells.map(|(kind, it)| figure::shown(self.cell(kind, it, year), language)).collect()
        };
        let row = |(place, value): (usize, &tables::dimension::Value)| Row {
            year: value.label.get(language).to_owned(),
            cells: cells(place),
        };
        self.years().map(row).collect()
    }

    fn is_young(&self) -> bool {
        let young = Cell::Missing(Missing::NotReached);
        self.years().any(|(year, _)| {
            KINDS.iter().any(|kind| CONTENTS.iter().any(|it| self.cell(kind, it, year) == young))
        })
    }

    fn chart(&self, scope: &Scope, caption: &str, contents: &str) -> Chart {
        let language = scope.language();
        let periods: Vec<_> = self.years().map(|(_, value)| value.label.get(language)).collect();
        let point = |value| Point { value, is_of_few: false };
        let series = |kind: &&str| Series {
            name: self.kind_name(kind, language),
            points: (0..periods.len())
                .map(|year| measured(self.cell(kind, contents, year)).map(point))
                .collect(),
        };
        scope.draw(Drawn {
            caption: scope.say(caption),
            unit: "times-days",
            periods: &periods,
            series: KINDS.iter().map(series).collect(),
            href: self.href(scope, &[contents]),
        })
    }

    fn href(&self, scope: &Scope, contents: &[&str]) -> String {
        let choice = TableChoice::of("TID1")
            .with("OMRAADE", vec![COUNTRY.into()])
            .with("EMNE", vec![self.topic.into()])
            .with("FRIST", vec!["*".into()])
            .with("ContentsCode", contents.iter().map(|it| (*it).to_owned()).collect())
            .with("Tid", vec!["*".into()]);
        scope.portal.table(&choice)
    }
}
