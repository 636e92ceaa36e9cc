//! A municipality beside its neighbours, its official group and the country. No order by rate: the
//! list says who lies near, not who does well.

use domain::{
    municipality::{self, Municipality},
    period::Year,
    reversal::OutcomeCounts,
};
use publication::{draft::MapYear, figure::Figure};

use crate::{
    address::Page,
    pages::{Context, figure_text, municipalities::cells},
    text::{text, text_with},
};

/// One line of the comparison.
pub struct Row {
    pub name: String,
    pub href: Option<String>,
    pub cells: Vec<String>,
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
    let neighbours = context.basemap.neighbours(place.code).iter().map(|code| code.municipality());
    let mut neighbours: Vec<_> = neighbours.collect();
    neighbours.sort_by_key(|neighbour| neighbour.order);
    rows.extend(neighbours.into_iter().map(|neighbour| of_municipality(context, neighbour, year)));
    rows
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
