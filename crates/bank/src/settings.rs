//! `bank.toml`: what an administrator decides about the statistics tables.

use jiff::civil::Date;
use tables::text::Text;

/// A mistake in `bank.toml`.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It is not TOML of the expected form; the message holds line and field.
    #[error("{0}")]
    Toml(Box<toml::de::Error>),
    /// A value is outside what is allowed.
    #[error("{field} must be {expected}")]
    Value {
        /// The field.
        field: String,
        /// What it must be.
        expected: &'static str,
    },
}

/// Contact, rule of small counts, and the calendar of the tables.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Whom to ask, in Danish.
    pub contact: String,
    /// The same in English.
    pub contact_en: String,
    /// The mail address of whom to ask, for catalogs of data; `None` where there is only a page.
    pub email: Option<String>,
    /// The terms under which the figures may be used, as the address of a license. Nobody has decided
    /// them yet; the default is what Danish authorities commonly choose.
    pub license: String,
    /// Counts from 1 to this are hidden in tables of reasons, formal errors, part-decisions and times.
    pub hide_up_to: u32,
    /// The announced updates.
    pub update: Vec<Update>,
}

/// An announced update: of the tables, or of the maps. That a day is announced is public.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// The day: a date of TOML, `2025-09-10`, or the same as text.
    #[serde(deserialize_with = "day")]
    pub on: Date,
    /// What comes.
    pub of: Stream,
    /// The title in Danish.
    pub title: String,
    /// The title in English.
    pub title_en: String,
}

/// Reads a day.
fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let value = <toml::Value as serde::Deserialize>::deserialize(from)?;
    let text = match &value {
        toml::Value::Datetime(day) => day.to_string(),
        toml::Value::String(text) => text.clone(),
        _ => String::new(),
    };
    let is_day = text.len() == "2025-09-10".len();
    let day = text.parse().ok().filter(|_| is_day);
    day.ok_or_else(|| serde::de::Error::custom("a day is written 2025-09-10"))
}

/// Which of the two streams of figures an update belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
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
        let settings: Self =
            toml::from_str(text).map_err(|error| SettingsError::Toml(Box::new(error)))?;
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
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_a_date_or_a_text() {
        for on in ["2025-09-10", "\"2025-09-10\""] {
            let settings = Settings::parse(&announced(on)).expect("settings");
            assert_eq!(settings.next_update(date(2025, 6, 10)), Some(date(2025, 9, 10)));
            assert_eq!(settings.next_update(date(2025, 9, 10)), None);
        }
    }

    #[test]
    fn what_is_no_day_is_told_with_its_line() {
        for on in ["2025-09-10T10:00:00", "\"september\"", "20250910"] {
            let error = Settings::parse(&announced(on)).expect_err("no day").to_string();
            assert!(error.contains("line 2") && error.contains("2025-09-10"), "{error}");
        }
    }

    fn announced(on: &str) -> String {
        format!("[[update]]\non = {on}\nof = \"tables\"\ntitle = \"Tal\"\ntitle_en = \"Figures\"\n")
    }

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
