//! The catalog of all data, after DCAT-AP 3 and its Danish profile.
//!
//! *Source*: DCAT-AP 3.0.1 (SEMIC); DCAT-AP-DK 2.0 (Digitaliseringsstyrelsen), whose catalogs and datasets
//! have a Danish title and description, publisher, contact, theme and landing page.

mod common;
mod maps;
mod services;
mod tables;

use super::{
    Asked, OpenData,
    graph::Graph,
    vocabulary::{authority, dcat, dct},
};
use ::tables::text::Text;
use common::Common;
pub use common::{described, marked};

/// Returns the catalog.
pub fn graph(open: &OpenData, asked: &Asked<'_>) -> Graph {
    let mut graph = Graph::default();
    let common = Common::new(open, asked);
    common.write(&mut graph, open);
    let mut datasets = tables::write(&mut graph, open, &common);
    let services = services::write(&mut graph, &common, &datasets);
    datasets.extend(maps::write(&mut graph, asked, &common));
    let released = asked.release.manifest().drawn_on;
    let modified = open.newest().map_or(released, |bank| bank.drawn_on().max(released));
    let days = asked.published.iter().map(|one| one.drawn_on);
    let days = days.chain(open.draws.draws().map(|(_, day)| day));
    let mut catalog = graph
        .thing(&common.here(""), dcat::CATALOG)
        .text(dct::TITLE, &common.marked(&Text::new(
            "Danmarkskortet: omgørelsesprocenter og klagestatistik",
            "Danmarkskortet: reversal rates and statistics of appeals",
        )))
        .text(dct::DESCRIPTION, &common.described(&Text::new(
            "Ankestyrelsens afgørelser i klager over kommunerne på socialområdet: de årlige kort og de \
             løbende statistiktabeller.",
            "The decisions of Ankestyrelsen, the national appeals board, in complaints about municipalities \
             in the social area: the yearly maps and the running statistics tables.",
        )))
        .link(dct::PUBLISHER, common.publisher.clone())
        .link(dcat::CONTACT_POINT, common.contact.clone())
        .link(dct::LICENSE, common.license.clone())
        .link(dct::LANGUAGE, authority::DANISH)
        .link(dct::LANGUAGE, authority::ENGLISH)
        .link(dct::SPATIAL, authority::DENMARK)
        .link(dcat::THEME_TAXONOMY, authority::THEMES)
        .link(super::vocabulary::foaf::HOMEPAGE, common.about.clone())
        .day(dct::MODIFIED, modified);
    if let Some(first) = days.min() {
        catalog = catalog.day(dct::ISSUED, first);
    }
    for dataset in datasets {
        catalog = catalog.link(dcat::DATASET_LINK, dataset);
    }
    for service in services {
        catalog = catalog.link(dcat::SERVICE, service);
    }
    graph
}
