//! What can be searched for: municipalities, topics, tables, maps and help.

use domain::{format::Language, map::MapKind, municipality, topic::Topics};
use tables::{catalog::Catalog, table::Table};

use super::super::{Context, prose};
use crate::{
    address::{Address, Comparison, Page, PortalPage, Prose, TableChoice, TimesChoice, YearChoice},
    pages::frame::prose_name,
    text::text,
};

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A municipality.
    Municipality,
    /// A topic of appeals.
    Topic,
    /// A statistics table.
    Table,
    /// A map or another page with figures.
    Figures,
    /// Something that explains.
    Help,
}

impl Kind {
    /// All of them, in the order they are listed.
    pub const ALL: [Self; 5] =
        [Self::Municipality, Self::Topic, Self::Figures, Self::Table, Self::Help];

    /// Returns the name of the text that heads them.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Municipality => "municipalities",
            Self::Topic => "search-topics",
            Self::Table => "search-tables",
            Self::Figures => "search-figures",
            Self::Help => "search-help",
        }
    }
}

/// Something that can be found.
pub struct Entry {
    pub kind: Kind,
    pub name: String,
    /// Other words it is found by: the act of a topic, the number of a municipality, the name in the other
    /// language.
    pub also: Vec<String>,
    pub href: String,
}

/// Returns everything that can be found.
pub fn all(context: &Context) -> Vec<Entry> {
    let mut all = municipalities(context);
    all.extend(topics(context));
    all.extend(figures(context));
    all.extend(tables(context));
    all.extend(help(context));
    all
}

fn municipalities(context: &Context) -> Vec<Entry> {
    let entry = |place: &'static municipality::Municipality| Entry {
        kind: Kind::Municipality,
        name: place.name.clone(),
        also: vec![format!("{} {} Kommune", place.code, place.name)],
        href: context.address.to(Page::Municipality(place.code)).to_string(),
    };
    municipality::in_danish_order().into_iter().map(entry).collect()
}

/// Returns the topics; what is known of them stands in the tables.
fn topics(context: &Context) -> Vec<Entry> {
    let language = context.address.language;
    if newest(context).is_none_or(|table| table.position("EMNE").is_none()) {
        return Vec::new();
    }
    let entry = |topic: &domain::topic::Topic| {
        let (name, other) = in_order(language, &topic.name, &topic.name_en);
        Entry {
            kind: Kind::Topic,
            name,
            also: vec![other, topic.law.clone(), topic.law_en.clone()],
            href: portal(context, PortalPage::Topic(topic.code.to_string())),
        }
    };
    Topics::reference().all().iter().map(entry).collect()
}

fn newest<'a>(context: &Context<'a>) -> Option<&'a Table> {
    context.open_data.newest()?.table("OMG1")
}

fn in_order(language: Language, danish: &str, english: &str) -> (String, String) {
    match language {
        Language::Da => (danish.into(), english.into()),
        Language::En => (english.into(), danish.into()),
    }
}

/// Returns the link to a page of the portal, which has releases of its own.
fn portal(context: &Context, page: PortalPage) -> String {
    Address { release: None, ..context.address.to(Page::Portal(page)) }.to_string()
}

fn tables(context: &Context) -> Vec<Entry> {
    let language = context.address.language;
    let tables = context.open_data.newest().map(Catalog::tables).unwrap_or_default();
    let entry = |table: &Table| Entry {
        kind: Kind::Table,
        name: table.label(language),
        also: vec![
            table.facts().id.clone(),
            table.label(Language::Da),
            table.facts().description.get(language).to_owned(),
        ],
        href: portal(context, PortalPage::Table(TableChoice::of(&table.facts().id))),
    };
    tables.iter().map(entry).collect()
}

fn figures(context: &Context) -> Vec<Entry> {
    let language = context.address.language;
    let entry = |name: String, page: Page| Entry {
        kind: Kind::Figures,
        name,
        also: Vec::new(),
        href: context.address.to(page).to_string(),
    };
    let map = |map: MapKind| Entry {
        also: vec![map.name(Language::Da).into(), map.name(Language::En).into()],
        ..entry(
            format!("{}: {}", text(language, "search-map"), map.name(language)),
            Page::MapOfYear(YearChoice::newest(map)),
        )
    };
    let mut figures: Vec<_> = MapKind::ALL.map(map).into();
    let year = context.release.newest_year();
    figures.extend(year.map(|year| {
        entry(text(language, "funnel-link").into(), Page::Funnel(MapKind::Social, year))
    }));
    figures.extend(
        year.map(|year| {
            entry(text(language, "behind").into(), Page::Behind(MapKind::Social, year))
        }),
    );
    figures.push(entry(text(language, "trends").into(), Page::Trends));
    figures.push(entry(
        text(language, "several-heading").into(),
        Page::Compare(Comparison::default()),
    ));
    if newest(context).is_some() {
        let times = PortalPage::Times(TimesChoice::default());
        figures.push(Entry {
            kind: Kind::Figures,
            name: text(language, "times").into(),
            also: Vec::new(),
            href: portal(context, times),
        });
    }
    figures.push(entry(text(language, "revisions").into(), Page::Revisions));
    figures
}

fn help(context: &Context) -> Vec<Entry> {
    let language = context.address.language;
    let to = |page| context.address.to(page).to_string();
    let page = |it: Prose| Entry {
        kind: Kind::Help,
        name: prose_name(it, language).into(),
        also: Vec::new(),
        href: to(Page::Prose(it)),
    };
    let method = to(Page::Prose(Prose::Method));
    let section = |(id, title): (String, String)| Entry {
        kind: Kind::Help,
        name: format!("{}: {title}", text(language, "method")),
        also: Vec::new(),
        href: format!("{method}#{id}"),
    };
    let sections = prose::method::sections(context).into_iter().map(section);
    Prose::ALL.into_iter().map(page).chain(sections).collect()
}
