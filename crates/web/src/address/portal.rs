//! Addresses of the portal, where readers draw figures from the statistics tables themselves, and read of the
//! topics of appeal. A release before them is the name of a bank.

use std::fmt::{Display, Formatter, Result as Written};

use jiff::civil::Date;

use super::{
    AS_OF, PictureKind, Refusal,
    query::{LONGEST_NAME, Query},
    table_choice::{TableChoice, is_table},
    times_choice::TimesChoice,
};

/// A page of the portal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PortalPage {
    /// `/statistik`: the tables, with the word that is looked for.
    Tables(Option<String>),
    /// `/statistik/{table}`: figures of a table.
    Table(TableChoice),
    /// The same as a form sends it, which goes to its lasting address.
    TableForm(TableChoice),
    /// `/statistik/{table}/raekker`: the rows of one side of the table, for the script.
    Rows(TableChoice),
    /// `/statistik/{table}/forklar`: one figure in words.
    Explained(TableChoice),
    /// `/statistik/{table}/billede.svg`: the picture as a file.
    Picture(TableChoice, PictureKind),
    /// `/indlejr/statistik/{table}`: the figures for the pages of others.
    Embedded(TableChoice),
    /// `/sagsbehandlingstid`: how long cases take at the board, and what lies waiting.
    Times(TimesChoice),
    /// `/bestemmelser`: the topics of appeal by act, with the words that are looked for.
    Topics(Option<String>),
    /// `/bestemmelser/{topic}`: a topic, an act or a family of topics, by its code in capitals.
    Topic(String),
}

const TABLES: &str = "/statistik";
const EMBEDDED: &str = "/indlejr/statistik/";
const SVG: &str = "billede.svg";
const PNG: &str = "billede.png";
const TIMES: &str = "/sagsbehandlingstid";
const TOPICS: &str = "/bestemmelser";

/// What an address leads to, and the day whose draw is asked for.
type Found = (PortalPage, Option<Date>);

impl PortalPage {
    /// Reads a path without release and language; `None` where it is the path of something else.
    pub(super) fn parse(path: &str, query: &str) -> Option<Result<Found, Refusal>> {
        if let Some(id) = path.strip_prefix(EMBEDDED) {
            return Some(of_table(id, query, Self::Embedded));
        }
        if path == TIMES {
            let read = TimesChoice::parse(query);
            return Some(read.map(|(choice, as_of)| (Self::Times(choice), as_of)));
        }
        if let Some(rest) = path.strip_prefix(TOPICS) {
            return topic_page(rest, query);
        }
        let rest = path.strip_prefix(TABLES)?;
        if rest.is_empty() {
            return Some(search(query, Self::Tables));
        }
        let parts: Vec<_> = rest.strip_prefix('/')?.split('/').collect();
        let (id, page): (_, fn(TableChoice) -> Self) = match *parts {
            [id] => (id, Self::Table),
            [id, "raekker"] => (id, Self::Rows),
            [id, "forklar"] => (id, Self::Explained),
            [id, SVG] => (id, |choice| Self::Picture(choice, PictureKind::Svg)),
            [id, PNG] => (id, |choice| Self::Picture(choice, PictureKind::Png)),
            _ => return Some(Err(Refusal::NotFound)),
        };
        Some(of_table(id, query, page))
    }

    /// Tells whether many may ask for the page: nothing in it was typed or put together by a reader.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        match self {
            Self::Tables(query) | Self::Topics(query) => query.is_none(),
            Self::Topic(_) => true,
            Self::Table(choice) => *choice == TableChoice::of(&choice.table),
            Self::Times(choice) => *choice == TimesChoice::default(),
            _ => false,
        }
    }
}

fn of_table(
    id: &str,
    query: &str,
    page: impl FnOnce(TableChoice) -> PortalPage,
) -> Result<Found, Refusal> {
    if !is_table(id) {
        return Err(Refusal::NotFound);
    }
    let asked = TableChoice::parse(id, query)?;
    Ok(match page(asked.choice) {
        PortalPage::Table(choice) if asked.is_of_form => {
            (PortalPage::TableForm(choice), asked.as_of)
        }
        page => (page, asked.as_of),
    })
}

/// Reads what follows the path of the topics; `None` where it is the path of something else.
fn topic_page(rest: &str, query: &str) -> Option<Result<Found, Refusal>> {
    if rest.is_empty() {
        return Some(search(query, PortalPage::Topics));
    }
    let code = rest.strip_prefix('/')?;
    let is_code = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    if !(1..=60).contains(&code.len()) || !code.chars().all(is_code) {
        return Some(Err(Refusal::NotFound));
    }
    let page = PortalPage::Topic(code.to_ascii_uppercase());
    Some(Query::none(query).and_then(|()| Ok((page, Query::parse(query)?.as_of))))
}

fn search(query: &str, page: fn(Option<String>) -> PortalPage) -> Result<Found, Refusal> {
    let (mut found, mut as_of) = (None, None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "q" if found.is_some() => return Err(Refusal::Repeated("q")),
            "q" if value.chars().count() > LONGEST_NAME => {
                return Err(Refusal::BadValue { name: "q", allowed: "1–100" });
            }
            "q" => found = Some(value.trim().to_owned()),
            AS_OF => as_of = Some(day(&value)?),
            _ => return Err(Refusal::UnknownParameter),
        }
    }
    Ok((page(found.filter(|words| !words.is_empty())), as_of))
}

/// Reads the day whose draw is asked for.
pub(super) fn day(value: &str) -> Result<Date, Refusal> {
    value.parse().map_err(|_| Refusal::BadValue { name: AS_OF, allowed: "2025-04-01" })
}

impl Display for PortalPage {
    fn fmt(&self, out: &mut Formatter<'_>) -> Written {
        match self {
            Self::Tables(words) => write_search(out, TABLES, words.as_deref()),
            Self::Topics(words) => write_search(out, TOPICS, words.as_deref()),
            Self::Topic(code) => write!(out, "{TOPICS}/{code}"),
            Self::Table(choice) | Self::TableForm(choice) => {
                write!(out, "{TABLES}/{}{}", choice.table, choice.query())
            }
            Self::Rows(choice) => {
                write!(out, "{TABLES}/{}/raekker{}", choice.table, choice.query())
            }
            Self::Explained(choice) => {
                write!(out, "{TABLES}/{}/forklar{}", choice.table, choice.query())
            }
            Self::Picture(choice, kind) => {
                let ending = kind.ending();
                write!(out, "{TABLES}/{}/billede{ending}{}", choice.table, choice.query())
            }
            Self::Embedded(choice) => {
                write!(out, "{EMBEDDED}{}{}", choice.table, choice.query())
            }
            Self::Times(choice) => write!(out, "{TIMES}{}", choice.query()),
        }
    }
}

fn write_search(out: &mut Formatter<'_>, path: &str, words: Option<&str>) -> Written {
    let Some(words) = words else { return out.write_str(path) };
    let words: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
    write!(out, "{path}?q={words}")
}
