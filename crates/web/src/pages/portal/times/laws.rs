//! The law areas of the category beside each other. They stand in the order of the table: nothing is ranked.

use domain::backlog::Backlog;
use tables::cell::Missing;

use super::{
    super::figure::Shown,
    flow::Measure,
    scope::{Months, Scope},
};
use crate::address::{PortalPage, TimesChoice};

/// The table.
pub struct Laws {
    pub rows: Vec<Row>,
    pub month: String,
    pub of_newest: String,
    pub of_year: String,
}

/// A law area, or all together.
pub struct Row {
    pub name: String,
    pub href: String,
    pub is_chosen: bool,
    /// Received and decided in twelve months; pending, weeks of work, mean age.
    pub cells: [Shown; 5],
}

pub fn of(scope: &Scope, choice: &TimesChoice) -> Laws {
    let laws = scope.laws.iter().map(|law| Some(*law)).chain([None]);
    Laws {
        rows: laws.map(|law| row(scope, choice, law)).collect(),
        month: scope.month_name(scope.month).to_owned(),
        of_newest: scope.link(&scope.laws, &[Measure::Pending, Measure::Age], Months::Newest),
        of_year: scope.link(&scope.laws, &[Measure::Received, Measure::Decided], Months::Year),
    }
}

fn row(scope: &Scope, choice: &TimesChoice, law: Option<usize>) -> Row {
    let laws = law.as_ref().map_or(&*scope.laws, std::slice::from_ref);
    let group = scope.flow.group(scope.category, laws, None);
    let month = scope.month;
    let year = group.year(month);
    let age = group.mean(Measure::Age, month..=month);
    let code =
        law.map(|law| scope.flow.table.dimensions()[scope.flow.law].values[law].code.clone());
    Row {
        name: scope.law_name(law),
        href: scope.portal.href(PortalPage::Times(TimesChoice { law: code, ..choice.clone() })),
        is_chosen: law == scope.law,
        cells: [
            scope.cases(year.map(|year| year.received)),
            scope.cases(year.map(|year| year.decided)),
            scope.cases(group.count(Measure::Pending, month)),
            scope.number(year.and_then(weeks), 1),
            scope.number(age.map(|mean| mean.days), 0),
        ],
    }
}

/// Returns the weeks of work. Where nothing was decided there is no pace to count them at.
fn weeks(year: Backlog) -> Result<f64, Missing> {
    let without = if year.pending == 0 { Missing::NoCases } else { Missing::Undefined };
    year.weeks_of_work().ok_or(without)
}
