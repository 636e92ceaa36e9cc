//! `FLOW1`: what came in, was decided and lies, by month.

use std::collections::BTreeSet;

use domain::{flow::Flow, municipality};
use jiff::civil::Date;
use tables::{
    cell::{Cell, Missing, Number},
    cube::{Column, Cube, Formula},
    dimension::{Dimension, Role, Value},
    table::{Facts, Table, TimeUnit},
    text::Text,
};

use crate::{
    contents,
    facts::{self, Subject},
    periods,
    places::Places,
    shape::Shape,
    source::Source,
};

/// Returns the table; `None` where nothing is known of the flow. It holds the rows as they are known:
/// nothing is added up, since categories and areas of different senders may overlap.
pub(crate) fn table(source: &Source) -> Option<Table> {
    let rows = source.flow;
    let month = |row: &Flow| row.key.month;
    let months: BTreeSet<Date> = rows.iter().map(month).collect();
    let months: Vec<_> = every_month(*months.first()?, *months.last()?);
    let categories = Names::of(rows.iter().map(|row| &*row.key.category));
    let areas = Names::of(rows.iter().map(|row| &*row.key.area));
    let places = Known::of(rows);
    let shape = Shape([places.len(), categories.len(), areas.len(), 2, months.len()]);
    let mut columns = [const { Vec::new() }; 5]
        .map(|_: Vec<Cell>| vec![Cell::Missing(Missing::NotDelivered); shape.len()]);
    for row in rows {
        let cell = shape.place([
            places.place(row),
            categories.place(&row.key.category),
            areas.place(&row.key.area),
            usize::from(row.key.has_statutory_deadline),
            months.binary_search(&row.key.month).expect("months are those of the rows"),
        ]);
        for (column, found) in columns.iter_mut().zip(cells(row)) {
            column[cell] = found;
        }
    }
    let dimensions = vec![
        places.dimension(),
        categories.dimension("KATEGORI", Text::new("sagskategori", "case category")),
        areas.dimension("LOVOMRAADE", Text::new("lovområde", "law area")),
        deadlines(),
        contents::dimension(values()),
        periods::months(Text::new("måned", "month"), &months),
    ];
    let formulas = (0..columns.len()).map(Formula::Stored).collect();
    let columns = columns.map(Column::Cells).into();
    Some(Table::new(facts(source), dimensions, Cube::new(columns, formulas)))
}

fn every_month(first: Date, last: Date) -> Vec<Date> {
    let next = |month: &Date| month.last_of_month().tomorrow().ok();
    std::iter::successors(Some(first), next).take_while(|month| *month <= last).collect()
}

fn cells(row: &Flow) -> [Cell; 5] {
    let figures = row.figures;
    let count = |cases: Option<u32>| {
        cases.map_or(Cell::Missing(Missing::NotDelivered), |cases| {
            Cell::Number(Number::count(cases))
        })
    };
    // A mean of no case is none; a mean of cases that nobody delivered is not delivered.
    let mean = |days: Option<f64>, of: Option<u32>| match (days, of) {
        (Some(days), _) => Cell::Number(tenths(days)),
        (None, Some(0)) => Cell::Missing(Missing::NoCases),
        (None, _) => Cell::Missing(Missing::NotDelivered),
    };
    [
        count(figures.received),
        count(figures.decided),
        count(figures.pending),
        mean(figures.pending_age_days, figures.pending),
        mean(figures.mean_days, figures.decided),
    ]
}

#[expect(clippy::cast_possible_truncation, reason = "days of a case are far below 2^63")]
fn tenths(days: f64) -> Number {
    Number::Decimal { digits: (days * 10.0).round() as i64, places: 1 }
}

/// Names that occur, in order.
struct Names<'a>(Vec<&'a str>);

impl<'a> Names<'a> {
    fn of(names: impl Iterator<Item = &'a str>) -> Self {
        Self(names.collect::<BTreeSet<_>>().into_iter().collect())
    }

    const fn len(&self) -> usize {
        self.0.len()
    }

    fn place(&self, name: &str) -> usize {
        self.0.binary_search(&name).expect("names are those of the rows")
    }

    fn dimension(&self, code: &str, label: Text) -> Dimension {
        let value =
            |name: &&str| Value::new(municipality::slug(name).to_uppercase(), Text::same(*name));
        plain(code, label, self.0.iter().map(value).collect())
    }
}

/// The places that occur: the country where rows are of it, and municipalities.
struct Known {
    all: Places,
    used: Vec<usize>,
}

impl Known {
    fn of(rows: &[Flow]) -> Self {
        let all = Places::new();
        let place = |row: &Flow| row.key.municipality.map_or(0, |code| all.of(code));
        let used: BTreeSet<_> = rows.iter().map(place).collect();
        Self { used: used.into_iter().collect(), all }
    }

    const fn len(&self) -> usize {
        self.used.len()
    }

    fn place(&self, row: &Flow) -> usize {
        let place = row.key.municipality.map_or(0, |code| self.all.of(code));
        self.used.binary_search(&place).expect("places are those of the rows")
    }

    fn dimension(&self) -> Dimension {
        let all = self.all.dimension();
        let value = |&place: &usize| Value { parent: None, ..all.values[place].clone() };
        let total = self.used.binary_search(&0).ok();
        let values = self.used.iter().map(value).collect();
        Dimension { values, total, subsets: Vec::new(), notes: Vec::new(), ..all }
    }
}

fn deadlines() -> Dimension {
    let values = vec![
        Value::new("UDEN", Text::new("Uden lovbestemt frist", "Without a statutory deadline")),
        Value::new("MED", Text::new("Med lovbestemt frist", "With a statutory deadline")),
    ];
    plain("FRIST", Text::new("lovbestemt frist", "statutory deadline"), values)
}

fn plain(code: &str, label: Text, values: Vec<Value>) -> Dimension {
    Dimension {
        code: code.into(),
        label,
        role: Role::Classification,
        values,
        total: None,
        subsets: Vec::new(),
        notes: Vec::new(),
    }
}

fn values() -> Vec<Value> {
    vec![
        contents::cases("modtaget", "Modtaget", "Received"),
        contents::cases("afgjort", "Afgjort", "Decided"),
        contents::stock(
            "verserende",
            "Verserende ved månedens slutning",
            "Pending at the end of the month",
        ),
        contents::half_days(
            "liggetid",
            "De verserendes gennemsnitlige alder, dage",
            "Mean age of the pending, days",
        ),
        contents::half_days(
            "sagsbehandlingstid",
            "De afgjortes gennemsnitlige tid, dage",
            "Mean time of the decided, days",
        ),
    ]
}

fn facts(source: &Source) -> Facts {
    facts::of(
        source,
        "FLOW1",
        Subject::Time,
        TimeUnit::Month,
        [
            Text::new(
                "Modtagne, afgjorte og verserende sager",
                "Cases received, decided and pending",
            ),
            Text::new(
                "Hvad der kommer ind, hvad der bliver afgjort, og hvad der ligger. Afviste sager er med.",
                "What comes in, what is decided, and what lies waiting. Dismissed cases are included.",
            ),
            Text::new("Antal vises, som de er.", "Counts are shown as they are."),
        ],
    )
}
