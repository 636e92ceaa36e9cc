//! Addresses of what machines find the figures by: catalog, feeds, calendar, changes, descriptions.

use std::fmt::{Display, Formatter, Result as Written};

use domain::municipality::{self, MunicipalityCode};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::Refusal;

/// A file that tells machines of the figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OpenFile {
    /// `/katalog.ttl`, `/katalog.jsonld`: the catalog of all data.
    Catalog(GraphKind),
    /// `/csvw/{table}.json`: the columns of a table as CSV.
    Csvw(String),
    /// `/aendringer.json`: the cells that differ between two draws.
    Changes(Span),
    /// `/aendringer.atom`: what was published.
    Feed,
    /// `/kommuner/{municipality}/aendringer.atom`: the figures of a municipality that moved.
    MunicipalityFeed(MunicipalityCode),
    /// `/kalender.ics`: what was published and what is announced.
    Calendar,
    /// `/openapi.json`: the addresses themselves.
    OpenApi,
}

/// How the catalog is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GraphKind {
    /// Turtle.
    Turtle,
    /// JSON-LD.
    JsonLd,
}

/// Which draws are compared, and of which table. What was typed is not known to be right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// `fra`: the bank of the older draw; `None` for the one before the newer.
    pub from: Option<String>,
    /// `til`: the bank of the newer draw; `None` for the newest.
    pub to: Option<String>,
    /// `tabel`: the one table that is asked for; `None` for all.
    pub table: Option<String>,
}

const FEED: &str = "/aendringer.atom";
const CHANGES: &str = "/aendringer.json";
const CALENDAR: &str = "/kalender.ics";
const OPEN_API: &str = "/openapi.json";
const TURTLE: &str = "/katalog.ttl";
const JSON_LD: &str = "/katalog.jsonld";

impl OpenFile {
    /// Reads a path without release and language; `None` where it is the path of something else.
    pub(super) fn parse(path: &str, query: &str) -> Option<Result<Self, Refusal>> {
        let file = match path {
            TURTLE => Ok(Self::Catalog(GraphKind::Turtle)),
            JSON_LD => Ok(Self::Catalog(GraphKind::JsonLd)),
            FEED => Ok(Self::Feed),
            CALENDAR => Ok(Self::Calendar),
            OPEN_API => Ok(Self::OpenApi),
            CHANGES => return Some(Span::parse(query).map(Self::Changes)),
            _ => Self::of_name(path)?,
        };
        let is_asked = form_urlencoded::parse(query.as_bytes()).next().is_some();
        Some(if is_asked { Err(Refusal::UnknownParameter) } else { file })
    }

    fn of_name(path: &str) -> Option<Result<Self, Refusal>> {
        if let Some(id) = path.strip_prefix("/csvw/").and_then(|rest| rest.strip_suffix(".json")) {
            let id = percent_decode_str(id).decode_utf8();
            return Some(id.map(|id| Self::Csvw(id.into())).map_err(|_| Refusal::NotFound));
        }
        let slug = path.strip_prefix("/kommuner/")?.strip_suffix(FEED)?;
        let place = municipality::by_slug(slug).ok_or(Refusal::NotFound);
        Some(place.map(|place| Self::MunicipalityFeed(place.code)))
    }

    /// Tells whether a path, with or without release and language, ends as one of these files does, so
    /// that a program that asks is answered as programs are.
    #[must_use]
    pub fn is_meant(path: &str) -> bool {
        let named =
            path.strip_prefix("/udgave/").and_then(|rest| rest.find('/').map(|at| &rest[at..]));
        let path = named.unwrap_or(path);
        let path = path.strip_prefix("/en").filter(|rest| rest.starts_with('/')).unwrap_or(path);
        Self::parse(path, "").is_some()
    }
}

impl Display for OpenFile {
    fn fmt(&self, out: &mut Formatter<'_>) -> Written {
        match self {
            Self::Catalog(GraphKind::Turtle) => out.write_str(TURTLE),
            Self::Catalog(GraphKind::JsonLd) => out.write_str(JSON_LD),
            Self::Csvw(id) => {
                write!(out, "/csvw/{}.json", utf8_percent_encode(id, NON_ALPHANUMERIC))
            }
            Self::Changes(span) => write!(out, "{CHANGES}{}", span.query()),
            Self::Feed => out.write_str(FEED),
            Self::MunicipalityFeed(code) => {
                write!(out, "/kommuner/{}{FEED}", code.municipality().slug)
            }
            Self::Calendar => out.write_str(CALENDAR),
            Self::OpenApi => out.write_str(OPEN_API),
        }
    }
}

impl Span {
    /// The names of the parameters.
    pub const NAMES: [&'static str; 3] = ["fra", "til", "tabel"];

    fn parse(query: &str) -> Result<Self, Refusal> {
        let mut span = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let known = Self::NAMES.into_iter().find(|known| *known == name);
            let known = known.ok_or(Refusal::UnknownParameter)?;
            let place = match known {
                "fra" => &mut span.from,
                "til" => &mut span.to,
                _ => &mut span.table,
            };
            if place.replace(value.into()).is_some() {
                return Err(Refusal::Repeated(known));
            }
        }
        Ok(span)
    }

    fn query(&self) -> String {
        let values = [&self.from, &self.to, &self.table];
        let pairs = Self::NAMES.into_iter().zip(values);
        let pairs = pairs.filter_map(|(name, value)| Some((name, value.as_ref()?)));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}
