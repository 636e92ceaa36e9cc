//! `bank.toml`: what an administrator decides about the statistics tables.

use jiff::civil::Date;
use tables::text::Text;

/// A mistake in `bank.toml`.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It is not TOML of the expected form; the message holds line and field.
    #[error("bank.toml: {0}")]
    Toml(#[from] toml::de::Error),
    /// A value is outside what is allowed.
    #[error("bank.toml: {field} must be {expected}")]
    Value {
        /// The field.
        field: String,
        /// What it must be.
        expected: &'static str,
    },
}

/// Contact, rule of small counts, and the calendar of the tables.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Whom to ask, in Danish.
    pub contact: String,
    /// The same in English.
    pub contact_en: String,
    /// The mail address of whom to ask, for catalogs of data; `None` where there is only a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The terms under which the figures may be used, as the address of a license. Nobody has decided
    /// them yet; the default is what Danish authorities commonly choose.
    pub license: String,
    /// Counts from 1 to this are hidden in tables of reasons, formal errors, part-decisions and times.
    pub hide_up_to: u32,
    /// The announced updates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub update: Vec<Update>,
}

/// An announced update: of the tables, or of the maps. That a day is announced is public.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// The day, as `2025-09-10`.
    pub on: Date,
    /// What comes.
    pub of: Stream,
    /// The title in Danish.
    pub title: String,
    /// The title in English.
    pub title_en: String,
}

/// Which of the two streams of figures an update belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stream {
    /// The board's provisional figures.
    Tables,
    /// The ministry's yearly maps.
    Maps,
}

/// CC BY 4.0, as the European Union's list of licenses names it.
///
/// *Source*: Publications Office of the European Union, authority table `licence`.
pub const CC_BY_4: &str = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0";

impl Default for Settings {
    /// Statistics Denmark's rule of three, CC BY 4.0; nobody to ask and nothing announced.
    fn default() -> Self {
        Self {
            contact: "Se siden Om data".into(),
            contact_en: "See the page About the data".into(),
            email: None,
            license: CC_BY_4.into(),
            hide_up_to: 2,
            update: Vec::new(),
        }
    }
}

impl Settings {
    /// Reads the settings.
    ///
    /// ```
    /// use bank::settings::Settings;
    ///
    /// let text = "contact = \"Statistik, tlf. 12 34\"\ncontact_en = \"Statistics\"\nhide_up_to = 4\n";
    /// assert_eq!(Settings::parse(text).unwrap().hide_up_to, 4);
    /// assert!(Settings::parse("hide_up_to = 0").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let settings: Self = toml::from_str(text)?;
        let wrong =
            |field: &str, expected| Err(SettingsError::Value { field: field.into(), expected });
        if !(2..=9).contains(&settings.hide_up_to) {
            return wrong("hide_up_to", "2 to 9: counts of 1 and 2 are always hidden");
        }
        if !is_address(&settings.license) {
            return wrong("license", "the address of a license, with http:// or https://");
        }
        if settings.email.as_ref().is_some_and(|email| !is_mail(email)) {
            return wrong("email", "a mail address such as statistik@example.dk");
        }
        for (place, update) in settings.update.iter().enumerate() {
            if update.title.is_empty() || update.title_en.is_empty() {
                return wrong(&format!("update {}, title and title_en", place + 1), "a text");
            }
        }
        Ok(settings)
    }

    /// Returns whom to ask.
    #[must_use]
    pub fn contact(&self) -> Text {
        Text::new(&*self.contact, &*self.contact_en)
    }

    /// Returns the day of the first update of the tables after a day; `None` where none is announced.
    #[must_use]
    pub fn next_update(&self, day: Date) -> Option<Date> {
        let own = self.update.iter().filter(|update| update.of == Stream::Tables);
        own.map(|update| update.on).filter(|on| *on > day).min()
    }
}

/// Tells whether a text can stand as an address in a catalog.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_plain))
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && text.chars().all(is_plain)
}

/// Tells whether a character may stand in an address as it is.
///
/// *Source*: RFC 3986, section 2.
fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_license_is_an_address() {
        check("license = \"https://example.dk/vilkaar\"", true);
        check("license = \"CC BY 4.0\"", false);
        check("license = \"https://example.dk/<vilkaar>\"", false);
    }

    #[test]
    fn a_mail_address_has_a_name_and_a_host() {
        check("email = \"statistik@example.dk\"", true);
        check("email = \"statistik\"", false);
        check("email = \"a b@example.dk\"", false);
    }

    /// Checks whether settings are taken.
    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(Settings::parse(text).is_ok(), expected, "{text}");
    }
}
