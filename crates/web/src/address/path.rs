//! Pages as they are read from a path and query, and written.

use std::fmt::{self, Display, Formatter};

use domain::{
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::Year,
};

use super::{
    FileKind, Page, Picture, PictureKind, Prose, Refusal, comparison::COMPARE, query::Query,
};

const TRENDS: &str = "/udvikling";
const REVISIONS: &str = "/om-data/revisioner";
const CALENDAR: &str = "/kalender";
const EMBEDDED: &str = "/indlejr";

impl Display for Page {
    /// Writes the page as it stands in an address, without release and language.
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let slug = |code: &MunicipalityCode| &code.municipality().slug;
        match self {
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
            Page::Municipalities(name) => {
                write!(out, "/kommuner{}", Query::of_name(name.as_deref()))
            }
            Page::Search(words) => write!(out, "/soeg{}", Query::of_name(words.as_deref())),
            Page::MunicipalitiesFile(kind) => write!(out, "/kommuner{}", kind.ending()),
            Page::Municipality(code) => write!(out, "/kommuner/{}", slug(code)),
            Page::MunicipalityFile(code, kind) => of_place(out, *code, "", *kind),
            Page::TopicsFile(code, kind) => of_place(out, *code, "/emner", *kind),
            Page::NeighborsFile(code, kind) => of_place(out, *code, "/naboer", *kind),
            Page::Compare(comparison) | Page::CompareForm(comparison) => {
                write!(out, "{COMPARE}{}", comparison.query())
            }
            Page::Prose(prose) => out.write_str(prose.path()),
            Page::Portal(page) => page.fmt(out),
            Page::Calendar => out.write_str(CALENDAR),
            Page::Open(file) => file.fmt(out),
        }
    }
}

fn of_place(
    out: &mut Formatter<'_>,
    code: MunicipalityCode,
    part: &str,
    kind: FileKind,
) -> fmt::Result {
    write!(out, "/kommuner/{}{part}{}", code.municipality().slug, kind.ending())
}

/// Reads a path and query without release and language.
pub(super) fn page(path: &str, query: &str) -> Result<Page, Refusal> {
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

/// Reads a year of a path.
pub(super) fn year(text: &str) -> Result<Year, Refusal> {
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
