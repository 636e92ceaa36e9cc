//! The three maps, and which topics each of them counts in which decision year.

use std::collections::BTreeSet;

use crate::{
    format::Language,
    reference,
    topic::{TopicCode, Topics},
};

/// One of the three maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MapKind {
    /// *Socialområdet generelt*: every provision with a municipal appeal route.
    Social,
    /// *Børnehandicapområdet*.
    ChildDisability,
    /// *Voksenhandicapområdet*.
    AdultDisability,
}

impl MapKind {
    /// The three, the general one first.
    pub const ALL: [Self; 3] = [Self::Social, Self::ChildDisability, Self::AdultDisability];

    /// Returns the map's name in addresses, the same in both languages.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Social => "social",
            Self::ChildDisability => "boernehandicap",
            Self::AdultDisability => "voksenhandicap",
        }
    }

    /// Returns the map's name in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Social => "social",
            Self::ChildDisability => "child_disability",
            Self::AdultDisability => "adult_disability",
        }
    }

    /// Returns the map with a name from an address.
    #[must_use]
    pub fn by_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|map| map.slug() == slug)
    }

    /// Returns the map with a name from a file.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|map| map.id() == id)
    }

    /// Returns the map's name for readers.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Social, Language::Da) => "Socialområdet generelt",
            (Self::ChildDisability, Language::Da) => "Børnehandicapområdet",
            (Self::AdultDisability, Language::Da) => "Voksenhandicapområdet",
            (Self::Social, Language::En) => "The social area in general",
            (Self::ChildDisability, Language::En) => "Children with disabilities",
            (Self::AdultDisability, Language::En) => "Adults with disabilities",
        }
    }
}

/// Which topics the three maps count, from one decision year until the next definition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapDefinition {
    /// The definition's name, for example `2018`.
    pub id: String,
    /// The first decision year it holds for.
    pub from_decision_year: i16,
    /// What the choice rests on, in Danish; (?) marks what no source settles.
    pub basis: String,
    /// The same in English.
    pub basis_en: String,
    /// The general map.
    pub social: Contents,
    /// The map of the child disability area.
    pub child_disability: Contents,
    /// The map of the adult disability area.
    pub adult_disability: Contents,
}

/// What one map counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contents {
    /// Whole laws, by the name in the list of topics.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub laws: Vec<String>,
    /// Single topics, by code.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<u16>,
    /// `false` declares a series break: the first year of this definition is not compared with the
    /// year before; `true` declares that there is none. Absent: the topics decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparable_with_year_before: Option<bool>,
    /// Why the years cannot be compared, in Danish; the definition's basis where it is empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The same in English.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason_en: String,
    /// Where that can be read; empty where no public source says it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A definition that names something the list of topics does not have.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("map definition {definition}, map {map}: {what} is not in the list of topics")]
pub struct UnknownContents {
    /// The definition's name.
    pub definition: String,
    /// The map's name in files.
    pub map: &'static str,
    /// The law or topic code.
    pub what: String,
}

impl MapDefinition {
    /// Returns the definitions that are compiled in, the oldest first.
    #[must_use]
    pub fn reference() -> Vec<Self> {
        Self::parse_all(reference::MAP_DEFINITIONS)
            .expect("the map definitions compiled in are well-formed")
    }

    /// Reads the definitions of a text in the form of `data/map_definitions.toml`, the oldest first.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, toml::de::Error> {
        #[derive(serde::Deserialize)]
        struct File {
            definition: Vec<MapDefinition>,
        }
        toml::from_str::<File>(text).map(|file| file.definition)
    }

    /// Returns what the choice rests on.
    #[must_use]
    pub fn basis(&self, language: Language) -> &str {
        match language {
            Language::Da => &self.basis,
            Language::En => &self.basis_en,
        }
    }

    /// Returns what one map counts.
    #[must_use]
    pub const fn contents(&self, map: MapKind) -> &Contents {
        match map {
            MapKind::Social => &self.social,
            MapKind::ChildDisability => &self.child_disability,
            MapKind::AdultDisability => &self.adult_disability,
        }
    }

    /// Returns the codes of the topics one map counts.
    pub fn topics(
        &self,
        map: MapKind,
        list: &Topics,
    ) -> Result<BTreeSet<TopicCode>, UnknownContents> {
        let unknown =
            |what: String| UnknownContents { definition: self.id.clone(), map: map.id(), what };
        let contents = self.contents(map);
        let mut codes = BTreeSet::new();
        for number in &contents.topics {
            let code = TopicCode::new(*number);
            list.get(code).ok_or_else(|| unknown(number.to_string()))?;
            codes.insert(code);
        }
        for law in &contents.laws {
            let before = codes.len();
            codes.extend(
                list.all().iter().filter(|topic| topic.law == *law).map(|topic| topic.code),
            );
            if codes.len() == before {
                return Err(unknown(law.clone()));
            }
        }
        Ok(codes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_general_map_contains_the_other_two() {
        for definition in MapDefinition::reference() {
            let topics = |map| definition.topics(map, Topics::reference()).expect("known topics");
            let social = topics(MapKind::Social);
            assert!(topics(MapKind::ChildDisability).is_subset(&social), "{}", definition.id);
            assert!(topics(MapKind::AdultDisability).is_subset(&social), "{}", definition.id);
        }
    }

    #[test]
    fn an_unknown_law_is_named() {
        let mut definition = MapDefinition::reference().remove(0);
        definition.social.laws = vec!["Lov X".into()];
        let error =
            definition.topics(MapKind::Social, Topics::reference()).expect_err("no such law");
        assert_eq!(
            error.to_string(),
            "map definition 2013, map social: Lov X is not in the list of topics"
        );
    }
}
