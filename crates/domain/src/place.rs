//! What a delivery writes in its municipality column: one of the 98, another spelling, or a total.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    municipality::{self, MunicipalityCode},
    reference, region,
};

/// What the text in a municipality column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// One of the 98, spelled as Danmarks Statistik does, or given by code.
    Municipality(MunicipalityCode),
    /// One of the 98 in another spelling ("Århus"); counted, and reported.
    Variant(MunicipalityCode),
    /// A total over municipalities ("I alt", "Hele landet"); compared, never counted.
    Country,
    /// A region; a control total as well, never counted.
    Region,
    /// A body or place that is not a municipality ("Kommunale fællesskaber", Christiansø).
    Other,
}

impl Place {
    /// Reads a name or code; `None` when nobody of that name is known.
    ///
    /// ```
    /// use domain::place::Place;
    ///
    /// assert!(matches!(Place::parse("Aarhus"), Some(Place::Municipality(_))));
    /// assert!(matches!(Place::parse("Århus"), Some(Place::Variant(_))));
    /// assert_eq!(Place::parse("I alt"), Some(Place::Country));
    /// assert_eq!(Place::parse("Atlantis"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(code) = MunicipalityCode::parse(text) {
            return Some(Self::Municipality(code));
        }
        if let Some(place) = NAMES.get(text) {
            return Some(*place);
        }
        let folded = fold(text);
        FOLDED.get(folded.as_str()).map(|place| match *place {
            Self::Municipality(code) => Self::Variant(code),
            other => other,
        })
    }
}

/// Spelling differences that never tell two municipalities apart.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let bare = lower
        .strip_suffix(" regionskommune")
        .or_else(|| lower.strip_suffix(" kommune"))
        .unwrap_or(&lower);
    bare.split([' ', '-']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

static NAMES: LazyLock<BTreeMap<String, Place>> = LazyLock::new(|| {
    let rows = municipality::all().iter();
    rows.map(|row| (row.name.clone(), Place::Municipality(row.code))).collect()
});

static FOLDED: LazyLock<BTreeMap<String, Place>> = LazyLock::new(|| {
    let mut places = BTreeMap::new();
    for row in municipality::all() {
        places.insert(fold(&row.name), Place::Municipality(row.code));
        places.insert(fold(&row.full_name), Place::Municipality(row.code));
    }
    for region in region::all() {
        places.insert(fold(&region.name), Place::Region);
    }
    for (name, code) in aliases() {
        places.insert(fold(&name), Place::Variant(code));
    }
    for name in ["I alt", "Hele landet", "Landet", "Danmark"] {
        places.insert(fold(name), Place::Country);
    }
    for name in ["Kommunale fællesskaber", "Christiansø", "0411"] {
        places.insert(fold(name), Place::Other);
    }
    places
});

/// Returns the other spellings that deliveries use.
fn aliases() -> impl Iterator<Item = (String, MunicipalityCode)> {
    #[derive(serde::Deserialize)]
    struct Row {
        name: String,
        code: String,
    }
    let rows = reference::rows::<Row>("the other spellings", reference::ALIASES)
        .expect("the spellings compiled in are well-formed");
    let code =
        |row: &Row| MunicipalityCode::parse(&row.code).expect("an alias names one of the 98");
    rows.into_iter().map(move |(_, row)| (row.name.clone(), code(&row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formal_names_and_case_are_variants_of_the_short_name() {
        for name in ["Københavns Kommune", "københavn", "Bornholms Regionskommune", "Høje Taastrup"]
        {
            assert!(matches!(Place::parse(name), Some(Place::Variant(_))), "{name}");
        }
    }

    #[test]
    fn regions_and_joint_bodies_are_not_municipalities() {
        assert_eq!(Place::parse("Region Hovedstaden"), Some(Place::Region));
        assert_eq!(Place::parse("Region Østdanmark"), Some(Place::Region));
        assert_eq!(Place::parse("Kommunale fællesskaber"), Some(Place::Other));
        assert_eq!(Place::parse("0411"), Some(Place::Other));
    }
}
