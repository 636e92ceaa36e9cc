//! The chosen municipalities of a table of outcomes side by side: the rate of each, how sure it is and what may
//! be said of it beside the country. They stand in the order of the table and are never ranked.

use domain::{format, municipality::MunicipalityCode, reversal::OutcomeCounts};
use publication::figure::Figure;

use super::{
    Portal,
    narrow::{self, Field},
    picture::municipalities::{Compared, chosen, of_places},
    selected::Selected,
};
use crate::{
    address::{MOST_COMPARED, Page, Show, TableChoice},
    pages::figure_text::{interval, number},
    text::text,
};

/// Municipalities of one topic and period.
pub struct SideBySide {
    /// What the rates are of, but the place.
    pub of: Vec<(String, String)>,
    /// Where another topic or period can be taken; none where the form of a picture does.
    pub fields: Vec<Field>,
    pub rows: Vec<Row>,
}

/// A municipality, or the country.
pub struct Row {
    pub name: String,
    /// Its page; `None` for the country.
    pub href: Option<String>,
    pub percent: String,
    pub interval: String,
    pub merits: String,
    pub reversed: String,
    pub sentence: String,
}

/// Returns two to nine chosen municipalities; `None` where there are fewer or more, or no reversal rates.
pub fn side_by_side(
    portal: &Portal,
    selected: &Selected,
    choice: &TableChoice,
) -> Option<SideBySide> {
    let language = portal.address.language;
    let of = of_places(selected)?;
    let chosen = chosen(selected, of);
    if !(2..=MOST_COMPARED).contains(&chosen.len()) {
        return None;
    }
    let at = narrow::places(selected, choice);
    let compared = Compared::of(selected, &at)?;
    let whole = [of, selected.of_contents()];
    let is_drawn = choice.show != Show::Table;
    let places = chosen.into_iter().map(|(_, code)| place(portal, code, compared.figure(code)));
    let country = row(portal, text(language, "whole-country").into_owned(), &compared.country);
    Some(SideBySide {
        of: narrow::taken(selected, &at, &whole, language),
        fields: if is_drawn { Vec::new() } else { narrow::fields(selected, &at, &whole, language) },
        rows: places.chain([country]).collect(),
    })
}

fn place(portal: &Portal, code: MunicipalityCode, figure: &Figure) -> Row {
    let merits = figure.merits().unwrap_or(0);
    Row {
        href: Some(portal.context.address.to(Page::Municipality(code)).to_string()),
        sentence: figure.standing().sentence(merits, portal.address.language),
        ..row(portal, code.municipality().name.clone(), figure)
    }
}

fn row(portal: &Portal, name: String, figure: &Figure) -> Row {
    let language = portal.address.language;
    let missing = || "–".to_owned();
    let reversed = figure.counts().map(OutcomeCounts::reversed);
    Row {
        name,
        href: None,
        percent: figure.rate().map_or_else(missing, |rate| format::percent(rate, language)),
        interval: figure.interval().map_or_else(missing, |it| interval(it, language)),
        merits: number(figure.merits(), language),
        reversed: number(reversed, language),
        sentence: String::new(),
    }
}
