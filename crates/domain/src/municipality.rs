//! The 98 municipalities (*kommuner*), and how deliveries spell them.

use std::sync::LazyLock;

use crate::reference;

/// The official four-digit code of a municipality, for example 0751.
///
/// Only codes of the 98 municipalities exist as values; Christiansø (0411) is not one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MunicipalityCode(u16);

impl MunicipalityCode {
    /// Returns the code if it belongs to one of the 98 municipalities.
    ///
    /// ```
    /// use domain::municipality::MunicipalityCode;
    ///
    /// assert_eq!(MunicipalityCode::new(101).unwrap().to_string(), "0101");
    /// assert_eq!(MunicipalityCode::new(411), None);
    /// ```
    #[must_use]
    pub fn new(number: u16) -> Option<Self> {
        MUNICIPALITIES.codes.binary_search(&number).ok().map(|_| Self(number))
    }

    /// Reads the code as it is written, with its leading zero: `0101`; `101` is accepted.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !(3..=4).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Self::new(text.parse().ok()?)
    }

    /// Returns the number without leading zero, for example 101.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// Returns the position of the municipality in [`all`], 0 to 97.
    #[must_use]
    pub fn index(self) -> usize {
        MUNICIPALITIES.codes.binary_search(&self.0).expect("every code is one of the 98")
    }

    /// Returns what is known of the municipality.
    #[must_use]
    pub fn municipality(self) -> &'static Municipality {
        &MUNICIPALITIES.rows[self.index()]
    }
}

impl std::fmt::Display for MunicipalityCode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:04}", self.0)
    }
}

/// A municipality, as in Danmarks Statistik's classification of 2007.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// The official code.
    pub code: MunicipalityCode,
    /// The short name, for example `Aarhus`.
    pub name: String,
    /// The formal name, for example `Københavns Kommune`.
    pub full_name: String,
    /// The region since 2007; regions have dates, so ask [`Municipality::region_on`].
    pub(crate) region_of_2007: String,
    /// The official municipality group, for example `Storbykommuner`.
    pub group: String,
    /// The group's number in Danmarks Statistik's classification, 1 (the capital) to 5 (the country).
    pub group_code: u8,
    /// The part of the country (*landsdel*), which always lies within one region, by its NUTS 3 code,
    /// for example `DK042`.
    pub landsdel_code: String,
    /// Its name, for example `Østjylland`.
    pub landsdel: String,
    /// 1 to 98 in Danish alphabetical order (… z, æ, ø, å; aa as å).
    pub order: u8,
    /// The name as it stands in addresses, for example `lyngby-taarbaek`.
    pub slug: String,
}

/// Returns the 98 municipalities by code.
#[must_use]
pub fn all() -> &'static [Municipality] {
    &MUNICIPALITIES.rows
}

/// Returns the 98 municipalities in Danish alphabetical order.
#[must_use]
pub fn in_danish_order() -> Vec<&'static Municipality> {
    let mut rows: Vec<_> = all().iter().collect();
    rows.sort_by_key(|municipality| municipality.order);
    rows
}

/// Returns the municipality with this name in an address (`aarhus`, `aeroe`).
#[must_use]
pub fn by_slug(slug: &str) -> Option<&'static Municipality> {
    all().iter().find(|municipality| municipality.slug == slug)
}

/// Returns a name as it stands in addresses: small letters, `æ ø å` as `ae oe aa`, the rest `-`.
///
/// ```
/// assert_eq!(domain::municipality::slug("Høje-Taastrup"), "hoeje-taastrup");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len() + 2);
    for letter in name.to_lowercase().chars() {
        match letter {
            'æ' => slug.push_str("ae"),
            'ø' => slug.push_str("oe"),
            'å' => slug.push_str("aa"),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ => slug.push('-'),
        }
    }
    slug
}

struct Municipalities {
    codes: Vec<u16>,
    rows: Vec<Municipality>,
}

/// A row of the reference table; its other columns are for people.
#[derive(serde::Deserialize)]
struct Row {
    code: u16,
    name: String,
    full_name: String,
    region: String,
    group: String,
    group_code: u8,
    landsdel_code: String,
    landsdel: String,
    sort_da: u8,
}

static MUNICIPALITIES: LazyLock<Municipalities> = LazyLock::new(|| {
    let rows = reference::rows::<Row>("the municipalities", reference::MUNICIPALITIES)
        .expect("the municipalities compiled in are well-formed");
    let mut rows: Vec<_> = rows.into_iter().map(|(_, row)| Municipality::from(row)).collect();
    rows.sort_by_key(|municipality| municipality.code);
    Municipalities { codes: rows.iter().map(|row| row.code.number()).collect(), rows }
});

impl From<Row> for Municipality {
    fn from(row: Row) -> Self {
        Self {
            code: MunicipalityCode(row.code),
            slug: slug(&row.name),
            name: row.name,
            full_name: row.full_name,
            region_of_2007: row.region,
            group: row.group,
            group_code: row.group_code,
            landsdel_code: row.landsdel_code,
            landsdel: row.landsdel,
            order: row.sort_da,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_ninety_eight_with_addresses_of_their_own() {
        let slugs: std::collections::BTreeSet<_> = all().iter().map(|row| &row.slug).collect();
        assert_eq!((all().len(), slugs.len()), (98, 98));
    }

    #[test]
    fn aa_sorts_last_as_in_danish() {
        let names: Vec<_> = in_danish_order().iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names[94..], ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]);
    }
}
