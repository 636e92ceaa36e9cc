//! A text in both languages.

use domain::format::Language;

/// A text a reader sees, in Danish and English.
///
/// ```
/// use domain::format::Language;
/// use tables::text::Text;
///
/// let text = Text::new("Hele landet", "All Denmark");
/// assert_eq!(text.get(Language::En), "All Denmark");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Text {
    da: String,
    en: String,
}

impl Text {
    /// Returns the text of two languages.
    pub fn new(da: impl Into<String>, en: impl Into<String>) -> Self {
        Self { da: da.into(), en: en.into() }
    }

    /// Returns a text that is the same in both languages, such as a name or a year.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { da: text.clone(), en: text }
    }

    /// Returns the text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Da => &self.da,
            Language::En => &self.en,
        }
    }
}
