//! Who is low year after year.

use domain::{format, rule};
use publication::analysis::{MapAnalysis, Reliability};

use super::{changes, word};
use crate::{pages::Context, text::text_with};

/// The municipalities that are reliably lower, by official group.
pub struct ReliableText {
    /// Which years were looked at, and the country's rate in them, or why nothing is said.
    pub lead: String,
    /// The groups that have one, in alphabetical order.
    pub groups: Vec<Group>,
}

/// The municipalities of one official group.
pub struct Group {
    pub name: String,
    pub rows: Vec<changes::Row>,
}

pub fn text(context: &Context, analysis: &MapAnalysis) -> ReliableText {
    let language = context.address.language;
    let reliable = &analysis.reliable;
    let (Some(country), [first, .., last]) = (reliable.country, reliable.years.as_slice()) else {
        let args = [
            ("years", &*reliable.years.len().to_string()),
            ("needed", &*rule::SEVERAL_YEARS.to_string()),
        ];
        let lead = text_with(language, "reliable-too-short", &args).into_owned();
        return ReliableText { lead, groups: Vec::new() };
    };
    let args = [
        ("first", &*first.to_string()),
        ("last", &*last.to_string()),
        ("country", &*format::percent(country, language)),
    ];
    let mut lead = text_with(language, "reliable-lead", &args).into_owned();
    if reliable.municipalities.is_empty() {
        lead.push(' ');
        lead.push_str(&word(language, "reliable-none"));
    }
    ReliableText { lead, groups: groups(context, &reliable.municipalities) }
}

fn groups(context: &Context, municipalities: &[Reliability]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for found in municipalities {
        let place = found.municipality.municipality();
        let row = changes::row(context, place, sentence(context, found));
        match groups.iter_mut().find(|group| group.name == place.group) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { name: place.group.clone(), rows: vec![row] }),
        }
    }
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    groups
}

fn sentence(context: &Context, found: &Reliability) -> String {
    let language = context.address.language;
    let rate = changes::rate(found.rate, language);
    match (found.below_country, found.below_peers) {
        (below_country, Some((peers, _))) => {
            let name = if below_country.is_some() { "reliable-both" } else { "reliable-peers" };
            let peers = format::percent(peers, language);
            text_with(language, name, &[("rate", &rate), ("peers", &peers)]).into_owned()
        }
        (_, None) => text_with(language, "reliable-country", &[("rate", &rate)]).into_owned(),
    }
}
