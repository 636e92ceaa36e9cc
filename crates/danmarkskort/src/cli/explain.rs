//! `explain`: which figure, in which language and form.

use clap::Args;
use domain::{
    format::Language,
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::Year,
    place::Place,
};

use super::{DataFolder, Report};

#[derive(Debug, Args)]
pub struct Explain {
    /// The municipality, by name or code
    #[arg(long, alias = "municipality", value_name = "NAME", value_parser = municipality)]
    pub kommune: MunicipalityCode,
    /// The map: social, boernehandicap or voksenhandicap, or its name in files
    #[arg(long, value_name = "MAP", value_parser = map)]
    pub map: MapKind,
    /// The year of the board's decisions [default: that of the newest edition]
    #[arg(long, value_name = "YEAR", value_parser = year)]
    pub year: Option<Year>,
    #[command(flatten)]
    pub folder: DataFolder,
    /// The release [default: the one that was built last]
    #[arg(long, value_name = "ID")]
    pub release: Option<String>,
    /// The language of the sentences
    #[arg(long, value_name = "LANG", default_value = "da", value_parser = language)]
    pub language: Language,
    /// How to print it
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: Report,
}

/// Reads the name or code of a municipality, forgiving other spellings.
fn municipality(text: &str) -> Result<MunicipalityCode, String> {
    if let Some(Place::Municipality(code) | Place::Variant(code)) = Place::parse(text) {
        return Ok(code);
    }
    let names: Vec<_> =
        municipality::in_danish_order().into_iter().map(|place| place.name.as_str()).collect();
    Err(format!("it is none of the {} municipalities: {}", names.len(), names.join(", ")))
}

/// Reads the name of a map, as it stands in addresses or in files.
fn map(text: &str) -> Result<MapKind, String> {
    MapKind::by_slug(text).or_else(|| MapKind::by_id(text)).ok_or_else(|| {
        let names = MapKind::ALL.map(|map| match (map.slug(), map.id()) {
            (slug, id) if slug == id => slug.to_owned(),
            (slug, id) => format!("{slug} ({id})"),
        });
        format!("the maps are {}", names.join(", "))
    })
}

/// Reads a year.
fn year(text: &str) -> Result<Year, String> {
    let year = text.parse().ok().and_then(Year::new);
    year.ok_or_else(|| "it is not a year; write it like 2024".to_owned())
}

/// Reads the tag of a language.
fn language(text: &str) -> Result<Language, String> {
    let known = Language::ALL.into_iter().find(|language| language.tag() == text);
    known.ok_or_else(|| "the languages are da and en".to_owned())
}
