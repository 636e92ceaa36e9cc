//! Links to the statistics tables with the same municipalities. Their figures are of a draw of their own.

use tables::{dimension::Role, table::Table};

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
    let link = |(choice, label): (TableChoice, String)| Link {
        label,
        href: Address::to(address, Page::Portal(PortalPage::Table(choice))).to_string(),
        is_current: false,
    };
    let first = choices.map(|(choice, name)| {
        let label = text_with(address.language, name, &[("id", &choice.table)]).into_owned();
        (TableChoice { name: comparison.name.clone(), ..choice }, label)
    });
    let is_first =
        |table: &&Table| first.iter().all(|(choice, _)| choice.table != table.facts().id);
    let others = catalog.tables().iter().filter(is_first).filter_map(|table| {
        let of = dimension_of(table, &places)?;
        let choice = TableChoice::of(&table.facts().id).with(of, places.clone());
        let choice = TableChoice { name: comparison.name.clone(), ..choice };
        Some((choice, format!("{} ({})", table.label(address.language), table.facts().id)))
    });
    let has = |(choice, _): &(TableChoice, String)| catalog.table(&choice.table).is_some();
    let first_links: Vec<_> = first.iter().filter(|it| has(it)).cloned().collect();
    first_links.into_iter().chain(others).map(link).collect()
}

/// Returns the code of the dimension of places that has all of some; `None` where a table has none.
fn dimension_of<'a>(table: &'a Table, places: &[String]) -> Option<&'a str> {
    let of = table.dimensions().iter().find(|dimension| dimension.role == Role::Geography)?;
    let has_all = places.iter().all(|code| of.position(code).is_some());
    has_all.then_some(&*of.code)
}
