//! What lies, what came in and what was decided, in a few sentences.

use domain::{backlog::Backlog, format};

use super::{
    flow::{Measure, Part},
    scope::{Months, Scope},
};

/// The sentences with the tables their figures are from.
pub struct Lead {
    pub sentences: Vec<String>,
    pub of_newest: String,
    pub of_year: String,
    /// What the sums do not hold, or what is older than the table.
    pub notes: Vec<String>,
}

pub fn of(scope: &Scope) -> Lead {
    let laws = scope.chosen_laws();
    Lead {
        sentences: sentences(scope),
        of_newest: scope.link(laws, &[Measure::Pending], Months::Newest),
        of_year: scope.link(laws, &[Measure::Received, Measure::Decided], Months::Year),
        notes: notes(scope),
    }
}

fn sentences(scope: &Scope) -> Vec<String> {
    let language = scope.language();
    let month = scope.month_name(scope.month);
    let pending = scope.all.count(Measure::Pending, scope.month);
    let pending = pending.expect("the newest month is one in which it is known");
    let year = scope.all.year(scope.month);
    if year == Ok(Backlog { pending: 0, received: 0, decided: 0 }) {
        return vec![scope.say_with("times-no-cases", &[("month", month)])];
    }
    let pending = format::cases(pending, language);
    let mut said =
        vec![scope.say_with("times-pending", &[("month", month), ("pending", &pending)])];
    let Ok(year) = year else {
        said.push(scope.say("times-no-year"));
        return said;
    };
    let received = format::cases(year.received, language);
    let decided = format::count(year.decided, language);
    let args = [("received", &*received), ("decided", &*decided)];
    said.push(scope.say_with("times-year", &args));
    said.push(match year.weeks_of_work() {
        None => scope.say("times-no-pace"),
        Some(weeks) => {
            let weeks = format::fixed(weeks, 1, language);
            scope.say_with("times-weeks", &[("weeks", &weeks)])
        }
    });
    said
}

fn notes(scope: &Scope) -> Vec<String> {
    let mut notes = Vec::new();
    let newest = scope.flow.months().values.len() - 1;
    if scope.month < newest {
        let args = [("month", scope.month_name(scope.month)), ("newest", scope.month_name(newest))];
        notes.push(scope.say_with("times-older", &args));
    }
    if !scope.all.unknown.is_empty() {
        let names: Vec<_> = scope.all.unknown.iter().map(|part| name(scope, *part)).collect();
        notes.push(scope.say_with("times-unknown", &[("parts", &names.join("; "))]));
    }
    notes
}

fn name(scope: &Scope, part: Part) -> String {
    let deadlines = &scope.flow.table.dimensions()[scope.flow.deadline].values;
    let deadline = deadlines[part.deadline].label.get(scope.language());
    format!("{}, {}", scope.law_name(Some(part.law)), deadline.to_lowercase())
}
