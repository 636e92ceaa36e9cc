//! What every page has around it: title, menu, marks, draw date.

use std::borrow::Cow;

use charts::{choropleth::LegendItem, outcome_bar::outcome_legend};
use domain::{
    format::{self, Language},
    map::MapKind,
};
use jiff::civil::Date;

use super::{Context, embed};
use crate::{
    address::{AS_OF, Address, OpenFile, Page, PortalPage, Prose, YearChoice},
    text,
};

/// A link in a menu.
pub struct Link {
    pub href: String,
    pub label: String,
    pub is_current: bool,
}

/// What a page says when a day was asked for.
pub struct AsOf {
    /// The name and value that forms send along.
    pub parameter: (&'static str, String),
    /// Which draw the figures are of.
    pub text: String,
    /// The same page with the newest figures.
    pub newest: String,
    pub to_newest: String,
}

/// What `base.html` shows.
pub struct Frame {
    pub language: Language,
    pub title: String,
    pub description: String,
    pub front: String,
    pub search: String,
    pub twin: String,
    pub newest: String,
    pub menu: Vec<Link>,
    pub footer: Vec<Link>,
    pub synthetic: Option<&'static str>,
    pub drawn: String,
    pub release_id: String,
    pub release_address: String,
    pub is_named_release: bool,
    pub as_of: Option<AsOf>,
    /// Where programs find out how to put the page's picture or table into others; `None` without one.
    pub oembed: Option<String>,
    /// The feed of what was published; `None` within a named release or draw.
    pub feed: Option<String>,
}

impl Frame {
    pub fn new(context: &Context, title: String) -> Self {
        let Context { address, release, newest, .. } = *context;
        let language = address.language;
        let page =
            if address.page.is_of_all_releases() { Page::Front } else { address.page.clone() };
        let named = Address { release: Some(release.id().into()), ..address.to(page) };
        Self {
            language,
            title,
            description: text::text(language, "site-description").into_owned(),
            front: address.to(Page::Front).to_string(),
            search: address.to(Page::Search(None)).to_string(),
            twin: address.twin().to_string(),
            newest: Address { release: None, ..address.clone() }.to_string(),
            menu: menu(context),
            footer: footer(address),
            synthetic: release.provenance().mark(language),
            drawn: format::date(release.snapshot().drawn_on, language),
            release_id: release.id().into(),
            release_address: named.to_string(),
            is_named_release: address.release.is_some() && release.id() != newest,
            as_of: as_of(address, release.snapshot().drawn_on),
            oembed: embed::discovery(address),
            feed: is_newest(address).then(|| address.to(Page::Open(OpenFile::Feed)).to_string()),
        }
    }

    /// Returns a text.
    pub fn t(&self, name: &str) -> Cow<'static, str> {
        text::text(self.language, name)
    }

    /// Returns a text with one argument.
    pub fn t1(&self, name: &str, argument: &'static str, value: &str) -> Cow<'static, str> {
        text::text_with(self.language, name, &[(argument, value)])
    }

    /// Returns what the parts of an outcome bar mean.
    pub fn outcome_legend(&self) -> Vec<LegendItem> {
        outcome_legend(self.language)
    }

    pub fn twin_tag(&self) -> &'static str {
        match self.language {
            Language::Da => "en",
            Language::En => "da",
        }
    }
}

/// Returns what a page says of the draw it shows; `None` where no day was asked for.
pub fn as_of(address: &Address, drawn_on: Date) -> Option<AsOf> {
    let day = address.as_of?;
    let language = address.language;
    let name = if day == drawn_on { "as-of-draw" } else { "as-of-day" };
    let (drawn, asked) = (format::date(drawn_on, language), format::date(day, language));
    let newest =
        if address.release.is_some() { "to-newest-of-release" } else { "to-newest-figures" };
    Some(AsOf {
        parameter: (AS_OF, day.to_string()),
        text: text::text_with(language, name, &[("drawn", &drawn), ("day", &asked)]).into_owned(),
        newest: address.seen_on(None).to_string(),
        to_newest: text::text(language, newest).into_owned(),
    })
}

fn menu(context: &Context) -> Vec<Link> {
    let address = context.address;
    let here = &address.page;
    let link = |page: Page, name, is_current| Link {
        is_current,
        href: address.to(page).to_string(),
        label: text::text(address.language, name).into_owned(),
    };
    let prose = |prose, name| link(Page::Prose(prose), name, *here == Page::Prose(prose));
    let maps = Page::MapOfYear(YearChoice::newest(MapKind::Social));
    let newest = context.release.newest_year();
    let behind = newest.map(|year| {
        let is_current = matches!(here, Page::Behind(..) | Page::Funnel(..));
        link(Page::Behind(MapKind::Social, year), "behind", is_current)
    });
    let mut links = vec![
        link(maps, "maps", matches!(here, Page::Map(_))),
        link(Page::Municipalities(None), "municipalities", matches!(here, Page::Municipalities(_))),
        link(Page::Trends, "trends", *here == Page::Trends),
        prose(Prose::ReadingGuide, "reading-guide"),
        prose(Prose::AboutData, "about-data"),
    ];
    links.splice(2..2, behind);
    if has_tables(context) {
        let is_current = matches!(here, Page::Portal(_));
        let tables = Page::Portal(PortalPage::Tables(None));
        links.insert(links.len() - 2, link(tables, "statistics", is_current));
    }
    links
}

/// Tells whether there are statistics tables to lead to. They have releases and draws of their own.
fn has_tables(context: &Context) -> bool {
    let address = context.address;
    let is_drawn = |(_, day): (&str, Date)| address.as_of.is_none_or(|asked| day <= asked);
    address.release.is_none() && context.open_data.draws().any(is_drawn)
}

/// Returns the link to the topics of appeal; `None` where there are no tables of them to lead to.
pub fn topics(context: &Context) -> Option<Link> {
    let address = context.address;
    has_tables(context).then(|| Link {
        href: address.to(Page::Portal(PortalPage::Topics(None))).to_string(),
        label: text::text(address.language, "topics-link").into_owned(),
        is_current: false,
    })
}

/// Tells whether an address names neither a release nor a draw. Only then do links lead to what tells of all
/// releases: who reads a release or a draw stays in it.
const fn is_newest(address: &Address) -> bool {
    address.release.is_none() && address.as_of.is_none()
}

fn footer(address: &Address) -> Vec<Link> {
    let prose = Prose::ALL.into_iter().map(|prose| Link {
        href: address.to(Page::Prose(prose)).to_string(),
        label: prose_name(prose, address.language).into_owned(),
        is_current: address.page == Page::Prose(prose),
    });
    let calendar = is_newest(address).then(|| Link {
        href: address.to(Page::Calendar).to_string(),
        label: text::text(address.language, "calendar").into_owned(),
        is_current: address.page == Page::Calendar,
    });
    prose.chain(calendar).collect()
}

/// Returns the name of a page of text.
pub fn prose_name(prose: Prose, language: Language) -> Cow<'static, str> {
    let name = match prose {
        Prose::ReadingGuide => "reading-guide",
        Prose::Method => "method",
        Prose::AboutData => "about-data",
        Prose::Accessibility => "accessibility",
        Prose::Privacy => "privacy",
    };
    text::text(language, name)
}
