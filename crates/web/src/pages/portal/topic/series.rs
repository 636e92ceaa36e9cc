//! The country's figures of a topic over the years, as lines and as a table.

use domain::comparison::Standing;
use tables::cell::{Cell, Missing};

use crate::{
    address::{Show, TableChoice},
    pages::{
        figure_text,
        portal::{
            Portal,
            figure::{self, Shown},
            outcomes::{Outcomes, TOPIC, YEARS},
            picture::{self, Asked, Form, Picture},
            selected::{Selected, select},
            shares::{RATE, Shares},
        },
    },
    text::text,
};

/// What the table shows, in the order of the portal's, with its headings.
const CONTENTS: [(&str, &str); 6] = [
    (RATE, "topic-rate"),
    ("realitetsbehandlet", "column-merits"),
    ("omgjort", "column-reversals"),
    ("aendret", "column-changed"),
    ("hjemvist", "column-remitted"),
    ("stadfaestet", "column-upheld"),
];

/// The figures.
pub struct Series {
    pub picture: Option<Picture>,
    /// Why there is no picture.
    pub undrawn: Option<String>,
    pub headings: Vec<String>,
    pub rows: Vec<Row>,
    /// The lines in the portal.
    pub table: String,
}

/// One year.
pub struct Row {
    pub year: String,
    pub cells: Vec<Shown>,
    pub interval: String,
    /// `få sager`; empty where the rate can be read.
    pub few: &'static str,
}

/// Returns the figures of a topic; `None` where it has no case in any year.
pub fn series(portal: &Portal, outcomes: &Outcomes, code: &str) -> Option<Series> {
    let language = portal.address.language;
    let choice = choice(outcomes, code, YEARS);
    let selected = select(outcomes.table, &choice).ok()?;
    let rows = rows(portal, &selected);
    let lines = TableChoice { show: Show::Lines, ..choice.with("ContentsCode", vec![RATE.into()]) };
    let drawn = select(outcomes.table, &lines).ok()?;
    let asked = Asked { form: Form::Page, portal, selected: &drawn, choice: &lines };
    let (picture, undrawn) = match picture::picture(&asked)? {
        Ok(picture) => (Some(picture), None),
        Err(why) => (None, Some(why)),
    };
    (!rows.is_empty()).then(|| Series {
        picture,
        undrawn,
        headings: CONTENTS.map(|(_, heading)| text(language, heading).into_owned()).into(),
        rows,
        table: portal.table(&lines),
    })
}

/// Returns the choice of all periods of a topic in the country.
pub fn choice(outcomes: &Outcomes, code: &str, table: &str) -> TableChoice {
    TableChoice::of(table)
        .with(&outcomes.places().code, vec![outcomes.whole_country().code.clone()])
        .with(TOPIC, vec![code.into()])
        .with("ContentsCode", CONTENTS.map(|(code, _)| code.to_owned()).into())
        .with("Tid", vec!["*".into()])
}

/// Returns the years in which cases could be decided, the newest first.
fn rows(portal: &Portal, selected: &Selected) -> Vec<Row> {
    let slice = &selected.slice;
    let (contents, time) = (selected.of_contents(), selected.of_time());
    let at = |content, year| {
        let mut at = vec![0; slice.choices().len()];
        (at[contents], at[time]) = (content, year);
        at
    };
    let is_possible =
        |year: &usize| slice.at(&at(0, *year)) != Cell::Missing(Missing::NotApplicable);
    let years = (0..slice.values(time).len()).rev().filter(is_possible);
    let language = portal.address.language;
    let row = |year| {
        let cells = (0..CONTENTS.len())
            .map(|content| figure::shown(slice.at(&at(content, year)), language));
        let figure = Shares::of(selected.table).map(|shares| shares.at(slice, &at(0, year)));
        let interval = figure.and_then(|figure| figure.interval());
        let is_few = figure.is_some_and(|it| it.standing() == Standing::FewCases);
        Row {
            year: slice.value(time, year).label.get(language).to_owned(),
            cells: cells.collect(),
            interval: interval.map_or_else(|| "–".into(), |it| figure_text::limits(it, language)),
            few: if is_few { Standing::FewCases.label(language) } else { "" },
        }
    };
    years.map(row).collect()
}
