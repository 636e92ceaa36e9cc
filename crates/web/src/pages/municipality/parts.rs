//! What the municipality's own change since the year before consists of: other cases, or other outcomes
//! within the topics; and why it is not divided.

use domain::municipality::Municipality;
use publication::{analysis::Change, draft::MapYear};

use super::said::explanation;
use crate::{
    pages::{
        Context,
        behind::{SplitText, split_text},
    },
    text::text,
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
    let explanation = explanation(context, map, place);
    let word = |name| text(language, name).into_owned();
    let may_be_chance = explanation.change().is_ok_and(Change::may_be_chance);
    let sentence = match explanation.split() {
        Ok(split) if split.across_break => word("parts-untold"),
        Ok(_) if may_be_chance => word("parts-chance"),
        Ok(_) => String::new(),
        Err(silence) => silence.sentence(explanation.figure().merits().unwrap_or(0), language),
    };
    let split = explanation.split().ok();
    Parts {
        name: map.map.name(language),
        split: split.map(|split| split_text(context, map, Some(place.code), split)),
        sentence,
    }
}
