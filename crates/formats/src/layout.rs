//! How a reader wants a file: language, codes or texts, marks.

use domain::format::Language;
use tables::dimension::Value;

pub use crate::number::DecimalMark;

/// How a file is laid out. A format takes of it what it can show; each format says what that is.
///
/// ```
/// use domain::format::Language;
/// use formats::layout::{Layout, Separator};
///
/// let danish = Layout { separator: Separator::Semicolon, ..Layout::new(Language::Da) };
/// assert!(!danish.title);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The language of labels and notes.
    pub language: Language,
    /// What stands for a value of a dimension.
    pub texts: Texts,
    /// Whether a title stands above the figures, in formats without a place of its own for it.
    pub title: bool,
    /// What stands between the fields of a text file.
    pub separator: Separator,
    /// What stands before the decimals in a text file.
    pub decimal_mark: DecimalMark,
    /// Whether a text file starts with a byte order mark, which Danish spreadsheets need to read UTF-8.
    pub byte_order_mark: bool,
    /// The code page of a PX file.
    pub code_page: CodePage,
    /// Addresses that a file names.
    pub addresses: Addresses,
}

/// What stands for a value of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// Its code: `101`.
    Codes,
    /// Its label: `København`.
    Texts,
    /// Both: `101 København`.
    Both,
}

/// What stands between the fields of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tabulator.
    Tab,
    /// A space.
    Space,
}

/// The code page of a PX file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodePage {
    /// The one that all programs read. Other characters become letters that stand for them.
    Windows1252,
    /// Every character, for newer programs.
    Utf8,
}

/// Addresses that a file names; `None` leaves them out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// The address of the file itself, whole.
    pub this: Option<String>,
    /// What stands before the code of a code list in its address, with the last slash.
    pub code_lists: Option<String>,
}

impl Layout {
    /// Returns what a program that asks for nothing gets: texts, no title, commas and points.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Self {
            language,
            texts: Texts::Texts,
            title: false,
            separator: Separator::Comma,
            decimal_mark: DecimalMark::Point,
            byte_order_mark: false,
            code_page: CodePage::Windows1252,
            addresses: Addresses { this: None, code_lists: None },
        }
    }

    /// Returns what stands for a value.
    pub(crate) fn name(&self, value: &Value) -> String {
        self.pair(&value.code, value.label.get(self.language))
    }

    /// Returns a code, a text or both.
    pub(crate) fn pair(&self, code: &str, text: &str) -> String {
        match self.texts {
            Texts::Codes => code.into(),
            Texts::Texts => text.into(),
            Texts::Both if code == text => code.into(),
            Texts::Both => format!("{code} {text}"),
        }
    }
}

impl Separator {
    /// Returns the character.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Space => b' ',
        }
    }
}
