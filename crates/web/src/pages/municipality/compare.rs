//! A municipality beside its neighbors, its official group and the country. No order by rate: the
//! list says who lies near, not who does well.

use domain::{
    municipality::{self, Municipality, MunicipalityCode},
    period::Year,
    reversal::OutcomeCounts,
};
use publication::{draft::MapYear, figure::Figure};

use crate::{
    address::Page,
    pages::{
        Context,
        figure_text::{self, Cell},
        municipalities::cells,
    },
    text::{text, text_with},
};

/// One line of the comparison.
pub struct Row {
    pub name: String,
    pub href: Option<String>,
    pub cells: Vec<Cell>,
}

pub fn rows(context: &Context, place: &Municipality, year: Year) -> Vec<Row> {
    let language = context.address.language;
    let mut rows = vec![of_municipality(context, place, year)];
    rows.push(Row {
        name: text(language, "whole-country").into_owned(),
        href: None,
        cells: cells(context, year, |map| figure_text::cell(&map.country, language)),
    });
    rows.push(Row {
        name: text_with(language, "group-of", &[("group", &place.group)]).into_owned(),
        href: None,
        cells: cells(context, year, |map| {
            let dismissed = context.release.dismissed_delivered();
            figure_text::cell(
                &Figure::of_country(group_sum(map, &place.group), dismissed),
                language,
            )
        }),
    });
    let neighbors = neighbors(context, place.code).into_iter();
    rows.extend(neighbors.map(|neighbor| of_municipality(context, neighbor, year)));
    rows
}

/// Returns the neighbors of a municipality in Danish alphabetical order; of an island, the nearest
/// municipalities over the sea.
pub fn neighbors(context: &Context, code: MunicipalityCode) -> Vec<&'static Municipality> {
    let codes = context.basemap.neighbors(code).iter();
    let mut neighbors: Vec<_> = codes.map(|code| code.municipality()).collect();
    neighbors.sort_by_key(|neighbor| neighbor.order);
    neighbors
}

fn of_municipality(context: &Context, place: &Municipality, year: Year) -> Row {
    let language = context.address.language;
    Row {
        name: place.name.clone(),
        href: Some(context.address.to(Page::Municipality(place.code)).to_string()),
        cells: cells(context, year, |map| {
            figure_text::cell(map.municipality(place.code), language)
        }),
    }
}

/// Adds up the cases of a group; `None` when any member's were not delivered.
fn group_sum(map: &MapYear, group: &str) -> Option<OutcomeCounts> {
    let members = municipality::all().iter().filter(|place| place.group == group);
    members.map(|place| map.municipality(place.code).counts()).sum()
}
