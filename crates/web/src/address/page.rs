//! What can be asked for.

use domain::{map::MapKind, municipality::MunicipalityCode, period::Year};

use super::{
    Comparison, Embedding, OpenFile, Order, Picture, PictureKind, PortalPage, View, query::Query,
};

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

    pub(super) const fn ending(self) -> &'static str {
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

    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::ReadingGuide => "/laesevejledning",
            Self::Method => "/metode",
            Self::AboutData => "/om-data",
            Self::Accessibility => "/tilgaengelighed",
            Self::Privacy => "/privatliv",
        }
    }
}
