//! Sudden changes between quarters, with the questions they raise.

use domain::{
    format::{self, Language},
    map::MapKind,
    period::Period,
};
use publication::analysis::{Alarm, Group, alarms};
use stats::step::Shape;

use super::events::numbered;
use crate::{
    pages::Context,
    text::{text, text_with},
};

/// One sudden change in words.
pub struct AlarmText {
    /// `Børnehandicapområdet, 4. kvartal 2021`
    pub heading: String,
    /// What changed, by how much, and how sure that is.
    pub sentence: String,
    /// The dated events around the quarter; empty where none is known.
    pub events: String,
}

/// Returns the sudden changes of the release, by group and quarter.
pub fn texts(context: &Context) -> Vec<AlarmText> {
    alarms(context.release).iter().map(|alarm| of(context, alarm)).collect()
}

fn of(context: &Context, alarm: &Alarm) -> AlarmText {
    let language = context.address.language;
    let quarter = format::period(Period::Quarter(alarm.quarter), language);
    let change = &alarm.change;
    let (before, after) = (percent(change.before, language), percent(change.after, language));
    let rises = change.after > change.before;
    let sentence = match (change.shape, rises) {
        (Shape::Lasting, true) => "alarm-step-up",
        (Shape::Lasting, false) => "alarm-step-down",
        (Shape::OnePeriod, true) => "alarm-quarter-up",
        (Shape::OnePeriod, false) => "alarm-quarter-down",
    };
    let args = [("quarter", &*quarter), ("before", &*before), ("after", &*after)];
    AlarmText {
        heading: format!("{}, {quarter}", group_name(alarm.group, language)),
        sentence: text_with(language, sentence, &args).into_owned(),
        events: events(context, alarm),
    }
}

fn percent(rate: f64, language: Language) -> String {
    format::with_unit(&format::fraction_number(rate, language), language)
}

fn group_name(group: Group, language: Language) -> String {
    match group {
        Group::ChildDisability => MapKind::ChildDisability.name(language).into(),
        Group::AdultDisability => MapKind::AdultDisability.name(language).into(),
        Group::Rest => text(language, "rest-of-social").into_owned(),
    }
}

/// Names the events less than a year before the end of the quarter, by their numbers on the page.
fn events(context: &Context, alarm: &Alarm) -> String {
    let language = context.address.language;
    let period = Period::Quarter(alarm.quarter);
    let year_before = period.last_day().saturating_sub(jiff::Span::new().years(1));
    let near = numbered(context).filter(|(_, event)| {
        event.on.last_day() > year_before && event.on.first_day() <= period.last_day()
    });
    let numbers: Vec<_> = near.map(|(number, _)| number.to_string()).collect();
    if numbers.is_empty() {
        return text(language, "alarm-no-events").into_owned();
    }
    text_with(language, "alarm-events", &[("numbers", &numbers.join(", "))]).into_owned()
}
