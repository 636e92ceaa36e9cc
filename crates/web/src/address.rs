//! Addresses of the public pages: read from a request, and written into links, by the same type, so
//! that no page can link to something the program does not know.

mod comparison;
mod elsewhere;
mod embedding;
mod open_file;
mod page;
mod path;
mod picture;
mod portal;
mod query;
mod table_choice;
mod times_choice;

use std::fmt::Display;

use domain::format::Language;

use jiff::civil::Date;

use comparison::COMPARE;
pub use comparison::{ALL_MAPS, Comparison, LONGEST as LONGEST_NAME, MOST as MOST_COMPARED};
pub use elsewhere::elsewhere;
pub use embedding::{Embedding, OEmbed};
pub use open_file::{GraphKind, OpenFile, Span};
pub use page::{FileKind, MapPage, Page, Prose, YearChoice};
pub use picture::{Picture, PictureKind, REST};
pub use portal::PortalPage;
use query::Query;
pub use query::{AS_OF, Column, Direction, Order, View};
pub use table_choice::{Show, TableChoice};
pub use times_choice::TimesChoice;

/// A page, picture or file, in a language, of the newest release or a named one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The release it is read from; `None` for the newest.
    pub release: Option<String>,
    /// The language.
    pub language: Language,
    /// `?pr={day}`: the figures are those of the newest draw up to the day; `None` for the newest draw.
    pub as_of: Option<Date>,
    /// What is asked for.
    pub page: Page,
}

/// Why an address leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// There is no such page.
    NotFound,
    /// A parameter that no page has; its text is not repeated.
    UnknownParameter,
    /// A parameter that this page does not have.
    NotHere(&'static str),
    /// A parameter that was given twice.
    Repeated(&'static str),
    /// The release knows no draw with these figures as old as the day that was asked for.
    NoDraw {
        /// The oldest draw that has them.
        oldest: Date,
    },
    /// What stands after the question mark is too long.
    TooLong {
        /// How many bytes it may have.
        limit: usize,
    },
    /// A value that a parameter cannot have.
    BadValue {
        /// The parameter.
        name: &'static str,
        /// What it can have.
        allowed: &'static str,
    },
}

impl Address {
    /// Reads the path and query of a request. The language is returned also when the rest is
    /// refused, so that the refusal can be worded in it.
    pub fn parse(path: &str, query: &str) -> (Language, Result<Self, Refusal>) {
        let (release, path) = match path.strip_prefix("/udgave/") {
            Some(rest) => match rest.find('/') {
                Some(slash) => (Some(rest[..slash].to_owned()), &rest[slash..]),
                None => (Some(rest.to_owned()), "/"),
            },
            None => (None, path),
        };
        let (language, path) = match path.strip_prefix("/en") {
            Some("") => (Language::En, "/"),
            Some(rest) if rest.starts_with('/') => (Language::En, rest),
            _ => (Language::Da, path),
        };
        let page = if let Some(file) = OpenFile::parse(path, query) {
            file.map(|file| (Page::Open(file), None))
        } else if let Some(embedding) = Embedding::parse(path, query) {
            embedding.map(|page| (Page::Embedding(page), None))
        } else if let Some(portal) = PortalPage::parse(path, query) {
            portal.map(|(page, as_of)| (Page::Portal(page), as_of))
        } else if path == COMPARE {
            Comparison::parse(query)
        } else {
            path::page(path, query).and_then(|page| Ok((page, Query::parse(query)?.as_of)))
        };
        let address = page.and_then(|(page, as_of)| {
            let address = Self { release, language, as_of, page };
            if address.page.is_of_all_releases() { address.of_all_releases() } else { Ok(address) }
        });
        (language, address)
    }

    /// Returns an address that names no release and no day, as a page of all releases must not.
    fn of_all_releases(self) -> Result<Self, Refusal> {
        match (&self.release, self.as_of) {
            (Some(_), _) => Err(Refusal::NotFound),
            (None, Some(_)) => Err(Refusal::NotHere(AS_OF)),
            (None, None) => Ok(self),
        }
    }

    /// Returns the address that what a form sends leads to; any other address is its own.
    #[must_use]
    pub fn lasting(&self) -> Self {
        match &self.page {
            Page::Portal(PortalPage::TableForm(choice)) => {
                self.to(Page::Portal(PortalPage::Table(choice.clone())))
            }
            Page::CompareForm(comparison) => self.to(Page::Compare(comparison.clone())),
            _ => self.clone(),
        }
    }

    /// Returns the same address with another page, of the same draw.
    #[must_use]
    pub fn to(&self, page: Page) -> Self {
        Self { page, ..self.clone() }
    }

    /// Returns the same address with the figures of the newest draw up to a day, or of the newest.
    #[must_use]
    pub fn seen_on(&self, day: Option<Date>) -> Self {
        Self { as_of: day, ..self.clone() }
    }

    /// Returns the same address in the other language.
    #[must_use]
    pub fn twin(&self) -> Self {
        let language = match self.language {
            Language::Da => Language::En,
            Language::En => Language::Da,
        };
        Self { language, ..self.clone() }
    }
}

impl Display for Address {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(release) = &self.release {
            write!(out, "/udgave/{release}")?;
        }
        if self.language == Language::En {
            out.write_str("/en")?;
        }
        let Some(day) = self.as_of else { return self.page.fmt(out) };
        let page = self.page.to_string();
        let mark = if page.contains('?') { '&' } else { '?' };
        write!(out, "{page}{mark}pr={day}")
    }
}

#[cfg(test)]
mod tests;
