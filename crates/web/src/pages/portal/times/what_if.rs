//! What a change of capacity or inflow would mean, with the whole calculation on the page.

use domain::{
    backlog::{Backlog, Change, GOAL_WEEKS, Outlook, Pace, WEEKS_OF_YEAR},
    flow::MUNICIPAL_CASES,
    format::{self, Language},
};

use super::{choices, scope::Scope};
use crate::address::TimesChoice;

/// How many weeks are told in years as well.
const LONG: f64 = 2.0 * WEEKS_OF_YEAR as f64;

/// The form, the answer and how it is worked out.
pub struct WhatIf {
    pub action: String,
    pub kept: Vec<(&'static str, String)>,
    pub capacity: i8,
    pub inflow: i8,
    pub least: i8,
    pub most: i8,
    pub answer: String,
    pub steps: Vec<String>,
    /// Whose goal it is, where it is not that of these cases.
    pub goal_note: Option<String>,
}

/// Returns the form and its answer, or why nothing can be worked out.
pub fn of(scope: &Scope, choice: &TimesChoice) -> Result<WhatIf, String> {
    let year = scope.all.year(scope.month).map_err(|_| scope.say("times-no-year"))?;
    if year == (Backlog { pending: 0, received: 0, decided: 0 }) {
        return Err(scope.say("times-nothing-to-count"));
    }
    let cases =
        TimesChoice { capacity: Change::default(), inflow: Change::default(), ..choice.clone() };
    Ok(WhatIf {
        action: choices::action(scope.portal),
        kept: cases.pairs(),
        capacity: choice.capacity.percent(),
        inflow: choice.inflow.percent(),
        least: Change::LEAST,
        most: Change::MOST,
        answer: answer(scope, year, choice),
        steps: steps(scope, year, choice),
        goal_note: goal_note(scope),
    })
}

fn goal_note(scope: &Scope) -> Option<String> {
    let category = &scope.flow.table.dimensions()[scope.flow.category].values[scope.category];
    let is_of_goal = category.label.get(Language::Da) == MUNICIPAL_CASES && scope.law.is_none();
    (!is_of_goal).then(|| scope.say("times-goal-elsewhere"))
}

fn answer(scope: &Scope, year: Backlog, choice: &TimesChoice) -> String {
    let language = scope.language();
    let goal = format::fixed(year.pace(choice.capacity, choice.inflow).goal, 0, language);
    let say = |name, weeks: &str| scope.say_with(name, &[("goal", &*goal), ("weeks", weeks)]);
    match year.outlook(choice.capacity, choice.inflow) {
        Outlook::Never => {
            let never = say("times-never", "");
            let needed = year.capacity_to_keep_up(choice.inflow);
            needed.map_or(never.clone(), |percent| format!("{never} {}", keep_up(scope, percent)))
        }
        Outlook::After(weeks) if weeks < LONG => say("times-after", &whole(scope, weeks.ceil())),
        Outlook::After(weeks) => {
            let years = format::fixed(weeks / f64::from(WEEKS_OF_YEAR), 1, language);
            let weeks = whole(scope, weeks.ceil());
            let args = [("goal", &*goal), ("weeks", &*weeks), ("years", &*years)];
            scope.say_with("times-after-years", &args)
        }
        Outlook::Already { lost_after: None } => say("times-already", ""),
        Outlook::Already { lost_after: Some(weeks) } => {
            say("times-already-lost", &whole(scope, weeks.floor()))
        }
    }
}

/// Says the change of capacity above which the pile would shrink at all.
fn keep_up(scope: &Scope, percent: f64) -> String {
    let language = scope.language();
    let percent = format::with_unit(&format::fixed(percent, 1, language), language);
    scope.say_with("times-keep-up", &[("percent", &*percent)])
}

/// Writes a whole number of weeks: `1 uge`, `44 uger`.
fn whole(scope: &Scope, weeks: f64) -> String {
    let number = format::fixed(weeks, 0, scope.language());
    let name = if number == "1" { "times-one-week" } else { "times-some-weeks" };
    scope.say_with(name, &[("weeks", &*number)])
}

/// Returns the calculation, a line for each step, with its numbers inserted.
fn steps(scope: &Scope, year: Backlog, choice: &TimesChoice) -> Vec<String> {
    let language = scope.language();
    let two = |number: f64| format::fixed(number, 2, language);
    let Pace { inflow, capacity, goal } = year.pace(choice.capacity, choice.inflow);
    let weekly = |name, cases: u32, change: Change, result| {
        let (cases, result) = (format::count(cases, language), two(result));
        let factor = two(1.0 + f64::from(change.percent()) / 100.0);
        let args = [("cases", &*cases), ("factor", &*factor), ("result", &*result)];
        scope.say_with(name, &args)
    };
    let (capacity_said, goal) = (two(capacity), two(goal));
    let of_goal = [("capacity", &*capacity_said), ("result", &*goal)];
    vec![
        weekly("times-step-inflow", year.received, choice.inflow, inflow),
        weekly("times-step-capacity", year.decided, choice.capacity, capacity),
        scope.say_with("times-step-goal", &of_goal),
        last_step(scope, year, choice),
    ]
}

fn last_step(scope: &Scope, year: Backlog, choice: &TimesChoice) -> String {
    let language = scope.language();
    let pace = year.pace(choice.capacity, choice.inflow);
    let [goal, capacity, inflow] =
        [pace.goal, pace.capacity, pace.inflow].map(|number| format::fixed(number, 2, language));
    let (name, result) = match year.outlook(choice.capacity, choice.inflow) {
        Outlook::After(weeks) => ("times-step-weeks", format::fixed(weeks, 1, language)),
        Outlook::Already { .. } => ("times-step-already", String::new()),
        Outlook::Never => ("times-step-never", String::new()),
    };
    let pending = format::count(year.pending, language);
    let args = [
        ("pending", &*pending),
        ("goal", &*goal),
        ("capacity", &*capacity),
        ("inflow", &*inflow),
        ("result", &*result),
    ];
    scope.say_with(name, &args)
}

const _: () = assert!(GOAL_WEEKS == 13 && WEEKS_OF_YEAR == 52, "the texts name both");
