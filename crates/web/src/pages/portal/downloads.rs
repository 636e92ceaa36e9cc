//! The chosen cells as files, as a lasting address and as a line to quote.

use domain::format;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tables::slice::Slice;

use super::{Portal, selected::Selected};
use crate::{
    address::{Address, Page, PortalPage, TableChoice},
    text::text_with,
};

/// A file of the chosen cells.
pub struct File {
    pub name: &'static str,
    pub href: String,
}

/// The formats with what the API calls them; CSV with what Danish spreadsheets read best.
const FORMATS: [(&str, &str, &str); 6] = [
    ("CSV", "csv", "&outputFormatParams=SeparatorSemicolon"),
    ("Excel", "xlsx", ""),
    ("PX", "px", ""),
    ("JSON-stat", "json-stat2", ""),
    ("Parquet", "parquet", ""),
    ("HTML", "html", ""),
];

/// Returns the files that hold exactly the chosen cells, of the draw that is shown.
pub fn files(portal: &Portal, selected: &Selected) -> Vec<File> {
    let file = |(name, format, more): (&'static str, &str, &str)| File {
        name,
        href: format!("{}&outputFormat={format}{more}", query(portal, selected)),
    };
    FORMATS.map(file).into()
}

/// Returns the address at which the open API gives the chosen cells.
pub fn query(portal: &Portal, selected: &Selected) -> String {
    let (release, language) = (portal.catalog.release(), portal.address.language.tag());
    let id = &selected.table.facts().id;
    let slice = &selected.slice;
    let chosen = (0..slice.choices().len()).map(|choice| values(slice, choice));
    let names = |choices: std::ops::Range<usize>| {
        let codes = choices.map(|choice| &*slice.dimension(choice).code);
        codes.collect::<Vec<_>>().join(",")
    };
    let heading = match names(selected.columns()) {
        names if names.is_empty() => names,
        names => format!("&heading={names}"),
    };
    let stub = names(0..slice.stub());
    let chosen: String = chosen.collect();
    let data = format!("/udgave/{release}/api/v2/tables/{id}/data");
    format!("{data}?lang={language}{chosen}&stub={stub}{heading}")
}

fn values(slice: &Slice, choice: usize) -> String {
    let dimension = slice.dimension(choice);
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let list = if slice.values(choice).len() == dimension.values.len() {
        "*".into()
    } else {
        slice.values(choice).map(|value| encoded(&value.code)).collect::<Vec<_>>().join(",")
    };
    format!("&valuecodes%5B{}%5D={list}", dimension.code)
}

/// Returns the address that will always show these figures.
pub fn lasting(portal: &Portal, choice: &TableChoice) -> String {
    let release = Some(portal.catalog.release().to_owned());
    let page = Page::Portal(PortalPage::Table(choice.clone()));
    let address = Address { release, as_of: None, page, ..portal.address.clone() };
    format!("{}{address}", portal.base)
}

/// Returns the line to quote the figures by.
pub fn citation(portal: &Portal, selected: &Selected, choice: &TableChoice) -> String {
    let language = portal.address.language;
    let drawn = format::date(portal.catalog.drawn_on(), language);
    let (title, address) = (selected.table.label(language), lasting(portal, choice));
    let args = [
        ("title", &*title),
        ("id", &*selected.table.facts().id),
        ("drawn", &*drawn),
        ("address", &*address),
    ];
    let line = text_with(language, "citation", &args).into_owned();
    match portal.catalog.provenance().mark(language) {
        Some(mark) => format!("{line} {mark}"),
        None => line,
    }
}
