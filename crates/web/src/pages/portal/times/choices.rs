//! The form that chooses the cases.

use super::{super::Portal, flow::FlowTable};
use crate::address::{PortalPage, TimesChoice};

/// The form, with what it keeps.
pub struct Choices {
    pub action: String,
    /// Empty where there is only one.
    pub categories: Vec<Choice>,
    pub laws: Vec<Choice>,
    pub kept: Vec<(&'static str, String)>,
}

/// A value that can be chosen.
pub struct Choice {
    pub code: String,
    pub label: String,
    pub is_chosen: bool,
}

/// Returns the form. It keeps what is asked about a change.
pub fn of(portal: &Portal, flow: &FlowTable, category: usize, choice: &TimesChoice) -> Choices {
    let dimension = &flow.table.dimensions()[flow.category];
    let categories = values(portal, flow, flow.category, 0..dimension.values.len(), |code| {
        code == dimension.values[category].code
    });
    let laws = values(portal, flow, flow.law, flow.laws(category), |code| {
        choice.law.as_deref() == Some(code)
    });
    let changes = TimesChoice { category: None, law: None, ..choice.clone() };
    Choices {
        action: action(portal),
        categories: if categories.len() > 1 { categories } else { Vec::new() },
        laws,
        kept: changes.pairs(),
    }
}

/// Returns where the forms of the page lead.
pub fn action(portal: &Portal) -> String {
    portal.href(PortalPage::Times(TimesChoice::default()))
}

fn values(
    portal: &Portal,
    flow: &FlowTable,
    of: usize,
    places: impl IntoIterator<Item = usize>,
    is_chosen: impl Fn(&str) -> bool,
) -> Vec<Choice> {
    let all = &flow.table.dimensions()[of].values;
    let value = |place: usize| Choice {
        code: all[place].code.clone(),
        label: all[place].label.get(portal.address.language).to_owned(),
        is_chosen: is_chosen(&all[place].code),
    };
    places.into_iter().map(value).collect()
}
