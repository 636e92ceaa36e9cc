//! The dimension of time.

use domain::{
    annotation::{Annotation, Annotations},
    format::Language,
    period::Period,
};
use jiff::civil::Date;
use tables::{
    dimension::{Dimension, Role, Value},
    text::Text,
};

/// Returns the dimension of some periods, the oldest first, with the events that fall in each as notes.
pub(crate) fn dimension(label: Text, periods: &[Period], events: &Annotations) -> Dimension {
    let values = periods.iter().map(|period| {
        let within = |event: &&Annotation| {
            (period.first_day()..=period.last_day()).contains(&event.on.first_day())
        };
        Value {
            notes: events.all().iter().filter(within).map(sentence).collect(),
            ..value(*period)
        }
    });
    of(label, values.collect())
}

/// Returns the dimension of months, by their first days.
pub(crate) fn months(label: Text, months: &[Date]) -> Dimension {
    let value = |month: &Date| {
        let written = |language| domain::format::month(*month, language);
        let code = format!("{}M{:02}", month.year(), month.month());
        Value::new(code, Text::new(written(Language::Da), written(Language::En)))
    };
    of(label, months.iter().map(value).collect())
}

fn of(label: Text, values: Vec<Value>) -> Dimension {
    Dimension {
        code: "Tid".into(),
        label,
        role: Role::Time,
        values,
        total: None,
        subsets: Vec::new(),
        notes: Vec::new(),
    }
}

/// Returns an event as a note.
pub(crate) fn sentence(event: &Annotation) -> Text {
    let written = |language| format!("{}: {}", event.on.written(language), event.text(language));
    Text::new(written(Language::Da), written(Language::En))
}

/// Quarters are written as in Danmarks Statistik's tables, `2024K1`.
fn value(period: Period) -> Value {
    let label = |language| domain::format::period(period, language);
    let code = match period {
        Period::Year(year) => year.to_string(),
        Period::Quarter(quarter) => format!("{}K{}", quarter.year(), quarter.number()),
    };
    Value::new(code, Text::new(label(Language::Da), label(Language::En)))
}
