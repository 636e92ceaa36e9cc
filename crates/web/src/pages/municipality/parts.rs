//! What the municipality's own change since the year before consists of: other cases, or other outcomes
//! within the topics; and why it is not divided.

use domain::municipality::Municipality;
use publication::{
    analysis::{Change, before, municipality_split},
    draft::MapYear,
};

use crate::{
    pages::{
        Context,
        behind::{SplitText, split_text},
        beside, figure_text,
    },
    text::{text, text_with},
};

/// The parts of the change on one map.
pub struct Parts {
    pub name: &'static str,
    /// The account; `None` where there is none.
    pub split: Option<SplitText>,
    /// What may be said of the whole change, or why there is no account.
    pub sentence: String,
}

pub fn parts(context: &Context, map: &MapYear, place: &Municipality) -> Parts {
    let language = context.address.language;
    let split = municipality_split(context.release, map, place.code);
    let sentence = match &split {
        Some(split) if split.across_break => text(language, "parts-untold").into_owned(),
        Some(_) => whole(context, map, place),
        None => none(context, map, place),
    };
    Parts {
        name: map.map.name(language),
        split: split.map(|split| split_text(context, map, Some(place.code), &split)),
        sentence,
    }
}

/// Says that chance may explain the whole change; empty where it does not.
fn whole(context: &Context, map: &MapYear, place: &Municipality) -> String {
    let change = beside::analysis(context, map).and_then(|it| it.change(place.code));
    if change.is_some_and(Change::may_be_chance) {
        return text(context.address.language, "parts-chance").into_owned();
    }
    String::new()
}

/// Says why the change is not divided.
fn none(context: &Context, map: &MapYear, place: &Municipality) -> String {
    let language = context.address.language;
    let Some(before) = before(context.release, map) else {
        return text(language, "said-change-first").into_owned();
    };
    if [map, before].iter().any(|it| it.country.counts().is_none()) {
        return text(language, "parts-no-country").into_owned();
    }
    few(context, [map, before], place)
}

/// Says that the cases of one of two years, the later one first, are few or missing.
pub fn few(context: &Context, years: [&MapYear; 2], place: &Municipality) -> String {
    let language = context.address.language;
    let [year, since] = years.map(|it| it.year.to_string());
    let [now, then] = years.map(|it| figure_text::in_line(it.municipality(place.code), language));
    let args: [(&str, &str); 4] =
        [("year", &year), ("since", &since), ("now", &now), ("then", &then)];
    text_with(language, "said-change-few", &args).into_owned()
}
