//! Addresses of the public pages: read from a request, and written into links, by the same type, so
//! that no page can link to something the program does not know.

mod comparison;
mod elsewhere;
mod embedding;
mod open_file;
mod picture;
mod portal;
mod query;
mod table_choice;
mod times_choice;

use std::fmt::Display;

use domain::{
    format::Language,
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::Year,
};

use jiff::civil::Date;

use comparison::COMPARE;
pub use comparison::{ALL_MAPS, Comparison, LONGEST as LONGEST_NAME};
pub use elsewhere::elsewhere;
pub use embedding::{Embedding, OEmbed};
pub use open_file::{GraphKind, OpenFile, Span};
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

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// `/`: what the maps are, and the three national figures.
    Front,
    /// `/landstal.csv`: the national figures of all years.
    Country(FileKind),
    /// `/kort/{map}` with a year to go to, and what else was chosen.
    MapOfYear(YearChoice),
    /// `/kort/{map}/{year}`.
    Map(MapPage),
    /// `/kort/{map}/{year}.csv`: the table of the map.
    MapFile(MapKind, Year, FileKind),
    /// `/tragt/{map}/{year}`: every municipality by its number of cases, with the limits of chance.
    Funnel(MapKind, Year),
    /// `/tragt/{map}/{year}.csv`.
    FunnelFile(MapKind, Year, FileKind),
    /// `/bag-tallene/{map}/{year}`: why municipalities differ, and what changed.
    Behind(MapKind, Year),
    /// `/bag-tallene/{map}/{year}.csv`: all that is worked out beside the figures.
    BehindFile(MapKind, Year, FileKind),
    /// `/bag-tallene/{map}/{year}/emner.csv`: the country's change by topic.
    SplitFile(MapKind, Year, FileKind),
    /// `/udvikling.csv`: the country's series.
    TrendsFile(FileKind),
    /// `/udvikling`: the country by year and quarter.
    Trends,
    /// `/om-data/revisioner`: what moved between draws.
    Revisions,
    /// `/om-data/revisioner.csv`.
    RevisionsFile(FileKind),
    /// A picture as a file.
    Picture(Picture, PictureKind),
    /// `/kort/{map}/{year}/info/{municipality}`: the box beside the map of a view, for the script.
    MapInfo(MapKind, Year, MunicipalityCode, View),
    /// `/kommuner`, with the name that is looked for.
    Municipalities(Option<String>),
    /// `/soeg`: everything in which the words occur.
    Search(Option<String>),
    /// `/kommuner.csv`.
    MunicipalitiesFile(FileKind),
    /// `/kommuner/{municipality}`.
    Municipality(MunicipalityCode),
    /// `/kommuner/{municipality}.csv`.
    MunicipalityFile(MunicipalityCode, FileKind),
    /// `/kommuner/{municipality}/emner.csv`.
    TopicsFile(MunicipalityCode, FileKind),
    /// `/kommuner/{municipality}/naboer.csv`: it and its neighbors in the newest year.
    NeighborsFile(MunicipalityCode, FileKind),
    /// `/sammenlign`: municipalities side by side.
    Compare(Comparison),
    /// The same as a form sends it, which goes to its lasting address.
    CompareForm(Comparison),
    /// A page of text.
    Prose(Prose),
    /// `/indlejr/kort/…`: a picture for the pages of others.
    Embedded(Picture),
    /// How something is put into the pages of others.
    Embedding(Embedding),
    /// A page of the portal, where figures are drawn from the statistics tables.
    Portal(PortalPage),
    /// `/kalender`: what was published and what is announced. Of the newest release only.
    Calendar,
    /// What machines find the figures by. Of the newest release only.
    Open(OpenFile),
}

impl Page {
    /// Tells whether the page is a picture in pixels, which takes time and memory to draw.
    #[must_use]
    pub const fn is_pixels(&self) -> bool {
        matches!(
            self,
            Self::Picture(_, PictureKind::Png)
                | Self::Portal(PortalPage::Picture(_, PictureKind::Png))
        )
    }

    /// Tells whether the page holds the address of the server.
    #[must_use]
    pub const fn has_base(&self) -> bool {
        matches!(self, Self::Open(_) | Self::Embedding(_) | Self::Portal(_))
    }

    /// Tells whether the page tells of all releases, so that none of them has one of its own.
    #[must_use]
    pub const fn is_of_all_releases(&self) -> bool {
        matches!(self, Self::Calendar | Self::Open(_) | Self::Embedding(_))
    }

    /// Returns the map that the page, picture or file is of; `None` where it is of none or of several.
    #[must_use]
    pub const fn map(&self) -> Option<(MapKind, Year)> {
        match self {
            Self::Map(page) => Some((page.map, page.year)),
            Self::MapFile(map, year, _)
            | Self::MapInfo(map, year, _, _)
            | Self::Funnel(map, year)
            | Self::FunnelFile(map, year, _)
            | Self::Behind(map, year)
            | Self::BehindFile(map, year, _)
            | Self::SplitFile(map, year, _) => Some((*map, *year)),
            Self::Picture(picture, _) | Self::Embedded(picture) => picture.map(),
            _ => None,
        }
    }
}

/// What the page of a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MapPage {
    /// Which map.
    pub map: MapKind,
    /// Which decision year.
    pub year: Year,
    /// What the map and the table show.
    pub view: View,
    /// How the table is ordered.
    pub order: Order,
    /// The municipality in the box beside the map.
    pub chosen: Option<MunicipalityCode>,
}

impl MapPage {
    /// Returns the page as it is without any choice made.
    #[must_use]
    pub const fn new(map: MapKind, year: Year) -> Self {
        Self { map, year, view: View::Rate, order: Order::BY_NAME, chosen: None }
    }
}

/// What the form of a map's years asks for: the page of a map in a year yet to be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct YearChoice {
    /// Which map.
    pub map: MapKind,
    /// Which decision year; `None` for the newest.
    pub year: Option<Year>,
    /// What the map and the table show.
    pub view: View,
    /// How the table is ordered.
    pub order: Order,
    /// The municipality in the box beside the map.
    pub chosen: Option<MunicipalityCode>,
}

impl YearChoice {
    /// Returns the newest year without any choice made.
    #[must_use]
    pub const fn newest(map: MapKind) -> Self {
        Self { map, year: None, view: View::Rate, order: Order::BY_NAME, chosen: None }
    }

    /// Returns what the address says after the question mark, in order.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        Query::pairs(self)
    }

    /// Returns the page in a year.
    #[must_use]
    pub const fn in_year(self, year: Year) -> MapPage {
        let Self { map, view, order, chosen, .. } = self;
        MapPage { map, year, view, order, chosen }
    }
}

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Comma-separated values (semicolons in Danish).
    Csv,
    /// JSON.
    Json,
}

impl FileKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];

    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Json => ".json",
        }
    }
}

/// The pages of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Prose {
    /// `/laesevejledning`: how to read the figures.
    ReadingGuide,
    /// `/metode`: how they are made.
    Method,
    /// `/om-data`: where they come from.
    AboutData,
    /// `/tilgaengelighed`: the accessibility statement.
    Accessibility,
    /// `/privatliv`: what is not collected.
    Privacy,
}

impl Prose {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::ReadingGuide, Self::Method, Self::AboutData, Self::Accessibility, Self::Privacy];

    const fn path(self) -> &'static str {
        match self {
            Self::ReadingGuide => "/laesevejledning",
            Self::Method => "/metode",
            Self::AboutData => "/om-data",
            Self::Accessibility => "/tilgaengelighed",
            Self::Privacy => "/privatliv",
        }
    }
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
            page(path, query).and_then(|page| Ok((page, Query::parse(query)?.as_of)))
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
        let Some(day) = self.as_of else { return Written(&self.page).fmt(out) };
        let page = Written(&self.page).to_string();
        let mark = if page.contains('?') { '&' } else { '?' };
        write!(out, "{page}{mark}pr={day}")
    }
}

/// A page as it is written in an address.
struct Written<'a>(&'a Page);

impl Display for Written<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_page(out, self.0)
    }
}

const TRENDS: &str = "/udvikling";
const REVISIONS: &str = "/om-data/revisioner";
const CALENDAR: &str = "/kalender";
const EMBEDDED: &str = "/indlejr";

fn write_page(out: &mut std::fmt::Formatter<'_>, page: &Page) -> std::fmt::Result {
    let slug = |code: &MunicipalityCode| &code.municipality().slug;
    match page {
        Page::Front => out.write_str("/"),
        Page::Country(kind) => write!(out, "/landstal{}", kind.ending()),
        Page::MapOfYear(choice) => {
            write!(out, "/kort/{}{}", choice.map.slug(), Query::of_year(choice))
        }
        Page::Map(page) => {
            write!(out, "/kort/{}/{}{}", page.map.slug(), page.year, Query::of_map(page))
        }
        Page::MapFile(map, year, kind) => {
            write!(out, "/kort/{}/{year}{}", map.slug(), kind.ending())
        }
        Page::Funnel(map, year) => write!(out, "/tragt/{}/{year}", map.slug()),
        Page::FunnelFile(map, year, kind) => {
            write!(out, "/tragt/{}/{year}{}", map.slug(), kind.ending())
        }
        Page::Behind(map, year) => write!(out, "/bag-tallene/{}/{year}", map.slug()),
        Page::BehindFile(map, year, kind) => {
            write!(out, "/bag-tallene/{}/{year}{}", map.slug(), kind.ending())
        }
        Page::SplitFile(map, year, kind) => {
            write!(out, "/bag-tallene/{}/{year}/emner{}", map.slug(), kind.ending())
        }
        Page::Trends => out.write_str(TRENDS),
        Page::TrendsFile(kind) => write!(out, "{TRENDS}{}", kind.ending()),
        Page::Revisions => out.write_str(REVISIONS),
        Page::RevisionsFile(kind) => write!(out, "{REVISIONS}{}", kind.ending()),
        Page::Picture(picture, kind) => picture.write(out, kind.ending()),
        Page::Embedded(picture) => {
            out.write_str(EMBEDDED)?;
            picture.write(out, "")
        }
        Page::Embedding(page) => page.fmt(out),
        Page::MapInfo(map, year, code, view) => {
            let query = Query::of_view(*view);
            write!(out, "/kort/{}/{year}/info/{}{query}", map.slug(), slug(code))
        }
        Page::Municipalities(name) => write!(out, "/kommuner{}", Query::of_name(name.as_deref())),
        Page::Search(words) => write!(out, "/soeg{}", Query::of_name(words.as_deref())),
        Page::MunicipalitiesFile(kind) => write!(out, "/kommuner{}", kind.ending()),
        Page::Municipality(code) => write!(out, "/kommuner/{}", slug(code)),
        Page::MunicipalityFile(code, kind) => {
            write!(out, "/kommuner/{}{}", slug(code), kind.ending())
        }
        Page::TopicsFile(code, kind) => {
            write!(out, "/kommuner/{}/emner{}", slug(code), kind.ending())
        }
        Page::NeighborsFile(code, kind) => {
            write!(out, "/kommuner/{}/naboer{}", slug(code), kind.ending())
        }
        Page::Compare(comparison) | Page::CompareForm(comparison) => {
            write!(out, "{COMPARE}{}", comparison.query())
        }
        Page::Prose(prose) => out.write_str(prose.path()),
        Page::Portal(page) => page.fmt(out),
        Page::Calendar => out.write_str(CALENDAR),
        Page::Open(file) => file.fmt(out),
    }
}

fn page(path: &str, query: &str) -> Result<Page, Refusal> {
    if let Some(prose) = Prose::ALL.into_iter().find(|prose| prose.path() == path) {
        return Query::none(query).map(|()| Page::Prose(prose));
    }
    if path == CALENDAR {
        return Query::none(query).map(|()| Page::Calendar);
    }
    if let Some(stem) = path.strip_prefix(EMBEDDED) {
        return Picture::parse(stem, query).map(Page::Embedded);
    }
    if let Some((stem, kind)) = PictureKind::split(path) {
        return Picture::parse(stem, query).map(|picture| Page::Picture(picture, kind));
    }
    let (stem, file) = split_ending(path);
    if stem == TRENDS {
        return Query::none(query).map(|()| file.map_or(Page::Trends, Page::TrendsFile));
    }
    if stem == REVISIONS {
        return Query::none(query).map(|()| file.map_or(Page::Revisions, Page::RevisionsFile));
    }
    let parts: Vec<_> = stem.split('/').skip(1).collect();
    match (parts.as_slice(), file) {
        ([""], None) => Query::none(query).map(|()| Page::Front),
        (["landstal"], Some(kind)) => Query::none(query).map(|()| Page::Country(kind)),
        (["soeg"], None) => Ok(Page::Search(Query::parse_name(query)?)),
        (["kommuner"], None) => Ok(Page::Municipalities(Query::parse_name(query)?)),
        (["kommuner"], Some(kind)) => Query::none(query).map(|()| Page::MunicipalitiesFile(kind)),
        (["kommuner", rest @ ..], _) => municipality_page(rest, file, query),
        (["kort", map, rest @ ..], _) => {
            let map = MapKind::by_slug(map).ok_or(Refusal::NotFound)?;
            map_page(map, rest, file, query)
        }
        (["tragt" | "bag-tallene", map, rest @ ..], _) => {
            let map = MapKind::by_slug(map).ok_or(Refusal::NotFound)?;
            analysis_page(parts[0], map, rest, file)
                .and_then(|page| Query::none(query).map(|()| page))
        }
        _ => Err(Refusal::NotFound),
    }
}

fn analysis_page(
    first: &str,
    map: MapKind,
    parts: &[&str],
    file: Option<FileKind>,
) -> Result<Page, Refusal> {
    Ok(match (first, parts, file) {
        ("tragt", [name], None) => Page::Funnel(map, year(name)?),
        ("tragt", [name], Some(kind)) => Page::FunnelFile(map, year(name)?, kind),
        ("bag-tallene", [name], None) => Page::Behind(map, year(name)?),
        ("bag-tallene", [name], Some(kind)) => Page::BehindFile(map, year(name)?, kind),
        ("bag-tallene", [name, "emner"], Some(kind)) => Page::SplitFile(map, year(name)?, kind),
        _ => return Err(Refusal::NotFound),
    })
}

fn municipality_page(parts: &[&str], file: Option<FileKind>, query: &str) -> Result<Page, Refusal> {
    let code =
        |slug: &str| municipality::by_slug(slug).map(|place| place.code).ok_or(Refusal::NotFound);
    let page = match (parts, file) {
        ([slug], None) => Page::Municipality(code(slug)?),
        ([slug], Some(kind)) => Page::MunicipalityFile(code(slug)?, kind),
        ([slug, "emner"], Some(kind)) => Page::TopicsFile(code(slug)?, kind),
        ([slug, "naboer"], Some(kind)) => Page::NeighborsFile(code(slug)?, kind),
        _ => return Err(Refusal::NotFound),
    };
    Query::none(query).map(|()| page)
}

fn map_page(
    map: MapKind,
    parts: &[&str],
    file: Option<FileKind>,
    query: &str,
) -> Result<Page, Refusal> {
    match (parts, file) {
        ([], None) => Ok(Page::MapOfYear(Query::parse(query)?.year_choice(map)?)),
        ([name], None) => Ok(Page::Map(Query::parse(query)?.map_page(map, year(name)?)?)),
        ([name], Some(kind)) => {
            let page = Page::MapFile(map, year(name)?, kind);
            Query::none(query).map(|()| page)
        }
        ([name, "info", slug], None) => {
            let place = municipality::by_slug(slug).ok_or(Refusal::NotFound)?;
            Ok(Page::MapInfo(map, year(name)?, place.code, Query::parse_view(query)?))
        }
        _ => Err(Refusal::NotFound),
    }
}

fn year(text: &str) -> Result<Year, Refusal> {
    text.parse().ok().and_then(Year::new).ok_or(Refusal::NotFound)
}

fn split_ending(path: &str) -> (&str, Option<FileKind>) {
    for kind in FileKind::ALL {
        if let Some(stem) = path.strip_suffix(kind.ending()) {
            return (stem, Some(kind));
        }
    }
    (path, None)
}

#[cfg(test)]
mod tests;
