//! Addresses of pictures as files.

use std::fmt;

use domain::{
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::{Grain, Year},
};

use super::{
    Refusal,
    path::year,
    query::{Query, View},
};

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Picture {
    /// `/kort/{map}/{year}.svg`: a map.
    Map(MapKind, Year, View),
    /// `/kommuner/{municipality}/udvikling/{map}.svg`, `/landstal/udvikling/{map}.svg`: the rate of
    /// a municipality, or of the country, over the years.
    Trend(Option<MunicipalityCode>, MapKind),
    /// `/udvikling/{map}/aar.svg`, `…/kvartal.svg`: the country by year or quarter; `resten` in the
    /// place of a map is the rest of the social area.
    Timeline(Option<MapKind>, Grain),
    /// `/kommuner/{municipality}/udfald/{map}/{year}.svg`, `/landstal/udfald/{map}/{year}.svg`: how
    /// the cases ended.
    Outcomes(Option<MunicipalityCode>, MapKind, Year),
    /// `/tragt/{map}/{year}.svg`: the funnel.
    Funnel(MapKind, Year),
    /// `/bag-tallene/{map}/{year}/spredning.svg`: why municipalities differ.
    Spread(MapKind, Year),
    /// `/kommuner/{municipality}/aendring/{map}/{year}.svg`, `/landstal/aendring/{map}/{year}.svg`: what
    /// the change since the year before consists of.
    Split(Option<MunicipalityCode>, MapKind, Year),
}

/// The form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// Lines and letters, of any size.
    Svg,
    /// Pixels.
    Png,
}

impl PictureKind {
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Svg => ".svg",
            Self::Png => ".png",
        }
    }

    /// Splits the ending from a path; `None` when it is no picture.
    pub(super) fn split(path: &str) -> Option<(&str, Self)> {
        [Self::Svg, Self::Png]
            .into_iter()
            .find_map(|kind| Some((path.strip_suffix(kind.ending())?, kind)))
    }
}

impl Picture {
    /// Returns the map and year the picture is of; `None` where it is of several years.
    pub(super) const fn map(self) -> Option<(MapKind, Year)> {
        match self {
            Self::Map(map, year, _)
            | Self::Outcomes(_, map, year)
            | Self::Funnel(map, year)
            | Self::Spread(map, year)
            | Self::Split(_, map, year) => Some((map, year)),
            Self::Trend(..) | Self::Timeline(..) => None,
        }
    }

    /// Reads an address without its ending.
    pub(super) fn parse(stem: &str, query: &str) -> Result<Self, Refusal> {
        let parts: Vec<_> = stem.split('/').skip(1).collect();
        let picture = match parts.as_slice() {
            ["kort", map, name] => {
                let view = Query::parse_view(query)?;
                return Ok(Self::Map(map_of(map)?, year(name)?, view));
            }
            ["udvikling", REST, grain] => Self::Timeline(None, grain_of(grain)?),
            ["udvikling", map, grain] => Self::Timeline(Some(map_of(map)?), grain_of(grain)?),
            ["tragt", map, name] => Self::Funnel(map_of(map)?, year(name)?),
            ["bag-tallene", map, name, "spredning"] => Self::Spread(map_of(map)?, year(name)?),
            ["landstal", rest @ ..] => Self::of_place(None, rest)?,
            ["kommuner", slug, rest @ ..] => {
                let place = municipality::by_slug(slug).ok_or(Refusal::NotFound)?;
                Self::of_place(Some(place.code), rest)?
            }
            _ => return Err(Refusal::NotFound),
        };
        Query::none(query).map(|()| picture)
    }

    fn of_place(place: Option<MunicipalityCode>, parts: &[&str]) -> Result<Self, Refusal> {
        match parts {
            ["udvikling", map] => Ok(Self::Trend(place, map_of(map)?)),
            ["udfald", map, name] => Ok(Self::Outcomes(place, map_of(map)?, year(name)?)),
            ["aendring", map, name] => Ok(Self::Split(place, map_of(map)?, year(name)?)),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Writes the address with an ending; of an embedded picture there is none.
    pub(super) fn write(self, out: &mut fmt::Formatter<'_>, ending: &str) -> fmt::Result {
        match self {
            Self::Map(map, year, view) => {
                write!(out, "/kort/{}/{year}{ending}{}", map.slug(), Query::of_view(view))
            }
            Self::Trend(place, map) => {
                write!(out, "{}/udvikling/{}{ending}", path(place), map.slug())
            }
            Self::Timeline(map, grain) => {
                let (map, grain) = (map.map_or(REST, MapKind::slug), grain_name(grain));
                write!(out, "/udvikling/{map}/{grain}{ending}")
            }
            Self::Outcomes(place, map, year) => {
                write!(out, "{}/udfald/{}/{year}{ending}", path(place), map.slug())
            }
            Self::Funnel(map, year) => write!(out, "/tragt/{}/{year}{ending}", map.slug()),
            Self::Spread(map, year) => {
                write!(out, "/bag-tallene/{}/{year}/spredning{ending}", map.slug())
            }
            Self::Split(place, map, year) => {
                write!(out, "{}/aendring/{}/{year}{ending}", path(place), map.slug())
            }
        }
    }
}

/// The topics of the general map that are on neither of the others.
pub const REST: &str = "resten";

const fn grain_name(grain: Grain) -> &'static str {
    match grain {
        Grain::Year => "aar",
        Grain::Quarter => "kvartal",
    }
}

fn grain_of(name: &str) -> Result<Grain, Refusal> {
    let found = [Grain::Year, Grain::Quarter].into_iter().find(|grain| grain_name(*grain) == name);
    found.ok_or(Refusal::NotFound)
}

fn path(place: Option<MunicipalityCode>) -> String {
    place.map_or_else(
        || "/landstal".into(),
        |code| format!("/kommuner/{}", code.municipality().slug),
    )
}

fn map_of(slug: &str) -> Result<MapKind, Refusal> {
    MapKind::by_slug(slug).ok_or(Refusal::NotFound)
}
