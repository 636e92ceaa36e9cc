//! The calendar of publications: what was published and what is announced.
//!
//! No clock says what is past: an announced day is kept until a draw of that day or later is published.

use bank::settings::Stream;
use domain::{format::Language, provenance::Provenance};
use icalendar::{Calendar, Component as _, Event as Entry, Property};
use jiff::civil::Date;
use tables::{catalog::Catalog, text::Text};

use super::{Asked, OpenData, Published, day, feed::authority};
use crate::address::{Address, Page};

/// Something that was or will be published on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The day: of the draw, or the one that is announced.
    pub on: Date,
    /// What it is.
    pub kind: Kind,
}

/// What is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The statistics tables of a draw.
    Bank(String, Provenance),
    /// A release of the maps.
    Release(String, Provenance),
    /// An announced update, with its title.
    Announced(Stream, Text),
}

impl Event {
    /// Returns what is published, in words.
    pub fn title(&self) -> Text {
        match &self.kind {
            Kind::Bank(_, provenance) => super::catalog::marked(
                &Text::new("Statistiktabeller af et nyt udtræk", "Statistics tables of a new draw"),
                *provenance,
            ),
            Kind::Release(_, provenance) => super::catalog::marked(
                &Text::new("Ny udgave af Danmarkskortet", "New release of the maps"),
                *provenance,
            ),
            Kind::Announced(_, title) => title.clone(),
        }
    }

    /// Returns the path where it can be seen; `None` for what is not there yet or has no page.
    pub fn href(&self, language: Language) -> Option<String> {
        match &self.kind {
            Kind::Release(id, _) => {
                let release = Some(id.clone());
                Some(Address { release, language, as_of: None, page: Page::Front }.to_string())
            }
            Kind::Bank(..) | Kind::Announced(..) => None,
        }
    }

    /// Returns the name of the frozen folder; `None` for what is announced.
    pub fn id(&self) -> Option<&str> {
        match &self.kind {
            Kind::Bank(id, _) | Kind::Release(id, _) => Some(id),
            Kind::Announced(..) => None,
        }
    }

    /// Returns a name that is the same as long as the event is: the folder's, or stream and day.
    fn uid(&self) -> String {
        match &self.kind {
            Kind::Bank(id, _) => format!("bank-{id}"),
            Kind::Release(id, _) => format!("udgave-{id}"),
            Kind::Announced(Stream::Tables, _) => format!("varsel-tabeller-{}", self.on),
            Kind::Announced(Stream::Maps, _) => format!("varsel-kort-{}", self.on),
        }
    }
}

/// Returns what was published and what is announced, the newest first.
pub fn events(open: &OpenData, published: &[Published]) -> Vec<Event> {
    // The draws of a bank are all delivered or all synthetic.
    let provenance = open.newest().map_or(Provenance::Delivered, Catalog::provenance);
    let banks =
        open.draws.draws().map(|(id, on)| Event { on, kind: Kind::Bank(id.into(), provenance) });
    let releases = published.iter().map(|release| Event {
        on: release.drawn_on,
        kind: Kind::Release(release.id.clone(), release.provenance),
    });
    let newest = |stream| match stream {
        Stream::Tables => open.newest().map(Catalog::drawn_on),
        Stream::Maps => published.iter().map(|release| release.drawn_on).max(),
    };
    let announced = open.settings.update.iter();
    let announced = announced.filter(|update| newest(update.of).is_none_or(|day| update.on > day));
    let announced = announced.map(|update| Event {
        on: update.on,
        kind: Kind::Announced(update.of, Text::new(&*update.title, &*update.title_en)),
    });
    let mut events: Vec<_> = banks.chain(releases).chain(announced).collect();
    events.sort_by_key(|event| std::cmp::Reverse((event.on, event.uid())));
    events
}

/// Returns the calendar as a file.
///
/// *Source*: RFC 5545; a name for the whole, RFC 7986.
pub fn file(open: &OpenData, asked: &Asked<'_>) -> String {
    let language = asked.language;
    let text = |da, en| Text::new(da, en).get(language).to_owned();
    let host = authority(asked.base);
    let newest = open.newest().map_or(asked.release.manifest().drawn_on, Catalog::drawn_on);
    let stamp = day::stamp(newest.max(asked.release.manifest().drawn_on));
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Danmarkskort//Kalender//DA"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.name(&text("Danmarkskortet: udgivelser", "Danmarkskortet: releases"));
    for event in events(open, asked.published) {
        let mut entry = Entry::new();
        entry.uid(&format!("{}@{host}", event.uid()));
        entry.summary(event.title().get(language));
        entry.append_property(Property::new("DTSTAMP", &*stamp));
        entry.append_property(on("DTSTART", event.on));
        // The end of a whole day is the day after.
        if let Ok(next) = event.on.tomorrow() {
            entry.append_property(on("DTEND", next));
        }
        entry.add_property("TRANSP", "TRANSPARENT");
        let page = Address { release: None, language, as_of: None, page: Page::Calendar };
        let path = event.href(language).unwrap_or_else(|| page.to_string());
        entry.add_property("URL", format!("{}{path}", asked.base));
        if let Some(id) = event.id() {
            entry.description(id);
        }
        calendar.push(entry.done());
    }
    calendar.to_string()
}

fn on(name: &str, day: Date) -> Property {
    let value = day.strftime("%Y%m%d").to_string();
    Property::new(name, value).add_parameter("VALUE", "DATE").done()
}
