//! The form that chooses municipalities, a map, a year and a name.

use domain::{map::MapKind, municipality};
use publication::edition::Edition;

use crate::{
    address::{ALL_MAPS, Address, Comparison, LONGEST_NAME, Page},
    pages::Context,
    text::text,
};

/// The form.
pub struct Form {
    pub action: String,
    pub places: Vec<Choice>,
    pub maps: Vec<Choice>,
    pub years: Vec<Choice>,
    pub name: String,
    pub longest: usize,
    pub is_open: bool,
}

/// What can be chosen.
pub struct Choice {
    pub value: String,
    pub label: String,
    pub is_chosen: bool,
}

/// Returns the form with what is chosen already.
pub fn form(context: &Context, comparison: &Comparison) -> Form {
    let Context { address, release, .. } = *context;
    let places = municipality::in_danish_order().into_iter().map(|place| Choice {
        value: place.slug.clone(),
        label: place.name.clone(),
        is_chosen: comparison.places.contains(&place.code),
    });
    let years = release.editions().iter().rev().map(Edition::year);
    let newest = comparison.year.or(release.newest_year());
    let bare = Address { as_of: None, ..address.to(Page::Compare(Comparison::default())) };
    Form {
        action: bare.to_string(),
        places: places.collect(),
        maps: maps(context, comparison),
        years: years
            .map(|year| Choice {
                value: year.to_string(),
                label: year.to_string(),
                is_chosen: newest == Some(year),
            })
            .collect(),
        name: comparison.name.clone().unwrap_or_default(),
        longest: LONGEST_NAME,
        is_open: comparison.places.is_empty(),
    }
}

fn maps(context: &Context, comparison: &Comparison) -> Vec<Choice> {
    let language = context.address.language;
    let all = Choice {
        value: ALL_MAPS.into(),
        label: text(language, "several-all-maps").into_owned(),
        is_chosen: comparison.map.is_none(),
    };
    let one = |map: MapKind| Choice {
        value: map.slug().into(),
        label: map.name(language).into(),
        is_chosen: comparison.map == Some(map),
    };
    [all].into_iter().chain(MapKind::ALL.map(one)).collect()
}
