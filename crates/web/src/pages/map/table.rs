//! The table beside the map: the same digits, in the order the reader chose.

use std::cmp::Ordering;

use domain::{
    format::{self, Language},
    municipality::{self, Municipality},
    outcome::Outcome,
};
use publication::{draft::MapYear, edition::Edition, figure::Figure};

use super::columns;
use crate::{
    address::{Column, Direction, MapPage, Order, Page},
    pages::{Context, figure_text},
    text::{text, text_with},
};

/// A heading that orders the table.
pub struct Heading {
    pub label: String,
    pub href: String,
    pub is_number: bool,
    pub sorted: Option<&'static str>,
}

/// One municipality.
pub struct Row {
    pub code: String,
    pub name: &'static str,
    pub href: String,
    pub is_chosen: bool,
    pub percent: String,
    pub merits: String,
    pub changed: String,
    pub remitted: String,
    pub upheld: String,
    pub dismissed: String,
    pub interval: String,
    /// What stands beside the published figure, a cell for each heading of [`super::columns::BesideColumns`].
    pub beside: Vec<String>,
    pub comparison: &'static str,
}

/// One vintage of what was published.
pub struct Published {
    pub date: String,
    pub percent: String,
    pub split: String,
    pub source: String,
    pub host: String,
    pub is_link: bool,
}

pub fn headings(context: &Context, page: &MapPage) -> Vec<Heading> {
    let language = context.address.language;
    let heading = |column: Column| {
        let order = page.order.next(column);
        let sorted = (page.order.by == column).then_some(match page.order.direction {
            Direction::Up => "ascending",
            Direction::Down => "descending",
        });
        Heading {
            label: text(language, name_of(column)).into_owned(),
            href: format!("{}#table", context.address.to(Page::Map(MapPage { order, ..*page }))),
            is_number: column != Column::Name,
            sorted,
        }
    };
    Column::ALL.into_iter().map(heading).collect()
}

pub fn rows(context: &Context, map: &MapYear, page: &MapPage) -> Vec<Row> {
    let mut places = municipality::in_danish_order();
    places.sort_by(|a, b| compare(map.municipality(a.code), map.municipality(b.code), page.order));
    if page.order == (Order { by: Column::Name, direction: Direction::Down }) {
        places.reverse();
    }
    places.into_iter().map(|place| row(context, map, page, place)).collect()
}

/// Orders two figures. What cannot be ordered, such as a rate on few cases, stands last both ways;
/// equals keep the order of their names.
fn compare(a: &Figure, b: &Figure, order: Order) -> Ordering {
    match order.by {
        Column::Name => Ordering::Equal,
        Column::Rate => {
            let rate = |figure: &Figure| figure.rate().filter(|_| figure.is_readable());
            compare_shares(rate(a), rate(b), order.direction)
        }
        Column::Merits => compare_known(a.merits(), b.merits(), order.direction),
        Column::Changed => by_count(a, b, Outcome::Changed, order.direction),
        Column::Remitted => by_count(a, b, Outcome::Remitted, order.direction),
        Column::Upheld => by_count(a, b, Outcome::Upheld, order.direction),
        Column::Dismissed => by_count(a, b, Outcome::Dismissed, order.direction),
    }
}

fn by_count(a: &Figure, b: &Figure, outcome: Outcome, direction: Direction) -> Ordering {
    compare_known(a.count(outcome), b.count(outcome), direction)
}

fn compare_known<T: Ord>(a: Option<T>, b: Option<T>, direction: Direction) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if direction == Direction::Up => a.cmp(&b),
        (Some(a), Some(b)) => b.cmp(&a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Compares two shares exactly, by cross-multiplication.
fn compare_shares(
    a: Option<stats::Proportion>,
    b: Option<stats::Proportion>,
    direction: Direction,
) -> Ordering {
    let times = |share: stats::Proportion, other: stats::Proportion| {
        u128::from(share.successes()) * u128::from(other.trials())
    };
    match (a, b) {
        (Some(a), Some(b)) => compare_known(Some(times(a, b)), Some(times(b, a)), direction),
        (a, b) => compare_known(a.map(|_| ()), b.map(|_| ()), direction),
    }
}

fn row(context: &Context, map: &MapYear, page: &MapPage, place: &'static Municipality) -> Row {
    let language = context.address.language;
    let figure = map.municipality(place.code);
    let count = |outcome| figure_text::number(figure.count(outcome), language);
    Row {
        code: place.code.to_string(),
        name: &place.name,
        href: context.address.to(Page::Municipality(place.code)).to_string(),
        is_chosen: page.chosen == Some(place.code),
        percent: figure.rate().map_or_else(|| "–".into(), |rate| format::percent(rate, language)),
        merits: figure_text::number(figure.merits(), language),
        changed: count(Outcome::Changed),
        remitted: count(Outcome::Remitted),
        upheld: count(Outcome::Upheld),
        dismissed: count(Outcome::Dismissed),
        interval: figure
            .interval()
            .map_or_else(|| "–".into(), |interval| figure_text::interval(interval, language)),
        beside: columns::cells(context, map, page.view, place),
        comparison: figure.standing().label(language),
    }
}

/// Returns every vintage that was published of a map's national figure.
pub fn published(context: &Context, map: &MapYear) -> Vec<Published> {
    let language = context.address.language;
    let unit = |number: String| format::with_unit(&number, language);
    let rows = context.release.published(map.map, map.year).filter_map(|row| {
        let percent = unit(row.reversal?.number(language));
        let split = match (row.changed, row.remitted, row.upheld) {
            (Some(changed), Some(remitted), Some(upheld)) => text_with(
                language,
                "split",
                &[
                    ("changed", &unit(changed.number(language))),
                    ("remitted", &unit(remitted.number(language))),
                    ("upheld", &unit(upheld.number(language))),
                ],
            )
            .into_owned(),
            _ => text(language, "split-not-published").into_owned(),
        };
        let host = row.source.split_once("://").and_then(|(_, rest)| rest.split('/').next());
        Some(Published {
            date: row.published_on.map_or_else(
                || text(language, "date-unknown").into_owned(),
                |day| format::date(day, language),
            ),
            percent,
            split,
            is_link: host.is_some(),
            host: host.unwrap_or_default().into(),
            source: row.source.clone(),
        })
    });
    rows.collect()
}

/// Returns what an edition says of itself: definition, publisher, treatment year, its own note.
pub fn edition_notes(context: &Context, edition: &Edition) -> Vec<String> {
    let language = context.address.language;
    let basis = context.release.definition(edition).basis(language);
    let mut notes = vec![
        text_with(
            language,
            "note-definition",
            &[("id", &edition.map_definition), ("basis", basis)],
        )
        .into_owned(),
        text_with(language, "note-publisher", &[("publisher", &edition.publisher)]).into_owned(),
    ];
    if let Some(year) = edition.treatment_year {
        notes.push(
            text_with(language, "note-treatment", &[("year", &year.to_string())]).into_owned(),
        );
    }
    let own = if language == Language::Da { &edition.note } else { &edition.note_en };
    notes.extend(Some(own.clone()).filter(|note| !note.is_empty()));
    notes
}

const fn name_of(column: Column) -> &'static str {
    match column {
        Column::Name => "municipality",
        Column::Rate => "column-rate",
        Column::Merits => "column-merits",
        Column::Changed => "column-changed",
        Column::Remitted => "column-remitted",
        Column::Upheld => "column-upheld",
        Column::Dismissed => "column-dismissed",
    }
}
