//! Rows of links from one map and year to another.

use domain::{map::MapKind, period::Year};

use crate::{
    address::Page,
    pages::{Context, frame::Link},
    text::text,
};

/// A row of links, one of them current.
pub struct Switch {
    /// What is chosen, for screen readers.
    pub name: String,
    /// The choices.
    pub links: Vec<Link>,
}

/// Returns the same page of the three maps.
pub fn maps(context: &Context, year: Year, page: fn(MapKind, Year) -> Page) -> Switch {
    let language = context.address.language;
    let link = |map: MapKind| link(context, page(map, year), map.name(language).into());
    let links = MapKind::ALL.into_iter().map(link).collect();
    Switch { name: text(language, "choose-map").into_owned(), links }
}

/// Returns the same page of all years.
pub fn years(context: &Context, map: MapKind, page: fn(MapKind, Year) -> Page) -> Switch {
    let editions = context.release.editions().iter();
    let link = |year: Year| link(context, page(map, year), year.to_string());
    let links = editions.map(|edition| link(edition.year())).collect();
    Switch { name: text(context.address.language, "choose-year").into_owned(), links }
}

fn link(context: &Context, page: Page, label: String) -> Link {
    let is_current = page == context.address.page;
    Link { href: context.address.to(page).to_string(), label, is_current }
}
