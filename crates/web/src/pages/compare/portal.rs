//! Links to the statistics tables with the same municipalities. Their figures are of a draw of their own.

use crate::{
    address::{Address, Comparison, Page, PortalPage, Show, TableChoice},
    pages::{Context, frame::Link},
    text::text_with,
};

/// Returns the links to the tables that there are; none within a named release, which tables do not belong to.
pub fn links(context: &Context, comparison: &Comparison, year: &str) -> Vec<Link> {
    let address = context.address;
    if address.release.is_some() || comparison.places.is_empty() {
        return Vec::new();
    }
    let Ok(catalog) = context.open_data.tables(None, address.as_of) else { return Vec::new() };
    let places: Vec<_> = comparison.places.iter().map(ToString::to_string).collect();
    let of = |id| TableChoice::of(id).with("OMRAADE", places.clone());
    let rates =
        |choice: TableChoice| choice.with("ContentsCode", vec!["omgoerelsesprocent".into()]);
    let map = comparison.map.map(|map| map.slug().to_uppercase());
    let maps = vec![map.unwrap_or_else(|| "*".into())];
    let lines = rates(of("OMG3").with("KORT", maps).with("Tid", vec!["*".into()]));
    let choices = [
        (TableChoice { show: Show::Lines, ..lines }, "several-maps-table"),
        (
            of("OMG1").with("ContentsCode", vec!["*".into()]).with("Tid", vec![year.into()]),
            "several-topics-table",
        ),
    ];
    let has = |choice: &TableChoice| catalog.table(&choice.table).is_some();
    let link = |(choice, name): (TableChoice, &str)| Link {
        label: text_with(address.language, name, &[("id", &choice.table)]).into_owned(),
        href: Address::to(address, Page::Portal(PortalPage::Table(choice))).to_string(),
        is_current: false,
    };
    choices.into_iter().filter(|(choice, _)| has(choice)).map(link).collect()
}
