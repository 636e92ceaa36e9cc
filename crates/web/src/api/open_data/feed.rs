//! The feed of what was published, and what all feeds share.

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Link, Person, Text as Written};
use domain::format::{self, Language};
use jiff::civil::Date;
use tables::text::Text;

use super::{
    Asked, Event, OpenData,
    calendar::Kind,
    catalog::marked,
    changes::{self, Moved, MovedTable, State},
    day,
};
use crate::{
    address::{Address, OpenFile, Page},
    api::problem::Problem,
};

/// How many entries a feed has at most; older ones have been read.
pub const ENTRIES: usize = 50;

/// An entry of a feed.
pub struct News {
    /// What follows the day in the entry's name, which never changes: `bank/2025-06-10-0123abcd`.
    pub name: String,
    /// The day of the draw.
    pub on: Date,
    /// The title.
    pub title: String,
    /// What happened, line by line.
    pub lines: Vec<String>,
    /// The path of the page.
    pub page: String,
    /// The path of the same for programs; `None` where there is none.
    pub data: Option<String>,
}

/// What is said of a feed as a whole.
pub struct About {
    /// What follows the authority in the feed's name: `aendringer`.
    pub name: String,
    /// The title.
    pub title: String,
    /// The file itself.
    pub file: OpenFile,
    /// The page that a reader goes to.
    pub page: Page,
}

/// How many of the newest draws are compared with the one before: three years of quarters. Reading two draws
/// takes a second.
const COMPARED: usize = 12;

/// Returns the feed of what was published.
pub fn feed(open: &OpenData, asked: &Asked<'_>) -> Result<String, Problem> {
    let all = moved(open)?;
    let events = super::calendar::events(open, asked.published).into_iter();
    let news = events.filter_map(|event| news(&event, all, asked.language)).take(ENTRIES);
    let about = About {
        name: "aendringer".into(),
        title: pick(asked.language, "Danmarkskortet: ændringer", "Danmarkskortet: changes"),
        file: OpenFile::Feed,
        page: Page::Calendar,
    };
    Ok(written(asked, &about, news.collect()))
}

/// Returns what moved in the newest draws, worked out once.
fn moved(open: &OpenData) -> Result<&[Moved], Problem> {
    if let Some(moved) = open.moved.get() {
        return Ok(moved);
    }
    let draws: Vec<_> = open.draws.draws().rev().take(COMPARED + 1).collect();
    let moved = draws.windows(2).map(|pair| {
        let [to, from] = [open.draw(pair[0].0)?, open.draw(pair[1].0)?];
        Ok(changes::moved(&from, &to))
    });
    let moved = moved.collect::<Result<Vec<_>, Problem>>()?;
    Ok(open.moved.get_or_init(|| moved))
}

fn news(event: &Event, moved: &[Moved], language: Language) -> Option<News> {
    let to = |page| Address { release: None, language, as_of: None, page }.to_string();
    let (name, lines, data) = match &event.kind {
        Kind::Announced(..) => return None,
        Kind::Bank(id, _) => {
            let moved = moved.iter().find(|moved| moved.to == *id);
            let data = moved.map(|moved| {
                let span =
                    crate::address::Span { to: Some(moved.to.clone()), ..Default::default() };
                to(Page::Open(OpenFile::Changes(span)))
            });
            (format!("bank/{id}"), of_bank(moved, language), data)
        }
        Kind::Release(id, _) => {
            let line = pick(
                language,
                "Kortene, kommunernes sider og alle filer kan ses og hentes i denne udgave.",
                "The maps, the pages of municipalities and all files can be seen and had in this release.",
            );
            (format!("udgave/{id}"), vec![line], None)
        }
    };
    Some(News {
        name,
        on: event.on,
        title: format!("{}, {}", event.title().get(language), format::date(event.on, language)),
        lines,
        page: event.href(language).unwrap_or_else(|| to(Page::Calendar)),
        data,
    })
}

/// Returns how many cells of each table moved, line by line.
fn of_bank(moved: Option<&Moved>, language: Language) -> Vec<String> {
    let Some(moved) = moved else {
        let line = ["Statistiktabellerne er udgivet.", "The statistics tables were published."];
        return vec![pick(language, line[0], line[1])];
    };
    moved.tables.iter().map(|table| of_table(table, language)).collect()
}

fn of_table(table: &MovedTable, language: Language) -> String {
    let count = |cells: u64| format::count(cells, language);
    let said = match (table.state, language) {
        (State::New, _) => pick(language, "ny tabel", "new table"),
        (State::Gone, _) => pick(language, "udgået", "discontinued"),
        (State::Reshaped, _) => pick(language, "nye variable", "new variables"),
        (State::Kept, Language::Da) => {
            format!("{} celler er ændret, {} er nye", count(table.changed), count(table.added))
        }
        (State::Kept, Language::En) => {
            format!("{} cells have changed, {} are new", count(table.changed), count(table.added))
        }
    };
    format!("{}: {said}", table.id)
}

/// Returns a feed of some news, the newest first.
///
/// *Source*: RFC 4287; names of entries after RFC 4151.
pub fn written(asked: &Asked<'_>, about: &About, news: Vec<News>) -> String {
    let host = authority(asked.base);
    let address = |page: &Page| {
        let language = asked.language;
        let address = Address { release: None, language, as_of: None, page: page.clone() };
        format!("{}{address}", asked.base)
    };
    let provenance = asked.release.provenance();
    let mark = asked.release.provenance().mark(asked.language);
    let title = marked(&Text::same(&*about.title), provenance);
    let updated = news.first().map_or(asked.release.manifest().drawn_on, |news| news.on);
    let feed = Feed {
        title: Written::plain(title.get(asked.language)),
        id: format!("tag:{host},2025:{}", name_in(&about.name, asked.language)),
        updated: instant(updated),
        authors: vec![Person { name: author(asked), ..Person::default() }],
        links: vec![
            link("self", address(&Page::Open(about.file.clone())), "application/atom+xml"),
            link("alternate", address(&about.page), "text/html"),
        ],
        subtitle: mark.map(Written::plain),
        lang: Some(asked.language.tag().into()),
        entries: news.into_iter().map(|news| entry(asked, &host, news)).collect(),
        ..Feed::default()
    };
    feed.to_string()
}

fn entry(asked: &Asked<'_>, host: &str, news: News) -> Entry {
    let mut links = vec![link("alternate", format!("{}{}", asked.base, news.page), "text/html")];
    if let Some(data) = news.data {
        links.push(link("related", format!("{}{data}", asked.base), "application/json"));
    }
    Entry {
        title: Written::plain(news.title),
        id: format!("tag:{host},{}:{}", news.on, name_in(&news.name, asked.language)),
        updated: instant(news.on),
        published: Some(instant(news.on)),
        links,
        content: Some(Content {
            value: Some(news.lines.join("\n")),
            content_type: Some("text".into()),
            lang: Some(asked.language.tag().into()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn link(relation: &str, href: String, media: &str) -> Link {
    Link { href, rel: relation.into(), mime_type: Some(media.into()), ..Link::default() }
}

/// The feeds of the two languages are two, with entries of their own.
fn name_in(name: &str, language: Language) -> String {
    match language {
        Language::Da => name.into(),
        Language::En => format!("{name}/en"),
    }
}

fn instant(day: Date) -> FixedDateTime {
    day::start(day).parse().expect("a time as RFC 3339 writes it")
}

fn author(asked: &Asked<'_>) -> String {
    if asked.release.provenance().is_synthetic() {
        pick(asked.language, "Ingen myndighed (demonstration)", "No authority (demonstration)")
    } else {
        "Ankestyrelsen".into()
    }
}

/// Returns who the names of entries belong to: the host without its port.
pub fn authority(base: &str) -> String {
    let host = base.split_once("://").map_or(base, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or_default();
    host.to_ascii_lowercase()
}

/// Returns the text of a language.
pub fn pick(language: Language, da: &str, en: &str) -> String {
    match language {
        Language::Da => da.into(),
        Language::En => en.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_belong_to_the_host_without_its_port() {
        check("https://tal.example", "tal.example");
        check("http://Localhost:8788", "localhost");
        check("https://example.dk/kort", "example.dk");
    }

    #[track_caller]
    fn check(base: &str, expected: &str) {
        assert_eq!(authority(base), expected);
    }
}
