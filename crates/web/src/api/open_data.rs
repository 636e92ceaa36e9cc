//! How machines find the figures: the catalog of open data, descriptions of files, feeds, the calendar,
//! what changed between draws, and the addresses themselves.
//!
//! Each file is a pure function of the banks, the releases and the address the links begin with.

mod calendar;
mod catalog;
mod changes;
mod changes_json;
mod columns;
mod day;
mod feed;
mod graph;
mod municipality_feed;
mod openapi;
mod refusal;
mod vocabulary;

use std::sync::{Arc, OnceLock};

use bank::settings::Settings;
use domain::{format::Language, provenance::Provenance};
use jiff::civil::Date;
use publication::release::{Manifest, Release};
use tables::catalog::Catalog;

pub(crate) use calendar::Event;
use openapi::document;
pub(crate) use refusal::refused;

use super::{catalogs::Catalogs, problem::Problem};
use crate::{
    address::{GraphKind, OpenFile, Refusal},
    answer::{Answer, JSON},
};

const TURTLE: &str = "text/turtle; charset=utf-8";
const JSON_LD: &str = "application/ld+json";
const CSVW: &str = "application/csvm+json";
const ATOM: &str = "application/atom+xml; charset=utf-8";
const CALENDAR: &str = "text/calendar; charset=utf-8";
const OPEN_API: &str = "application/vnd.oai.openapi+json; version=3.1";
const PROBLEM: &str = "application/problem+json";

/// The frozen tables of all draws and what is decided about them.
#[derive(Debug)]
pub(crate) struct OpenData {
    draws: Arc<Catalogs>,
    settings: Settings,
    /// How many cells moved in each of the newest draws, worked out when it is first asked for.
    moved: OnceLock<Vec<changes::Moved>>,
}

/// A release of the maps, as the calendar and the feed know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Published {
    /// Its name.
    pub id: String,
    /// The day its figures were drawn.
    pub drawn_on: Date,
    /// Delivered or synthetic.
    pub provenance: Provenance,
}

impl Published {
    /// Returns what a manifest says.
    pub(crate) fn of(manifest: &Manifest) -> Self {
        let Manifest { id, drawn_on, provenance, .. } = manifest;
        Self { id: id.clone(), drawn_on: *drawn_on, provenance: *provenance }
    }
}

/// What a file is made from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// The address of the server, without a last slash.
    pub base: &'a str,
    /// The language; the catalog has both.
    pub language: Language,
    /// The newest release.
    pub release: &'a Release,
    /// All releases.
    pub published: &'a [Published],
}

impl OpenData {
    /// Returns the open data of some draws, with what `bank.toml` says.
    pub(crate) const fn new(draws: Arc<Catalogs>, settings: Settings) -> Self {
        Self { draws, settings, moved: OnceLock::new() }
    }

    /// Returns the open data of a site without statistics tables.
    pub(crate) fn none() -> Self {
        Self::new(Arc::new(Catalogs::ready(Vec::new())), Settings::default())
    }

    /// Returns the tables of the newest draw; `None` where none are published.
    pub(crate) fn newest(&self) -> Option<&Catalog> {
        self.draws.newest_ready()
    }

    /// Returns the tables that a page is made from: of a bank, or of the newest one, up to a day.
    pub(crate) fn tables(
        &self,
        release: Option<&str>,
        day: Option<Date>,
    ) -> Result<Arc<Catalog>, Refusal> {
        let oldest = self.draws.draws().map(|(_, drawn_on)| drawn_on).next();
        match (day, oldest) {
            (Some(day), Some(oldest)) if day < oldest => Err(Refusal::NoDraw { oldest }),
            _ => self.draws.find(release, day).map_err(|_| Refusal::NotFound),
        }
    }

    /// Returns the names of the banks and their days, the newest first.
    pub(crate) fn draws(&self) -> impl Iterator<Item = (&str, Date)> {
        self.draws.draws().rev()
    }

    /// Returns the tables of a draw by the name of its frozen folder.
    fn draw(&self, release: &str) -> Result<Arc<Catalog>, Problem> {
        self.draws.find(Some(release), None)
    }

    /// Tells whether there are two draws to compare.
    pub(crate) fn has_changes(&self) -> bool {
        self.draws.draws().nth(1).is_some()
    }

    /// Returns the id of a table, for examples.
    fn example(&self) -> &str {
        let first = self.newest().and_then(|bank| bank.tables().first());
        first.map_or("OMG1", |table| &table.facts().id)
    }

    /// Returns the file of an address, or why there is none.
    pub(crate) fn answer(&self, file: &OpenFile, asked: &Asked<'_>) -> Answer {
        let made = match file {
            OpenFile::Catalog(GraphKind::Turtle) => {
                Ok(Answer::found(TURTLE, catalog::graph(self, asked).to_turtle()))
            }
            OpenFile::Catalog(GraphKind::JsonLd) => {
                Ok(Answer::found(JSON_LD, catalog::graph(self, asked).to_json_ld()))
            }
            OpenFile::Csvw(id) => columns::metadata(self, asked, id)
                .map(|metadata| Answer::found(CSVW, super::problem::to_json(&metadata))),
            OpenFile::Changes(span) => changes_json::answer(self, asked, span)
                .map(|changes| Answer::found(JSON, super::problem::to_json(&changes))),
            OpenFile::Feed => feed::feed(self, asked).map(|feed| Answer::found(ATOM, feed)),
            OpenFile::MunicipalityFeed(code) => {
                Ok(Answer::found(ATOM, municipality_feed::feed(asked, *code)))
            }
            OpenFile::Calendar => Ok(Answer::found(CALENDAR, calendar::file(self, asked))),
            OpenFile::OpenApi => Ok(Answer::found(
                OPEN_API,
                super::problem::to_json(&document(asked.base, self.example())),
            )),
        };
        made.unwrap_or_else(|problem| sent(&problem))
    }

    /// Returns what was published and what is announced, the newest first.
    pub(crate) fn events(&self, published: &[Published]) -> Vec<Event> {
        calendar::events(self, published)
    }
}

/// Returns a refusal as programs read it.
///
/// *Source*: RFC 9457.
fn sent(problem: &Problem) -> Answer {
    let problem_json = problem.to_problem_json();
    Answer { status: problem.status(), ..Answer::found(PROBLEM, problem_json) }
}
