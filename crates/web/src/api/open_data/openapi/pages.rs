//! The pages, pictures and files: their paths come from the addresses themselves.

use domain::{
    format::Language,
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::{Grain, Year},
};

use super::{Operation, Reply};
use crate::{
    address::{
        AS_OF, Address, Comparison, Embedding, FileKind, GraphKind, MapPage, OpenFile, Page,
        Picture, PictureKind, PortalPage, Prose, Span, TableChoice, TimesChoice, View, YearChoice,
    },
    answer::{CSV, HTML, JSON, PNG, SVG},
    api::open_data::{ATOM, CALENDAR, CSVW, JSON_LD, OPEN_API, TURTLE},
};

/// Returns one operation for each kind of address.
pub fn operations() -> Vec<Operation> {
    let mut operations = Vec::new();
    for (page, summary) in examples() {
        let path = template(&page);
        let query = query(&page);
        let answer = reply(&page);
        operations.push(Operation { path, method: "get", summary, query, answer, body: None });
    }
    operations
}

/// Returns the path of a page with parameters in braces where others of its kind have other words.
pub fn template(page: &Page) -> String {
    let address =
        Address { release: None, language: Language::Da, as_of: None, page: page.clone() };
    let address = address.to_string();
    let path = address.split('?').next().unwrap_or_default();
    let before = std::iter::once("").chain(path.split('/'));
    let parts = path.split('/').zip(before).map(|(part, before)| {
        let (stem, ending) = part.find('.').map_or((part, ""), |dot| part.split_at(dot));
        let word = match stem {
            "aar" | "kvartal" => Some("grain"),
            _ if ["csvw", "statistik"].contains(&before) => Some("table"),
            _ if before == "bestemmelser" => Some("topic"),
            _ if MapKind::by_slug(stem).is_some() => Some("map"),
            _ if municipality::by_slug(stem).is_some() => Some("municipality"),
            _ if stem.len() == 4 && stem.bytes().all(|byte| byte.is_ascii_digit()) => Some("year"),
            _ => None,
        };
        word.map_or_else(|| part.to_owned(), |word| format!("{{{word}}}{ending}"))
    });
    parts.collect::<Vec<_>>().join("/")
}

/// What the paths are made with: any map, year, municipality and table would do.
struct Sample {
    map: MapKind,
    year: Year,
    place: MunicipalityCode,
}

fn examples() -> Vec<(Page, &'static str)> {
    let sample = Sample {
        map: MapKind::Social,
        year: Year::new(2024).expect("a year of the board"),
        place: municipality::by_slug("odense").expect("a municipality").code,
    };
    let mut all = html(&sample);
    all.extend(FileKind::ALL.into_iter().flat_map(|kind| files(&sample, kind)));
    all.extend(
        [PictureKind::Svg, PictureKind::Png].into_iter().flat_map(|kind| pictures(&sample, kind)),
    );
    let kinds = [PictureKind::Svg, PictureKind::Png];
    all.extend(kinds.map(|kind| {
        let page = PortalPage::Picture(TableChoice::of("OMG1"), kind);
        (Page::Portal(page), "Figures of a statistics table as a picture")
    }));
    all.extend(open_files(&sample).map(|(file, summary)| (Page::Open(file), summary)));
    all
}

fn html(sample: &Sample) -> Vec<(Page, &'static str)> {
    let Sample { map, year, place } = *sample;
    let mut pages = vec![
        (Page::Front, "What the maps are, and the three national figures"),
        (
            Page::MapOfYear(YearChoice::newest(map)),
            "Goes to the newest or the chosen year of a map",
        ),
        (Page::Map(MapPage::new(map, year)), "A map"),
        (Page::MapInfo(map, year, place, View::Rate), "The box beside a map, a piece of HTML"),
        (Page::Funnel(map, year), "Every municipality by its number of cases"),
        (Page::Behind(map, year), "Why municipalities differ, and what changed"),
        (Page::Trends, "The country by year and quarter"),
        (Page::Revisions, "What moved between draws"),
        (Page::Municipalities(None), "The municipalities"),
        (Page::Search(None), "What is found among municipalities, topics, tables and help"),
        (Page::Municipality(place), "A municipality"),
        (Page::Compare(Comparison::default()), "Municipalities side by side"),
        (Page::Calendar, "What was published and what is announced"),
        (Page::Portal(PortalPage::Tables(None)), "The statistics tables"),
        (
            Page::Portal(PortalPage::Times(TimesChoice::default())),
            "How long cases take at the board, and what lies waiting",
        ),
        (Page::Portal(PortalPage::Topics(None)), "The topics of appeal"),
        (Page::Portal(PortalPage::Topic("101".into())), "A topic of appeal, an act or a family"),
    ];
    let table = TableChoice::of("OMG1");
    let of_table = [
        (
            PortalPage::Table(table.clone()),
            "Figures of a statistics table, as a table or a picture",
        ),
        (PortalPage::Rows(table.clone()), "The rows of one side of such a table, a piece of HTML"),
        (PortalPage::Explained(table.clone()), "One figure of a statistics table in words"),
        (PortalPage::Embedded(table), "Figures of a statistics table for the pages of others"),
    ];
    pages.extend(of_table.map(|(page, summary)| (Page::Portal(page), summary)));
    pages.push((
        Page::Embedded(Picture::Funnel(map, year)),
        "A picture for the pages of others; so any picture, without its ending",
    ));
    pages.extend(Prose::ALL.map(|prose| (Page::Prose(prose), "A page of text")));
    pages
}

fn files(sample: &Sample, kind: FileKind) -> [(Page, &'static str); 11] {
    let Sample { map, year, place } = *sample;
    [
        (Page::Country(kind), "The national figures of all years"),
        (Page::MapFile(map, year, kind), "The table of a map"),
        (Page::FunnelFile(map, year, kind), "The funnel"),
        (Page::BehindFile(map, year, kind), "All that is worked out beside the figures of a map"),
        (Page::SplitFile(map, year, kind), "What each topic adds to the country's change"),
        (Page::TrendsFile(kind), "The country's series"),
        (Page::RevisionsFile(kind), "The country's figures by draw date"),
        (Page::MunicipalitiesFile(kind), "The municipalities in the newest year"),
        (Page::MunicipalityFile(place, kind), "The three maps of a municipality over the years"),
        (Page::TopicsFile(place, kind), "The cases of a municipality by topic and year"),
        (Page::NeighborsFile(place, kind), "A municipality and its neighbors in the newest year"),
    ]
}

fn pictures(sample: &Sample, kind: PictureKind) -> [(Page, &'static str); 11] {
    let Sample { map, year, place } = *sample;
    let place = Some(place);
    [
        (Picture::Map(map, year, View::Rate), "A map as a picture"),
        (Picture::Trend(place, map), "The rate of a municipality over the years"),
        (Picture::Trend(None, map), "The rate of the country over the years"),
        (Picture::Timeline(Some(map), Grain::Year), "The country by year or quarter"),
        (Picture::Timeline(None, Grain::Year), "The rest of the social area by year or quarter"),
        (Picture::Outcomes(place, map, year), "How the cases of a municipality ended"),
        (Picture::Outcomes(None, map, year), "How the cases of the country ended"),
        (Picture::Funnel(map, year), "The funnel as a picture"),
        (Picture::Spread(map, year), "Why municipalities differ, as a picture"),
        (Picture::Split(place, map, year), "What the change of a municipality consists of"),
        (Picture::Split(None, map, year), "What the change of the country consists of"),
    ]
    .map(|(picture, summary)| (Page::Picture(picture, kind), summary))
}

fn open_files(sample: &Sample) -> [(OpenFile, &'static str); 8] {
    [
        (OpenFile::Catalog(GraphKind::Turtle), "The catalog of all data after DCAT-AP, in Turtle"),
        (OpenFile::Catalog(GraphKind::JsonLd), "The catalog of all data after DCAT-AP, in JSON-LD"),
        (OpenFile::Csvw(String::new()), "The columns of a table as CSV, after CSV on the Web"),
        (OpenFile::Changes(Span::default()), "The cells that differ between two draws"),
        (OpenFile::Feed, "What was published, as a feed"),
        (
            OpenFile::MunicipalityFeed(sample.place),
            "The figures of a municipality that moved, as a feed",
        ),
        (OpenFile::Calendar, "What was published and what is announced, as a calendar"),
        (OpenFile::OpenApi, "This description"),
    ]
}

/// Returns the parameters of a page. That the match is whole means that no kind of address is forgotten.
fn query(page: &Page) -> Vec<&'static str> {
    let of_map = ["vis", "sorter", "retning", "kommune"];
    let mut names = match page {
        Page::Map(_) => of_map.to_vec(),
        Page::MapOfYear(_) => [&["aar"], &of_map[..]].concat(),
        Page::MapInfo(..) | Page::Picture(Picture::Map(..), _) => vec!["vis"],
        Page::Municipalities(_)
        | Page::Search(_)
        | Page::Portal(PortalPage::Tables(_) | PortalPage::Topics(_)) => {
            vec!["q"]
        }
        Page::Compare(_) | Page::CompareForm(_) => vec!["steder", "navn", "kort", "aar"],
        Page::Open(OpenFile::Changes(_)) => return Span::NAMES.to_vec(),
        Page::Calendar | Page::Open(_) => return Vec::new(),
        Page::Embedding(Embedding::Snippet(_)) => return vec!["af"],
        Page::Embedding(Embedding::OEmbed(_)) => {
            return vec!["url", "maxwidth", "maxheight", "format.oembed"];
        }
        Page::Portal(PortalPage::Times(_)) => TimesChoice::NAMES.to_vec(),
        // Beside these, each dimension of the table is a parameter. Two have other values than elsewhere.
        Page::Portal(
            PortalPage::Table(_)
            | PortalPage::TableForm(_)
            | PortalPage::Rows(_)
            | PortalPage::Explained(_)
            | PortalPage::Picture(..)
            | PortalPage::Embedded(_),
        ) => vec!["vis.tabel", "kolonner", "sorter.tabel", "side", "ved"],
        Page::Front
        | Page::Country(_)
        | Page::MapFile(..)
        | Page::Funnel(..)
        | Page::FunnelFile(..)
        | Page::Behind(..)
        | Page::BehindFile(..)
        | Page::SplitFile(..)
        | Page::TrendsFile(_)
        | Page::Trends
        | Page::Revisions
        | Page::RevisionsFile(_)
        | Page::Picture(..)
        | Page::Embedded(_)
        | Page::MunicipalitiesFile(_)
        | Page::Municipality(_)
        | Page::MunicipalityFile(..)
        | Page::TopicsFile(..)
        | Page::NeighborsFile(..)
        | Page::Prose(_)
        | Page::Portal(PortalPage::Topic(_)) => Vec::new(),
    };
    names.push(AS_OF);
    names
}

fn reply(page: &Page) -> Reply {
    let (media, schema) = match page {
        Page::Open(file) => open_reply(file),
        page if page.is_pixels() => (PNG, None),
        Page::Picture(..) | Page::Portal(PortalPage::Picture(..)) => (SVG, None),
        page => match file_kind(page) {
            Some(FileKind::Csv) => (CSV, None),
            Some(FileKind::Json) => (JSON, Some("TableFile")),
            None => (HTML, None),
        },
    };
    let is_for_programs = matches!(page, Page::Open(_));
    let status = if matches!(page, Page::MapOfYear(_)) { 303 } else { 200 };
    Reply { status, media, schema, is_for_programs }
}

const fn open_reply(file: &OpenFile) -> (&'static str, Option<&'static str>) {
    match file {
        OpenFile::Catalog(GraphKind::Turtle) => (TURTLE, None),
        OpenFile::Catalog(GraphKind::JsonLd) => (JSON_LD, Some("Graph")),
        OpenFile::Csvw(_) => (CSVW, Some("Description")),
        OpenFile::Changes(_) => (JSON, Some("Changes")),
        OpenFile::Feed | OpenFile::MunicipalityFeed(_) => (ATOM, None),
        OpenFile::Calendar => (CALENDAR, None),
        OpenFile::OpenApi => (OPEN_API, Some("Description")),
    }
}

const fn file_kind(page: &Page) -> Option<FileKind> {
    match page {
        Page::Country(kind)
        | Page::MapFile(_, _, kind)
        | Page::FunnelFile(_, _, kind)
        | Page::BehindFile(_, _, kind)
        | Page::SplitFile(_, _, kind)
        | Page::TrendsFile(kind)
        | Page::RevisionsFile(kind)
        | Page::MunicipalitiesFile(kind)
        | Page::MunicipalityFile(_, kind)
        | Page::TopicsFile(_, kind)
        | Page::NeighborsFile(_, kind) => Some(*kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_vary_become_parameters() {
        check("/kort/social/2024.csv", "/kort/{map}/{year}.csv");
        check(
            "/kommuner/aeroe/udfald/social/2023.svg",
            "/kommuner/{municipality}/udfald/{map}/{year}.svg",
        );
        check("/udvikling/resten/kvartal.png", "/udvikling/resten/{grain}.png");
        check("/csvw/OMG1.json", "/csvw/{table}.json");
        check("/bestemmelser/101", "/bestemmelser/{topic}");
        check("/om-data/revisioner.json", "/om-data/revisioner.json");
        check("/kommuner/odense/aendringer.atom", "/kommuner/{municipality}/aendringer.atom");
    }

    #[track_caller]
    fn check(path: &str, expected: &str) {
        let address = Address::parse(path, "").1.expect("an address of ours");
        assert_eq!(template(&address.page), expected);
    }
}
