//! Cases that the law gives a deadline, against the rest.

use super::{
    super::figure::Shown,
    flow::{DEADLINES, Group, Measure},
    lines::{Chart, Drawn, Series, counts, means},
    scope::{Months, Scope},
};

/// Pictures and a table of both kinds of cases.
pub struct Deadline {
    pub charts: Vec<Chart>,
    pub rows: Vec<Row>,
    pub month: String,
    pub of_newest: String,
    pub of_year: String,
}

/// One kind.
pub struct Row {
    pub name: String,
    /// Pending, their mean age; decided in twelve months, their mean time.
    pub cells: [Shown; 4],
}

pub fn of(scope: &Scope) -> Deadline {
    let groups = DEADLINES.map(|code| (name(scope, code), scope.group(code)));
    let laws = scope.chosen_laws();
    let charts = [
        ("times-deadline-pending", "times-cases", Measure::Pending),
        ("times-deadline-time", "times-days", Measure::Time),
        ("times-deadline-age", "times-days", Measure::Age),
    ];
    Deadline {
        charts: charts.map(|it| chart(scope, &groups, it)).into(),
        rows: groups.iter().map(|(name, group)| row(scope, name, group)).collect(),
        month: scope.month_name(scope.month).to_owned(),
        of_newest: scope.link(laws, &[Measure::Pending, Measure::Age], Months::Newest),
        of_year: scope.link(laws, &[Measure::Decided, Measure::Time], Months::Year),
    }
}

fn name(scope: &Scope, code: &str) -> String {
    let dimension = &scope.flow.table.dimensions()[scope.flow.deadline];
    let place = dimension.position(code);
    place.map_or(code, |place| dimension.values[place].label.get(scope.language())).to_owned()
}

fn chart(
    scope: &Scope,
    groups: &[(String, Group); 2],
    (caption, unit, measure): (&str, &'static str, Measure),
) -> Chart {
    let (months, names) = scope.drawn_months();
    let points = |group: &Group| match measure {
        Measure::Age | Measure::Time => means(group, measure, months.clone()),
        count => counts(group, count, months.clone()),
    };
    let series = groups
        .iter()
        .map(|(name, group)| Series { name: name.clone(), points: points(group) })
        .collect();
    let href = scope.link(scope.chosen_laws(), &[measure], Months::All);
    scope.draw(Drawn { caption: scope.say(caption), unit, periods: &names, series, href })
}

fn row(scope: &Scope, name: &str, group: &Group) -> Row {
    let month = scope.month;
    let days = |measure, months| {
        let mean = group.mean(measure, months);
        scope.number(mean.map(|mean| mean.days), 0)
    };
    let first = month.saturating_sub(11);
    Row {
        name: name.to_owned(),
        cells: [
            scope.cases(group.count(Measure::Pending, month)),
            days(Measure::Age, month..=month),
            scope.cases(group.year(month).map(|year| year.decided)),
            days(Measure::Time, first..=month),
        ],
    }
}
