//! The portal: anyone draws the figure they need from the statistics tables.
//!
//! Its pages read a bank of tables; what stands around them comes from the newest release.

mod chooser;
mod downloads;
mod explain;
mod figure;
mod grid;
mod index;
mod narrow;
mod outcomes;
mod picture;
mod questions;
mod refusal;
mod result;
mod selected;
mod shares;
mod side_by_side;
mod table;
mod taken;
mod times;
mod topic;
mod topics;

use domain::format;
use tables::catalog::Catalog;

use super::{Context, embed, frame, frame::Frame};
use crate::{
    address::{Address, Page, PortalPage, TableChoice},
    answer::Answer,
};

/// What a page of the portal is made from.
#[derive(Clone, Copy)]
pub struct Portal<'a> {
    /// The rest of the site. Its address names no release, so that its links lead to the newest.
    pub context: Context<'a>,
    /// What is asked for.
    pub address: &'a Address,
    /// The tables, of the draw that is asked for.
    pub catalog: &'a Catalog,
    /// The address of the server, without a last slash; empty where it is not known.
    pub base: &'a str,
}

/// Returns a page.
pub fn answer(portal: &Portal, page: &PortalPage) -> Answer {
    match page {
        PortalPage::Tables(words) => index::page(portal, words.as_deref()),
        PortalPage::Table(choice) => table::page(portal, choice),
        PortalPage::TableForm(_) => Answer::see_other(portal.address.lasting().to_string()),
        PortalPage::Rows(choice) => table::rows(portal, choice),
        PortalPage::Explained(choice) => explain::page(portal, choice),
        PortalPage::Picture(choice, kind) => taken::picture(portal, choice, *kind),
        PortalPage::Embedded(choice) => taken::embedded(portal, choice),
        PortalPage::Times(choice) => times::page(portal, choice),
        PortalPage::Topics(words) => topics::page(portal, words.as_deref()),
        PortalPage::Topic(code) => topic::page(portal, code),
    }
}

impl Portal<'_> {
    /// Returns the link to a page of the portal, of the same draw.
    fn href(&self, page: PortalPage) -> String {
        self.address.to(Page::Portal(page)).to_string()
    }

    /// Returns the link to what a table shows, of the same draw.
    fn table(&self, choice: &TableChoice) -> String {
        self.href(PortalPage::Table(choice.clone()))
    }

    /// Returns the address of what a table shows, for the pages of others: of the newest draw, unless another
    /// is asked for.
    fn embedded(&self, choice: &TableChoice) -> Address {
        self.address.to(Page::Portal(PortalPage::Embedded(choice.clone())))
    }

    /// Returns what every page has around it, with the draw of the tables.
    fn frame(&self, title: String) -> Frame {
        let (address, catalog) = (self.address, self.catalog);
        let release = Some(catalog.release().to_owned());
        let newest = self.context.open_data.draws().next();
        Frame {
            twin: address.twin().to_string(),
            newest: Address { release: None, as_of: None, ..address.clone() }.to_string(),
            synthetic: catalog.provenance().mark(address.language),
            drawn: format::date(catalog.drawn_on(), address.language),
            release_id: catalog.release().into(),
            release_address: Address { release, as_of: None, ..address.clone() }.to_string(),
            is_named_release: address.release.is_some()
                && newest.is_some_and(|(name, _)| name != catalog.release()),
            oembed: embed::discovery(address),
            as_of: frame::as_of(address, catalog.drawn_on()),
            ..Frame::new(&self.context, title)
        }
    }
}
